"""Rules that make a text more or less of a complaint: what words come to when they stand together."""

import re

from triage.counting import COUNT, COUNTED, EXPECTED, EXPECTED_WORDS, MANY, NEGATION, NUMBERS, SINCE
from triage.findings import Findings, Rule
from triage.model import Reason

_SPAN = re.compile(
    rf"\b(?=\w)(?:half an|\d+(?:[.,:]\d+)?|{NUMBERS}|an|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|una|varias|varios|media)"
    r"\s?\+?(?:\s|-|more\s)?"
    r"(?:minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|wks?|months?|years?|minutos|horas?|días?|semanas?|mes(?:es)?)\b"
    r"(?![- ](?:olds?|pregnant|along|postpartum|de embarazo|plan|contract|warranty|guarantee|trial|subscription|anniversary)\b)"
)
_SINCE = re.compile(
    r"\b(?=\w)(?:since|desde(?: el| la| hace)?)\s(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|last|this"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|easter|christmas|noon"
    r"|midnight|\d+|the \d+|lunes|martes|miércoles|jueves|viernes|sábado|domingo|ayer|enero|febrero|marzo|abril|mayo"
    r"|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
)
_UNDONE = re.compile(
    r"\b(?=\w)(?:no|not|never|nobody|no one|noone|none|nothing|without|zero|(?:do|did|does|is|was|were|are|have|has|had|could|would|should|ca|wo)n'?t|cannot)\s"
    r"(?!(?:any )?(?:complaints?|problems?|issues?|worries|doubts?|concerns?|trouble|hesitation|me asking)\b)(?:\S{1,30}\s){0,3}?"
    rf"(?:{'|'.join(EXPECTED_WORDS)})\w*"
)
_REPEATED = re.compile(
    rf"\b(?=\w)(?:\d+|{NUMBERS}|both|multiple|countless|numerous|endless)\s(?:\w+\s)?(?:times|calls|phone calls|emails|e-mails"
    r"|messages|letters|visits|attempts|tries|goes|forms|departments|transfers|promises|bills|complaints|reminders|weeks running"
    r"|days running|nurses|doctors|people|agents|reps|veces|llamadas|correos|mensajes)\b"
    r"|\b(?=\w)(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:nd|rd|th))\s(?:time|day|week|month|call|email"
    r"|attempt|visit|request|appointment|cancellation|complaint|message|vez)\b"
)
_FIRST_PERSON = re.compile(
    r"\b(?=\w)(?:i|i'm|im|i've|ive|i'll|i'd|me|my|mine|we|we're|we've|our|us|yo|mi|mis|me|nos|nosotros|nuestr\w+)\b"
)
# What nobody praises: soon behind the praise it makes it bitter.
_BITTER_THANKS = re.compile(
    r"\b(?:thanks|thank you|thx|cheers)\b(?: a bunch|[^.!?,;]{0,40}? for (?:nothing|losing|cancel\w+|ignoring|wasting|ruining|keeping|making|hanging up"
    r"|letting|overcharging|ghosting))\b"
)
_THANKED = re.compile(
    r"\b(?=\w)(?:thanks|thank you|thx|cheers|marks|love|loving|lovely|touch|shoutout|stellar|genius|congrat\w*|kudos|bravo|nice|great|how \w+"
    r"|five-star|can't wait|best part|fun|gracias|felicidades|enhorabuena|me encanta)\b[^.!?]{0,60}?\b(?:wait\w*|queue\w*|on hold|delay\w*|cancel\w*|bills?\b|fees?\b|charg\w+"
    r"|parking|plastic chair|nap on|cold (?:soup|food|coffee|shower)|drilling|hair in|reset\w*|passwords?|paperwork|voicemail|stranded"
    r"|tarmac|losing|lost my|broken|leak\w*|sigh\w*|eye.?roll\w*|ignor\w+|hanging up|hung up|rude\w*|mess\b|crash\w*|error|outage"
    r"|middle seat|clipboard|transferr?\w*|disconnect\w*|nothing\b|horas de espera|esperar|cobrar\w*|nada\b)"
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
        "refusal",
        "discrimination",
        "abuse",
        "consent",
        "privacy",
        "lack",
        "outrage",
        "product_fault",
        "loss_damage",
        "stranded",
        "comfort",
        "promise",
        "chased",
        "decline",
        "fall",
        "pain",
        "staffing",
        "goods",
    ]
)
_HARD = _PROBLEMS - {"lack", "outrage", "comfort"}


def long_span(findings: Findings) -> Reason | None:
    """A number of hours, days or weeks, or a "since Monday", stands beside a problem or without any praise."""
    cues = findings.cues
    if "span" not in cues or not UNREAL.isdisjoint(cues):
        return None
    spans = findings.quoted(_SPAN, COUNT, "", 4) or findings.quoted(_SINCE, SINCE, "", 4)
    if not spans:
        return None
    if not _HARD.isdisjoint(cues):
        return Reason(rule="long_span", sentence="It counts the time it took", weight=1.0, evidence=spans)
    if "thanks" in cues or findings.tone > 0.3:
        return None
    return Reason(rule="long_span", sentence="It counts the time it took", weight=0.9, evidence=spans)


def undone(findings: Findings) -> Reason | None:
    """Something that people may expect was not there or not done ("no hot water", "never got an answer")."""
    if _LACKING.isdisjoint(findings.cues):
        return None
    words = findings.quoted(_UNDONE, NEGATION, EXPECTED, 6)
    if not words:
        return None
    return Reason(rule="undone", sentence="Something was not there or not done", weight=1.0, evidence=words)


def repeated(findings: Findings) -> Reason | None:
    """A number of calls, attempts or people stands in the text, or a "third time"."""
    words = findings.quoted(_REPEATED, COUNT + MANY, COUNTED, 4)
    if not words or not UNREAL.isdisjoint(findings.cues):
        return None
    return Reason(
        rule="repeated",
        sentence="It counts how often it happened, or how many were asked",
        weight=0.9,
        evidence=words,
    )


def sarcasm(findings: Findings) -> Reason | None:
    """Words of praise stand beside what nobody praises and nobody put right: the praise is taken back."""
    cues = findings.cues
    if not UNREAL.isdisjoint(cues):
        return None
    if "bitter_thanks" in cues and (bitter := _BITTER_THANKS.search(findings.folded)):
        return _bitter(3.0, (bitter.group(),))
    praise = cues.get("bitter_praise")
    if not praise or ("resolved" in cues and "irony" not in cues):
        return None
    if _HARD.isdisjoint(cues) and not _THANKED.search(findings.folded):
        return None
    if (
        "thanks" in cues and "contrast" in cues and "irony" not in cues
    ):  # praise first and a problem behind it
        return None
    return _bitter(1.8, praise)


def _bitter(weight: float, praise: tuple[str, ...]) -> Reason:
    return Reason("sarcasm", "The praise sounds bitter beside a problem", weight, praise)


def impersonal(findings: Findings) -> Reason | None:
    """News, a lesson or an advert in which nobody says "I" or "we"."""
    kinds = UNREAL.intersection(findings.cues)
    if not kinds or _FIRST_PERSON.search(findings.folded):
        return None
    words = findings.cues[min(kinds)]
    return Reason(
        rule="impersonal",
        sentence="It tells of others, as news does",
        weight=-2.5,
        evidence=words,
    )


_LACKING = frozenset({"lack", "silence", "promise", "refusal", "access"})
UNREAL = frozenset({"news", "jobs", "promotion", "teaching"})
WEIGHING_CUES = frozenset({"span", "bitter_praise", "bitter_thanks", "chased"}) | UNREAL | _LACKING
WEIGHING: tuple[Rule, ...] = (long_span, undone, repeated, sarcasm, impersonal)
