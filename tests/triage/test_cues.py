"""How the phrases of a cue file are written."""

import pytest

from triage.cues import Cue, CueBook, spellings


def test_a_choice_is_each_of_its_phrases_and_an_apostrophe_may_be_left_out() -> None:
    written = "{not|isn't} {here|back}"
    assert {*spellings(written)} == {
        "not here",
        "not back",
        "isn't here",
        "isnt here",
        "isn't back",
        "isnt back",
    }


def test_accents_may_be_left_out() -> None:
    assert [*spellings("nadie llegó")] == ["nadie llegó", "nadie llego"]


def test_any_ending_is_allowed_at_the_end_of_a_phrase_alone() -> None:
    with pytest.raises(ValueError, match=r"only at the end of a phrase: 'wait\* for'"):
        [*spellings("wait* for")]


def test_within_a_phrase_that_takes_back_no_other_is_meant() -> None:
    cues = [Cue(name="content", takes_back=True), Cue(name="lack"), Cue(name="late")]
    phrases = {"content": "not a single complaint", "lack": "not a single", "late": "late"}
    book = CueBook(cues, {"en": phrases, "es": {}})
    assert book.find("not a single complaint, not a single bed, late", "en") == {
        "content": ("not a single complaint",),
        "lack": ("not a single",),
        "late": ("late",),
    }
    assert [*book.find("not a single complaint", "en")] == ["content"]


def test_a_negation_before_it_takes_a_phrase_back_where_it_can_be_negated() -> None:
    cues = [Cue(name="rude", negatable=True), Cue(name="waiting")]
    book = CueBook(cues, {"en": {"rude": "rude", "waiting": "wait*"}, "es": {}})
    assert book.find("nobody was rude and we never waited", "en") == {"waiting": ("waited",)}
