"""Every window that opens in Slack, filled as it is filled there."""

from dataclasses import replace
from typing import Any

from desk.by_hand import own_names, propose
from handlers import browser, corrections, make_case, more, reply_form, suggested
from handlers.actions import resolve_view
from handlers.reply_form import Sheet
from roof.demo import ANA, name_of
from tools.scenes.cards import FRACTURE, HOLD, REFERRAL
from tools.scenes.stage import Stage
from triage.replies import limit_of
from triage.reply_check import check_reply
from triage.routing import approvals

BODY: dict[str, Any] = {"container": {"channel_id": "C0MADEUP"}}
HASTY = "Thank you for speaking up. We will make sure that this does not happen again."
TELLING = (
    "We are sorry about your treatment on our oncology ward. We looked at your chart: your referral was lost. "
    "Dr. Falk will call you."
)
TOLD = (
    "A man called the switchboard: his wife has waited since eight this morning at Northgate General for a bed, "
    "and nobody can say how long it will still take. He wants to be called back."
)


def play(stage: Stage) -> None:
    """Keeps the pictures; changes nothing."""
    _reply(stage)
    case, reply = stage.case_id(FRACTURE), stage.reply_id(FRACTURE)
    said = stage.content(FRACTURE).reply
    assert said is not None
    _window(
        stage, "form-send-back", "Send a reply back", reply_form.send_back_form(case, reply, None, said.text)
    )
    _window(stage, "form-posted", "I posted it", reply_form.posted_form(case, reply, None))
    content = stage.content(HOLD)
    _window(stage, "form-resolve", "Resolve a case", resolve_view(content.case, BODY))
    _merge(stage)
    _window(
        stage, "form-team", "Give a case to another team", more.team_view(content, BODY), opens_menus=True
    )
    _window(
        stage,
        "form-subject",
        "Say whom a post is about",
        corrections.subject_view(content, BODY),
        opens_menus=True,
    )
    subject, judged = propose(stage.day.policy, TOLD)
    names = [subject, *(name for name in own_names(stage.day.policy) if name != subject)]
    place = {"channel": "C0MADEUP", "ts": "1773780000.000100", "link": ""}
    _window(stage, "form-make-case", "Make a case of any message", make_case.form(TOLD, names, judged, place))
    _window(stage, "form-suggestions", "Other suggestions", suggested.window(stage.content(REFERRAL)))


def _window(
    stage: Stage,
    name: str,
    title: str,
    view: dict[str, Any],
    errors: dict[str, str] | None = None,
    *,
    opens_menus: bool = False,
) -> None:
    stage.keep(name, title, browser.modal(view, name_of, errors), opens_menus=opens_menus)


def _reply(stage: Stage) -> None:
    content, policy = stage.content(REFERRAL), stage.day.policy
    sheet = Sheet(case_id=content.case.id, channel=None, source=content.case.mention.source)
    limit, needed = limit_of(policy, sheet.source), approvals(policy, content.case, None)

    def form(sheet: Sheet, text: str, **further: Any) -> dict[str, Any]:
        return reply_form.form(content, sheet, text, limit, person=ANA, needed=needed, **further)

    _window(stage, "form-reply", "Draft a reply", form(sheet, ""))
    first = content.suggestions[0]
    used = replace(sheet, number=1, used=first.name)
    _window(stage, "form-reply-used", "A suggestion taken over", form(used, first.text))
    post, kind = content.case.mention.text, policy.categories
    soft = check_reply(HASTY, post, categories=kind)
    assert {each.hard for each in soft} == {False}, soft
    _window(stage, "form-reply-reason", "The check asks for a reason", form(sheet, HASTY, warnings=soft))
    hard = {"reply-0": reply_form.refused(check_reply(TELLING, post, categories=kind))}
    _window(stage, "form-reply-refused", "The check refuses a reply", form(sheet, TELLING), hard)


def _merge(stage: Stage) -> None:
    """With the other open cases that the menu offers."""
    content = stage.content(HOLD)
    view = reply_form.merge_form(content, None, more.offered(stage.counter, content.case))
    _window(stage, "form-merge", "Merge a case into another", view)
