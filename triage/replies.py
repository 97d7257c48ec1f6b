"""Suggested responses: which template fits a verdict, and its text with the organisation's words filled in."""

import string
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from triage.model import Assessment, ReplyTemplate, When
from triage.routing import holds

VARIABLES = ("organisation", "contact", "subject", "source")
MOST_SUGGESTED = 3


def unknown_variables(text: str) -> list[str]:
    """The placeholders in a template that nobody will fill in; raises ValueError on unbalanced braces."""
    fields = [
        (name, spec, conversion)
        for _, name, spec, conversion in string.Formatter().parse(text)
        if name is not None
    ]
    return [name for name, spec, conversion in fields if name not in VARIABLES or spec or conversion]


def fill(template: ReplyTemplate, values: Mapping[str, str]) -> str:
    """The template's text with its placeholders replaced; `values` holds all of VARIABLES."""
    return template.text.format_map(values).strip()


def suggest(
    templates: Sequence[ReplyTemplate], assessment: Assessment, subject: str, source: str
) -> tuple[ReplyTemplate, ...]:
    """The first templates that fit, at most MOST_SUGGESTED; in the post's language where there are any."""
    fitting = [t for t in templates if holds(t.when, assessment, subject, source)]
    same_language = [t for t in fitting if assessment.language in t.when.language]
    neutral = [t for t in fitting if not t.when.language]
    return tuple((same_language + neutral)[:MOST_SUGGESTED])


@cache
def shipped_replies(name: str = "healthcare") -> tuple[ReplyTemplate, ...]:
    """The replies that come with Heedline, in the order in which they are tried."""
    path = Path(__file__).with_name(f"replies_{name}.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["reply"]
    return tuple(ReplyTemplate(name=t["name"], text=t["text"], when=_when(t.get("when", {}))) for t in tables)


def _when(table: Mapping[str, object]) -> When:
    return When(**{k: tuple(v) if isinstance(v, list) else v for k, v in table.items()})  # type: ignore[arg-type]
