"""RSS and Atom feeds: polls one, and tells which of its entries are new."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from triage.model import SourceSettings, Subject
from triage.source import Batch, Cursor, Gap
from watchers import feed_entries, feed_http, records, wire

RING = 500  # known ids, or as many as the feed holds
_SIGHTINGS = 2  # of a permanent redirect before it is believed


def watcher(
    settings: SourceSettings, secrets: Mapping[str, str], subjects: Sequence[Subject], now: wire.Clock
) -> "Feed":
    del secrets, subjects
    return Feed(settings.name, url=str(settings.options["url"]), now=now, base_url=settings.base_url)


class Feed:
    """New entries of a feed. The first fetch brings the whole window, later ones what was not in it.

    The cursor forgets everything when the configured URL changes. It holds that URL only as a fingerprint,
    because a private feed's URL is its key.
    """

    def __init__(
        self,
        name: str,
        *,
        url: str,
        now: wire.Clock,
        base_url: str | None = None,
        timeout: tuple[float, float] = wire.TIMEOUT,
    ) -> None:
        self.name = name
        self._url, self._now, self._base_url = url, now, base_url
        self._client = feed_http.client(timeout)

    def fetch(self, cursor: Cursor) -> Batch:
        mark = records.fingerprint(self._url)
        place: Mapping[str, Any] = cursor if cursor.get("feed") == mark else {"feed": mark}
        url = place.get("url", self._url)
        answer = feed_http.get(self._client, url, _conditions(place), base_url=self._base_url, now=self._now)
        now = self._now()
        following = {**place, **_move(place, answer.moved_to), "read_at": now.isoformat()}
        if answer.body is None:
            return Batch(mentions=[], cursor=following)
        entries, whole = feed_entries.entries(answer.body, answer.headers, answer.url)
        ring: Sequence[str] = place.get("ids") or ()
        sifted = records.sift(
            entries,
            key=feed_entries.key,
            read=lambda entry: feed_entries.mention(entry, self.name, now),
            known=ring,
        )
        gap = _gap(place, sifted, now)
        return Batch(
            mentions=sifted.mentions,
            rejected=sifted.rejected,
            gaps=[gap] if gap else [],
            cursor=following | {"ids": _ring(sifted.ids, ring), **_validators(answer.headers, whole)},
        )

    def close(self) -> None:
        self._client.close()


def _ring(ids: Sequence[str], ring: Sequence[str]) -> list[str]:
    """At most RING ids, but never fewer than the feed has entries: those would come back at every poll."""
    return list(dict.fromkeys((*ids, *ring)))[: max(RING, len(ids))]


def _conditions(place: Mapping[str, Any]) -> dict[str, str]:
    asked = {"if-none-match": place.get("etag"), "if-modified-since": place.get("modified")}
    return {header: value for header, value in asked.items() if value}


def _validators(headers: Mapping[str, str], whole: bool) -> dict[str, str | None]:
    """ETag and Last-Modified to the letter; none of a feed cut short, or the rest would never be sent."""
    found = {"etag": headers.get("etag"), "modified": headers.get("last-modified")}
    return {key: value if whole and value and value.isascii() else None for key, value in found.items()}


def _move(place: Mapping[str, Any], moved_to: str | None) -> dict[str, Any]:
    """What the cursor keeps of a permanent redirect: it is believed at the second sighting in a row."""
    if moved_to is None:
        return {"moved": None}
    before = place.get("moved") or {}
    seen = before.get("seen", 0) + 1 if before.get("to") == moved_to else 1
    if seen < _SIGHTINGS:
        return {"moved": {"to": moved_to, "seen": seen}}
    return {"url": moved_to, "moved": None}


def _gap(place: Mapping[str, Any], sifted: records.Sifted, now: datetime) -> Gap | None:
    """A feed is a window: where nothing in it is known, some of it may have passed unseen."""
    ring = place.get("ids", [])
    if not ring or not sifted.ids or not set(ring).isdisjoint(sifted.ids):
        return None
    begin = datetime.fromisoformat(place["read_at"])
    oldest = min((m.written_at for m in sifted.mentions if m.written_at), default=now)
    return Gap(begin=begin, end=max(oldest, begin), reason="feed window missed: no entry is known")
