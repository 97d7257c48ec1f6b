"""bot.py run many times over: forked from a process that has its imports behind it, which are most of its start."""

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_nursery = multiprocessing.get_context("forkserver")
_nursery.set_forkserver_preload(["roof.run", "roof.settings"])


class Life:
    """One run of a program, with as much of Popen's face as the tests look at."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], cwd: Path, log: Path) -> None:
        """`command` begins with the interpreter, as Popen's does; both outputs are added to `log`."""
        self._process = _nursery.Process(
            target=_live, args=(list(command[1:]), dict(env), str(cwd), str(log)), daemon=True
        )
        self._process.start()
        self.pid = self._process.pid or 0

    def kill(self) -> None:
        self._process.kill()

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float) -> int:
        """The exit status, negative for a signal; raises TimeoutExpired."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("bot.py", timeout)
        return self._process.exitcode


def _live(argv: list[str], env: dict[str, str], cwd: str, log: str) -> None:
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(file, 1)
    os.dup2(file, 2)
    sys.argv[:] = argv
    runpy.run_path(argv[0], run_name="__main__")
