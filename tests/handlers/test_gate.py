"""The gate: whoever may not is told privately, with whom to ask, and nothing is changed."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App

from desk import cases
from handlers import app as app_module
from handlers import commands, rights
from handlers.gate import OUTSIDER, SHARED, Gate, _is_outsider
from handlers.membership import Membership
from handlers.web_api import make_client
from tests.fakes.block_check import text_of
from tests.fakes.slack import FakeSlack, Message
from tests.handlers.given import MAYA, TEXTS, Desk, a_policy, press, shows, whispered
from triage.lifecycle import Act
from triage.model import State
from triage.policy import Policy
from triage.roles import Right, Roles

Serve = Callable[[Policy], Desk]


@pytest.fixture
def desk(slack: FakeSlack, served: Serve, tmp_path: Path) -> Desk:
    """Maya is an agent by her group, Ben an approver in person, Nora neither."""
    ben = slack.add_user("ben").id
    slack.add_user("nora")
    slack.add_group("care", ["maya"])
    return served(a_policy(tmp_path / "heedline.db", roles=Roles(agent=("@care",), approver=(ben,))))


@pytest.fixture
def card(desk: Desk) -> Message:
    return desk.card_of(desk.hear())


# every way in is listed


class Recording(App):
    """Remembers what was registered under which name."""

    def __init__(self, **given: Any) -> None:
        self.seen: list[tuple[str, Any]] = []
        super().__init__(**given)

    def _note(self, kind: str, name: Any, add: Any) -> Any:
        def take(listener: Any) -> Any:
            self.seen.append((f"{kind} {name}", listener))
            return add(listener)

        return take

    def action(self, name: Any, *more: Any, **how: Any) -> Any:
        return self._note("button", name, super().action(name, *more, **how))

    def view(self, name: Any, *more: Any, **how: Any) -> Any:
        return self._note("form", name, super().view(name, *more, **how))

    def shortcut(self, name: Any, *more: Any, **how: Any) -> Any:
        return self._note("shortcut", name, super().shortcut(name, *more, **how))

    def message_shortcut(self, name: Any, *more: Any, **how: Any) -> Any:
        return self._note("shortcut", name, super().message_shortcut(name, *more, **how))

    def command(self, name: Any, *more: Any, **how: Any) -> Any:
        return self._note("command", name, super().command(name, *more, **how))


@pytest.fixture
def registered(quiet_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    monkeypatch.setattr(app_module, "App", Recording)
    made: Any = app_module.build_app(make_client("xoxb-none", "http://127.0.0.1:9"), quiet_desk.counter)
    seen: list[tuple[str, Any]] = made.seen
    return seen


def test_every_button_form_and_shortcut_asks_for_a_right(registered: list[tuple[str, Any]]) -> None:
    listed = [f"button {name}" for name in rights.BUTTONS] + [f"form {name}" for name in rights.FORMS]
    listed += [f"shortcut {name}" for name in rights.SHORTCUTS] + [f"button {name}" for name in rights.MENUS]
    assert sorted({name for name, _ in registered} - set(listed)) == ["command /heed"]


def test_every_one_of_them_stands_behind_the_gate(registered: list[tuple[str, Any]]) -> None:
    assert [name for name, listener in registered if not hasattr(listener, "listener")] == []


@pytest.mark.parametrize("verb", commands.VERBS)
def test_every_verb_asks_for_a_right_or_is_for_everybody(verb: str) -> None:
    assert verb in rights.VERBS


# refused


@pytest.mark.parametrize("button", ["claim", "not_a_complaint", "snooze", "resolve"])
def test_a_click_of_somebody_without_a_role_changes_nothing_and_is_told_to_them_alone(
    slack: FakeSlack, desk: Desk, card: Message, button: str
) -> None:
    before = text_of(card.blocks)
    assert press(slack, card, button, user="nora").acked
    whispered(slack, "Nothing was changed.", "nora")
    assert (slack.modal("nora"), slack.ephemerals("maya"), slack.thread(card)) == (None, [], [])
    assert text_of(card.blocks) == before
    assert cases.list_open(desk.store, 1, 9)[0][0].state is State.NEW


def test_a_refusal_says_whom_to_ask_by_mentions(slack: FakeSlack, card: Message) -> None:
    slack.click(card, "claim", user="nora")
    told = whispered(slack, "Only agents and approvers may claim a case.", "nora")
    (group,) = slack.work.groups
    named = [e for e in told.blocks[0]["elements"][0]["elements"] if e["type"] != "text"]
    assert named == [
        {"type": "usergroup", "usergroup_id": group["id"]},
        {"type": "user", "user_id": slack.user("ben").id},
    ]
    assert slack.problems == []


def test_who_is_in_the_group_or_named_in_person_may(slack: FakeSlack, card: Message) -> None:
    slack.click(card, "claim", user="maya")
    shows(slack, card, "Claimed by")
    press(slack, card, "snooze", user="ben")
    shows(slack, card, "Snoozed")


def test_an_agent_gives_back_only_what_they_hold(slack: FakeSlack, card: Message) -> None:
    slack.click(card, "claim", user="ben")
    shows(slack, card, "Claimed by")
    slack.click(card, "unclaim", user="maya")
    whispered(slack, "Only approvers may give back a case that somebody else holds.", "maya")
    assert "Claimed by" in text_of(card.blocks)


def test_an_approver_gives_back_what_others_hold(slack: FakeSlack, card: Message) -> None:
    slack.click(card, "claim", user="maya")
    shows(slack, card, "Claimed by")
    slack.click(card, "unclaim", user="ben")
    slack.wait_for(lambda: "Claimed by" not in text_of(card.blocks), 5, "the card given back")


def test_a_button_of_an_old_card_without_its_value_is_refused_all_the_same(
    slack: FakeSlack, card: Message
) -> None:
    slack.click(card, "claim", user="ben")
    shows(slack, card, "Claimed by")
    for each in card.blocks[-1]["elements"]:
        each["value"] = ""
    slack.click(card, "unclaim", user="maya")
    whispered(slack, "Only approvers may give back", "maya")


def test_a_button_of_an_old_look_of_the_card_is_refused_all_the_same(slack: FakeSlack, card: Message) -> None:
    slack.click(card, "claim", user="ben")
    shows(slack, card, "Claimed by")
    slack.click(card, "not_a_complaint", stale=True, user="nora")
    whispered(slack, "Only agents and approvers may say that a case is not a complaint.", "nora")


@pytest.mark.parametrize(
    "command", ["list", "show 7K2QM9", "why https://example.org", "search er", "LIST", '"list"']
)
def test_a_command_of_somebody_without_a_role_is_refused_privately(
    slack: FakeSlack, desk: Desk, command: str
) -> None:
    desk.hear()
    assert slack.command("/heed", command, user="nora").acked
    told = whispered(slack, "Only agents and approvers may look at cases here.", "nora")
    assert TEXTS["plain"] not in text_of(told.blocks)


@pytest.mark.parametrize("command", ["", "help", "status", "hlep"])
def test_help_and_status_are_for_everybody(slack: FakeSlack, desk: Desk, command: str) -> None:
    slack.command("/heed", command, user="nora")
    slack.wait_for(lambda: slack.ephemerals("nora"), 5, "an answer")
    assert "Only" not in text_of(slack.ephemerals("nora")[0].blocks)


def open_form(slack: FakeSlack, card: Message, user: str) -> Any:
    slack.click(card, "resolve", user=user)
    return slack.wait_for(lambda: slack.modal(user), 5, "the form")


def test_a_form_of_somebody_who_lost_the_role_meanwhile_is_refused_and_kept_open(
    slack: FakeSlack, desk: Desk, card: Message
) -> None:
    view = open_form(slack, card, "maya")
    slack.work.groups[0]["users"].clear()
    desk.ahead = timedelta(minutes=11)
    answer = slack.submit(view, {"disposition": "duplicate"})
    assert view.open
    assert "Only agents and approvers may resolve a case." in answer.payload["errors"]["disposition"]
    whispered(slack, "Only agents and approvers may resolve a case.", "maya")
    assert cases.list_open(desk.store, 1, 9)[0][0].state is State.NEW


def test_a_form_without_a_field_is_closed_and_refused(slack: FakeSlack, desk: Desk, card: Message) -> None:
    view = open_form(slack, card, "maya")
    slack.work.groups[0]["users"].clear()
    desk.ahead = timedelta(minutes=11)
    view.body["blocks"] = [b for b in view.body["blocks"] if b["type"] != "input"]
    assert slack.submit(view).payload == {}
    whispered(slack, "Only agents and approvers may resolve a case.", "maya")


def test_where_no_role_is_named_everybody_may(slack: FakeSlack, served: Serve, tmp_path: Path) -> None:
    desk = served(a_policy(tmp_path / "free.db"))
    card = desk.card_of(desk.hear())
    slack.click(card, "claim", user="anybody")
    shows(slack, card, "Claimed by")
    assert slack.called("usergroups.list") + slack.called("usergroups.users.list") == []


# members come and go


def test_somebody_who_was_just_added_to_the_group_may_at_once(slack: FakeSlack, card: Message) -> None:
    slack.click(card, "claim", user="nora")
    whispered(slack, "Only agents", "nora")
    slack.work.groups[0]["users"].append(slack.user("nora").id)
    slack.click(card, "claim", user="nora")
    shows(slack, card, "Claimed by")


def test_for_whoever_may_slack_is_not_asked_again(slack: FakeSlack, card: Message) -> None:
    for button, said in (("claim", "Claimed by"), ("snooze", "Snoozed")):
        press(slack, card, button)
        shows(slack, card, said)
    assert len(slack.called("usergroups.users.list")) == 1


def test_a_crowd_that_is_refused_does_not_ask_slack_without_end(slack: FakeSlack, card: Message) -> None:
    for _ in range(30):
        slack.click(card, "claim", user="nora")
    slack.wait_for(lambda: len(slack.ephemerals("nora")) == 30, 5, "thirty refusals")
    assert len(slack.called("usergroups.users.list")) <= 13


@pytest.mark.parametrize("error", ["missing_scope", "fatal_error", "ratelimited"])
def test_while_slack_does_not_say_who_is_in_a_group_the_last_list_counts(
    slack: FakeSlack, desk: Desk, card: Message, error: str
) -> None:
    slack.click(card, "claim")
    shows(slack, card, "Claimed by")
    slack.faults.error("usergroups.users.list", error, times=99)
    desk.ahead = timedelta(minutes=30)
    press(slack, card, "snooze")
    shows(slack, card, "Snoozed")
    slack.click(card, "wake", user="nora")
    whispered(slack, "Slack does not tell at the moment who is in @care, so an earlier list counts.", "nora")


def test_where_slack_never_said_who_is_in_a_group_nobody_of_it_may_and_the_operators_hear_of_it(
    slack: FakeSlack, card: Message
) -> None:
    slack.set_scopes(*(scope for scope in slack.work.scopes if scope != "usergroups:read"))
    slack.click(card, "claim")
    whispered(slack, "Slack does not tell at the moment who is in @care. Try again in a minute.", "maya")
    notice = slack.wait_for(lambda: slack.messages("ops"), 5, "a notice")[0]
    assert "who is in @care (missing_scope (needs usergroups:read)); nobody holds" in text_of(notice.blocks)
    assert "Paste manifest.json" in text_of(notice.blocks)
    slack.click(card, "claim", user="ben")  # named in person
    shows(slack, card, "Claimed by")


def test_a_group_that_is_not_there_is_told(slack: FakeSlack, card: Message) -> None:
    slack.work.groups.clear()
    slack.click(card, "claim")
    told = whispered(slack, "Slack knows no user group @care; your operator was told.", "maya")
    assert "Ask @care, " in text_of(told.blocks)
    notice = slack.wait_for(lambda: slack.messages("ops"), 5, "a notice")[0]
    assert "There is no such user group, or it was disabled. Correct [roles]" in text_of(notice.blocks)


def test_when_slack_tells_again_the_operators_hear_of_it(slack: FakeSlack, desk: Desk, card: Message) -> None:
    (group,) = slack.work.groups
    slack.work.groups.clear()
    slack.click(card, "claim")
    slack.wait_for(lambda: slack.messages("ops"), 5, "a notice")
    slack.work.groups.append(group)
    desk.ahead = timedelta(minutes=1)
    slack.click(card, "claim")
    shows(slack, card, "Claimed by")
    slack.wait_for(lambda: [m for m in slack.messages("ops") if "tells again" in text_of(m.blocks)], 5, "it")


# outsiders, and where they sit


@pytest.fixture
def open_desk(served: Serve, tmp_path: Path) -> Desk:
    return served(a_policy(tmp_path / "open.db"))


def test_somebody_of_another_organisation_may_nothing_whatever_the_config_says(
    slack: FakeSlack, open_desk: Desk
) -> None:
    card = open_desk.card_of(open_desk.hear())
    slack.add_user("eve", team="T0OTHER")
    slack.click(card, "claim", user="eve")
    whispered(slack, OUTSIDER, "eve")
    assert open_desk.state_of(cases.list_open(open_desk.store, 1, 1)[0][0].id) is State.NEW


@pytest.mark.parametrize("how", [{"shared": True}, {"pending": True}])
@pytest.mark.parametrize(
    "command", ["list", "show {id}", "search hours", "why https://reviews.example.org/1"]
)
def test_in_a_shared_channel_no_words_of_posts_are_shown(
    slack: FakeSlack, open_desk: Desk, how: dict[str, bool], command: str
) -> None:
    case_id = open_desk.hear()
    slack.add_channel("partners", **how)
    slack.command("/heed", command.format(id=case_id), channel="partners")
    told = whispered(slack, SHARED, "maya")
    assert TEXTS["plain"] not in text_of(told.blocks)


@pytest.mark.parametrize("command", ["help", "status", "nonsense"])
def test_in_a_shared_channel_the_rest_is_answered(slack: FakeSlack, open_desk: Desk, command: str) -> None:
    slack.add_channel("partners", shared=True)
    slack.command("/heed", command, channel="partners")
    slack.wait_for(lambda: slack.ephemerals("maya"), 5, "an answer")
    assert SHARED not in text_of(slack.ephemerals("maya")[0].blocks)


def test_in_a_channel_that_the_bot_does_not_see_and_in_direct_messages_commands_are_answered(
    slack: FakeSlack, open_desk: Desk
) -> None:
    slack.add_channel("secret", kind="private", member=False)
    for place in ("secret", "@maya"):
        slack.command("/heed", "list", channel=place)
    slack.wait_for(lambda: len(slack.ephemerals("maya")) == 2, 5, "two answers")
    assert {text_of(e.blocks) for e in slack.ephemerals("maya")} == {"No case is open."}


def test_a_channel_is_asked_about_once_and_again_when_slack_says_that_it_changed(
    slack: FakeSlack, open_desk: Desk
) -> None:
    for number in (1, 2):
        slack.command("/heed", "list")
        slack.wait_for(lambda number=number: len(slack.ephemerals("maya")) == number, 5, "an answer")
    assert len(slack.called("conversations.info")) == 1
    slack.channel("alerts").shared = True
    assert slack.event("channel_shared", channel="alerts").acked
    slack.command("/heed", "list")
    whispered(slack, SHARED, "maya")


# many at once


def test_many_who_click_at_once_are_all_acknowledged_in_time_while_slack_is_slow_to_tell_members(
    slack: FakeSlack, card: Message
) -> None:
    hang = slack.faults.hang("usergroups.users.list")
    acks: list[bool] = []
    threads = [
        threading.Thread(target=lambda: acks.append(slack.click(card, "claim", user="maya").acked))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    hang.release()
    assert acks == [True] * 8
    shows(slack, card, "Claimed by")


def test_the_values_of_buttons_name_the_case(card: Message) -> None:
    assert json.loads(card.blocks[-1]["elements"][0]["value"]).keys() == {"case"}


# what an act asks for


@pytest.fixture
def gate(desk: Desk, slack: FakeSlack) -> Gate:
    members = Membership(desk.client, desk.store, desk.policy)
    return Gate(counter=desk.counter, members=members, channels=desk.channels)


def block_action(action_id: str, **more: Any) -> dict[str, Any]:
    return {"type": "block_actions", "user": {"id": "U1"}, "actions": [{"action_id": action_id}], **more}


@pytest.mark.parametrize(
    ("body", "right"),
    [
        (block_action("claim"), Right.CLAIM),
        (block_action("suggestions"), Right.VIEW),
        (block_action("nobody_listed_it"), Right.OTHER),
        ({"type": "block_actions", "actions": []}, Right.OTHER),
        ({"type": "view_submission", "view": {"callback_id": "resolve_case"}}, Right.RESOLVE),
        ({"type": "view_submission", "view": {"callback_id": "?"}}, Right.OTHER),
        ({"type": "view_closed"}, None),
        ({"type": "message_action", "callback_id": "?"}, Right.OTHER),
        ({"type": "shortcut", "callback_id": "?"}, Right.OTHER),
        ({"type": "block_suggestion"}, Right.OTHER),
        ({}, Right.OTHER),
        ({"command": "/heed", "text": "show X"}, Right.VIEW),
        ({"command": "/heed", "text": "\u201cSHOW\u201d X"}, Right.VIEW),
        ({"command": "/heed", "text": None}, None),
        ({"command": "/heed", "text": "no such verb"}, None),
    ],
)  # fmt: skip
def test_every_act_asks_for_one_right(gate: Gate, body: dict[str, Any], right: Right | None) -> None:
    assert gate.right(body) is right


def test_a_verb_that_nobody_listed_is_for_agents(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(commands.VERBS, "newest", commands.show_help)
    assert gate.right({"command": "/heed", "text": "newest"}) is Right.OTHER


def test_a_case_is_given_back_by_command_as_by_its_button(
    gate: Gate, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(commands.VERBS, "unclaim", commands.show_help)
    case_id = desk.hear()
    cases.act_on(desk.store, case_id, Act.CLAIM, MAYA, desk.clock())
    asked = {"command": "/heed", "text": f"unclaim {case_id}"}
    assert gate.right({**asked, "user_id": MAYA.id}) is Right.UNCLAIM_OWN
    assert gate.right({**asked, "user_id": "U0OTHER"}) is Right.UNCLAIM_OTHERS
    assert gate.right({"command": "/heed", "text": "unclaim", "user_id": "U1"}) is Right.UNCLAIM_OWN


def test_a_button_of_a_case_that_nobody_knows_passes_to_its_listener(gate: Gate) -> None:
    assert gate.right(block_action("unclaim")) is Right.UNCLAIM_OWN


def test_an_event_has_nobody_to_refuse(gate: Gate) -> None:
    nobody: Any = None
    assert gate.admits({"type": "event_callback"}, nobody, nobody, nobody)


def test_other_surfaces_ask_the_gate_too(gate: Gate, slack: FakeSlack) -> None:
    maya, nora = slack.user("maya").id, slack.user("nora").id
    assert gate.refused(maya, Right.VIEW) is None
    refused = [gate.refused(maya, Right.APPROVE), gate.refused(nora, Right.VIEW)]
    assert all(each and "Nothing was changed" in each.text for each in refused)


def test_workspaces_of_one_enterprise_are_no_outsiders_to_each_other(gate: Gate) -> None:
    body = block_action("claim", team={"id": "T1"}, enterprise={"id": "E1"})
    body["user"] = {"id": "U1", "team_id": "T2"}
    assert not _is_outsider(body)
    assert _is_outsider({**body, "enterprise": None})


def test_a_message_of_an_outsider_may_be_made_a_case_by_our_own_people() -> None:
    person = {"id": "U1", "team_id": "TOURS"}
    body = {"type": "message_action", "team": {"id": "TOURS"}, "user": person, "message": {"team": "TTHEIRS"}}
    assert not _is_outsider(body)
