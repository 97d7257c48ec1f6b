"""Two names in one post: which words are about which, who was left for whom, who is better and who is blamed."""

import itertools
import re
from collections.abc import Iterator

from triage.blame import blame_of, heard_towards
from triage.comparing import FAREWELL, GONE_TO, LEAVING, UNMOVED, preferred
from triage.matching import Hit, Matcher
from triage.model import Reason, Subject
from triage.naming import BELIEVED, Towards

_CLAUSES = re.compile(
    r"(?<=[.!?;\n])\s+|(?<!\s)\s+(?=(?i:but|while|whereas|compared|instead|then|pero|mientras|en cambio)\b)"
    r"|(?<!\s),?\s+(?=(?i:unlike|where|who|which|whose|donde)\b)|,\s+(?=(?:(?:and|y) )?(?:(?:in|at|with|en|con) (?:the |el |la )?)?[A-Z@])"
)
_RELATIVE = re.compile(
    r"(?:where|who|which|whose|donde)\b", re.IGNORECASE
)  # it belongs to the name before it
_LEFT = re.compile(
    rf"\b(?:{LEAVING}(?:\s+(?:away|over))?(?:\s+(?:from|de|del))?|{FAREWELL})(?:\s+(?:the|my|our|el|la|mi))?\s*[@#]?$"
)
_OF_NAME = r"(?: (?!and\b|or\b|not\b|\w+ing\b)\w+){0,2}"  # the rest of a long name
_FOR = re.compile(rf"^{_OF_NAME}\W*{GONE_TO}(?:\s+the)?\s*[@#]?$")
_PARTING = re.compile(rf"\b{FAREWELL}\b")
_JOINED = re.compile(
    r"\b(?:switch\w*|mov(?:ed|ing)|chang\w+|went|transfer\w*)(?:\s+over)?\s+to(?:\s+the)?\s*[@#]?$"
)
_FROM = re.compile(rf"^{_OF_NAME}\W*(?:from|instead of|rather than)(?:\s+the)?\s*[@#]?$")
_TURNED = re.compile(
    r"\b(?:but|until|till|though|although|however|except|unless|yet|still|nowadays|not any ?more|no longer|pero|aunque|hasta que|salvo)\b"
)
"""After praise by comparison: what follows may well be a complaint, so that the praise is not counted."""
_REACH = 30  # characters between a verb, a name and the other name


def clauses_about(subject: Subject, text: str, matcher: Matcher) -> str:
    """The clauses about `subject`; all of the text where there is none.

    A clause without a name belongs to the name before it; those before the first name to the first.
    """
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
    return " ".join(mine) or text


def name_reasons(subject: Subject, folded: str, hits: tuple[Hit, ...]) -> tuple[Reason, ...]:
    """Why a folded post that names `subject` and somebody else speaks for or against `subject`: which name is better, or else who was
    left for whom, or else whom the fitted model hears blamed.
    """
    in_order = sorted(hits, key=lambda hit: hit.start)
    if compared := _compared(subject, folded, in_order):
        return (compared,)
    moved, heard = _moved(subject, folded, in_order), heard_towards(subject, folded, in_order)
    if moved is not None and (heard is None or _is_believed(moved, heard)):
        return (moved,)
    blame = blame_of(heard, folded) if heard is not None else None
    return (blame,) if blame is not None else ()


def _from_a_word(folded: str, start: int, end: int) -> str:
    """What stands there, without the rest of a word that begins before it."""
    return folded[start:end].split(" ", 1)[-1] if start > 0 else folded[:end]


def _is_believed(moved: Reason, heard: Towards) -> bool:
    """Whether a farewell says so, or the fitted model does not think it unlikely that a move tells of blame or praise."""
    if _PARTING.search(moved.evidence[0]):
        return True
    return (heard.negative if moved.weight > 0.0 else heard.positive) >= BELIEVED


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
        if (verb := _LEFT.search(before)) and _FOR.search(between):
            left, joined = first.subject, second.subject
        elif (verb := _JOINED.search(before)) and _FROM.search(between):
            left, joined = second.subject, first.subject
        else:
            continue
        if UNMOVED.search(before[: verb.start()]):
            continue
        words = (_from_a_word(folded, first.start - _REACH, second.end),)
        if subject == left:
            return Reason(rule="left_us", sentence="The writer left for another", weight=4.0, evidence=words)
        if subject == joined:
            return Reason(
                rule="came_to_us", sentence="The writer came from another", weight=-4.0, evidence=words
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
            rule, sentence, weight = "we_better", "The writer finds us better than another", -4.6
        else:
            rule, sentence, weight = "another_better", "The writer finds another better than us", 3.4
        return Reason(rule=rule, sentence=sentence, weight=weight, evidence=(found.words,))
    return None
