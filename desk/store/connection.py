"""Connections: one that writes, behind a lock; one that reads for each thread."""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from desk.store.bot_lock import BotLock, DatabaseInUse
from desk.store.migrations import heedline

BUSY_SECONDS = 30.0
UPDATE_PATIENCE = 1.0  # seconds for which another process may be bringing the same tables up to date
CHECKPOINT_PAGES = 8000  # 32 MB of log before it is folded into the file


class OutOfDate(Exception):
    """The tables are older than this program, and whoever only reads does not change them."""


class NotOurs(Exception):
    """The file is the database of another program; `str()` says by which tables one can tell, and what to do."""


def address_to_read(path: Path) -> str:
    """The address of a database that we may not write beside. What a log beside it holds is read as far as that may be; without one nobody
    changes the file, for a bot that runs has one.
    """
    log = Path(f"{path.resolve()}-wal")
    mode = "ro" if log.exists() and log.stat().st_size else "ro&immutable=1"
    return f"{path.resolve().as_uri()}?mode={mode}"


class Store:
    """One SQLite file in WAL mode.

    Writes go through `commit()`, one at a time, each BEGIN IMMEDIATE to COMMIT with synchronous=FULL
    unless told otherwise: what it returned from survives a power cut. Reads see the last commit and never
    wait for a write.
    """

    def __init__(self, path: str | Path, *, to_read: bool = False, for_one_bot: bool = False) -> None:
        """Opens the file, makes it where it is missing and brings its tables up to date.

        Raises DatabaseInUse, and changes nothing, where the tables are old and a bot runs on them, and NotOurs where they are
        those of another program. `for_one_bot` takes the file as `keep_for_one_bot()` does, before it is looked at. `to_read`
        neither makes nor changes anything and can write nothing, and needs no right to: it raises OutOfDate where the tables
        are old.
        """
        self.path = Path(path)
        self._address = str(self.path)
        if not to_read:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        elif not os.access(self.path, os.W_OK) or not os.access(self.path.parent, os.W_OK):
            self._address = address_to_read(self.path)
        self._lock = threading.RLock()
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._bot_lock = BotLock(self.path)
        if for_one_bot:
            self._bot_lock.take()
        self._writer = self._connect()
        self._refuse_what_is_not_ours()
        if to_read:
            self._writer.execute("PRAGMA query_only=ON")
            return self._refuse_what_is_old()
        self._writer.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
        self._bring_up_to_date()

    def _refuse_what_is_old(self) -> None:
        if heedline.pending(Database(self._writer)):
            raise OutOfDate(
                "it was made by an earlier version; bot.py run brings it up to date, and until then that version can read it"
            )

    def _refuse_what_is_not_ours(self) -> None:
        """A file without any tables is nobody's yet. The connection is closed again where it raises."""
        rows = self._writer.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        names = [row[0] for row in rows.fetchall()]
        if not names or heedline.applied(Database(self._writer)):
            return
        self.close()
        told = ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
        raise NotOurs(
            f"{self.path} is another program's database: it has the tables {told}. Name a file of its own in [heedline] database."
        )

    def _bring_up_to_date(self) -> None:
        """The tables of a file are made and changed by nobody but whoever holds the lock: a bot may be at work on them."""
        if self._is_up_to_date():
            return
        try:
            with self._bot_lock.held(UPDATE_PATIENCE):
                self._writer.execute("PRAGMA journal_mode=WAL")  # of two at once SQLite refuses one
                with self.commit():
                    heedline.apply(Database(self._writer))
        except DatabaseInUse:
            if not self._is_up_to_date():  # else whoever holds it has done it
                raise

    def _is_up_to_date(self) -> bool:
        (mode,) = self._writer.execute("PRAGMA journal_mode").fetchone()
        return mode == "wal" and not heedline.pending(Database(self._writer))

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._address,
            uri=self._address.startswith("file:"),
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys=ON")
        return connection

    @contextlib.contextmanager
    def commit(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """One transaction: committed at the end of the block, undone whole if the block raises.

        Not `durable`: a killed process loses nothing, but a power cut may undo the last of them. That serves
        where the cursor stands in the same commit, so that what is undone is read again.
        """
        with self._lock:
            self._writer.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:  # a COMMIT that fails (disk full) leaves the transaction open
                self._writer.rollback()
                raise

    @property
    def reader(self) -> sqlite3.Connection:
        """This thread's reading connection; anything but a SELECT on it is refused."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._connect()
            connection.execute("PRAGMA query_only=ON")
            self._local.connection = connection
            self._readers.append(connection)  # no lock: the first read of a thread must not wait for a write
        return connection

    def keep_for_one_bot(self) -> None:
        """Takes the file for this process until it ends, however it ends.

        Raises DatabaseInUse where another process holds it, by whatever path, or where the lock cannot be used.
        """
        self._bot_lock.take()

    def runs_no_bot(self) -> bool:
        """Whether surely no bot runs on the file, here or in another process."""
        return self._bot_lock.is_free()

    def close(self) -> None:
        """Closes every connection and lets go of the file. Idempotent."""
        with self._lock:
            while self._readers:
                self._readers.pop().close()
            self._writer.close()
            self._bot_lock.release()

    def __del__(self) -> None:
        """A store that nobody holds any more leaves no connection open; from Python 3.13 on that is a warning."""
        if hasattr(self, "_writer"):
            self.close()
