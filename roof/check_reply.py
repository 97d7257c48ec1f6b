"""bot.py check-reply: a reply in, what the reply check finds in it out."""

from collections.abc import Iterable
from typing import TextIO

from roof.lines import Record, answer_lines
from triage.cleaning import for_terminal
from triage.reply_check import NOTHING_OURS, Finding, Ours, check_reply


def print_findings(
    text: str, out: TextIO, *, categories: str = "healthcare", ours: Ours = NOTHING_OURS
) -> int:
    """Writes what was found in one reply, for a person to read; the exit status: 1 if anything must be taken out."""
    found = check_reply(text, categories=categories, ours=ours)
    for each in found:
        out.write("".join(f"{line}\n" for line in _told(each)))
    hard = sum(each.hard for each in found)
    if not found:
        out.write("Nothing found. The check helps; it is not legal advice.\n")
    elif not hard and all(each.rule != "unread" for each in found):
        out.write("Nothing must be taken out.\n")
    return 1 if hard else 0


def _told(found: Finding) -> list[str]:
    quoted = f': "{for_terminal(" ".join(found.words.split()))}"' if found.words else ""
    return [f"{'Must go' if found.hard else 'Better not'}, {found.rule}{quoted}", f"    {found.message}"]


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
