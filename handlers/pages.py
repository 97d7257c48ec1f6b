"""What stands under an answer: the pages beside it, and the button that shares it.

A button holds the words to ask again, so that nothing of an answer is kept, and a restart changes nothing.
"""

import json
from collections.abc import Sequence

from handlers import blocks as b

PAGE = 10  # rows
PREVIOUS, NEXT, SHARE = "page_previous", "page_next", "share"
_LONGEST_VALUE = 2000  # characters that a button of Slack holds
_MOST_PAGE = 1_000_000


def foot(words: Sequence[str], page: int = 1, pages: int = 1) -> list[b.Block]:
    """The buttons under the answer to these words; for a command too long for a button, that it has none."""
    value = _value(words, page)
    if len(value.encode("utf-16-le")) // 2 > _LONGEST_VALUE - 10:
        return [b.context("This command is too long to be shared or turned a page by a button.")]
    row = [b.button("Previous", PREVIOUS, _value(words, page - 1))] if page > 1 else []
    row += [b.button("Next", NEXT, _value(words, page + 1))] if page < pages else []
    return [{"type": "actions", "elements": [*row, b.button("Share in channel", SHARE, value)]}]


def asked(value: str) -> tuple[list[str], int]:
    """The words and the page that a button holds; raises ValueError where it is none of ours."""
    words, page = json.loads(value)
    if not isinstance(page, int) or not all(isinstance(word, str) for word in words):
        raise ValueError("no words to ask again")
    return list(words), max(1, min(page, _MOST_PAGE))


def count(total: int) -> int:
    """How many pages so many rows fill; one at least."""
    return max(1, -(-total // PAGE))


def without_buttons(blocks: Sequence[b.Block]) -> list[b.Block]:
    """The answer as others may see it: nothing to press on."""
    kept = [block for block in blocks if block["type"] != "actions"]
    return [{name: value for name, value in block.items() if name != "accessory"} for block in kept]


def _value(words: Sequence[str], page: int) -> str:
    return json.dumps([list(words), page], ensure_ascii=False, separators=(",", ":"))
