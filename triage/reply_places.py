"""Where in a reply a rule holds, in numbers of words."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from triage.reply_patterns import Pattern, Span
from triage.reply_rules import ReplyRule
from triage.reply_words import Word, shipped_lexicon


def places(rule: ReplyRule, words: tuple[Word, ...]) -> list[Span]:
    """Where the rule holds; what stands within something that takes it back does not count."""
    encoded, starts = _encoded(words)
    found = _places(rule.find, encoded, starts)
    if not found:
        return []
    back = _places(rule.unless, encoded, starts)
    return merged([span for span in found if not within(span, back)])


def within(span: Span, wider: Iterable[Span]) -> bool:
    """Whether one of the wider ones covers it."""
    return any(start <= span[0] and span[1] <= end for start, end in wider)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same places without overlaps: what overlaps is one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _encoded(words: tuple[Word, ...]) -> tuple[str, list[int]]:
    parts = [shipped_lexicon().encoded(word) for word in words]
    return "".join(parts), list(accumulate(map(len, parts), initial=0))


def _places(patterns: Iterable[Pattern], encoded: str, starts: list[int]) -> set[Span]:
    return {
        (bisect_right(starts, start) - 1, bisect_right(starts, end - 1))
        for pattern in patterns
        for start, end in pattern.find(encoded)
        if start < end
    }
