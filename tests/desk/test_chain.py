"""Whoever changes, drops, puts in or reorders an entry is found; what a chain cannot show is shown by a noted head."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import audit, chain
from desk.chain import Checked
from desk.store import Store
from tests.desk.fakes import ANA, BEN, NOW, QuickStore

GUARDS = ("audit_no_update", "audit_no_delete", "audit_only_at_the_end")
COLUMNS = "at, actor_id, actor_name, act, case_id, detail, previous, hash"


class Forger:
    """Somebody who owns the file and takes the guards off first."""

    def __init__(self, path: Path) -> None:
        self.store = QuickStore(path)
        with self.store.commit() as db:
            for number in range(1, 8):
                who = ANA if number % 2 else BEN
                audit.record(db, "claim", who, NOW, case=f"CASE{number}", detail=f"act {number}")

    def forge(self, *statements: str) -> Checked:
        connection = sqlite3.connect(self.store.path)
        with connection:
            for guard in GUARDS:
                connection.execute(f"DROP TRIGGER {guard}")
            for statement in statements:
                connection.execute(statement)
        connection.close()
        return audit.verify(self.store)


@pytest.fixture
def forger(database: Path) -> Iterator[Forger]:
    made = Forger(database)
    yield made
    made.store.close()


def test_an_honest_audit_is_whole(forger: Forger) -> None:
    found = audit.verify(forger.store)
    assert (found.fault, found.length) == (None, 7)
    assert found.first_at == found.last_at == "2026-03-17T12:00:00.000Z"
    assert found.head == audit.entries(forger.store)[-1].hash


def test_an_empty_audit_is_whole(store: Store) -> None:
    assert audit.verify(store) == Checked()


@pytest.mark.parametrize("number", [1, 4, 7])
@pytest.mark.parametrize("column", COLUMNS.split(", "))
@pytest.mark.parametrize("value", ["'forged'", "x'00ff'", "''"])
def test_a_change_of_any_column_is_found_where_it_is(
    forger: Forger, column: str, number: int, value: str
) -> None:
    found = forger.forge(f"UPDATE audit SET {column} = {value} WHERE id = {number}")
    assert found.fault is not None
    assert found.fault.startswith(f"entry {number} ")
    assert found.length == number - 1


@pytest.mark.parametrize("column", ["case_id", "detail"])
def test_a_word_taken_away_is_found(forger: Forger, column: str) -> None:
    assert (
        forger.forge(f"UPDATE audit SET {column} = NULL WHERE id = 4").fault
        == "entry 4 was changed: it does not fit its hash"
    )


def test_words_moved_from_one_column_to_the_next_are_found(forger: Forger) -> None:
    found = forger.forge("UPDATE audit SET case_id = case_id || detail, detail = '' WHERE id = 2")
    assert found.fault == "entry 2 was changed: it does not fit its hash"


def test_an_entry_dropped_in_the_middle_is_found(forger: Forger) -> None:
    found = forger.forge("DELETE FROM audit WHERE id = 3")
    assert found.fault == "entry 3 is missing: the next one there is has the number 4"


def test_an_entry_dropped_at_the_beginning_is_found(forger: Forger) -> None:
    found = forger.forge("DELETE FROM audit WHERE id = 1")
    assert found.fault == "entry 1 is missing: the next one there is has the number 2"


def test_an_entry_dropped_and_the_others_moved_up_is_found(forger: Forger) -> None:
    found = forger.forge(
        "DELETE FROM audit WHERE id = 3", "UPDATE audit SET id = -id WHERE id > 3", "UPDATE audit SET id = -id - 1 WHERE id < 0"
    )  # fmt: skip
    assert found.fault == "entry 3 does not follow entry 2: it names another hash before it"


def test_a_chain_whose_beginning_was_cut_off_is_found(forger: Forger) -> None:
    found = forger.forge("DELETE FROM audit WHERE id < 3", "UPDATE audit SET id = id - 2")
    assert (
        found.fault == "entry 1 does not follow the beginning of the audit: it names another hash before it"
    )


def test_an_entry_put_in_is_found(forger: Forger) -> None:
    found = forger.forge(
        "UPDATE audit SET id = -id WHERE id > 3", "UPDATE audit SET id = 1 - id WHERE id < 0",
        f"INSERT INTO audit SELECT 4, {COLUMNS} FROM audit WHERE id = 3",
    )  # fmt: skip
    assert found.fault == "entry 4 does not follow entry 3: it names another hash before it"


def test_an_entry_put_in_before_the_first_is_found(forger: Forger) -> None:
    found = forger.forge(f"INSERT INTO audit SELECT 0, {COLUMNS} FROM audit WHERE id = 1")
    assert found.fault == "entry 1 is missing: the next one there is has the number 0"


def test_two_entries_that_changed_places_are_found(forger: Forger) -> None:
    found = forger.forge(
        "UPDATE audit SET id = 99 WHERE id = 3", "UPDATE audit SET id = 3 WHERE id = 4", "UPDATE audit SET id = 4 WHERE id = 99"
    )  # fmt: skip
    assert found.fault == "entry 3 does not follow entry 2: it names another hash before it"


def test_an_entry_that_cannot_be_read_is_named(forger: Forger) -> None:
    found = forger.forge("UPDATE audit SET detail = CAST(x'ff' AS TEXT) WHERE id = 5")
    assert found.fault is not None
    assert found.fault.startswith("entry 5 cannot be read (")


def test_an_end_cut_off_shows_by_a_noted_head_alone(forger: Forger) -> None:
    noted = audit.verify(forger.store).head
    assert forger.forge("DELETE FROM audit WHERE id > 5").fault is None
    assert audit.verify(forger.store, noted).noted is None


def test_a_chain_written_anew_shows_by_a_noted_head_alone(forger: Forger) -> None:
    noted = audit.verify(forger.store).head
    forger.forge("DELETE FROM audit")
    for _ in range(7):
        audit.note(forger.store, "claim", BEN, NOW)
    found = audit.verify(forger.store, noted)
    assert (found.fault, found.noted) == (None, None)


@pytest.mark.parametrize("digits", [16, 64])
def test_a_noted_head_is_found_although_the_chain_grew(forger: Forger, digits: int) -> None:
    noted = audit.verify(forger.store).head[:digits]
    audit.note(forger.store, "unclaim", ANA, NOW)
    assert audit.verify(forger.store, noted).noted == 7


def test_what_is_hashed_is_told_apart_by_type_and_column() -> None:
    every = [[None], [""], ["1"], [1], [b"1"], ["b'1'"], ["a", "b"], ['a","b'], [["a", "b"]], []]
    assert len({chain.entry_hash(values) for values in every}) == len(every)


def test_a_hash_never_changes_its_meaning() -> None:
    """A chain written by one version is verified by the next: this value was computed when the layout was made."""
    row = (1, "2026-03-17T12:00:00.000Z", "U1", "Jos\u00e9", "claim", "7K2QM9", None, chain.FIRST)
    assert chain.entry_hash(row) == "a762146f74d527325c960e07593bde0501c43240b97608208d99b02c1395d7ac"


def test_ten_thousand_entries_are_verified_in_a_moment(store: Store) -> None:
    with store.commit() as db:
        for _ in range(10_000):
            audit.record(db, "claim", ANA, NOW, case="7K2QM9", detail="answered_publicly")
    began = time.perf_counter()
    found = audit.verify(store)
    assert (found.fault, found.length) == (None, 10_000)
    assert time.perf_counter() - began < 2.0
