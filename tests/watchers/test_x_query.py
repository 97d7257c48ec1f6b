"""Subjects become X queries that ask for no less than the subjects do."""

import pytest

from triage.model import Subject
from watchers.x_query import queries


def _subject(match: str, exclude: str | None = None, name: str = "Northgate") -> Subject:
    return Subject(name=name, kind="own", match=match, exclude=exclude)


@pytest.mark.parametrize(
    ("match", "exclude", "query"),
    [
        ("northgate", None, "northgate"),
        ('northgate "north gate"', None, '(northgate "north gate")'),
        ("northgate OR @northgate OR #northgate", None, "(northgate OR @northgate OR #northgate)"),
        ("northgate NOT football", None, "(northgate -football)"),
        ("northgate NOT (football OR rugby)", None, "(northgate -football -rugby)"),
        ("northgate NOT (football rugby)", None, "northgate"),
        ("northgate NEAR/5 (nurse OR doctor)", None, "(northgate (nurse OR doctor))"),
        ("mercy complain*", None, "mercy"),
        ("mercy (bad OR complain*)", None, "mercy"),
        ("mercy NEAR/3 complain*", None, "mercy"),
        ("complain*", None, "complain"),
        ('"emergency depart*"', None, "emergency"),
        ("mercy NOT complain*", None, "(mercy -complain)"),
        ('mercy NOT "emergency depart*"', None, '(mercy -"emergency depart")'),
        ("or OR and", None, '("or" OR "and")'),
        ("AT&T OR north-gate OR o'brien", None, '("AT&T" OR "north-gate" OR "o\'brien")'),
        (
            "\u0431\u043e\u043b\u044c\u043d\u0438\u0446\u0430",
            None,
            "\u0431\u043e\u043b\u044c\u043d\u0438\u0446\u0430",
        ),
        ("\u201cNorth Gate\u201d", None, '"North Gate"'),
        ("northgate", 'football OR "the club"', '(northgate -football -"the club")'),
        ("northgate OR ngh", "football", "((northgate OR ngh) -football)"),
        ("northgate", "football AND club", "northgate"),
        ("northgate", " OR ".join(f"word{n}" for n in range(60)), "northgate"),
        ("(a b) OR (c NOT (d OR e))", None, "((a b) OR (c -d -e))"),
    ],
)
def test_a_match_is_said_in_xs_words(match: str, exclude: str | None, query: str) -> None:
    assert queries([_subject(match, exclude)]) == [f"{query} -is:retweet"]


def test_subjects_share_a_query() -> None:
    assert queries([_subject("northgate"), _subject("mercy OR saint")]) == [
        "(northgate OR (mercy OR saint)) -is:retweet"
    ]


def test_no_query_is_longer_than_x_allows() -> None:
    subjects = [
        _subject(" OR ".join(f'"hospital {n} of {m}"' for n in range(m)), "football OR rugby")
        for m in (1, 9, 60)
    ]
    assert max(map(len, queries(subjects))) <= 512


def test_a_subject_too_long_for_one_query_is_split_and_nothing_of_it_is_lost() -> None:
    terms = [f'"hospital number {n}"' for n in range(60)]
    asked = " ".join(queries([_subject(" OR ".join(terms), "football")]))
    assert [term for term in terms if term not in asked] == []


def test_every_part_of_a_split_subject_leaves_out_what_is_excluded() -> None:
    made = queries([_subject(" OR ".join(f'"hospital number {n}"' for n in range(60)), "football")])
    assert [query for query in made if "-football" not in query] == []


def test_a_match_of_too_many_words_asks_for_the_first_of_them() -> None:
    (query,) = queries([_subject(" ".join(f"word{n}" for n in range(100)))])
    assert query.startswith("(word0 word1 word2 ")
    assert len(query) <= 512


@pytest.mark.parametrize("match", ["w" * 600, f"a OR {'w' * 600}"])
def test_a_word_longer_than_a_query_cannot_be_asked_for(match: str) -> None:
    with pytest.raises(ValueError, match="'Northgate' is too long for X"):
        queries([_subject(match)])
