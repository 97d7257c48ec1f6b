"""Who holds which role: read from Slack, kept for ten minutes, asked for ahead, never asked for without end."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.status import read_status
from desk.store import Store
from handlers.membership import LOOKS_A_MINUTE, Membership
from handlers.web_api import make_client
from tests.fakes.slack import FakeSlack
from tests.handlers.given import NOON, a_policy
from triage.roles import Role, Roles

MINUTE = timedelta(minutes=1)


class Hall:
    """The members of two groups, one by its handle and one by its id, and one person."""

    def __init__(self, slack: FakeSlack, folder: Path) -> None:
        self.slack = slack
        self.care, self.heads = slack.add_group("care", ["ana"]), slack.add_group("heads", ["ben"])
        roles = Roles(agent=("@care",), approver=(self.heads["id"],), admin=(slack.user("zoe").id,))
        self.policy = a_policy(folder / "x.db", roles=roles)
        self.store = Store(self.policy.database)
        self.members = Membership(make_client(slack.bot_token, slack.url), self.store, self.policy)

    def roles(self, name: str) -> set[Role]:
        return set(self.members.roles_of(self.slack.user(name).id))

    def asked(self) -> int:
        return len(self.slack.called("usergroups.users.list"))

    def notices(self) -> list[str]:
        return [text for text, _ in read_status(self.store, self.policy).notices]


@pytest.fixture
def hall(slack: FakeSlack, tmp_path: Path) -> Any:
    made = Hall(slack, tmp_path)
    yield made
    made.store.close()


def test_roles_come_from_groups_by_handle_or_id_and_from_people(hall: Hall) -> None:
    hall.members.refresh(NOON)
    assert (hall.roles("ana"), hall.roles("ben"), hall.roles("zoe")) == (
        {Role.AGENT},
        {Role.APPROVER},
        {Role.ADMIN},
    )
    assert hall.roles("nora") == set()


def test_before_slack_was_asked_only_people_hold_roles(hall: Hall) -> None:
    assert not hall.members.is_fresh(NOON)
    assert (hall.roles("ana"), hall.roles("zoe")) == (set(), {Role.ADMIN})


def test_a_list_counts_for_ten_minutes(hall: Hall) -> None:
    hall.members.refresh(NOON)
    hall.members.refresh(NOON + 9 * MINUTE)
    assert (hall.asked(), hall.members.is_fresh(NOON + 9 * MINUTE)) == (2, True)
    assert not hall.members.is_fresh(NOON + 10 * MINUTE)
    hall.members.refresh(NOON + 10 * MINUTE)
    assert hall.asked() == 4


def test_the_loop_asks_ahead_so_that_no_click_has_to_wait(hall: Hall) -> None:
    now = NOON
    for _ in range(20):
        now += timedelta(seconds=hall.members.step(now))
        assert hall.members.is_fresh(now)


def test_a_look_before_a_refusal_asks_at_once_but_not_without_end(hall: Hall) -> None:
    hall.members.refresh(NOON)
    for _ in range(50):
        hall.members.look_again(NOON + timedelta(seconds=1))
    assert hall.asked() <= LOOKS_A_MINUTE + 2
    hall.members.look_again(NOON + 2 * MINUTE)
    assert hall.asked() > LOOKS_A_MINUTE


def test_a_group_that_fails_is_asked_again_after_half_a_minute_and_the_other_serves(
    hall: Hall, slack: FakeSlack
) -> None:
    care = hall.care["id"]
    slack.faults.error("usergroups.users.list", "fatal_error", when=lambda args: args["usergroup"] == care)
    hall.members.refresh(NOON)
    assert (hall.roles("ana"), hall.roles("ben")) == (set(), {Role.APPROVER})
    assert hall.members.in_doubt() != ""
    hall.members.look_again(NOON)
    hall.members.refresh(NOON + timedelta(seconds=30))
    assert (hall.roles("ana"), hall.members.in_doubt()) == ({Role.AGENT}, "")
    assert hall.notices() == []


@pytest.mark.parametrize("error", ["token_revoked", "missing_scope", "plan_upgrade_required"])
def test_what_needs_a_person_is_told_the_operators(hall: Hall, slack: FakeSlack, error: str) -> None:
    slack.faults.error("usergroups.users.list", error, times=2)
    hall.members.refresh(NOON)
    (notice,) = hall.notices()
    assert f"({error}); nobody holds a role by it." in notice
    hall.members.refresh(NOON + MINUTE)
    assert hall.notices() == []


def test_a_group_that_was_disabled_gives_nobody_a_role_any_more(hall: Hall, slack: FakeSlack) -> None:
    hall.members.refresh(NOON)
    slack.work.groups.clear()
    hall.members.refresh(NOON + 10 * MINUTE)
    assert (hall.roles("ana"), hall.roles("ben")) == (set(), set())
    assert "There is no such user group" in hall.notices()[0]


def test_a_handle_that_moved_to_another_group_is_found_there(hall: Hall, slack: FakeSlack) -> None:
    hall.members.refresh(NOON)
    slack.work.groups.remove(hall.care)
    slack.add_group("care", ["nora"])
    hall.members.refresh(NOON + 10 * MINUTE)
    hall.members.refresh(NOON + 11 * MINUTE)
    assert (hall.roles("ana"), hall.roles("nora")) == (set(), {Role.AGENT})


def test_one_look_has_patience_for_two_seconds_in_all(hall: Hall, slack: FakeSlack) -> None:
    hang = slack.faults.hang("usergroups.users.list", times=9)
    hall.members.refresh(NOON)
    hang.release()
    assert hall.asked() == 1
