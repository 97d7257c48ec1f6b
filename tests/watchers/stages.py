"""Where each kind of source is put to the contract: one entry for every kind in the registry."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from tests.fakes.platforms import FakeFeeds, FakeReddit, FakeSite, FakeX
from triage.model import Mention, SourceSettings, Subject
from triage.source import Batch, Cursor, Watcher

SUBJECTS = [Subject(name="Northgate", kind="own", match="northgate")]
SECRETS = {
    "X_BEARER_TOKEN": "x-token",
    "REDDIT_CLIENT_ID": "reddit-id",
    "REDDIT_CLIENT_SECRET": "reddit-key",
    "REDDIT_USER_AGENT": "heedline by /u/northgate",
}


class Clock:
    """A time that moves only when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def ahead(self, **by: float) -> None:
        self.time += timedelta(**by)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A source on loopback or on disk. `publish(text)` gives the native id; `spoil` adds an unreadable record."""

    settings: SourceSettings
    publish: Callable[[str], str]
    spoil: Callable[[], object]
    site: FakeSite | None = None


def _settings(kind: str, site: FakeSite | None = None, **options: object) -> SourceSettings:
    return SourceSettings(
        name="here", kind=kind, every=60, options=options, base_url=site.base_url if site else None
    )


@contextmanager
def x(clock: Clock, _: Path) -> Iterator[Stage]:
    with FakeX(clock) as site:
        yield Stage(
            settings=_settings("x", site),
            publish=site.post,
            spoil=lambda: site.post("northgate", text=None),
            site=site,
        )


@contextmanager
def reddit(clock: Clock, _: Path) -> Iterator[Stage]:
    with FakeReddit(clock) as site:
        yield Stage(
            settings=_settings("reddit", site, subreddits=["northgate"]),
            publish=site.comment,
            spoil=lambda: site.comment("x", body=...),
            site=site,
        )


@contextmanager
def feed(clock: Clock, _: Path) -> Iterator[Stage]:
    with FakeFeeds(clock) as site:
        yield Stage(
            settings=_settings("feed", site, url=site.url()), publish=site.publish, spoil=int, site=site
        )


@contextmanager
def file(_: Clock, folder: Path) -> Iterator[Stage]:
    path, numbers = folder / "answers.jsonl", count(1)
    path.touch()

    def publish(text: str) -> str:
        number = str(next(numbers))
        append(path, json.dumps({"id": number, "text": text, "time": "2026-11-20T11:00:00Z"}) + "\n")
        return number

    yield Stage(
        settings=_settings("file", path=str(path)), publish=publish, spoil=lambda: append(path, "[]\n")
    )


STAGES = {"x": x, "reddit": reddit, "feed": feed, "file": file}
NO_SERVER = {"file"}  # kinds that no answer can go wrong for
NEVER_UNREADABLE = {"feed"}  # feedparser makes something of everything


def append(path: Path, text: str | bytes) -> None:
    with path.open("ab") as file:
        file.write(text if isinstance(text, bytes) else text.encode())


@dataclass(kw_only=True)
class Drained:
    """What a source brought until it had no more."""

    mentions: list[Mention] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    cursor: Cursor = field(default_factory=dict)

    @property
    def ids(self) -> list[str]:
        return [mention.native_id for mention in self.mentions]

    @property
    def texts(self) -> list[str]:
        return [mention.text for mention in self.mentions]

    @property
    def gaps(self) -> list[str]:
        return [gap.reason for batch in self.batches for gap in batch.gaps]

    @property
    def errors(self) -> list[str]:
        return [rejected.error for batch in self.batches for rejected in batch.rejected]


def drain(watcher: Watcher, cursor: Mapping[str, object] | None = None) -> Drained:
    """Fetches until there is no more, with the cursor kept as JSON in between as the store keeps it."""
    found = Drained(cursor=cursor or {})
    for _ in range(100):
        batch = watcher.fetch(found.cursor)
        found.batches.append(batch)
        found.mentions += batch.mentions
        found.cursor = json.loads(json.dumps(batch.cursor))
        if not batch.has_more:
            return found
    raise AssertionError("the source never came to an end")


def only(batches: Sequence[Batch]) -> Batch:
    (batch,) = batches
    return batch
