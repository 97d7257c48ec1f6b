"""The courier and Slack together: nothing lost, nothing doubled, and what cannot be known is told."""

from collections.abc import Callable

import pytest

from tests.fakes.block_check import text_of
from tests.fakes.slack import FakeSlack
from tests.handlers.given import Desk

FAULTS: dict[str, Callable[[FakeSlack], None]] = {
    "lost reply": lambda slack: slack.faults.lose_reply("chat.postMessage"),
    "taken, then 503": lambda slack: slack.faults.status("chat.postMessage", 503, acts=True),
    "taken, then a page": lambda slack: slack.faults.html("chat.postMessage", acts=True),
    "not taken": lambda slack: slack.faults.status("chat.postMessage", 502),
    "rate limit": lambda slack: slack.faults.rate_limit("chat.postMessage"),
    "blocks refused": lambda slack: slack.faults.error("chat.postMessage", "invalid_blocks"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_card_reaches_slack_once_whatever_happens_to_the_post(
    slack: FakeSlack, desk: Desk, fault: Callable[[FakeSlack], None]
) -> None:
    desk.hurry = 40
    fault(slack)
    desk.card_of(desk.hear())
    assert len(slack.cards("alerts")) == 1
    assert slack.problems == []


def test_where_looking_for_an_unclear_post_is_not_allowed_the_card_comes_rather_twice_than_never(
    slack: FakeSlack, desk: Desk
) -> None:
    desk.hurry = 40
    slack.set_scopes("chat:write")
    slack.faults.lose_reply("chat.postMessage")
    desk.card_of(desk.hear())
    assert len(slack.cards("alerts")) == 2
    (notice,) = slack.wait_for(lambda: slack.messages("ops"), 5, "a notice")
    assert "it may be there twice" in text_of(notice.blocks)
