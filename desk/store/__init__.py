"""The only SQL. `Store` owns the connections; one module a table group holds its statements."""

from desk.store.bot_lock import DatabaseInUse
from desk.store.connection import Store

__all__ = ["DatabaseInUse", "Store"]
