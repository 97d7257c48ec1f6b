"""Suggested responses: which templates fit a verdict and its source, with the organisation's words filled in."""

import re
import string
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from triage.danger_said import REASONS
from triage.length import Limit, limit_for
from triage.model import Assessment, Mention, ReplyTemplate, Urgency, When
from triage.policy import Policy
from triage.reply_check import Finding, Ours, check_reply
from triage.routing import holds

VARIABLES = ("organisation", "contact", "emergency", "crisis_line", "subject", "source", "author")
NO_PUBLIC_REPLY = frozenset({"threat"})  # rules after which a public answer can only do harm
# Rules after which a cheerful thank-you hurts: somebody died, the praise may be bitter, somebody may be in danger.
NOTHING_CHEERFUL = frozenset({"death", "irony", "sarcasm", "near_danger"})
DANGERS = frozenset(REASONS)
MOST_SUGGESTED = 3
_PARTS = re.compile(r"[,;\n]|\b(?:at|or|on|en|o)\b|\+?\(?\d[\d() .-]{5,}\d")


def unknown_variables(text: str) -> list[str]:
    """What stands in single braces and will not be filled in; raises ValueError on unbalanced braces."""
    fields = [
        f"{name}{'!' if conversion else ''}{conversion or ''}{':' if spec else ''}{spec}"
        for _, name, spec, conversion in string.Formatter().parse(text)
        if name is not None
    ]
    return [field for field in fields if field not in VARIABLES]


def fill(template: ReplyTemplate, values: Mapping[str, str]) -> str:
    """The template's text with its placeholders replaced; `values` holds all of VARIABLES."""
    return template.text.format_map(values).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A reply ready to copy. `when` is what it was chosen by; `length` is counted as `limit` says. `stopped` are the words for
    which the reply check would not let it pass.
    """

    name: str
    text: str
    when: When = field(default_factory=When)
    length: int = 0
    limit: Limit | None = None
    stopped: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        return self.limit is None or self.length <= self.limit.most


def fitting(
    templates: Sequence[ReplyTemplate], assessment: Assessment, subject: str, source: str
) -> list[ReplyTemplate]:
    """The templates that fit, the best first; none where no public answer should be given.

    In their order, but among the shipped ones for categories those for the gravest category first; the operator's own for a lesser
    category alone stand behind the first. One that names languages fits posts in these; one that names none fits every
    post, and the shipped ones of that sort stand last.
    """
    rules = {reason.rule for reason in assessment.reasons}
    if not NO_PUBLIC_REPLY.isdisjoint(rules):
        return []
    found = [template for template in templates if holds(template.when, assessment, subject, source)]
    if not NOTHING_CHEERFUL.isdisjoint(rules):
        found = [template for template in found if not (template.shipped and "thanks" in template.when.rule)]
    places = [at for at, template in enumerate(found) if template.shipped and template.when.category]
    ranked = sorted((found[at] for at in places), key=lambda template: _rank(template, assessment))
    for at, template in zip(places, ranked, strict=True):
        found[at] = template
    found = _gravest_first(found, assessment)
    return _help_first(found) if assessment.urgency is Urgency.NOW else found


def _gravest_first(found: list[ReplyTemplate], assessment: Assessment) -> list[ReplyTemplate]:
    aside = [each for each in found if not each.shipped and each.when.category and _rank(each, assessment)]
    others = [each for each in found if each not in aside]
    return [*others[:1], *aside, *others[1:]]


def _help_first(found: list[ReplyTemplate]) -> list[ReplyTemplate]:
    """Those made for a danger before all others; of the shipped ones those that name a language, where there are any."""
    helping = [template for template in found if _is_for_now(template.when)]
    spoken = [template for template in helping if template.when.language or not template.shipped] or helping
    return [*spoken, *[template for template in found if template not in spoken]]


def _is_for_now(when: When) -> bool:
    return when.urgency_at_least >= Urgency.NOW or not DANGERS.isdisjoint(when.rule)


def _rank(template: ReplyTemplate, assessment: Assessment) -> int:
    return min(
        assessment.categories.index(name) for name in assessment.categories if name in template.when.category
    )


def suggestions(
    policy: Policy, assessment: Assessment, subject: str, mention: Mention
) -> tuple[Suggestion, ...]:
    """The first MOST_SUGGESTED of fitting(), filled in for one mention: those of one's own that the reply check would stop stand behind the others, and so do
    those too long for where it was written.
    """
    limit = limit_of(policy, mention.source)
    values, ours = values_of(policy, subject, mention), ours_of(policy)
    made = [
        filled(template, values, limit)
        if template.shipped
        else checked(filled(template, values, limit), policy.categories, ours)
        for template in fitting(policy.replies, assessment, subject, mention.source)
    ]
    return tuple(sorted(made, key=lambda each: (bool(each.stopped), not each.fits))[:MOST_SUGGESTED])


def checked(suggestion: Suggestion, categories: str, ours: Ours) -> Suggestion:
    """The same with what the reply check would stop in it."""
    return replace(suggestion, stopped=_stopped(suggestion.text, categories, ours))


@lru_cache(maxsize=256)
def _stopped(text: str, categories: str, ours: Ours) -> tuple[str, ...]:
    found = check_reply(text, categories=categories, ours=ours)
    return tuple(dict.fromkeys([each.words for each in found if each.hard]))


def filled(template: ReplyTemplate, values: Mapping[str, str], limit: Limit | None) -> Suggestion:
    """The template as it would be posted, and how long it is there."""
    text = fill(template, values)
    length = limit.length(text) if limit else len(text)
    return Suggestion(name=template.name, text=text, when=template.when, length=length, limit=limit)


def limit_of(policy: Policy, source: str) -> Limit | None:
    """The longest reply that the source takes, by its kind; None where there is no limit we know of."""
    settings = policy.source(source)
    return limit_for(settings) if settings else None


def values_of(policy: Policy, subject: str, mention: Mention) -> dict[str, str]:
    """What stands in for each of VARIABLES."""
    return {
        "organisation": policy.organisation,
        "contact": policy.reply_contact or policy.organisation,
        "emergency": policy.emergency_number,
        "crisis_line": policy.crisis_line,
        "subject": subject,
        "source": mention.source,
        "author": mention.author or "there",
    }


def ours_of(policy: Policy) -> Ours:
    """What is one's own by the config, for check_reply: names, whom to ask for and where by the `reply_contact` ("Suite 200"), and contacts;
    none of these without one.
    """
    names = (policy.organisation, *[subject.name for subject in policy.subjects if subject.is_own])
    if not policy.reply_contact:
        return Ours(names=names)
    names += _told_of(policy.reply_contact)
    own = [reply.text for reply in policy.replies if not reply.shipped]
    return Ours((policy.reply_contact, policy.emergency_number, policy.crisis_line, *own), names)


@lru_cache(maxsize=16)
def _told_of(contact: str) -> tuple[str, ...]:
    """The parts of a contact, but numbers and addresses on the net, that the reply check would stop: a person, a street, a room."""
    parts = [part for part in map(str.strip, _PARTS.split(contact)) if "@" not in part]
    return tuple([part for part in parts if any(each.hard for each in check_reply(part))])


def check_for(policy: Policy, text: str, post: str = "") -> tuple[Finding, ...]:
    """check_reply() by a config: for its categories, names and contacts."""
    return check_reply(text, post, categories=policy.categories, ours=ours_of(policy))


@cache
def shipped_replies(name: str = "healthcare") -> tuple[ReplyTemplate, ...]:
    """The replies that come with Heedline, in the order in which they are tried."""
    path = Path(__file__).with_name(f"replies_{name}.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["reply"]
    return tuple(
        ReplyTemplate(name=t["name"], text=t["text"], when=_when(t.get("when", {})), shipped=True)
        for t in tables
    )


def _when(table: Mapping[str, object]) -> When:
    return When(**{k: tuple(v) if isinstance(v, list) else v for k, v in table.items()})  # type: ignore[arg-type]
