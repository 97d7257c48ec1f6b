"""The only SQL. `Store` owns the connections; one module a table group holds its statements."""

from desk.store.bot_lock import DatabaseInUse
from desk.store.connection import NotOurs, Store
from desk.store.trouble import DatabaseError, is_trouble_outside

__all__ = ["DatabaseError", "DatabaseInUse", "NotOurs", "Store", "is_trouble_outside"]
