"""Opens the database for a verb, or says why it cannot."""

from desk.store import Store


class CannotStart(Exception):
    """Something outside must be mended first; `str()` is a sentence for whoever typed the command."""


def open_store(path: str, *, to_read: bool = False) -> Store:
    """Raises CannotStart where the file or its folder cannot be used; `to_read` changes nothing in it."""
    try:
        return Store(path, to_read=to_read)
    except Exception as error:  # whatever the driver raises: only the desk may know it by name
        way_out = "See [heedline] database; look at the folder's rights and its free space."
        raise CannotStart(f"The database {path} cannot be used: {error}. {way_out}") from None
