"""Which of two names a comparison prefers: "A puts B to shame", "if only A were as clean as B"."""

import re
from typing import Literal, NamedTuple


class Preference(NamedTuple):
    """Which of two names fares better, and the words between them that say so."""

    better: Literal["first", "second"]
    words: str


COMPARATIVES = "better|worse|slower|faster|nicer|cheaper|ruder|kinder|quicker"
WORSE = frozenset(
    ["worse", "slower", "ruder", "dirtier", "bad", "slow", "rude", "dirty", "expensive", "awful", "terrible", "crowded", "chaotic", "noisy", "busy", "peor", "malo", "mala", "lento", "lenta", "sucio", "sucia", "caro", "cara"]
)  # fmt: skip
"""Adjectives and comparatives of which having less is better."""
LEAVING = (
    r"(?:left|leaving|leave|switch\w*|mov(?:ed|ing)|ditch\w*|transfer\w*|dump\w*|quit|quitting|going|cancell?ed|dropp\w+"
    r"|dej[eé]|cambi[eéo]|fui|pas[eéo])"
)
"""Verbs of who goes from one to another."""
FAREWELL = r"(?:(?:good)?bye|farewell|adi[oó]s|(?:done|finished) with)"
"""What else is said to one who is left."""
GONE_TO = (
    r"(?:for|to|over to|por|a|hello(?: to)?|hola|it'?s"
    r"|(?:\w+ ){0,2}and (?:\w+ ){0,2}?(?:bought|ordered|went|signed up|booked|joined)(?: \w+){0,2}? (?:from|to|with|at|for))"
)
"""What stands between the name of one who is left and the other's."""
UNMOVED = re.compile(
    r"(?:\b(?:not|never|nobody|no one|nunca|jam[aá]s)|n't)\b[^.!?;,\n]{0,20}$", re.IGNORECASE
)
"""Before such a verb: nobody went."""
_MORE = (
    r"(?:(?:really|easily|just|absolutely|totally|simply|completely|always|still|truly|definitely|by far) )*"
)
_NOT = r"(?:is|was|are|were|has)(?:n't| not| never| nowhere near)(?: been)?(?: (?:nearly|half|quite|even|anywhere near|remotely))*"

_WISHED = r"(?!no\b|not\b|never\b|nunca\b|\w*n't\b|end|turn|acab|termin)[\w']+"
"""A word of what is wished for: nobody should become like the other."""

_UNSAID = re.compile(
    r"\b(?:do you|does anyone|anyone|don't|do not|doesn't|didn't|not|never|nobody|no one|whoever|people|they|some) (?:would |will )?(?:\w+ )?(?:think|thinks|thought|said|say|saying|believe|know if|know whether)(?: that)?(?: the)? ?$|\b(?:whether|if)(?: the)? ?$",
    re.IGNORECASE,
)
"""Before the first name: the comparison is asked, supposed or denied."""
_ASKED = re.compile(r"[^.!?]{0,20}\?")
_SPORT = re.compile(
    r"[^.!?]{0,30}\b(?:football|match|game|cup|league|tournament|\d+ ?[-:] ?\d+)\b", re.IGNORECASE
)
_WHY = re.compile(r"\bwhy\b", re.IGNORECASE)


_ALONE = r"(?:^|[.!?:])(?: (?:imo|honestly|seriously|sorry but|for me),?)?"
_DAILY = r" ?(?:$|[.!,)]|any day|every (?:day|time)|by far|all day|always|imo|lol|period|forever)"
"""Around "A > B": nothing else, so that no path of a menu and no price is one."""


class _Comparison(NamedTuple):
    """Patterns of what stands before, between and behind two names.

    In `between` the group "said" is the comparison without the rest of a long name; a second one is the quality.
    """

    better: Literal["first", "second"]
    between: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


def _comparison(
    better: Literal["first", "second"], between: str, before: str = "", after: str = ""
) -> _Comparison:
    of_name = r"(?:'s )?(?:(?!not\b|never\b|no\b|hardly\b|and\b|or\b)\w+ ){0,2}?"  # the rest of a long name
    article = r"(?: (?:the|at|at the|el|la))?"
    return _Comparison(
        better,
        re.compile(f"{of_name}(?P<said>{between}){article}", re.IGNORECASE),
        re.compile(rf"{before}{article} ?$" if before else "", re.IGNORECASE),
        re.compile(after, re.IGNORECASE),
    )


_COMPARISONS = (
    _comparison(
        "first", rf"{_MORE}(?:do |does )?{_MORE}(?:puts?|blows?|knocks?)",
        after=r" (?:\w+ ){0,2}(?:to shame|out of the water|into a cocked hat)\b",
    ),
    _comparison("first", rf"{_MORE}(?:beats?|outshines?|wipes? the floor with|runs? rings (?:a)?round)"),
    _comparison(
        "first",
        rf"(?:is|are|was|were) {_MORE}(?:(?:streets|miles|leagues|way|far) (?:ahead of|above)|head and shoulders above)",
    ),
    _comparison("second", rf"{_NOT} (?:as|so) (\w+) (?:\w+ )?as"),
    _comparison("second", r"(?:could|should|needs? to|might|ought to) (?:learn|take) (?:\w+ ){0,4}from"),
    _comparison(
        "second",
        r"(?:can't|cannot|can not|couldn't|doesn't|does not|will never)(?: even)? (?:hold a candle to|compare (?:to|with)|come close to|measure up to)",
    ),
    _comparison(
        "second", r"(?:(?:was|were|is|be|could be|would be) )?(?:half )?(?:as (\w+) as|(?:a (?:bit|little) )?more like)",
        before=r"\b(?:if only|i (?:just )?wish|why (?:can't|couldn't|isn't|aren't|can not))",
    ),
    _comparison(
        "second", rf"(?:{_WISHED} ){{1,8}}?(?:like|the (?:same )?way(?: that)?|as (?:well|fast|quickly|kindly|politely) as)",
        before=r"\b(?:if only|wish(?:es|ed)?(?: that)?|why can't|why couldn't|why can not)",
    ),
    _comparison(
        "first",
        rf"(?:is|was|are|were|has been) (?:(?!not\b|no\b|never\b|any\b)\w+ ){{0,2}}({COMPARATIVES}|cleaner|friendlier|dirtier) than",
    ),
    _comparison(
        "first", r"(?:instead of|rather than|and not|over)(?: (?:to|at|with))?",
        before=r"\b(?:wish(?:ed)?|if only|regret not|should(?:'ve| have)?|could have)\b[^.!?]{0,40}?\b(?:gone|going|stayed|chosen|picked|booked|flown|switched|bought|choosing)(?: \w+){0,2}",
    ),
    _comparison(
        "first", r"(?:[\w'-]+ ){0,8}?than(?: (?:to|at|with|on|fly|go|use|call|see|visit))*",
        before=r"\b(?:i|we)(?:'d| would)? (?:much |far )?rather (?:\w+ ){1,3}?",
    ),
    _comparison("first", r">{1,3}", before=_ALONE, after=_DAILY),
    _comparison("second", r"<{1,3}", before=_ALONE, after=_DAILY),
    _comparison(
        "first", r"(?:did|does|do|fixed|found|managed) (?:[\w'-]+ ){1,8}?what",
        after=r" (?:(?:has|have|had) (?:not|never)|(?:can|could|would|did|has|had)(?:n't| not)|cannot|never)\b",
    ),
    _comparison(
        "first", r"(?:en vez de|en lugar de|y no)(?: al?| en| con)?",
        before=r"\b(?:ojal[aá]|deb[ií](?:mos)?|deber[ií]a(?:mos)?|tendr[ií]a(?:mos)? que|tuve que|hubiera(?:mos)?|hubiese)\b[^.!?]{0,40}?\b(?:ido|haber ido|ir|venido|elegido|llamado|volado|comprado)(?: \w+)?",
    ),
    _comparison("first", r"(?:es|fue|son) (?:mucho )?(mejor|peor) que"),
    _comparison("first", r"le da (?:mil|cien) vueltas al?"),
    _comparison("second", r"(?:fuera|fuese|estuviera) (?:tan (\w+) )?como", before=r"\bojal[aá](?: que)?"),
    _comparison(
        "second", rf"(?:{_WISHED} ){{1,8}}?(?:como(?: lo hacen?)?|igual que)(?: en)?",
        before=r"\bojal[aá](?: que)?(?: en)?",
    ),
)  # fmt: skip


def preferred(before: str, between: str, after: str) -> Preference | None:
    """Of two names on either side of `between`, the one that fares better; None where they are not compared.

    `before`, `between` and `after` are the texts around the names; 80 characters of each are enough.
    """
    begun, link, rest = _plain(before), _plain(between).strip(), _plain(after)
    if _UNSAID.search(begun) or _SPORT.match(rest) or (_ASKED.match(rest) and not _WHY.search(begun)):
        return None
    for each in _COMPARISONS:
        said = each.between.fullmatch(link)
        if said is None or not each.before.search(begun) or not each.after.match(rest):
            continue
        quality = said[2] if said.re.groups == 2 else None
        worse = quality is not None and quality.lower() in WORSE
        return Preference("second" if worse is (each.better == "first") else "first", said["said"])
    return None


def _plain(text: str) -> str:
    return " ".join(["", *text.replace("’", "'").replace("@", " ").replace("#", " ").split(), ""])
