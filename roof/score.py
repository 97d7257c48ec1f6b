"""bot.py score: JSON lines in, judgements out, one line each, flushed."""

from collections.abc import Callable, Iterable
from typing import Any, TextIO

from handlers.wording import reason
from roof.lines import answer_lines
from triage.cleaning import clean
from triage.judge import Judge, assess
from triage.model import Assessment, Mention
from triage.towards import tone_towards

Assess = Callable[[str], Assessment | None]


def assessor(judge: Judge | None) -> Assess:
    """With a config only texts about somebody we watch are assessed; without one every text is about us."""
    if judge is None:
        return assess
    made = judge
    return lambda text: made.verdict(Mention(source="score", native_id="", text=text)).assessment


def score_lines(lines: Iterable[str], assess_text: Assess, out: TextIO) -> int:
    """Writes one line for each that is not blank; returns how many could not be read."""

    def reply(record: dict[str, Any], _: int) -> dict[str, Any]:
        text = clean(record["text"])
        answer = _scores(assess_text(text))
        if isinstance(record.get("target"), str) and record["target"]:
            answer["subject_tone"] = tone_towards(clean(record["target"]), text, *_place(record))
        return answer

    return answer_lines(lines, out, reply)


def _place(record: dict[str, Any]) -> tuple[int | None, int | None]:
    begin, end = record.get("from"), record.get("to")
    return (begin, end) if isinstance(begin, int) and isinstance(end, int) else (None, None)


def _scores(found: Assessment | None) -> dict[str, Any]:
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
        "reasons": [reason(given) for given in found.reasons],
        "language": found.language,
    }
