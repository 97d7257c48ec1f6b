"""Where in a reply a rule holds, in numbers of words."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from triage.covering import covering
from triage.reply_patterns import Pattern, Span
from triage.reply_rules import ReplyRule
from triage.reply_words import Word, shipped_lexicon


class Encoded(NamedTuple):
    """A reply as the patterns read it, and where each of its words begins there."""

    text: str
    starts: list[int]


def encoded(words: tuple[Word, ...]) -> Encoded:
    """The words of a reply, made ready for every rule."""
    parts = [shipped_lexicon().encoded(word) for word in words]
    return Encoded("".join(parts), list(accumulate(map(len, parts), initial=0)))


def places(rule: ReplyRule, reply: Encoded) -> list[Span]:
    """Where the rule holds; what stands within something that takes it back does not count."""
    found = _places(rule.find, reply)
    if not found:
        return []
    back = _places(rule.unless, reply)
    covers = covering(back)
    return merged([span for span in found if not covers(*span)])


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same places without overlaps: what overlaps is one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _places(patterns: Iterable[Pattern], reply: Encoded) -> set[Span]:
    text, starts = reply
    return {
        (bisect_right(starts, start) - 1, bisect_right(starts, end - 1))
        for pattern in patterns
        for start, end in pattern.find(text)
        if start < end
    }
