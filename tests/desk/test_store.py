"""What the store promises to those who write and to those who read."""

import os
import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlite_utils import Database

from desk.store import DatabaseInUse, Store, cases, times
from desk.store.bot_lock import BotLock
from desk.store.connection import NotOurs, OutOfDate, address_to_read
from desk.store.migrations import heedline


def count_up(store: Store, times: int) -> None:
    for _ in range(times):
        with store.commit(durable=False) as db:
            (number,) = db.execute("SELECT posts FROM source WHERE name = 'x'").fetchone()
            db.execute("UPDATE source SET posts = ? WHERE name = 'x'", (number + 1,))


def posts(store: Store) -> int:
    return int(store.reader.execute("SELECT posts FROM source").fetchone()[0])


@pytest.fixture
def counted(store: Store) -> Store:
    with store.commit() as db:
        db.execute("INSERT INTO source (name, since) VALUES ('x', '')")
    return store


def test_two_threads_that_read_then_write_lose_nothing(counted: Store) -> None:
    threads = [threading.Thread(target=count_up, args=(counted, 600)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert posts(counted) == 1200


def test_two_connections_that_read_then_write_lose_nothing(counted: Store) -> None:
    other = Store(counted.path)
    threads = [threading.Thread(target=count_up, args=(each, 60)) for each in (counted, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert posts(counted) == 120


def test_a_block_that_raises_leaves_nothing_behind(counted: Store) -> None:
    def fail() -> None:
        with counted.commit() as db:
            db.execute("UPDATE source SET posts = 7")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert posts(counted) == 0


def test_after_a_commit_that_fails_the_next_one_works(counted: Store) -> None:
    def fail() -> None:
        with counted.commit() as db:
            db.execute("PRAGMA defer_foreign_keys = ON")
            cases.record(db, 99, "", ("", ""), "claim")  # there is no case 99: COMMIT itself refuses

    with pytest.raises(sqlite3.IntegrityError):
        fail()
    count_up(counted, 1)
    assert posts(counted) == 1


def test_the_first_read_of_a_thread_does_not_wait_for_a_write(counted: Store) -> None:
    seen: list[int] = []
    with counted.commit() as db:
        db.execute("UPDATE source SET posts = 7")
        reading = threading.Thread(target=lambda: seen.append(posts(counted)), daemon=True)
        reading.start()
        reading.join(5)
        assert seen == [0]


def test_a_reader_sees_a_commit_at_once(counted: Store) -> None:
    before = posts(counted)
    count_up(counted, 1)
    assert (before, posts(counted)) == (0, 1)


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError):
        store.reader.execute("DELETE FROM mention")


def test_a_commit_within_a_commit_is_refused_and_undoes_the_outer_one(counted: Store) -> None:
    def nest() -> None:
        with counted.commit() as db:
            db.execute("UPDATE source SET posts = 7")
            count_up(counted, 1)

    with pytest.raises(sqlite3.OperationalError):
        nest()
    assert posts(counted) == 0


@pytest.mark.parametrize(("durable", "synchronous"), [(True, 2), (False, 1)])
def test_a_durable_commit_waits_for_the_disk(database: Path, durable: bool, synchronous: int) -> None:
    store = Store(database)
    with store.commit(durable=durable) as db:
        assert db.execute("PRAGMA synchronous").fetchone()[0] == synchronous
    store.close()


def test_unless_told_otherwise_a_commit_is_durable(database: Path) -> None:
    store = Store(database)
    with store.commit() as db:
        assert db.execute("PRAGMA synchronous").fetchone()[0] == 2
    store.close()


def test_the_file_is_in_wal_mode_and_its_folder_is_made(tmp_path: Path) -> None:
    store = Store(tmp_path / "new" / "folder" / "desk.db")
    assert store.reader.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    store.close()


def test_a_second_bot_on_one_database_is_refused_until_the_first_one_ends(store: Store) -> None:
    second = Store(store.path)
    store.keep_for_one_bot()
    with pytest.raises(DatabaseInUse, match="in use by another Heedline"):
        second.keep_for_one_bot()
    store.close()
    second.keep_for_one_bot()
    second.close()


def test_a_link_to_the_database_leads_to_the_same_lock(store: Store, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(store.path)
    second = Store(tmp_path / "link.db")
    store.keep_for_one_bot()
    with pytest.raises(
        DatabaseInUse, match=rf"link\.db is in use by another Heedline \(process {os.getpid()} on "
    ):
        second.keep_for_one_bot()
    second.close()


@pytest.mark.parametrize("left", [None, "", "no JSON", "[]", '{"pid": "x"}', '{"pid": 1}'])
def test_where_nobody_can_tell_who_has_the_database_it_is_refused_all_the_same(
    store: Store, left: str | None
) -> None:
    second, told = Store(store.path), Path(f"{store.path}.bot")
    store.keep_for_one_bot()
    told.unlink() if left is None else told.write_text(left)
    with pytest.raises(DatabaseInUse, match=r"is in use by another Heedline\. Stop that one first"):
        second.keep_for_one_bot()
    second.close()


def test_a_lock_that_cannot_be_used_is_told_with_its_path(store: Store) -> None:
    lock = Path(f"{store.path}.lock")
    lock.mkdir()
    with pytest.raises(DatabaseInUse, match=r"desk\.db\.lock cannot be locked: .*mend that file's rights"):
        store.keep_for_one_bot()


def test_others_may_read_and_write_beside_the_bot(counted: Store) -> None:
    counted.keep_for_one_bot()
    other = Store(counted.path)
    count_up(other, 1)
    other.close()
    assert posts(counted) == 1


def test_closing_twice_is_fine(store: Store) -> None:
    assert store.reader
    store.close()
    store.close()


def tables(path: Path) -> set[str]:
    store = Store(path)
    rows = store.reader.execute("SELECT type || ' ' || name FROM sqlite_master").fetchall()
    store.close()
    return {row[0] for row in rows if "_sqlite_migrations" not in row[0]}


def older_file(path: Path, last: str) -> None:
    """A database as an earlier version left it."""
    connection = sqlite3.connect(path)
    heedline.apply(Database(connection), stop_before=last)
    connection.close()


def steps() -> list[str]:
    """The names of all migrations, in their order."""
    empty = Database(memory=True)
    names = [step.name for step in heedline.pending(empty)]
    empty.close()
    return names


@pytest.mark.parametrize("step", steps()[1:])
def test_an_older_file_is_brought_up_to_date(tmp_path: Path, step: str) -> None:
    older_file(tmp_path / "old.db", step)
    assert tables(tmp_path / "old.db") == tables(tmp_path / "new.db")


def names(path: Path) -> set[str]:
    """The tables and indexes of a file, without opening a store on it."""
    connection = sqlite3.connect(path)
    found = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    return found


@pytest.mark.parametrize("for_one_bot", [True, False])
def test_a_newer_version_changes_no_table_of_an_older_bot_that_runs(
    tmp_path: Path, for_one_bot: bool
) -> None:
    path = tmp_path / "old.db"
    older_file(path, "m009_mutes")
    before, older = names(path), BotLock(path)
    older.take()
    with pytest.raises(DatabaseInUse, match=r"in use by another Heedline \(process .*Stop that one first"):
        Store(path, for_one_bot=for_one_bot)
    assert names(path) == before
    older.release()
    Store(path, for_one_bot=for_one_bot).close()
    assert names(path) > before
    BotLock(path).take()  # nothing is kept when it is closed


def test_an_older_file_that_is_only_read_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    older_file(path, "m009_mutes")
    before = names(path)
    with pytest.raises(OutOfDate, match="brings it up to date"):
        Store(path, to_read=True)
    assert names(path) == before


@pytest.mark.parametrize("to_read", [True, False])
def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path, to_read: bool) -> None:
    path = tmp_path / "shop.db"
    other = Database(path)
    other["customers"].insert({"name": "Ana"})
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotOurs, match="it has the tables customers"):
        Store(path, to_read=to_read)
    assert path.read_bytes() == before
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize("is_running", [True, False])
def test_a_database_that_may_only_be_read_is_read(tmp_path: Path, is_running: bool) -> None:
    path = tmp_path / "desk.db"
    store = Store(path)
    with store.commit() as db:
        db.execute("INSERT INTO quarantine (source, seen_at, error, raw) VALUES ('x', '', '', x'00')")
    if not is_running:
        store.close()
    connection = sqlite3.connect(address_to_read(path), uri=True)
    assert connection.execute("SELECT count(*) FROM quarantine").fetchone()[0] == 1
    connection.close()
    store.close()


def test_in_a_folder_that_may_only_be_read_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.db"
    Store(path).close()
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(os, "access", lambda *_: False)
    store = Store(path, to_read=True)
    assert store.reader.execute("SELECT count(*) FROM source").fetchone()[0] == 0
    assert sorted(tmp_path.iterdir()) == before
    store.close()


def test_whoever_holds_the_file_may_have_brought_it_up_to_date_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    older_file(path, "m009_mutes")
    first = Store(path, for_one_bot=True)  # made it new, and holds it

    class Late(Store):
        """Saw the file before the other had changed it."""

        looks = 0

        def _is_up_to_date(self) -> bool:
            self.looks += 1
            return self.looks > 1 and super()._is_up_to_date()

    late = Late(path)
    assert late.looks == 2
    late.close()
    first.close()


def test_a_bot_runs_on_the_file_that_oneself_holds(tmp_path: Path) -> None:
    bot = Store(tmp_path / "desk.db", for_one_bot=True)
    assert not bot.runs_no_bot()
    bot.close()


def test_who_brings_the_tables_up_to_date_keeps_nobody_else_away_afterwards(tmp_path: Path) -> None:
    older_file(tmp_path / "old.db", "m009_mutes")
    first = Store(tmp_path / "old.db")
    second = Store(tmp_path / "old.db", for_one_bot=True)
    second.close()
    first.close()


def test_a_bot_has_the_file_for_itself_from_the_moment_it_is_opened(tmp_path: Path) -> None:
    first = Store(tmp_path / "desk.db", for_one_bot=True)
    first.keep_for_one_bot()  # idempotent
    with pytest.raises(DatabaseInUse, match="Stop that one first"):
        Store(tmp_path / "desk.db", for_one_bot=True)
    first.close()
    Store(tmp_path / "desk.db", for_one_bot=True).close()


def test_what_an_older_file_holds_survives_the_update(tmp_path: Path) -> None:
    older_file(tmp_path / "old.db", "m005_quarantine_once")
    connection = sqlite3.connect(tmp_path / "old.db")
    with connection:
        connection.execute("INSERT INTO quarantine (source, seen_at, error, raw) VALUES ('x', '', '', x'00')")
    connection.close()
    store = Store(tmp_path / "old.db")
    assert store.reader.execute("SELECT count(*) FROM quarantine").fetchone()[0] == 1
    store.close()


def test_an_up_to_date_file_is_opened_without_a_write(store: Store) -> None:
    with store.commit():
        opened = threading.Thread(target=lambda: Store(store.path).close(), daemon=True)
        opened.start()
        opened.join(5)
        assert not opened.is_alive()


def test_two_processes_may_make_one_new_file_at_once(tmp_path: Path) -> None:
    ready, made = threading.Barrier(4), []

    def make() -> None:
        ready.wait()
        made.append(Store(tmp_path / "new.db"))

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    for store in made:
        store.close()


def test_times_are_text_of_fixed_width_that_sorts_like_time() -> None:
    begin = datetime(2026, 3, 8, 1, 59, 59, 999_900, tzinfo=timezone(timedelta(hours=-6)))
    moments = [begin + timedelta(microseconds=50_000 * n) for n in range(9)]
    texts = [times.to_text(moment) for moment in moments]
    assert texts == sorted(texts)
    assert {len(text) for text in texts} == {24}


def test_times_come_back_to_the_millisecond() -> None:
    assert times.from_text("2026-03-17T08:00:00.123Z") == datetime(2026, 3, 17, 8, 0, 0, 123_000, tzinfo=UTC)
    assert times.to_text(times.from_text("2026-03-17T08:00:00.123Z")) == "2026-03-17T08:00:00.123Z"


def test_no_time_is_no_text() -> None:
    assert times.maybe_text(None) is None
    assert times.maybe_time(None) is None
