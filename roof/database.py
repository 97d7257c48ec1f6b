"""Opens the database for a verb, or says why it cannot."""

from desk.store import DatabaseInUse, NotOurs, Store


class CannotStart(Exception):
    """Something outside must be mended first; `str()` is a sentence for whoever typed the command."""


def open_store(path: str, *, to_read: bool = False, for_one_bot: bool = False) -> Store:
    """Raises CannotStart where the file or its folder cannot be used, is another program's, or where another bot runs on it.

    `to_read` changes nothing in it; `for_one_bot` keeps every other bot away until the process ends. The
    other verbs work beside a running bot, unless it is an older one whose tables they would have to change.
    """
    try:
        return Store(path, to_read=to_read, for_one_bot=for_one_bot)
    except (DatabaseInUse, NotOurs) as error:
        raise CannotStart(str(error)) from None
    except Exception as error:  # noqa: BLE001 - whatever the driver raises: only the desk may know it by name
        raise CannotStart(cannot_be_used(path, error)) from None


def cannot_be_used(path: str, error: Exception) -> str:
    """What to tell whoever typed the command."""
    way_out = "See [heedline] database; look at the folder's rights and its free space."
    if "locked" in str(error):
        way_out = "Another program is writing to it: try again once that has ended."
    if "malformed" in str(error):
        way_out = "It is damaged: put a backup in its place, or name another one in [heedline] database."
    return f"The database {path} cannot be used: {error}. {way_out}"
