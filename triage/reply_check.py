"""The reply check: what in a public reply would say too much, by the rules of reply_rules.toml."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from triage.covering import covering
from triage.folding import fold
from triage.language import READ
from triage.reading import language_of, shipped_reader
from triage.reply_patterns import Span
from triage.reply_places import encoded, merged, places
from triage.reply_rules import ReplyRule, shipped_rules
from triage.reply_sentences import about_nobody
from triage.reply_words import Word, shipped_lexicon

MOST = 20_000  # characters: twice the longest comment that any of our sources takes
_MOST_OF_POST = 100_000
_PERSONAL = frozenset({"phone", "email"})
_TELLING = frozenset(
    {"treat", "ill", "clinical", "body", "kin", "staff", "given", "number", "money", "year", "month", "month_word", "weekday", "full_date", "clock", "insurer", "bill", "bill_event"}
)  # fmt: skip
_DIGITS = 7  # of a telephone number, without its area
_FARTHER = "\u0250"  # Latin letters and those with accents stand before it
_FEW = 5  # words from which a language can be told
_STEM = 5  # letters by which "prescribed" in the reply and "prescription" in the post are the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule found. `words` stand in the reply from `start` to `end`; "" where something is missing.

    A hard finding must be taken out; a soft one may stay for a reason. `message` says what to do instead.
    """

    rule: str
    hard: bool
    words: str
    message: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Ours:
    """What is one's own in a reply: texts with numbers and addresses (`contacts`), and names ("Marrow Creek Eye Surgery")."""

    contacts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


NOTHING_OURS = Ours()


def check_reply(
    text: str, post: str = "", *, categories: str = "healthcare", ours: Ours = NOTHING_OURS
) -> tuple[Finding, ...]:
    """What must or should be changed in a reply before it is published, the hard findings first.

    `post` is what is answered, if known: that it says something does not allow the reply to repeat it, and what it
    does not say is told as new. English and Spanish are both looked for: replies mix them.
    `categories` is the config's; "general" asks no question of health care. Any number or address but `ours` is told as
    "other contact", where we have one; a body part in our own name is none. Never raises; reads MOST characters,
    and a longer reply is not allowed.
    """
    rules = {name: rule for name, rule in shipped_rules().items() if rule.weight(categories)}
    words = shipped_lexicon().read(_unnamed(text[:MOST], ours.names))
    reply = encoded(words)
    answered = shipped_lexicon().read(post[:_MOST_OF_POST])
    spans = {name: places(rule, reply) for name, rule in rules.items() if not rule.missing}
    of_nobody = covering(about_nobody(words, answered))
    for name in spans:
        if rules[name].linked:
            spans[name] = [span for span in spans[name] if not of_nobody(*span)]
    spans["identifier"] = merged([*spans["identifier"], *_of_the_author(words, answered)])
    spans["other contact"] = [*_of_others(words, _own(ours.contacts))]
    if answered and "new fact" in rules:
        facts = {span for name, found in spans.items() if rules[name].fact for span in found}
        known = {part[:_STEM] for word in answered for part in word.folded.split("_")}
        spans["new fact"] = merged([span for span in facts if _is_new(words[slice(*span)], known)])
    found = [_finding(rules[name], categories, text, words, span) for name in spans for span in spans[name]]
    found += [
        _finding(rule, categories, text, words, (0, 0))
        for rule in rules.values()
        if rule.missing and not places(rule, reply)
    ]
    if len(text) > MOST:
        rule = rules["too long"]
        found.append(
            Finding(rule=rule.name, hard=True, words="", message=rule.message, start=MOST, end=len(text))
        )
    if (len(words) >= _FEW or _is_strange(text)) and language_of(
        fold(text[:MOST]), shipped_reader().read(text[:MOST])
    ) not in READ:
        found.append(_finding(rules["unread"], categories, text, words, (0, 0)))
    return tuple(sorted(found, key=lambda each: (not each.hard, each.start, each.end)))


def _finding(rule: ReplyRule, categories: str, text: str, words: tuple[Word, ...], span: Span) -> Finding:
    first, last = span
    start, end = (words[first].start, words[last - 1].end) if last else (0, 0)
    hard = rule.weight(categories) == "hard"
    return Finding(
        rule=rule.name, hard=hard, words=text[start:end], message=rule.message, start=start, end=end
    )


def _of_the_author(words: tuple[Word, ...], answered: tuple[Word, ...]) -> Iterator[Span]:
    """Telephone numbers and addresses that the author gave away and the reply repeats."""
    given = {_bare(word) for word in answered if not _PERSONAL.isdisjoint(word.sorts)}
    for at, word in enumerate(words):
        if not _PERSONAL.isdisjoint(word.sorts) and _bare(word) in given:
            yield at, at + 1


def _unnamed(text: str, names: tuple[str, ...]) -> str:
    """A text of the same length in which one word, which is of the sort <ours>, stands for each of the names. A name of one word that the
    rules know ("Hope", "Marrow") stays: it may be that word.
    """
    for name in sorted(filter(_is_a_name, names), key=len, reverse=True):
        case = re.IGNORECASE if " " in name.strip() else 0  # a word that begins small is likelier that word
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", f"O{'x' * (len(name) - 1)}", text, flags=case)
    return text


@lru_cache(maxsize=256)
def _is_a_name(name: str) -> bool:
    return len(name) > 2 and (" " in name.strip() or not any(w.sorts for w in shipped_lexicon().read(name)))


@lru_cache(maxsize=64)
def _own(contacts: tuple[str, ...]) -> frozenset[str]:
    words = shipped_lexicon().read("\n".join(contacts))
    return frozenset(_bare(word) for word in words if not _PERSONAL.isdisjoint(word.sorts))


def _of_others(words: tuple[Word, ...], own: frozenset[str]) -> Iterator[Span]:
    """Telephone numbers and addresses that are none of `own`; where it is empty none can be told."""
    if not own:
        return
    for at, word in enumerate(words):
        if not _PERSONAL.isdisjoint(word.sorts) and _bare(word) not in own:
            yield at, at + 1


def _is_strange(text: str) -> bool:
    """Whether it is written in letters, and in none of ours: many such scripts put no blanks between words."""
    letters = [sign for sign in text[:MOST] if sign.isalpha()]
    return bool(letters) and min(letters) >= _FARTHER


def _bare(word: Word) -> str:
    """An address without its signs; of a number the last digits, whatever stands for the country and the area."""
    bare = "".join(sign for sign in word.folded if sign.isalnum())
    return bare[-_DIGITS:] if bare.isdigit() else bare


def _is_new(words: Iterable[Word], known: Set[str]) -> bool:
    """Whether one of the words that tell something has no like among the `known` ones, those of the post."""
    telling = [word for word in words if not _TELLING.isdisjoint(word.sorts)]
    return any(part[:_STEM] not in known for word in telling for part in word.folded.split("_"))
