"""Level 3: what pages a person, complaint or not. Fitted words tell of danger (danger.py), and what says it in so many words
adds to them (danger_said.py). Without the fitted words such patterns judge alone.
"""

from triage.cleaning import ends
from triage.cues import Found
from triage.danger import Danger
from triage.danger_said import REASONS, SAID_SURELY, SELF_HARM, THREAT, is_laughed, means_else, said
from triage.model import Reason
from triage.quotes import telling_quotes
from triage.vocabulary import NO_PLACES, Places

NEAR = Reason("near_danger", "It may tell of a danger", 0.0)
PLAIN = {"plain_self_harm": SELF_HARM, "plain_threat": THREAT}
_NO_CUES: Found = {}

# Log-odds, hand-set by what reaches the cut of public posts and of made-up ones (docs/judgement.md).
CUT = -0.75
HEARD_FROM = -2.8  # before danger.AGREED: with less nothing is a danger, unless a cue of PLAIN says so
BRIEF, FEW = 0.06, 20  # taken away for each word that a text has less than so many, unless a pattern speaks
NEARLY = 1.0  # so much below the cut a person should look
SAID_PLAINLY = 2.5  # added by a cue of PLAIN
LAUGHED = 2.5  # taken away by a laugh, beside which what is said in so many words adds nothing
MEANT_ELSE = 4.0  # by words that mean no danger (denied, taught, a turn of phrase); with either a person looks all the same
_LOOKED_AT = 4_000  # characters: of a longer text its beginning and its end


def alarms(
    folded: str, danger: Danger | None = None, places: Places = NO_PLACES, cues: Found = _NO_CUES
) -> tuple[Reason, ...]:
    """The rule that fires on a folded text, or NEAR where the odds are a little short of it; in both cases with its words.

    `places`: of the text's words and pairs in the vocabulary. `danger` is None where the fitted words are missing.
    `cues` are those of the text: some say it in so many words (PLAIN).
    """
    plain = _plain(cues) if cues else None
    if danger is None:
        looked_at = ends(folded, _LOOKED_AT)
        rule, _ = plain or said(looked_at)
        return (rule,) if rule and not _taken_back(looked_at, plain) else ()
    least = HEARD_FROM - (SAID_PLAINLY - SAID_SURELY if plain else 0.0)
    if not danger.may_reach(least, places):  # most posts
        return ()
    odds, heard = danger.hear(places)
    if odds <= CUT - NEARLY - (SAID_PLAINLY if plain else SAID_SURELY):
        return ()
    looked_at = ends(folded, _LOOKED_AT)
    told, adds = plain or said(looked_at)
    meant = odds + adds > CUT
    if taken := _taken_back(looked_at, plain):
        adds = -taken
    odds += adds
    if adds <= 0.0 and (missing := FEW - len(places.words)) > 0:
        odds -= BRIEF * missing
    if odds <= CUT - NEARLY and not meant:
        return ()
    rule = told or REASONS[danger.kind(heard)]
    quotes = telling_quotes(rule.evidence, danger.telling(heard, rule.rule), folded)
    return ((rule if odds > CUT else NEAR)._replace(evidence=quotes or rule.evidence),)


def _taken_back(folded: str, plain: object) -> float:
    """What is taken away where words are meant otherwise and no cue (`plain`) says it beside them, or somebody laughs; 0.0 where neither."""
    if not plain and means_else(folded):
        return MEANT_ELSE
    return LAUGHED if is_laughed(folded) else 0.0


def _plain(cues: Found) -> tuple[Reason, float] | None:
    """What a cue says in so many words, and what that adds."""
    for name, reason in PLAIN.items():
        if words := cues.get(name):
            return reason._replace(evidence=words), SAID_PLAINLY
    return None
