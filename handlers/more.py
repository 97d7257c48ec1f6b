"""The card's menu: the rarer verbs, merging, and what was judged wrongly."""

import json
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from desk import audit, cases
from desk.messenger import CardContent
from handlers import blocks as b
from handlers import reply_questions, wording
from handlers.actions import actor
from handlers.corrections import subject_view
from handlers.counter import Counter
from handlers.faults import guarded
from handlers.private import Body, say, tell
from handlers.windows import open_view
from triage.lifecycle import Act
from triage.model import Case, State

TEAM_VIEW = "right_team"
MOST_OFFERED = 100  # Slack takes so many options
_CLOSED = "This case is closed already. Press Reopen on its card first."
_GONE = "There is no such team any more: the config has changed. Choose another, or press Cancel."
_ALONE = "No other case is open, so there is none to merge this one into."


def register(app: App, counter: Counter) -> None:
    """The menu, and the forms that it may open."""
    app.action("more")(guarded(_chosen(counter)))
    app.action("correct")(guarded(_chosen(counter)))  # the menu of cards drawn by earlier versions
    app.view("merge_case")(guarded(_take_merge(counter)))
    app.view(TEAM_VIEW)(guarded(_take_team(counter)))


def _chosen(counter: Counter) -> Callable[..., None]:
    def chosen(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        case_id, kind, value = map(str, json.loads(body["actions"][0]["selected_option"]["value"]))
        match kind, value:
            case "act", "merge":
                _open_merge(counter, case_id, body, respond, client)
            case "act", _:
                _act(counter, case_id, Act(value), body, respond, client)
            case "choose", _:
                open_view(client, body, subject_view(counter.draw(case_id), body))
            case "team", _:
                open_view(client, body, team_view(counter.draw(case_id), body))
            case _:
                counter.correct(case_id, kind, value, actor(body))

    return chosen


def _act(counter: Counter, case_id: str, act: Act, body: Body, respond: Respond, client: WebClient) -> None:
    result = counter.act(case_id, act, actor(body))
    if result.refusal:
        tell(say(result.refusal), body, respond, client)


def _open_merge(counter: Counter, case_id: str, body: Body, respond: Respond, client: WebClient) -> None:
    content = counter.draw(case_id)
    if content.case.state is State.RESOLVED:
        return tell(say(_CLOSED), body, respond, client)
    near = offered(counter, content.case)
    counter.shown(actor(body), audit.SEARCHED, f"beginnings of {len(near)} open cases to merge into", case_id)
    if not near:
        return tell(say(_ALONE), body, respond, client)
    open_view(client, body, reply_questions.merge_form(content, _channel(body), near))


def offered(counter: Counter, case: Case) -> list[tuple[str, str]]:
    """Open cases that may be meant, by id and words: of the same subject first, the newest of them first."""
    found, _ = cases.list_open(counter.store, 1, 1000)
    others = [
        other for other in reversed(found) if other.id != case.id
    ]  # the later one of the same moment first
    others.sort(key=lambda other: (other.subject == case.subject, other.opened_at), reverse=True)
    return [(other.id, _told(other)) for other in others[:MOST_OFFERED]]


def _told(case: Case) -> str:
    said = " ".join(case.mention.text.split()) or wording.origin(case.mention)
    return b.name(f"{case.id} {said}", b.BUTTON_LABEL)


def _take_merge(counter: Counter) -> Callable[..., None]:
    def take(ack: Ack, body: Body, view: Body, respond: Respond, client: WebClient) -> None:
        ack()
        case_id = json.loads(view["private_metadata"])["case"]
        into = view["state"]["values"]["into"]["into"]["selected_option"]["value"]
        result = counter.act(case_id, Act.MERGE, actor(body), into=str(into))
        if result.refusal:
            tell(say(result.refusal), body, respond, client)

    return take


def team_view(content: CardContent, body: Body) -> dict[str, Any]:
    """The form that asks whose case it is."""
    case = content.case
    teams = [(name, f"{name} ({channel})") for name, channel in content.teams if name != case.route]
    element: b.Element = {
        "type": "static_select",
        "action_id": "team",
        "placeholder": b.plain("Choose a team"),
        "options": [b.option(b.name(told, b.BUTTON_LABEL), name) for name, told in teams[:MOST_OFFERED]],
    }
    return {
        "type": "modal",
        "callback_id": TEAM_VIEW,
        "private_metadata": json.dumps({"case": case.id, "channel": _channel(body)}),
        "title": b.plain("Whose case is it?", 24),
        "submit": b.plain("Tell them", 24),
        "close": b.plain("Cancel", 24),
        "blocks": [
            b.rich(b.line(b.words(f"Case {case.id} \u00b7 {b.name(case.subject)}", bold=True))),
            {"type": "input", "block_id": "team", "label": b.plain("It belongs to"), "element": element},
            b.context(
                "Their channel is told of the case. The card stays here, and it counts as a correction."
            ),
        ],
    }


def _take_team(counter: Counter) -> Callable[..., None]:
    def take(ack: Ack, body: Body, view: Body) -> None:
        case_id = json.loads(view["private_metadata"])["case"]
        team = str(view["state"]["values"]["team"]["team"]["selected_option"]["value"])
        if team not in [route.name for route in counter.policy.routes]:
            ack(response_action="errors", errors={"team": _GONE})
            return
        ack()
        counter.hand_over(str(case_id), team, actor(body))

    return take


def _channel(body: Body) -> str | None:
    return (body.get("container") or {}).get("channel_id")
