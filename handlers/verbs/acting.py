"""/heed claim and resolve: the acts of a card, typed."""

import difflib

from handlers import blocks as b
from handlers.counter import Counter
from handlers.private import Answer, say
from triage.lifecycle import DISPOSITIONS, TO_CHOOSE, Act

_ALSO = {
    "public": "publicly",
    "private": "privately",
    "none": "no",
    "department": "passed",
    "dup": "duplicate",
}


def claim_case(counter: Counter, arguments: list[str]) -> Answer:
    """claim ID: take a case; its card shows that you have it"""
    if not arguments:
        return say("Which one? Example: /heed claim 7K2QM9 (/heed list new shows those nobody has).")
    result = counter.act(arguments[0], Act.CLAIM, counter.person)
    return say(result.refusal or f"Case {result.case.id} is yours. Unclaim on its card gives it back.")


def resolve_case(counter: Counter, arguments: list[str]) -> Answer:
    """resolve ID HOW: close a case, and how it ended: answered publicly, answered privately, passed on, no answer, duplicate, not a complaint"""
    if not arguments:
        return say(f"Which one, and how did it end? {_EXAMPLE}")
    ended, *others = _endings(arguments[1:])
    if others:
        choices = ", ".join(DISPOSITIONS[name] for name in (ended, *others))
        typed = b.name(" ".join(arguments[1:]), 60)
        unclear = f"\u201c{typed}\u201d says not how it ended. " if len(arguments) > 1 else ""
        return say(f"{unclear}How did it end: {choices}? {_EXAMPLE}")
    result = counter.act(arguments[0], Act.RESOLVE, counter.person, disposition=ended)
    told = f"Case {result.case.id} is resolved: {DISPOSITIONS[ended]}. Reopen on its card takes that back."
    return say(result.refusal or told)


_MEANT = {name: DISPOSITIONS[name] for name in (*TO_CHOOSE, "not_a_complaint")}
_EXAMPLE = "Example: /heed resolve 7K2QM9 answered publicly"


def _endings(words: list[str]) -> list[str]:
    """The dispositions that the words may mean: one where that is clear, else every one that is possible."""
    typed = [_ALSO.get(word, word) for word in " ".join(words).casefold().replace("_", " ").split()][:12]
    told = {name: f"{text} {name.replace('_', ' ')}".split() for name, text in _MEANT.items()}
    typed = [_nearest(word, {word for known in told.values() for word in known}) for word in typed]
    whole = [name for name, text in _MEANT.items() if text == " ".join(typed)]
    fitting = whole or [name for name, known in told.items() if typed and set(typed) <= set(known)]
    return fitting or list(_MEANT)


def _nearest(word: str, known: set[str]) -> str:
    """The word itself, or the one it is misspelt from."""
    near = difflib.get_close_matches(word[:40], sorted(known), 1, cutoff=0.82)
    return word if word in known or not near else near[0]
