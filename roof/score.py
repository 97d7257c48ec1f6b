"""bot.py score: JSON lines in, judgements out, one line each, flushed."""

from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from handlers.reason_words import sentence, worth_telling
from roof.lines import Record, answer_lines
from triage.asked import Asked
from triage.assessing import assess_all
from triage.cleaning import MAX_TEXT, ZERO_WIDTH_SPACE, plain_blanks
from triage.folding import fold
from triage.judge import Judge
from triage.look import look_reason, wants_look
from triage.model import Assessment, Mention, Urgency
from triage.policy import COMPLAINT_CUT
from triage.target import LONGEST, place_of
from triage.towards import tone_towards
from triage.written import clean_written

Offsets = tuple[int, int] | tuple[None, None]
Assess = Callable[[Sequence[str]], Sequence[Assessment | None]]
"""Clean texts -> what is said of each."""


def assessor(judge: Judge | None) -> Assess:
    """With a config only texts about somebody we watch are assessed; without one every text is about us."""
    if judge is None:
        return _assess_as_ours
    made = judge

    def assess_watched(texts: Sequence[str]) -> list[Assessment | None]:
        mentions = [Mention(source="score", native_id="", text=text) for text in texts]
        return [verdict.assessment for verdict in made.verdicts(mentions)]

    return assess_watched


def _assess_as_ours(texts: Sequence[str]) -> list[Assessment]:
    found = assess_all([Asked(text, fold(text)) for text in texts])
    return [_with_look(text, said) for text, said in zip(texts, found, strict=True)]


def _with_look(text: str, said: Assessment) -> Assessment:
    """The same with why a person should look, where one should. The urgency stays what the text says of itself."""
    if said.urgency != Urgency.DIGEST:
        return said
    look = look_reason(text, said, COMPLAINT_CUT, names=1, split=False)
    return said if look is None else said._replace(reasons=(look, *said.reasons))


def score_lines(batches: Iterable[Iterable[str]], assess_texts: Assess, out: TextIO) -> int:
    """Writes one line for each that is not blank; returns how many could not be read."""

    def reply(records: Sequence[tuple[int, Record]]) -> list[Record]:
        texts = [clean_written(record["text"]) for _, record in records]
        found = assess_texts(texts)
        return [
            _answer(record, text, said) for (_, record), text, said in zip(records, texts, found, strict=True)
        ]

    return answer_lines(batches, out, reply)


def _answer(record: Record, text: str, found: Assessment | None) -> Record:
    answer = _scores(found)
    target = record.get("target")
    if target is None:
        if "from" in record or "to" in record:
            answer["note"] = '"from" and "to" were not used: there is no "target"'
        return answer
    if not isinstance(target, str) or not (named := clean_written(target)).strip():
        answer["note"] = '"target" was not used: it must be a string that can be read'
        return answer
    given = _place(record)
    answer["subject_tone"] = tone_towards(named, text, *given)
    if note := _note(record, named, text, given):
        answer["note"] = note
    return answer


def _note(record: Record, target: str, text: str, given: Offsets) -> str:
    """What could not be used; "" where all could."""
    if len(target) > LONGEST:
        return f'"target" was not used, for it is longer than {LONGEST} characters: the tone is that of the whole text'
    place = place_of(target, text, *given)
    if place is None:
        where = f"first {MAX_TEXT:,} characters" if len(text) == MAX_TEXT else "text"
        return f'"target" does not stand in the {where}: the tone is that of the whole text'
    if record.get("from") is None and record.get("to") is None:
        return ""
    if given == (None, None):
        return '"from" and "to" were not used: both must be whole numbers from 0 on, "from" less than "to"'
    return (
        ""
        if place == given
        else '"from" and "to" were not used: "target" does not stand there; the nearest one was taken'
    )


def _place(record: Record) -> Offsets:
    """The offsets in the clean text; what cleaning takes away before them counts no more."""
    text, begin, end = record["text"], _offset(record.get("from")), _offset(record.get("to"))
    if begin is None or end is None or begin >= end:
        return None, None
    spaced = plain_blanks(text)  # of the whole: its beginning by itself might be read otherwise
    gone = text if len(spaced) < len(text) else ""
    begin, end = (place - gone[:place].count(ZERO_WIDTH_SPACE) for place in (begin, end))
    return len(clean_written(spaced[:begin])), len(clean_written(spaced[:end]))


def _offset(value: object) -> int | None:
    """A whole number from 0, which data frames write as 57.0; None for all else."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 and value == int(value):
        return int(value)
    return None


def _scores(found: Assessment | None) -> Record:
    if found is None:
        nothing: list[str] = []
        told = ["It names nobody the config watches."]
        return {"complaint": 0.0, "negativity": 0.0, "urgency": 0, "categories": nothing, "severity": 0,
                "reasons": told, "language": "und", "look": False}  # fmt: skip
    return {
        "complaint": round(found.complaint, 4),
        "negativity": round(found.negativity, 4),
        "urgency": int(found.urgency),
        "categories": list(found.categories),
        "severity": found.severity,
        "reasons": [sentence(given) for given in worth_telling(found.reasons)],
        "language": found.language,
        "look": wants_look(found),
    }
