"""bot.py audit as a person meets it: lists, verdicts on the chain, a case as a file."""

import getpass
import hashlib
import json
import os
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import cli
from desk import audit, cases, replies
from desk.store import Store
from handlers.case_record import MARK
from roof.audit import NEWEST, operator_here
from roof.run import clock
from tests.handlers.given import HOSTILE_NAME, MAYA, TEXTS, Desk, a_policy
from triage.lifecycle import Act
from triage.model import Actor
from triage.reply import ReplyAct


class Desktop:
    """A folder with a config and a database in which somebody claimed and read a case; bot.py audit in it."""

    def __init__(self, config: Path) -> None:
        self.config, self.folder = config, config.parent
        self.database = self.folder / "heedline.db"
        self.file = self.folder / "case.html"
        desk = Desk(policy=a_policy(self.database), store=Store(self.database))
        self.case = desk.hear()
        cases.act_on(desk.store, self.case, Act.CLAIM, MAYA, clock())
        desk.counter.shown(MAYA, audit.VIEWED, "the whole post, /heed show", self.case)
        desk.close()

    def audit(self, *flags: object) -> Result:
        return CliRunner().invoke(cli, ["audit", "--config", str(self.config), *map(str, flags)])

    def export(self, *flags: object) -> Result:
        return self.audit("--case", self.case, "--export", self.file, *flags)

    def note(self, act: str, actor: Actor = MAYA, detail: str | None = None, days_ago: int = 0) -> None:
        store = Store(self.database)
        audit.note(store, act, actor, clock() - timedelta(days=days_ago), detail=detail)
        store.close()

    def forge(self, statement: str) -> None:
        connection = sqlite3.connect(self.database)
        with connection:
            for guard in ("audit_no_update", "audit_no_delete"):
                connection.execute(f"DROP TRIGGER {guard}")
            connection.execute(statement)
        connection.close()

    def records(self, *flags: object) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.audit("--json", *flags).stdout.splitlines()]

    def head(self) -> str:
        return str(self.records()[-1]["hash"])


@pytest.fixture
def here(config: Path) -> Desktop:
    return Desktop(config)


# the list


def test_without_options_the_newest_entries_are_listed(here: Desktop) -> None:
    result = here.audit()
    assert result.exit_code == 0
    first, second = result.output.splitlines()
    assert first.endswith(f"{here.case}  maya: claimed this case")
    assert second.endswith("maya: saw the whole post, /heed show")


def test_of_very_many_the_newest_are_listed(here: Desktop) -> None:
    for number in range(NEWEST):
        here.note(f"act_{number}")
    lines = here.audit().output.splitlines()
    assert len(lines) == NEWEST
    assert lines[-1].endswith(f"maya: act {NEWEST - 1}")


def test_a_case_and_a_time_narrow_the_list(here: Desktop) -> None:
    here.note("early", days_ago=9)
    here.note("late")
    assert [r["act"] for r in here.records("--case", f"#{here.case.lower()}")] == ["claim", "viewed"]
    assert [r["act"] for r in here.records("--days", 2)] == ["claim", "viewed", "late"]
    assert here.records("--days", 2, "--case", here.case) == here.records("--case", here.case)


def test_a_json_line_holds_all_of_an_entry(here: Desktop) -> None:
    first, second = here.records()
    assert (first["id"], first["actor"], first["actor_id"]) == (1, "maya", "U0MAYA")
    assert (first["act"], first["case"], first["detail"]) == ("claim", here.case, None)
    assert second["previous"] == first["hash"]


def test_another_program_can_verify_by_the_documented_format(here: Desktop) -> None:
    here.note("claim", Actor(id="U1", name="Jos\u00e9 \U0001f600"), detail='"quoted"\\')
    names = ("id", "at", "actor_id", "actor", "act", "case", "detail", "previous")
    previous = "0" * 64
    for record in here.records():
        row = json.dumps(["heedline audit 1", *(record[name] for name in names)], separators=(",", ":"))
        assert record["previous"] == previous
        assert record["hash"] == hashlib.sha256(row.encode("ascii")).hexdigest()
        previous = str(record["hash"])


def test_a_list_of_nothing_says_so(config: Path) -> None:
    Store(config.parent / "heedline.db").close()
    result = CliRunner().invoke(cli, ["audit", "--config", str(config)])
    assert (result.exit_code, result.output) == (0, "Nothing of it is recorded.\n")


def test_a_case_that_is_not_there_is_named(here: Desktop) -> None:
    for flags in (("--case", "ZZZZZZ"), ("--case", "ZZZZZZ", "--export", here.file), ("--case", "")):
        result = here.audit(*flags)
        assert result.exit_code == 1
        assert "There is no case" in result.output
    assert not here.file.exists()


def test_a_hostile_name_does_no_harm_in_a_terminal(here: Desktop) -> None:
    here.forge(f"UPDATE audit SET actor_name = '{HOSTILE_NAME}' || char(27) || '[2J'")
    assert "\x1b" not in here.audit().output
    assert "\x1b" not in here.audit("--json").output


# verifying


def test_a_whole_chain_is_told_with_its_head(here: Desktop) -> None:
    result = here.audit("--verify")
    assert result.exit_code == 0
    assert "The audit is whole: 2 entries, from " in result.output
    assert f"Its head is {here.head()}\n" in result.output
    assert "--head compares with it later" in result.output


def test_a_broken_chain_ends_with_1_and_names_the_first_broken_entry(here: Desktop) -> None:
    here.forge("UPDATE audit SET actor_name = 'ben' WHERE id = 2")
    result = here.audit("--verify")
    assert result.exit_code == 1
    assert "The audit is broken: entry 2 was changed: it does not fit its hash." in result.output
    assert "Up to there it is whole: 1 entry" in result.output


def test_a_broken_chain_is_broken_whatever_head_was_noted(here: Desktop) -> None:
    noted = here.head()
    here.forge("DELETE FROM audit WHERE id = 1")
    assert here.audit("--verify", "--head", noted).exit_code == 1


def test_a_head_that_was_noted_is_found_again(here: Desktop) -> None:
    noted = here.head()[:16].upper()
    here.note("later")
    result = here.audit("--verify", "--head", noted)
    assert result.exit_code == 0
    assert "The noted hash is that of entry 2; 1 entry came after it." in result.output


def test_an_end_that_was_cut_off_is_found_by_the_noted_head(here: Desktop) -> None:
    noted = here.head()
    here.forge("DELETE FROM audit WHERE id = 2")
    assert here.audit("--verify").exit_code == 0
    result = here.audit("--verify", "--head", noted)
    assert result.exit_code == 1
    assert "no entry has the hash that was noted" in result.output


def test_an_empty_audit_is_whole_but_holds_no_noted_head(config: Path) -> None:
    Store(config.parent / "heedline.db").close()
    runner, flags = CliRunner(), ["audit", "--config", str(config), "--verify"]
    assert runner.invoke(cli, flags).output == "The audit is empty: nothing was done yet.\n"
    assert runner.invoke(cli, [*flags, "--head", "0" * 64]).exit_code == 1


def test_verifying_writes_nothing(here: Desktop) -> None:
    before = here.database.read_bytes()
    here.audit("--verify")
    assert here.database.read_bytes() == before


# flags


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--head", "0" * 64), "--head goes with --verify."),
        (("--export", "x.html"), "--export goes with --case."),
        (("--case", "A", "--force"), "--force goes with --export."),
        (("--verify", "--case", "A"), "--verify and --case do not go together."),
        (("--verify", "--json"), "--verify and --json do not go together."),
        (("--case", "A", "--export", "x.html", "--days", "2"), "--export and --days do not go together."),
        (("--verify", "--head", "abc"), "a head is 16 to 64 of the signs 0-9 and a-f."),
        (("--verify", "--head", "z" * 64), "a head is 16 to 64 of the signs 0-9 and a-f."),
        (("--days", "0"), "--days"),
    ],
)
def test_flags_that_do_not_go_together_are_refused(here: Desktop, flags: tuple[str, ...], told: str) -> None:
    result = here.audit(*flags)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())


def test_without_a_database_the_way_out_is_told(config: Path) -> None:
    result = CliRunner().invoke(cli, ["audit", "--verify", "--config", str(config)])
    assert result.exit_code == 1
    assert "bot.py run makes it" in result.output


# a case as a file


def test_a_case_is_written_to_one_file(here: Desktop) -> None:
    result = here.export()
    assert result.exit_code == 0
    assert f"Case {here.case} stands in {here.file}." in result.output
    page = here.file.read_text()
    assert TEXTS["plain"] in page
    assert "maya: claimed this case" in page
    assert here.head() in page


def test_the_file_holds_the_replies(here: Desktop) -> None:
    store = Store(here.database)
    draft = replies.Draft(text="Thank you. Please write to care@example.org.", base=0, needed=1)
    replies.write(store, here.case, draft, MAYA, clock(), timedelta(minutes=30))
    ben = Actor(id="U0BEN", name="ben")
    replies.act_on(store, here.case, ReplyAct.APPROVE, ben, clock())
    replies.act_on(store, here.case, ReplyAct.SENT, MAYA, clock(), link="https://example.org/answer")
    store.close()
    assert here.export().exit_code == 0
    page = here.file.read_text()
    for words in (draft.text, "ben (U0BEN)", 'href="https://example.org/answer"', "How it stands"):
        assert words in page


def test_who_took_the_file_stands_in_the_audit_and_in_the_file(here: Desktop) -> None:
    here.export()
    last = here.records()[-1]
    assert (last["act"], last["case"]) == ("exported", here.case)
    assert str(last["actor"]).endswith(" (command line)")
    assert "exported the whole case to a file" in here.file.read_text()


def test_a_file_that_is_there_is_not_lost(here: Desktop) -> None:
    here.file.write_text("mine")
    result = here.export()
    assert result.exit_code == 1
    assert "is there already. Name another file, or add --force." in result.output
    assert here.file.read_text() == "mine"
    assert [r["act"] for r in here.records()] == ["claim", "viewed"]


def test_force_replaces_an_earlier_export(here: Desktop) -> None:
    here.export()
    assert here.export("--force").exit_code == 0
    assert here.file.read_text().count(MARK) == 1


def test_force_makes_a_file_where_there_is_none(here: Desktop) -> None:
    assert here.export("--force").exit_code == 0


def test_force_replaces_nothing_else(here: Desktop) -> None:
    result = here.audit("--case", here.case, "--export", here.database, "--force")
    assert result.exit_code == 1
    assert "is no earlier export of a case, so --force does not replace it" in result.output
    assert here.audit("--verify").exit_code == 0


@pytest.mark.parametrize("name", ["missing/case.html", "x" * 300])
def test_a_file_that_cannot_be_written_is_told(here: Desktop, name: str) -> None:
    result = here.audit("--case", here.case, "--export", here.folder / name)
    assert result.exit_code == 1
    assert "--export: " in result.output
    assert "Traceback" not in result.output


def test_a_user_without_a_name_goes_by_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("no such user")

    monkeypatch.setattr(getpass, "getuser", nameless)
    number = os.getuid()
    assert operator_here() == Actor(id=f"os:{number}", name=f"user {number} (command line)")
