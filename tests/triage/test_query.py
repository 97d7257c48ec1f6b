"""What a query means, and what is said of one that means nothing."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from triage.query import MOST_DEPTH, And, Near, Node, Or, Term, parse
from triage.query_error import QueryError


def t(text: str) -> Term:
    return Term(text=text)


A, B, C, D = t("a"), t("b"), t("c"), t("d")


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("a", A),
        (" (a) ", A),
        ("a b", And(parts=(A, B))),
        ("a AND b c", And(parts=(A, B, C))),
        ("a OR b OR c", Or(parts=(A, B, C))),
        ("a OR b c", Or(parts=(A, And(parts=(B, C))))),
        ("a AND b OR c AND d", Or(parts=(And(parts=(A, B)), And(parts=(C, D))))),
        ("(a OR b) c", And(parts=(Or(parts=(A, B)), C))),
        ("a NOT b", And(parts=(A,), without=(B,))),
        ("a AND NOT b", And(parts=(A,), without=(B,))),
        ("a NOT b c NOT (d OR b)", And(parts=(A, C), without=(B, Or(parts=(D, B))))),
        ("a NOT (b NOT c)", And(parts=(A,), without=(And(parts=(B,), without=(C,)),))),
        ("a NEAR/5 b", Near(left=(A,), right=(B,), between=5)),
        ("a NEAR/0 (b OR (c OR d))", Near(left=(A,), right=(B, C, D), between=0)),
        ("a b NEAR/12 c", And(parts=(A, Near(left=(B,), right=(C,), between=12)))),
        ("a NOT (b NEAR/1 c)", And(parts=(A,), without=(Near(left=(B,), right=(C,), between=1),))),
        ("a and b", And(parts=(A, t("and"), B))),
        ("a or not b", And(parts=(A, t("or"), t("not"), B))),
        ('"a OR b"', t("a or b")),
        ('"near" NEARBY', And(parts=(t("near"), t("nearby")))),
        ('a"b c"(d)', And(parts=(A, t("b c"), D))),
    ],
)
def test_a_query_is_read_by_its_rules(query: str, node: Node) -> None:
    assert parse(query) == node


@pytest.mark.parametrize(
    ("query", "term"),
    [
        ("Northgate", t("northgate")),
        ("AT&T", t("at&t")),
        ("O\u2019Brien", t("o'brien")),
        ("C++", t("c++")),
        ("x-ray", t("x ray")),
        ('" St  -  Mary "', t("st mary")),
        ("\u201cst mary\u201d", t("st mary")),
        ("\uff08northgate\uff09", t("northgate")),
        ("@NorthGate", t("@northgate")),
        ("\uff20Northgate", t("@northgate")),
        ("#Care", t("#care")),
        ("@St-Mary", t("@st-mary")),
        ("@north-", t("@north")),
        ('"@northgate why"', t("@northgate why")),
        ("complain*", Term(text="complain", prefix=True)),
        ("complain\uff0a", Term(text="complain", prefix=True)),
        ('"patient complain*"', Term(text="patient complain", prefix=True)),
        ("@north*", Term(text="@north", prefix=True)),
        ("\U0001f3e5", t("\U0001f3e5")),
        ("North\u200bgate", t("northgate")),
    ],
)
def test_a_term_is_kept_folded(query: str, term: Term) -> None:
    assert parse(query) == term


@pytest.mark.parametrize(
    ("query", "position", "says"),
    [
        ("", 0, "Nothing to look for"),
        (" \t", 0, "Nothing to look for"),
        ('a "b', 2, "no partner"),
        ('"', 0, "no partner"),
        ("(a", 0, "never closed"),
        ("a (b OR (c)", 2, "never closed"),
        ("(", 0, "never closed"),
        ("a)", 1, "closes nothing"),
        (")", 0, "closes nothing"),
        ("(a) b) c", 5, "closes nothing"),
        ("a ()", 2, "Empty parentheses"),
        ("a AND", 2, "AND needs something to look for after"),
        ("a OR OR b", 2, "OR needs something to look for after"),
        ("(a OR) b", 3, "OR needs something to look for after"),
        ("a NOT", 2, "NOT needs something to look for after"),
        ("a NOT NOT b", 2, "NOT needs something to look for after"),
        ("a AND OR b", 2, "AND needs something to look for after"),
        ("OR a", 0, "OR needs something to look for before"),
        ("a (AND b)", 3, "AND needs something to look for before"),
        ("NOT a", 0, "at least one thing to look for"),
        ("NOT a b", 0, "at least one thing to look for"),
        ("a OR NOT b", 5, "at least one thing to look for"),
        ("a (NOT b)", 3, "at least one thing to look for"),
        ("a NEAR b", 2, "needs a number"),
        ("a NEAR/ b", 2, "needs a number"),
        ("a NEAR/x b", 2, "needs a number"),
        ("a NEAR/100 b", 2, "needs a number"),
        ("a NEAR/\u0663 b", 2, "needs a number"),
        ("NEAR/3 a", 0, "NEAR/3 needs something to look for before"),
        ("a NEAR/3", 2, "NEAR/3 needs something to look for after"),
        ("a NEAR/3 NOT b", 2, "NEAR/3 needs something to look for after"),
        ("a NEAR/3 (b c)", 9, "NEAR stands between"),
        ("(a NOT b) NEAR/3 c", 0, "NEAR stands between"),
        ("a NEAR/3 (b OR (c d))", 9, "NEAR stands between"),
        ("a NEAR/3 b NEAR/3 c", 11, "NEAR joins two"),
        ("a NOT b NEAR/3 c", 8, "NEAR joins two"),
        ("a *", 2, "at least two letters"),
        ("c*", 1, "at least two letters"),
        ("@c*", 2, "at least two letters"),
        ('"patient c*"', 10, "at least two letters"),
        ('"patient *"', 9, "at least two letters"),
        ("nor*gate", 3, "end of a word"),
        ("*gate", 0, "end of a word"),
        ("gate**", 4, "end of a word"),
        ('"nor* gate"', 4, "end of a word"),
        ("a @", 2, "a name right after"),
        ("#", 0, "a name right after"),
        ('"@"', 1, "a name right after"),
        ("...", 0, "needs a letter"),
        ("@!", 0, "needs a letter"),
        ("a \u200b", 2, "needs a letter"),
        ('a ""', 3, "needs a letter"),
        ("a & b", 2, "needs a letter"),
        ("a -football", 2, "write NOT"),
        ('a -"football club"', 2, "write NOT"),
        ("a \u2013football", 2, "write NOT"),
        ("northgate, care", 9, "write OR"),
        ("northgate; care", 9, "write OR"),
    ],
)
def test_a_query_nobody_can_mean_is_refused_at_the_fault(query: str, position: int, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert (caught.value.query, caught.value.position) == (query, position)
    assert says in caught.value.message
    assert str(caught.value).count("\n") == 2


@pytest.mark.parametrize(
    ("query", "line", "caret"),
    [
        ('care "st mary', 'care "st mary', 5),
        ('\u5317\u4eac "x', '\u5317\u4eac "x', 5),
        ('e\u0301t "x', 'e\u0301t "x', 3),
        ('a\t\t"x', 'a  "x', 3),
        ('a\u202eb "x', 'a b "x', 4),
        ("a OR", "a OR", 2),
    ],
)
def test_the_caret_stands_under_the_fault(query: str, line: str, caret: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    _, shown, below = str(caught.value).split("\n")
    assert (shown, below) == (line, " " * caret + "^")


def test_of_a_query_of_many_lines_the_faulty_one_is_shown() -> None:
    with pytest.raises(QueryError) as caught:
        parse('northgate\nOR "north gate"\nOR (care\nOR')
    assert str(caught.value).split("\n")[1:] == ["OR", "^"]
    assert "(line 4)" in str(caught.value)


def test_of_a_long_query_the_part_round_the_fault_is_shown() -> None:
    with pytest.raises(QueryError) as caught:
        parse("northgate " * 200 + ") care" * 200)
    _, shown, below = str(caught.value).split("\n")
    assert len(shown) < 110
    assert (shown[:3], shown[-3:]) == ("...", "...")
    assert shown[below.index("^")] == ")"


def test_a_fault_near_the_begin_of_a_long_query_shows_its_begin() -> None:
    with pytest.raises(QueryError) as caught:
        parse(") " + "care " * 100)
    assert str(caught.value).split("\n")[1:] == [") " + "care " * 19 + "car...", "^"]


def test_parentheses_inside_each_other_end_at_a_limit_and_not_in_a_recursion_error() -> None:
    assert parse("(" * MOST_DEPTH + "a" + ")" * MOST_DEPTH) == A
    with pytest.raises(QueryError, match="parentheses inside each other") as caught:
        parse("(" * 100_000 + "a")
    assert caught.value.position == MOST_DEPTH


def test_parentheses_beside_each_other_have_no_limit() -> None:
    assert parse(" ".join(["(a)"] * 1_000)) == And(parts=(A,) * 1_000)


def test_a_query_of_ten_thousand_phrases_is_read() -> None:
    node = parse(" OR ".join(f'"ward {n}"' for n in range(10_000)))
    assert isinstance(node, Or)
    assert len(node.parts) == 10_000


PIECES = st.sampled_from(
    [
        *("a", "bc", '"d e"', "AND", "OR", "NOT", "NEAR/2", "NEAR", " ", "\n"),
        *('"', "(", ")", "*", "@", "#", "-", ",", "\u201c", "\u200b", "\u0301", "\ud800", "\u5317"),
    ]
)


@given(st.text() | st.lists(PIECES).map("".join) | st.lists(PIECES).map(" ".join))
@example("\ud83d")
def test_any_text_is_a_query_or_a_query_error(text: str) -> None:
    fault = None
    try:
        assert isinstance(parse(text), Term | And | Or | Near)
    except QueryError as error:
        fault = error
    if fault:
        assert fault.query == text
        assert 0 <= fault.position <= len(text)
        assert len(str(fault).split("\n")) == 3
        assert str(fault).endswith("^")
