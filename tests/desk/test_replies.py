"""Replies in the store: written, approved, posted, taken back; one commit an act, nothing half done, nothing lost."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk import audit, cases, replies, writing
from desk.keeper import Keeper
from desk.messenger import CardContent
from desk.replies import CHANGED, CLOSED, MOST_COMMENT, MOST_NUDGES, Draft, Outcome
from desk.store import Store
from tests.desk.fakes import ANA, BEN, QuickStore
from tests.desk.fakes import Office as PlainOffice
from triage.lifecycle import Act
from triage.model import Actor, CaseEvent, State
from triage.reply import Reply, ReplyAct, ReplyState

CLEO = Actor(id="U3", name="Cleo")
NUDGE = timedelta(minutes=30)
TEXT = "Thank you for telling us. Please write to care@example.org."
A, S = ReplyAct, ReplyState


class Office(PlainOffice):
    """An office where replies are written."""

    def write(
        self, case_id: str, text: str = TEXT, by: Actor = ANA, *, over: int | None = None, **more: Any
    ) -> Outcome:
        """As somebody who knows the reply that stands, unless `over` names another."""
        more.setdefault("needed", 1)
        base = over if over is not None else getattr(self.reply(case_id), "id", 0)
        return replies.write(self.store, case_id, Draft(text=text, base=base, **more), by, self.now, NUDGE)

    def do(self, case_id: str, act: ReplyAct, by: Actor = BEN, **more: Any) -> Outcome:
        return replies.act_on(self.store, case_id, act, by, self.now, nudge_after=NUDGE, **more)

    def reply(self, case_id: str) -> Reply | None:
        return replies.current(self.store, case_id)

    def the_reply(self, case_id: str) -> Reply:
        reply = self.reply(case_id)
        assert reply is not None
        return reply

    def acts(self, case_id: str) -> list[tuple[str, str, str | None]]:
        history = cases.history(self.store, self.case(case_id))
        return [(event.act, event.actor.name, event.detail) for event in history]

    def tick(self, seconds: float) -> int:
        self.pass_time(seconds)
        return replies.step(self.store, self.now, NUDGE)


@pytest.fixture
def office(database: Path) -> Iterator[Office]:
    made = Office(database)
    yield made
    made.store.close()


def everything(office: Office) -> list[list[tuple[Any, ...]]]:
    """All that an act could touch."""
    tables = ("reply", "approval", "writing", "cases", "case_event", "audit", "outbox")
    return [office.rows(f"SELECT * FROM {table}") for table in tables]


def written(office: Office, state: S = S.WAITING) -> str:
    """A case with Ana's reply in this state."""
    case_id = office.open()
    office.write(case_id, needed=0 if state is S.SENT else 1)
    if state in (S.APPROVED, S.SENT_BACK, S.WITHDRAWN):
        act = {S.APPROVED: A.APPROVE, S.SENT_BACK: A.SEND_BACK, S.WITHDRAWN: A.WITHDRAW}[state]
        office.do(case_id, act, comment="warmer")
    if state is S.SENT:
        office.do(case_id, A.SENT)
    return case_id


# writing


def test_writing_claims_a_case_that_nobody_holds(office: Office) -> None:
    case_id = office.open()
    outcome = office.write(case_id)
    assert outcome.refusal is None
    assert (office.case(case_id).state, office.case(case_id).owner) == (State.CLAIMED, ANA)
    assert [(act, who) for act, who, _ in office.acts(case_id)] == [("claim", "Ana"), ("drafted", "Ana")]


def test_writing_to_a_snoozed_case_that_nobody_has_claims_it(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.SNOOZE, BEN)
    office.write(case_id)
    assert (office.case(case_id).state, office.case(case_id).owner) == (State.CLAIMED, ANA)


@pytest.mark.parametrize("acts", [(Act.CLAIM,), (Act.CLAIM, Act.SNOOZE)])
def test_writing_leaves_a_case_with_whoever_has_it(office: Office, acts: tuple[Act, ...]) -> None:
    case_id = office.open()
    for act in acts:
        before = office.act(case_id, act, BEN).case
    office.write(case_id)
    assert (office.case(case_id).state, office.case(case_id).owner) == (before.state, before.owner)


@pytest.mark.parametrize(("needed", "state"), [(0, S.APPROVED), (1, S.WAITING), (2, S.WAITING)])
def test_a_reply_waits_where_it_needs_approval_and_else_may_be_posted(
    office: Office, needed: int, state: S
) -> None:
    reply = office.write(office.open(), needed=needed, suggestion="thanks", reason="It is so.").reply
    assert reply is not None
    assert (reply.state, reply.needed, reply.suggestion, reply.reason) == (
        state,
        needed,
        "thanks",
        "It is so.",
    )
    assert (reply.text, reply.by, reply.at) == (TEXT, ANA, office.now)


def test_the_card_shows_the_reply_and_the_thread_is_told(office: Office) -> None:
    case_id = office.stand()
    office.write(case_id)
    office.deliver()
    (card,) = office.talk.of_kind("card")
    assert isinstance(card.content, CardContent)
    assert card.content.reply == office.reply(case_id)
    told = [note.content for note in office.talk.of_kind("note")]
    assert [(each.act, each.detail) for each in told if isinstance(each, CaseEvent)] == [
        ("claim", None),
        ("drafted", "1"),
    ]


def test_a_closed_case_takes_no_reply(office: Office) -> None:
    case_id = office.open()
    office.act(case_id, Act.RESOLVE)
    before = everything(office)
    assert office.write(case_id).refusal == CLOSED
    assert everything(office) == before


@pytest.mark.parametrize("typed", ["ZZZZZZ", "", "nothing"])
def test_an_unknown_case_is_named(office: Office, typed: str) -> None:
    draft = Draft(text=TEXT, base=0, needed=0)
    tries = [
        lambda: replies.write(office.store, typed, draft, ANA, office.now, NUDGE),
        lambda: office.do(typed, A.APPROVE),
        lambda: office.reply(typed),
        lambda: replies.every(office.store, typed),
        lambda: replies.why_not(office.store, typed, A.SENT, ANA, 0),
        lambda: writing.begin(office.store, typed, ANA, office.now),
        lambda: writing.end(office.store, typed, ANA, office.now),
        lambda: writing.of(office.store, typed),
    ]
    for attempt in tries:
        with pytest.raises(cases.UnknownCase):
            attempt()


# drafts that meet


def test_of_two_who_write_at_once_the_second_is_told_and_nothing_changes(office: Office) -> None:
    case_id = office.open()
    office.write(case_id, over=0)
    before = everything(office)
    outcome = office.write(case_id, "Another text.", BEN, over=0)
    assert outcome.refusal == "Ana wrote a reply while you were writing. Read it first."
    assert outcome.reply == office.reply(case_id)
    assert everything(office) == before


def test_whoever_has_seen_the_other_reply_may_replace_it(office: Office) -> None:
    case_id = written(office, S.APPROVED)
    office.write(case_id, "Another text.", BEN)
    reply = office.the_reply(case_id)
    assert (reply.text, reply.by, reply.state, reply.approved_by) == ("Another text.", BEN, S.WAITING, ())
    assert [each.state for each in replies.every(office.store, case_id)] == [S.REPLACED, S.WAITING]


def test_ones_own_two_windows_do_not_stand_in_each_others_way(office: Office) -> None:
    case_id = office.open()
    office.write(case_id, "First.", over=0)
    assert office.write(case_id, "Second.", over=0).refusal is None
    assert office.the_reply(case_id).text == "Second."


def test_a_withdrawn_reply_stands_in_nobodys_way(office: Office) -> None:
    case_id = written(office, S.WITHDRAWN)
    assert office.write(case_id, "Another text.", BEN, over=0).refusal is None


def test_a_reply_posted_while_somebody_writes_is_told(office: Office) -> None:
    case_id = written(office, S.APPROVED)
    seen = office.the_reply(case_id).id
    office.do(case_id, A.SENT, CLEO)
    before = everything(office)
    refused = office.write(case_id, "Another text.", over=seen).refusal
    assert refused == "Cleo marked a reply as posted while you were writing. Look at it on the card first."
    assert everything(office) == before


def test_a_second_reply_may_follow_one_that_was_posted(office: Office) -> None:
    case_id = written(office, S.SENT)
    assert office.write(case_id, "A word more.", follows=True).refusal is None
    assert [each.state for each in replies.every(office.store, case_id)] == [S.SENT, S.WAITING]


def test_taking_the_second_back_leaves_the_first_posted(office: Office) -> None:
    case_id = written(office, S.SENT)
    office.write(case_id, "A word more.", follows=True)
    office.do(case_id, A.WITHDRAW)
    assert office.the_reply(case_id).state is S.SENT


# the same click again


@pytest.mark.parametrize("state", [S.WAITING, S.APPROVED])
def test_a_form_sent_off_twice_writes_one_reply_and_takes_no_approval_away(office: Office, state: S) -> None:
    case_id = office.open()
    office.write(case_id, over=0)
    if state is S.APPROVED:
        office.do(case_id, A.APPROVE)
    before = everything(office)
    outcome = office.write(case_id, over=0)
    assert (outcome.refusal, outcome.reply) == (None, office.reply(case_id))
    assert everything(office) == before


def test_an_edit_that_changes_nothing_ends_the_writing_and_nothing_else(office: Office) -> None:
    case_id = written(office, S.APPROVED)
    writing.begin(office.store, case_id, BEN, office.now)
    office.write(case_id, by=BEN)
    assert office.the_reply(case_id).by == ANA
    assert office.the_reply(case_id).state is S.APPROVED
    assert writing.of(office.store, case_id) == ()


@pytest.mark.parametrize("change", [{"needed": 2}, {"reason": "It is so."}, {"text": TEXT + "!"}])
def test_a_changed_word_reason_or_number_of_approvals_is_a_new_reply(
    office: Office, change: dict[str, Any]
) -> None:
    case_id = written(office, S.APPROVED)
    office.write(case_id, **change)
    assert (office.the_reply(case_id).state, office.the_reply(case_id).approved_by) == (S.WAITING, ())


def test_whoever_hands_in_anothers_words_unchanged_lets_nobody_approve_their_own(office: Office) -> None:
    case_id = written(office, S.SENT_BACK)
    office.write(case_id, by=BEN)
    assert office.the_reply(case_id).by == ANA
    assert "Nobody approves their own" in str(office.do(case_id, A.APPROVE, ANA).refusal)
    assert office.do(case_id, A.APPROVE, CLEO).refusal is None


ROADS: list[tuple[S, A, Actor, dict[str, Any]]] = [
    (S.WAITING, A.APPROVE, BEN, {}),
    (S.APPROVED, A.UNAPPROVE, BEN, {}),
    (S.WAITING, A.SEND_BACK, BEN, {"comment": "warmer"}),
    (S.WAITING, A.WITHDRAW, ANA, {}),
    (S.APPROVED, A.SENT, ANA, {"link": "https://example.org/a", "resolve": True}),
    (S.SENT, A.NOT_SENT, ANA, {}),
]
IDS = [act.value for _, act, _, _ in ROADS]


@pytest.mark.parametrize(("state", "act", "by", "more"), ROADS, ids=IDS)
def test_the_same_act_again_changes_nothing_and_says_why(
    office: Office, state: S, act: A, by: Actor, more: dict[str, Any]
) -> None:
    case_id = written(office, state)
    base = office.the_reply(case_id).id
    assert office.do(case_id, act, by, base=base, **more).refusal is None
    before = everything(office)
    office.pass_time(60)
    assert office.do(case_id, act, by, base=base, **more).refusal
    assert everything(office) == before


@pytest.mark.parametrize(("state", "act", "by", "more"), ROADS, ids=IDS)
def test_an_act_is_recorded_once_with_who_did_it(
    office: Office, state: S, act: A, by: Actor, more: dict[str, Any]
) -> None:
    case_id = written(office, state)
    known = len(office.acts(case_id))
    office.do(case_id, act, by, **more)
    detail = more.get("comment") or more.get("link")
    assert office.acts(case_id)[known] == (f"reply_{act.value}", by.name, detail)
    assert [e.act for e in audit.entries(office.store, case=case_id)] == [
        a for a, _, _ in office.acts(case_id)
    ]


@pytest.mark.parametrize(("state", "act", "by", "more"), ROADS, ids=IDS)
def test_a_click_on_an_old_look_of_the_card_is_refused(
    office: Office, state: S, act: A, by: Actor, more: dict[str, Any]
) -> None:
    case_id = written(office, state)
    old = office.the_reply(case_id).id
    office.write(case_id, "Another text.", ANA, follows=True)
    before = everything(office)
    assert office.do(case_id, act, by, base=old, **more).refusal == CHANGED
    assert everything(office) == before


@pytest.mark.parametrize(("state", "act", "by", "more"), ROADS, ids=IDS)
def test_what_would_be_refused_can_be_asked_before(
    office: Office, state: S, act: A, by: Actor, more: dict[str, Any]
) -> None:
    case_id = written(office, state)
    base = office.the_reply(case_id).id
    assert replies.why_not(office.store, case_id, act, by, base) is None
    assert replies.why_not(office.store, case_id, act, by, base + 1) == CHANGED
    office.do(case_id, act, by, **more)
    assert replies.why_not(office.store, case_id, act, by, base)


class Dying(QuickStore):
    """Writes only the first `at` things of a commit, as a process that is killed in the middle."""

    at = 0

    @contextmanager
    def commit(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        left = self.at

        def allow(kind: int, *_: Any) -> int:
            nonlocal left
            left -= kind in (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE)
            return sqlite3.SQLITE_DENY if left < 0 else sqlite3.SQLITE_OK

        with super().commit(durable=durable) as db:
            db.set_authorizer(allow)
            try:
                yield db
            finally:
                db.set_authorizer(None)


@pytest.mark.parametrize("act", ["write", *IDS])
def test_an_act_that_dies_in_the_middle_leaves_nothing_half_done(
    office: Office, database: Path, act: str
) -> None:
    state, of, by, more = next((road for road in ROADS if road[1].value == act), ROADS[0])
    case_id = office.open() if act == "write" else written(office, state)
    before = everything(office)
    dying = Dying(database)
    office.store, whole = dying, office.store

    def attempt() -> Outcome:
        return office.write(case_id) if act == "write" else office.do(case_id, of, by, **more)

    for dying.at in range(200):
        try:
            attempt()
            break
        except sqlite3.DatabaseError:
            assert everything(office) == before
    else:
        raise AssertionError("it never came through")
    assert dying.at > 4
    assert everything(office) != before
    office.store = whole
    dying.close()


def test_of_two_who_approve_at_once_both_count(office: Office) -> None:
    case_id = office.open()
    office.write(case_id, needed=2)
    start, refusals = threading.Barrier(2), []

    def approve(by: Actor) -> None:
        store = Store(office.store.path)
        start.wait(5)
        refusals.append(replies.act_on(store, case_id, A.APPROVE, by, office.now).refusal)
        store.close()

    people = [threading.Thread(target=approve, args=(by,)) for by in (BEN, CLEO)]
    for each in people:
        each.start()
    for each in people:
        each.join(10)
    assert refusals == [None, None]
    assert office.the_reply(case_id).state is S.APPROVED


# posted


def test_a_posted_reply_keeps_who_when_and_where(office: Office) -> None:
    case_id = written(office, S.APPROVED)
    office.pass_time(60)
    office.do(case_id, A.SENT, CLEO, link="https://example.org/answer")
    reply = office.the_reply(case_id)
    assert (reply.sent_by, reply.sent_at, reply.link) == ("Cleo", office.now, "https://example.org/answer")
    assert office.case(case_id).state is State.CLAIMED


def test_with_the_posting_the_case_may_be_closed_in_the_same_commit(office: Office) -> None:
    case_id = written(office, S.APPROVED)
    office.do(case_id, A.SENT, CLEO, resolve=True)
    case = office.case(case_id)
    assert (case.state, case.disposition, case.resolved_by) == (State.RESOLVED, "answered_publicly", "Cleo")
    assert [act for act, _, _ in office.acts(case_id)][-2:] == ["reply_sent", "resolve"]


def test_taken_back_it_may_be_posted_again(office: Office) -> None:
    case_id = written(office, S.APPROVED)
    before = office.reply(case_id)
    office.do(case_id, A.SENT, link="https://example.org/answer")
    office.do(case_id, A.NOT_SENT)
    assert office.reply(case_id) == before


def test_a_long_comment_is_cut(office: Office) -> None:
    case_id = written(office)
    office.do(case_id, A.SEND_BACK, comment="x" * 5000)
    assert len(office.the_reply(case_id).comment or "") == MOST_COMMENT


def test_what_is_wiped_one_day_is_not_in_the_audit_which_never_is(office: Office) -> None:
    case_id = written(office)
    office.do(case_id, A.SEND_BACK, comment="She was at bed 7")
    office.write(case_id, "Another text.", needed=0)
    office.do(case_id, A.SENT, link="https://example.org/answer")
    told = " ".join(str(row) for row in office.rows("SELECT * FROM audit"))
    assert "bed 7" not in told
    assert "example.org" not in told
    assert "Another text" not in told


# cases that end


@pytest.mark.parametrize("state", [S.WAITING, S.APPROVED, S.SENT_BACK])
@pytest.mark.parametrize("end", ["resolve", "merge", "not_a_complaint"])
def test_a_live_reply_of_a_case_that_ended_waits_for_it_to_be_reopened(
    office: Office, state: S, end: str
) -> None:
    case_id, other = written(office, state), office.open("another complaint")
    reply = office.reply(case_id)
    office.act(case_id, Act(end), BEN, **({"into": other} if end == "merge" else {}))
    for act in (A.APPROVE, A.UNAPPROVE, A.SEND_BACK, A.WITHDRAW):
        before = everything(office)
        assert office.do(case_id, act).refusal
        assert everything(office) == before
    assert office.write(case_id, "Another text.").refusal == CLOSED
    office.act(case_id, Act.REOPEN, BEN)
    assert office.reply(case_id) == reply
    assert office.do(case_id, A.WITHDRAW).refusal is None


def test_what_was_posted_may_be_told_of_a_closed_case_too(office: Office) -> None:
    case_id = written(office, S.APPROVED)
    office.act(case_id, Act.RESOLVE)
    assert office.do(case_id, A.SENT, resolve=True).refusal is None
    assert office.the_reply(case_id).state is S.SENT
    assert [act for act, _, _ in office.acts(case_id)].count("resolve") == 1


def test_of_a_closed_case_a_posting_is_taken_back_once_it_is_open_again(office: Office) -> None:
    case_id = written(office, S.APPROVED)
    office.do(case_id, A.SENT, resolve=True)
    assert office.do(case_id, A.NOT_SENT).refusal == CLOSED
    office.act(case_id, Act.REOPEN)
    assert office.do(case_id, A.NOT_SENT).refusal is None


# reminders


def reminders(office: Office, case_id: str) -> int:
    return [act for act, _, _ in office.acts(case_id)].count("approval_waits")


def test_a_reply_that_waits_is_reminded_of_three_times_and_no_more(office: Office) -> None:
    case_id = written(office)
    assert office.tick(NUDGE.total_seconds() - 1) == 0
    counts = []
    for _ in range(MOST_NUDGES + 3):
        office.tick(NUDGE.total_seconds())
        counts.append(reminders(office, case_id))
    assert counts == [1, 2, 3, 3, 3, 3]


def test_a_reminder_is_given_once_however_often_the_clock_is_looked_at(office: Office) -> None:
    case_id = written(office)
    office.tick(NUDGE.total_seconds())
    assert [office.tick(0) for _ in range(5)] == [0] * 5
    assert reminders(office, case_id) == 1


@pytest.mark.parametrize("act", [A.APPROVE, A.SEND_BACK, A.WITHDRAW])
def test_what_does_not_wait_any_more_is_not_reminded_of(office: Office, act: A) -> None:
    case_id = written(office)
    office.do(case_id, act)
    office.tick(86_400)
    assert reminders(office, case_id) == 0


def test_a_reply_that_was_replaced_is_not_reminded_of_beside_the_new_one(office: Office) -> None:
    case_id = written(office)
    office.write(case_id, "Another text.")
    office.tick(NUDGE.total_seconds())
    assert reminders(office, case_id) == 1


def test_the_second_approval_is_reminded_of_too(office: Office) -> None:
    case_id = office.open()
    office.write(case_id, needed=2)
    office.do(case_id, A.APPROVE)
    office.tick(NUDGE.total_seconds())
    assert reminders(office, case_id) == 1


def test_an_approval_taken_back_is_waited_for_anew(office: Office) -> None:
    case_id = written(office, S.APPROVED)
    office.tick(86_400)
    office.do(case_id, A.UNAPPROVE)
    office.tick(NUDGE.total_seconds() - 1)
    assert reminders(office, case_id) == 0
    office.tick(1)
    assert reminders(office, case_id) == 1


def test_a_case_that_became_more_urgent_asks_for_more_approvals_of_a_reply_that_waits(office: Office) -> None:
    case_id = written(office)
    replies.tighten(office.store, case_id, 2, office.now, NUDGE)
    reply = office.the_reply(case_id)
    assert (reply.state, reply.needed, office.acts(case_id)[-1][0]) == (S.WAITING, 2, "approvals_raised")


@pytest.mark.parametrize("end", ["resolve", "merge"])
def test_a_case_that_ended_is_not_reminded_of_until_it_is_open_again(office: Office, end: str) -> None:
    case_id, other = written(office), office.open("another complaint")
    office.act(case_id, Act(end), **({"into": other} if end == "merge" else {}))
    office.tick(86_400)
    assert reminders(office, case_id) == 0
    office.act(case_id, Act.REOPEN)
    office.tick(0)
    assert reminders(office, case_id) == 1


def test_what_needs_no_approval_is_never_reminded_of(office: Office) -> None:
    case_id = office.open()
    office.write(case_id, needed=0)
    office.tick(86_400)
    assert reminders(office, case_id) == 0


def test_the_keeper_reminds_by_itself_and_wakes_the_courier(office: Office) -> None:
    case_id = written(office)
    rung: list[int] = []
    keeper = Keeper(office.store, office.policy, office.now, lambda: rung.append(1))
    office.pass_time(office.policy.approval_nudge)
    keeper.step(office.now)
    assert (reminders(office, case_id), bool(rung)) == (1, True)


# who is writing


def test_who_has_the_form_open_is_on_the_card(office: Office) -> None:
    case_id = office.stand()
    writing.begin(office.store, case_id, BEN, office.now)
    office.pass_time(1)
    writing.begin(office.store, case_id, ANA, office.now)
    office.deliver()
    (card,) = office.talk.of_kind("card")
    assert isinstance(card.content, CardContent)
    assert card.content.writing == (BEN, ANA)
    assert office.talk.of_kind("note") == []


def test_closing_the_form_takes_the_name_off_the_card(office: Office) -> None:
    case_id = office.stand()
    writing.begin(office.store, case_id, BEN, office.now)
    office.deliver()
    writing.end(office.store, case_id, BEN, office.now)
    office.deliver()
    (card,) = office.talk.of_kind("card")
    assert isinstance(card.content, CardContent)
    assert card.content.writing == ()


def test_closing_a_form_that_nobody_had_open_asks_for_nothing(office: Office) -> None:
    case_id = office.stand()
    writing.end(office.store, case_id, BEN, office.now)
    assert office.waiting() == 0


def test_a_written_reply_ends_the_writing_of_its_writer_alone(office: Office) -> None:
    case_id = office.open()
    for who in (ANA, BEN):
        writing.begin(office.store, case_id, who, office.now)
    office.write(case_id)
    assert writing.of(office.store, case_id) == (BEN,)


def test_a_refused_reply_is_still_being_written(office: Office) -> None:
    case_id = written(office)
    writing.begin(office.store, case_id, BEN, office.now)
    assert office.write(case_id, "Another text.", BEN, over=0).refusal
    assert writing.of(office.store, case_id) == (BEN,)


def test_a_form_left_open_is_forgotten_after_twenty_minutes(office: Office) -> None:
    case_id = office.stand()
    writing.begin(office.store, case_id, BEN, office.now)
    assert office.tick(20 * 60) == 0
    assert writing.of(office.store, case_id) == (BEN,)
    assert office.tick(1) == 1
    assert writing.of(office.store, case_id) == ()
    assert office.waiting() == 1


def test_what_is_written_in_a_forgotten_form_is_taken_all_the_same(office: Office) -> None:
    case_id = office.open()
    writing.begin(office.store, case_id, BEN, office.now)
    office.tick(3600)
    assert office.write(case_id, by=BEN).refusal is None


@pytest.mark.parametrize("again", ["My own words.", "My own  words.\n"])
@pytest.mark.parametrize("withdrawn", [True, False])
def test_ones_own_words_stay_ones_own_whoever_hands_them_in(
    office: Office, again: str, withdrawn: bool
) -> None:
    case_id = office.open()
    office.write(case_id, "My own words.", ANA)
    if withdrawn:
        office.do(case_id, A.WITHDRAW, ANA)
    assert office.write(case_id, again, BEN).refusal is None
    assert office.do(case_id, A.APPROVE, ANA).refusal is not None
