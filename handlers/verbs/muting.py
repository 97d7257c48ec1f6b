"""/heed mute, mutes and unmute: no cards about something for a time, seen by all and taken back by anybody."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from desk import mutes
from desk.mutes import Effect, Kind, Mute
from handlers import blocks as b
from handlers import pages, wording
from handlers.actions import actor
from handlers.counter import Counter
from handlers.faults import guarded
from handlers.private import Answer, Body, say, tell
from handlers.verbs import mute_words

UNDO, UNMUTE = "undo_mute", "unmute"


def register(app: App, counter: Counter) -> None:
    """The buttons that end a mute."""
    app.action(UNDO)(guarded(_end(counter, shows_all=False)))
    app.action(UNMUTE)(guarded(_end(counter, shows_all=True)))


def mute(counter: Counter, arguments: list[str]) -> Answer:
    """mute WHAT for HOW LONG: no cards about a subject, source, author or term until then; the digest counts them, and what cannot wait comes all the same"""
    if not arguments:
        return say(f"Mute what, and until when? {mute_words.EXAMPLE}")
    now = counter.clock()
    try:
        meant, until = mute_words.read(counter, arguments, now)
    except mute_words.Unclear as problem:
        return say(str(problem))
    if until <= now:
        return say(f"{_time(counter, until)} is past: a mute needs an end to come. {mute_words.EXAMPLE}")
    if until > now + mutes.LONGEST:
        return say(
            f"A mute lasts {mutes.LONGEST.days} days at most, so that nothing is forgotten. Mute it again then."
        )
    return _begin(counter, meant, until, now)


def _begin(counter: Counter, meant: mute_words.Meant, until: datetime, now: datetime) -> Answer:
    zone = counter.policy.time_zone
    before = mutes.effect(counter.store, meant.kind, meant.value, now)
    try:
        made = mutes.mute(counter.store, meant.kind, meant.value, until, counter.person, now, zone=zone)
    except mutes.TooMany:
        return say(f"There are {mutes.MOST} mutes already. /heed mutes lists them; end one first.")
    title = f"Muted until {_time(counter, until)}: {wording.muted(made)}"
    rows = [b.line(b.words(f"{title}.", bold=True)), b.line(b.words(_effect_told(before)))]
    if meant.guessed:
        other = "" if meant.kind is Kind.TERM else " If you meant the words, write: mute term \u2026"
        rows.append(b.line(b.words(f"I took it for {_sort(meant.kind)}.{meant.hint or other}", italic=True)))
    undo = b.button("Undo", UNDO, json.dumps({"mute": made.id}))
    row: b.Block = {"type": "actions", "elements": [undo]}
    return Answer(text=b.escape(title), blocks=[b.rich(*rows), row])


def _effect_told(before: Effect) -> str:
    told = f"In the last {mutes.LOOK_BACK.days} days this would have kept {b.count(before.hidden, 'card')} of {before.cards:,} from you"
    if before.urgent:
        told += f"; {before.urgent:,} more that cannot wait would have come all the same"
    return f"{told}. Nothing is lost: /heed why tells of each, and the digest counts them."


def _sort(kind: Kind) -> str:
    return "words in a post" if kind is Kind.TERM else f"{'an' if kind is Kind.AUTHOR else 'a'} {kind}"


def _time(counter: Counter, moment: datetime) -> str:
    return b.local_time(moment, counter.policy.time_zone)


def show_mutes(counter: Counter, arguments: list[str]) -> Answer:
    """mutes: what is muted now, by whom and until when, each with a button that ends it"""
    standing = mutes.holding(counter.store, counter.clock())
    if not standing:
        return say("Nothing is muted.")
    last = pages.count(len(standing))
    page = min(counter.page, last)
    title = f"{b.count(len(standing), 'mute')} active, page {page} of {last}"
    shown = standing[(page - 1) * pages.PAGE : page * pages.PAGE]
    rows = [_mute_row(each, counter.policy.time_zone, page) for each in shown]
    head = b.rich(b.line(b.words(title, bold=True)))
    return Answer(text=title, blocks=[head, *rows, *pages.foot(["mutes"], page, last)])


def _mute_row(given: Mute, zone: str, page: int) -> b.Block:
    told = f"{given.id}. {wording.muted(given)}, until {b.local_time(given.until, zone)}, by {b.name(given.by.name, 60)}"
    button = b.button("Unmute", UNMUTE, json.dumps({"mute": given.id, "page": page}))
    return {"type": "section", "text": b.plain(told, 300), "accessory": button}


def unmute(counter: Counter, arguments: list[str]) -> Answer:
    """unmute WHAT: end a mute before its time, by its number or by what is muted"""
    standing = mutes.holding(counter.store, counter.clock())
    if not standing:
        return say("Nothing is muted.")
    if not arguments:
        return say("End which one? /heed mutes lists them, each with a button that ends it.")
    found = _wanted(arguments, standing)
    if len(found) == 1:
        return _ended(counter, found[0].id)
    typed = b.name(" ".join(arguments), 40)
    which = (
        f"\u201c{typed}\u201d is muted in {len(found)} ways" if found else f"\u201c{typed}\u201d is not muted"
    )
    return say(f"{which}. /heed mutes lists what is, with numbers: /heed unmute {(found or standing)[0].id}")


def _wanted(words: Sequence[str], standing: Sequence[Mute]) -> list[Mute]:
    typed = " ".join(words).casefold().removeprefix("#")
    names = [(each, each.value.casefold()) for each in standing]
    numbered = [each for each in standing if str(each.id) == typed]
    return numbered or [
        each for each, value in names if typed in (value, f"{each.kind} {value}", value.lstrip("@"))
    ]


def _ended(counter: Counter, mute_id: int) -> Answer:
    found = mutes.unmute(counter.store, mute_id, counter.person, counter.clock())
    if found is None:
        return say("This mute is not in Heedline's records any more.")
    return say(f"Not muted any more: {wording.muted(found)}. What was muted meanwhile stays in the digest.")


def _end(counter: Counter, *, shows_all: bool) -> Callable[..., None]:
    def end(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        chosen = json.loads(body["actions"][0]["value"])
        served = counter.serving(actor(body), int(chosen.get("page", 1)))
        answer = _ended(served, int(chosen["mute"]))
        tell(show_mutes(served, []) if shows_all else answer, body, respond, client, in_place=True)

    return end
