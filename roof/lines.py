"""JSON lines in and out of the command line: read strictly, written so that they always can be."""

import codecs
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BufferedIOBase
from math import isfinite
from typing import Any, TextIO

from roof.text_files import LONGEST_LINE

Record = dict[str, Any]
Reply = Callable[[Sequence[tuple[int, Record]]], Sequence[Record]]
"""What records whose "text" is a string are answered with, in order; the numbers are those of their lines."""
_BLOCK = 1 << 16  # bytes taken together where so many wait


def arriving(stream: BufferedIOBase) -> Iterator[list[str]]:
    """The lines of a stream as they come in: those that are there already stand together, none is waited for. Of a line that is longer
    than LONGEST_LINE only its beginning is kept, which is longer, too.
    """
    decoder: codecs.IncrementalDecoder | None = None
    begun: list[str] = []  # pieces of a line that is not all there
    length = 0
    while block := stream.read1(_BLOCK):
        decoder = decoder or codecs.getincrementaldecoder(_encoding(block))("replace")
        first, *more = decoder.decode(block).split("\n")
        if length <= LONGEST_LINE:
            begun.append(first)
            length += len(first)
        if more:
            yield ["".join(begun), *more[:-1]]
            begun, length = [more[-1]], len(more[-1])
    begun.append(decoder.decode(b"", final=True) if decoder else "")
    yield ["".join(begun)]


def text_of(data: bytes) -> str:
    """All of a stream, whatever wrote it."""
    return data.decode(_encoding(data), "replace")


def _encoding(data: bytes) -> str:
    """What some shells of Windows write is marked as UTF-16."""
    return "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"


def answer_lines(batches: Iterable[Iterable[str]], out: TextIO, reply: Reply) -> int:
    """Answers each line that is not blank, one line each, flushed with its batch; returns how many could not be read."""
    bad, before = 0, 0
    for batch in batches:
        lines = list(batch)
        answers = _answers(lines, before, reply)
        before += len(lines)
        bad += sum("error" in answer for answer in answers)
        out.write("".join([written(answer) + "\n" for answer in answers]))
        out.flush()
    return bad


def _answers(lines: Sequence[str], before: int, reply: Reply) -> list[Record]:
    read = [_record(line, number) for number, line in enumerate(lines, start=before + 1) if line.strip()]
    replies = iter(reply([(number, record) for number, record, error in read if error is None]))
    return [
        {"id": record.get("id"), **(next(replies) if error is None else {"error": error})}
        for _, record, error in read
    ]


def _record(line: str, number: int) -> tuple[int, Record, str | None]:
    """What a line says, or why it cannot be answered."""
    if len(line) > LONGEST_LINE:
        return number, {}, f"line {number} is longer than {LONGEST_LINE:,} characters"
    try:
        record = strict(line)
    except (ValueError, RecursionError) as error:
        return number, {}, f"line {number} is no JSON: {why_no_json(error)}"
    known = record if isinstance(record, dict) else {}
    if not isinstance(known.get("text"), str):
        return number, known, f'line {number} needs "text", and "text" must be a string'
    return number, known, None


def strict(text: str) -> Any:
    """JSON as the standard has it; raises ValueError for NaN too, RecursionError where it is nested too deep."""
    return _READER.decode(text)


def why_no_json(error: ValueError | RecursionError) -> str:
    """What is wrong with a line, and where in it."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, at its character {error.pos + 1}"
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    return "a number in it has too many digits" if "digits" in str(error) else str(error)


def _once(pairs: list[tuple[str, Any]]) -> Record:
    record = dict(pairs)
    if len(record) < len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise ValueError(f"{json.dumps(twice)} stands in it twice")
    return record


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number in JSON")


def _number(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError("a number in it is too large")
    return number


# Made once: json.loads and json.dumps would make one for every line.
_READER = json.JSONDecoder(parse_constant=_no_number, parse_float=_number, object_pairs_hook=_once)
# Within a string: what would move the cursor of a terminal, or turn its direction.
_MOVING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_WRITER = json.JSONEncoder(ensure_ascii=False)


def written(answer: dict[str, Any]) -> str:
    """Letters as they are; escaped where they cannot be written or would move a terminal's cursor, so that an id comes back as it was given."""
    text = _WRITER.encode(answer)
    if not text.isprintable():
        text = _MOVING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(answer)
    return text
