"""/heed: one function a verb; its docstring is its line in the help."""

import difflib
from collections.abc import Callable, Sequence

from desk import cases
from desk.status import read_status
from handlers import blocks as b
from handlers import pages, typed
from handlers.adding import add_complaint
from handlers.corrections import label_post
from handlers.counter import Counter
from handlers.private import Answer, say
from handlers.status_card import status_answer
from handlers.verbs.acting import claim_case, resolve_case
from handlers.verbs.exporting import export_cases
from handlers.verbs.figures import show_compare, show_digest, show_stats
from handlers.verbs.finding import show_case, show_search, show_why
from handlers.verbs.listing import show_list
from handlers.verbs.muting import mute, show_mutes, unmute
from handlers.verbs.trying import test_text

Verb = Callable[[Counter, list[str]], Answer]


def answer(counter: Counter, text: str) -> Answer:
    """Runs a command's text, such as "show 7K2QM9"; never raises on what a person may type."""
    return run(counter, typed.read(text))


def run(counter: Counter, words: Sequence[str]) -> Answer:
    """The same for words that are read already, as a button holds them."""
    verb, *arguments = words or ["help"]
    known = VERBS.get(verb.lower())
    if known is None:
        return _unknown(verb)
    try:
        return known(counter, arguments)
    except cases.UnknownCase:
        near = b.name(arguments[0] if arguments else "", 40)
        return say(f"There is no case {near}. /heed list shows the open ones.")


def _unknown(verb: str) -> Answer:
    near = difflib.get_close_matches(verb.lower()[:40], VERBS, 1, cutoff=0.5)
    hint = f"Did you mean /heed {near[0]}?" if near else "/heed help lists what there is."
    return say(f"There is no verb \u201c{b.name(verb, 40)}\u201d. {hint}")


def show_help(counter: Counter, arguments: list[str]) -> Answer:
    """help [VERB]: what you can ask for"""
    chosen = VERBS.get(arguments[0].lower()) if arguments else None
    rows = []
    for verb in [chosen] if chosen else VERBS.values():
        usage, meaning = meant(verb)
        rows.append([b.words(f"/heed {usage}", code=True), b.words(f"  {meaning}")])
    title = b.line(b.words("Heedline puts complaints on cards. You can ask it:", bold=True))
    return Answer(text="Help for /heed", blocks=[b.rich(title, b.bullets(rows))])


def meant(verb: Verb) -> tuple[str, str]:
    """How a verb is typed, and what it does, as its docstring has it."""
    usage, _, meaning = (verb.__doc__ or "").strip().partition(": ")
    return usage, meaning


def show_status(counter: Counter, arguments: list[str]) -> Answer:
    """status: how each source and the delivery to Slack fare, and what is muted"""
    now = counter.clock()
    status = read_status(counter.store, counter.policy, now)
    made = status_answer(status, counter.policy.time_zone, now)
    return Answer(text=made.text, blocks=[*made.blocks, *pages.foot(["status"])])


VERBS: dict[str, Verb] = {
    "help": show_help,
    "status": show_status,
    "list": show_list,
    "show": show_case,
    "why": show_why,
    "search": show_search,
    "add": add_complaint,
    "claim": claim_case,
    "resolve": resolve_case,
    "mute": mute,
    "mutes": show_mutes,
    "unmute": unmute,
    "stats": show_stats,
    "compare": show_compare,
    "digest": show_digest,
    "test": test_text,
    "export": export_cases,
    "label": label_post,
}
SHOWING = frozenset(
    {"status", "list", "show", "why", "search", "mutes", "stats", "compare", "digest", "test"}
)
"""The verbs that change nothing: a button may ask them again, and others may see their answers."""
