"""JSON lines in and out of the command line: read strictly, written so that they always can be."""

import json
from typing import Any


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
