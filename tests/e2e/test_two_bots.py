"""Two bots on one database: the second is refused with a word, by whatever path it came; a killed one is no bot."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.stage import ROOT, Stage
from tests.fakes.slack import FakeSlack


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with FakeSlack(channels=("complaints", "ops")) as slack:
        folder = tmp_path / "desk"
        folder.mkdir()
        made = Stage(folder, slack)
        yield made
        made.close()


def second_bot(stage: Stage, config: Path | str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """Another bot, which is expected to end by itself."""
    command = [sys.executable, str(ROOT / "bot.py"), "run", "--config", str(config)]
    return subprocess.run(
        command, env=os.environ | stage.slack.env, cwd=cwd, capture_output=True, text=True, timeout=30
    )


def config_naming(database: str, stage: Stage, folder: Path) -> Path:
    """A config elsewhere that names the same database in another way."""
    folder.mkdir(exist_ok=True)
    text = stage.config.read_text().replace('"heedline.db"', f'"{database}"')
    (folder / "heedline.toml").write_text(text)
    (folder / "posts.jsonl").touch()
    return folder / "heedline.toml"


def test_a_second_bot_is_told_who_has_the_database(stage: Stage, tmp_path: Path) -> None:
    first = stage.start()
    stage.wait_running()
    elsewhere, linked = tmp_path / "elsewhere", tmp_path / "linked"
    linked.symlink_to(stage.folder)
    (tmp_path / "other.db").symlink_to(stage.folder / "heedline.db")
    ways: list[tuple[Path | str, Path]] = [
        (stage.config, tmp_path),
        ("desk/../desk/heedline.toml", tmp_path),
        (linked / "heedline.toml", tmp_path),
        (config_naming("../desk/heedline.db", stage, elsewhere), elsewhere),
        (config_naming("../other.db", stage, tmp_path / "third"), tmp_path),
    ]
    holder = (
        rf"is in use by another Heedline \(process {first.pid} on {re.escape(socket.gethostname())}, since "
    )
    for config, cwd in ways:
        refused = second_bot(stage, config, cwd)
        assert refused.returncode == 1
        assert re.search(holder + r"\d{4}-\d\d-\d\d \d\d:\d\d UTC\)\. Stop that one first", refused.stderr)
        assert "Traceback" not in refused.stderr
    assert first.poll() is None
    assert stage.stop() == 0


def test_what_a_killed_bot_left_behind_stops_nobody(stage: Stage) -> None:
    first = stage.start()
    stage.wait_running()
    first.kill()
    assert first.wait(10) == -signal.SIGKILL
    assert (stage.folder / "heedline.db.bot").exists()
    second = stage.start()
    stage.wait_running()
    refused = second_bot(stage, stage.config, stage.folder)
    assert f"(process {second.pid} on " in refused.stderr
    assert stage.stop() == 0
    assert not (stage.folder / "heedline.db.bot").exists()
