"""Who may do what, by the config alone."""

import pytest

from tests.triage.test_schema import FULL, policy
from triage.policy import ConfigError
from triage.roles import MAY, NO_ROLES, TITLES, Refusal, Right, Role, Roles, allows, refusal

EVERYONE = frozenset(Role)
FOUR = Roles(agent=("S1",), approver=("S2",), privacy_officer=("U3",), admin=("@admins",))


def test_without_any_role_everybody_may_do_everything() -> None:
    assert NO_ROLES.held_by({"U1"}) == EVERYONE
    assert [right for right in Right if refusal(EVERYONE, right, NO_ROLES)] == []


@pytest.mark.parametrize(
    ("roles", "names", "held"),
    [
        (FOUR, {"U9"}, set()),
        (FOUR, {"U9", "S1"}, {Role.AGENT}),
        (FOUR, {"S1", "S2"}, {Role.AGENT, Role.APPROVER}),
        (FOUR, {"U3"}, {Role.PRIVACY_OFFICER}),
        (FOUR, {"@admins"}, {Role.ADMIN}),
        (Roles(agent=("S1",)), {"S1"}, {Role.AGENT, Role.APPROVER}),
        (Roles(agent=("S1",)), {"U9"}, set()),
        (Roles(approver=("S2",)), {"U9"}, {Role.AGENT}),
        (Roles(approver=("S2",)), {"S2"}, {Role.AGENT, Role.APPROVER}),
        (Roles(admin=("U1",)), {"U9"}, {Role.AGENT, Role.APPROVER}),
        (Roles(admin=("U1",)), {"U1"}, {Role.AGENT, Role.APPROVER, Role.ADMIN}),
    ],
)  # fmt: skip
def test_a_role_is_held_by_a_group_or_in_person_and_an_unnamed_one_by_rule(
    roles: Roles, names: set[str], held: set[Role]
) -> None:
    assert roles.held_by(names) == held


AGENTS_MAY_NOT = {Right.UNCLAIM_OTHERS, Right.APPROVE, Right.EXPORT, Right.AUDIT}


def test_an_agent_does_the_daily_work() -> None:
    assert set(Right) - MAY[Role.AGENT] == AGENTS_MAY_NOT


def test_an_approver_is_an_agent_who_may_also_approve_and_give_back_for_others() -> None:
    assert MAY[Role.APPROVER] - MAY[Role.AGENT] == {Right.APPROVE, Right.UNCLAIM_OTHERS}


def test_a_privacy_officer_looks_and_approves_and_handles_no_case() -> None:
    held = {Role.PRIVACY_OFFICER}
    assert all(allows(held, right) for right in (Right.VIEW, Right.APPROVE, Right.EXPORT, Right.AUDIT))
    assert not any(allows(held, right) for right in (Right.CLAIM, Right.RESOLVE, Right.MUTE, Right.SEND))


def test_an_admin_may_do_everything() -> None:
    assert MAY[Role.ADMIN] == set(Right)


@pytest.mark.parametrize("right", Right)
def test_whoever_holds_nothing_is_told_who_may_and_whom_to_ask(right: Right) -> None:
    found = refusal(set(), right, FOUR)
    assert found is not None
    assert found.told.startswith("Only ")
    assert found.told.endswith("Nothing was changed.")
    assert "@admins" in found.ask


def test_a_refusal_names_the_roles_that_somebody_holds() -> None:
    assert refusal({Role.AGENT}, Right.UNCLAIM_OTHERS, FOUR) == Refusal(
        told="Only approvers and admins may give back a case that somebody else holds. Nothing was changed.",
        ask=("S2", "@admins"),
    )


@pytest.mark.parametrize("right", [Right.APPROVE, Right.UNCLAIM_OTHERS])
@pytest.mark.parametrize("admin", [(), ("S9",)])
def test_where_no_approver_is_named_the_refusal_names_the_agents_who_may(
    right: Right, admin: tuple[str, ...]
) -> None:
    roles = Roles(agent=("S1",), admin=admin)
    assert refusal(roles.held_by({"S1"}), right, roles) is None
    told = refusal(roles.held_by({"S7"}), right, roles)
    assert told is not None
    assert (TITLES[Role.AGENT] in told.told, told.ask) == (True, ("S1", *admin))


def test_where_nobody_is_named_for_it_the_refusal_names_the_config() -> None:
    found = refusal({Role.AGENT}, Right.EXPORT, Roles(agent=("S1",)))
    assert found == Refusal(
        told="Nobody may export cases until [roles] in the config names privacy officers or admins."
    )


def test_no_more_than_five_are_named_to_be_asked() -> None:
    found = refusal(set(), Right.CLAIM, Roles(agent=tuple(f"U{n}" for n in range(30))))
    assert found is not None
    assert len(found.ask) == 5


# the config


def test_the_table_is_read() -> None:
    assert policy(FULL).roles == Roles(
        agent=("@care",),
        approver=("S0123ABCD", "U0123ABCD"),
        privacy_officer=("@privacy",),
        admin=("W0123ABCD",),
    )


def test_without_the_table_no_role_is_named() -> None:
    assert policy(FULL.partition("[roles]")[0] + FULL[FULL.index("[[subject]]") :]).roles == NO_ROLES


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("agent = []", "roles.agent: names nobody: leave the line out, or name a user group or a person"),
        ('admin = "care"', "roles.admin[1]: 'care' is no user group and no person: write a group as"),
        ('admin = ["#care"]', "roles.admin[1]: '#care' is no user group"),
        ('admin = ["@Care Team"]', "roles.admin[1]: '@Care Team' is no user group"),
        ("admin = 7", "roles.admin: must be text in quotes, or a list of such texts"),
        ('agents = "S1"', "roles.agents: is no known key; did you mean 'agent'?"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_table_is_named_with_its_place(line: str, told: str) -> None:
    text = FULL.partition("[roles]")[0] + f"[roles]\n{line}\n" + FULL[FULL.index("[[subject]]") :]
    with pytest.raises(ConfigError) as caught:
        policy(text)
    assert [str(p) for p in caught.value.problems if told in str(p)] != [], str(caught.value)


def test_roles_that_are_no_table_are_told_so() -> None:
    text = 'roles = "S1"\n' + FULL.partition("[roles]")[0] + FULL[FULL.index("[[subject]]") :]
    with pytest.raises(ConfigError, match=r"roles: write one table \[roles\]"):
        policy(text)
