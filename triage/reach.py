"""Reach: a routine complaint that far more people see than this source's posts usually reach is urgent."""

from collections.abc import Collection

from triage.model import Mention, Reason

FEWEST_POSTS = 50  # of a source with a reach, before its norm means anything
NORM_SHARE = 0.95  # of a source's posts reach fewer than its norm
FLOOR = 500  # followers or votes; below it nothing spreads far, whatever the norm


def norm_of(reaches: Collection[int]) -> int | None:
    """The reach that NORM_SHARE of a source's posts stay below; None while there are too few of them."""
    if len(reaches) < FEWEST_POSTS:
        return None
    ranked = sorted(reaches)
    return max(FLOOR, ranked[int(len(ranked) * NORM_SHARE)])


def reach_reason(mention: Mention, norm: int | None) -> Reason | None:
    """The figure as a reason, where a mention reaches more people than the norm."""
    if norm is None or mention.reach is None or mention.reach <= norm:
        return None
    told = f"It reaches {mention.reach:,}; nineteen in twenty posts of this source reach fewer than {norm:,}"
    return Reason(rule="reach", sentence=told, weight=0.0)
