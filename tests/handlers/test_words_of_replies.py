"""What cards and the form say of a reply: how to post it, that it was posted, why it was refused."""

import pytest

from handlers import cards, reply_form
from tests.fakes.block_check import text_of
from tests.handlers.given import MAYA, NOON, ZONE, a_case, a_mention, a_suggestion, content_of
from triage.reply import Reply, ReplyState
from triage.reply_check import Finding


def card_with(state: ReplyState, url: str | None = "https://example.org/1") -> str:
    reply = Reply(id=1, case_id="7K2QM9", text="Please call us.", state=state, by=MAYA, at=NOON, sent_at=NOON)
    content = content_of(a_case(mention=a_mention(url=url)), reply=reply, suggestions=(a_suggestion(),))
    return text_of(cards.card(content, ZONE))


@pytest.mark.parametrize(
    "state", [ReplyState.WAITING, ReplyState.APPROVED, ReplyState.SENT_BACK, ReplyState.SENT]
)
def test_where_a_reply_stands_no_words_to_begin_with_are_suggested(state: ReplyState) -> None:
    assert "Suggested response" not in card_with(state)


@pytest.mark.parametrize("state", [ReplyState.WITHDRAWN, ReplyState.REPLACED])
def test_where_none_stands_any_more_they_are(state: ReplyState) -> None:
    assert "Suggested response" in card_with(state)


@pytest.mark.parametrize("url", ["https://example.org/1", None])
def test_a_reply_that_may_be_posted_says_step_by_step_how(url: str | None) -> None:
    told = " ".join(card_with(ReplyState.APPROVED, url).split())
    assert "copy the text, open the post , paste it there" in told.replace("post,", "post ,")


def a_finding(words: str, message: str, *, hard: bool = True) -> Finding:
    return Finding(rule="any", hard=hard, words=words, message=message)


def test_what_is_refused_is_told_once_a_rule_with_all_the_words_it_found() -> None:
    found = [
        a_finding("your chart", "It is private."),
        a_finding("Dr. Falk", "Use no names."),
        a_finding("your  referral", "It is private."),
        a_finding("your chart", "It is private."),
    ]
    assert reply_form.refused(found) == (
        "Please change: \u201cyour chart\u201d, \u201cyour referral\u201d: It is private."
        " \u2022 \u201cDr. Falk\u201d: Use no names."
    )


def test_what_is_missing_is_told_without_words() -> None:
    assert (
        reply_form.refused([a_finding("", "Say how to reach you.")]) == "Please change: Say how to reach you."
    )


def test_what_only_asks_for_a_reason_is_not_refused() -> None:
    found = [a_finding("soon", "A promise.", hard=False), a_finding("your chart", "It is private.")]
    assert "promise" not in reply_form.refused(found)
