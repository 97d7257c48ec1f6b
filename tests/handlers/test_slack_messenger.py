"""Posting, changing and finding messages in Slack."""

from datetime import timedelta
from typing import Any

import pytest

from desk import messenger
from desk.messenger import Content
from handlers.channels import Channels
from handlers.slack import EVENT_TYPE, SlackMessenger, render
from handlers.web_api import make_client
from tests.fakes.block_check import check_message, text_of
from tests.fakes.slack import FakeSlack
from tests.handlers.given import (
    HOSTILE,
    NOON,
    ZONE,
    a_case,
    a_digest,
    content_of,
    swollen_case,
    swollen_content,
)
from triage.model import Actor, CaseEvent, Receipt, State

KEY = ("card", "7K2QM9")
LONG_AGO = NOON - timedelta(days=4000)
CARD = content_of(a_case())
OVERDUE = CaseEvent(case_id="7K2QM9", at=NOON, actor=Actor(id="", name="Heedline"), act="overdue")
CLAIMED = CaseEvent(case_id="7K2QM9", at=NOON, actor=Actor(id="U0MAYA", name="maya"), act="claim")


@pytest.fixture
def talk(slack: FakeSlack) -> SlackMessenger:
    return SlackMessenger(make_client(slack.bot_token, slack.url), ZONE)


@pytest.fixture
def channels(slack: FakeSlack) -> Channels:
    return Channels(make_client(slack.bot_token, slack.url))


def post(talk: SlackMessenger, content: Content = CARD, **how: Any) -> Receipt:
    given = {"key": KEY, "channel": "#alerts", "thread": None, "plain": False, **how}
    return talk.post(given["key"], content, given["channel"], thread=given["thread"], plain=given["plain"])


def find(talk: SlackMessenger, key: tuple[str, str] = KEY, **how: Any) -> Receipt | None:
    given = {"channel": "#alerts", "since": LONG_AGO, "thread": None, **how}
    return talk.find(key, given["channel"], given["since"], thread=given["thread"])


# posting


def test_a_receipt_is_where_the_message_stands(slack: FakeSlack, talk: SlackMessenger) -> None:
    receipt = post(talk)
    (message,) = slack.messages("alerts")
    assert receipt == Receipt(channel=slack.channel("alerts").id, ts=message.ts)


def test_a_message_carries_its_key_unseen(slack: FakeSlack, talk: SlackMessenger) -> None:
    post(talk)
    (card,) = slack.cards("alerts", EVENT_TYPE)
    assert card.metadata == {"event_type": EVENT_TYPE, "event_payload": {"kind": "card", "ref": "7K2QM9"}}


def test_links_in_a_message_grow_no_previews(slack: FakeSlack, talk: SlackMessenger) -> None:
    post(talk)
    assert slack.messages("alerts")[0].options == {"unfurl_links": False, "unfurl_media": False}


@pytest.mark.parametrize(("event", "broadcast"), [(OVERDUE, True), (CLAIMED, False)])
def test_of_the_notes_only_an_overdue_one_is_shown_in_the_channel_too(
    slack: FakeSlack, talk: SlackMessenger, event: CaseEvent, broadcast: bool
) -> None:
    card = post(talk)
    post(talk, event, key=("note", "1"), thread=card)
    (note,) = slack.thread(slack.messages("alerts")[0])
    assert note.reply_broadcast is broadcast


def test_a_note_goes_where_the_card_stands_and_not_where_the_route_leads_by_now(
    slack: FakeSlack, talk: SlackMessenger
) -> None:
    card = post(talk)
    assert post(talk, CLAIMED, channel="#ops", thread=card).channel == slack.channel("alerts").id


def test_a_change_redraws_the_message_in_place(slack: FakeSlack, talk: SlackMessenger) -> None:
    receipt = post(talk)
    assert talk.change(KEY, content_of(a_case(State.RESOLVED)), receipt, plain=False) == receipt
    (message,) = slack.messages("alerts")
    assert "Answered publicly" in text_of(message.blocks)


def test_a_change_keeps_the_key(slack: FakeSlack, talk: SlackMessenger) -> None:
    receipt = post(talk)
    talk.change(KEY, CARD, receipt, plain=False)
    assert find(talk) == receipt


def test_a_change_of_a_deleted_message_says_that_it_is_gone(slack: FakeSlack, talk: SlackMessenger) -> None:
    receipt = post(talk)
    slack.forget(slack.messages("alerts")[0])
    with pytest.raises(messenger.MessageGone):
        talk.change(KEY, CARD, receipt, plain=False)


def test_an_answer_without_a_place_is_unclear(slack: FakeSlack, talk: SlackMessenger) -> None:
    slack.on_acted = lambda method, args, answer: answer.clear() or answer.update(ok=True)
    with pytest.raises(messenger.Unclear, match="without channel and ts"):
        post(talk)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"archived": True}, messenger.ChannelGone),
        ({"member": False}, messenger.ChannelGone),
    ],
)
def test_a_channel_that_cannot_be_posted_to_is_gone(
    slack: FakeSlack, talk: SlackMessenger, change: dict[str, bool], kind: type[Exception]
) -> None:
    vars(slack.channel("alerts")).update(change)
    with pytest.raises(kind):
        post(talk)


def test_a_revoked_token_is_refused(slack: FakeSlack, talk: SlackMessenger) -> None:
    slack.revoke()
    with pytest.raises(messenger.Refused, match="token_revoked"):
        post(talk)


# finding


def test_a_message_is_found_by_its_key(talk: SlackMessenger) -> None:
    receipt = post(talk)
    post(talk, key=("card", "OTHER"))
    assert find(talk) == receipt


@pytest.mark.parametrize("key", [("card", "OTHER"), ("note", "7K2QM9"), ("card", "")])
def test_what_was_never_posted_is_not_found(talk: SlackMessenger, key: tuple[str, str]) -> None:
    post(talk)
    assert find(talk, key) is None


def test_a_message_of_others_is_not_taken_for_ours(slack: FakeSlack, talk: SlackMessenger) -> None:
    slack.say(
        "alerts", "7K2QM9", metadata={"event_type": "x", "event_payload": {"kind": "card", "ref": "7K2QM9"}}
    )
    slack.say("alerts", "7K2QM9")
    assert find(talk) is None


def test_what_was_posted_before_that_time_is_not_looked_at(slack: FakeSlack, talk: SlackMessenger) -> None:
    post(talk)
    assert find(talk, since=NOON + timedelta(days=40_000)) is None


def test_a_message_is_found_behind_hundreds_of_newer_ones(slack: FakeSlack, talk: SlackMessenger) -> None:
    receipt = post(talk)
    for number in range(450):
        slack.say("alerts", str(number))
    assert find(talk) == receipt
    assert len(slack.called("conversations.history")) == 3


def test_the_search_ends_after_four_thousand_messages(slack: FakeSlack, talk: SlackMessenger) -> None:
    for number in range(4_300):
        slack.say("alerts", str(number))
    assert find(talk) is None
    assert len(slack.called("conversations.history")) == 20


def test_a_note_is_found_in_its_thread(slack: FakeSlack, talk: SlackMessenger) -> None:
    card = post(talk)
    note = post(talk, CLAIMED, key=("note", "1"), thread=card)
    assert find(talk, ("note", "1"), thread=card) == note


def test_a_note_is_found_in_a_thread_of_hundreds(slack: FakeSlack, talk: SlackMessenger) -> None:
    card = post(talk)
    for number in range(250):
        slack.say("alerts", str(number), thread_ts=card.ts)
    note = post(talk, CLAIMED, key=("note", "1"), thread=card)
    assert find(talk, ("note", "1"), thread=card) == note


def test_a_channel_found_by_name_is_looked_up_once(slack: FakeSlack, talk: SlackMessenger) -> None:
    find(talk)
    find(talk)
    assert len(slack.called("conversations.list")) == 1


def test_a_channel_is_looked_up_once_and_its_sharing_asked_for_once(
    slack: FakeSlack, talk: SlackMessenger
) -> None:
    card = post(talk)
    talk.change(KEY, CARD, card, plain=False)
    post(talk, key=("card", "OTHER"))
    find(talk)
    assert [len(slack.called(f"conversations.{name}")) for name in ("list", "info")] == [1, 1]


def test_a_channel_given_by_id_is_not_looked_up(slack: FakeSlack, talk: SlackMessenger) -> None:
    find(talk, channel=slack.channel("alerts").id)
    assert slack.called("conversations.list") == []


def test_a_channel_is_found_behind_hundreds_of_others(slack: FakeSlack, channels: Channels) -> None:
    for number in range(250):
        slack.add_channel(f"other-{number}")
    assert channels.id_of(f"#{slack.add_channel('last').name}") == slack.channel("last").id


def test_a_private_channel_that_the_bot_is_in_is_found(slack: FakeSlack, channels: Channels) -> None:
    secret = slack.add_channel("secret", kind="private")
    assert channels.id_of("#secret") == secret.id


@pytest.mark.parametrize("name", ["#nowhere", "#", "#ALERTS"])
def test_a_channel_that_nobody_sees_is_gone(channels: Channels, name: str) -> None:
    with pytest.raises(messenger.ChannelGone, match="channel_not_found"):
        channels.id_of(name)


def test_an_archived_channel_is_found_on_request_only(slack: FakeSlack, channels: Channels) -> None:
    old = slack.add_channel("old", archived=True)
    with pytest.raises(messenger.ChannelGone):
        channels.id_of("#old")
    assert channels.id_of("#old", archived=True) == old.id


@pytest.mark.parametrize("scopes", [(), ("chat:write",)])
def test_a_look_up_that_is_not_allowed_is_refused(
    slack: FakeSlack, channels: Channels, scopes: tuple[str, ...]
) -> None:
    slack.set_scopes(*scopes)
    with pytest.raises(messenger.Refused, match="missing_scope"):
        channels.id_of("#alerts")


def test_a_search_that_is_not_allowed_is_refused(slack: FakeSlack, talk: SlackMessenger) -> None:
    slack.set_scopes("chat:write", "channels:read", "groups:read")
    with pytest.raises(messenger.Refused, match="missing_scope"):
        find(talk)


def test_a_search_told_to_wait_says_how_long(slack: FakeSlack, talk: SlackMessenger) -> None:
    slack.faults.rate_limit("conversations.history", retry_after=20)
    with pytest.raises(messenger.Busy) as caught:
        find(talk)
    assert caught.value.retry_after == 20.0


# every kind of content


EVERY: dict[str, Content] = {
    "card": swollen_content(swollen_case(State.NEW, HOSTILE * 100)),
    "note": CLAIMED,
    "digest": a_digest(organisation=HOSTILE * 3),
    "notice": HOSTILE * 500,
}


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("content", EVERY.values(), ids=EVERY)
def test_everything_the_desk_sends_fits_in_either_form(content: Content, plain: bool) -> None:
    text, blocks = render(content, ZONE, plain=plain)
    assert check_message({"text": text, "blocks": blocks}, allowed=("here", "channel")) == []


@pytest.mark.parametrize("content", EVERY.values(), ids=EVERY)
def test_the_plain_form_has_no_rich_text(content: Content) -> None:
    _, blocks = render(content, ZONE, plain=True)
    assert "rich_text" not in str(blocks)


def test_the_plain_form_of_a_card_is_sent_even_if_the_rich_one_cannot_be_drawn() -> None:
    broken: Any = content_of(a_case(assessment=None))
    _, blocks = render(broken, ZONE, plain=True)
    assert "7K2QM9" in text_of(blocks)


def test_a_notice_keeps_its_words(slack: FakeSlack, talk: SlackMessenger) -> None:
    post(talk, "Slack <refuses> & waits")
    assert "Slack <refuses> & waits" in text_of(slack.messages("alerts")[0].blocks)
