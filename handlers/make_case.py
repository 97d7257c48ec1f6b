"""The message shortcut "Make this a case": a form with the message's words, and a case of what it brings."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from desk import cases
from desk.by_hand import Told, case_of_message, own_names, propose
from desk.messenger import MessengerError
from handlers import blocks as b
from handlers import reason_words, wording
from handlers.actions import actor
from handlers.adding import bring_in, standing
from handlers.counter import Counter
from handlers.faults import guarded
from handlers.private import Body, tell
from handlers.slack_words import words_of
from handlers.web_api import call
from handlers.windows import fill, notice, open_loading
from triage.cleaning import clean
from triage.model import Assessment, Receipt, Urgency

SHORTCUT = "make_case"
FORM = "make_case_form"
TITLE = "Make this a case"
MOST_TYPED, MOST_NOTED = 3000, 300  # characters Slack takes in a box, and we in a note
MOST_NAMES = 100
LEVELS = (Urgency.NOW, Urgency.SAME_DAY, Urgency.ROUTINE)
_OURS = "Heedline wrote this message itself. Choose one that somebody else wrote."
_NO_WORDS = (
    "This message holds no words, perhaps a picture or a file. Write what it says or shows; "
    "the case will link to the message."
)


def register(app: App, counter: Counter) -> None:
    """The shortcut and its form."""
    app.message_shortcut(SHORTCUT)(guarded(_open(counter)))
    app.view(FORM)(guarded(_take(counter)))


def _open(counter: Counter) -> Callable[..., None]:
    def open_form(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        window = open_loading(client, body, TITLE)
        refusal = _refusal(counter, body)
        if refusal:
            return fill(client, window, notice(TITLE, refusal))
        text = clean(words_of(body["message"]))
        subject, judged = propose(counter.policy, text)
        names = [subject, *(name for name in own_names(counter.policy) if name != subject)]
        fill(client, window, form(text, names, judged, _place(client, body)))

    return open_form


def _refusal(counter: Counter, body: Body) -> str | None:
    """Why no case can be made of this message."""
    channel, ts, message = str(body["channel"]["id"]), str(body["message_ts"]), body["message"]
    of_card = cases.find_by_card(counter.store, Receipt(channel=channel, ts=ts))
    if of_card is not None:
        return f"This message is the card of case {of_card.id}."
    made = case_of_message(counter.store, channel, ts)
    if made is not None:
        return standing(made)
    profile = message.get("bot_profile") or {}
    is_ours = body.get("api_app_id") in (message.get("app_id") or "nobody's", profile.get("app_id"))
    return _OURS if is_ours else None


def _place(client: WebClient, body: Body) -> dict[str, str]:
    """Where the message stands, and the link to it where Slack gives one."""
    channel, ts = str(body["channel"]["id"]), str(body["message_ts"])
    try:
        link = str(call(client.chat_getPermalink, channel=channel, message_ts=ts)["permalink"])
    except MessengerError:  # in a private channel without the bot nobody can have it
        link = ""
    return {"channel": channel, "ts": ts, "link": link}


def form(text: str, names: list[str], judged: Assessment, place: Mapping[str, str]) -> dict[str, Any]:
    """The words to look over, whom it is about, how urgent, and a note; the proposals stand chosen."""
    said = b.shorten_for_slack(text, MOST_TYPED)
    blocks = [_box("text", "What was said", said, MOST_TYPED, multiline=True)]
    if not text.strip():
        blocks.insert(0, {"type": "section", "text": b.plain(_NO_WORDS)})
    elif len(said) < len(text):
        left = f"A form takes {MOST_TYPED:,} characters; the rest stands behind the link to the message."
        blocks.append(b.context(left))
    blocks.append(b.context("Take out names and numbers that the card need not show."))
    if len(names) > 1:
        blocks.append(_choice("subject", "Whom it is about", [(name, name) for name in names[:MOST_NAMES]]))
    levels = [(wording.URGENCY[level][1], str(int(level))) for level in LEVELS]
    at = LEVELS.index(judged.urgency)
    blocks.append(_choice("urgency", "How urgent", levels, at, _why(judged)))
    blocks.append(_box("note", "Note for the team", "", MOST_NOTED, optional=True))
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": json.dumps(place),
        "title": b.plain(TITLE, 24),
        "submit": b.plain("Make the case", 24),
        "close": b.plain("Cancel", 24),
        "blocks": blocks,
    }


def _why(judged: Assessment) -> str:
    reasons = [
        reason_words.sentence(reason)
        for reason in reason_words.worth_telling(judged.reasons)
        if reason.weight >= 0
    ][:2]
    return b.shorten("Proposed. " + ". ".join(reasons), 300) if reasons else "Proposed."


def _box(
    name: str, label: str, text: str, most: int, *, multiline: bool = False, optional: bool = False
) -> b.Block:
    element = {"type": "plain_text_input", "action_id": name, "multiline": multiline, "max_length": most}
    return {
        "type": "input",
        "block_id": name,
        "label": b.plain(label),
        "optional": optional,
        "element": {**element, **({"initial_value": text} if text.strip() else {})},
    }


def _choice(
    name: str, label: str, pairs: list[tuple[str, str]], chosen: int = 0, hint: str | None = None
) -> b.Block:
    options = [b.option(b.name(text, b.BUTTON_LABEL), value) for text, value in pairs]
    menu = {
        "type": "static_select",
        "action_id": name,
        "options": options,
        "initial_option": options[chosen],
    }
    made = {"type": "input", "block_id": name, "label": b.plain(label), "element": menu}
    return {**made, **({"hint": b.plain(hint)} if hint else {})}


def _take(counter: Counter) -> Callable[..., None]:
    def take(ack: Ack, body: Body, view: Body, respond: Respond, client: WebClient) -> None:
        values = view["state"]["values"]
        text = values["text"]["text"].get("value") or ""
        if not clean(text).strip():
            ack(response_action="errors", errors={"text": "Write what was said: a case needs words."})
            return
        told = _told(text, values, json.loads(view["private_metadata"]))
        answer = bring_in(counter, told, actor(body))
        ack()  # last: where it fails, the form stays open with what was typed
        tell(answer, body, respond, client)

    return take


def _told(text: str, values: Body, place: Mapping[str, str]) -> Told:
    return Told(
        text=text,
        url=place["link"] or None,
        message=(place["channel"], place["ts"]),
        written_at=datetime.fromtimestamp(float(place["ts"]), UTC),
        subject=_chosen(values, "subject"),
        urgency=Urgency(int(_chosen(values, "urgency") or Urgency.ROUTINE)),
        note=(values.get("note") or {}).get("note", {}).get("value"),
    )


def _chosen(values: Body, name: str) -> str | None:
    option = (values.get(name) or {}).get(name, {}).get("selected_option")
    return str(option["value"]) if option else None
