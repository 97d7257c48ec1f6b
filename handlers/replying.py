"""A reply is written: the window opens, suggestions fill it, its length is counted, the check reads what is sent off."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from desk import audit, cases, replies
from desk.messenger import CardContent
from handlers import reply_acts, reply_form
from handlers.actions import actor
from handlers.counter import Counter
from handlers.counting import Newest, counting
from handlers.faults import guarded
from handlers.owning import case_of
from handlers.private import Body, say, tell
from handlers.reply_form import Sheet
from handlers.windows import fill, never_left_loading, notice, open_loading, still_open
from triage.cleaning import clean
from triage.model import Case, State
from triage.replies import Suggestion, check_for, limit_of
from triage.reply import Reply, ReplyState
from triage.reply_check import Finding
from triage.routing import approvals, is_pre_approved

_GONE = "This response is not suggested any more. What you typed was not touched."
_SEEN = "beginning of the post, its reply, suggested responses"


def register(app: App, counter: Counter) -> None:
    """Everything that has to do with a reply."""
    newest = Newest()
    app.action("draft_reply")(guarded(_open(counter)))
    app.action("use_suggestion")(guarded(_use(counter, newest)))
    app.action("reply_text")(guarded(counting(counter, newest)))
    app.view(reply_form.VIEW)(guarded(_take(counter, newest)))
    app.view_closed(reply_form.VIEW)(guarded(_closed(counter)))
    reply_acts.register(app, counter)


def _open(counter: Counter) -> Callable[..., None]:
    def draft(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        window = open_loading(client, body, reply_form.TITLE)
        with never_left_loading(client, window, reply_form.TITLE):
            case = case_of(counter, body)
            if case.state is State.RESOLVED:
                fill(client, window, notice(reply_form.TITLE, _closed_by(case)))
                return
            who = actor(body)
            counter.shown(who, audit.VIEWED, _SEEN, case.id)
            counter.begin_writing(case.id, who)
            if not still_open(client, window, _first_look(counter, body, case)):
                counter.end_writing(case.id, who)

    return draft


def _closed_by(case: Case) -> str:
    return f"This case was closed by {case.resolved_by or 'somebody'}. Press Reopen on its card first."


def _first_look(counter: Counter, body: Body, case: Case) -> dict[str, Any]:
    """The form with the reply that somebody must still do something with, or with an empty editor."""
    reply = replies.current(counter.store, case.id)
    channel = (body.get("container") or {}).get("channel_id")
    sheet = _on_top_of(reply, Sheet(case=case.id, channel=channel, source=case.mention.source))
    return _form(counter, body, sheet, reply.text if reply and reply.is_live else "")


def _on_top_of(reply: Reply | None, sheet: Sheet) -> Sheet:
    """The sheet of somebody who knows this reply."""
    follows = reply is not None and reply.state is ReplyState.SENT
    return replace(sheet, base=reply.id if reply else 0, follows=follows)


def _form(
    counter: Counter, body: Body, sheet: Sheet, text: str, found: Sequence[Finding] = (), refusal: str = ""
) -> dict[str, Any]:
    content = counter.draw(sheet.case)
    needed = approvals(counter.policy, content.case, _unchanged(content, text))
    limit = limit_of(counter.policy, sheet.source)
    return reply_form.form(
        content, sheet, text, limit, person=actor(body), needed=needed, warnings=found, refusal=refusal
    )


def _unchanged(content: CardContent, text: str) -> str | None:
    """The name of the suggestion that the text is, word for word."""
    given = content.suggestions
    return next((each.name for each in given if each.text.split() == text.split()), None)


def _use(counter: Counter, newest: Newest) -> Callable[..., None]:
    """Fills the editor with a suggestion; what stood there is replaced."""

    def use(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        view = body["view"]
        sheet = reply_form.unpack(view["private_metadata"])
        chosen = _suggested(counter, sheet, str(body["actions"][0]["value"]))
        if chosen is None:
            return tell(say(_GONE), body, respond, client)
        newest.drop(view["id"])
        sheet = replace(sheet, number=sheet.number + 1, warned=())
        fill(client, view["id"], _form(counter, body, sheet, chosen.text))

    return use


def _suggested(counter: Counter, sheet: Sheet, name: str) -> Suggestion | None:
    """By its name: what is suggested, and in which order, may have changed since the form was drawn."""
    return next((each for each in counter.draw(sheet.case).suggestions if each.name == name), None)


def _take(counter: Counter, newest: Newest) -> Callable[..., None]:
    """The window closes only once the reply is kept: until then nothing that was typed can be lost."""

    def take(ack: Ack, body: Body, view: Body) -> None:
        newest.drop(str(view["id"]))
        sheet = reply_form.unpack(view["private_metadata"])
        text, reason = _typed(view, sheet.editor, "reply_text"), _typed(view, "reason", "reason")
        case = cases.find(counter.store, sheet.case)
        found = check_for(counter.policy, text, case.mention.text)
        wrong = _wrong_at_all(counter, sheet, text) or reply_form.refused(found)
        if wrong:
            ack(response_action="errors", errors={sheet.editor: wrong})
            return
        suggestion = _unchanged(counter.draw(case.id), text)
        if is_pre_approved(counter.policy, suggestion):
            found = ()  # whoever approved it beforehand knew what the check says of it
        rules = tuple(dict.fromkeys(each.rule for each in found))
        if rules and not (reason and set(rules) <= set(sheet.warned)):
            sheet = replace(sheet, warned=rules)
            ack(response_action="update", view=_form(counter, body, sheet, text, found))
            return
        draft = replies.Draft(
            text=text,
            base=sheet.base,
            follows=sheet.follows,
            needed=approvals(counter.policy, case, suggestion),
            suggestion=suggestion,
            reason=(reason or None) if found else None,
        )
        outcome = counter.write_reply(case.id, draft, actor(body))
        if outcome.refusal is None:
            ack()
            return
        sheet = _on_top_of(outcome.reply, sheet)
        ack(response_action="update", view=_form(counter, body, sheet, text, found, outcome.refusal))

    return take


def _typed(view: Body, block: str, action: str) -> str:
    """What stands in a box, "" where there is no such box."""
    box = (view["state"]["values"].get(block) or {}).get(action) or {}
    return (clean(str(box.get("value") or "")) or "").strip()


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
        counter.end_writing(reply_form.unpack(view["private_metadata"]).case, actor(body))

    return closed
