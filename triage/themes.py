"""What a complaint is about, where no cue says what is wrong with it: asked of such texts alone, for its words are common ones."""

import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path

from triage.cues import Cue, CueBook
from triage.model import Reason


class Themes:
    """Themes in their order: the particular before those that any text may name."""

    def __init__(self, book: CueBook) -> None:
        self._book = book

    @property
    def names(self) -> Collection[str]:
        return self._book.cues.keys()

    def first(self, folded: str, language: str, among: Collection[str]) -> Reason | None:
        """The first of the themes `among` which a folded text names, with its words; it weighs nothing. None where it names none."""
        found = self._book.find(folded, language)
        named = [cue for cue in self._book.cues.values() if cue.name in found and cue.name in among]
        if not named:
            return None
        return Reason(named[0].name, named[0].sentence, 0.0, found[named[0].name])


@cache
def shipped_themes() -> Themes:
    """The themes that come with Heedline, read when a text first asks for them."""
    table = tomllib.loads(Path(__file__).with_name("themes.toml").read_text(encoding="utf-8"))["theme"]
    phrases = {language: {each["name"]: each[language] for each in table} for language in ("en", "es")}
    return Themes(CueBook([Cue(name=each["name"], sentence=each["sentence"]) for each in table], phrases))
