"""Rules that ask what a text is about and to whom it speaks, whatever it complains of.

Each gives a reason or None; its docstring is its line in the docs. Their weights count for the complaint alone, not for
how gloomy a text is, and are added after rules and fitted words were blended.
"""

import math
import re
from collections.abc import Set

from triage.counting import COUNT
from triage.cues import MOST_EVIDENCE
from triage.findings import Findings, Rule
from triage.model import Reason
from triage.rules_weighing import UNREAL
from triage.topics import ACCOUNT, ELSEWHERE, SERVICE, topic_of

PER_SERVICE, MOST_SERVICES = 0.35, 2  # log-odds for each word about what organisations do for people
PER_ACCOUNT = 1.0  # log-odds where an organisation's handle is named
LONG, PER_LENGTH = 30, 1.2  # pieces, and log-odds for each e-fold beyond
_CHEERFUL = 0.3  # compound from which a text addressed to somebody is no reproach
_HARMLESS = UNREAL | {"thanks", "question", "resolved", "content", "figure_of_speech"}
_TO = re.compile(r"(?:(?:hi|hey|hello|dear|so|yo|wow|ok|please|pls|sorry|good \w+),? )?\.?@[a-z]\w{3,}")
_DIGIT = re.compile(r"\d")
_LONGEST_GREETING = 20
_ELSEWHERE = "It seems to be about something other than a service"
_PARTICULARS = "It is addressed to somebody and gives particulars"
_TOLD, _ASKED = Reason("addressed", _PARTICULARS, 1.5), Reason("addressed", _PARTICULARS, 0.6)


def elsewhere(findings: Findings) -> Reason | None:
    """It speaks of politics, sport, studies, love or shows, which are seldom an organisation's matter, and hardly of service."""
    marks = findings.reading.marks
    if ELSEWHERE not in marks or marks.count(SERVICE) >= MOST_SERVICES:
        return None
    words = findings.marked(ELSEWHERE)[:MOST_EVIDENCE]
    return Reason("elsewhere", _ELSEWHERE, -1.2, tuple(words)) if words else None


def addressed(findings: Findings) -> Reason | None:
    """It begins with a handle, gives particulars (a number, what organisations do), and neither thanks nor sounds cheerful."""
    folded = findings.folded.split("http", 1)[0]
    if findings.tone >= _CHEERFUL or not _HARMLESS.isdisjoint(findings.cues) or not (to := _TO.match(folded)):
        return None
    if SERVICE not in findings.reading.marks and not _DIGIT.search(folded, to.end()):
        return None
    return _ASKED if "?" in folded else _TOLD


ABOUT: tuple[Rule, ...] = (elsewhere, addressed)


def may_be_about(folded: str, marks: str) -> bool:
    """Whether any of these rules may have something to say of a folded text with these marks."""
    if ELSEWHERE in marks:
        return True
    return "@" in folded[:_LONGEST_GREETING] and (SERVICE in marks or COUNT in marks)


def expected(marks: str, pieces: int, name_words: Set[str]) -> float:
    """Log-odds of a text with these marks and so many pieces, before anything is known of what it complains of: more for
    words about what organisations do for people and where one's account is named, less for a long text, which names more
    of everything.
    """
    words = marks.count(SERVICE)
    if words and name_words:  # "Northgate Hospital" says nothing by its second word
        words = max(0, words - sum([topic_of(word) == SERVICE for word in name_words]))
    odds = PER_SERVICE * min(MOST_SERVICES, words)
    if ACCOUNT in marks:
        odds += PER_ACCOUNT
    return odds if pieces <= LONG else odds - PER_LENGTH * math.log(pieces / LONG)
