"""bot.py backtest: the stored mentions under other rules, and which verdicts change. Writes nothing."""

from contextlib import closing
from datetime import datetime, timedelta

from rich.console import Console

from desk import history, labels
from roof.backtest_report import JsonReport, Report, TerminalReport
from roof.comparison import against_labels, compare
from roof.rehearsal import Rules, Span
from roof.report import opened
from triage.policy import Policy


def backtest(
    policy: Policy, other: Policy | None, now: datetime, *, days: int, as_json: bool, every: bool
) -> None:
    """Prints what changes in the mentions of the last `days` days under `policy`, whose database is read.

    `other`: compared with what that config would say now, not with what was said then.
    """
    since = now - timedelta(days=days)
    report: Report = JsonReport() if as_json else TerminalReport(days, every=every)
    with (
        opened(policy, to_read=True) as store,
        closing(history.stored(store, since)) as stored,  # whoever reads may go away amid it
        Console(stderr=True).status("Judging the stored mentions"),
    ):
        before = history.reaches_before(store, since)
        rules, others = Rules(policy, before), Rules(other, before) if other else None
        found = compare(stored, rules, others, Span(begin=since, end=now), report.change)
        agreement = against_labels(labels.said(store, since), policy)
        wiped = history.wiped(store, since)
    report.end(found, agreement, wiped)
