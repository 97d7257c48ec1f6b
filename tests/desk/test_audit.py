"""Every act and every sight stands in the audit, in the act's own commit, and holds no word of a post."""

import sqlite3
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection

import pytest

from desk import audit, cases, corrections
from desk.keeper import Keeper
from desk.store import Store
from desk.store import audit as rows
from tests.desk.fakes import ANA, BEN, NOW, Office, policy, post
from triage.lifecycle import Act
from triage.model import HEEDLINE, Actor

ROOT = Path(__file__).parents[2]
SECRET = "Zyxwvut came to the ward at Northgate and nobody listened to a word of it"


def told(store: Store, case: str | None = None) -> list[tuple[str, str, str | None, str | None]]:
    found = audit.entries(store, case=case)
    return [(entry.act, entry.actor.name, entry.case_id, entry.detail) for entry in found]


def test_every_act_on_a_case_is_recorded_with_who_and_when(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.CLAIM)
    office.pass_time(60)
    office.act(case_id, Act.RESOLVE, BEN)
    assert told(office.store) == [
        ("claim", "Ana", case_id, None),
        ("resolve", "Ben", case_id, "answered_publicly"),
    ]
    first, second = audit.entries(office.store)
    assert (first.at, second.at) == (NOW, NOW + timedelta(seconds=60))
    assert (first.actor, second.previous) == (ANA, first.hash)


def test_an_act_that_does_not_apply_is_not_recorded(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.CLAIM)
    office.act(case_id, Act.CLAIM, BEN)
    assert told(office.store) == [("claim", "Ana", case_id, None)]


def test_what_heedline_does_by_the_clock_is_recorded_too(office: Office) -> None:
    case_id = office.open("desk nobody answered")
    office.act(case_id, Act.SNOOZE)
    office.pass_time(90_000)
    Keeper(office.store, office.policy, office.now, lambda: None).step(office.now)
    assert [(act, who) for act, who, _, _ in told(office.store)] == [
        ("snooze", "Ana"),
        ("wake", HEEDLINE.name),
        ("overdue", HEEDLINE.name),
    ]


def test_an_act_that_fails_leaves_no_entry(office: Office) -> None:
    case_id = office.open()

    def fail() -> None:
        with office.store.commit() as db:
            cases.tell(db, cases.must_find(db, case_id), "claim", ANA, NOW, None)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert told(office.store) == []
    assert audit.head(office.store) is None


def test_a_correction_of_a_case_is_recorded_once(office: Office) -> None:
    case_id = office.open()
    for _ in range(2):
        corrections.correct(office.store, case_id, "urgency", "3", ANA, NOW)
    assert told(office.store) == [("wrong_urgency", "Ana", case_id, "3")]


def test_a_word_about_a_post_without_a_case_is_recorded_by_its_number(office: Office) -> None:
    office.take(post("1", "digest a lovely ward", url="https://example.org/1"))
    for _ in range(2):
        corrections.correct_post(office.store, "https://example.org/1", "complaint", "1", ANA, NOW)
    (number,) = office.rows("SELECT id FROM mention")[0]
    assert told(office.store) == [("labelled", "Ana", None, f"mention {number}: complaint 1")]


def test_no_word_author_or_address_of_a_post_is_in_the_audit(office: Office) -> None:
    url = "https://example.org/zyxwvut"
    (case_id,) = office.take(post("zyxwvut-1", SECRET, author="@zyxwvut", url=url)).case_ids
    for act in (Act.CLAIM, Act.SNOOZE, Act.WAKE, Act.UNCLAIM, Act.RESOLVE, Act.REOPEN, Act.NOT_A_COMPLAINT):
        office.act(case_id, act)
    corrections.correct(office.store, case_id, "subject", "", ANA, NOW)
    corrections.correct_post(office.store, url, "complaint", "1", ANA, NOW)
    assert len(told(office.store)) == 9
    assert "zyxwvut" not in repr(office.rows("SELECT * FROM audit")).lower()


def test_the_audit_outlives_what_it_speaks_of(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.NOT_A_COMPLAINT)
    before = audit.verify(office.store)
    keeper = Keeper(office.store, policy(keep_days=1), office.now, lambda: None)
    keeper.step(office.now + timedelta(days=9))
    assert cases.find(office.store, case_id).mention.text == ""
    assert audit.verify(office.store, before.head).noted == 1


def test_a_sight_is_a_commit_of_its_own(store: Store) -> None:
    audit.note(store, audit.VIEWED, ANA, NOW, case="7K2QM9", detail="the whole post, /heed show")
    assert told(store) == [("viewed", "Ana", "7K2QM9", "the whole post, /heed show")]


def test_entries_are_found_by_case_by_time_and_by_number(store: Store) -> None:
    for hour, case in enumerate("ABAB"):
        audit.note(store, "claim", ANA, NOW + timedelta(hours=hour), case=case)
    assert [e.id for e in audit.entries(store, case="A")] == [1, 3]
    assert [e.id for e in audit.entries(store, since=NOW + timedelta(hours=2))] == [3, 4]
    assert [e.id for e in audit.entries(store, case="B", since=NOW + timedelta(hours=2))] == [4]
    assert [e.id for e in audit.entries(store, most=2)] == [3, 4]


def test_the_head_is_the_beginning_of_the_newest_hash(store: Store) -> None:
    audit.note(store, "claim", ANA, NOW)
    (entry,) = audit.entries(store)
    assert audit.head(store) == (1, entry.hash[:16])


def test_whatever_a_person_is_called_the_chain_stays_whole(store: Store) -> None:
    for name in ("", "\x00\x1b[2J", "\ud800", "\u202eevil", "W" * 5000, "'; DROP TABLE audit; --"):
        audit.note(store, "claim", Actor(id=name, name=name), NOW, detail=name)
    assert audit.verify(store).fault is None
    assert max(len(e.actor.name) for e in audit.entries(store)) == audit.LONGEST_NAME


def a_row(number: int) -> tuple[object, ...]:
    return (number, "", "", "", "claim", None, None, "", "")


@pytest.mark.parametrize(
    "write",
    [
        "UPDATE audit SET detail = 'x'",
        "UPDATE audit SET id = 9 WHERE id = 2",
        "DELETE FROM audit WHERE id = 2",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE id = 2",
        "REPLACE INTO audit SELECT 1, at, actor_id, actor_name, 'x', case_id, detail, previous, hash FROM audit",
        "INSERT INTO audit SELECT 0, at, actor_id, actor_name, act, case_id, detail, previous, hash FROM audit LIMIT 1",
    ],
)
def test_the_database_refuses_to_change_drop_or_reorder_an_entry(store: Store, write: str) -> None:
    for _ in range(3):
        audit.note(store, "claim", ANA, NOW)

    def forge() -> None:
        with store.commit() as db:
            db.execute(write)

    with pytest.raises(sqlite3.IntegrityError, match="the audit is append-only"):
        forge()
    assert audit.verify(store).length == 3


@pytest.mark.parametrize("number", [0, 1, 3, -1])
def test_an_entry_goes_at_the_end_and_nowhere_else(store: Store, number: int) -> None:
    audit.note(store, "claim", ANA, NOW)

    def forge() -> None:
        with store.commit() as db:
            rows.append(db, a_row(number))

    with pytest.raises(sqlite3.IntegrityError, match="the audit is append-only"):
        forge()


def write_many(store: Store, times: int) -> None:
    for _ in range(times):
        audit.note(store, "claim", ANA, NOW)


def test_threads_of_two_processes_write_one_chain(store: Store) -> None:
    other = Store(store.path)
    threads = [threading.Thread(target=write_many, args=(each, 40)) for each in (store, store, other, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    found = audit.verify(store)
    assert (found.fault, found.length) == (None, 160)


WRITER = """
import sys
from datetime import UTC, datetime
from desk import audit
from desk.store import Store
from triage.model import Actor

store = Store(sys.argv[1])
while True:
    with store.commit() as db:
        for _ in range(3):
            audit.record(db, "claim", Actor(id="U1", name="Ana"), datetime(2026, 3, 17, tzinfo=UTC))
    print("written", flush=True)
"""


def test_kills_in_the_middle_leave_a_whole_chain_that_goes_on(database: Path) -> None:
    written = 0
    for life in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(database)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        for _ in range(3 + life):
            assert process.stdout.readline() == b"written\n"
            written += 3
        process.kill()
        rest, _ = process.communicate()
        written += 3 * rest.count(b"\n")
    store = Store(database)
    found = audit.verify(store)
    store.close()
    assert found.fault is None
    assert found.length >= written
    assert found.length % 3 == 0


def whole_table(db: Connection) -> list[tuple[object, ...]]:
    return list(rows.chain(db))


def test_the_chain_is_read_whole_and_in_order(store: Store) -> None:
    write_many(store, 12)
    assert [row[0] for row in whole_table(store.reader)] == list(range(1, 13))
