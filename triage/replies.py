"""Suggested responses: which template fits a verdict, and its text with the organisation's words filled in."""

import string
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from triage.model import Assessment, ReplyTemplate, When
from triage.routing import holds

VARIABLES = ("organisation", "contact", "subject", "source", "author")
NO_PUBLIC_REPLY = frozenset({"threat"})  # rules after which a public answer can only do harm
MOST_SUGGESTED = 3


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


def suggest(
    templates: Sequence[ReplyTemplate], assessment: Assessment, subject: str, source: str
) -> tuple[ReplyTemplate, ...]:
    """The first templates that fit, at most MOST_SUGGESTED; none where no public answer should be given.

    One that names languages fits posts in these; one that names none fits every post, and the shipped ones of
    that sort stand last.
    """
    if not NO_PUBLIC_REPLY.isdisjoint(reason.rule for reason in assessment.reasons):
        return ()
    fitting = (template for template in templates if holds(template.when, assessment, subject, source))
    return tuple(islice(fitting, MOST_SUGGESTED))


@cache
def shipped_replies(name: str = "healthcare") -> tuple[ReplyTemplate, ...]:
    """The replies that come with Heedline, in the order in which they are tried."""
    path = Path(__file__).with_name(f"replies_{name}.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["reply"]
    return tuple(ReplyTemplate(name=t["name"], text=t["text"], when=_when(t.get("when", {}))) for t in tables)


def _when(table: Mapping[str, object]) -> When:
    return When(**{k: tuple(v) if isinstance(v, list) else v for k, v in table.items()})  # type: ignore[arg-type]
