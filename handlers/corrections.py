"""What people say is wrong with a verdict: the card's menu, the list of names, /heed label."""

import json
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from desk import cases
from desk.corrections import LEVELS
from desk.labels import NOBODY
from desk.messenger import CardContent
from handlers import blocks as b
from handlers import wording
from handlers.actions import actor
from handlers.counter import Counter
from handlers.faults import guarded
from handlers.private import Answer, Body, say
from triage.model import Urgency

SUBJECT_VIEW = "right_subject"
MOST_NAMES = 99  # Slack takes a hundred options, and one of them is nobody
_EXAMPLE = "Example: /heed label https://example.org/post/1 complaint (or: not, or: urgency 2)"


def register(app: App, counter: Counter) -> None:
    """The form that asks whom a post is about."""
    app.view(SUBJECT_VIEW)(guarded(_take_subject(counter)))


def subject_view(content: CardContent, body: Body) -> dict[str, Any]:
    """The form that asks whom a post is about."""
    case = content.case
    private = {"case": case.id, "channel": (body.get("container") or {}).get("channel_id")}
    names = [name for name in content.subjects if name != case.subject][:MOST_NAMES]
    options = [b.option(b.name(name, b.BUTTON_LABEL), name) for name in names]
    asked = {
        "type": "static_select",
        "action_id": "subject",
        "placeholder": b.plain("Choose a name"),
        "options": [b.option("Nobody we watch", "-"), *options],
    }
    return {
        "type": "modal",
        "callback_id": SUBJECT_VIEW,
        "private_metadata": json.dumps(private),
        "title": b.plain("Whom is it about?", 24),
        "submit": b.plain("Keep", 24),
        "close": b.plain("Cancel", 24),
        "blocks": [
            b.rich(
                b.line(b.words(f"Case {case.id} \u00b7 {b.name(case.subject)}", bold=True)),
                b.quote(b.shorten(case.mention.text, 200)),
            ),
            {"type": "input", "block_id": "subject", "label": b.plain("It is about"), "element": asked},
            b.context("The case stays as it is. Your answer is kept, to make the judgement better."),
        ],
    }


def _take_subject(counter: Counter) -> Callable[..., None]:
    def take(ack: Ack, body: Body, view: Body) -> None:
        ack()
        chosen = view["state"]["values"]["subject"]["subject"]["selected_option"]["value"]
        case = cases.find(counter.store, json.loads(view["private_metadata"])["case"])
        counter.correct(case.id, "subject", NOBODY if chosen == "-" else str(chosen), actor(body))

    return take


def label_post(counter: Counter, arguments: list[str]) -> Answer:
    """label URL WHAT: say what a post really is (complaint, not, urgency 0 to 3); tuning learns from it"""
    meant = _meant([word.lower() for word in arguments[1:]])
    if meant is None:
        return say(f"Which post, and what is it? {_EXAMPLE}")
    kind, value = meant
    kept = counter.correct_post(wording.link_typed(arguments[0]), kind, value)
    if kept is None:
        return say("No post with this link is kept, so there is nothing to correct. /heed why tells more.")
    about = f" Case {kept.case_id} shows it." if kept.case_id else ""
    if not kept.new:
        return say("That is how it stands already; nothing was changed.")
    return say(f"Kept: {_told(kind, value)}. bot.py tune learns from it.{about}")


def _meant(words: list[str]) -> tuple[str, str] | None:
    match words:
        case ["complaint"]:
            return "complaint", "1"
        case ["not"] | ["not", "complaint"]:
            return "complaint", "0"
        case ["urgency", level] if level in LEVELS:
            return "urgency", level
        case _:
            return None


def _told(kind: str, value: str) -> str:
    if kind == "urgency":
        return f"its urgency should be {value} ({wording.URGENCY[Urgency(int(value))][1].lower()})"
    return "it is a complaint" if value == "1" else "it is not a complaint"
