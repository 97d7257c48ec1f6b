"""Rules with names that need more than one cue: what makes a text urgent, and what only sounds so.

Each rule looks at what was found in a text and gives a reason or None; its docstring is its line in the docs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from triage.cues import Found
from triage.model import Reason

_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|several|many|half"
_SPAN = re.compile(
    rf"(?:\d+(?:[.,:]\d+)?|{_NUMBER}|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\s?\+?[\s-]"
    r"?(?:hours?|hrs?|days?|weeks?|months?|years?|horas|días|semanas|meses)\b"
)
_PAST = re.compile(
    r"\b(?:years? ago|months? ago|weeks? ago|last (?:year|month|week|spring|summer|fall|winter)|back in|in (?:19|20)\d\d"
    r"|when i was|used to|hace (?:un|dos|tres|\d+) (?:año|mes|semana)s?|el año pasado)\b"
)
_PREVENTION = re.compile(
    r"\b(?:prevention|awareness|hotline|lifeline|training|drill|exercise|simulation|documentary|movie|film|episode"
    r"|novel|book|song|lyrics|game|prevención|simulacro|película|video game)\b"
)
_RECOVERED = re.compile(r"\b(?:saved|survived|recovered|recovery|thank|thanks|grateful|gracias|salvaron)\b")
_INTENT = re.compile(
    r"\b(?:i'?ll|i will|i'?m (?:going|gonna|coming|bringing)|i am (?:going|coming|bringing)|im (?:going|gonna|coming)"
    r"|going to|gonna|about to|i swear)\b[^.!?]{0,40}?\b(?:burn (?!out|through|some)|blow (?:up|it|this|that|the)|bomb\b"
    r"|shoot (?!you an|you a|me a|them an|over|for)|stab|bleed\b|kill (?!for|time|me\b|myself|it\b|some time))"
    r"|\b(?:bringing|bring|got|have|has) (?:a|my|the) (?:gun|knife|shotgun|rifle|pistol|bat|machete)\b"
    r"|\bwatch (?:his|her|your|their) back\b|\b(?:deserves?|needs?) (?:a bullet|to be shot|to die)\b"
)
_PROBLEMS = frozenset(
    [
        "waiting",
        "access",
        "cancelled",
        "silence",
        "dismissed",
        "rude",
        "neglect",
        "grave_neglect",
        "error",
        "grave_error",
        "dirty",
        "vermin",
        "money",
        "discrimination",
        "abuse",
        "consent",
        "privacy",
        "lack",
        "outrage",
    ]
)
_ABUSE = ("abuse", "grave_neglect", "rude")


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a rule may look at: the folded text, the cues in it and VADER's compound."""

    folded: str
    cues: Found
    tone: float


Rule = Callable[[Findings], Reason | None]


def _quote(pattern: re.Pattern[str], folded: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.group().strip() for match in pattern.finditer(folded)))[:3]


def _not_real(findings: Findings) -> bool:
    """News, adverts, films and prevention campaigns speak of danger without being in it."""
    cues = findings.cues
    if "news" in cues or "jobs" in cues or "promotion" in cues:
        return True
    return bool(_PREVENTION.search(findings.folded))


def long_span(findings: Findings) -> Reason | None:
    """A number of hours, days or weeks stands beside a problem."""
    if "span" not in findings.cues or _PROBLEMS.isdisjoint(findings.cues):
        return None
    spans = _quote(_SPAN, findings.folded)
    if not spans:
        return None
    return Reason(rule="long_span", sentence="It counts the time it took", weight=1.0, evidence=spans)


def sarcasm(findings: Findings) -> Reason | None:
    """Words of praise stand beside a problem: the praise is taken back."""
    cues = findings.cues
    praise = cues.get("bitter_praise")
    if not praise or _PROBLEMS.isdisjoint(cues) or "promotion" in cues or "jobs" in cues:
        return None
    return Reason(
        rule="sarcasm", sentence="The praise sounds bitter beside a problem", weight=2.2, evidence=praise
    )


def self_harm(findings: Findings) -> Reason | None:
    """Level 3: somebody writes of ending their own life, in the first person, outside news and campaigns."""
    words = findings.cues.get("self_harm")
    if (
        not words
        or _not_real(findings)
        or _PAST.search(findings.folded)
        or _RECOVERED.search(findings.folded)
    ):
        return None
    return Reason(
        rule="self_harm", sentence="Somebody may be about to harm themselves", weight=0.0, evidence=words
    )


def threat(findings: Findings) -> Reason | None:
    """Level 3: somebody threatens people or the building, outside news and drills; not who threatens themselves."""
    words = findings.cues.get("threat")
    if words is None and "violence" in findings.cues:
        words = _quote(_INTENT, findings.folded)
    if not words or "self_harm" in findings.cues or _not_real(findings) or _PAST.search(findings.folded):
        return None
    return Reason(rule="threat", sentence="Somebody threatens others", weight=0.0, evidence=words)


def emergency_now(findings: Findings) -> Reason | None:
    """Level 3: a life in danger and words that say it is happening now, not last week and not in the news."""
    danger, now = findings.cues.get("danger"), findings.cues.get("now")
    if not danger or not now or _not_real(findings):
        return None
    if _PAST.search(findings.folded) or _RECOVERED.search(findings.folded):
        return None
    evidence = (danger[0], now[0])
    return Reason(
        rule="emergency_now", sentence="An emergency seems to be happening now", weight=0.5, evidence=evidence
    )


def abuser_on_shift(findings: Findings) -> Reason | None:
    """Level 3: somebody is accused of abuse and said to be still at work."""
    shift = findings.cues.get("on_shift")
    accused = next((findings.cues[name] for name in _ABUSE if name in findings.cues), None)
    if not shift or not accused or _not_real(findings):
        return None
    evidence = (accused[0], shift[0])
    return Reason(
        rule="abuser_on_shift",
        sentence="A person accused of abuse is still at work",
        weight=1.0,
        evidence=evidence,
    )


RULE_CUES = frozenset(
    {"span", "bitter_praise", "self_harm", "threat", "violence", "danger", "on_shift"}
)  # a rule needs one
WEIGHING: tuple[Rule, ...] = (long_span, sarcasm)
NOW_RULES: tuple[Rule, ...] = (self_harm, threat, emergency_now, abuser_on_shift)
RULE_NAMES = ("long_span", "sarcasm", "left_us", "came_to_us", *(rule.__name__ for rule in NOW_RULES))
"""What a route or reply may ask for besides the names of cues."""
