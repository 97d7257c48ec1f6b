"""Whom a text names: the words, the places, and that the fast way finds what the obvious way finds."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.folding import fold
from triage.matching import Hit, Matcher
from triage.model import Subject
from triage.places import MOST_PLACES
from triage.query_error import QueryError


def own(match: str, exclude: str | None = None, name: str = "own") -> Subject:
    return Subject(name=name, kind="own", match=match, exclude=exclude)


def names(text: str, match: str, exclude: str | None = None) -> bool:
    return bool(Matcher([own(match, exclude)]).find(text))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("northgate", "Northgate"),
        ("northgate", "at NORTHGATE, again"),
        ("northgate", "#Northgate"),
        ("northgate", ".@northgate why"),
        ("northgate", "Northgate's"),
        ("northgate", "Northgate\u2019s"),
        ("northgate", "Northgate\u2122"),
        ("northgate", "(northgate)"),
        ("northgate", "pre-Northgate"),
        ("northgate", "north\u200bgate"),
        ("northgate", "N\u043erthgat\u0435"),
        ("northgate", "\uff2eorthgate"),
        ("northgate", "N\u0336o\u0336rthgate"),
        ("northgate", "\U0001f621Northgate\U0001f621"),
        ("northgate", "\u201cNorthgate\u201d"),
        ("northgate", "help@northgate.org"),
        ("northgate", "\u5317Northgate\u5317"),
        ("cl\u00ednica", "la CLINICA"),
        ("clinica", "la Cl\u00ednica"),
        ('"cl\u00ednica bel\u00e9n"', "Clinica-Bel\u00e8n"),
        ("ni\u00f1o*", "los ninos"),
        ("northgate", "N\u0323\u0301o\u0303r\u032bth\u030dg\u030ba\u0329te"),
        ("n\u00f8rthgate", "Northgat\u0451"),
        ("\u0391\u03b8\u03ae\u03bd\u03b1", "\u0391\u0398\u0397\u039d\u0391"),
        ("@st-bel\u00e9n", "to @st-belen"),
        ("@st-belen", "to @st-Bel\u00c9n"),
        ("AT&T", "my AT&T bill"),
        ("O'Brien", "Dr O\u2019Brien\u2019s"),
        ("C++", "C++!"),
        ("\u00e9t\u00e9", "E\u0301TE\u0301"),
        ('"st mary"', "St Mary"),
        ('"st mary"', "St-Mary"),
        ('"st mary"', "St \u2013 Mary"),
        ('"st mary"', "St--Mary"),
        ('"st mary"', "ST \t\n MARY'S"),
        ('"st mary"', "- St  -Mary-"),
        ("x-ray", "my X ray"),
        ("x-ray", "my X-ray"),
        ("@northgate", "@Northgate"),
        ("@northgate", "\uff20northgate: why"),
        ("@northgate", "thanks.@northgate"),
        ("@st-mary", "to @St-Mary - now"),
        ("@st-mary", "so - to @St-Mary"),
        ("#care", "#Care!"),
        ("complain*", "Complaining"),
        ("complain*", "complain"),
        ('"patient complain*"', "patient-complaints"),
        ("@north*", "@NorthgateFans"),
        ("@st-ma*", "a - @st-mary"),
        ("\u5317\u4eac", "\u6211\u5728\u5317\u4eac\u533b\u9662"),
        ("\u5317\u4eac", "NHS\u5317\u4eac"),
        ("\u5317\u4eac", "\u5317\u4eacNHS"),
        ("\u5317 NEAR/0 \u4eac", "\u5317\u4eac"),
        ("\u0938\u0947\u0935\u093e", "\u0938\u0947\u0935\u093e \u0915\u0947\u0902\u0926\u094d\u0930"),
        ("a NEAR/0 b", "a b"),
        ("(a NEAR/0 b) (b NEAR/0 c)", "a b c"),
        ("a NEAR/0 b", "b, a"),
        ("a NEAR/2 b", "a x y b"),
        ("a NEAR/2 b", "a b x x x x b"),
        ("a NEAR/2 b", "a x x x x a x b"),
        ("a NEAR/1 b", "a O'Brien's b"),
        ("a NEAR/1 b", "a \U0001f621 ... x \u2014 b"),
        ("a NEAR/0 a", "a a"),
        ("care* NEAR/0 (b OR c)", "careful c"),
        ('"st mary" NEAR/1 (b OR "c d")', "St - Mary of C-D"),
        ("a NOT b", "a c"),
        ("a NOT (b c)", "a b"),
        ("(a b) OR (c d)", "c d"),
        ("(a b) OR (a c) OR (a d)", "a d"),
        ("(a OR b) (c OR d) NOT e", "b d"),
        ("a OR (b NOT a)", "a b"),
    ],
)
def test_a_query_finds(query: str, text: str) -> None:
    assert names(text, query)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("northgate", ""),
        ("northgate", "northgates"),
        ("northgate", "unnorthgate"),
        ("northgate", "north_northgate_"),
        ("northgate", "northgate2"),
        ("northgate", "north gate"),
        ("\u0938\u0947\u0935", "\u0938\u0947\u0935\u093e"),
        ("no\u0440th", "\u0905north\u0905"),
        ('"st mary"', "st. mary"),
        ('"st mary"', "st, mary"),
        ('"st mary"', "stmary"),
        ('"st mary"', "mary st"),
        ("@northgate", "northgate"),
        ("@northgate", "joe@northgate.org"),
        ("@northgate", "@northgatefans"),
        ("@northgate", "@northgate_fans"),
        ("@st-mary", "@st mary"),
        ("@st-mary", "@st--mary"),
        ("#care", "care"),
        ("#care", "a#care"),
        ("complain*", "uncomplaining"),
        ('"patient complain*"', "patients complain"),
        ("a NEAR/2 b", "a x y z b"),
        ("a NEAR/0 a", "a"),
        ("a NEAR/3 b", "a"),
        ('"st mary" NEAR/5 mary', "st mary"),
        ("a NOT b", "a b"),
        ("a NOT b", "b"),
        ("a NOT (b OR (c d))", "a c d"),
        ("a b", "a"),
        ("(a b) OR (c d)", "a d"),
        ("(a b) OR (a c) OR (a d)", "a e"),
    ],
)
def test_a_query_does_not_find(query: str, text: str) -> None:
    assert not names(text, query)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("northgate is late", True),
        ("northgate football club", False),
        ("football", False),
        ("northgate footballs", True),
    ],
)
def test_what_a_subject_excludes_outweighs_what_it_matches(text: str, found: bool) -> None:
    assert names(text, "northgate", "football OR jobs") is found


def test_hits_come_in_the_order_of_their_words() -> None:
    rival, ours, absent = own('"south bank"', name="rival"), own("northgate"), own("west", name="absent")
    hits = Matcher([ours, absent, rival]).find("I left South-Bank for Northgate")
    assert hits == (
        Hit(subject=rival, terms=("south-bank",), start=7, end=17),
        Hit(subject=ours, terms=("northgate",), start=22, end=31),
    )


def test_subjects_named_by_the_same_word_come_in_their_own_order() -> None:
    first, second = own("northgate", name="first"), own("northgate OR ng", name="second")
    assert [hit.subject for hit in Matcher([first, second]).find("northgate")] == [first, second]
    third = own('"northgate hospital"', name="third")
    assert [hit.subject for hit in Matcher([third, first]).find("northgate hospital")] == [third, first]


@pytest.mark.parametrize(
    ("query", "text", "terms"),
    [
        ("northgate OR ng", "NG, northgate, ng", ("ng", "northgate")),
        ('northgate OR "northgate hospital"', "Northgate Hospital", ("northgate hospital", "northgate")),
        ("complain*", "complaining, complaints", ("complaining",)),
        ("complain* OR complaint", "a complaint", ("complaint",)),
        ("a NEAR/3 (b OR c) NOT d", "c, a", ("c", "a")),
        ("a OR (b NOT c)", "c a", ("a",)),
        ("a OR (b c)", "b a", ("b", "a")),
        ('"st mary" OR x', "x -- st - mary", ("x", "st - mary")),
    ],
)
def test_a_hit_tells_the_words_it_was_found_by(query: str, text: str, terms: tuple[str, ...]) -> None:
    (hit,) = Matcher([own(query)]).find(text)
    assert hit.terms == terms
    assert fold(text)[hit.start : hit.end] == terms[0]


def test_of_an_endless_word_the_begin_is_told() -> None:
    (hit,) = Matcher([own("ab*")]).find("ab" * 1_000)
    assert hit.terms == ("ab" * 21,)


def test_a_text_folded_before_is_not_folded_again() -> None:
    matcher = Matcher([own("northgate")])
    assert matcher.folded_find("northgate") == matcher.find("NORTH\u200bGATE")
    assert matcher.folded_find("NORTHGATE") == ()


def test_nobody_watched_is_nobody_found() -> None:
    assert Matcher([]).find("northgate") == ()


@pytest.mark.parametrize("subject", [own("northgate AND"), own("northgate", exclude="(")])
def test_a_query_that_cannot_be_read_is_told_at_once(subject: Subject) -> None:
    with pytest.raises(QueryError):
        Matcher([subject])


def test_ten_thousand_phrases_and_more_are_one_query() -> None:
    matcher = Matcher([own(" OR ".join(f'"ward {n}"' for n in range(10_500)))])
    assert [hit.terms for hit in matcher.find("from ward-7 to ward 10499")] == [("ward-7", "ward 10499")]
    assert matcher.find("ward 10500") == ()


MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "bit", ["ab ", "ab-", "ab - ", "ab", "@ab", "\u5317", "\u00e9 ab ", "-", "!", "\u200b", "\ud800"]
)
@pytest.mark.parametrize(
    "query", ['ab OR "ab ab" OR @ab OR \u5317 OR ab* OR @ab-ab', "ab NEAR/1 northgate", "ab NEAR/9 ab"]
)
def test_a_megabyte_of_a_watched_word_is_searched_in_linear_time(bit: str, query: str) -> None:
    text = bit * (MEGABYTE // 10 // len(bit))
    for hit in Matcher([own(query)]).find(text):
        assert hit.start < 10


def test_a_megabyte_holds_no_more_places_than_are_needed() -> None:
    """NEAR sees the first places of a word only; MOST_PLACES is how many."""
    matcher = Matcher([own('northgate NEAR/3 (ab OR "ab ab")', "zebra")])
    assert matcher.find("ab " * (MEGABYTE // 10) + "northgate") == ()
    assert matcher.find("ab " * (MOST_PLACES + 5) + "northgate") == ()
    assert matcher.find("ab " * (MOST_PLACES - 1) + "northgate") != ()


# The obvious way: each query is drawn together with what it means on a folded text.

Spans = list[tuple[int, int]]
SPACELESS = "\u5317\u4eac"


def inside(c: str) -> bool:
    return (c.isalnum() or c == "_") and c not in SPACELESS


def spans_of(term: str, folded: str) -> Spans:
    body, folded = term.removesuffix("*").replace("\u00e9", "e"), folded.replace("\u00e9", "e")
    gap = "-" if body[0] == "@" else "[ -]+"
    pattern = re.compile(gap.join(map(re.escape, re.split("[ -]", body))))
    spans = []
    for start in range(len(folded)):
        match = pattern.match(folded, start)
        if match is None or (start and inside(folded[start - 1]) and body[0] not in SPACELESS):
            continue
        end = match.end()
        while term[-1] == "*" and end < len(folded) and inside(folded[end]):
            end += 1
        if end == len(folded) or not inside(folded[end]) or body[-1] in SPACELESS:
            spans.append((start, end))
    return spans


def near(left: Spans, right: Spans, between: int, folded: str) -> bool:
    words = [m.start() for m in re.finditer(r"\w+(?:[^\s\w]+\w+)*", folded.replace("-", " "))]
    pairs = [(a, b) for a, b in product(left, right) if a[1] <= b[0]]
    pairs += [(b, a) for a, b in product(left, right) if b[1] <= a[0]]
    return any(sum(first[1] <= w < then[0] for w in words) <= between for first, then in pairs)


@dataclass(frozen=True)
class Drawn:
    query: str
    holds: Callable[[str], bool]
    sought: tuple[str, ...]


def one(term: str) -> Drawn:
    return Drawn(f'"{term}"', lambda folded: bool(spans_of(term, folded)), (term,))


def either(parts: list[Drawn]) -> Drawn:
    query = "(" + " OR ".join(part.query for part in parts) + ")"
    return Drawn(query, lambda f: any(p.holds(f) for p in parts), tuple(t for p in parts for t in p.sought))


def both(parts: list[Drawn], without: list[Drawn]) -> Drawn:
    query = "(" + " ".join([part.query for part in parts] + [f"NOT {part.query}" for part in without]) + ")"
    return Drawn(
        query,
        lambda f: all(p.holds(f) for p in parts) and not any(p.holds(f) for p in without),
        tuple(term for part in parts for term in part.sought),
    )


def close(left: list[str], right: list[str], between: int) -> Drawn:
    def spans(terms: list[str], folded: str) -> Spans:
        return [span for term in terms for span in spans_of(term, folded)]

    one_of = ["(" + " OR ".join(f'"{term}"' for term in terms) + ")" for terms in (left, right)]
    return Drawn(
        f"({one_of[0]} NEAR/{between} {one_of[1]})",
        lambda f: near(spans(left, f), spans(right, f), between, f),
        (*left, *right),
    )


TERMS = st.sampled_from(
    [
        *("a", "ab", "b", "c_", "a'b", "a&b", "\u00e9", "\u5317"),
        *("a b", "b-a b", "\u4eac\u5317", "\u5317a", "ab*", "a ab*"),
        *("@a", "@ab*", "@a-b", "#b"),
    ]
)
GROUPS = st.lists(TERMS, min_size=1, max_size=3)
QUERIES = st.recursive(
    TERMS.map(one) | st.builds(close, GROUPS, GROUPS, st.integers(0, 2)),
    lambda inner: (
        st.builds(either, st.lists(inner, min_size=1, max_size=4))
        | st.builds(both, st.lists(inner, min_size=1, max_size=3), st.lists(inner, max_size=2))
    ),
    max_leaves=8,
)
BITS = [
    *("a", "b", "ab", "A", "B", "c", "_", "e", "\u00e9", "e\u0301", "\u0430", "\uff42", "\u5317", "\u4eac"),
    *(" ", " ", "  ", "\n", "-", " - ", "--", "\u2014", ".", "@", "#", "'", "\u2019", "&"),
    *("\u200b", "\u202e", "\U0001f621", "\ud800"),
]
TEXTS = st.lists(st.sampled_from(BITS), max_size=14).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(QUERIES, st.none() | QUERIES), max_size=3), TEXTS)
def test_the_fast_way_finds_what_the_obvious_way_finds(
    drawn: list[tuple[Drawn, Drawn | None]], text: str
) -> None:
    subjects = [
        own(match.query, exclude.query if exclude else None, name=str(number))
        for number, (match, exclude) in enumerate(drawn)
    ]
    folded, expected = fold(text), []
    for subject, (match, exclude) in zip(subjects, drawn, strict=True):
        if match.holds(folded) and not (exclude and exclude.holds(folded)):
            firsts = [spans[0] for spans in (spans_of(term, folded) for term in match.sought) if spans]
            firsts.sort(key=lambda span: (span[0], -span[1]))
            terms = tuple(dict.fromkeys(folded[start:end] for start, end in firsts))
            expected.append(Hit(subject=subject, terms=terms, start=firsts[0][0], end=firsts[0][1]))
    expected.sort(key=lambda hit: hit.start)
    assert Matcher(subjects).find(text) == tuple(expected)


@given(st.text())
def test_no_text_breaks_the_search(text: str) -> None:
    for hit in Matcher([own("aa* OR (@a NEAR/2 0) OR \u5317 OR \u00e9")]).find(text):
        assert fold(text)[hit.start : hit.end] == hit.terms[0]
