"""Stored mentions under other rules: what somebody muted for a time is no difference between rules."""

from pathlib import Path

from desk.history import Stored
from roof.rehearsal import Rules, view
from tests.handlers.given import NOON, a_mention, a_policy
from triage.model import Outcome, Urgency


def test_what_was_muted_stays_muted_under_rules_that_would_make_a_card(tmp_path: Path) -> None:
    text = "Nine hours in the Northgate ER and nobody came. Worst hospital ever."
    kept = Stored(
        mention=a_mention(text=text), seen_at=NOON, outcome=Outcome.MUTED, urgency=Urgency.ROUTINE,
        subjects=("Northgate",), categories=("communication",), route="default", looked=False,
    )  # fmt: skip
    rules = Rules(a_policy(tmp_path / "none.db"))
    outcome, after, verdict = rules.judge(kept)
    assert verdict.outcome is Outcome.CASE
    assert (outcome, after.is_card) == (Outcome.MUTED, True)
    before = view(kept.outcome, "Northgate", after.urgency, after.route, after.categories, looks=False)
    assert before == after


def test_a_card_that_asks_for_a_look_is_told_as_one() -> None:
    seen = view(Outcome.CASE, "Northgate", Urgency.ROUTINE, "default", (), looks=True)
    plain = view(Outcome.CASE, "Northgate", Urgency.ROUTINE, "default", (), looks=False)
    assert (seen.told(plain), plain.told(seen)) == ("needs a human look", "routine")
