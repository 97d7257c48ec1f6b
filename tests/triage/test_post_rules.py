"""Whether a mention may be answered through its platform's API, told in a sentence before anybody calls it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from triage.length import LIMITS
from triage.model import Mention, SourceSettings, Subject
from triage.policy import Policy, SlackSettings
from triage.post_rules import ARCHIVED_AFTER, eligibility, on_card, too_long
from triage.posting import Eligibility
from triage.replies import limit_of

NOW = datetime(2026, 3, 17, 12, tzinfo=UTC)
OPTIONS: dict[str, dict[str, object]] = {
    "x": {"account": "@NorthgateHealth"},
    "reddit": {"subreddits": "northgate"},
    "feed": {"url": "https://far.example.org/tags/n.rss", "mastodon": "https://m.example.org/"},
    "file": {"path": "posts.jsonl"},
}
ANSWERABLE: dict[str, dict[str, Any]] = {
    "x": {"addressed": True},
    "reddit": {"native_id": "t3_1"},
    "feed": {"url": "https://far.example.org/@ana/5"},
    "file": {},
}


def a_policy(**more: object) -> Policy:
    """A source of each kind, named after it, with these options beside its own."""
    slack = SlackSettings(default_channel="#a", ops_channel="#a", digest_channel="#a")
    sources = tuple(
        SourceSettings(name=kind, kind=kind, every=60.0, options={**options, **more})
        for kind, options in OPTIONS.items()
    )
    own = (Subject(name="Northgate", kind="own", match="northgate"),)
    return Policy(organisation="Northgate", slack=slack, subjects=own, routes=(), sources=sources)


def asked(kind: str, policy: Policy | None = None, **changes: Any) -> Eligibility:
    given: dict[str, Any] = {"source": kind, "native_id": "17", "text": "nine hours"}
    mention = Mention(**given | ANSWERABLE[kind] | changes)
    return eligibility(policy or a_policy(post_replies=True), mention, NOW)


@pytest.mark.parametrize("kind", ["x", "reddit", "feed"])
def test_what_may_be_answered_is_told_with_the_reason(kind: str) -> None:
    found = asked(kind)
    assert (found.ok, found.why.endswith(".")) == (True, True)


@pytest.mark.parametrize("kind", OPTIONS)
@pytest.mark.parametrize("switch", [{}, {"post_replies": False}, {"post_replies": "true"}])
def test_nothing_may_be_answered_unless_it_is_turned_on(kind: str, switch: dict[str, object]) -> None:
    found = asked(kind, a_policy(**switch))
    assert found == Eligibility(False, f"Posting through the API is off for the source \u201c{kind}\u201d.")


def test_a_source_with_nowhere_to_reply_and_one_that_is_gone_are_off() -> None:
    assert not asked("file").ok
    assert not asked("x", source="slack").ok


@pytest.mark.parametrize(
    ("kind", "changes", "why"),
    [
        ("x", {"addressed": False}, "X lets an app reply only to people who mentioned or quoted its account, here @NorthgateHealth."),
        ("x", {"addressed": None}, "It is not known whether the author mentioned @NorthgateHealth on X: it was read before that was noted."),
        ("reddit", {"native_id": "17"}, "It is no post or comment of Reddit's."),
        ("reddit", {"written_at": NOW - ARCHIVED_AFTER}, "It is older than six months: Reddit has archived it."),
        ("feed", {"url": "https://news.example.org/1"}, "Its link leads to no post on Mastodon or a server like it."),
        ("feed", {"url": None}, "Its link leads to no post on Mastodon or a server like it."),
        ("feed", {"url": "http://[x/@ana/5"}, "Its link leads to no post on Mastodon or a server like it."),
    ],
)  # fmt: skip
def test_what_may_not_be_answered_is_told_with_the_reason(
    kind: str, changes: dict[str, Any], why: str
) -> None:
    assert asked(kind, **changes) == Eligibility(False, why)


def test_a_card_says_nothing_of_posting_where_it_is_off() -> None:
    mention = Mention(source="x", native_id="17", text="nine hours", addressed=False)
    on, off = on_card(a_policy(post_replies=True), mention), on_card(a_policy(), mention)
    assert (on is not None and not on.ok, off) == (True, None)


def test_a_young_post_on_reddit_may_be_answered() -> None:
    assert asked("reddit", written_at=NOW - ARCHIVED_AFTER + timedelta(days=1)).ok


@pytest.mark.parametrize(
    ("kind", "text", "fits"),
    [
        ("x", "w" * 280, True),
        ("x", "\u6f22" * 141, False),
        ("reddit", "w" * 10_000, True),
        ("reddit", "w" * 10_001, False),
        ("feed", "w" * 5_000, True),
    ],
)
def test_a_text_is_measured_as_its_platform_counts_and_a_mastodon_server_measures_itself(
    kind: str, text: str, fits: bool
) -> None:
    mention = Mention(source=kind, native_id="1", text="nine hours")
    assert (too_long(a_policy(), mention, text) is None) is fits


def test_suggestions_for_a_feed_of_mastodon_posts_keep_mastodons_limit() -> None:
    assert limit_of(a_policy(), "feed") == LIMITS["mastodon"]
