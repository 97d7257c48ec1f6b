"""What is asked of the judgement: a clean text, and what its caller knows of it."""

from typing import NamedTuple

from triage.cleaning import ends
from triage.folding import fold
from triage.model import Reason
from triage.policy import COMPLAINT_CUT

JUDGED_CHARACTERS = 12_000  # of a longer text its beginning and its end are judged


class Asked(NamedTuple):
    """A clean text to assess, and what its caller knows of it.

    `folded` is its matching copy; `extra` are reasons found elsewhere. Where `text` is but a part of a post, `whole` is
    the folded post: level 3 looks at all of it. A complaint scores `cut` or more, after `bias` (log-odds) was added.
    `name_words` are those that the watched names in it are made of: no reason quotes them. Level 3 hears what stands behind
    `addressed`: so many characters of the folded post are the name by which it begins.
    """

    text: str
    folded: str
    language_tag: str | None = None
    extra: tuple[Reason, ...] = ()
    whole: str | None = None
    cut: float = COMPLAINT_CUT
    bias: float = 0.0
    name_words: frozenset[str] = frozenset()
    addressed: int = 0


def cut_to_size(asked: Asked) -> Asked:
    """Of a very long text its beginning and its end."""
    text = ends(asked.text, JUDGED_CHARACTERS)
    whole = None if asked.whole is None else ends(asked.whole, JUDGED_CHARACTERS)
    return asked._replace(text=text, folded=fold(text), whole=whole)
