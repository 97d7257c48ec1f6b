"""`subject_tone`: negative, neutral or positive towards one name or thing in a text, whatever is said of the others."""

import re
from itertools import islice

from triage import target as t
from triage.assessing import assess
from triage.comparing import COMPARATIVES, FAREWELL, GONE_TO, LEAVING, UNMOVED, WORSE, preferred
from triage.folding import fold
from triage.language import READ, detect
from triage.masking import THEIRS, begins_sentence, is_common, masked_at
from triage.naming import BELIEVED, shipped_name_weights, towards
from triage.odds import log_odds
from triage.things import is_word_of_things, thing_tone
from triage.tone import clean_for_tone, compound

_LEFT_BEFORE = re.compile(
    rf"\b(?:{LEAVING}(?:\s+(?:away|over))?(?:\s+(?:from|de|del))?|{FAREWELL})(?:\s+(?:the|my|our|el|la|mi))?\s*[@#]?$",
    re.IGNORECASE,
)
_FOR_AFTER = re.compile(rf"^\W*{GONE_TO}\s+(?:the\s+)?[@#]?[A-Z]")
_FOR_BEFORE = re.compile(
    rf"\b(?:{LEAVING}|{FAREWELL})\s[^.!?;]{{1,40}}\s{GONE_TO}\s+(?:the\s+|el\s+|la\s+)?[@#]?$",
    re.IGNORECASE,
)
_COMPARATIVE = rf"({COMPARATIVES}|mejor|peor)\s(?:\w+\s)?(?:than|que)"
_THAN = re.compile(
    rf"\b{_COMPARATIVE}\s+(?:the\s+|at\s+)?[@#]?$",
    re.IGNORECASE,
)
_BETTER = re.compile(
    rf"^\W*(?:is|was|are|were|has been|es|fue)\s(?:\w+\s){{0,3}}{_COMPARATIVE}\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\b(?:nobody|no one|no-one|none|nowhere|nadie)\b[^.!?;]{0,30}$", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:no|not|never|hardly)\s(?:(?:any|much|really)\s)*$", re.IGNORECASE)
_RATHER_BEFORE = re.compile(
    r"\brather than (?:(?:go|going|be|use|using|fly|flying|return|returning)(?:\s(?:back|to|at|with))*\s)?(?:the\s+)?[@#]?$",
    re.IGNORECASE,
)
_RATHER_AFTER = re.compile(r"^[^.!?;]{0,40}\brather than\b", re.IGNORECASE)
_UNLIKE = re.compile(r"\b(?:unlike|not like|a diferencia de)\s+(?:the\s+|at\s+)?[@#]?$", re.IGNORECASE)
_OTHER_NAME = re.compile(
    r"(?!(?:Ojal[aá]|Nobody|None|Nowhere|No|Nadie)\b)[@#]?[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*)*"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BRANCH = re.compile(r",? (?:in|on|at|by|near|en|de) (?:the )?([A-Z]\w+)")
_SURE, _MILD = 0.0, -1.0  # log-odds of the clause's scores: negative from here, and not negative below there
_PLAINLY_BAD = 0.85  # complaint score of what "unlike A" goes on to say of B, from which A fares better
_MOST_PLACES = 8  # of a name that are looked at
_NEGATIVITY_LIFT = 0.3  # log-odds: the negativity head calls fewer short clauses negative


def tone_towards(subject: str, text: str, begin: int | None = None, end: int | None = None) -> str:
    """ "negative", "neutral" or "positive" towards `subject` in `text`.

    `begin` and `end` are its character offsets where it occurs more than once; where they do not fit, the
    occurrence nearest to them counts. A subject that does not occur is judged by the whole text. Never raises on any text.
    """
    place = t.place_of(subject, text, begin, end)
    if place is None:
        return t.by_compound(compound(clean_for_tone(text)))
    if not _is_name(subject, text, place[0]):
        if detect(fold(text)) == "es":  # the model of things knows English alone
            return _name_tone(t.clause_of(text, *place))
        return thing_tone(text, *place)
    if compared := _compared(text, *place):
        return compared
    moved, told = _moved(text, *place), _told(text, *place)
    if told is None:
        return moved or _name_tone(t.clause_of(text, *place))
    return moved if moved and told[moved] >= BELIEVED else max(told, key=lambda tone: told[tone])


def _is_name(target: str, text: str, begin: int) -> bool:
    """A handle, a hashtag, or words with capitals of which the last has one too, unless they are common ones that have it for
    another reason; without capitals what is no word, beside a name that has them.

    `target` is not empty.
    """
    words = _WORD.findall(target.lower())
    if target[0] in "@#":
        return True
    if not any(letter.isupper() for letter in target):
        odd = not is_common(words[0] if words else "") and not any(map(is_word_of_things, words))
        return odd and THEIRS in masked_at(text, begin, begin + len(target))
    if not any(letter.isupper() for letter in target.split()[-1]):
        return False
    if len(words) == 1 and is_word_of_things(words[0]):
        return False
    common = all(map(is_common, words))
    return not common or (len(words) > 1 and not target.isupper() and not begins_sentence(text, begin))


def _moved(text: str, begin: int, end: int) -> str | None:
    """Where a name was left for another, or is never to be, or the other way round, what that says of it."""
    before, after = text[max(0, begin - 80) : begin], text[end : end + 80]
    left = _LEFT_BEFORE.search(before)
    if left and _FOR_AFTER.search(after):
        return "positive" if UNMOVED.search(before[: left.start()]) else "negative"
    joined = _FOR_BEFORE.search(before)
    return "positive" if joined and not UNMOVED.search(before[: joined.start()]) else None


def _compared(text: str, begin: int, end: int) -> str | None:
    """Where a name stands in a comparison, what that says of it."""
    before, after = text[max(0, begin - 80) : begin], text[end : end + 80]
    for other in _OTHER_NAME.finditer(after):
        if found := preferred(before, after[: other.start()], after[other.end() :]):
            return "positive" if found.better == "first" else "negative"
    for other in _OTHER_NAME.finditer(before):
        if found := preferred(before[: other.start()], before[other.end() :], after):
            return "positive" if found.better == "second" else "negative"
    if than := _THAN.search(before):
        begun = before[: than.start()]
        if _DENIED.search(begun):
            return "neutral"
        well = than[1].lower() in WORSE
        if _NOBODY.search(begun):  # "nobody does it better than A" is praise of A
            well = not well
        return "positive" if well else "negative"
    if better := _BETTER.search(after):
        worse = better[1].lower() in WORSE
        if _DENIED.search(after[: better.start(1)]):  # "A is no better than B" blames A
            return "neutral" if worse else "negative"
        return "negative" if worse else "positive"
    if _RATHER_BEFORE.search(before):
        return "negative"
    if _RATHER_AFTER.search(after):
        return "positive"
    if _UNLIKE.search(before):
        return "positive" if assess(after).complaint >= _PLAINLY_BAD else "negative"
    return None


def _told(text: str, begin: int, end: int) -> dict[str, float] | None:
    """How likely each tone towards a name is by the fitted model; None without its weights, in languages that it does not know,
    and where one name stands for two.
    """
    weights = shipped_name_weights()
    if weights is None or detect(fold(text)) not in READ:
        return None
    if len(_branches(text, text[begin:end])) > 1:
        return None
    return dict(zip(t.TONES, towards(masked_at(text, begin, end), weights)[:3], strict=True))


def _branches(text: str, name: str) -> set[str]:
    """Which branches of one house are told apart by where they are ("Northgate in Elm Street")."""
    places = islice(t.named(name, text), _MOST_PLACES)
    return {branch[1].lower() for _, end in places if (branch := _BRANCH.match(text, end))}


def _name_tone(clause: str) -> str:
    found = assess(clause)
    against = max(log_odds(found.negativity, t.SURE) + _NEGATIVITY_LIFT, log_odds(found.complaint, t.SURE))
    if against > _SURE:
        return "negative"
    if against < _MILD or found.tone > 0.05:
        return "positive"
    return "neutral"
