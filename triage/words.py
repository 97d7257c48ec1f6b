"""One tokenisation for everything that looks at words: the words and pairs that the fitted weights know."""

import re
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from itertools import chain, dropwhile, pairwise
from typing import TypeVar

from triage.disguises import undisguised
from triage.folding import unaccented

MOST_TOKENS = 12_000  # of a text: as many as the characters that are judged
CHUNK, PART = 8, 3  # words; so many chunks of a long text are heard together at the most
START, END = "<", ">"  # stand for the ends of a text
FORWARDED = "rt"  # that another wrote a post says nothing of danger
# How a message ends, in one word or two: that somebody is polite or writes on a telephone says nothing of danger either.
CLOSINGS = (
    "thank you", "thanks", "thx", "ty", "in advance", "kind regards", "best regards", "regards", "sincerely", "cheers", "asap", "please",
    "gracias", "de antemano", "un saludo", "saludos", "atentamente", "por favor", "sent from", "enviado desde", "my iphone", "my android",
    "my phone", "mi iphone",
)  # fmt: skip
LEAST_TOLD = 3
_STRETCH = re.compile(r"([^\W\d_])\1{2,}")
_LINK = re.compile(r"(?:https?:|www\.)\S+")
_HANDLE = re.compile(r"@(?:[\w.-]*\w@)?[\w.-]*\w")  # of Mastodon and Bluesky, too
_TAG = re.compile(r"#\w{6,}")
_CAPITALIZED = re.compile(r"[A-Z\u00c0-\u00de](?:[a-z\u00df-\u00ff]+|(?=[A-Z\u00c0-\u00de][a-z]))|\d+")
_LEAST_SPELLED = 3  # words: of two most are names
# Emoji with what colours and joins them. Of the texts that weights are fitted on only everyday tweets have any, so they would tell a
# tweet from a review; what they say of tone VADER knows.
_PICTURE = re.compile("[\u200d\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0e\ufe0f\U0001f000-\U0001faff]+")
_SIGN = re.compile(r"[^\w\s\x00-\x7f]")
_TELLING = "£€¥¿¡"  # signs that are words; others, such as bullets, are nothing
# Without an apostrophe many are another word ("ill", "its", "were", "id"); these are none.
_BARE = """
don't doesn't didn't isn't wasn't weren't aren't hasn't haven't hadn't couldn't wouldn't shouldn't can't won't i'm i've you're you've
they're they've we've that's what's there's here's where's he's she's who's how's
"""
MEANT = {word.replace("'", ""): word for word in _BARE.split()}  # as many write them
EDGES = '!.,;:()[]{}"-_*/\\|<>=+~^`#'  # part words, and are nothing at either end of one
_PLAIN = str.maketrans({**dict.fromkeys("123456789", "0"), **dict.fromkeys(EDGES, " ")})

_WRITTEN = """
a an and are as at be been but by could did do does for from had has have he her him his how i i'd i'll i'm i've if in is
it it's its just like me more my no not of off on one or our out over she so some than that that's the their them then
there they they're this to too up us was we were what when where which who will with would you your
al con de del el en es está ha han he la las le les lo los me mi mis muy no nos o para pero por que se si sin su sus te un
una y ya yo
"""
LITTLE_WORDS = frozenset([*_WRITTEN.split(), *unaccented(_WRITTEN).split()])


def words_in(piece: str) -> list[str]:
    """The words of a folded piece of text without blanks."""
    if piece.isalpha() and piece.isascii():  # most pieces
        return [piece]
    piece = undisguised(piece)
    if "://" in piece or "www." in piece:
        piece = _LINK.sub(" ", piece)
    if "@" in piece:
        piece = _HANDLE.sub(" ", piece)
    for mark in "?$%":
        if mark in piece:
            piece = piece.replace(mark, f" {mark} ")
    if not piece.isascii():
        piece = _PICTURE.sub(" ", piece)
        piece = _SIGN.sub(_apart, piece)
    words = piece.translate(_PLAIN).split()
    if "'" in piece:  # a quotation mark as well, which is nothing at either end of a word
        words = [word for each in words if (word := each.strip("'"))]
    return ["0" if word[0] == "0" else word for word in words]


def spelled(text: str) -> str:
    """A text, not folded, with the words of its hashtags apart where three or more begin with a capital ("#ThereIsABombHere")."""
    return _TAG.sub(_spelled, text) if "#" in text else text


def _spelled(tag: re.Match[str]) -> str:
    words = _CAPITALIZED.findall(tag[0])
    return (
        " ".join(words)
        if len(words) >= _LEAST_SPELLED and sum(map(len, words)) == len(tag[0]) - 1
        else tag[0]
    )


def _apart(sign: re.Match[str]) -> str:
    return f" {sign[0]} " if sign[0] in _TELLING else " "


def tokens(pieces: Iterable[str]) -> list[str]:
    """The words of a folded text that was split at its blanks; every number is "0"; handles, links, emoji and "!" are nothing.

    Who is named, how loudly and how much it cost must not decide whether it is a complaint. Only the first MOST_TOKENS count.
    """
    return [*map(meant, [*chain.from_iterable(map(words_in, pieces))][:MOST_TOKENS])]


def meant(word: str) -> str:
    """A word as the fitted weights know it: with the apostrophe that many leave out, and without the accents that many do."""
    return MEANT.get(word, word) if word.isascii() else unaccented(word)


def unstretched(word: str) -> tuple[str, ...]:
    """What a word may be in which a letter is drawn out: "helllp" is "help", "toooo" may be "to" or "too"; () for any other word."""
    return (_STRETCH.sub(r"\1", word), _STRETCH.sub(r"\1\1", word)) if _STRETCH.search(word) else ()


def without_addresses(text: str) -> str:
    """A text without links and handles."""
    return _HANDLE.sub(" ", _LINK.sub(" ", text))


def pairs(words: list[str]) -> list[str]:
    """Each two neighbours, the ends of the text among them: the pair at a place ends with the word at that place."""
    return [*map(" ".join, zip([START, *words], [*words, END], strict=True))]


def grams(words: list[str]) -> set[str]:
    """Each distinct word and pair of neighbours, the ends of the text among them."""
    return {*words, *pairs(words)}


T = TypeVar("T")


def unaddressed(words: Iterable[T], in_front: Container[T]) -> list[T]:
    """Words, or what stands for them, without those that stand in front of all others. The fit of danger.json and whoever asks it
    leave out the same, and what unsigned() leaves out.
    """
    return [*dropwhile(in_front.__contains__, words)]


def unsigned(words: Sequence[T], closings: Container[tuple[T, ...]]) -> Sequence[T]:
    """Words, or what stands for them, without the closings at their end; at least LEAST_TOLD words are left."""
    end = len(words)
    while (left := end - LEAST_TOLD) > 0:
        if left > 1 and (words[end - 2], words[end - 1]) in closings:
            end -= 2
        elif (words[end - 1],) in closings:
            end -= 1
        else:
            break
    return words[:end]


def chunks(words: Sequence[T], pairs: Sequence[T]) -> list[list[T]]:
    """The distinct words and pairs of a text; of one of more than PART * CHUNK words all of them, by chunks of CHUNK."""
    if len(words) <= PART * CHUNK:
        return [[*dict.fromkeys([*words, *pairs])]]
    both = [*pairs, *words]  # as many places as are needed
    both[::2] = pairs
    both[1::2] = words  # each behind the pair that ends with it; the last pair ends the text
    cuts = [*range(0, 2 * len(words), 2 * CHUNK), len(both)]
    return [both[start:end] for start, end in pairwise(cuts)]


@lru_cache(maxsize=1024)
def parts(chunks: int) -> list[tuple[int, int]]:
    """Which of so many chunks are heard together, from and to: each PART neighbours, and each one less."""
    return [(at, at + size) for size in (PART - 1, PART) for at in range(chunks - size + 1)] or [(0, chunks)]


def says_nothing(gram: str) -> bool:
    """Whether a word or pair is nothing to quote: little words, numbers and marks alone."""
    return all(word in LITTLE_WORDS or not word.replace("'", "").isalpha() for word in gram.split())
