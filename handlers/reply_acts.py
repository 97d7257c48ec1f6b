"""What is done to a reply that is written: approved, sent back, withdrawn, marked as posted; each taken back."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from desk import replies
from handlers import reply_questions
from handlers.actions import actor
from handlers.counter import Counter
from handlers.faults import guarded
from handlers.owning import case_of
from handlers.private import Body, say, tell
from handlers.windows import open_view
from triage.cleaning import clean, clean_url
from triage.reply import ReplyAct

_ONE_CLICK = {
    "approve_reply": ReplyAct.APPROVE,
    "unapprove_reply": ReplyAct.UNAPPROVE,
    "withdraw_reply": ReplyAct.WITHDRAW,
    "not_posted_reply": ReplyAct.NOT_SENT,
}


def register(app: App, counter: Counter) -> None:
    """The buttons under a reply, and the two windows that they may open."""
    for action_id, act in _ONE_CLICK.items():
        app.action(action_id)(guarded(_one_click(counter, act)))
    app.action("send_back_reply")(guarded(_ask(counter, ReplyAct.SEND_BACK, reply_questions.send_back_form)))
    app.view("send_back_reply")(guarded(_take_send_back(counter)))
    app.action("posted_reply")(guarded(_ask(counter, ReplyAct.SENT, reply_questions.posted_form)))
    app.view("posted_reply")(guarded(_take_posted(counter)))


def _one_click(counter: Counter, act: ReplyAct) -> Callable[..., None]:
    def listener(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        case_id, base = reply_of(counter, body)
        outcome = counter.act_on_reply(case_id, act, actor(body), base=base)
        if outcome.refusal:
            tell(say(outcome.refusal), body, respond, client)

    return listener


def reply_of(counter: Counter, body: Body) -> tuple[str, int]:
    """The case and the reply that a button speaks of; 0, which no reply bears, where the button has lost it."""
    case, base = case_of(counter, body), 0
    with suppress(ValueError, KeyError, TypeError):
        base = int(json.loads(body["actions"][0]["value"])["reply"])
    return case.id, base


Form = Callable[[str, int, str | None, str], dict[str, Any]]


def _ask(counter: Counter, act: ReplyAct, form: Form) -> Callable[..., None]:
    """Opens a window for what the act needs, unless it would be refused anyway."""

    def open_form(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        case_id, base = reply_of(counter, body)
        refused = replies.why_not(counter.store, case_id, act, actor(body), base)
        reply = replies.current(counter.store, case_id)
        if refused or reply is None:
            return tell(say(refused or replies.CHANGED), body, respond, client)
        channel = (body.get("container") or {}).get("channel_id")
        open_view(client, body, form(case_id, base, channel, reply.text))

    return open_form


def _take_send_back(counter: Counter) -> Callable[..., None]:
    def take(ack: Ack, body: Body, view: Body) -> None:
        private, typed = json.loads(view["private_metadata"]), view["state"]["values"]["comment"]["comment"]
        comment = (clean(str(typed.get("value") or "")) or "").strip()
        if not comment:
            ack(response_action="errors", errors={"comment": "Say what should be changed."})
            return
        outcome = counter.act_on_reply(
            private["case"], ReplyAct.SEND_BACK, actor(body), comment=comment, base=private["reply"]
        )
        if outcome.refusal:
            ack(response_action="errors", errors={"comment": outcome.refusal})
            return
        ack()

    return take


def _take_posted(counter: Counter) -> Callable[..., None]:
    def take(ack: Ack, body: Body, view: Body) -> None:
        private, values = json.loads(view["private_metadata"]), view["state"]["values"]
        typed = str(values["link"]["link"].get("value") or "").strip()
        link = clean_url(typed)
        if typed and link is None:
            wrong = "This is no web address. Copy the one of your answer, or leave it empty."
            ack(response_action="errors", errors={"link": wrong})
            return
        outcome = counter.act_on_reply(
            private["case"],
            ReplyAct.SENT,
            actor(body),
            link=link,
            base=private["reply"],
            resolve=bool(values["done"]["done"].get("selected_options")),
        )
        if outcome.refusal:
            ack(response_action="errors", errors={"link": outcome.refusal})
            return
        ack()

    return take
