"""How fast Slack may be talked to."""

from datetime import timedelta

import pytest

from desk.pace import MOST_UPDATES, Pace
from tests.desk.fakes import NOW

SECOND = timedelta(seconds=1)


@pytest.fixture
def pace() -> Pace:
    return Pace(SECOND, {}, NOW)


def test_at_first_everything_is_free(pace: Pace) -> None:
    assert (pace.seconds_held(NOW), pace.held_channels(NOW), pace.updates_held(NOW)) == (0.0, [], False)


def test_a_post_holds_its_channel_alone(pace: Pace) -> None:
    pace.posting("#a", NOW)
    assert pace.held_channels(NOW) == ["#a"]
    assert pace.free_at("#b", NOW) == NOW


def test_a_channel_is_free_again_after_the_interval(pace: Pace) -> None:
    pace.posting("#a", NOW)
    assert pace.free_at("#a", NOW) == NOW + SECOND
    assert pace.held_channels(NOW + SECOND) == []


def test_a_hold_is_only_ever_prolonged(pace: Pace) -> None:
    pace.hold_channel("#a", NOW + 9 * SECOND)
    pace.posting("#a", NOW)
    assert pace.free_at("#a", NOW) == NOW + 9 * SECOND


def test_known_posts_of_the_last_process_count() -> None:
    assert Pace(SECOND, {"#a": NOW}, NOW).held_channels(NOW) == ["#a"]


def test_posts_from_the_future_count_as_just_now() -> None:
    assert Pace(SECOND, {"#a": NOW + 99 * SECOND}, NOW).free_at("#a", NOW) == NOW + SECOND


def test_the_updates_of_a_minute_are_counted(pace: Pace) -> None:
    for number in range(MOST_UPDATES):
        assert not pace.updates_held(NOW + number * SECOND)
        pace.updating(NOW + number * SECOND)
    assert pace.updates_held(NOW + 50 * SECOND)
    assert pace.free_at(None, NOW + 50 * SECOND) == NOW + 60 * SECOND


def test_updates_are_held_as_long_as_asked(pace: Pace) -> None:
    pace.hold_updates(NOW + 9 * SECOND)
    pace.hold_updates(NOW + 3 * SECOND)
    assert pace.free_at(None, NOW) == NOW + 9 * SECOND


def test_a_stop_for_all_lasts_as_long_as_the_longest_asked(pace: Pace) -> None:
    pace.hold_all(NOW + 9 * SECOND)
    pace.hold_all(NOW + 3 * SECOND)
    assert pace.seconds_held(NOW) == 9.0
    assert pace.seconds_held(NOW + 9 * SECOND) == 0.0
