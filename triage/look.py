"""What nobody should take on trust: mentions of us that the judgement cannot read, or is not sure of.

A look is asked for by a reason whose name begins with "look_". How many a day become cards is the desk's to decide.
"""

import re
from itertools import islice

from triage.blending import named_weight
from triage.language import READ
from triage.model import Assessment, Reason, Urgency
from triage.rules_now import NEAR
from triage.tone import compound
from triage.tuning import shifted

UNSURE_BAND = 0.06  # below the cut: a narrow one, so that the sure ones need no look
CHEERFUL = (
    0.3  # VADER's compound from which a text needs no look; of what we cannot read only its emoji count
)
FEW_WORDS = 2
SURE = -4.0  # what `spares_us` weighs where nobody need look
BLAMED = frozenset({"blames_us", "left_us", "another_better"})
FARES_WELL = frozenset({"came_to_us", "we_better", "spares_us"})  # by these one can tell who is meant
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_WORD = re.compile(r"[@#]\w+|https?://\S+|www\.\S+|([^\W\d_]{2,})")  # what is in the group is a word
# Scripts that put no blank between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{5}")
_LINK = re.compile(r"https?://|www\.")

LOOK_DANGER = "look_danger"
LOOKS = {
    LOOK_DANGER: "It may tell of a danger; the judgement is not sure",
    "look_language": "It is in a language that we do not read",
    "look_short": "It says too little to be judged",
    "look_names": "It names us and somebody else, and one cannot tell who is meant",
    "look_unsure": "It is nearly a complaint; the judgement is not sure",
}
"""Rule -> what people read, the most pressing first."""


def look_reason(text: str, assessment: Assessment, cut: float, *, names: int, split: bool) -> Reason | None:
    """Why a person should look at a mention of us that is no complaint by its score; None where nobody need.

    `names` counts the watched names in it; `split` says that the part about us could be told from the rest.
    """
    rule = _rule(text, assessment, cut, names=names, split=split)
    if rule is None:
        return None
    words = [each.evidence for each in assessment.reasons if rule == LOOK_DANGER and each.rule == NEAR.rule]
    return Reason(rule=rule, sentence=LOOKS[rule], weight=0.0, evidence=words[0] if words else ())


def as_card(assessment: Assessment) -> Assessment:
    """What a look is once the desk gives it a card: a routine case. By itself it says what the text says."""
    return assessment._replace(urgency=max(assessment.urgency, Urgency.ROUTINE))


def _rule(text: str, assessment: Assessment, cut: float, *, names: int, split: bool) -> str | None:
    rules = {reason.rule for reason in assessment.reasons}
    praised = assessment.tone > CHEERFUL or "thanks" in rules
    if NEAR.rule in rules:
        return LOOK_DANGER
    if _says_little(text):
        tells = assessment.tone < 0.0 or _LINK.search(text) or assessment.reasons
        return "look_short" if tells and not praised else None
    if assessment.language not in READ:
        return None if _cheerful_emoji(text) else "look_language"
    if names > 1 and (_is_torn(assessment, cut) or (not split and _is_gloomy(assessment))):
        return "look_names"
    nearly = cut - UNSURE_BAND <= assessment.complaint < cut and not praised
    return "look_unsure" if nearly or "irony" in rules else None  # bitter praise hides a complaint


def _says_little(text: str) -> bool:
    """Whether it has FEW_WORDS at the most; what is written without blanks may be many."""
    words = (match for match in _WORD.finditer(text) if match[1])
    return next(islice(words, FEW_WORDS, None), None) is None and not _UNSPACED.search(text)


def _is_gloomy(assessment: Assessment) -> bool:
    """Something is blamed, and no reason tells that it is not us."""
    return assessment.negativity >= 0.5 and not any(each.rule in FARES_WELL for each in assessment.reasons)


def _is_torn(assessment: Assessment, cut: float) -> bool:
    """Blame was heard of us in what scores as no complaint; or none was heard, not for sure, and that alone made it none."""
    weights = {reason.rule: reason.weight for reason in assessment.reasons}
    if not BLAMED.isdisjoint(weights):
        return True
    spared = weights.get("spares_us", 0.0)
    return spared > SURE and shifted(assessment.complaint, -named_weight(spared, assessment.language)) >= cut


def _cheerful_emoji(text: str) -> bool:
    """An English word for praise may stand in any language and mean its opposite there; a heart means a heart."""
    return compound(" ".join(_EMOJI.findall(text))) > CHEERFUL


def wants_look(assessment: Assessment | None) -> bool:
    """Whether a look was asked for, in a verdict or in a case that came of one."""
    return assessment is not None and any(reason.rule in LOOKS for reason in assessment.reasons)


def rank(assessment: Assessment) -> tuple[int, float]:
    """Sorts looks: the most pressing kind first, in a kind the most negative."""
    kinds = list(LOOKS)
    place = min(
        [kinds.index(reason.rule) for reason in assessment.reasons if reason.rule in LOOKS], default=9
    )
    return place, -assessment.negativity
