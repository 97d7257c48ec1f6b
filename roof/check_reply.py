"""bot.py check-reply: a reply in, what the reply check finds in it out."""

import re
from collections.abc import Iterable
from typing import TextIO

from roof.lines import Record, answer_lines
from triage.cleaning import for_terminal
from triage.reply_check import NOTHING_OURS, Finding, Ours, check_reply

_TELLS = 3  # words from which a quotation tells by itself what is meant
_NEAR = 60  # characters in which these stand
_BEFORE, _AFTER = re.compile(r"(?:(?<!\S)\S+\s+){0,3}\S*\Z"), re.compile(r"\S*(?:\s+\S+){0,3}")


def print_findings(
    text: str, out: TextIO, *, categories: str = "healthcare", ours: Ours = NOTHING_OURS
) -> int:
    """Writes what was found in one reply, for a person to read; the exit status: 1 if anything must be taken out."""
    found = check_reply(text, categories=categories, ours=ours)
    for rule in dict.fromkeys(each.rule for each in found):
        of_rule = [each for each in found if each.rule == rule]
        out.write("".join(f"{_told(each, text)}\n" for each in of_rule) + f"    {of_rule[0].message}\n")
    hard = sum(each.hard for each in found)
    if not found:
        out.write("Nothing found. The check helps; it is not legal advice.\n")
    elif not hard and all(each.rule != "unread" for each in found):
        out.write("Nothing must be taken out.\n")
    return 1 if hard else 0


def _told(found: Finding, text: str) -> str:
    words, around = _plain(found.words), _plain(_around(found, text))
    quoted = f': "{words}"' if words else ""
    if words and len(words.split()) < _TELLS and around != words:
        quoted += f' in "{around}"'
    return f"{'Must go' if found.hard else 'Better not'}, {found.rule}{quoted}"


def _around(found: Finding, text: str) -> str:
    """The words found with up to three on either side."""
    before = _BEFORE.search(text, max(0, found.start - _NEAR), found.start)
    after = _AFTER.match(text, found.end, found.end + _NEAR)
    return text[before.start() if before else found.start : after.end() if after else found.end]


def _plain(words: str) -> str:
    return for_terminal(" ".join(words.split()))


def check_lines(
    batches: Iterable[Iterable[str]],
    out: TextIO,
    *,
    categories: str = "healthcare",
    ours: Ours = NOTHING_OURS,
) -> int:
    """Answers each line that is not blank; returns how many could not be read."""

    def answer(number: int, record: Record) -> Record:
        post = record.get("post")
        if post is not None and not isinstance(post, str):
            return {"error": f'line {number}: "post" must be a string or be left out'}
        found = check_reply(record["text"], post or "", categories=categories, ours=ours)
        told = [{"rule": f.rule, "hard": f.hard, "words": f.words, "message": f.message} for f in found]
        return {"ok": not any(f.hard for f in found), "findings": told}

    return answer_lines(batches, out, lambda records: [answer(*each) for each in records])
