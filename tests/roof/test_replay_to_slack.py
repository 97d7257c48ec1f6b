"""bot.py replay --slack: an export becomes cards, once each, whatever interrupts it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot import cli
from desk.store import Store
from tests.fakes.slack import FakeSlack, text_of
from tests.roof.conftest import CONFIG

ROOT = Path(__file__).parents[2]
RUDE = "The Northgate staff was rude and nobody came for nine hours, number"


def export(folder: Path, number: int) -> Path:
    path = folder / "export.jsonl"
    records = [{"id": n, "text": f"{RUDE} {n}", "url": f"https://r.example.org/{n}"} for n in range(number)]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def replay(config: Path, path: Path, *flags: str, env: dict[str, str] | None = None) -> Result:
    arguments = ["replay", "--slack", "--config", str(config), str(path), *flags]
    return CliRunner().invoke(cli, arguments, env=env)


def numbers_in(slack: FakeSlack) -> list[int]:
    """Which of the export's texts stand in Slack, doubles included."""
    told = [text_of(card.blocks) for card in slack.cards("alerts")]
    return sorted(int(text.partition(RUDE)[2].split()[0]) for text in told)


def test_every_complaint_of_an_export_gets_its_card(slack: FakeSlack, config: Path, tmp_path: Path) -> None:
    result = replay(config, export(tmp_path, 5), env=slack.env)
    assert result.exit_code == 0, result.output
    assert "5 messages to deliver" in result.output
    assert "5 delivered, 0 waiting, 0 given up." in result.output
    assert numbers_in(slack) == [0, 1, 2, 3, 4]


def test_the_same_export_twice_posts_nothing_anew(slack: FakeSlack, config: Path, tmp_path: Path) -> None:
    path = export(tmp_path, 3)
    replay(config, path, env=slack.env)
    result = replay(config, path, env=slack.env)
    assert "Nothing new was read." in result.output
    assert numbers_in(slack) == [0, 1, 2]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_what_was_interrupted_goes_on_without_doubles(
    slack: FakeSlack, config: Path, tmp_path: Path, how: signal.Signals
) -> None:
    path = export(tmp_path, 6)
    command = [sys.executable, str(ROOT / "bot.py"), "replay", "--slack", "--config", str(config), str(path)]
    with subprocess.Popen(
        command, env=os.environ | slack.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:

        def interrupt(method: str, args: Any, answer: Any) -> None:
            if method == "chat.postMessage" and len(slack.messages("alerts")) == 3:
                process.send_signal(how)  # Slack has taken the third card, and nobody will hear of it
                process.wait(10)

        slack.on_acted = interrupt
        process.wait(20)
    slack.on_acted = None
    assert numbers_in(slack) == [0, 1, 2]
    assert replay(config, path, env=slack.env).exit_code == 0
    assert numbers_in(slack) == [0, 1, 2, 3, 4, 5]


def test_beside_a_running_bot_the_delivery_is_left_to_it(
    slack: FakeSlack, config: Path, tmp_path: Path
) -> None:
    bot = Store(config.parent / "heedline.db")
    bot.keep_for_one_bot()
    result = replay(config, export(tmp_path, 2), env=slack.env)
    bot.close()
    assert result.exit_code == 0
    assert "works on this database: a bot delivers the cards" in result.output
    assert slack.calls == []


def test_without_a_token_the_cards_wait_for_the_bot(config: Path, tmp_path: Path) -> None:
    result = replay(config, export(tmp_path, 1))
    assert result.exit_code == 1
    assert "the cards wait in the database for bot.py run" in result.output


def test_what_slack_does_not_take_is_told_with_the_reason(
    slack: FakeSlack, config: Path, tmp_path: Path
) -> None:
    slack.revoke()
    result = replay(config, export(tmp_path, 1), env=slack.env)
    assert result.exit_code == 1
    assert "0 delivered" in result.output
    assert "token_revoked. bot.py doctor says what to do." in result.output


def test_without_a_config_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["replay", "--slack", str(export(tmp_path, 1))])
    assert result.exit_code == 2
    assert "Copy heedline.example.toml" in result.output


# and to the terminal


def to_terminal(path: Path, *flags: object) -> Result:
    return CliRunner().invoke(cli, ["replay", str(path), *map(str, flags)])


def test_to_the_terminal_nothing_is_kept_and_nothing_sent(
    slack: FakeSlack, config: Path, tmp_path: Path
) -> None:
    result = CliRunner().invoke(
        cli, ["replay", "--config", str(config), str(export(tmp_path, 2))], env=slack.env
    )
    assert result.exit_code == 0
    assert not (config.parent / "heedline.db").exists()
    assert slack.calls == []


def test_quietly_no_card_is_drawn(tmp_path: Path) -> None:
    result = to_terminal(export(tmp_path, 2), "--quiet")
    assert "2 mentions read" in result.output
    assert "[ Claim ]" not in result.output


def test_an_export_about_nobody_we_watch_gets_a_hint(config: Path, tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text('{"text": "the soup was cold"}\n' * 5)
    result = to_terminal(path, "--config", config)
    assert 'add --about "Northgate"' in result.output
    assert "name nobody we watch" in result.output


def test_a_subject_that_the_config_lacks_is_refused_with_those_it_has(config: Path, tmp_path: Path) -> None:
    result = to_terminal(export(tmp_path, 1), "--config", config, "--about", "\x1b[31mSouthgate")
    assert result.exit_code == 2
    assert "'Northgate'" in result.output
    assert "\x1b" not in result.output


def test_the_export_itself_is_never_written_over(tmp_path: Path) -> None:
    path = export(tmp_path, 1)
    before = path.read_bytes()
    result = to_terminal(path, "--csv", tmp_path / "." / "export.jsonl")
    assert result.exit_code == 2
    assert "is the export itself, which would be lost" in result.output
    assert path.read_bytes() == before


def test_a_csv_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = to_terminal(export(tmp_path, 1), "--csv", tmp_path / "nowhere" / "out.csv")
    assert result.exit_code == 2
    assert "cannot be written: No such file or directory" in result.output


def test_a_database_that_cannot_be_used_is_told(config: Path, tmp_path: Path) -> None:
    config.write_text(CONFIG.replace("[heedline]", '[heedline]\ndatabase = "export.jsonl"'))
    result = replay(config, export(tmp_path, 1))
    assert result.exit_code == 2
    assert "cannot be used" in result.output


def test_the_csv_has_a_row_for_each_record_with_its_verdict(config: Path, tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text(json.dumps({"id": 1, "text": f"{RUDE} 1"}) + '\n{"id": 2, "text": "the soup was cold"}\n')
    out = tmp_path / "out.csv"
    to_terminal(path, "--config", config, "--csv", out, "--quiet")
    head, case, off_topic = out.read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("id,source,author,time,url,outcome,urgency,complaint")
    assert case.startswith("1,export,,,,case,")
    assert case.endswith(f',Northgate,"{RUDE} 1"')
    assert off_topic == "2,export,,,,off_topic,,,,,,,the soup was cold"
