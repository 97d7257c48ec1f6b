"""The desk and the fake Slack of the handlers' tests serve here too; a folder and a process of their own."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from roof import logs
from roof.settings import SECRET_NAMES
from tests.handlers.conftest import desk, empty, quiet_desk, served, slack

__all__ = ["desk", "empty", "quiet_desk", "served", "slack"]


@pytest.fixture(autouse=True)
def no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own environment counts."""
    for name in SECRET_NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


@contextmanager
def logging_kept() -> Iterator[None]:
    """Puts the process's logging back as it was: every command of bot.py sets up its own."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.raiseExceptions, threading.excepthook)
    levels = {name: logging.getLogger(name).level for name in logs.OURS}
    yield
    root.handlers[:], root.level, logging.raiseExceptions, threading.excepthook = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    with logging_kept():
        yield


CONFIG = """
[heedline]
organisation = "Northgate Health"
time_zone = "Europe/London"
reply_contact = "Patient Relations, 555-0142"

[slack]
default_channel = "#alerts"
ops_channel = "#ops"
post_interval = "0.01s"

[[subject]]
name = "Northgate"
kind = "own"
match = "northgate OR @northgate"
"""
FILE_SOURCE = """
[[source]]
name = "survey"
kind = "file"
path = "posts.jsonl"
every = "1s"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A config that is in order, in a folder of its own."""
    path = tmp_path / "heedline.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path
