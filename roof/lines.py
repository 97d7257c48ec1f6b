"""JSON lines in and out of the command line: read strictly, written so that they always can be."""

import json
from collections.abc import Callable, Iterable
from typing import Any, TextIO

Reply = Callable[[dict[str, Any], int], dict[str, Any]]
"""What a record whose "text" is a string is answered with; the number is its line's."""


def answer_lines(lines: Iterable[str], out: TextIO, reply: Reply) -> int:
    """Answers each line that is not blank, one line each, flushed; returns how many could not be read."""
    bad = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        answer = _answer(line, number, reply)
        bad += "error" in answer
        out.write(written(answer) + "\n")
        out.flush()
    return bad


def _answer(line: str, number: int, reply: Reply) -> dict[str, Any]:
    try:
        record = strict(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"line {number} is no JSON: {error}"}
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        known = record.get("id") if isinstance(record, dict) else None
        return {"id": known, "error": f'line {number} needs "text", and "text" must be a string'}
    return {"id": record.get("id"), **reply(record, number)}


def strict(text: str) -> Any:
    """JSON as the standard has it; raises ValueError for NaN too, RecursionError where it is nested too deep."""
    return json.loads(text, parse_constant=_no_number)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number in JSON")


def written(answer: dict[str, Any]) -> str:
    """Letters as they are; escaped where they cannot be written, so that an id comes back as it was given."""
    text = json.dumps(answer, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(answer)
    return text
