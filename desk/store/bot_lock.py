"""One bot a database: who holds it, by whatever path it was opened, and the word to the second one."""

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

_WAY_OUT = "Stop that one first, or give this one a database of its own in [heedline] database."


class DatabaseInUse(Exception):
    """Another bot process already runs on this database; `str()` says which one and what to do."""


class BotLock:
    """The operating system's lock on a file beside the database: a killed process leaves none behind.

    Both files stand beside the database itself, wherever a symbolic link to it stands: `.lock` is what is locked,
    `.bot` says who did it, for people only. What a killed bot left in it is written over by the next.
    """

    def __init__(self, database: Path) -> None:
        self._given = database
        real = database.resolve()
        self._lock = FileLock(f"{real}.lock", thread_local=False)
        self._holder = Path(f"{real}.bot")

    def take(self, patience: float = 0.0) -> None:
        """Holds it until `release()` or the end of the process, however it ends. Idempotent.

        Raises DatabaseInUse where another process still holds it after so many seconds.
        """
        if self._lock.is_locked:
            return
        try:
            self._lock.acquire(timeout=patience, poll_interval=0.02)
        except Timeout:
            raise DatabaseInUse(
                f"{self._given} is in use by another Heedline{self._told()}. {_WAY_OUT}"
            ) from None
        except OSError as error:  # mostly a file that another user's bot made
            raise DatabaseInUse(
                f"{self._lock.lock_file} cannot be locked: {error.strerror}. Whether another Heedline runs on "
                f"{self._given} cannot be told. Run both as the same user, or mend that file's rights."
            ) from None
        with contextlib.suppress(OSError):  # the lock holds without it
            self._holder.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}))

    @contextlib.contextmanager
    def held(self, patience: float) -> Iterator[None]:
        """Held for the block at least; afterwards as it was before. Raises DatabaseInUse."""
        was_held = self._lock.is_locked
        self.take(patience)
        try:
            yield
        finally:
            if not was_held:
                self.release()

    def is_free(self) -> bool:
        """Whether no process holds it, as far as can be told: it is taken for a moment."""
        if self._lock.is_locked:
            return False
        try:
            self._lock.acquire(timeout=0.0)
        except (Timeout, OSError):
            return False
        self._lock.release()
        return True

    def _told(self) -> str:
        """ " (process 4711 on desk-1, since 2026-11-20 08:00 UTC)", or "" where it cannot be read."""
        try:
            since = datetime.fromtimestamp(self._holder.stat().st_mtime, UTC)
            holder = json.loads(self._holder.read_text())
            pid, host = int(holder["pid"]), str(holder["host"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""
        return f" (process {pid} on {host}, since {since:%Y-%m-%d %H:%M} UTC)"

    def release(self) -> None:
        """Lets go of it. Idempotent."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                self._holder.unlink(missing_ok=True)
            self._lock.release()
