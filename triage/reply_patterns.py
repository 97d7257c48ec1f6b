"""The little language in which reply_rules.toml says what to look for.

your            the word itself; a|b is either
<visit>         a word of this sort; the sorts stand in reply_words.toml; <a|b> is either
new?            may be there
..3             up to three words, no comma and no end of a sentence between them
,,3             the same, commas allowed; with ! behind it as many as there are
~<visit>3       as many as there are up to three, commas allowed, but none of this sort
-a|<b>          what follows is not this
^ and .         the beginning and the end of a sentence
$               the end of the reply
"""

import re
from collections.abc import Iterator
from functools import cached_property

from triage.reply_words import COMMA, STOP, Lexicon, plain

Span = tuple[int, int]
_PART = re.compile(r"(-?)((?:<[a-z_|]+>|[^\s<>?|]+)(?:\|(?:<[a-z_|]+>|[^\s<>?|]+))*)(\??)")
_SORTS = re.compile(r"<([a-z_|]+)>")
_WITHOUT = re.compile(r"~<([a-z_]+)>(\d+)")
_TAGS = "\ue000-\uf8ff"


class Pattern:
    """One pattern, compiled when a text first holds all the sorts that it asks for."""

    def __init__(self, written: str, lexicon: Lexicon) -> None:
        """Raises ValueError for what cannot be read."""
        self.written = written
        self._tags = lexicon.tags
        self._source = ""
        self._needs: list[list[str]] = []  # of each of these a text must hold one
        for part in written.split():
            self._source += self._part(part)

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile(r"(?<![^ ])" + self._source)

    def find(self, encoded: str) -> Iterator[Span]:
        """Where it stands in an encoded text, every beginning tried; overlapping ones included."""
        if any(all(sign not in encoded for sign in needed) for needed in self._needs):
            return
        at = 0
        while match := self._regex.search(encoded, at):
            yield match.span()
            at = encoded.index(" ", match.start()) + 1

    def _part(self, part: str) -> str:
        stop, comma = self._tags[STOP], self._tags[COMMA]
        if part == "^":
            return rf"(?:(?<![^\n])|(?<={stop} ))"
        if part == "$":
            return rf"(?:[^ ]*[{stop}{comma}] )*\Z"
        if part[:2] in ("..", ",,"):
            most, lazy = part[2:].removesuffix("!"), "" if part.endswith("!") else "?"
            return rf"(?:[^ {stop}{comma if part[0] == '.' else ''}]+ ){{0,{int(most)}}}{lazy}"
        if part == ".":
            return rf"(?:[^ ]*{stop}[^ ]* |\Z)"
        if without := _WITHOUT.fullmatch(part):
            sign = self._sign(without[1])
            return rf"(?:(?![^ ]*{sign})[^ {stop}]+ ){{0,{without[2]}}}"
        match = _PART.fullmatch(part)
        if not match:
            raise ValueError(f"{part!r} in {self.written!r} cannot be read")
        negated, alternatives, optional = match.groups()
        each_alone = _SORTS.sub(lambda sorts: f"<{sorts[1].replace('|', '>|<')}>", alternatives)
        chosen = [self._alternative(each) for each in each_alone.split("|")]
        word = "|".join(source for source, _ in chosen)
        if negated:
            return f"(?!{word})"
        if not optional:
            self._needs.append([sign for _, sign in chosen])
        return f"(?:{word}){optional}"

    def _alternative(self, written: str) -> tuple[str, str]:
        """Its source, and what a text must hold for it."""
        if written[0] == "<":
            sign = self._sign(written[1:-1])
            return rf"[^ ]*{sign}[^ ]* ", sign
        word = plain(written)
        return rf"{re.escape(word)}[{_TAGS}]* ", word

    def _sign(self, name: str) -> str:
        if name not in self._tags:
            raise ValueError(f"{self.written!r} asks for <{name}>, which is no sort of words")
        return self._tags[name]
