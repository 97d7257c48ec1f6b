"""What people bring in themselves: /heed add, and what they are told of it."""

from desk.by_hand import Added, Told, add_by_hand
from handlers import blocks as b
from handlers import wording
from handlers.counter import Counter
from handlers.private import Answer, say
from handlers.slack_words import plain_words
from triage.cleaning import clean, clean_url
from triage.model import Actor, Case, State

_EXAMPLE = (
    'Example: /heed add "The caller waited nine hours", or with a link: '
    '/heed add https://example.org/review/1 "The nurse shouted at us"'
)


def add_complaint(counter: Counter, arguments: list[str]) -> Answer:
    """add [URL] "TEXT": make a case of what came by phone, by e-mail or on a closed site"""
    url, words = _parted(arguments)
    text = plain_words(" ".join(words))
    if not clean(text).strip():
        return say(f"What was said? {_EXAMPLE}")
    return bring_in(counter, Told(text=text, url=url), counter.person, hint=True)


def _parted(arguments: list[str]) -> tuple[str | None, list[str]]:
    """The link, first or last, and the words; a quoted text may come as one word or as many."""
    for at in (0, -1):
        url = clean_url(wording.link_typed(arguments[at])) if arguments else None
        if url is not None:
            return url, arguments[1:] if at == 0 else arguments[:-1]
    return None, arguments


def bring_in(counter: Counter, told: Told, by: Actor, *, hint: bool = False) -> Answer:
    """Opens the case, wakes the courier and says which one it is."""
    added = add_by_hand(counter.store, counter.policy, told, by, counter.clock())
    counter.on_work()
    return say(_told(counter, added, hint))


def _told(counter: Counter, added: Added, hint: bool) -> str:
    case = added.case
    if not added.new:
        return f"{standing(case)} Nothing was added."
    _, urgency = wording.level_of(case)
    channel = next((r.channel for r in counter.policy.routes if r.name == case.route), "")
    place = f" in {channel}" if channel.startswith("#") else ""
    told = f"Case {case.id} is open{place}: {urgency.lower()}, about {b.name(case.subject)}."
    return f"{told} If that is wrong, the menu on its card corrects it." if hint else told


def standing(case: Case) -> str:
    """Which case it is already, and how that stands."""
    match case.state:
        case State.RESOLVED:
            how = f"resolved by {b.name(case.resolved_by or 'somebody', 60)}; its card can reopen it"
        case _ if case.owner:
            how = f"with {b.name(case.owner.name, 60)}"
        case _:
            how = "open and unclaimed"
    return f"This is case {case.id} already, {how}. /heed show {case.id} tells it whole."
