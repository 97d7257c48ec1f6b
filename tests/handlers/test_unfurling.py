"""Links to cases grow a small card where colleagues alone read along, and stay as they are everywhere else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from handlers import unfurling
from handlers.unfurling import case_of_link, small_card
from tests.fakes.block_check import check_blocks, text_of
from tests.fakes.slack import FakeSlack, Message
from tests.fakes.slack_payloads import event_callback
from tests.handlers.given import HOSTILE, NOON, STATES, TEXTS, ZONE, Desk, a_case, a_policy, swollen_case
from triage.model import State
from triage.policy import Policy

TEMPLATE = "https://heedline.example.org/case/{id}"


@pytest.fixture
def linked(tmp_path: Path, served: Callable[[Policy], Desk]) -> Desk:
    policy = a_policy(tmp_path / "heedline.db")
    return served(replace(policy, slack=replace(policy.slack, case_link=TEMPLATE)))


def share(
    slack: FakeSlack,
    *ids: str,
    channel: str = "ops",
    source: str = "conversations_history",
    flag: bool = False,
) -> Message:
    """Somebody writes links to cases. `flag` is Slack's own word that outsiders read along."""
    urls = [TEMPLATE.replace("{id}", each) for each in ids]
    message = slack.say(channel, " ".join(urls))
    event = {
        "type": "link_shared",
        "user": slack.user("maya").id,
        "channel": message.channel,
        "message_ts": message.ts,
        "unfurl_id": "1.u",
        "source": source,
        "links": [{"domain": "heedline.example.org", "url": url} for url in urls],
    }
    payload = event_callback(slack.work, event) | {"is_ext_shared_channel": flag}
    slack.transport.send("events_api", payload).wait(3)
    return message


def unfurled(slack: FakeSlack, message: Message) -> str:
    slack.wait_for(lambda: message.attachments, 5, "a card under the link")
    return text_of([block for card in message.attachments for block in card["blocks"]])


def left_alone(slack: FakeSlack, desk: Desk, message: Message) -> bool:
    """Whether it is bare still, once a link that is shown for sure has its card."""
    unfurled(slack, share(slack, desk.hear("Quite another complaint.", native_id="sure", author=None)))
    return not message.attachments


@pytest.mark.parametrize(
    ("url", "case_id"),
    [
        ("https://heedline.example.org/case/7K2QM9", "7K2QM9"),
        ("https://heedline.example.org/case/7k2-qm9/", "7k2-qm9"),
        ("https://HEEDLINE.example.org/case/7K2QM9?from=mail&amp;x=1#top", "7K2QM9"),
        ("https://heedline.example.org/case/", None),
        ("https://heedline.example.org/case/7K2QM9/edit", None),
        ("https://heedline.example.org/cases", None),
        ("https://evil.example.org/?https://heedline.example.org/case/7K2QM9", None),
        ("https://heedlineXexample.org/case/7K2QM9", None),
        ("https://heedline.example.org/case/" + "7" * 5000, None),
        ("", None),
    ],
)
def test_a_link_of_the_configs_form_names_its_case(url: str, case_id: str | None) -> None:
    assert case_of_link(TEMPLATE, url) == case_id


def test_the_id_may_stand_in_the_middle() -> None:
    template = "https://desk.example.org/open?case={id}&view=full"
    assert case_of_link(template, "https://desk.example.org/open?case=7K2QM9&amp;view=full") == "7K2QM9"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("state", STATES)
def test_the_small_card_fits_into_slack_whatever_the_case_holds(state: State, text: str) -> None:
    for channel in ("C0001", "C9"):
        assert check_blocks(small_card(swollen_case(state, text), channel, ZONE)) == []


def test_the_posts_words_are_shown_in_the_cases_own_channel_alone() -> None:
    case = a_case()
    assert case.mention.text in text_of(small_card(case, "C0001", ZONE))
    assert case.mention.text not in text_of(small_card(case, "C0002", ZONE))
    assert case.mention.text not in text_of(small_card(replace(case, receipt=None), "C0001", ZONE))


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (a_case(), "New, answer by 20 Nov 15:00"),
        (a_case(overdue=True), "(overdue)"),
        (a_case(due_at=None), "New"),
        (a_case(State.CLAIMED), "maya"),
        (a_case(State.RESOLVED), "Answered publicly"),
        (a_case(State.SNOOZED, due_at=NOON), "Snoozed"),
    ],
)
def test_the_small_card_says_how_the_case_stands(case: Any, words: str) -> None:
    assert words in text_of(small_card(case, "C9", ZONE))


def test_a_link_shared_in_a_channel_shows_the_case(slack: FakeSlack, linked: Desk) -> None:
    case_id = linked.hear(HOSTILE)
    said = unfurled(slack, share(slack, case_id))
    assert f"Case {case_id} \u00b7 Same day \u00b7 Northgate" in said
    assert "bold" not in said
    assert slack.problems == []


def test_in_the_cases_own_channel_its_words_are_shown_too(slack: FakeSlack, linked: Desk) -> None:
    case_id = linked.hear()
    linked.card_of(case_id)
    assert TEXTS["plain"] in unfurled(slack, share(slack, case_id, channel="alerts"))


def test_of_several_links_those_that_are_known_are_shown(slack: FakeSlack, linked: Desk) -> None:
    case_id = linked.hear()
    message = share(slack, "0000ZZ", case_id, "not-an-id-at-all")
    unfurled(slack, message)
    assert [card["from_url"] for card in message.attachments] == [TEMPLATE.replace("{id}", case_id)]


def test_a_link_to_no_case_stays_as_it_is(slack: FakeSlack, linked: Desk) -> None:
    assert left_alone(slack, linked, share(slack, "0000ZZ"))


def test_nothing_is_shown_where_another_organisation_reads_along(slack: FakeSlack, linked: Desk) -> None:
    slack.add_channel("partners", shared=True)
    assert left_alone(slack, linked, share(slack, linked.hear(), channel="partners"))


def test_nothing_is_shown_in_a_channel_that_cannot_be_looked_up(slack: FakeSlack, linked: Desk) -> None:
    slack.add_channel("secret", kind="private", member=False)
    assert left_alone(slack, linked, share(slack, linked.hear(), channel="secret"))


def test_slacks_own_word_that_a_channel_is_shared_is_enough(slack: FakeSlack, linked: Desk) -> None:
    assert left_alone(slack, linked, share(slack, linked.hear(), flag=True))


def test_nothing_is_shown_while_a_message_is_being_written(slack: FakeSlack, linked: Desk) -> None:
    assert left_alone(slack, linked, share(slack, linked.hear(), source="composer"))


@pytest.mark.parametrize("error", ["cannot_unfurl_url", "missing_scope", "internal_error"])
def test_a_card_that_slack_does_not_take_harms_nothing(slack: FakeSlack, linked: Desk, error: str) -> None:
    slack.faults.error("chat.unfurl", error)
    message = share(slack, linked.hear())
    slack.wait_for(lambda: slack.called("chat.unfurl"), 5, "the card that is not taken")
    assert left_alone(slack, linked, message)


def test_a_fault_of_ours_is_logged_and_nobody_is_bothered(
    slack: FakeSlack, linked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged = Queue[str]()
    monkeypatch.setattr(unfurling.log, "exception", logged.put)
    linked.fragile.broken = True
    share(slack, "7K2QM9")
    assert logged.get(timeout=5) == "a link to a case was left as it is"
    assert slack.messages("@maya") == []


def test_without_an_address_of_cases_in_the_config_no_link_is_looked_at(slack: FakeSlack, desk: Desk) -> None:
    message = share(slack, desk.hear())
    slack.open_home()
    slack.wait_for(lambda: slack.home(), 5, "something that came later")
    assert message.attachments == []
    assert slack.called("chat.unfurl") == []
