"""A reply as the check reads it: words with what sort of word each is, and where it stood in the reply as typed."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from unicodedata import category

from triage.folding import fold, unaccented
from triage.written import without_tags

FIRST_TAG = 0xE000  # private use: no word holds such a sign
STOP, COMMA, CAPITAL = "stop", "comma", "capital"
_CHUNK = re.compile(r"\S+")
_PIECE = re.compile(
    r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"  # e-mail
    r"|(?:https?://|www\.)\S+|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z]{2,6}(?:/\S*)?(?![\w.])"  # link
    r"|[ap]\.m\.?|(?:dr|mr|mrs|ms|prof|st|no|sr|sra|dra|srta)\."
    r"|[$€£]\d[\d,.]*|\#?\+?\d(?:[\d,./:()-]*\d)?(?:[ap]m|st|nd|rd|th)?(?![^\W_])"  # money, number, date, time, phone
    r"|[a-z]+?(?=n't(?![a-z]))|n't|'[a-z]+|@?[^\W_]+(?:-[^\W_]+)*"
    r"|[.!?;]+|[^\s\w']"
)
_WITHOUT_APOSTROPHE = {
    **{f"{verb}nt": (verb, "n't") for verb in ("do", "did", "does", "was", "were", "is", "are", "has", "have", "could", "would", "should", "had")},
    "wont": ("wo", "n't"), "cant": ("ca", "n't"), "cannot": ("can", "not"), "youre": ("you", "'re"), "youve": ("you", "'ve"),
    "weve": ("we", "'ve"), "theyre": ("they", "'re"), "ur": ("your",), "u": ("you",), "yr": ("your",),
}  # fmt: skip
_REMEMBERED = 4_096  # words, each with its sorts
_LETTER = re.compile(r"[^\W_]")
_BREAK = re.compile(r"\s*\n\s*\n")
_NO_BREAK = re.compile(r"&(?:nbsp|#160|#xA0);", re.IGNORECASE)  # a blank where a reply is shown as Markdown
_MARKUP = frozenset('"*~`()[]{}<>|/^\\#\xab\xbb')  # quotes, stress and brackets: no reader stops there
_SIGNS = frozenset({"So", "Sk", "Sm", "Mn", "Me", "Cf"})  # Unicode's categories of emoji and what joins them


def plain(text: str) -> str:
    """Folded, and without accents: many write Spanish so."""
    return unaccented(fold(text))


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the reply, folded; `start` and `end` are its place in the reply as typed."""

    folded: str
    start: int
    end: int
    capital: bool = False
    sorts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of words: a list, a shape, or both. With `capital` a word of the list counts only if written so."""

    words: tuple[str, ...] = ()
    shape: str = ""
    plural: bool = False
    capital: bool = False
    also: tuple[str, ...] = ()  # sorts whose words and shapes are of this one too


class Lexicon:
    """Every sort of words by name; tells of each word which it is."""

    def __init__(self, sorts: Mapping[str, Sort]) -> None:
        names = [STOP, COMMA, CAPITAL, *sorts]
        self.tags = {name: chr(FIRST_TAG + number) for number, name in enumerate(names)}
        self._shapes = [(name, re.compile(sort.shape)) for name, sort in sorts.items() if sort.shape]
        self._capital = {name for name, sort in sorts.items() if sort.capital}
        self._also = [(name, narrow) for name, sort in sorts.items() for narrow in sort.also]
        self._known: dict[str, tuple[str, ...]] = {}
        self._open: dict[str, tuple[str, ...]] = {}
        for name, sort in sorts.items():
            for spelling in dict.fromkeys(_spellings(sort)):
                table = self._open if spelling.endswith("*") else self._known
                key = spelling.removesuffix("*")
                table[key] = (*table.get(key, ()), name)
        self._sorts = lru_cache(_REMEMBERED)(self._sorts_of)
        self._phrases: dict[str, int] = {}  # a phrase's first word -> how many words its longest has
        for phrase in self._known:
            first, *rest = phrase.split()
            if rest:
                self._phrases[first] = max(self._phrases.get(first, 0), len(rest) + 1)

    def read(self, text: str) -> tuple[Word, ...]:
        """The words of a reply, phrases of several words as one. Never raises; linear in the length of the text."""
        pieces = list(_pieces(text))
        found, at = [], 0
        while at < len(pieces):
            size = self._longest(pieces, at)
            found.append(self._sorted(pieces[at : at + size]))
            at += size
        return tuple(found)

    def _longest(self, words: list[Word], at: int) -> int:
        for size in range(min(self._phrases.get(words[at].folded, 1), len(words) - at), 1, -1):
            if " ".join(word.folded for word in words[at : at + size]) in self._known:
                return size
        return 1

    def _sorted(self, words: list[Word]) -> Word:
        folded = " ".join([word.folded for word in words])
        capital = words[0].capital
        sorts = self._sorts(folded, capital, words[0].sorts if len(words) == 1 else None)
        return Word(folded.replace(" ", "_"), words[0].start, words[-1].end, capital, sorts)

    def _sorts_of(self, folded: str, capital: bool, own: tuple[str, ...] | None) -> tuple[str, ...]:
        """Of a word that has some of its own, or of a phrase, which has None."""
        names = [name for name in self._listed(folded) if capital or name not in self._capital]
        if own is not None:
            names += own
            names += [name for name, shape in self._shapes if shape.fullmatch(folded)]
        names += [wide for wide, narrow in self._also if narrow in names]
        return tuple(dict.fromkeys(names))

    def _listed(self, folded: str) -> list[str]:
        names = list(self._known.get(folded, ()))
        for size in range(4, min(len(folded), 24) + 1):
            names += self._open.get(folded[:size], ())
        return names

    def encoded(self, word: Word) -> str:
        """The word, the signs of its sorts, and a blank."""
        return word.folded + "".join([self.tags[name] for name in word.sorts]) + " "


def _spellings(sort: Sort) -> Iterator[str]:
    for entry in sort.words:
        word = plain(entry)
        for form in (word, *([word.replace("-", " "), word.replace("-", "")] if "-" in word else [])):
            yield form
            if sort.plural and not form.endswith(("s", "*")):
                yield f"{form[:-1]}ies" if form.endswith("y") and form[-2:-1] not in "aeou" else f"{form}s"
                if form.endswith(("n", "r", "d", "l", "x", "h", "z")):
                    yield f"{form}es"


def _pieces(text: str) -> Iterator[Word]:
    last = 0
    text = without_tags(text)
    if "&" in text:
        text = _NO_BREAK.sub(lambda entity: " " * len(entity[0]), text)
    for chunk in _CHUNK.finditer(text):
        if last and _BREAK.match(text, last):
            yield Word("\\", last, last, sorts=(STOP,))
        last = chunk.end()
        yield from _of_chunk(chunk[0], chunk.start())


def _of_chunk(chunk: str, start: int) -> Iterator[Word]:
    folded = plain(chunk)
    exact = len(folded) == len(chunk)
    for piece in _PIECE.finditer(folded):
        begin, end = (start + piece.start(), start + piece.end()) if exact else (start, start + len(chunk))
        word = piece[0]
        if not word[0].isalnum() and not _LETTER.search(word):
            if word[0] in _MARKUP or category(word[0]) in _SIGNS:
                continue
            yield Word(word[0], begin, end, sorts=(STOP if word[0] in ".!?;" else COMMA,))
            continue
        first = chunk[piece.start() : piece.start() + 1] if exact else chunk[:1]
        rest = chunk[piece.start() + 1 : piece.end()] if exact else chunk[1:]
        sorts = (CAPITAL,) if first.isupper() and any(sign.islower() for sign in rest) else ()
        word = word.rstrip(".") if word[0].isalpha() else word
        for part in _WITHOUT_APOSTROPHE.get(word, (word,)):
            yield Word(part, begin, end, first.isupper(), sorts)


@cache
def shipped_lexicon() -> Lexicon:
    """The sorts of words that come with Heedline, read once."""
    table: dict[str, Any] = tomllib.loads(
        Path(__file__).with_name("reply_words.toml").read_text(encoding="utf-8")
    )
    return Lexicon(
        {
            name: Sort(
                words=tuple(
                    " ".join(word.split()) for word in sort.get("words", "").split(",") if word.strip()
                ),
                shape=sort.get("shape", ""),
                plural=sort.get("plural", False),
                capital=sort.get("capital", False),
                also=tuple(sort.get("also", ())),
            )
            for name, sort in table.items()
        }
    )
