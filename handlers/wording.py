"""The words for levels, categories, states and acts, the same on every surface."""

from collections.abc import Iterator

from desk.labels import Label
from desk.mutes import Kind, Mute
from handlers.reason_words import quoted
from triage.cleaning import clean_line
from triage.lifecycle import DISPOSITIONS
from triage.look import wants_look
from triage.model import Assessment, Case, CaseEvent, Mention, Outcome, Urgency, When
from triage.replies import Suggestion
from triage.taxonomy import shipped_taxonomy, taxonomy_with

URGENCY = {
    Urgency.NOW: ("rotating_light", "Now"),
    Urgency.SAME_DAY: ("red_circle", "Same day"),
    Urgency.ROUTINE: ("large_yellow_circle", "Routine"),
    Urgency.DIGEST: ("white_circle", "For the digest"),
}
LOOK = ("eyes", "Needs a human look")
SEVERITY = ("", "low", "medium", "high")
LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French",
    "hi": "Hindi", "ht": "Haitian Creole", "it": "Italian", "ja": "Japanese", "ko": "Korean", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "so": "Somali", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
OUTCOMES = {
    Outcome.CASE: "It became a case with a card of its own.",
    Outcome.JOINED: "It repeats an earlier post, so it was counted on that case's card.",
    Outcome.DIGEST: "It was kept for the digest: no complaint about us that somebody must answer.",
    Outcome.LOOK: "A person must judge it; the day's cards for such ones were used up, so the digest lists it.",
    Outcome.MUTED: "It was muted: kept and counted in the digest, but no card was made of it.",
    Outcome.NO_ROUTE: "It is a complaint about us, but no route in the config asks for such a one.",
    Outcome.OFF_TOPIC: "It names nobody we watch, so its text was not kept.",
}
WOULD = {
    Outcome.MUTED: "It would be kept without a card, because it is muted.",
    Outcome.CASE: "It would become a case with a card of its own.",
    Outcome.DIGEST: "It would be kept for the digest: no complaint about us that somebody must answer.",
    Outcome.LOOK: "A person would have to judge it: a card while the day's budget for such ones lasts.",
    Outcome.NO_ROUTE: OUTCOMES[Outcome.NO_ROUTE],
    Outcome.OFF_TOPIC: "It names nobody we watch: its text would not be kept.",
}
MANY = {
    Outcome.CASE: "became cases with cards of their own",
    Outcome.JOINED: "repeat earlier posts and were counted on their cards",
    Outcome.DIGEST: "are no complaint about us that somebody must answer: a running bot's digest counts them",
    Outcome.LOOK: "a person must judge: the day's cards for such ones were used up",
    Outcome.MUTED: "are muted: kept without a card",
    Outcome.NO_ROUTE: "are complaints about us that no route in the config asks for",
    Outcome.OFF_TOPIC: "name nobody we watch, so their text was not kept",
}
ONE = {
    Outcome.CASE: "became a case with a card of its own",
    Outcome.JOINED: "repeats an earlier post and was counted on its card",
    Outcome.DIGEST: "is no complaint about us that somebody must answer: a running bot's digest counts it",
    Outcome.LOOK: MANY[Outcome.LOOK],
    Outcome.MUTED: "is muted: kept without a card",
    Outcome.NO_ROUTE: "is a complaint about us that no route in the config asks for",
    Outcome.OFF_TOPIC: "names nobody we watch, so its text was not kept",
}
LOOKED_FOR = "a person must judge: they have cards that ask for a look"
LOOKED_FOR_ONE = "a person must judge: it has a card that asks for a look"
_ACTS = {
    "added": "added this case by hand",
    "claim": "claimed this case",
    "unclaim": "gave this case back",
    "reopen": "reopened this case",
    "wake": "woke this case",
    "not_a_complaint": "marked this as not a complaint",
    "escalate": "escalated this case",
    "stand_down": "took the escalation back",
    "approval_waits": "A reply is still waiting for approval",
    "reply_approve": "approved the reply",
    "reply_unapprove": "took the approval back",
    "reply_withdraw": "withdrew the reply",
    "reply_not_sent": "took back that the reply was posted",
    "overdue": "The time to answer has passed",
    "posted": "The reply is posted",
    "posting_refused": "The reply was not posted",
    "posting_wanted": "asked for the reply to be posted",
    "posting_unclear": "The reply may have been posted: look at the post, then press I posted it or Retry",
    "posting_again": "asked again for the reply to be posted",
    "posting_withdrawn": "took the reply back before it was posted",
    "not_posted": "looked: the reply was not posted",
}

_POSTING = ("posted", "posting_refused", "posting_unclear")  # their detail is a link or a reason


def category(name: str) -> str:
    """Its title in whichever taxonomy has it."""
    taxonomy = taxonomy_with(name)
    return taxonomy.titles[name] if taxonomy else name.replace("_", " ").capitalize()


def categories(found: Assessment) -> str:
    """Category and severity with the words that gave them: "Safety (error), high: \u201cwrong leg\u201d"."""
    first = found.categories[0] if found.categories else ""
    taxonomy = taxonomy_with(first) or shipped_taxonomy()
    because = taxonomy.because(found)
    told = category(first) if first else "No one category"
    if because and taxonomy.category_of.get(because[0].rule) == first:
        told += f" ({kind})" if (kind := taxonomy.kind_of.get(because[0].rule)) else ""
    told += f", {SEVERITY[found.severity]}" if found.severity else ""
    words = dict.fromkeys(words for reason in because for words in reason.evidence)
    told += f": {quoted(words)}" if words else ""
    others = ", ".join(map(category, found.categories[1:]))
    return f"{told}; also {others}" if others else told


_WITH_DETAIL = {
    "merge": "merged this case into {}",
    "merged_in": "merged case {} into this one",
    "unmerged": "took case {} out again",
    "reply_send_back": "sent the reply back: {}",
    "reply_sent": "posted the reply: {}",
    "approvals_raised": "The case became more urgent: approvals that its reply needs now: {}",
}


def level(urgency: Urgency, assessment: Assessment | None) -> tuple[str, str]:
    """The emoji and the words for how soon a person must see to it; LOOK where it is routine and only to be judged."""
    return LOOK if urgency is Urgency.ROUTINE and wants_look(assessment) else URGENCY[urgency]


def level_of(case: Case) -> tuple[str, str]:
    """The same of a case; a person who corrects its urgency has looked."""
    return level(case.urgency, case.assessment)


def disposition(name: str | None) -> str:
    """How a case ended."""
    return DISPOSITIONS.get(name or "", name or "")


def act(event: CaseEvent) -> str:
    """What somebody did, without who: "resolved this case (answered publicly)"."""
    if event.act == "resolve":
        return f"resolved this case ({disposition(event.detail)})"
    if event.act.startswith("wrong_"):
        return _said(event.act.removeprefix("wrong_"), event.detail or "")
    if event.act in _WITH_DETAIL:
        return _WITH_DETAIL[event.act].format(event.detail or "").rstrip(": ")
    if event.act == "drafted":
        return f"wrote a reply{_to_approve(event.detail)}"
    if event.act == "snooze":
        return "snoozed this case"
    if event.act in _POSTING:
        told = "posted the reply" if event.act == "posted" and event.actor.id else _ACTS[event.act]
        return f"{told}: {event.detail}" if event.detail else told
    return _ACTS.get(event.act, event.act)


def _to_approve(detail: str | None) -> str:
    needed = int(detail) if detail and detail.isdecimal() else 0
    if not needed:
        return ", ready to post"
    return f", which needs {needed} approval{'' if needed == 1 else 's'}"


def correction(label: Label) -> str:
    """What somebody said of a verdict: "Ana set this to 2 (same day)"."""
    return f"{label.by} {_said(label.kind, label.value)}"


def _said(kind: str, value: str) -> str:
    match kind:
        case "urgency":
            return f"set this to {int(value)} ({URGENCY[Urgency(int(value))][1].lower()})"
        case "complaint":
            return "said that this is a complaint" if value == "1" else "said that this is not a complaint"
        case "team":
            return f"said that this is for {value}"
        case _:
            return f"said that this is about {value}" if value else "said that this is about nobody we watch"


def chosen(given: Suggestion, found: Assessment) -> str:
    """Why a reply is suggested: "Chosen for: Safety, high, in Spanish; 214 of 280 characters"."""
    told = f"Chosen for: {', '.join(_asked(given.when, found))}"
    if given.stopped:
        told += f"; the reply check would stop {quoted(given.stopped)}"
    if given.limit is None:
        return told
    counted = f"{given.length:,} of {given.limit.most:,} {given.limit.unit}"
    return f"{told}; {counted}" if given.fits else f"{told}; too long for {given.limit.platform}: {counted}"


def _asked(when: When, found: Assessment) -> Iterator[str]:
    """What a condition asks for, as the mention has it."""
    rules = [reason.rule for reason in found.reasons if reason.rule in when.rule]
    named = [category(name) for name in found.categories if name in when.category] or [
        rule.replace("_", " ") for rule in rules
    ]
    level = ("any post", "any complaint", "a serious complaint", "what cannot wait")[when.urgency_at_least]
    yield named[0] if named else level
    if when.severity_at_least:
        yield SEVERITY[found.severity]
    level = URGENCY[found.urgency][1].lower()
    if named and when.urgency_at_least > 1 and level not in named[0]:
        yield level
    if when.subject:
        yield "about this name"
    if when.source:
        yield "from this source"
    if when.language:
        yield f"in {LANGUAGES.get(found.language, found.language)}"


def muted(given: Mute) -> str:
    """What a mute goes by: "the source reviews", "the words “parking fee”"."""
    return muted_thing(given.kind, given.value)


def muted_thing(kind: Kind, value: str) -> str:
    told = clean_line(value, 60) or ""
    return f"the words \u201c{told}\u201d" if kind is Kind.TERM else f"the {kind} {told}"


def link_typed(word: str) -> str:
    """A web address as somebody typed it, without what Slack may write around it."""
    return word.strip("<>").split("|")[0].replace("&amp;", "&")


def origin(mention: Mention) -> str:
    """Who wrote it and where, as far as it is known."""
    return f"{mention.author} on {mention.source}" if mention.author else mention.source


def no_reason(found: Assessment) -> str:
    """What stands where no rule fired: of tone English alone has a list of words, fitted words of complaints has Spanish too."""
    words = "fitted words, each of which weighs little"
    told = {"en": f"the tone and from {words}", "es": words}.get(found.language, "the tone alone")
    return f"No rule fired: the score comes from {told}."
