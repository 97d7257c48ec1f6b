"""What the cues of one text come to together; kept, for the same few stand together again and again."""

from dataclasses import dataclass
from functools import lru_cache

from triage.cues import Cue, shipped_cues
from triage.taxonomy import Taxonomy

GRAVE = 2.5  # a cue of that weight by itself makes at least a serious complaint
FAINT = 0.4  # cues up to that weight go with praise as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Chord:
    """What is told of cues in the order of the text, and the sums of their log-odds for and against each of the two heads.

    `grave`: grave harm is named and nothing says that it is praise, news or an advert.
    """

    told: tuple[Cue, ...]  # those that weigh something by themselves
    complaint_for: float
    complaint_against: float
    negative_for: float
    negative_against: float
    heard: bool  # some cue speaks for a complaint, and not faintly
    grave: bool
    urgency: int
    categories: tuple[str, ...]
    severity: int


@lru_cache(maxsize=16_384)
def chord(names: tuple[str, ...], taxonomy: Taxonomy) -> Chord:
    """The shipped cues of these names, sorted by this taxonomy."""
    known = shipped_cues().cues
    cues = tuple([known[name] for name in names])
    told = tuple([cue for cue in cues if cue.complaint])
    complaints = [cue.complaint for cue in cues]
    negatives = [cue.negativity for cue in cues]
    most = max(complaints, default=0.0)
    return Chord(
        told=told,
        complaint_for=sum([each for each in complaints if each > 0]),
        complaint_against=sum([each for each in complaints if each <= 0]),
        negative_for=sum([each for each in negatives if each > 0]),
        negative_against=sum([each for each in negatives if each <= 0]),
        heard=most > FAINT,
        grave=most >= GRAVE and min(complaints) >= 0,
        urgency=max([cue.urgency for cue in cues], default=0),
        categories=taxonomy.categories(cues),
        severity=taxonomy.severity(cues),
    )
