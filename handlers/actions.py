"""Buttons and the form of a card: acknowledge, one call into the desk, a private word where it was refused."""

import json
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from desk import audit
from desk.messenger import MessengerError
from handlers import blocks as b
from handlers import suggested
from handlers.counter import Counter
from handlers.faults import guarded
from handlers.owning import case_of
from handlers.private import Body, say, tell
from handlers.windows import is_too_late, open_view
from triage.cleaning import clean_line
from triage.lifecycle import DISPOSITIONS, TO_CHOOSE, Act
from triage.model import Actor, Case, State

RESOLVE_VIEW = "resolve_case"
_ONE_CLICK = {
    "claim": Act.CLAIM,
    "unclaim": Act.UNCLAIM,
    "not_a_complaint": Act.NOT_A_COMPLAINT,
    "reopen": Act.REOPEN,
    "wake": Act.WAKE,
    "snooze": Act.SNOOZE,
}


def register(app: App, counter: Counter) -> None:
    """Every button of a card, and the form that Resolve opens."""
    for action_id, act in _ONE_CLICK.items():
        app.action(action_id)(guarded(_one_click(counter, act)))
    app.action("suggestions")(guarded(_show_suggestions(counter)))
    app.action("resolve")(guarded(_open_form(counter)))
    app.view(RESOLVE_VIEW)(guarded(_take_form(counter)))


def _one_click(counter: Counter, act: Act) -> Callable[..., None]:
    def listener(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        result = counter.act(case_of(counter, body).id, act, actor(body))
        if result.refusal:
            tell(say(result.refusal), body, respond, client)

    return listener


def _open_form(counter: Counter) -> Callable[..., None]:
    def open_resolve(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        case = case_of(counter, body)
        if case.state is State.RESOLVED:
            return tell(say(f"This case is already resolved by {case.resolved_by}."), body, respond, client)
        open_view(client, body, resolve_view(case, body))

    return open_resolve


def _show_suggestions(counter: Counter) -> Callable[..., None]:
    """For whoever asks: to look claims nothing."""

    def show(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        content = counter.draw(case_of(counter, body).id)
        if not content.suggestions:
            return tell(say(suggested.GONE), body, respond, client)
        seen = "beginning of the post, suggested responses"
        counter.shown(actor(body), audit.VIEWED, seen, content.case.id)
        try:
            open_view(client, body, suggested.window(content))
        except MessengerError as error:
            if not is_too_late(error):
                raise
            tell(suggested.privately(content), body, respond, client)

    return show


def _take_form(counter: Counter) -> Callable[..., None]:
    def resolve(ack: Ack, body: Body, view: Body, respond: Respond, client: WebClient) -> None:
        chosen = view["state"]["values"]["disposition"]["disposition"].get("selected_option")
        if not chosen:
            ack(response_action="errors", errors={"disposition": "Choose how the case ended."})
            return
        ack()
        case_id = json.loads(view["private_metadata"])["case"]
        result = counter.act(case_id, Act.RESOLVE, actor(body), disposition=chosen["value"])
        if result.refusal:
            tell(say(result.refusal), body, respond, client)

    return resolve


def actor(body: Body) -> Actor:
    """Who clicked, by Slack's word; the name is a stranger's text and cleaned as such."""
    user = body["user"]
    name = user.get("name") or user.get("username") or user["id"]
    return Actor(id=str(user["id"]), name=clean_line(str(name), 60) or str(user["id"]))


def resolve_view(case: Case, body: Body) -> dict[str, Any]:
    """The form that asks how a case ended."""
    container = body.get("container") or {}
    private = {"case": case.id, "channel": container.get("channel_id")}
    options = [b.option(DISPOSITIONS[name].capitalize(), name) for name in TO_CHOOSE]
    return {
        "type": "modal",
        "callback_id": RESOLVE_VIEW,
        "private_metadata": json.dumps(private),
        "title": b.plain("Resolve the case", 24),
        "submit": b.plain("Resolve", 24),
        "close": b.plain("Cancel", 24),
        "blocks": [
            b.rich(
                b.line(b.words(f"Case {case.id} \u00b7 {b.name(case.subject)}", bold=True)),
                b.quote(b.shorten(case.mention.text, 200)),
            ),
            {
                "type": "input",
                "block_id": "disposition",
                "label": b.plain("How did it end?"),
                "element": {"type": "radio_buttons", "action_id": "disposition", "options": options},
            },
            b.context("You can reopen the case from its card."),
        ],
    }
