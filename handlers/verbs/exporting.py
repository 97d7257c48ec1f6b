"""/heed export: cases as CSV, as many as one private answer holds; the whole is bot.py's to write."""

from itertools import islice

from desk import audit
from desk.listing import every_case, list_cases
from handlers import blocks as b
from handlers import case_table
from handlers.counter import Counter
from handlers.private import Answer, say
from handlers.verbs import filters

ROOM = 8_000  # characters of CSV in one answer; Slack refuses messages somewhere above 11,000
TEXT = 80  # characters of each post
MOST_ROWS = 60


def export_cases(counter: Counter, arguments: list[str]) -> Answer:
    """export [FILTERS]: cases as CSV to copy into a spreadsheet, for your eyes only; the filters are those of list"""
    try:
        asked = filters.read(counter, arguments)
    except filters.NotUnderstood as problem:
        return say(str(problem).replace("/heed list", "/heed export"))
    _, total = list_cases(counter.store, asked.wanted, 1, 1)
    if not total:
        return say(f"No case fits: {', '.join(asked.told)}." if asked.told else "No case is open.")
    found = islice(every_case(counter.store, asked.wanted), MOST_ROWS)
    lines = [case_table.line(row) for row in case_table.rows(found, counter.policy.time_zone, TEXT)]
    shown = _as_many_as_fit(lines)
    counter.shown(counter.person, audit.EXPORTED, f"{len(shown) - 1} cases as CSV, /heed export")
    title = f"{b.count(len(shown) - 1, 'case')} of {total:,} as CSV, times in {counter.policy.time_zone}"
    box = b.rich(b.line(b.words(title, bold=True)), b.to_copy("".join(shown)))
    return Answer(text=b.escape(title), blocks=[box, b.context(_rest(counter, asked, len(shown) - 1, total))])


def _as_many_as_fit(lines: list[str]) -> list[str]:
    """The head and whole rows; at least one."""
    kept, room = lines[:2], ROOM - sum(map(len, lines[:2]))
    for each in lines[2:]:
        room -= len(each)
        if room < 0:
            break
        kept.append(each)
    return kept


def _rest(counter: Counter, asked: filters.Asked, shown: int, total: int) -> str:
    """What this answer does not hold, and who has it."""
    words = " ".join(
        f'"{word}"' if " " in word else word for word in asked.rest if word.casefold() not in ("mine", "my")
    )
    whole = f"bot.py cases {b.shorten(words, 200)}".strip()
    more = f"The other {total - shown:,} do not fit into a message. " if total > shown else ""
    return f"{more}Posts are cut at {TEXT} characters. Your operator writes all of it to a file: {whole} --csv FILE"
