"""Cases as rows of a table that any spreadsheet opens, and that none takes for formulas."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers import wording
from triage.cleaning import for_csv_cell
from triage.model import Case

COLUMNS = ("id", "state", "urgency", "subject", "source", "author", "link", "category", "severity", "opened", "claimed",
           "resolved", "owner", "ended", "reposts", "text")  # fmt: skip


def rows(cases: Iterable[Case], zone: str, longest_text: int | None = None) -> Iterator[list[str]]:
    """The head, then one row a case; times are those of `zone`, as 2026-03-17 14:05."""
    yield list(COLUMNS)
    for case in cases:
        text = case.mention.text
        if longest_text is not None:
            text = " ".join(text[: longest_text * 4].split())[:longest_text]
        yield [for_csv_cell(cell) for cell in (*_facts(case), *_course(case, zone), text)]


def line(row: list[str]) -> str:
    """One row as it stands in a file, its end of line included."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(row)
    return out.getvalue()


def _facts(case: Case) -> tuple[object, ...]:
    post, found = case.mention, case.assessment
    category = wording.category(found.categories[0]) if found.categories else ""
    _, level = wording.level_of(case)
    return (
        case.id,
        case.state.value,
        level,
        case.subject,
        post.source,
        post.author,
        post.url,
        category,
        found.severity,
    )


def _course(case: Case, zone: str) -> tuple[object, ...]:
    times = (_local(moment, zone) for moment in (case.opened_at, case.claimed_at, case.resolved_at))
    owner = case.owner.name if case.owner else ""
    return (*times, owner, wording.disposition(case.disposition), case.joined)


def _local(moment: datetime | None, zone: str) -> str:
    return "" if moment is None else f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
