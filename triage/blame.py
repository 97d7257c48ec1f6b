"""Whether a post that names us and somebody else blames us, by the fitted model of naming.py: as a reason for the verdict."""

import re
from collections.abc import Iterator, Sequence

from triage.folding import unaccented
from triage.language import READ, detect
from triage.masking import WINDOW, Span, is_common, masked
from triage.matching import Hit
from triage.model import Reason, Subject
from triage.naming import Towards, shipped_name_weights, towards
from triage.odds import log_odds
from triage.quotes import clause_around
from triage.target import SURE

# Hand-set on posts with two names: what the model's log-odds of blame count for, and where they are told and end.
_BLAME, _LEAST, _MOST = 2.0, 1.0, 6.0
_TOLD = 2  # words whose clauses are quoted
_SENTENCES = {
    "blames_us": "Of the names in it, blame seems to be meant for ours",
    "spares_us": "Of the names in it, blame does not seem to be meant for ours",
}


def heard_towards(subject: Subject, folded: str, hits: Sequence[Hit]) -> Towards | None:
    """What the model hears towards us in a folded post; None without its weights, in a language that they do not know, and of a post of
    more than twice WINDOW characters, which tells by its clauses alone.
    """
    weights = shipped_name_weights()
    if weights is None or len(folded) > 2 * WINDOW or detect(folded) not in READ:
        return None
    return towards(masked(folded, _spans(subject, folded, hits)), weights)


def blame_of(heard: Towards, folded: str) -> Reason | None:
    """`blames_us` or `spares_us` with the clauses of the folded post that say so; None where the model leans to neither (38 to 62 %)."""
    weight = max(-_MOST, min(_MOST, _BLAME * log_odds(heard.negative, SURE)))
    if abs(weight) < _LEAST:
        return None
    rule = "blames_us" if weight > 0.0 else "spares_us"
    clauses = dict.fromkeys(clause_around(word, folded) for word in heard.words[:_TOLD] if word in folded)
    return Reason(rule, _SENTENCES[rule], round(weight, 2), tuple(filter(None, clauses)))


def _spans(subject: Subject, folded: str, hits: Sequence[Hit]) -> Iterator[Span]:
    """Where the names of all hits stand: by the words found of them that are no common ones, for a query may ask for such beside the
    name ("northgate NEAR/4 nurse"); where all are common, by the first. A name may stand there with its accents and without.
    """
    ours: dict[str, bool] = {}
    for hit in hits:
        mine = hit.subject.is_own == subject.is_own
        terms = [term for term in hit.terms if not is_common(term)] or [folded[hit.start : hit.end]]
        ours |= dict.fromkeys(map(unaccented, terms), mine)
    names = "|".join(map(re.escape, sorted(ours, key=len, reverse=True)))
    for match in re.finditer(rf"(?<!\w)[@#]?({names})(?!\w)", unaccented(folded)):
        yield (*match.span(), ours[match[1]])
