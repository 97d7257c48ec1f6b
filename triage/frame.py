"""How a post opens and closes ("FYI:", "1/2", "Thank you in advance.", "Sent from my iPhone"): who is polite or writes on a telephone
complains no less, is in no less danger, and writes in no other language.
"""

import re
from collections.abc import Sequence

OPENS, CLOSES = "<", ">"  # the marks of words without which no post opens or closes so

_MOST = 6  # openings or closings one behind another
_LEAST_LEFT = 12  # characters
_TAIL = 160  # characters: in so many a closing stands
_FIRST, _LAST = 5, 7  # pieces: among so many its telling word does
# No mark out of five or ten, no date, and no half of anything: "1/2 my pills".
_COUNTER = r"(?:[1-4]/[2-4] (?=\s*$|[:.)-]) | [(\[][1-9][ ]?/[ ]?[2-46-9][)\]])"
_BULLETS = "\u2022\u00b7\u2023\u25aa\u25cf\u25cb\u25e6\u25a0\u25ba\u25b6\u2794\u2713*>-"
_GREETING = r"""
    (?:hi|hello|hey|hiya) (?:\s+(?:there|all|everyone|team|folks))? | good\s+(?:morning|afternoon|evening) | to\s+whom\s+it\s+may\s+concern
    | dear\s+(?:sirs?|madam|sir\s+or\s+madam|sir/madam|all|team) | hola (?:\s+a\s+todos)? | buen[oa]s (?:\s+(?:d[ií]as|tardes|noches))?
    | estimad[oa]s? (?:\s+se[ñn]or(?:a|as|es)?)? | fyi | psa | btw | heads\s+up | note | nota | aviso
"""
_FILLER = r"(?:ok|okay|right|well|anyway|so|bueno|pues|a\s+ver|o\s+sea)\s*(?:,|\.\.\.|\u2026) | (?:ok|okay|right)\s+so,?"
_OPENING = re.compile(
    rf"""
    \s* (?: [{_BULLETS}]\s+ | {_COUNTER} [:.)-]? \s+ | (?-i:[1-4]/[2-4]\s+(?=[A-Z\u00bf\u00a1]))
        | \u00a1? (?:{_GREETING}) \s*[,:!.\u2013\u2014-]+\s+ | (?:{_FILLER}) \s+ | (?:subject|asunto)\s*:\s* (?:(?:re|fwd?|rv)\s*:\s*)*
        | (?:update|review|rant|actualizaci[oó]n|rese[nñ]a)\s*:\s+
        | rt\s+@\w{{1,30}}\s*:?\s+ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What is said of these is said by the mail program; anybody may add more words to what is not listed.
_DEVICES = r"(?:iphone|ipad|android|phone|mobile|cell|smartphone|samsung|galaxy|pixel|huawei|xiaomi|outlook|gmail|yahoo|m[oó]vil|celular|tel[eé]fono|app)"
_NAME = r"(?-i:[A-Z\u00c0-\u00de](?:[a-z\u00df-\u00ff'-]+|\.))"
_CLOSING = re.compile(
    rf"""
    (?: (?:^ | (?<=[\s.!?,;:\u2026)"'])) (?:
        (?:(?:many\s+)?thanks | thank\s+you (?:\s+(?:so|very)\s+much)? | thx | (?:(?:muchas|mil)\s+)?gracias) ,?
            \s+(?:in\s+(?:advance|anticipation) | de\s+antemano | por\s+adelantado)
        | (?: (?:with\s+)?(?:kind|kindest|best|warm|warmest|many)\s+(?:regards|wishes) | regards | yours\s+(?:sincerely|faithfully|truly)
            | sincerely (?:\s+yours)? | un\s+(?:cordial\s+)?saludo | saludos (?:\s+cordiales)? | atentamente | cordialmente )
            (?: \s*[,\n]\s* {_NAME} (?:\s{_NAME}){{0,2}} )?
        | (?: (?:sent|posted)\s+(?:from|via)\s+(?:(?:my|the)\s+)? | get\s+outlook\s+for\s+ | enviado\s+desde\s+(?:(?:mi|el)\s+)? )
            (?:\w+\s)? {_DEVICES} (?:\s\w{{1,3}})?
        | via\s+@\w{{1,30}} | --+ \s+ {_NAME} (?:\s{_NAME}){{0,2}}
        | {_COUNTER}
    )
    | (?:\.\.\. | \u2026) \s* (?: (?:read|see|show)\s+more | (?:leer|ver)\s+m[aá]s | seguir\s+leyendo )
    | [(\[] (?: (?:(?:read|see|show)\s+)?more | (?:(?:leer|ver)\s+)?m[aá]s | cont(?:inued|'d|d)? ) [)\]]
    ) [\s.!,)~-]* $
    """,
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip
_ANSWERED = re.compile(r"^[ ]{0,3}>[ ]?(?:[^\W\d_]|[\u00bf\u00a1\"'(])[^\n]*(?:\n|\Z)", re.MULTILINE)
_AGREES = re.compile(
    r"\W*(?:this|same|exactly|agreed?|i agree|yes|yep|yeah|true|so true|confirmed|can confirm|totally|me too|us too|ditto|[+]1"
    r"|s[ií]|exacto|tal cual|igual|lo mismo|totalmente|de acuerdo|confirmo|a m[ií] tambi[eé]n|cierto|verdad)\b",
    re.IGNORECASE,
)
_THANKED = re.compile(
    rf"""
    (?:^ | (?<=[\s.!?,;:\u2026)"']))
    ( (?: (?:many|ok|no|but)\s+)? (?:thanks|thank\s+you|thankyou|thx|cheers) | (?:(?:muchas|mil)\s+)?gracias | \U0001f64f )
    (?: \s* [,.\n]? \s* {_NAME} (?:\s{_NAME})? )? [\s.,)~\U0001f64f\U0001f3fb-\U0001f3ff\ufe0f-]* $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LAUGHED = re.compile(
    r"""
    (?:^ | (?<=[\s.!?,;:\u2026)"'])) ( lol | lmf?ao | rofl | (?:ha){2,}h? | (?:he){2,} | (?:ja){2,}j? )
    [\s.,!)~\U0001f600-\U0001f606\U0001f923\ufe0f-]* $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OPENERS = """
hi hello hey hiya morning afternoon evening concern dear hola buenas buenos estimado estimada estimados estimadas fyi psa btw heads
note nota aviso rt ok okay right well anyway so bueno pues ver sea subject asunto update review rant actualización actualizacion reseña resena
"""
_CLOSERS = """
advance anticipation antemano adelantado regards wishes sincerely faithfully truly saludo saludos atentamente cordialmente sent posted
outlook enviado more más mas leyendo cont cont'd contd continued via thanks thank thankyou thx cheers gracias
lol lmao lmfao rofl
"""
_LAUGHS = [f"{ha * times}{end}" for ha in ("ha", "he", "ja") for times in range(2, 11) for end in ("", ha[0])]
_MARKS = {**dict.fromkeys(_OPENERS.split(), OPENS), **dict.fromkeys([*_CLOSERS.split(), *_LAUGHS], CLOSES)}
WORDS = _MARKS.keys()
_BULLET = re.compile(f"[{_BULLETS}]")
_PLACE = re.compile(r"[(\[]?[1-9]/[1-9][)\]]?[:.)-]?|(?:\.\.\.|[(\[])\w*[)\]]?")


def mark(word: str) -> str:
    """OPENS, CLOSES or "" for a word; what opens or closes a post has such a word, or a piece_mark()."""
    return _MARKS.get(word, "")


def piece_mark(piece: str) -> str:
    """The same of a piece that holds no word, or more than one: a bullet, a place in a thread, "...more"."""
    if _BULLET.fullmatch(piece) or _ANSWERED.fullmatch(piece):
        return OPENS
    if piece.startswith("\U0001f64f") or (piece.startswith("--") and not piece.strip("-")):
        return CLOSES
    return OPENS + CLOSES if _PLACE.fullmatch(piece) else ""


def ends_framed(each_marks: Sequence[str]) -> tuple[bool, bool]:
    """Whether a telling piece stands where a text opens, and whether one does where it closes; `each_marks` are those of its pieces."""
    return OPENS in "".join(each_marks[:_FIRST]), CLOSES in "".join(each_marks[-_LAST:])


def unframed(text: str, *, front: bool = True, back: bool = True) -> str:
    """A text, folded or not, without its openings (`front`) and closings (`back`). The text itself where that leaves hardly anything."""
    start, end = 0, len(text)
    for _ in range(_MOST if front else 0):
        opening = _OPENING.match(text, start)
        if opening is None:
            break
        start = opening.end()
    for _ in range(_MOST if back else 0):
        closing = _CLOSING.search(text, max(start, end - _TAIL), end)
        if closing is None:
            break
        end = closing.start()
    return text[start:end].strip() if _LEAST_LEFT <= end - start < len(text) else text


def unanswered(text: str) -> str:
    """A text without the lines that it quotes to answer them ("> has anybody been there?"): somebody else wrote these. The text itself
    where there are none, hardly anything is left, or the answer agrees with them.
    """
    rest = _ANSWERED.sub("", text).strip()
    return rest if _LEAST_LEFT <= len(rest) < len(text.strip()) and not _AGREES.match(rest) else text


def thanked(text: str) -> tuple[str, str] | None:
    """A text without the thanks at its end, and these ("thanks"); None where it does not end so or where that leaves hardly anything.

    Thanks at the end are praise or mere manners; what stands before them tells which. With "!" they are meant.
    """
    return _parted(text, _THANKED)


def laughed(text: str) -> tuple[str, str] | None:
    """A text without the laugh at its end, and that ("lol"); None where it does not end so or where that leaves hardly anything.

    Half of the complaints that end so are bitter, and jokes end so as well: what stands before it tells which.
    """
    return _parted(text, _LAUGHED)


def _parted(text: str, pattern: re.Pattern[str]) -> tuple[str, str] | None:
    closing = pattern.search(text, max(0, len(text) - _TAIL))
    if closing is None or len(rest := text[: closing.start()].rstrip()) < _LEAST_LEFT:
        return None
    return rest, closing[1].lower()
