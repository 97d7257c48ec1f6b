"""bot.py score: JSON lines in, judgements out, one line each, flushed."""

from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from handlers.reason_words import sentence
from roof.lines import Record, answer_lines
from triage.assessing import Asked, assess_all
from triage.cleaning import clean
from triage.folding import fold
from triage.judge import Judge
from triage.model import Assessment, Mention
from triage.towards import tone_towards

Assess = Callable[[Sequence[str]], Sequence[Assessment | None]]
"""Clean texts -> what is said of each."""


def assessor(judge: Judge | None) -> Assess:
    """With a config only texts about somebody we watch are assessed; without one every text is about us."""
    if judge is None:
        return lambda texts: assess_all([Asked(text, fold(text)) for text in texts])
    made = judge

    def assess_watched(texts: Sequence[str]) -> list[Assessment | None]:
        mentions = [Mention(source="score", native_id="", text=text) for text in texts]
        return [verdict.assessment for verdict in made.verdicts(mentions)]

    return assess_watched


def score_lines(batches: Iterable[Iterable[str]], assess_texts: Assess, out: TextIO) -> int:
    """Writes one line for each that is not blank; returns how many could not be read."""

    def reply(records: Sequence[tuple[int, Record]]) -> list[Record]:
        texts = [clean(record["text"]) for _, record in records]
        found = assess_texts(texts)
        return [
            _answer(record, text, said) for (_, record), text, said in zip(records, texts, found, strict=True)
        ]

    return answer_lines(batches, out, reply)


def _answer(record: Record, text: str, found: Assessment | None) -> Record:
    answer = _scores(found)
    target = record.get("target")
    if isinstance(target, str) and (named := clean(target)):
        answer["subject_tone"] = tone_towards(named, text, *_place(record))
    return answer


def _place(record: Record) -> tuple[int | None, int | None]:
    """The offsets in the clean text; what cleaning takes away before them counts no more."""
    text, begin, end = record["text"], record.get("from"), record.get("to")
    if not isinstance(begin, int) or not isinstance(end, int):
        return None, None
    return len(clean(text[:begin])), len(clean(text[:end]))


def _scores(found: Assessment | None) -> Record:
    if found is None:
        nothing: list[str] = []
        told = ["It names nobody the config watches."]
        return {"complaint": 0.0, "negativity": 0.0, "urgency": 0, "categories": nothing, "severity": 0,
                "reasons": told, "language": "und"}  # fmt: skip
    return {
        "complaint": round(found.complaint, 4),
        "negativity": round(found.negativity, 4),
        "urgency": int(found.urgency),
        "categories": list(found.categories),
        "severity": found.severity,
        "reasons": [sentence(given) for given in found.reasons],
        "language": found.language,
    }
