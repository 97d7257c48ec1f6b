"""Replies posted through an API: only approved ones, at most once whatever happens, and every end told to people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk import cases, replies, sending
from desk.replies import Draft
from desk.sender import GIVE_UP_AFTER, LOOK_EVERY, LOST_AFTER, Sender
from desk.sending import Asked, Sending
from desk.store import sending as rows
from tests.desk.fakes import ANA, BEN, NOW, Office, policy, post
from triage.lifecycle import Act
from triage.model import Mention, SourceSettings
from triage.posting import Eligibility, Posted, PostRefused, PostUnavailable, PostUnclear
from triage.reply import ReplyAct, ReplyState

TEXT = "We are sorry that you waited. Please write to us."
LINK = "https://x.com/northgate/status/1"


class Killed(BaseException):
    """The process dies here: nothing after it is written."""


@dataclass
class FakePoster:
    """Posts, or does what `then` holds next: an error is raised, `posts` says whether the reply went out before."""

    name: str = "reviews"
    then: list[BaseException] = field(default_factory=list)
    posted: list[tuple[str, str, str]] = field(default_factory=list)
    during: Callable[[], object] = lambda: None
    allowed: Eligibility = field(default_factory=lambda: Eligibility(True, "It may be answered."))

    def eligible(self, mention: Mention) -> Eligibility:
        return self.allowed

    def post(self, mention: Mention, text: str, key: str) -> Posted:
        self.posted.append((mention.native_id, text, key))
        self.during()
        if self.then:
            raise self.then.pop(0)
        return Posted(LINK)

    def account(self) -> str:
        return "@northgate"

    def close(self) -> None:
        pass


class Desk:
    """An office whose source may be answered on X, and the sender of replies."""

    def __init__(self, path: Path) -> None:
        source = SourceSettings(
            name="reviews", kind="x", every=60.0, options={"account": "northgate", "post_replies": True}
        )
        self.office = Office(path, policy(sources=(source,)))
        self.poster = FakePoster()
        self.rung = 0
        self.restart()

    def restart(self) -> None:
        """Another process takes over."""
        self.sender = Sender(
            self.office.store, self.office.policy, {"reviews": self.poster}, self.office.now, self._ring
        )

    def _ring(self) -> None:
        self.rung += 1

    def case(self, native_id: str = "n1", addressed: bool | None = True) -> str:
        text = f"nobody came for nine hours, and this is {native_id}"
        (case_id,) = self.office.take(post(native_id, text, addressed=addressed)).case_ids
        return case_id

    def draft(self, case_id: str, text: str = TEXT, needed: int = 0) -> None:
        standing = replies.current(self.office.store, case_id)
        draft = Draft(text=text, base=standing.id if standing else 0, needed=needed)
        outcome = replies.write(self.office.store, case_id, draft, ANA, self.office.now, timedelta(hours=1))
        assert outcome.refusal is None

    def ask(self, case_id: str, **more: Any) -> Asked:
        return sending.request(self.office.store, self.office.policy, case_id, BEN, self.office.now, **more)

    def asked(self, native_id: str = "n1") -> str:
        """A case whose reply is to be posted."""
        case_id = self.case(native_id)
        self.draft(case_id)
        assert self.ask(case_id).refusal is None
        return case_id

    def step(self) -> float:
        return self.sender.step(self.office.now)

    def work(self, seconds: float) -> None:
        """Lets the sender work for so long."""
        until = self.office.now + timedelta(seconds=seconds)
        while self.office.now <= until:
            self.office.pass_time(self.step())

    def of(self, case_id: str) -> Sending:
        found = sending.current(self.office.store, case_id)
        assert found is not None
        return found

    def reply(self, case_id: str) -> Any:
        return replies.current(self.office.store, case_id)

    def acts(self, case_id: str) -> list[tuple[str, str | None]]:
        history = cases.history(self.office.store, self.office.case(case_id))
        return [(event.act, event.detail) for event in history]

    def notices(self) -> list[str]:
        self.office.deliver()
        return self.office.talk.texts("#ops")


@pytest.fixture
def desk(database: Path) -> Iterator[Desk]:
    made = Desk(database)
    yield made
    made.office.store.close()


# Asking


def test_an_approved_reply_is_posted_once_and_counts_as_sent_by_who_asked(desk: Desk) -> None:
    case_id = desk.asked()
    desk.work(60)
    assert [(native_id, text) for native_id, text, _ in desk.poster.posted] == [("n1", TEXT)]
    assert (desk.of(case_id).state, desk.of(case_id).url) == ("posted", LINK)
    reply = desk.reply(case_id)
    assert (reply.state, reply.sent_by, reply.link) == (ReplyState.SENT, "Ben", LINK)
    assert desk.acts(case_id)[-2:] == [("posting_wanted", None), ("posted", LINK)]
    assert desk.rung == 1


def test_asking_twice_posts_once(desk: Desk) -> None:
    case_id = desk.asked()
    assert desk.ask(case_id).refusal == "There is nothing to post: it waits to be posted."
    desk.work(10)
    assert desk.ask(case_id).refusal == "There is nothing to post: it is posted."
    desk.work(10)
    assert len(desk.poster.posted) == 1


def test_a_reply_that_waits_for_approval_is_not_posted(desk: Desk) -> None:
    case_id = desk.case()
    assert desk.ask(case_id).refusal == "There is no reply to this case yet. Press Draft reply on its card."
    desk.draft(case_id, needed=1)
    assert (
        desk.ask(case_id).refusal
        == "Only an approved reply is posted, and this one still waits for approval."
    )
    replies.act_on(desk.office.store, case_id, ReplyAct.APPROVE, BEN, NOW)
    assert desk.ask(case_id).refusal is None


@pytest.mark.parametrize(("addressed", "why"), [(False, "mentioned or quoted"), (None, "not known")])
def test_a_mention_that_x_would_not_let_us_answer_is_refused_with_the_reason(
    desk: Desk, addressed: bool | None, why: str
) -> None:
    case_id = desk.case(addressed=addressed)
    desk.draft(case_id)
    assert why in str(desk.ask(case_id).refusal)
    assert sending.current(desk.office.store, case_id) is None


def test_a_reply_too_long_for_the_platform_is_refused_before_it_is_asked(desk: Desk) -> None:
    case_id = desk.case()
    desk.draft(case_id, "w" * 281)
    assert desk.ask(case_id).refusal == "X takes 280 characters and the reply has 281. Shorten it first."


def test_a_reply_that_changed_since_it_was_seen_is_not_posted(desk: Desk) -> None:
    case_id = desk.case()
    desk.draft(case_id)
    seen = desk.reply(case_id).id
    desk.draft(case_id, "Other words.")
    assert "has changed" in str(desk.ask(case_id, base=seen).refusal)


def test_a_closed_case_is_not_answered(desk: Desk) -> None:
    case_id = desk.case()
    desk.draft(case_id)
    desk.office.act(case_id, Act.RESOLVE)
    assert "closed" in str(desk.ask(case_id).refusal)


# What happens before its turn comes


def wait_to_post(desk: Desk) -> str:
    """A reply that the platform asked to wait with."""
    case_id = desk.asked()
    desk.poster.then.append(PostUnavailable("X asks us to wait (HTTP 429)", retry_after=600))
    desk.step()
    return case_id


@pytest.mark.parametrize("act", [ReplyAct.WITHDRAW, ReplyAct.SEND_BACK, ReplyAct.SENT])
def test_a_reply_that_is_taken_back_or_marked_as_posted_meanwhile_is_not_posted(
    desk: Desk, act: ReplyAct
) -> None:
    case_id = wait_to_post(desk)
    by = BEN if act is ReplyAct.SEND_BACK else ANA
    assert replies.act_on(desk.office.store, case_id, act, by, desk.office.now).refusal is None
    desk.work(1200)
    assert (len(desk.poster.posted), desk.of(case_id).state) == (1, "refused")


def test_a_reply_that_another_took_the_place_of_is_not_posted(desk: Desk) -> None:
    case_id = wait_to_post(desk)
    first = desk.of(case_id)
    desk.draft(case_id, "Other words.")
    desk.work(1200)
    assert len(desk.poster.posted) == 1
    assert sending.find(desk.office.store, first.id).said == "Ana changed the reply"


def test_a_reply_that_waits_can_be_withdrawn(desk: Desk) -> None:
    case_id = wait_to_post(desk)
    assert sending.withdraw(desk.office.store, desk.of(case_id).id, ANA, desk.office.now) is None
    desk.work(1200)
    assert (len(desk.poster.posted), desk.of(case_id).said) == (1, "Ana took it back")


def test_where_posting_was_switched_off_meanwhile_the_reply_is_refused(desk: Desk) -> None:
    case_id = desk.asked()
    desk.sender = Sender(desk.office.store, desk.office.policy, {}, desk.office.now, desk._ring)
    desk.work(10)
    assert "is off" in str(desk.of(case_id).said)


# Platforms that say no, or wait, or nothing


def test_a_wait_is_kept_for_all_replies_to_the_source_and_then_they_go_out(desk: Desk) -> None:
    first = wait_to_post(desk)
    second = desk.asked("n2")
    desk.work(590)
    assert len(desk.poster.posted) == 1
    desk.work(20)
    assert [desk.of(each).state for each in (first, second)] == ["posted", "posted"]
    assert len({key for native_id, _, key in desk.poster.posted if native_id == "n1"}) == 1


def test_a_platform_that_cannot_be_reached_is_given_up_after_half_a_day(desk: Desk) -> None:
    case_id = desk.asked()
    desk.poster.then = [PostUnavailable("X cannot be reached") for _ in range(2000)]
    desk.work(GIVE_UP_AFTER.total_seconds() + 1000)
    assert desk.of(case_id).state == "refused"
    assert "12 hours; the last answer: X cannot be reached" in str(desk.of(case_id).said)
    assert len(desk.poster.posted) < 120


def test_a_refusal_is_told_and_may_be_asked_for_again(desk: Desk) -> None:
    case_id = desk.asked()
    desk.poster.then = [PostRefused("X does not let us reply (HTTP 403)")]
    desk.work(60)
    assert (len(desk.poster.posted), desk.reply(case_id).state) == (1, ReplyState.APPROVED)
    assert desk.acts(case_id)[-1] == ("posting_refused", "X does not let us reply (HTTP 403)")
    assert sending.retry(desk.office.store, desk.of(case_id).id, ANA, desk.office.now) is None
    desk.work(60)
    assert (len(desk.poster.posted), desk.of(case_id).state) == (2, "posted")


def test_the_button_pressed_again_after_a_refusal_is_a_retry(desk: Desk) -> None:
    case_id = desk.asked()
    desk.poster.then = [PostRefused("no")]
    desk.work(10)
    assert desk.ask(case_id).refusal is None
    desk.work(10)
    assert desk.acts(case_id)[-2:] == [("posting_again", None), ("posted", LINK)]


ENDS: list[Callable[[], BaseException]] = [
    lambda: PostUnclear("X was sent the reply and did not answer (ReadTimeout)"),
    lambda: RuntimeError("a fault of the poster"),
]


def unclear(desk: Desk) -> str:
    case_id = desk.asked()
    desk.poster.then = [PostUnclear("X was sent the reply and did not answer (ReadTimeout)")]
    desk.work(10)
    return case_id


@pytest.mark.parametrize("end", ENDS)
def test_an_unclear_end_is_never_tried_again_by_itself_and_people_are_told(
    desk: Desk, end: Callable[[], BaseException]
) -> None:
    case_id = desk.asked()
    desk.poster.then = [end()]
    desk.work(86_400)
    desk.restart()
    desk.work(60)
    assert (len(desk.poster.posted), desk.of(case_id).state) == (1, "unclear")
    assert desk.acts(case_id)[-1][0] == "posting_unclear"
    (told,) = desk.notices()
    assert f"case {case_id} (reviews) may have been posted" in told


@pytest.mark.parametrize("went_out", [True, False])
def test_killed_between_the_call_and_the_record_nothing_is_posted_twice(desk: Desk, went_out: bool) -> None:
    case_id = desk.asked()
    desk.poster.then = [Killed()]
    with pytest.raises(Killed):
        desk.step()
    desk.office.restart()
    desk.restart()
    desk.work(86_400)
    assert (len(desk.poster.posted), desk.of(case_id).state) == (1, "unclear")
    store, id_ = desk.office.store, desk.of(case_id).id
    assert sending.settle(store, id_, went_out, LINK if went_out else None, ANA, desk.office.now) is None
    desk.work(60)
    assert len(desk.poster.posted) == 1
    assert desk.reply(case_id).state is (ReplyState.SENT if went_out else ReplyState.APPROVED)


def test_an_end_that_nobody_wrote_down_is_unclear_after_a_while_without_a_restart(desk: Desk) -> None:
    case_id = desk.asked()
    desk.poster.then = [Killed()]
    with pytest.raises(Killed):
        desk.step()
    desk.work(LOST_AFTER.total_seconds() - 60)
    assert desk.of(case_id).state == "claimed"
    desk.work(120)
    assert (desk.of(case_id).state, len(desk.poster.posted)) == ("unclear", 1)


def test_an_answer_that_comes_after_it_was_called_unclear_is_still_the_truth(desk: Desk) -> None:
    case_id = desk.asked()
    desk.poster.during = desk.restart  # a second sender takes it for lost while the call still runs
    desk.work(10)
    assert (desk.of(case_id).state, desk.reply(case_id).state) == ("posted", ReplyState.SENT)


# What a person finds


@pytest.mark.parametrize("end", [PostUnclear("X did not answer"), PostRefused("X does not let us reply")])
def test_an_end_that_comes_after_a_person_settled_it_changes_nothing(desk: Desk, end: BaseException) -> None:
    case_id = desk.asked()

    def called_unclear_and_found() -> None:
        desk.office.pass_time(LOST_AFTER.total_seconds() + 1)
        Desk.restart(desk)
        desk.step()
        sending.settle(desk.office.store, desk.of(case_id).id, True, LINK, ANA, desk.office.now)

    desk.poster.during, desk.poster.then = called_unclear_and_found, [end]
    desk.step()
    assert (desk.of(case_id).state, desk.of(case_id).url) == ("posted", LINK)
    assert desk.acts(case_id)[-1] == ("posted", LINK)


def test_who_looked_and_found_it_settles_it_with_its_link(desk: Desk) -> None:
    case_id = unclear(desk)
    assert sending.settle(desk.office.store, desk.of(case_id).id, True, f" {LINK} ", ANA, NOW) is None
    assert (desk.of(case_id).state, desk.reply(case_id).link) == ("posted", LINK)
    assert desk.acts(case_id)[-1] == ("posted", LINK)
    assert sending.settle(desk.office.store, desk.of(case_id).id, False, None, BEN, NOW) == (
        "What became of this reply is known: it is posted."
    )


def test_an_unclear_reply_is_tried_again_only_by_who_has_looked(desk: Desk) -> None:
    case_id = unclear(desk)
    store, id_ = desk.office.store, desk.of(case_id).id
    assert "Look at the post" in str(sending.retry(store, id_, ANA, NOW))
    assert "may have been posted already" in str(desk.ask(case_id).refusal)
    assert sending.retry(store, id_, ANA, desk.office.now, looked=True) is None
    desk.work(10)
    assert [act for act, _ in desk.acts(case_id)[-3:]] == ["not_posted", "posting_again", "posted"]
    assert len({key for _, _, key in desk.poster.posted}) == 1, (
        "where the platform knows keys, it is posted once"
    )


def test_i_posted_it_settles_an_unclear_reply_too(desk: Desk) -> None:
    case_id = unclear(desk)
    replies.act_on(desk.office.store, case_id, ReplyAct.SENT, ANA, desk.office.now, link=LINK)
    desk.work(10)
    assert (desk.of(case_id).state, desk.of(case_id).url) == ("posted", LINK)
    assert desk.ask(case_id).refusal == "There is nothing to post: it is posted."


def test_what_is_settled_is_not_asked_for_again(desk: Desk) -> None:
    case_id = desk.asked()
    desk.work(10)
    assert sending.retry(desk.office.store, desk.of(case_id).id, ANA, NOW, looked=True) == (
        "There is nothing to ask again: it is posted."
    )
    assert "cannot be taken back" in str(sending.withdraw(desk.office.store, desk.of(case_id).id, ANA, NOW))


def test_a_refused_reply_that_needs_approval_meanwhile_is_not_asked_for_again(desk: Desk) -> None:
    case_id = desk.asked()
    desk.poster.then = [PostRefused("no")]
    desk.work(10)
    replies.tighten(desk.office.store, case_id, 1, desk.office.now, timedelta(hours=1))
    assert sending.retry(desk.office.store, desk.of(case_id).id, ANA, desk.office.now) == (
        "Only an approved reply is posted, and this one still waits for approval."
    )


def test_an_unknown_sending_is_named(desk: Desk) -> None:
    with pytest.raises(sending.UnknownSending):
        sending.find(desk.office.store, 99)


# The step


def test_a_quiet_sender_writes_nothing_and_looks_again_soon(desk: Desk) -> None:
    before = desk.office.store.reader.total_changes
    assert desk.step() == LOOK_EVERY
    assert (desk.office.store.reader.total_changes, desk.rung) == (before, 0)


def test_two_senders_post_a_reply_once(desk: Desk) -> None:
    desk.asked()
    with desk.office.store.commit() as db:
        first = rows.claim_next(db, "9999")
        second = rows.claim_next(db, "9999")
    assert first is not None
    assert second is None


def test_replies_go_out_in_the_order_they_were_asked_for(desk: Desk) -> None:
    for number in range(3):
        desk.asked(f"n{number}")
        desk.office.pass_time(0.1)
    desk.work(1)
    assert [native_id for native_id, _, _ in desk.poster.posted] == ["n0", "n1", "n2"]
