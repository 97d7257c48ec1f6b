"""Reddit: polls listings and searches, pages back to what it knows, and tells what is new."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from triage.model import Mention, SourceSettings, Subject
from triage.source import Batch, Cursor, Gap, SourceRefused, SourceUnavailable
from watchers import records, wire
from watchers.reddit_api import PAGE_SIZE, SITE, Api, Listing

DEPTH = 1000  # items: Reddit's listings end there
RING = 200  # known ids a listing: one anchor may be deleted, a page and more of them is not
_GONE = ("[deleted]", "[removed]", "[deleted by user]", "[ Removed by Reddit ]")


def watcher(
    settings: SourceSettings, secrets: Mapping[str, str], subjects: Sequence[Subject], now: wire.Clock
) -> "RedditListings":
    """Raises SourceRefused where Reddit would throttle us for want of a name."""
    del subjects  # a subreddit is read whole, a search is the operator's own
    if len(secrets["REDDIT_USER_AGENT"]) < 7:
        raise SourceRefused("REDDIT_USER_AGENT must name the bot and whom to write to")
    options: Mapping[str, Any] = settings.options
    return RedditListings(
        settings.name,
        client_id=secrets["REDDIT_CLIENT_ID"],
        client_secret=secrets["REDDIT_CLIENT_SECRET"],
        user_agent=secrets["REDDIT_USER_AGENT"],
        listings=listings(_listed(options.get("subreddits")), _listed(options.get("search"))),
        now=now,
        base_url=settings.base_url,
    )


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def listings(subreddits: Sequence[str], searches: Sequence[str]) -> list[Listing]:
    """Subreddits joined into one listing of posts and one of comments; a listing for each search.

    Reddit searches posts only: there is no search over comments.
    """
    joined = "+".join(subreddits)
    kinds = ("new", "comments") if joined else ()
    found = [Listing(name=f"{joined}/{kind}", path=f"r/{joined}/{kind}", params={}) for kind in kinds]
    for query in searches:
        params = {"q": query, "sort": "new", "syntax": "lucene", "type": "link", "restrict_sr": "0"}
        found.append(Listing(name=f"search {query}", path="r/all/search", params=params))
    return found


class _EmptyListing(SourceUnavailable):
    """Reddit answered an empty listing where there were posts before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    sifted: records.Sifted
    gap: Gap | None
    place: dict[str, Any]


class RedditListings:
    """New posts and comments. What is deleted or removed by the time it is read is skipped.

    The first fetch reads one page a listing. A listing that cannot be read holds back nothing of the
    others: their news are delivered, and the failure is raised by the first fetch that finds no news.
    """

    def __init__(
        self,
        name: str,
        *,
        client_id: str,
        client_secret: str,
        user_agent: str,
        listings: Sequence[Listing],
        now: wire.Clock,
        base_url: str | None = None,
        timeout: tuple[float, float] = wire.TIMEOUT,
    ) -> None:
        self.name = name
        self._listings, self._now = listings, now
        self._api = Api(client_id, client_secret, user_agent, now=now, base_url=base_url, timeout=timeout)

    def fetch(self, cursor: Cursor) -> Batch:
        places: Mapping[str, Any] = cursor.get("listings", {})
        read: dict[str, _Reading] = {}
        trouble: SourceUnavailable | None = None
        for listing in self._listings:
            try:
                read[listing.name] = self._read(listing, places.get(listing.name, {}))
            except _EmptyListing as empty:
                trouble = trouble or empty
            except SourceUnavailable as unavailable:
                trouble = unavailable
                break
        news = any(reading.sifted.mentions or reading.sifted.rejected for reading in read.values())
        if trouble and not news:
            raise trouble
        return self._batch(places, read, trouble)

    def close(self) -> None:
        self._api.close()

    def _batch(
        self, places: Mapping[str, Any], read: Mapping[str, _Reading], trouble: SourceUnavailable | None
    ) -> Batch:
        kept = {one.name: places[one.name] for one in self._listings if one.name in places}
        return Batch(
            mentions=[mention for reading in read.values() for mention in reading.sifted.mentions],
            rejected=[rejected for reading in read.values() for rejected in reading.sifted.rejected],
            gaps=[reading.gap for reading in read.values() if reading.gap],
            cursor={"listings": kept | {name: reading.place for name, reading in read.items()}},
            wait=trouble.retry_after if trouble else self._api.pause,
        )

    def _read(self, listing: Listing, place: Mapping[str, Any]) -> _Reading:
        """The first page whole, then on until something known turns up or the listing ends."""
        ring: list[str] = place.get("ids", [])
        children = list(self._back_to_known(listing, ring))
        if ring and not children:
            raise _EmptyListing(f"Reddit: the listing {listing.path} is empty, which it was not before")
        now = self._now()
        sifted = records.sift(
            children, key=_id, read=lambda child: _mention(child, self.name, now), known=ring
        )
        ids = list(dict.fromkeys((*sifted.ids, *ring)))[:RING]
        return _Reading(
            sifted=sifted, gap=_gap(place, sifted, now), place={"ids": ids, "read_at": now.isoformat()}
        )

    def _back_to_known(self, listing: Listing, ring: Collection[str]) -> Iterator[Any]:
        after, count = None, 0
        while True:
            children, after = self._api.page(listing, after)
            yield from children
            count += len(children)
            met = any(_known(child, ring) for child in children)
            if met or not ring or not children or after is None or count >= DEPTH:
                return


def _gap(place: Mapping[str, Any], sifted: records.Sifted, now: datetime) -> Gap | None:
    """A hole, where a page or more was read and nothing of it was known. A shorter listing was read whole."""
    ring = place.get("ids", [])
    if not ring or len(sifted.ids) < PAGE_SIZE or not set(ring).isdisjoint(sifted.ids):
        return None
    begin = datetime.fromisoformat(place["read_at"])
    oldest = min((m.written_at for m in sifted.mentions if m.written_at), default=now)
    return Gap(begin=begin, end=max(oldest, begin), reason="window missed: nothing in the listing is known")


def _id(child: Any) -> object:
    return child["data"]["name"]


def _known(child: Any, ring: Collection[str]) -> bool:
    try:
        return _id(child) in ring
    except records.UNREADABLE:
        return False


def _mention(child: Any, source: str, now: datetime) -> Mention | None:
    data = child["data"]
    is_post = child["kind"] == "t3"
    title, body = (data["title"], data.get("selftext") or "") if is_post else ("", data["body"])
    if title in _GONE or body in _GONE:
        return None
    author = records.name(data.get("author"))
    link = data.get("permalink")
    return Mention(
        source=source,
        native_id=records.identifier(data["name"]),
        text=records.text(records.titled(title, body) if is_post else body),
        author=None if author in _GONE else author,
        url=records.link(f"{SITE}{link}") if isinstance(link, str) and link.startswith("/") else None,
        written_at=records.moment(data.get("created_utc"), now),
        reach=records.count(data.get("score")),
    )
