"""Level 3: what pages a person, complaint or not. Fitted words tell of danger (danger.py), and what says it in so many words
adds to them (danger_said.py). Without the fitted words such patterns judge alone.
"""

from collections.abc import Callable

from triage.cleaning import ends
from triage.cues import Found
from triage.danger import Danger
from triage.danger_meant import apart, is_laughed, means_else
from triage.danger_said import REASONS, SAID_SURELY, SELF_HARM, THREAT, said
from triage.folding import unaccented
from triage.model import Reason
from triage.quotes import as_written, telling_quotes
from triage.vocabulary import NO_PLACES, Places

NEAR = Reason("near_danger", "It may tell of a danger", 0.0)
SAID_BY = {"plain_self_harm": SELF_HARM, "plain_threat": THREAT}
_NO_CUES: Found = {}

# Log-odds, hand-set by what reaches the cut of public posts and of made-up ones (docs/judgement.md).
CUT = -0.75
HEARD_FROM = (
    -2.8
)  # before danger.AGREED and what a pattern or a cue adds: with less no text as a whole is a danger
BRIEF, FEW = 0.06, 20  # taken away for each word that a text has less than so many, unless a pattern speaks
NEARLY = 1.0  # so much below the cut a person should look
SAID_PLAINLY = 2.5  # added by a cue of SAID_BY
LAUGHED = 2.5  # taken away by a laugh, beside which what is said in so many words adds nothing
PRAISED = 4.0  # from an emergency or an abuser that short praise without a word of complaint tells of; a person looks all the same
PRAISING, BRIEF_PRAISE = frozenset({"thanks", "content", "resolved", "staff"}), 20  # cues, and words
UNPRAISED = frozenset(
    {"emergency_now", "abuser_on_shift"}
)  # who takes leave or threatens may well praise somebody
MEANT_ELSE = 4.0  # by words that mean no danger (denied, taught, a turn of phrase); with either a person looks all the same
APART = 1.0  # from what is heard of a part by itself: without what stands around it, it may mean anything
_LOOKED_AT = 4_000  # characters: of a longer text its beginning and its end


def alarms(
    folded: str,
    danger: Danger | None = None,
    places: Places = NO_PLACES,
    cues: Found = _NO_CUES,
    *,
    places_of: Callable[[str], Places] = lambda _: NO_PLACES,
    is_loud: bool = True,
) -> tuple[Reason, ...]:
    """The rule that fires on a folded text, or NEAR where the odds are a little short of it; in both cases with its words.

    `places`: of the text's words and pairs in the vocabulary, `places_of` tells those of a part of it. `danger` is None where
    the fitted words are missing. `cues` are those of the text: some say it in so many words (SAID_BY). `is_loud`: whether it has
    a word without which no pattern fires (danger_said.LOUD).
    """
    plain = _plain(cues) if cues else None
    if danger is None:
        looked_at = ends(folded, _LOOKED_AT)
        rule, _ = plain or said(looked_at)
        return (rule,) if rule and not _taken_back(looked_at, plain) else ()
    least = HEARD_FROM - (SAID_PLAINLY if plain else SAID_SURELY if is_loud else 0.0)
    found: tuple[Reason, ...] = ()
    if danger.may_reach(least, places):  # most posts may not
        is_praise = _is_praise(cues, places)
        found = _of_all(folded, danger, places, plain, is_praise=is_praise)
        if found and (is_praise or found[0].rule != NEAR.rule):
            return found
    if not (is_loud or found):
        return ()
    return _of_parts(folded, danger, places_of, means_none=bool(found)) or found


def _of_all(
    folded: str, danger: Danger, places: Places, plain: tuple[Reason, float] | None, *, is_praise: bool
) -> tuple[Reason, ...]:
    odds, heard = danger.hear(places)
    if odds <= CUT - NEARLY - (SAID_PLAINLY if plain else SAID_SURELY):
        return ()
    looked_at = ends(folded, _LOOKED_AT)
    told, adds = plain or said(looked_at)
    if odds + adds <= CUT - NEARLY:
        return ()
    meant = odds + adds > CUT
    if taken := _taken_back(looked_at, plain):
        adds = -taken
    odds = _more_surely(odds, adds, places)
    if odds <= CUT - NEARLY and not meant:
        return ()
    rule = told or REASONS[danger.kind(heard)]
    if is_praise and rule.rule in UNPRAISED:
        odds -= PRAISED
    return (_quoting(rule if odds > CUT else NEAR, rule, danger.telling(heard, rule.rule), folded),)


def _of_parts(
    folded: str, danger: Danger, places_of: Callable[[str], Places], *, means_none: bool
) -> tuple[Reason, ...]:
    """What is said of a danger in so many words amid much else, or beside what means none, is heard by itself."""
    looked_at = ends(folded, _LOOKED_AT)
    if is_laughed(looked_at):
        return ()
    near: tuple[Reason, ...] = ()
    for part in apart(looked_at, means_none=means_none):
        told, adds = said(part)
        places = places_of(part)
        odds, heard = danger.hear(places)
        odds = _more_surely(odds, adds, places) - APART
        rule = told or REASONS[danger.kind(heard)]
        if odds > CUT:
            return (_quoting(rule, rule, danger.telling(heard, rule.rule), part),)
        if told or odds > CUT - NEARLY:
            near = near or (_quoting(NEAR, rule, danger.telling(heard, rule.rule), part),)
    return near


def _is_praise(cues: Found, places: Places) -> bool:
    return "thanks" in cues and len(places.words) <= BRIEF_PRAISE and cues.keys() <= PRAISING


def _more_surely(odds: float, adds: float, places: Places) -> float:
    """The odds with what patterns and turns of phrase add; where none speaks for it a very short text has less."""
    missing = FEW - len(places.words)
    return odds + adds - (BRIEF * missing if adds <= 0.0 and missing > 0 else 0.0)


def _quoting(fires: Reason, rule: Reason, telling: list[tuple[str, float]], folded: str) -> Reason:
    plain = unaccented(folded)  # as the weights know words; every letter keeps its place
    grams = [(gram if gram in plain else gram.replace("'", ""), weight) for gram, weight in telling]
    quotes = (
        telling_quotes([*map(unaccented, rule.evidence)], grams, plain)
        or rule.evidence
        or _tags(grams, plain)
    )
    return as_written(fires._replace(evidence=quotes), plain, folded)


def _tags(grams: list[tuple[str, float]], plain: str) -> tuple[str, ...]:
    """The first hashtag in which one of the words stands."""
    tags = [word for word in plain.split(" ") if word.startswith("#")]
    return tuple([tag for tag in tags if any(gram.replace(" ", "") in tag for gram, _ in grams)][:1])


def _taken_back(folded: str, plain: object) -> float:
    """What is taken away where words are meant otherwise and no cue (`plain`) says it beside them, or somebody laughs; 0.0 where neither."""
    if not plain and means_else(folded):
        return MEANT_ELSE
    return LAUGHED if is_laughed(folded) else 0.0


def _plain(cues: Found) -> tuple[Reason, float] | None:
    """What a cue says in so many words, and what that adds."""
    for name, reason in SAID_BY.items():
        if words := cues.get(name):
            return reason._replace(evidence=words), SAID_PLAINLY
    return None
