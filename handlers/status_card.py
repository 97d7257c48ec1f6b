"""Status -> blocks: sources, delivery, open operator notices. Pure."""

from datetime import datetime

from desk.status import SourceStatus, Status
from handlers import blocks as b
from handlers import wording
from handlers.private import Answer

MOST_SOURCES, MOST_NOTICES, MOST_MUTES = 20, 6, 5
_MARKS = {"ok": "large_green_circle", "waiting": "white_circle"}
HEALTHY = frozenset(_MARKS)


def status_answer(status: Status, zone: str, now: datetime) -> Answer:
    """What is broken comes first, so that a long list cannot hide it."""
    made = [_sources(status, zone)]
    made.append(
        b.rich(b.line(b.words("Delivery to Slack: ", bold=True), b.words(delivery_line(status, now))))
    )
    if status.mutes:
        made.append(_mutes(status, zone))
    if status.notices:
        made.append(_notices(status, zone))
    return Answer(text="Status of Heedline", blocks=made)


def _sources(status: Status, zone: str) -> b.Block:
    title = b.line(b.words("Sources", bold=True))
    if not status.sources:
        return b.rich(title, b.line(b.words("None configured: nothing is read.")))
    broken_first = sorted(status.sources, key=lambda source: source.health in _MARKS)
    rows = [source_row(source, zone) for source in broken_first[:MOST_SOURCES]]
    rest = len(status.sources) - MOST_SOURCES
    more = [b.line(b.words(f"and {b.count(rest, 'source')} more"))] if rest > 0 else []
    return b.rich(title, b.bullets(rows), *more)


def source_row(source: SourceStatus, zone: str) -> list[b.Element]:
    """A source on one line, a mark of its health first."""
    mark = b.emoji(_MARKS.get(source.health, "red_circle"))
    return [
        mark,
        b.words(f" {b.name(source.name, 60)}", bold=True),
        b.words(f" {_source_line(source, zone)}"),
    ]


def _source_line(source: SourceStatus, zone: str) -> str:
    success = b.local_time(source.last_success, zone) if source.last_success else "never"
    upcoming = b.local_time(source.next_fetch, zone) if source.next_fetch else "now"
    told = [source.state, f"last success {success}", f"next fetch {upcoming}"]
    if source.lag is not None:
        told.append(f"lag {b.duration(source.lag)}")
    told.append(b.count(source.posts, "post") + " read")
    if source.last_error and source.last_error_at:
        when = b.local_time(source.last_error_at, zone)
        told.append(f"last error {when}: {b.name(source.last_error, 150)}")
    return " \u00b7 ".join(told)


def delivery_line(status: Status, now: datetime) -> str:
    """What Slack does not show yet, since when and why."""
    if not status.waiting:
        told = "all is delivered"
    else:
        told = f"{b.count(status.waiting, 'message')} waiting"
        if status.oldest:
            told += f", the oldest unseen for {b.duration((now - status.oldest).total_seconds())}"
        if status.error:
            told += f" ({b.name(status.error, 200)})"
    if status.dead:
        told += f"; {b.count(status.dead, 'message')} given up"
    return told


def _mutes(status: Status, zone: str) -> b.Block:
    """What makes no cards now; whoever wonders at a quiet channel must find it here."""
    title = b.words(f"{b.count(len(status.mutes), 'mute')} active: ", bold=True)
    told = [
        f"{wording.muted(mute)} until {b.local_time(mute.until, zone)} ({b.name(mute.by.name, 60)})"
        for mute in status.mutes[:MOST_MUTES]
    ]
    rest = len(status.mutes) - MOST_MUTES
    told += [f"and {rest} more"] if rest > 0 else []
    return b.rich(b.line(title, b.words("; ".join(told) + ". /heed mutes ends them.")))


def _notices(status: Status, zone: str) -> b.Block:
    newest = sorted(status.notices, key=lambda notice: notice[1], reverse=True)
    rows = [
        [b.words(f"{b.name(text, 300)} ({b.local_time(at, zone)})")] for text, at in newest[:MOST_NOTICES]
    ]
    rest = len(newest) - MOST_NOTICES
    more = [b.line(b.words(f"and {b.count(rest, 'older notice')}"))] if rest > 0 else []
    return b.rich(b.line(b.words("Needs an operator", bold=True)), b.bullets(rows), *more)
