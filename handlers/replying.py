"""The reply's buttons and windows: acknowledge, one call into the desk, a private word where it was refused."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from desk import cases, replies
from desk.messenger import Busy, CardContent, Unclear, Unreachable
from handlers import blocks as b
from handlers import reply_form
from handlers.actions import actor
from handlers.counter import Counter
from handlers.faults import guarded
from handlers.private import Body, say, tell
from handlers.reply_form import Sheet
from handlers.web_api import CLOSED, call
from handlers.windows import fill, notice, open_loading, open_view
from triage.cleaning import clean, clean_url
from triage.model import State
from triage.replies import limit_of
from triage.reply import ReplyAct
from triage.reply_check import Finding, check_reply
from triage.routing import approvals

log = logging.getLogger(__name__)

_PASSED = frozenset({*CLOSED, "hash_conflict"})  # closed, or more was typed meanwhile: the next look counts
_ONE_CLICK = {
    "approve_reply": ReplyAct.APPROVE,
    "unapprove_reply": ReplyAct.UNAPPROVE,
    "withdraw_reply": ReplyAct.WITHDRAW,
    "not_posted_reply": ReplyAct.NOT_SENT,
}


def register(app: App, counter: Counter) -> None:
    """Everything that has to do with a reply."""
    app.action("draft_reply")(guarded(_open(counter)))
    app.action("use_suggestion")(guarded(_use(counter)))
    app.action("reply_text")(guarded(_count(counter)))
    app.view(reply_form.VIEW)(guarded(_take(counter)))
    app.view_closed(reply_form.VIEW)(guarded(_closed(counter)))
    for action_id, act in _ONE_CLICK.items():
        app.action(action_id)(guarded(_one_click(counter, act)))
    app.action("send_back_reply")(guarded(_open_send_back(counter)))
    app.view("send_back_reply")(guarded(_take_send_back(counter)))
    app.action("posted_reply")(guarded(_open_posted(counter)))
    app.view("posted_reply")(guarded(_take_posted(counter)))


def _open(counter: Counter) -> Callable[..., None]:
    def draft(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        window = open_loading(client, body, reply_form.TITLE)
        case = cases.find(counter.store, str(json.loads(body["actions"][0]["value"])["case"]))
        if case.state is State.RESOLVED:
            told = f"This case is closed by {case.resolved_by}. Press Reopen on its card first."
            return fill(client, window, notice(reply_form.TITLE, told))
        counter.begin_writing(case.id, actor(body))
        content = counter.draw(case.id)
        reply = content.reply
        mine = reply is not None and reply.is_live
        sheet = Sheet(
            case_id=case.id,
            channel=(body.get("container") or {}).get("channel_id"),
            source=case.mention.source,
            base=reply.id if reply else 0,
            used=reply.suggestion if reply and mine else None,
        )
        text = reply.text if reply and mine else ""
        fill(client, window, _form(counter, body, sheet, text))

    return draft


def _form(
    counter: Counter, body: Body, sheet: Sheet, text: str, warnings: tuple[Finding, ...] = ()
) -> dict[str, Any]:
    content = counter.draw(sheet.case_id)
    needed = approvals(counter.policy, content.case, _unchanged(content, text))
    limit = limit_of(counter.policy, sheet.source)
    return reply_form.form(content, sheet, text, limit, person=actor(body), needed=needed, warnings=warnings)


def _unchanged(content: CardContent, text: str) -> str | None:
    """The name of the suggestion that the text is, word for word."""
    given = content.suggestions
    return next((each.name for each in given if each.text.split() == text.split()), None)


def _use(counter: Counter) -> Callable[..., None]:
    """Fills the editor with a suggestion; what stood there is replaced."""

    def use(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        view = body["view"]
        sheet = reply_form.unpack(view["private_metadata"])
        given = counter.draw(sheet.case_id).suggestions
        number = int(body["actions"][0]["value"])
        if number >= len(given):
            return
        chosen = given[number]
        sheet = replace(sheet, number=sheet.number + 1, used=chosen.name)
        fill(client, view["id"], _form(counter, body, sheet, chosen.text))

    return use


def _count(counter: Counter) -> Callable[..., None]:
    """Tells, while somebody types, how much the platform still takes."""

    def typed(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        view = body["view"]
        sheet = reply_form.unpack(view["private_metadata"])
        text = str(body["actions"][0].get("value") or "")
        shown = reply_form.counted(view, text, limit_of(counter.policy, sheet.source))
        try:
            call(client.views_update, view_id=view["id"], hash=view.get("hash"), view=shown)
        except (Busy, Unreachable, Unclear) as error:  # the next sign typed counts anew
            if str(error) not in _PASSED:
                log.info("the length of a reply was not shown (%s)", error)

    return typed


def _take(counter: Counter) -> Callable[..., None]:
    def take(ack: Ack, body: Body, view: Body, respond: Respond, client: WebClient) -> None:
        sheet = reply_form.unpack(view["private_metadata"])
        block = f"reply-{sheet.number}"
        values = view["state"]["values"]
        text = clean(str(values[block]["reply_text"].get("value") or "")).strip()
        reason = clean(str(((values.get("reason") or {}).get("reason") or {}).get("value") or "")).strip()
        case = cases.find(counter.store, sheet.case_id)
        wrong = _wrong_at_all(counter, sheet, text)
        if wrong:
            ack(response_action="errors", errors={block: wrong})
            return
        found = check_reply(text, case.mention.text, categories=counter.policy.categories)
        if any(finding.hard for finding in found):
            ack(response_action="errors", errors={block: reply_form.refused(found)})
            return
        if found and not reason:
            ack(response_action="update", view=_form(counter, body, sheet, text, found))
            return
        suggestion = _unchanged(counter.draw(case.id), text)
        draft = replies.Draft(
            text=text,
            base=sheet.base,
            needed=approvals(counter.policy, case, suggestion),
            suggestion=suggestion,
            reason=reason or None,
        )
        outcome = counter.write_reply(case.id, draft, actor(body))
        ack()  # last: where it fails, the form stays open with what was typed
        if outcome.refusal:
            kept = f"{outcome.refusal} Your text, so that it is not lost:"
            told = say(kept)
            told.blocks.append(b.rich(b.to_copy(text)))
            tell(told, body, respond, client)

    return take


def _wrong_at_all(counter: Counter, sheet: Sheet, text: str) -> str | None:
    """What no reason excuses, before the check is asked."""
    if not text:
        return "Write a reply, or press Cancel."
    limit = limit_of(counter.policy, sheet.source)
    if limit is not None and limit.length(text) > limit.most:
        over = limit.length(text) - limit.most
        return f"{limit.platform} takes {limit.most:,} {limit.unit}: this is {over:,} too long."
    return None


def _closed(counter: Counter) -> Callable[..., None]:
    def closed(ack: Ack, body: Body, view: Body) -> None:
        ack()
        counter.end_writing(reply_form.unpack(view["private_metadata"]).case_id, actor(body))

    return closed


def _one_click(counter: Counter, act: ReplyAct) -> Callable[..., None]:
    def listener(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        case_id, base = _reply_of(body)
        _done(counter.act_on_reply(case_id, act, actor(body), base=base), body, respond, client)

    return listener


def _reply_of(body: Body) -> tuple[str, int]:
    """The case and the reply that a button speaks of."""
    value = json.loads(body["actions"][0]["value"])
    return str(value["case"]), int(value["reply"])


def _done(outcome: replies.Outcome, body: Body, respond: Respond, client: WebClient) -> None:
    if outcome.refusal:
        tell(say(outcome.refusal), body, respond, client)


def _open_send_back(counter: Counter) -> Callable[..., None]:
    def open_form(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        case_id, base = _reply_of(body)
        reply = replies.current(counter.store, case_id)
        view = reply_form.send_back_form(case_id, base, _channel(body), reply.text if reply else "")
        open_view(client, body, view)

    return open_form


def _take_send_back(counter: Counter) -> Callable[..., None]:
    def take(ack: Ack, body: Body, view: Body, respond: Respond, client: WebClient) -> None:
        private = json.loads(view["private_metadata"])
        comment = clean(str(view["state"]["values"]["comment"]["comment"].get("value") or "")).strip()
        outcome = counter.act_on_reply(
            private["case"], ReplyAct.SEND_BACK, actor(body), comment=comment, base=private["reply"]
        )
        ack()
        _done(outcome, body, respond, client)

    return take


def _open_posted(counter: Counter) -> Callable[..., None]:
    def open_form(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        case_id, base = _reply_of(body)
        open_view(client, body, reply_form.posted_form(case_id, base, _channel(body)))

    return open_form


def _take_posted(counter: Counter) -> Callable[..., None]:
    def take(ack: Ack, body: Body, view: Body, respond: Respond, client: WebClient) -> None:
        private, values = json.loads(view["private_metadata"]), view["state"]["values"]
        typed = str(values["link"]["link"].get("value") or "").strip()
        link = clean_url(typed)
        if typed and link is None:
            wrong = "This is no web address. Copy the one of your answer, or leave it empty."
            ack(response_action="errors", errors={"link": wrong})
            return
        ack()
        by = actor(body)
        outcome = counter.act_on_reply(private["case"], ReplyAct.SENT, by, link=link, base=private["reply"])
        if outcome.refusal is None and (values["done"]["done"].get("selected_options") or []):
            counter.close_as_answered(private["case"], by)
        _done(outcome, body, respond, client)

    return take


def _channel(body: Body) -> str | None:
    return (body.get("container") or {}).get("channel_id")
