"""Whatever strangers write: it never raises and is harmless once stored. The real judge looks at it."""

from typing import Any

import pytest

from desk.plan import MOST_REACH
from tests.desk.fakes import Office, policy, post
from triage.cleaning import MAX_TEXT
from triage.judge import Judge
from triage.model import Mention
from triage.source import Rejected

HOSTILE = {
    "a megabyte of words": "nobody helped us at all " * 42_000,
    "a megabyte of one letter": "a" * 10**6,
    "ten thousand emoji": "\U0001f602" * 10_000,
    "controls only": "".join(map(chr, range(32))) + "\x7f\x85\x9b",
    "lone surrogates": "nobody came \ud800\udfff at Northgate \udc80",
    "NUL": "nobody\0came",
    "direction marks": "\u202enobody came\u2066",
    "piled marks": "n" + "\u0301" * 5000 + "obody",
    "nothing": "",
    "blanks": " \t\n ",
    "markup": "<!channel> <script>alert(1)</script> {0} %s '; DROP TABLE mention; --",
    "a search operator": '" OR * NEAR(',
}


@pytest.fixture
def judging(office: Office) -> Office:
    """Takes every text to be about us."""
    office.policy = policy(assume_subject="Northgate")
    office.judge = Judge(office.policy)
    return office


def stored(office: Office) -> str:
    text: str = office.one("SELECT text FROM mention")
    return text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_stored_harmless(judging: Office, name: str) -> None:
    judging.take(post("1", HOSTILE[name]))
    kept = stored(judging)
    assert len(kept) <= MAX_TEXT
    assert all(sign in "\t\n" or (sign.isprintable() or sign.isspace()) for sign in kept)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", ["native_id", "author", "url", "language"])
def test_a_hostile_field_does_not_stop_the_batch(judging: Office, place: str, name: str) -> None:
    given: dict[str, Any] = {
        "source": "reviews",
        "native_id": "1",
        "text": "nobody came for nine hours",
        place: HOSTILE[name],
    }
    batch = [Mention(**given), post("2", "digest")]
    assert judging.take(*batch).new == 2
    assert judging.take(*batch).new == 0


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_case_can_be_drawn(judging: Office, name: str) -> None:
    for case_id in judging.take(post("1", HOSTILE[name], author=HOSTILE[name])).case_ids:
        judging.courier.card(case_id)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "not a link", "https://a.example/\ud800", "x" * 5000])
def test_what_is_no_web_link_is_not_kept(office: Office, url: str) -> None:
    office.take(post("1", url=url))
    assert office.rows("SELECT url, link FROM mention") == [(None, None)]


@pytest.mark.parametrize("reach", [2**63, -(2**70), 10**40])
def test_an_absurd_reach_is_cut_to_what_can_be_kept(office: Office, reach: int) -> None:
    office.take(post("1", reach=reach))
    assert abs(office.one("SELECT reach FROM mention")) == MOST_REACH


def test_a_hostile_off_topic_post_does_not_stop_the_batch(office: Office) -> None:
    assert office.take(post("\ud800", "off \ud800", url="\ud800")).new == 1


def test_a_hostile_error_of_a_record_does_not_stop_the_batch(office: Office) -> None:
    office.take(rejected=[Rejected(raw=b"\xff", error="bad \ud800\0 line\nbreak")])
    assert office.one("SELECT error FROM quarantine") == "bad line break"


def test_a_hostile_text_leaves_the_search_index_sound(judging: Office) -> None:
    judging.take(*(post(name, text) for name, text in HOSTILE.items()))
    with judging.store.commit() as db:
        db.execute("INSERT INTO mention_fts (mention_fts, rank) VALUES ('integrity-check', 1)")
