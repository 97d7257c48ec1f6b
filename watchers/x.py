"""X (Twitter): polls recent search through tweepy, one page of one query a fetch."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import requests
import tweepy  # type: ignore[import-untyped]

from triage.model import Mention, SourceSettings, Subject
from triage.post_rules import account_of
from triage.source import Batch, Cursor, Gap, SourceRefused, SourceUnavailable
from triage.written import unescaped
from watchers import records, wire, x_addressed, x_paging, x_query
from watchers.session import Leash

PAGE_SIZE = 100
MOST_PAGES = 10  # a poll and query, unless max_pages says otherwise
_FIELDS = ["author_id", "created_at", "edit_history_tweet_ids", "lang", "note_tweet", "public_metrics"]
_LONGEST_ID = 19  # digits of a 64-bit number
_VOTES = ("like_count", "retweet_count", "reply_count", "quote_count")

logging.getLogger("tweepy").setLevel(logging.INFO)  # at DEBUG it prints the token


def watcher(
    settings: SourceSettings, secrets: Mapping[str, str], subjects: Sequence[Subject], now: wire.Clock
) -> "XSearch":
    """Raises SourceRefused where the subjects cannot be put into X's syntax."""
    options: Mapping[str, Any] = settings.options
    own = options.get("query")
    try:
        queries = [own] if isinstance(own, str) else list(own or x_query.queries(subjects))
    except ValueError as error:
        raise SourceRefused(str(error)) from None
    return XSearch(
        settings.name,
        token=secrets["X_BEARER_TOKEN"],
        queries=queries,
        now=now,
        base_url=settings.base_url,
        max_pages=options.get("max_pages", MOST_PAGES),
        expand_authors=options.get("expand_authors", False),
        account=account_of(settings),
    )


class XSearch:
    """Posts that answer the queries, of the last 7 days at most.

    Every post read costs money, every author read twice as much: with `expand_authors` an author is a
    username and reach counts followers; without it an author is "id:123" and reach counts likes, reposts,
    replies and quotes.
    """

    def __init__(
        self,
        name: str,
        *,
        token: str,
        queries: Sequence[str],
        now: wire.Clock,
        base_url: str | None = None,
        max_pages: int = MOST_PAGES,
        expand_authors: bool = False,
        account: str = "",
        timeout: tuple[float, float] = wire.TIMEOUT,
    ) -> None:
        self.name = name
        self._queries, self._now, self._max_pages, self._account = queries, now, max_pages, account
        self._fields: dict[str, Any] = {"tweet_fields": [*_FIELDS, "entities"] if account else _FIELDS}
        if expand_authors:
            self._fields |= {"expansions": ["author_id"], "user_fields": ["username", "public_metrics"]}
        # Raw answers: tweepy's models raise on a post without text, and one bad post would cost the page.
        self._client = tweepy.Client(token, return_type=requests.Response, wait_on_rate_limit=False)
        _XLeash("X", now, base_url=base_url, timeout=timeout, secrets=(token,)).hold(self._client.session)

    def fetch(self, cursor: Cursor) -> Batch:
        at = cursor.get("turn", 0) % len(self._queries)
        query = self._queries[at]
        place = x_paging.load(cursor.get("queries", {}).get(query, {}))
        round_, missed, answer = self._ask(query, place)
        sifted = self._sift(answer, place.seen)
        page = _page(answer, sifted)
        place, cut_off = x_paging.turn(place, round_, page, self._max_pages)
        following = at if place.round else (at + 1) % len(self._queries)
        return Batch(
            mentions=sifted.mentions,
            rejected=sifted.rejected,
            gaps=[gap for gap in (missed, cut_off) if gap],
            cursor={"turn": following, "queries": self._kept(cursor) | {query: x_paging.dump(place)}},
            has_more=place.round is not None or following != 0,
        )

    def close(self) -> None:
        self._client.session.close()

    def _kept(self, cursor: Cursor) -> dict[str, Any]:
        return {query: place for query, place in cursor.get("queries", {}).items() if query in self._queries}

    def _ask(self, query: str, place: x_paging.Place) -> tuple[x_paging.Round, Gap | None, dict[str, Any]]:
        """A page of the round, and what X no longer gives. Where X rejects its own token or since_id, the
        round starts again by time.

        That happens here and once: an exception carries no cursor, so the next fetch would meet it again.
        """
        round_, missed = (place.round, None) if place.round else x_paging.begin(place, self._now())
        try:
            return round_, missed, self._search(query, round_)
        except wire.Refusal as refusal:
            if refusal.status != 400 or not x_paging.can_restart(round_):
                raise
        round_, missed = x_paging.restart(place, self._now())
        return round_, missed, self._search(query, round_)

    def _search(self, query: str, round_: x_paging.Round) -> dict[str, Any]:
        params = {**self._fields, **round_.window, "max_results": PAGE_SIZE}
        if round_.token:
            params["next_token"] = round_.token
        response = self._client.search_recent_tweets(query, **params)
        answer = wire.json_object(response.content, "X")
        # A quiet search has no data, but a meta with result_count 0.
        if not isinstance(answer.get("meta"), dict) or not isinstance(answer.get("data", []), list):
            raise SourceUnavailable("X answered without saying how many posts there are")
        return answer

    def _sift(self, answer: dict[str, Any], seen: Sequence[str]) -> records.Sifted:
        authors, now = _authors(answer), self._now()
        return records.sift(
            answer.get("data", []),
            key=lambda post: post["id"],
            read=lambda post: _mention(post, self.name, authors, now, self._account),
            known=seen,
        )


class _XLeash(Leash):
    def verdict(self, response: requests.Response, now: datetime) -> Exception:
        # A month's cap comes as 429 like a busy quarter of an hour, but no wait within reason ends it.
        if response.status_code == 429 and b"UsageCapExceeded" in response.content:
            return SourceRefused("X: the account's usage cap is used up (HTTP 429)")
        return super().verdict(response, now)


def _page(answer: dict[str, Any], sifted: records.Sifted) -> x_paging.Page:
    numbers = [id_ for id_ in (str(answer["meta"].get("newest_id")), *sifted.ids) if _is_number(id_)]
    token = answer["meta"].get("next_token")
    return x_paging.Page(
        ids=sifted.ids,
        newest_id=max(numbers, key=int, default=None),
        next_token=token if isinstance(token, str) and token else None,
        oldest_at=min((m.written_at for m in sifted.mentions if m.written_at), default=None),
    )


def _authors(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The expanded authors by id; a deleted or unreadable one is simply not among them."""
    included = answer.get("includes")
    users = included.get("users", []) if isinstance(included, dict) else []
    return {str(user["id"]): user for user in users if isinstance(user, dict) and "id" in user}


def _mention(
    post: dict[str, Any], source: str, authors: Mapping[str, dict[str, Any]], now: datetime, account: str
) -> Mention:
    post_id = records.identifier(post["id"])
    if not _is_number(post_id):
        raise records.Unreadable("its id is not a number")
    history = post.get("edit_history_tweet_ids") or [post_id]
    whole = (post.get("note_tweet") or {}).get("text") or post["text"]  # `text` ends after 280 characters
    user = authors.get(str(post.get("author_id")), {})
    return Mention(
        source=source,
        native_id=records.identifier(history[0]),  # an edited post has a new id; the first one stays
        text=records.text(whole, unescaped),
        author=records.name(user.get("username")) or _anonymous(post.get("author_id")),
        url=f"https://x.com/i/status/{post_id}",
        written_at=records.moment(post.get("created_at"), now),
        reach=_reach(post, user),
        language=records.language(post.get("lang")),
        addressed=x_addressed.addressed(post, account) if account else None,
    )


def _is_number(id_: object) -> bool:
    return isinstance(id_, str) and id_.isascii() and id_.isdecimal() and len(id_) <= _LONGEST_ID


def _anonymous(author_id: object) -> str | None:
    return f"id:{author_id}" if _is_number(author_id) else None


def _reach(post: dict[str, Any], user: dict[str, Any]) -> int | None:
    followers = records.count((user.get("public_metrics") or {}).get("followers_count"))
    if followers is not None:
        return followers
    metrics = post.get("public_metrics")
    if not isinstance(metrics, dict):
        return None
    return sum(records.count(metrics.get(vote)) or 0 for vote in _VOTES)
