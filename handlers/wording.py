"""The words for levels, categories, states and acts, the same on every surface."""

from triage.lifecycle import DISPOSITIONS
from triage.model import CaseEvent, Mention, Outcome, Reason, Urgency
from triage.taxonomy import TAXONOMIES, shipped_taxonomy

URGENCY = {
    Urgency.NOW: ("rotating_light", "Now"),
    Urgency.SAME_DAY: ("red_circle", "Same day"),
    Urgency.ROUTINE: ("large_yellow_circle", "Routine"),
    Urgency.DIGEST: ("white_circle", "For the digest"),
}
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
    Outcome.NO_ROUTE: "It is a complaint about us, but no route in the config asks for such a one.",
    Outcome.OFF_TOPIC: "It names nobody we watch, so its text was not kept.",
}
WOULD = {
    Outcome.CASE: "It would become a case with a card of its own.",
    Outcome.DIGEST: "It would be kept for the digest: no complaint about us that somebody must answer.",
    Outcome.LOOK: "A person would have to judge it: a card while the day's budget for such ones lasts.",
    Outcome.NO_ROUTE: OUTCOMES[Outcome.NO_ROUTE],
    Outcome.OFF_TOPIC: "It names nobody we watch: its text would not be kept.",
}
MANY = {
    Outcome.CASE: "became cases with cards of their own",
    Outcome.JOINED: "repeat earlier posts and were counted on their cards",
    Outcome.DIGEST: "were kept for the digest: no complaint about us that somebody must answer",
    Outcome.LOOK: "a person must judge: the day's cards for such ones were used up",
    Outcome.NO_ROUTE: "are complaints about us that no route in the config asks for",
    Outcome.OFF_TOPIC: "name nobody we watch, so their text was not kept",
}
_ACTS = {
    "claim": "claimed this case",
    "unclaim": "gave this case back",
    "reopen": "reopened this case",
    "wake": "woke this case",
    "not_a_complaint": "marked this as not a complaint",
    "overdue": "The time to answer has passed",
    "wrong_subject": "said that this is not about us; the next tuning learns from it",
}


def category(name: str) -> str:
    """Its title in whichever taxonomy has it: a case keeps its category when the config changes."""
    for taxonomy in map(shipped_taxonomy, TAXONOMIES):
        if name in taxonomy.titles:
            return taxonomy.titles[name]
    return name.replace("_", " ").capitalize()


def reason(given: Reason) -> str:
    """The reason as a sentence, with the post's own words that caused it."""
    quoted = ", ".join(f"\u201c{words}\u201d" for words in given.evidence)
    return f"{given.sentence}: {quoted}" if quoted else given.sentence


def act(event: CaseEvent) -> str:
    """What somebody did, without who: "resolved this case (answered publicly)"."""
    if event.act == "resolve":
        return f"resolved this case ({DISPOSITIONS.get(event.detail or '', event.detail or '')})"
    if event.act == "wrong_urgency":
        level = URGENCY[Urgency(int(event.detail or 0))][1].lower()
        return f"set the urgency to {int(event.detail or 0)} ({level}); the next tuning learns from it"
    if event.act == "snooze":
        return "snoozed this case"
    return _ACTS.get(event.act, event.act)


def origin(mention: Mention) -> str:
    """Who wrote it and where, as far as it is known."""
    return f"{mention.author} on {mention.source}" if mention.author else mention.source
