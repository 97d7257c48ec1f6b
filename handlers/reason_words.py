"""A reason in words, the same on every surface. Light to import: `score` needs no more of the surfaces."""

from collections.abc import Iterable, Sequence

from triage.danger_said import REASONS
from triage.look import LOOK_DANGER
from triage.model import Reason
from triage.rules_now import NEAR

_QUOTE_CLAUSES = frozenset({*REASONS, NEAR.rule, LOOK_DANGER, "words"})
FAINT = 0.5  # log-odds below which a reason tells hardly anything
TELLING = 1.0  # and from which one tells enough


def quoted(words: Iterable[str]) -> str:
    """Each in quotation marks, with commas between."""
    return ", ".join(f"\u201c{each}\u201d" for each in words)


def sentence(given: Reason) -> str:
    """The reason as a sentence, with the post's own words that caused it."""
    return f"{given.sentence}: {quoted(given.evidence)}" if given.evidence else given.sentence


def worth_telling(reasons: Sequence[Reason]) -> list[Reason]:
    """Those that people should read, in their order: beside one that tells enough none that weighs hardly anything, a doubt about a
    danger once, and none that quotes but the words of another.
    """
    if len(reasons) < 2:  # most posts
        return [*reasons]
    rules = {reason.rule for reason in reasons}
    enough = not rules.isdisjoint(REASONS) or any(abs(reason.weight) >= TELLING for reason in reasons)
    told: list[Reason] = []
    for reason in reasons:
        faint = enough and 0.0 < abs(reason.weight) < FAINT
        twice = reason.rule == NEAR.rule and LOOK_DANGER in rules
        if not (faint or twice or _says_again(reason, told)):
            told.append(reason)
    return told


def _says_again(reason: Reason, told: Sequence[Reason]) -> bool:
    """Whether a stronger one that speaks the same way quotes all that it quotes. Those that quote whole clauses do not count."""
    if not reason.evidence or reason.rule in _QUOTE_CLAUSES:
        return False
    return any(
        (other.weight > 0.0) is (reason.weight > 0.0)
        and other.rule not in _QUOTE_CLAUSES
        and all(any(phrase in quote for quote in other.evidence) for phrase in reason.evidence)
        for other in told
    )
