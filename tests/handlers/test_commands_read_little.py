"""However large the database is, no verb, no page and no click reads a whole table of it."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from desk import cases
from desk.keeper import Keeper
from desk.overview import read_overview
from handlers import commands
from tests.handlers.given import MAYA, Desk
from triage.lifecycle import Act
from triage.model import Receipt

GROWING = "mention|cases|case_event|outbox|passed_over|reading|audit|label|reply|approval|[a-z]"
WHOLE = re.compile(rf"SCAN ({GROWING})$")
LINES = [
    "help", "status", "list", "list mine", "list resolved source reviews 30d", "list overdue", "show ID",
    "why https://reviews.example.org/1", "search nine hours", "claim ID", "mute term letter for 2h", "mutes",
    "unmute letter", "stats 7d", "compare 7d", "digest", "test Northgate lost it", "export resolved 30d",
    "label https://reviews.example.org/1 complaint", "resolve ID duplicate", 'add "nobody called back"',
]  # fmt: skip
MAY = (
    "SELECT * FROM audit ORDER BY id DESC LIMIT 1", "FROM reading ORDER BY id LIMIT", "json_each", "FROM notice",
    "FROM gap", "sqlite_master",
)  # fmt: skip
"""What reads a small table, or stops after a few rows."""


@pytest.fixture
def asked(quiet_desk: Desk) -> Iterator[list[str]]:
    """Every statement this thread puts to the database."""
    found: list[str] = []
    for connection in (quiet_desk.store.reader, quiet_desk.store._writer):
        connection.set_trace_callback(found.append)
    yield found
    for connection in (quiet_desk.store.reader, quiet_desk.store._writer):
        connection.set_trace_callback(None)


def test_every_statement_is_answered_by_an_index(quiet_desk: Desk, asked: list[str]) -> None:
    case_id = quiet_desk.hear()
    counter = quiet_desk.counter.serving(MAYA)
    asked.clear()
    for line in LINES:
        commands.answer(counter, line.replace("ID", case_id))
    now = quiet_desk.clock()
    counter.act(case_id, Act.REOPEN, MAYA)
    read_overview(quiet_desk.store, quiet_desk.policy, MAYA.id, now)
    cases.find_by_card(quiet_desk.store, Receipt(channel="C1", ts="1.0"))
    cases.wake_snoozed(quiet_desk.store, now)
    Keeper(quiet_desk.store, quiet_desk.policy, now, lambda: None).step(now)
    with closing(sqlite3.connect(quiet_desk.policy.database)) as database:
        assert {query for query in asked if reads_whole(database, query)} == set()


def reads_whole(database: sqlite3.Connection, query: str) -> bool:
    if not query.startswith(("SELECT", "UPDATE", "DELETE")) or any(each in query for each in MAY):
        return False
    plan = [str(row[3]) for row in database.execute(f"EXPLAIN QUERY PLAN {query}")]
    return any(WHOLE.fullmatch(step) for step in plan)
