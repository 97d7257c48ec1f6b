"""Two names in one post: which words are about which, who was left for whom, who is better and who is blamed."""

import itertools
import re
from collections.abc import Iterator

from triage.comparing import preferred
from triage.cues import MOST_EVIDENCE
from triage.folding import fold
from triage.language import READ, detect
from triage.matching import Hit, Matcher
from triage.model import Reason, Subject
from triage.naming import WINDOW, Span, masked, shares, shipped_name_weights
from triage.target import log_odds

_CLAUSES = re.compile(
    r"(?<=[.!?;\n])\s+|\s+(?=(?i:but|while|whereas|compared|instead|then|pero|mientras|en cambio)\b)"
    r"|,?\s+(?=(?i:unlike|where|who|which|whose|donde)\b)|,\s+(?=(?:and )?[A-Z@])"
)
_RELATIVE = re.compile(
    r"(?:where|who|which|whose|donde)\b", re.IGNORECASE
)  # it belongs to the name before it
_LEFT = re.compile(
    r"\b(?:left|leaving|leave|switch\w*|mov(?:ed|ing)|ditch\w*|transfer\w*|dump\w*|quit|quitting|going|dejé|cambié)"
    r"(?:\s+(?:away|over))?(?:\s+from)?(?:\s+the)?\s*[@#]?$"
)
_OF_NAME = r"(?: (?!and\b|or\b|not\b|\w+ing\b)\w+){0,2}"  # the rest of a long name
_FOR = re.compile(rf"^{_OF_NAME}\W*(?:for|to|over to|por|a)(?:\s+the)?\s*[@#]?$")
_JOINED = re.compile(
    r"\b(?:switch\w*|mov(?:ed|ing)|chang\w+|went|transfer\w*)(?:\s+over)?\s+to(?:\s+the)?\s*[@#]?$"
)
_FROM = re.compile(rf"^{_OF_NAME}\W*from(?:\s+the)?\s*[@#]?$")
_TURNED = re.compile(
    r"\b(?:but|until|till|though|although|however|except|unless|yet|still|nowadays|not any ?more|no longer|pero|aunque|hasta que|salvo)\b"
)
"""After praise by comparison: what follows may well be a complaint, so that the praise is not counted."""
_REACH = 30  # characters between a verb, a name and the other name
# What the model's log-odds count for, and between which bounds.
BLAME, LEAST_BLAME, MOST_BLAME = 2.0, 1.0, 6.0
BLAMED = {
    "blames_us": "What is said against somebody seems to be said of us",
    "spares_us": "Nothing in it seems to be said against us, beside the other name",
}


def part_about(
    subject: Subject, text: str, hits: tuple[Hit, ...], matcher: Matcher
) -> tuple[str, tuple[Reason, ...]]:
    """The clauses about `subject`, and reasons where the post says which name is better, or else who was left for whom and
    where the fitted model hears blame of us or none.

    A clause without a name belongs to the name before it; those before the first name to the first.
    """
    folded, in_order = fold(text), sorted(hits, key=lambda hit: hit.start)
    compared = _compared(subject, folded, in_order)
    told = (
        (compared,) if compared else (_moved(subject, folded, in_order), _blamed(subject, folded, in_order))
    )
    reasons = tuple([reason for reason in told if reason is not None])
    mine: list[str] = []
    nameless: list[str] = []
    current: bool | None = None
    last: Subject | None = None
    for clause in _CLAUSES.split(text):
        hits_here = sorted(matcher.find(clause), key=lambda hit: hit.start)
        named = {hit.subject for hit in hits_here}
        if not named and last is not None and _RELATIVE.match(clause):
            if last == subject:
                mine.append(clause)
            continue
        if named:
            last = hits_here[-1].subject
            current = subject in named
            if nameless and current:
                mine.extend(nameless)
            nameless = []
        if current is None:
            nameless.append(clause)
        elif current:
            mine.append(clause)
    return (" ".join(mine) or text), reasons


def _pairs(folded: str, hits: list[Hit]) -> Iterator[tuple[Hit, Hit, str, str]]:
    """Each name and the next, with what stands before and between them."""
    for first, second in itertools.pairwise(hits):
        yield (
            first,
            second,
            folded[max(0, first.start - _REACH) : first.start],
            folded[first.end : second.start],
        )


def _moved(subject: Subject, folded: str, hits: list[Hit]) -> Reason | None:
    for first, second, before, between in _pairs(folded, hits):
        if len(between) > _REACH:
            continue
        if _LEFT.search(before) and _FOR.search(between):
            left, joined = first.subject, second.subject
        elif _JOINED.search(before) and _FROM.search(between):
            left, joined = second.subject, first.subject
        else:
            continue
        words = (folded[max(0, first.start - _REACH) : second.end].split(" ", 1)[-1],)
        if subject == left:
            return Reason(rule="left_us", sentence="The writer left for another", weight=2.0, evidence=words)
        if subject == joined:
            return Reason(
                rule="came_to_us", sentence="The writer came from another", weight=-3.0, evidence=words
            )
    return None


def _compared(subject: Subject, folded: str, hits: list[Hit]) -> Reason | None:
    for first, second, before, between in _pairs(folded, hits):
        if first.subject == second.subject or subject not in (first.subject, second.subject):
            continue
        if len(between) > 2 * _REACH:
            continue
        found = preferred(before, between, folded[second.end : second.end + _REACH])
        if found is None:
            continue
        if subject == (first if found.better == "first" else second).subject:
            if _TURNED.search(folded, second.end):
                continue
            rule, sentence, weight = "we_better", "The writer finds us better than another", -3.0
        else:
            rule, sentence, weight = "another_better", "The writer finds another better than us", 2.6
        return Reason(rule=rule, sentence=sentence, weight=weight, evidence=(found.words,))
    return None


def _blamed(subject: Subject, folded: str, hits: list[Hit]) -> Reason | None:
    """Whether the fitted model hears blame of us, where the names of others stand in the post too, or hears none.

    A post of more than twice WINDOW characters tells by its clauses alone.
    """
    weights = shipped_name_weights()
    if weights is None or len(folded) > 2 * WINDOW or detect(folded) not in READ:
        return None
    negative, _, _ = shares(masked(folded, _spans(subject, folded, hits)), weights)
    weight = max(-MOST_BLAME, min(MOST_BLAME, BLAME * log_odds(negative)))
    if abs(weight) < LEAST_BLAME:
        return None
    rule = "blames_us" if weight > 0.0 else "spares_us"
    others = dict.fromkeys(
        folded[hit.start : hit.end] for hit in hits if hit.subject.is_own != subject.is_own
    )
    return Reason(rule, BLAMED[rule], round(weight, 2), tuple(others)[:MOST_EVIDENCE])


def _spans(subject: Subject, folded: str, hits: list[Hit]) -> Iterator[Span]:
    for name, own in {(folded[hit.start : hit.end], hit.subject.is_own) for hit in hits}:
        for match in re.finditer(rf"(?<!\w)[@#]?{re.escape(name)}(?!\w)", folded):
            yield (*match.span(), own == subject.is_own)
