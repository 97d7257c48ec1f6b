"""Which category and severity a cue speaks for: one file a trade, chosen by the config."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from triage.cues import Cue
from triage.model import Assessment, Reason

TAXONOMIES = ("healthcare", "general")


@dataclass(
    frozen=True, slots=True, kw_only=True, eq=False
)  # told apart by identity: there is one of each name
class Taxonomy:
    """Categories by name with their titles; of each cue the category, the severity from 1 to 3, and perhaps what
    it is within its category.
    """

    titles: Mapping[str, str]
    category_of: Mapping[str, str] = field(default_factory=dict)
    severity_of: Mapping[str, int] = field(default_factory=dict)
    kind_of: Mapping[str, str] = field(default_factory=dict)
    otherwise: Mapping[str, str] = field(
        default_factory=dict
    )  # rule -> category, of a complaint for which no cue names one
    themes: Mapping[str, str] = field(default_factory=dict)  # theme -> category, where no such rule tells one

    def categories(self, fired: Iterable[Cue]) -> tuple[str, ...]:
        """The categories the cues speak for, the gravest first."""
        named = [cue for cue in fired if cue.name in self.category_of]
        if len(named) > 1:
            named.sort(key=lambda cue: (-self.severity_of[cue.name], -cue.complaint))
        return tuple(dict.fromkeys([self.category_of[cue.name] for cue in named]))

    def severity(self, fired: Iterable[Cue]) -> int:
        """The gravest event that a cue names, 0 to 3."""
        return max([self.severity_of.get(cue.name, 0) for cue in fired], default=0)

    def otherwise_of(self, reasons: Iterable[Reason]) -> tuple[str, ...]:
        """The category of a complaint for which no cue names one, nor anything grave: that of the first reason that has any."""
        return next(((self.otherwise[each.rule],) for each in reasons if each.rule in self.otherwise), ())

    def because(self, found: Assessment) -> tuple[Reason, ...]:
        """The reason that gave the first category, and the one that gave the severity where it is another."""
        speaking = [reason for reason in found.reasons if reason.rule in self.severity_of]
        grave = sorted(speaking, key=lambda reason: -self.severity_of[reason.rule])
        first = next((r for r in grave if self.category_of.get(r.rule) in found.categories[:1]), None)
        named = [first] if first else []
        if grave and (not first or self.severity_of[first.rule] < self.severity_of[grave[0].rule]):
            named.append(grave[0])
        return tuple(named) or self._otherwise(found)

    def _otherwise(self, found: Assessment) -> tuple[Reason, ...]:
        told = {**self.themes, **self.otherwise}
        given = [each for each in found.reasons if told.get(each.rule) in found.categories[:1]]
        return tuple(given[:1])


@cache
def shipped_taxonomy(name: str = "healthcare") -> Taxonomy:
    """One of TAXONOMIES, read once."""
    path = Path(__file__).with_name(f"taxonomy_{name}.toml")
    return _taxonomy(tomllib.loads(path.read_text(encoding="utf-8")))


def taxonomy_with(category: str) -> Taxonomy | None:
    """The one that has this category: a case keeps its category when the config changes."""
    return next((made for made in map(shipped_taxonomy, TAXONOMIES) if category in made.titles), None)


def _taxonomy(table: dict[str, Any]) -> Taxonomy:
    categories = table["category"]
    severities = {cue: severity for c in categories for cue, severity in c["cues"].items()}
    return Taxonomy(
        titles={c["name"]: c["title"] for c in categories},
        category_of={cue: c["name"] for c in categories for cue in c["cues"]},
        severity_of=severities | table.get("other", {}),
        otherwise={rule: c["name"] for c in categories for rule in c.get("otherwise", ())},
        themes={theme: c["name"] for c in categories for theme in c.get("themes", ())},
        kind_of={cue: kind for c in categories for cue, kind in c.get("kinds", {}).items()},
    )
