"""The time that a verb looks back over, as it was typed."""

from collections.abc import Sequence
from datetime import timedelta

from handlers import blocks as b
from triage.durations import read_span

USUAL = timedelta(days=7)
LONGEST = timedelta(days=400)
SHORTEST = timedelta(minutes=1)


def read(words: Sequence[str], verb: str, usual: timedelta = USUAL) -> timedelta | str:
    """How far back to look, or a sentence for the person where the words do not say so."""
    if not words:
        return usual
    typed = " ".join(words)
    span = read_span(typed)
    if span is None:
        return f"\u201c{b.name(typed, 40)}\u201d is no time I know. Example: /heed {verb} 7d, or /heed {verb} last 24 hours"
    if not SHORTEST <= span <= LONGEST:
        return (
            f"I look back over a minute at least and {LONGEST.days} days at most. Example: /heed {verb} 30d"
        )
    return span


def told(span: timedelta) -> str:
    """ "7 days", "36 hours"."""
    seconds = span.total_seconds()
    for unit, name in ((86_400, "day"), (3600, "hour")):
        if seconds % unit == 0 and seconds >= unit * (2 if unit == 86_400 else 1):
            return b.count(int(seconds // unit), name)
    return b.duration(seconds)
