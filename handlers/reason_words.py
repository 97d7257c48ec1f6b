"""A reason in words, the same on every surface. Light to import: `score` needs no more of the surfaces."""

from collections.abc import Iterable, Sequence

from triage.danger_said import REASONS
from triage.look import LOOK_DANGER
from triage.model import Reason
from triage.rules_now import NEAR

# Rules that often say of words what another one says of them.
_ECHOES = frozenset(
    [
        "long_span",
        "repeated",
        "undone",
        "irony",
        "news",
        "told",
        "refusal",
        "dismissed",
        "promise",
        "rhetorical",
        "request",
        "comfort",
        "product_fault",
        "error",
    ]
)
_TUNED = "tuned"
FAINT = 0.9  # log-odds below which a reason tells hardly anything
FAINT_BY_DANGER = 1.1  # the same beside a danger
TELLING = 1.0  # and from which one tells enough


def quoted(words: Iterable[str]) -> str:
    """Each in quotation marks, with commas between."""
    return ", ".join(f"\u201c{each}\u201d" for each in words)


def sentence(given: Reason) -> str:
    """The reason as a sentence, with the post's own words that caused it."""
    return f"{given.sentence}: {quoted(given.evidence)}" if given.evidence else given.sentence


def worth_telling(reasons: Sequence[Reason]) -> list[Reason]:
    """Those that people should read, in their order: beside one that tells enough none that weighs hardly anything, a doubt about a
    danger once, and no count of what another quotes in full.
    """
    if len(reasons) < 2:  # most posts
        return [*reasons]
    rules = {reason.rule for reason in reasons}
    danger = not rules.isdisjoint(REASONS)
    speaks = danger or any(reason.weight >= TELLING for reason in reasons)
    denies = any(reason.weight <= -TELLING for reason in reasons)
    least = FAINT_BY_DANGER if danger else FAINT
    told: list[Reason] = []
    for reason in reasons:
        faint = 0.0 < abs(reason.weight) < least and reason.rule != _TUNED and reason.rule not in REASONS
        twice = reason.rule == NEAR.rule and LOOK_DANGER in rules
        needless = faint and (speaks or (denies and reason.weight < 0.0))
        if not (needless or twice or (reason.rule in _ECHOES and _says_again(reason, told))):
            told.append(reason)
    return told


def _says_again(reason: Reason, told: Sequence[Reason]) -> bool:
    """Whether a stronger one that speaks the same way quotes all that it quotes."""
    return any(
        (other.rule in REASONS or (other.weight > 0.0) is (reason.weight > 0.0))
        and all(any(phrase in quote for quote in other.evidence) for phrase in reason.evidence)
        for other in told
    )
