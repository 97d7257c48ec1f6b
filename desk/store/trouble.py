"""What the driver raises where a database is damaged, locked, read-only or on a full disk."""

from sqlite3 import DatabaseError

__all__ = ["DatabaseError", "is_trouble_outside"]

_TROUBLES = ("BUSY", "LOCKED", "READONLY", "CORRUPT", "NOTADB", "IOERR", "FULL", "CANTOPEN")


def is_trouble_outside(error: DatabaseError) -> bool:
    """Whether the file, its disk or another program is to blame, and not a statement of ours."""
    name = getattr(error, "sqlite_errorname", "")
    return name.removeprefix("SQLITE_").startswith(_TROUBLES)
