"""The name by which a post begins."""

import pytest

from triage.address import end_of_names

NAMES = ["northgate general", "northgate", "fire house hotel", "clinica belen"]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("northgate general: there is a fire", ": there is a fire"),
        ("rt @x: northgate, northgate general, fire!", ", fire!"),
        ("#northgate fire", " fire"),
        ("cl\xednica bel\xe9n hay fuego", " hay fuego"),
        ("northgate's er is on fire", "northgate's er is on fire"),
        ("northgate generals are on fire", " generals are on fire"),
        ("fire in the kitchen of the fire house hotel", "fire in the kitchen of the fire house hotel"),
        ("there is a fire at northgate", "there is a fire at northgate"),
        ("@northgate there is a fire", "@northgate there is a fire"),
        ("northgate", ""),
        ("", ""),
    ],
)
def test_what_stands_behind_the_names_in_front_is_left(text: str, rest: str) -> None:
    assert text[end_of_names(text, NAMES) :] == rest
