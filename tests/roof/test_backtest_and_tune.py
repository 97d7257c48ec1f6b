"""Other rules tried on the stored mentions, and what people's clicks propose."""

import gc
import json
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot import cli
from desk import cases, labels
from desk.intake import REACH_LOOKED_AT, take_in
from desk.store import Store
from roof.backtest import backtest
from roof.backtest_report import JsonReport
from roof.database import CannotStart
from roof.tune import Seen, gather, propose, tune
from triage.assessing import assess
from triage.judge import Judge
from triage.lifecycle import Act
from triage.model import Actor, Mention, SourceSettings, Subject
from triage.policy import Policy, policy_about_us
from triage.source import Batch
from triage.tuning import shifted

WRITTEN = datetime(2026, 3, 17, 12, tzinfo=UTC)
MAYA = Actor(id="U1", name="maya")
BAD = "I waited two hours, number {}"
MILD = "The choir sings in the foyer on Sunday at three, note {}"


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    source = SourceSettings(name="reviews", kind="file", every=60.0)
    return replace(policy_about_us("us"), database=str(tmp_path / "h.db"), sources=(source,))


def now() -> datetime:
    return WRITTEN + timedelta(hours=1)


def fill(policy: Policy, texts: list[str], author: str | None = None) -> tuple[str, ...]:
    store = Store(policy.database)
    taken = intake(
        store,
        policy,
        [
            Mention(source="reviews", native_id=str(n), text=text, author=author)
            for n, text in enumerate(texts)
        ],
    )
    store.close()
    return taken


def intake(
    store: Store, policy: Policy, mentions: list[Mention], seen: datetime = WRITTEN
) -> tuple[str, ...]:
    batch = Batch(mentions=tuple(mentions), cursor={})
    routes = {route.name: route for route in policy.routes}
    return take_in(store, Judge(policy), routes, batch, source="reviews", now=seen).case_ids


def click(policy: Policy, case_ids: tuple[str, ...], act: Act, **more: str) -> None:
    store = Store(policy.database)
    for case_id in case_ids:
        cases.act_on(store, case_id, act, MAYA, WRITTEN, **more)
    store.close()


def twenty_cards(policy: Policy, *, answered: int) -> None:
    """Complaints of which so many were answered, which makes them labels."""
    cards = fill(policy, [BAD.format(n) for n in range(20)])
    click(policy, cards[:answered], Act.RESOLVE, disposition="answered_publicly")


def with_cut(policy: Policy, cut: float) -> Policy:
    return replace(policy, sources=(replace(policy.sources[0], complaint_cut=cut),))


def told(capsys: pytest.CaptureFixture[str]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The changes, and the counts at the end."""
    *changes, counts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return changes, counts


def test_a_backtest_lists_what_changes(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    fill(policy, [BAD.format(n) for n in range(3)] + [MILD.format(1)])
    backtest(with_cut(policy, 0.95), None, now(), days=30, as_json=True, every=False)
    changes, counts = told(capsys)
    assert [(c["id"], c["before"]["outcome"], c["after"]["outcome"]) for c in changes] == [
        (str(n), "case", "digest") for n in range(3)
    ]
    assert (counts["mentions"], counts["changed"]) == (4, 3)
    assert counts["before"]["reviews"]["case"] == 3


def test_what_loses_most_is_listed_first_and_counted(
    policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [BAD.format(n) for n in range(30)]
    texts.append("Your nurse gave my mother the wrong drug and she was in intensive care for a week")
    fill(policy, texts)
    elsewhere = replace(policy, assume_subject=None)
    backtest(elsewhere, None, now(), days=30, as_json=False, every=False)
    out = capsys.readouterr().out
    assert "Lost or less urgent: 1 card that could not wait" in out
    rows = [line for line in out.splitlines() if "reviews" in line and ("waited" in line or "nurse" in line)]
    assert "nurse" in rows[0]
    assert "waited" in rows[1]
    assert "... and 6 more" in out


def test_the_same_rules_change_nothing(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    fill(policy, [BAD.format(n) for n in range(3)] + [MILD.format(1)])
    backtest(policy, None, now(), days=30, as_json=True, every=False)
    changes, counts = told(capsys)
    assert changes == []
    assert counts["changed"] == 0


def test_a_backtest_cannot_write(policy: Policy) -> None:
    fill(policy, [BAD.format(1)])
    before = Path(policy.database).read_bytes()
    backtest(with_cut(policy, 0.95), None, now(), days=30, as_json=True, every=False)
    assert Path(policy.database).read_bytes() == before


def test_a_repost_is_counted_on_its_card_and_not_as_one(
    policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(policy, [BAD.format(1)] * 3, author="jo")
    backtest(policy, None, now(), days=30, as_json=True, every=False)
    _, counts = told(capsys)
    assert counts["after"]["reviews"] == {"case": 1, "joined": 2}


def test_what_reach_raised_stays_raised(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store(policy.database)
    intake(
        store, policy, [Mention(source="reviews", native_id=f"n{n}", text=MILD, reach=10) for n in range(60)]
    )
    intake(store, policy, [Mention(source="reviews", native_id="x", text=BAD.format(1), reach=90_000)])
    store.close()
    backtest(policy, None, now(), days=30, as_json=True, every=False)
    assert told(capsys)[0] == []


def test_what_reach_raised_stays_raised_over_a_short_span(
    policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(policy.database)
    usual = [Mention(source="reviews", native_id=f"n{n}", text=MILD, reach=10) for n in range(60)]
    intake(store, policy, usual, WRITTEN - timedelta(days=3))
    intake(store, policy, [Mention(source="reviews", native_id="x", text=BAD.format(1), reach=90_000)])
    store.close()
    backtest(policy, None, now(), days=1, as_json=True, every=False)
    changes, counts = told(capsys)
    assert (changes, counts["mentions"]) == ([], 1)


def test_reach_of_long_ago_counts_no_more_than_it_did(
    policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(policy.database)
    for begin, number, reach in ((0, 60, 10), (60, REACH_LOOKED_AT, None)):
        made = [
            Mention(source="reviews", native_id=f"n{n}", text=MILD.format(n), reach=reach)
            for n in range(begin, begin + number)
        ]
        intake(store, policy, made)
    intake(store, policy, [Mention(source="reviews", native_id="x", text=BAD.format(1), reach=90_000)])
    store.close()
    backtest(policy, None, now(), days=30, as_json=True, every=False)
    assert told(capsys)[0] == []


def test_a_backtest_counts_cards_by_source(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    fill(policy, [BAD.format(n) for n in range(3)])
    backtest(policy, with_cut(policy, 0.95), now(), days=30, as_json=False, every=False)
    out = capsys.readouterr().out
    assert "3 mentions of the last 30 days" in out
    assert "reviews" in out


def test_a_backtest_shows_hostile_text_harmlessly(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    fill(policy, ["\x1b[31mNobody answers \u202e the phone, I waited four hours, what a disgrace"])
    backtest(
        with_cut(policy, 0.95), replace(policy, complaint_cut=0.05), now(), days=30, as_json=False, every=True
    )
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_backtest_tells_how_the_rules_do_on_labels(
    policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    click(policy, fill(policy, [BAD.format(n) for n in range(4)]), Act.RESOLVE, disposition="passed_on")
    backtest(policy, None, now(), days=30, as_json=False, every=False)
    assert "of 4 that people called complaints, 4 get a card (100%)" in capsys.readouterr().out


def test_a_reader_that_goes_away_leaves_nothing_open(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(policy, [BAD.format(n) for n in range(4)])
    ignored: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda told: ignored.append(str(told.exc_value)))

    def gone(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(JsonReport, "change", gone)
    with pytest.raises(BrokenPipeError):
        backtest(with_cut(policy, 0.95), None, now(), days=30, as_json=True, every=True)
    gc.collect()
    assert ignored == []


def test_a_look_that_may_not_be_granted_is_no_card(
    policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    click(policy, fill(policy, [BAD.format(n) for n in range(4)]), Act.RESOLVE, disposition="passed_on")
    (score,) = {round(assess(BAD.format(n)).complaint, 3) for n in range(4)}
    backtest(with_cut(policy, score + 0.01), None, now(), days=30, as_json=False, every=False)
    told = "of 4 that people called complaints, 0 get a card (0%), 4 more while looks are left that day"
    assert told in " ".join(capsys.readouterr().out.split())


def test_without_a_database_there_is_nothing_to_try(policy: Policy) -> None:
    with pytest.raises(CannotStart, match="no database"):
        backtest(policy, None, now(), days=30, as_json=False, every=False)


def test_tuning_keeps_the_budget(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    fill(policy, [BAD.format(n) for n in range(40)])
    assert tune(policy, now(), source=None, days=10, a_day=2, precision=None) == 0
    out = capsys.readouterr().out
    (cut,) = [float(line.split("=")[1]) for line in out.splitlines() if line.startswith("complaint_cut")]
    assert 0.05 <= cut <= 0.95
    assert "2 a day or fewer" in out
    assert "Nothing was changed" in out


def test_tuning_learns_from_clicks(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    click(policy, fill(policy, [BAD.format(n) for n in range(30)]), Act.NOT_A_COMPLAINT)
    assert tune(policy, now(), source="reviews", days=10, a_day=None, precision=None) == 0
    out = capsys.readouterr().out
    (bias,) = [float(line.split("=")[1]) for line in out.splitlines() if line.startswith("complaint_bias")]
    assert bias < -0.5
    assert "30 labels" in out


def test_few_labels_teach_nothing(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    click(policy, fill(policy, [BAD.format(n) for n in range(3)]), Act.NOT_A_COMPLAINT)
    tune(policy, now(), source=None, days=10, a_day=None, precision=0.8)
    assert "3 labels: too few" in capsys.readouterr().out


def test_a_precision_that_too_few_labels_could_tell_is_said_to_be_so(
    policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(policy, [BAD.format(1)])
    tune(policy, now(), source=None, days=30, a_day=None, precision=1.0)
    assert "nothing is proposed for 100%" in capsys.readouterr().out


def test_nothing_read_is_nothing_to_tune_on(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    Store(policy.database).close()
    assert tune(policy, now(), source=None, days=10, a_day=1, precision=None) == 1
    assert "no mentions of the last 10 days" in capsys.readouterr().out


def test_a_budget_counts_the_days_that_were_read(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    fill(policy, [BAD.format(n) for n in range(40)])  # all within the last hour
    tune(policy, now(), source=None, days=30, a_day=10, precision=None)
    out = capsys.readouterr().out
    assert "at 10 a day or fewer" in out
    assert "(1 day)" in out
    (after,) = re.findall(r"before, ([\d.]+) after", out)
    assert float(after) <= 10


def test_days_after_the_last_post_do_not_count(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    fill(policy, [BAD.format(n) for n in range(40)])  # all within one moment
    tune(policy, now() + timedelta(days=3), source=None, days=30, a_day=10, precision=None)
    assert "(1 day)" in capsys.readouterr().out


def test_a_budget_that_no_cut_keeps_is_said_to_be_so(
    policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    sure = "They left my mother in her own waste for hours, rude, dirty, shameful, complaint number {}"
    fill(policy, [sure.format(n) for n in range(40)])
    tune(policy, now(), source=None, days=30, a_day=1, precision=None)
    out = capsys.readouterr().out
    assert "No cut keeps to 1 a day: even at 0.95, the highest there is, 40.0 are left." in out
    assert "# reviews: nothing to change; its cut is 0.5, its bias 0\n" in out
    assert "nothing is proposed" in out
    assert "1 a day or fewer" not in out


def test_a_source_without_mentions_is_named(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    fill(policy, [BAD.format(1)])
    assert tune(policy, now(), source="revews", days=10, a_day=None, precision=None) == 1
    out = capsys.readouterr().out
    assert "revews is no [[source]] of the config" in out
    assert "there are some of reviews" in out


def test_nothing_is_proposed_for_what_is_no_source_of_the_config(
    policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(policy, [BAD.format(n) for n in range(3)])
    elsewhere = replace(policy, sources=(replace(policy.sources[0], name="other"),))
    assert tune(elsewhere, now(), source=None, days=10, a_day=1, precision=None) == 0
    told = capsys.readouterr().out
    assert "# reviews: no [[source]] of the config" in told
    assert "complaint_bias" not in told


def test_a_large_budget_alone_lowers_no_cut(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    fill(policy, [BAD.format(n) for n in range(5)])
    tune(policy, now(), source=None, days=10, a_day=50, precision=None)
    out = capsys.readouterr().out
    assert "nothing to change; its cut is 0.5" in out
    assert "keep to 50 a day at this cut already" in out


def test_where_labels_are_too_few_for_the_precision_asked_for_the_cut_stays(
    policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    twenty_cards(policy, answered=3)
    tune(policy, now(), source=None, days=10, a_day=1, precision=0.8)
    out = capsys.readouterr().out
    assert "nothing to change; its cut is 0.5" in out
    assert "A budget can be had by itself." in out


def test_what_a_cut_would_hide_of_the_known_complaints_is_said(
    policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    twenty_cards(policy, answered=3)
    tune(policy, now(), source=None, days=10, a_day=1, precision=None)
    assert "Mind: 3 known complaints would get no card by score any more." in capsys.readouterr().out


def test_a_budget_and_a_precision_are_both_kept(policy: Policy, capsys: pytest.CaptureFixture[str]) -> None:
    twenty_cards(policy, answered=20)
    tune(policy, now(), source=None, days=10, a_day=1, precision=0.5)
    out = capsys.readouterr().out
    assert "no labelled card left that could tell a precision" in out
    assert "at 1 a day or fewer" in out
    assert "0.0 after" in out or "1.0 after" in out


def seen_with(labelled: list[float], labels: list[bool]) -> Seen:
    """A source of 500 posts with scores all over, and these labels."""
    scores = [n / 500 for n in range(500)]
    return Seen(first=now(), last=now(), scores=scores, labelled=labelled, labels=labels)


@pytest.mark.parametrize("label", [True, False])
def test_labels_that_all_say_the_same_lower_no_cut(label: bool, policy: Policy) -> None:
    seen = seen_with([0.6 + n / 100 for n in range(20)], [label] * 20)
    made = propose(policy, "reviews", seen, days=10, a_day=1_000, precision=None)
    assert made.cut >= made.old_cut


def test_the_proposed_cut_takes_in_no_posts_of_scores_that_nobody_labelled(policy: Policy) -> None:
    seen = seen_with([0.5 + n / 250 for n in range(100)], [True] * 94 + [False] * 6)
    made = propose(policy, "reviews", seen, days=10, a_day=None, precision=None)
    before = sum(score >= made.old_cut for score in seen.scores)
    assert made.bias > 0.5
    assert sum(shifted(score, made.bias) >= made.cut for score in seen.scores) <= before


def test_a_precision_that_is_reached_already_raises_no_cut(policy: Policy) -> None:
    seen = seen_with([0.9] * 10, [True] * 10)
    made = propose(policy, "reviews", seen, days=10, a_day=None, precision=0.05)
    assert sum(shifted(score, made.bias) >= made.cut for score in seen.scores) >= 240


def test_a_precision_that_the_budget_breaks_is_not_promised(policy: Policy) -> None:
    labelled, labels = [0.95] * 4 + [0.7] * 16, [False] * 4 + [True] * 16
    seen = Seen(first=now(), last=now(), scores=list(labelled), labelled=labelled, labels=labels)
    made = propose(policy, "reviews", seen, days=2, a_day=2, precision=0.8)
    assert made.cut == made.old_cut
    assert not any("or more of the labelled cards" in note for note in made.notes)
    assert any("both cannot be had" in note for note in made.notes)


def test_days_on_which_a_source_brought_only_others_count(policy: Policy) -> None:
    lakeside = Subject(name="Lakeside", kind="competitor", match="lakeside")
    both = replace(policy, subjects=(*policy.subjects, lakeside), assume_subject=None)
    ours = policy.subjects[0].match
    store = Store(policy.database)
    routes = {route.name: route for route in both.routes}
    for day in range(20):
        text = f"{ours} left me waiting {day} hours" if day > 16 else f"Lakeside has a new roof, note {day}"
        post = Mention(source="reviews", native_id=str(day), text=text)
        batch = Batch(mentions=(post,), cursor={})
        take_in(store, Judge(both), routes, batch, source="reviews", now=WRITTEN - timedelta(days=20 - day))
    seen = gather(store, both, WRITTEN - timedelta(days=30))["reviews"]
    store.close()
    assert len(seen.scores) == 3
    assert (seen.last - seen.first).days == 19


def test_a_budget_is_shared_out_over_all_the_days_that_were_read(
    policy: Policy, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(policy.database)
    routes = {route.name: route for route in policy.routes}
    for day in range(5):
        post = Mention(source="reviews", native_id=str(day), text=BAD.format(day))
        moment = WRITTEN - timedelta(days=4 - day)
        take_in(
            store, Judge(policy), routes, Batch(mentions=(post,), cursor={}), source="reviews", now=moment
        )
    store.close()
    tune(policy, now(), source=None, days=30, a_day=1, precision=None)
    out = capsys.readouterr().out
    assert "(4 days)" in out
    assert "1.2 before" in out


def gathered(policy: Policy) -> Seen:
    store = Store(policy.database)
    seen = gather(store, policy, WRITTEN - timedelta(days=30))["reviews"]
    store.close()
    return seen


def test_scores_are_gathered_without_the_bias_that_is_being_tuned(policy: Policy) -> None:
    biased = replace(policy, sources=(replace(policy.sources[0], complaint_bias=-2.0),))
    click(policy, fill(policy, [BAD.format(1)]), Act.NOT_A_COMPLAINT)
    assert gathered(biased).scores == gathered(policy).scores
    assert gathered(biased).labelled == gathered(policy).labelled == gathered(policy).scores


def test_of_wiped_words_the_score_then_is_the_label_s(policy: Policy) -> None:
    (case,) = fill(policy, [BAD.format(1)])
    click(policy, (case,), Act.NOT_A_COMPLAINT)
    (before,) = gathered(policy).labelled
    store = Store(policy.database)
    with store.commit() as db:
        db.execute("UPDATE mention SET text = ''")
    store.close()
    (after,) = gathered(policy).labelled
    assert after == pytest.approx(before, abs=1e-3)


def test_a_label_of_what_is_about_somebody_else_teaches_nothing(policy: Policy) -> None:
    (case,) = fill(policy, [BAD.format(1)])
    click(policy, (case,), Act.NOT_A_COMPLAINT)
    store = Store(policy.database)
    with store.commit() as db:
        (mention_id,) = db.execute("SELECT mention_id FROM label").fetchone()
        labels.keep(db, mention_id, "subject", "Lakeside", labels.SAID, MAYA, WRITTEN)
    store.close()
    assert gathered(policy).labels == []


@pytest.mark.parametrize("given", ["inf", "nan", "1e308"])
@pytest.mark.parametrize("option", ["--alerts-per-day", "--precision"])
def test_what_is_no_number_is_refused(option: str, given: str) -> None:
    result = CliRunner().invoke(cli, ["tune", option, given])
    assert (result.exit_code, "Invalid value" in result.output) == (2, True)


def test_a_bias_moves_the_score_and_says_so(policy: Policy) -> None:
    text = Mention(source="reviews", native_id="1", text=BAD.format(1))
    plain = Judge(policy).verdict(text).assessment
    lowered = replace(policy, sources=(replace(policy.sources[0], complaint_bias=-4.0),))
    moved = Judge(lowered).verdict(text).assessment
    assert plain is not None
    assert moved is not None
    assert moved.complaint < plain.complaint
    assert "tuned" in {reason.rule for reason in moved.reasons}  # it decided


def test_a_bias_that_decides_nothing_is_no_reason(policy: Policy) -> None:
    raised = replace(policy, sources=(replace(policy.sources[0], complaint_bias=0.5),))
    found = Judge(raised).verdict(Mention(source="reviews", native_id="1", text=BAD.format(1))).assessment
    assert found is not None
    assert "tuned" not in {reason.rule for reason in found.reasons}
