"""Every stored mention with the verdict it got, to try other rules on."""

import json
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime

from desk.intake import REACH_LOOKED_AT
from desk.nouns import read_mention
from desk.store import Store, mentions
from desk.store.times import from_text, to_text
from triage.look import LOOKS
from triage.model import Mention, Outcome, Urgency
from triage.source import BROUGHT_IN


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A mention as it was judged then. `looked`: a person was asked to look at it."""

    mention: Mention
    seen_at: datetime
    outcome: Outcome
    urgency: Urgency
    subjects: tuple[str, ...]
    categories: tuple[str, ...]
    route: str | None
    looked: bool


def stored(store: Store, since: datetime) -> Generator[Stored, None, None]:
    """Every mention seen since then whose words are still kept, the oldest first; one at a time. Close it before the store.

    Without what people brought in themselves: no rule decided that.
    """
    for row in mentions.since(store.reader, to_text(since)):
        if row["source"] in BROUGHT_IN:
            continue
        yield Stored(
            mention=read_mention(row),
            seen_at=from_text(row["seen_at"]),
            outcome=Outcome(row["outcome"]),
            urgency=Urgency(row["urgency"]),
            subjects=tuple(json.loads(row["subjects"])),
            categories=tuple(json.loads(row["categories"])),
            route=row["route"],
            looked=any(reason[0] in LOOKS for reason in json.loads(row["reasons"])),
        )


def reaches_before(store: Store, since: datetime) -> list[tuple[str, int | None]]:
    """The source and the reach of each mention by which it was told then what is usual, the oldest first."""
    return mentions.reaches_before(store.reader, to_text(since), REACH_LOOKED_AT)


def wiped(store: Store, since: datetime) -> int:
    """How many mentions seen since then cannot be judged anew: their words are gone."""
    return mentions.count_wiped(store.reader, to_text(since))
