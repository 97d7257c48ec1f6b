"""Which kinds of source there are, what each one needs, and how one is built."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from triage.model import SourceSettings, Subject
from triage.post_rules import SWITCH
from triage.source import Batch, Cursor, SourceRefused, Watcher
from watchers.options import (
    Kind,
    Option,
    Posting,
    flag,
    mistakes,
    near,
    number,
    one,
    one_or_more,
    server_address,
    web_address,
    words,
)

KINDS: dict[str, Kind] = {
    "x": Kind(
        help="Posts on X (Twitter) of the last 7 days; X charges for every post read",
        factory="watchers.x:watcher",
        optional={
            "query": Option(
                help="X search queries, as text or list; without it they are made from the subjects",
                check=one_or_more(r"(?s).{1,512}", "a query of at most 512 characters"),
            ),
            "max_pages": Option(
                help="pages of 100 posts read a poll and query, 10 unless given", check=number(1, 100)
            ),
            "expand_authors": Option(
                help="read each author's name and followers, which may triple the bill", check=flag
            ),
            "account": Option(
                help="your own account: notes who mentioned or quoted it, for X takes an app's reply to no other",
                check=one(r"@?[A-Za-z0-9_]{1,15}", "the name of an account on X, such as NorthgateHealth"),
            ),
            SWITCH: Option(
                help="true lets approved replies be posted through X's API; off unless given", check=flag
            ),
        },
        secrets=("X_BEARER_TOKEN",),
        posting=Posting(
            platform="X",
            factory="watchers.post_x:poster",
            needs=("account",),
            secrets=("X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET"),
        ),
    ),
    "reddit": Kind(
        help="Posts and comments of subreddits, and posts found by search; needs a key Reddit has approved",
        factory="watchers.reddit:watcher",
        optional={
            "subreddits": Option(
                help="names without r/: their new posts and comments",
                check=one_or_more(r"[A-Za-z0-9_]{2,50}", "the name of a subreddit, without r/"),
            ),
            "search": Option(
                help="searches over posts (not comments) of all of Reddit, as text or list",
                check=one_or_more(r"(?s).{1,512}", "a search of at most 512 characters"),
            ),
            SWITCH: Option(
                help="true lets approved replies be posted as comments through Reddit's API; off unless given",
                check=flag,
            ),
        },
        one_of=("subreddits", "search"),
        secrets=("REDDIT_CLIENT_ID", "REDDIT_CLIENT_SECRET", "REDDIT_USER_AGENT"),
        posting=Posting(
            platform="Reddit",
            factory="watchers.post_reddit:poster",
            secrets=("REDDIT_CLIENT_ID", "REDDIT_CLIENT_SECRET", "REDDIT_USER_AGENT"),
            logins=(("REDDIT_REFRESH_TOKEN",), ("REDDIT_USERNAME", "REDDIT_PASSWORD")),
        ),
    ),
    "feed": Kind(
        help="An RSS or Atom feed: news, blogs, forums, Google Alerts, a Google News search",
        factory="watchers.feed:watcher",
        required={"url": Option(help="the feed's address", check=web_address)},
        optional={
            "mastodon": Option(
                help="for a feed of Mastodon posts: the server on which you have an account to reply with",
                check=server_address,
            ),
            SWITCH: Option(
                help="true lets approved replies be posted through that server's API; off unless given",
                check=flag,
            ),
        },
        posting=Posting(
            platform="Mastodon",
            factory="watchers.post_mastodon:poster",
            needs=("mastodon",),
            secrets=("MASTODON_ACCESS_TOKEN",),
        ),
    ),
    "file": Kind(
        help="A growing file of JSON lines: survey answers, an export, anything a script can write",
        factory="watchers.file:watcher",
        required={
            "path": Option(help="the file; each line {id, text, author?, time?, url?, reach?}", check=words)
        },
    ),
}


def problems(kind: str, options: Mapping[str, object]) -> list[tuple[str, str]]:
    """Every (key, message) a source of this kind cannot use; an unknown kind is told under "kind"."""
    if kind not in KINDS:
        return [("kind", f"{kind!r} is no kind of source; {near(kind, list(KINDS))}")]
    return list(mistakes(KINDS[kind], options))


def build(
    settings: SourceSettings,
    secrets: Mapping[str, str],
    subjects: Sequence[Subject],
    now: Callable[[], datetime],
) -> Watcher:
    """The watcher of a checked source. Raises ValueError on an unknown kind only.

    A source that cannot work (no key, no query) becomes a watcher that refuses at its first fetch, so
    that it is parked and told of like any other refusal while the other sources go on.
    """
    if settings.kind not in KINDS:
        raise ValueError(problems(settings.kind, {})[0][1])
    kind = KINDS[settings.kind]
    keys = {name: secrets.get(name, "").strip() for name in kind.secrets}
    for name, value in keys.items():
        if not value:
            return _Parked(settings.name, f"{name} is not set")
        if not (value.isascii() and value.isprintable()):  # requests would quote the key in its error
            return _Parked(settings.name, f"{name} holds a character that no key has")
    module, _, function = kind.factory.partition(":")
    try:
        watcher: Watcher = getattr(importlib.import_module(module), function)(settings, keys, subjects, now)
    except SourceRefused as refusal:
        return _Parked(settings.name, str(refusal))
    return watcher


class _Parked:
    """Stands in for a source that cannot work as it is configured."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self._reason = name, reason

    def fetch(self, cursor: Cursor) -> Batch:
        raise SourceRefused(self._reason)

    def close(self) -> None:
        pass
