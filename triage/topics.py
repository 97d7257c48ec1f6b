"""Words that tell whether a text is about what organisations do for people, or about something else altogether."""

import tomllib
from pathlib import Path

SERVICE, ELSEWHERE = "$", "%"  # the marks of such words
_FILE = Path(__file__).with_name("topics_en.toml")


def _marks() -> dict[str, str]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        word: sign
        for sign, name in ((SERVICE, "service"), (ELSEWHERE, "elsewhere"))
        for words in table[name].values()
        for word in words.split()
    }


_MARKS = _marks()


def topic_of(word: str) -> str:
    """SERVICE, ELSEWHERE or "" where a word tells neither; "teacher's" is as "teacher"."""
    return _MARKS.get(word.removesuffix("'s"), "")
