"""Words of danger that mean none: what is laughed at, denied, taught, staged, over, or but a turn of phrase.

Every pattern looks at a folded text (lower case, straight apostrophes). Gaps are bounded, so that no text takes long.
"""

import re
from itertools import islice

from triage.danger_said import is_loud, said, words
from triage.words import without_addresses

_LAUGH = re.compile(r"\b(?:lol\b|lmf?ao\b|(?:ha){2,}|(?:ja){2,}|just kidding\b|es broma\b)|[😂🤣]")
_EARNEST = words(
    r"(?:not|isn't|ain't|no) (?:even |a |kidding or )?(?:joking|kidding|joke|bluffing|messing|broma)\b", r"(?:i )?mean it\b",
    r"(?:dead|deadly|being|so|i'?m) serious\b", r"(?:no|but|so) seriously\b", r"seriously(?: though|[,:])", r"no (?:lol|haha\w*|jaja\w*)\b", r"en serio\b", r"for real\b",
)  # fmt: skip

# What sounds like leave taken, like pills in somebody's hand or like an emergency, and is a turn of phrase, a lesson or over.
_DENIED = r"(?:never|not|isn't|wasn't|aren't|weren't|don't|didn't|doesn't|won't|wouldn't|no longer|nobody|no one|no-one)"
_OWN = r"(?:i|i'm|i'll|i'd|i've|im|my|me|we|we're|our|yo|mi|nos|voy|estoy)"  # who teaches or seeks staff tells of nobody's own
_TAUGHT = rf"(?![^.!?\n]{{0,100}}\b{_OWN}\b)[^.!?\n]"
_MEANS_ELSE = words(
    r"(?:nothing|all|not much) (?:i have |i've got |i've )?(?:left|more|else) to (?:say|add)\b",
    r"(?<!took )(?<!taken )(?<!swallowed )(?:some(?:one|body) else|another (?:patient|person|man|woman)|the other (?:patient|man|woman))'?s (?:pills?|tablets?|medication|medicines?|meds|prescription)\b",
    r"respond(?:ing)? to (?:my|our|the) (?:tickets?|e-?mails?)\b",
    r"(?:was|were|been) found safe\b(?![^\n]{0,80}\b(?:but|again|now|tonight)\b)", r"(?:floor|sand|coffee|tea|water|soup|room|seats?|pavement) (?:is|are|was) burning hot\b", r"so co[sz]y\b", r"bomb of an?\b", r"shots of (?:espresso|coffee|ginger)\b",
    r"(?:matar|comer)(?:te|lo|la|los|las)? a (?:besos|abrazos|cosquillas|carcajadas)\b", r"mat(?:ar|as|a|an) de (?:risa|amor|ternura)\b",
    r"(?:medicinas?|medicamentos?|medicaci[oó]n|pastillas) de otr[oa]s?\b", r"fue(?:ron)? (?:detenid|arrestad|condenad)[oa]s?\b",
    r"(?:queue|line|traffic|clock)\b[^.!?\n]{0,20} (?:not|isn't|never|hardly) mov(?:e|es|ing)\b",
    rf"{_DENIED} (?:\w+ ){{0,2}}?(?:(?:want(?:ed|s)?|going|planning|threaten(?:ed|ing)?|meant?|about|tr(?:y|ied|ying)) to |(?:said|say|saying) (?:that )?i (?:would|will) )?(?:ever )?(?:kill|hurt|harm|shoot|stab|bomb|attack)\b(?: (?:my|him|her|them)sel(?:f|ves)\b| any(?:one|body)\b)?",
    r"(?:was|were|got|been) (?:sacked|dismissed|arrested|convicted|jailed|sentenced|struck off)\b(?![^\n]{0,80}\b(?:but|again|back|now|tonight|still)\b)",
    r"(?:train|tram|bus|flight)s? (?:was |is )?(?:stopped|held|delayed)\b[^.!?\n]{0,30} for (?:\w+ )?(?:minutes|an hour|hours)\b",
    r"there(?:'s| is| was| were| are) no (?:bomb|gun|gunman|shooter|threat|fire(?! (?:exit|alarm|door|escape|extinguisher|drill))|weapon)s?\b", r"(?:do not|don't|didn't|doesn't) (?:have|own|carry) (?:a|any) (?:gun|knife|weapon)s?\b",
    r"(?:is|was|are|were)(?: not|n't) (?:drunk|stoned|high|abusive)\b", r"ya no (?:quiero|quer[ií]a) (?:morir|matar)\w*",
    r"used to (?:(?:want to|think (?:of|about)|dream of) (?:die|dying|(?:kill|hurt)(?:ing)? myself|suicide|end(?:ing)? it)|(?:cut|hurt|harm|burn|starve) myself)\b",
    rf"(?:(?<!know )(?<!idea )(?<!sure )what to do (?:if|when)|when a (?:patient|friend|pupil|student|child|caller) says)\b{_TAUGHT}{{0,80}}",
    rf"(?:webinar|training|(?<!of )(?<!golf )(?<!main )course|workshop|seminar|podcast|volunteers?|vacancy|hiring|lecture|talleres|taller|curso)(?: (?!manager)\w+){{0,2}}(?::| -){_TAUGHT}{{0,100}}",
    r"shoot(?:ing)? (?:the|a|our|this|that) (?:\w+ )?(?:commercial|film|video|scene|ad|advert|documentary|pilot|hold music|breeze|messenger)\b",
    r"shoot(?:ing)? (?:some )?hoops\b", r"blow(?:ing)? up (?:\w+ ){0,2}(?:balloons?|photos?|airbeds?|dinghy)\b", r"(?:nerf|water|glue|toy|nail|heat|staple|cap|bubble) (?:gun|pistol|sword)s?\b",
    r"(?:nurse|doctor|team|staff|kitchen|dj|band|chef|choir|you guys)(?:'s|'re| is| are| was| were) on fire (?:today|tonight|lately|this (?:week|season))\b",
    r"where (?:\w+ ){1,3}(?:go|goes|come|comes|went) to die\b", r"what(?:'s| is| on earth is) (?:the matter|wrong) with (?:you|these) people\b",
    r"last (?:ever )?(?:day of |round of |dose of )?(?:chemo|radiotherapy|radiation|infusion)\b",
    r"\b(?:man|woman|teen|teenager|boy|girl|cyclist|driver|pedestrian|motorcyclist|toddler|student|farmer)(?:, \d+,)? (?:dies|died|is killed|killed) (?:at|in|after|days|weeks|following)\b",
    r"(?:can't|cannot|couldn't) (?:even )?breathe (?:when \w+ laugh\w*|for laughing|from laughing)",
)  # fmt: skip


def means_else(folded: str) -> bool:
    """Whether it uses words of danger in a turn of phrase that is none, and says nothing of a danger in so many words beside it."""
    rest = _MEANS_ELSE.sub(" ", folded)
    return rest != folded and said(rest)[0] is None


_STOP = re.compile(r"(?<=[.!?\n])\s+")
_MOST_APART = 3


def apart(folded: str, *, means_none: bool) -> list[str]:
    """What is worth hearing by itself: where some of it `means_none`, all sentences that do not; and the first few that say a danger
    in so many words.
    """
    sentences = _STOP.split(folded)
    rest: list[str] = []
    if means_none:
        kept = [sentence for sentence in sentences if not _MEANS_ELSE.search(sentence)]
        rest = [" ".join(kept)] if kept and len(kept) < len(sentences) else []
    if len(sentences) == 1:
        return rest
    saying = (each for each in sentences if is_loud(each) and said(each)[0] and not _MEANS_ELSE.search(each))
    return [*rest, *islice(saying, _MOST_APART)]


def is_laughed(folded: str) -> bool:
    """Whether somebody laughs, and nothing says that it is meant; the name of an account or page laughs at nobody."""
    if not _LAUGH.search(folded) or _EARNEST.search(folded):
        return False
    return bool(_LAUGH.search(without_addresses(folded)))
