"""REMEMBERS AND DELIVERS: the store, the outbox, the loops, and what people do to a case."""
