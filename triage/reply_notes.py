"""What in the suggested replies is legal but cannot serve: for check and doctor."""

import re
from collections.abc import Iterator, Sequence

from triage.length import Limit, limit_for
from triage.model import Mention, ReplyTemplate, SourceSettings
from triage.policy import CRISIS_LINE, EMERGENCY_NUMBER, Policy, Problem
from triage.replies import check_for, filled, values_of
from triage.taxonomy import shipped_taxonomy

_EXAMPLE = re.compile(
    r"\bexample\.(?:org|com|net)\b|\b555-01\d\d\b"
)  # RFC 2606, and numbers that are nobody's
_CITIES = """
Adak Anchorage Boise Chicago Denver Detroit Edmonton Halifax Juneau Los_Angeles Menominee Moncton Montreal New_York Nome
Phoenix Puerto_Rico Regina Sitka St_Johns Toronto Vancouver Whitehorse Winnipeg
Indianapolis Fort_Wayne Louisville Yellowknife Glace_Bay Goose_Bay Iqaluit Inuvik Yakutat Boise Thunder_Bay Nipigon Dawson
"""
_AREAS = ("US/", "Canada/", "America/Indiana/", "America/Kentucky/", "America/North_Dakota/", "Etc/")
_NORTH_AMERICAN = frozenset(
    {
        "UTC",
        "EST5EDT",
        "CST6CDT",
        "MST7MDT",
        "PST8PDT",
        "Pacific/Honolulu",
        *[f"America/{city}" for city in _CITIES.split()],
    }
)


def reply_notes(policy: Policy) -> list[Problem]:
    """Shipped replies for another trade, replies of one's own that say too much, numbers of another country, the
    example's contact, and replies that are too long for a source whatever the mention.
    """
    found = [*_misplaced(policy), *_unsafe(policy), *_elsewhere(policy), *_made_up(policy)]
    for source in policy.sources:
        limit = limit_for(source)
        if limit:
            found += _too_long(policy, source, limit)
    return found


def _misplaced(policy: Policy) -> Iterator[Problem]:
    known = shipped_taxonomy(policy.categories).titles.keys()
    lost = [
        reply for reply in policy.replies if reply.when.category and known.isdisjoint(reply.when.category)
    ]
    if lost:
        told = f'{len(lost)} of these replies ask for what categories = "{policy.categories}" never finds'
        yield Problem(
            path="heedline.replies", message=f"{told}; leave replies out, and they go with the categories"
        )


def _unsafe(policy: Policy) -> Iterator[Problem]:
    """Replies of one's own in which the reply check finds what must not stand there."""
    mention = Mention(source="", native_id="", text="")
    for reply in policy.replies:
        if reply.shipped:
            continue
        text = filled(reply, values_of(policy, policy.organisation, mention), None).text
        found = [each for each in check_for(policy, text) if each.hard]
        if found:
            quoted = ", ".join(dict.fromkeys(f'"{each.words}" ({each.rule})' for each in found))
            told = f"the reply check would not let it pass: {quoted}; docs/replies.md tells what may be said"
            yield Problem(path=f"reply {reply.name!r}", message=told)


def _elsewhere(policy: Policy) -> Iterator[Problem]:
    """Emergency numbers that nobody chose, where the time zone is of another country."""
    zone = policy.time_zone
    if zone in _NORTH_AMERICAN or zone.startswith(_AREAS):
        return
    for key, variable, number in (
        ("emergency_number", "{emergency}", EMERGENCY_NUMBER),
        ("crisis_line", "{crisis_line}", CRISIS_LINE),
    ):
        named = any(variable in reply.text for reply in policy.replies)
        if named and getattr(policy, key) == number:
            told = f"suggested replies name {number}, as in the United States and Canada, and the time zone is {zone}"
            yield Problem(path=f"heedline.{key}", message=f"{told}: set {key} to your country's")


def _made_up(policy: Policy) -> Iterator[Problem]:
    """A contact that reaches nobody, as that of our example, or none."""
    if not any("{contact}" in reply.text for reply in policy.replies):
        return
    if not policy.reply_contact:
        told = "is not set, and suggested replies end with the organisation's name: set it to a team, a number or an address"
        yield Problem(path="heedline.reply_contact", message=told)
    if _EXAMPLE.search(policy.reply_contact):
        told = "is made up (555-01xx and example addresses reach nobody), and suggested replies send people there: set it to your own"
        yield Problem(path="heedline.reply_contact", message=told)


def _too_long(policy: Policy, source: SourceSettings, limit: Limit) -> Iterator[Problem]:
    offered = [reply for reply in policy.replies if not reply.when.source or source.name in reply.when.source]
    allowed = f"the {limit.most:,} {limit.unit} that {limit.platform} takes"
    for reply in offered:
        if not reply.shipped and (least := _least(policy, reply, source, limit)) > limit.most:
            told = f"takes {least:,} or more of {allowed}: for source {source.name!r} it stands behind all that fit"
            yield Problem(path=f"reply {reply.name!r}", message=told)
    shipped = [reply for reply in offered if reply.shipped]
    lost = sum(_least(policy, reply, source, limit) > limit.most for reply in shipped)
    if lost:
        told = f"with it {lost} of {len(shipped)} shipped replies are longer than {allowed} (source {source.name!r})"
        yield Problem(path="heedline.reply_contact", message=f"{told}; a shorter one helps")


def _least(policy: Policy, reply: ReplyTemplate, source: SourceSettings, limit: Limit) -> int:
    """The reply's length with the shortest author and subject there may be."""
    subject = min(_subjects(policy, reply), key=len, default="")
    values = values_of(policy, subject, Mention(source=source.name, native_id="", text=""))
    return filled(reply, values | {"author": ""}, limit).length


def _subjects(policy: Policy, reply: ReplyTemplate) -> Sequence[str]:
    asked = reply.when.subject
    return [
        subject.name for subject in policy.subjects if subject.is_own and (not asked or subject.name in asked)
    ]
