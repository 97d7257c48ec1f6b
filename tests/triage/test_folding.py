"""What looks the same is the same after folding."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.folding import fold, unaccented

HOSTILE = (
    "aA \t\n\0-'\u00e9\u0301\u0316\u0336\u200b\u200d\u202e\u2066\u00ad\ufe0f\ufeff\ud83d\u0430\u041d\u03bf"
    "\u0456\u0308\uff21\uff9e\u0334\u05b0\u0f73\u1100\u1161\u0915\u094d\u0130\u0131\u1e9e\ufb03\u2122\u00bd\u00a8"
    "\u2019\u2014\u3000\u2028\U0001f600\U0001d4d0\U000e0061\u0345\u1f80\ufdfa"
)


@pytest.mark.parametrize(
    "spelling",
    [
        "Northgate",
        "NORTHGATE",
        "North\u200bgate",
        "North\u00adgate",
        "\u2066North\u202egate\u2069",
        "North\0gate\x7f",
        "\ufeffNorthgate",
        "N\u2060o\u200cr\u200dt\u034fh\ufe0fgate",
        "\uff2e\uff4f\uff52\uff54\uff48\uff47\uff41\uff54\uff45",
        "\U0001d411\U0001d428\U0001d42b\U0001d42d\U0001d421gate".replace("\U0001d411", "N"),
        "N\u043erthg\u0430t\u0435",
        "NO\u0420\u0422\u041d\u0413\u0410\u0422\u0415".replace("\u0420", "R").replace("\u0413", "G"),
        "N\u03bfrthg\u03b1\u03c4\u03b5",
        "N\u0336o\u0336r\u0336t\u0336h\u0336gate",
        "No\u0316\u0317\u0318\u0319rth\u20ddgate",
        "\tNorthgate\r\n",
        "North\U000e0067\U000e007fgate",
    ],
)
def test_every_disguise_of_a_name_folds_to_the_name(spelling: str) -> None:
    assert fold(spelling) == "northgate"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        (" \n ", ""),
        ("\u200b", ""),
        ("a  b\n\nc\td", "a b c d"),
        ("a\u00a0\u3000b\u2028c\u2029d\x85e\x1cf", "a b c d e f"),
        ("a \0 b", "a b"),
        ("don`t I`M `quoted` it\ufffds \ufffd2", "don't i'm `quoted` it's \ufffd2"),
        ("O\u2019Brien O\u02bcBrien O\u00b4Brien O\u2032Brien", "o'brien o'brien o'brien o'brien"),
        ("\u201cno\u201d \u00abno\u00bb \u201eno\u201f", '"no" "no" "no"'),
        ("St\u2010Mary St\u2011Mary St\u2014Mary St\u2212Mary", "st-mary st-mary st-mary st-mary"),
        ("Stra\u00dfe \ufb03 \u0130 \u0131", "strasse ffi i i"),
        ("Jose\u0301 JOS\u00c9", "jos\u00e9 jos\u00e9"),
        ("e\u200b\u0301", "\u00e9"),
        ("A\u00d1O a\u00f1o", "a\u00f1o a\u00f1o"),
        ("Northgate\u2122 Care\u2120", "northgate care"),
        ("1\u00bd hours, \u00bc, 2\u00be", "1 1/2 hours, 1/4, 2 3/4"),
        ("\uff20northgate \uff03care", "@northgate #care"),
        ("great\ud83dNorthgate", "great northgate"),
        ("\u2764\ufe0f 1\ufe0f\u20e3", "\u2764 1"),
        ("\u0928\u092e\u0938\u094d\u0924\u0947", "\u0928\u092e\u0938\u094d\u0924\u0947"),
        ("\u5317\u4eac\u533b\u9662", "\u5317\u4eac\u533b\u9662"),
        ("50 \u00b5g", "50 \u03bcg"),
        ("\u1100\u0300\u1161", "\uac00"),
    ],
)
def test_a_text_folds_to_what_a_reader_sees(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text() | st.text(alphabet=HOSTILE))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_ascii_folds_as_any_other_text(text: str) -> None:
    assert fold(text + " \u00e9") == f"{fold(text)} \u00e9".strip()


def test_a_control_character_hides_no_apostrophe() -> None:
    assert fold("don`t\x7f stop") == fold("don`t stop") == "don't stop"
    assert fold("A`S\x7fA") == fold("A`SA")


@given(st.text() | st.text(alphabet=HOSTILE))
def test_a_folded_text_is_one_line_in_normal_form(text: str) -> None:
    folded = fold(text)
    assert folded.split(" ") == (folded.split() or [""])
    assert unicodedata.is_normalized("NFKC", folded)
    assert not {unicodedata.category(c) for c in folded} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_every_character_there_is_folds_for_good() -> None:
    everything = fold("a".join(map(chr, range(0x110000))))
    assert fold(everything) == everything
    left = {c for c in everything if unicodedata.category(c) in ("Cc", "Cf", "Cs")}
    assert left == set(), sorted(map(ascii, left))


@pytest.mark.parametrize(
    "bit",
    ["\u0301\u0316", "\u05b0\u05b1", "\u0f73", "\u0334\uff9e", "\u200b", "a\u200b", "\u0430", "\n\0"],
    ids=ascii,
)
def test_a_megabyte_of_anything_folds_in_linear_time(bit: str) -> None:
    """Bare NFKC takes minutes for the first two: it sorts marks by insertion."""
    text = "x" + bit * (1_000_000 // len(bit))
    assert len(fold(text)) <= len(text)


def test_piled_marks_go_and_their_letter_stays() -> None:
    assert fold("\u05d0" + "\u05b1\u05b0" * 40 + "b") == "\u05d0b"
    assert fold("\u30cf" + "\uff9e\u0334" * 40) == "\u30cf"


@pytest.mark.parametrize(
    ("folded", "plain"),
    [
        ("médico señora vergüenza", "medico senora verguenza"),
        ("ȟøłß ć", "holß c"),
        ("5′ 北 £ й", "5′ 北 £ й"),
        ("nоrthgatё ό", "nоrthgate o"),
    ],
)
def test_letters_without_their_accents(folded: str, plain: str) -> None:
    assert unaccented(folded) == plain


@given(st.text())
def test_without_accents_every_letter_keeps_its_place(text: str) -> None:
    folded = fold(text)
    plain = unaccented(folded)
    assert len(plain) == len(folded)
    assert unaccented(plain) == plain


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("They cut off the *wrong* leg", "they cut off the wrong leg"),
        ("the **wrong** one, _twice_", "the wrong one, twice"),
        ("f*** this, k*ll", "f*** this, k*ll"),
        ("@ward_watch_ and snake_case_ names", "@ward_watch_ and snake_case_ names"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("nobody\u3164came", "nobody came"),
    ],
    ids=ascii,
)
def test_stress_and_blanks_that_look_like_none_hide_no_phrase(text: str, folded: str) -> None:
    assert fold(text) == folded
