"""The only SQL. `Store` owns the connections; one module a table group holds its statements."""

from desk.store.connection import DatabaseInUse, Store

__all__ = ["DatabaseInUse", "Store"]
