"""The labelled corpus: what we answer to each text is recorded, and how good that is has floors."""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

import pytest

from tools import inputs
from tools.corpus import VERDICTS, WRITE, Judged, judged
from tools.fit_danger import POSTS
from triage.cleaning import clean
from triage.folding import fold
from triage.words import tokens

LEVEL_3_RULES = {"self_harm", "threat", "emergency_now", "abuser_on_shift"}
CATEGORIES = {
    "quality",
    "safety",
    "environment",
    "institutional_processes",
    "listening",
    "communication",
    "respect",
}

# Percent of the corpus that must be right: rounded down from what was measured. It is not fitted on, so the figures are
# near what a stranger's posts get. Raise them when the judgement gets better; whoever lowers one says in the commit what
# was bought for it.
FLOORS = {
    "en": {
        "level 3 recall": 96,
        "level 3 precision": 85,
        "complaint recall": 90,
        "complaint precision": 87,
        "level": 81,
    },
    "es": {
        "level 3 recall": 98,
        "level 3 precision": 85,
        "complaint recall": 80,
        "complaint precision": 91,
        "level": 84,
    },
}


@lru_cache(maxsize=1)
def corpus() -> tuple[Judged, ...]:
    return tuple(judged())


def percent(of: Iterable[Judged], which: Callable[[Judged], bool]) -> float:
    answers = [which(each) for each in of]
    return 100 * sum(answers) / len(answers) if answers else 100.0


def figures(language: str) -> dict[str, float]:
    """Level 3 is judged outside the complaint decision, so complaints are counted below it."""
    mine = [each for each in corpus() if each.text.language == language]
    below = [each for each in mine if each.text.urgency < 3]
    return {
        "level 3 recall": percent([j for j in mine if j.text.urgency == 3], lambda j: j.urgency == 3),
        "level 3 precision": percent([j for j in mine if j.urgency == 3], lambda j: j.text.urgency == 3),
        "complaint recall": percent([j for j in below if j.text.complaint], lambda j: j.complaint),
        "complaint precision": percent([j for j in below if j.complaint], lambda j: j.text.complaint),
        "level": percent(mine, lambda j: j.urgency == j.text.urgency),
    }


def test_answers_are_the_recorded_ones() -> None:
    recorded = VERDICTS.read_text(encoding="utf-8").splitlines()
    answered = {each.line().rstrip("\n"): each.text for each in corpus()}
    changes = list(difflib.unified_diff(recorded, list(answered), "recorded", "now", lineterm="", n=0))
    if changes:
        texts = [f"{text.id}: {text.text}" for line, text in answered.items() if f"+{line}" in changes]
        pytest.fail(
            "\n".join(["", *changes, "", *texts, "", f"If that is as it should be: {WRITE}"]), pytrace=False
        )


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_judgement_is_no_worse_than_it_was(language: str) -> None:
    now = figures(language)
    assert now.keys() == FLOORS[language].keys()
    below = {what: round(now[what], 1) for what, floor in FLOORS[language].items() if now[what] < floor}
    assert not below, f"below the floor of {FLOORS[language]}: {below}"


def test_the_corpus_covers_what_it_must() -> None:
    texts = [each.text for each in corpus()]
    assert len(texts) >= 400
    assert len({text.id for text in texts}) == len({text.text for text in texts}) == len(texts)
    levels = Counter((text.language, text.urgency) for text in texts)
    assert levels.keys() == {(language, level) for language in ("en", "es") for level in range(4)}
    assert min(levels.values()) >= 15
    categories = Counter(text.category for text in texts if text.complaint)
    assert categories.keys() == {*CATEGORIES, "none"}
    assert min(categories.values()) >= 10
    for complaint in (True, False):
        assert any(text.language == "es" and text.complaint is complaint for text in texts)


@pytest.mark.parametrize("rule", sorted(LEVEL_3_RULES))
def test_every_level_3_rule_has_texts_for_it_and_near_misses(rule: str) -> None:
    texts = [each.text for each in corpus()]
    for language in ("en", "es"):
        assert [text for text in texts if text.language == language and text.rule == rule]
        assert [text for text in texts if text.language == language and text.near == rule]
    assert len([text for text in texts if text.rule == rule]) >= 10
    assert len([text for text in texts if text.near == rule]) >= 6


def test_no_text_of_the_corpus_was_fitted_on() -> None:
    posts = {line for path in POSTS.iterdir() for line in path.read_text(encoding="utf-8").splitlines()}
    posts |= {text for path in inputs.POSTS.glob("*.jsonl") for text, _ in inputs.rows_of(path)}
    fitted_on = {words_of(post) for post in posts}
    assert [each.text.id for each in corpus() if words_of(each.text.text) in fitted_on] == []


def words_of(text: str) -> tuple[str, ...]:
    return tuple(tokens(fold(clean(text)).split()))


def test_labels_agree_with_each_other() -> None:
    for text in [each.text for each in corpus()]:
        assert (text.rule in LEVEL_3_RULES) == (text.urgency == 3), text.id
        assert text.complaint == (text.urgency in (1, 2)) or text.urgency == 3, text.id
        assert text.category == "none" or (text.complaint and text.severity in (None, 1, 2, 3)), text.id
