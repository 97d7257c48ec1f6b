"""What we answer to the labelled texts of tests/triage/corpus.toml, a line each, in corpus_verdicts.txt.

python -m tools.corpus --write records it; tests/triage/test_corpus.py compares it.
"""

import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from triage.assessing import assess
from triage.cleaning import clean
from triage.policy import COMPLAINT_CUT

FOLDER = Path(__file__).parents[1] / "tests" / "triage"
CORPUS, VERDICTS = FOLDER / "corpus.toml", FOLDER / "corpus_verdicts.txt"
WRITE = "python -m tools.corpus --write"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One labelled text. `near` names what it only looks like, `rule` the level-3 rule that should see it."""

    id: str
    text: str
    urgency: int
    complaint: bool
    category: str
    language: str
    severity: int | None = None
    near: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A text and what we answer. The scores are left out on purpose: every refit moves them."""

    text: Text
    urgency: int
    complaint: bool
    category: str
    rule: str

    def wrong(self) -> list[str]:
        """Level 3 does not ask for a complaint; a category is asked for where the label names one."""
        text = self.text
        complaint = self.complaint != text.complaint and text.urgency < 3
        category = self.category != text.category and text.category != "none"
        asked = {"urgency": self.urgency != text.urgency, "complaint": complaint, "category": category}
        return [what for what, differs in asked.items() if differs]

    def line(self) -> str:
        ours = f"{self.text.id:<18} is {_told(self.text):<29} we say {_told(self):<29} by {self.rule:<22}"
        return (ours + (f" WRONG {', '.join(self.wrong())}" if self.wrong() else "")).rstrip() + "\n"


def _told(what: Text | Judged) -> str:
    return f"{what.urgency} {'yes' if what.complaint else 'no':<3} {what.category}"


def judged() -> list[Judged]:
    """Every text of the corpus with our answer, each taken to be about us."""
    return [_judge(Text(**entry)) for entry in tomllib.loads(CORPUS.read_text(encoding="utf-8"))["texts"]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Shares in [0, 1]: of urgencies that agree exactly; of level 3, found and rightly said."""

    urgency: float
    recall: float
    precision: float


def agreement(texts: Sequence[Judged]) -> Agreement:
    """How our answers agree with the labels; the texts hold each level."""
    said = [each for each in texts if each.urgency == 3]
    meant = [each for each in texts if each.text.urgency == 3]
    right = sum(each.text.urgency == 3 for each in said)
    exact = sum(each.urgency == each.text.urgency for each in texts)
    return Agreement(exact / len(texts), right / len(meant), right / max(1, len(said)))


def _judge(text: Text) -> Judged:
    said = assess(clean(text.text))
    category, rule = (*said.categories, "none")[0], (*(reason.rule for reason in said.reasons), "nothing")[0]
    return Judged(text, int(said.urgency), said.complaint >= COMPLAINT_CUT, category, rule)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    VERDICTS.write_text("".join([each.line() for each in judged()]), encoding="utf-8")
