"""Signals that come at bad moments: before anybody waits, and while the main thread is already asleep."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from roof.signals import ENDING, Signals

ROOT = Path(__file__).parents[2]
BEFORE = """
import os, signal
from roof.signals import Signals
signals = Signals()
os.kill(os.getpid(), signal.{name})
signals.wait()
"""
# The main thread refuses the signal, so the kernel gives it to the other one: nothing wakes the main thread by
# itself, as where the signal comes in the last moment before it goes to sleep.
ASLEEP = """
import os, signal, threading
from roof.signals import Signals
signals = Signals()
go = threading.Event()
threading.Thread(target=lambda: (go.wait(), os.kill(os.getpid(), signal.{name})), daemon=True).start()
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.{name}])
go.set()
signals.wait()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
@pytest.mark.parametrize("script", [BEFORE, ASLEEP], ids=["before", "asleep"])
def test_a_signal_is_heard_whenever_it_comes(script: str, number: signal.Signals) -> None:
    command = [sys.executable, "-c", script.format(name=number.name)]
    assert subprocess.run(command, cwd=ROOT, timeout=30, check=False).returncode == 0


def test_once_closed_they_do_what_they_did_before() -> None:
    before = [signal.getsignal(number) for number in ENDING]
    Signals().close()
    assert [signal.getsignal(number) for number in ENDING] == before
