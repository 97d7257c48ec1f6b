"""One thing that bot.py doctor tried."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`way_out` is "" where it works."""

    what: str
    fine: bool
    told: str = ""
    way_out: str = ""
