"""Buttons under private answers: shared in the channel, pages turned, mutes ended; each refusal with its way out."""

import json
from collections.abc import Callable

import pytest

from desk import mutes
from handlers import sharing
from tests.fakes.block_check import text_of
from tests.fakes.slack import Ephemeral, FakeSlack
from tests.handlers.given import Desk
from triage.model import State

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def asked(slack: FakeSlack, command: str, words: str) -> Ephemeral:
    """The private answer to a command, once it holds these words."""
    slack.command("/heed", command)
    found = slack.wait_for(
        lambda: [e for e in slack.ephemerals() if words in text_of(e.blocks)], 5, f"{words!r} for maya"
    )
    return found[-1]


def told(slack: FakeSlack, words: str) -> None:
    slack.wait_for(
        lambda: (
            any(words in text_of(e.blocks) for e in slack.ephemerals())
            or any(words in text_of(m.blocks) for m in slack.messages("@maya"))
        ),
        5,
        f"{words!r} for maya",
    )


def shared(slack: FakeSlack) -> list[str]:
    return [text_of(m.blocks) for m in slack.messages("alerts") if "shared" in text_of(m.blocks)]


def test_an_answer_is_shared_by_name_and_without_buttons(slack: FakeSlack, desk: Desk) -> None:
    case_id = desk.hear()
    desk.card_of(case_id)
    answer = asked(slack, "list urgent", case_id)
    assert slack.click(answer, "Share in channel").acked
    slack.wait_for(lambda: shared(slack), 5, "the list in the channel")
    (text,) = shared(slack)
    assert "/heed list urgent" in text
    assert case_id in text
    assert slack.user("maya").id in json.dumps(slack.messages("alerts")[-1].blocks)
    assert not any(block["type"] == "actions" for block in slack.messages("alerts")[-1].blocks)
    told(slack, "Shared in this channel.")
    assert "Share in channel" not in json.dumps(answer.blocks)


def test_sharing_a_page_shares_that_page(slack: FakeSlack, desk: Desk) -> None:
    desk.hear_many(30)
    answer = asked(slack, "list", "page 1 of 3")
    slack.click(answer, "Next")
    slack.wait_for(lambda: "page 2 of 3" in text_of(answer.blocks), 5, "page 2")
    slack.click(answer, "Share in channel")
    slack.wait_for(lambda: any("page 2 of 3" in text for text in shared(slack)), 5, "the page in the channel")


def test_shared_text_from_outside_pings_nobody(slack: FakeSlack, desk: Desk) -> None:
    case_id = desk.hear("<!channel> *look* <https://evil.example.org|here>")
    desk.card_of(case_id)
    slack.click(asked(slack, f"show {case_id}", case_id), "Share in channel")
    slack.wait_for(lambda: shared(slack), 5, "the case in the channel")
    assert slack.problems == []


def _leave(slack: FakeSlack) -> None:
    slack.channel("alerts").member = False


def _archive(slack: FakeSlack) -> None:
    slack.channel("alerts").archived = True


def _outsiders(slack: FakeSlack) -> None:
    slack.channel("alerts").shared = True


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (_leave, "Type /invite @heedline, then press again."),
        (_archive, "This channel is archived. Nothing was shared."),
        (_outsiders, "People of another organisation read this channel"),
        (lambda slack: slack.faults.rate_limit("chat.postMessage"), "press again in a minute"),
        (lambda slack: slack.faults.status("chat.postMessage", 500), "look before you press again"),
        (lambda slack: slack.faults.error("conversations.info", "missing_scope"), "missing_scope"),
    ],
    ids=["not in it", "archived", "Slack Connect", "busy", "unclear", "no scope"],
)
def test_where_it_cannot_be_shared_the_person_is_told_what_to_do(
    slack: FakeSlack, trouble: Callable[[FakeSlack], None], said: str
) -> None:
    answer = asked(slack, "stats", "The last 7 days")
    trouble(slack)
    slack.click(answer, "Share in channel")
    told(slack, said)
    assert shared(slack) == []


def test_a_button_cannot_ask_for_an_act(slack: FakeSlack, desk: Desk) -> None:
    case_id = desk.hear()
    desk.card_of(case_id)
    answer = asked(slack, "stats", "The last 7 days")
    for block in answer.blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == "share":
                element["value"] = json.dumps([["claim", case_id], 1])
    slack.click(answer, "Share in channel")
    told(slack, "That did not work")
    assert desk.state_of(case_id) is State.NEW


def test_undo_ends_a_mute_where_it_was_typed(slack: FakeSlack, desk: Desk) -> None:
    answer = asked(slack, "mute reviews for 2h", "Muted until")
    assert slack.click(answer, "Undo").acked
    slack.wait_for(lambda: "Not muted any more" in text_of(answer.blocks), 5, "the answer to Undo")
    assert mutes.holding(desk.store, desk.clock()) == []


def test_unmute_in_the_list_shows_what_is_left(slack: FakeSlack, desk: Desk) -> None:
    asked(slack, "mute reviews for 2h", "Muted until")
    asked(slack, "mute parking for 3h", "parking")
    answer = asked(slack, "mutes", "2 mutes active")
    slack.click(answer, "Unmute")
    slack.wait_for(lambda: "1 mute active" in text_of(answer.blocks), 5, "the shorter list")
    assert [each.value for each in mutes.holding(desk.store, desk.clock())] == ["parking"]


def test_undoing_a_mute_of_an_earlier_database_is_no_trouble(slack: FakeSlack, desk: Desk) -> None:
    answer = asked(slack, "mute reviews for 2h", "Muted until")
    with desk.store.commit() as db:
        db.execute("DELETE FROM mute")
    slack.click(answer, "Undo")
    told(slack, "not in Heedline's records any more")


def test_in_a_talk_with_heedline_alone_it_is_shared_there(slack: FakeSlack, desk: Desk) -> None:
    desk.hear()
    slack.command("/heed", "stats", channel="@maya")
    found = slack.wait_for(lambda: slack.ephemerals(), 5, "the figures")
    slack.click(found[-1], "Share in channel")
    slack.wait_for(
        lambda: any("shared" in text_of(m.blocks) for m in slack.messages("@maya")), 5, "the figures again"
    )


def test_where_slack_does_not_say_the_channel_nothing_is_shared() -> None:
    with pytest.raises(sharing.NotShared, match="does not say which channel"):
        sharing._post(None, None, None, "U1", ["list"], None)  # type: ignore[arg-type]
