"""A real bot process on loopback: bot.py unmodified, configured by environment and TOML alone."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.e2e.lives import Life
from tests.fakes.slack import FakeSlack

ROOT = Path(__file__).resolve().parents[2]

CONFIG = """
[heedline]
organisation = "Northgate Health"
time_zone = "Europe/London"
database = "heedline.db"
reply_contact = "Patient Relations, 555-0142"

[slack]
default_channel = "#complaints"
ops_channel = "#ops"
post_interval = "{interval}"
{slack}

[[subject]]
name = "Northgate"
kind = "own"
match = "northgate OR @northgate"

[[subject]]
name = "Lakeside"
kind = "competitor"
match = "lakeside"
{more}
"""

FILE_SOURCE = """
[[source]]
name = "survey"
kind = "file"
path = "posts.jsonl"
every = "1s"
"""


class Stage:
    """One folder with a config and a growing file, and the bot processes run on it."""

    def __init__(
        self,
        folder: Path,
        slack: FakeSlack,
        *,
        more: str = FILE_SOURCE,
        interval: str = "0.01s",
        in_slack: str = "",
        many: bool = False,
    ) -> None:
        """`many`: the bot is going to be started very often; see Life."""
        self._many = many
        self.folder, self.slack = folder, slack
        self.config = folder / "heedline.toml"
        self.config.write_text(CONFIG.format(more=more, interval=interval, slack=in_slack), encoding="utf-8")
        self.posts = folder / "posts.jsonl"
        self.posts.touch()
        self.log = folder / "bot.log"
        self.secrets: dict[str, str] = {}
        self.bot: subprocess.Popen[bytes] | Life | None = None
        self._told_before = 0

    def start(self, *flags: str) -> "subprocess.Popen[bytes] | Life":
        """Runs bot.py run; its log grows over all runs."""
        environment = os.environ | self.slack.env | self.secrets
        command = [sys.executable, str(ROOT / "bot.py"), "run", "--config", str(self.config), *flags]
        self._told_before = self.log.stat().st_size if self.log.exists() else 0
        if self._many:
            self.bot = Life(command, environment, self.folder, self.log)
            return self.bot
        with self.log.open("ab") as log:
            self.bot = subprocess.Popen(command, env=environment, cwd=self.folder, stderr=log, stdout=log)
        return self.bot

    def post(self, **record: Any) -> None:
        """Somebody writes a line into the file."""
        with self.posts.open("a", encoding="utf-8") as handle:
            handle.write(json.dumps(record) + "\n")

    def kill(self) -> None:
        """SIGKILL, as the kernel's out-of-memory killer would send it."""
        if self.bot is not None:
            self.bot.kill()

    def wait_running(self, seconds: float = 20.0) -> None:
        """Until the bot says that it runs: before that it obeys no signal. TimeoutError."""
        assert self.bot is not None
        for _ in range(int(seconds / 0.05)):
            if b"running;" in self.log.read_bytes()[self._told_before :]:
                return
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.bot.wait(0.05)
        raise TimeoutError(f"the bot did not start within {seconds:g} s")

    def stop(self, timeout: float = 10.0) -> int:
        """SIGTERM; returns the exit status. TimeoutExpired where it takes longer than ten seconds."""
        assert self.bot is not None
        self.wait_running()
        self.bot.send_signal(signal.SIGTERM)
        return self.bot.wait(timeout)

    def close(self) -> None:
        if self.bot is not None and self.bot.poll() is None:
            self.bot.kill()
            self.bot.wait(5)
