"""Cases, digests and a served desk, made for the tests of handlers and roof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from desk import cases
from desk.courier import Courier
from desk.digest import Digest, GapLine, OpenLine, SubjectLine
from desk.intake import take_in
from desk.loops import Bell, Crew
from desk.messenger import CardContent
from desk.store import Store
from handlers.channels import Channels
from handlers.counter import Counter
from handlers.slack import SlackMessenger
from handlers.web_api import make_client
from tests.fakes.block_check import text_of
from tests.fakes.slack import FakeSlack, Message
from triage.length import Limit
from triage.model import (
    Actor,
    Assessment,
    Case,
    Mention,
    Outcome,
    Reason,
    Receipt,
    ReplyTemplate,
    Route,
    SourceSettings,
    State,
    Subject,
    Urgency,
    Verdict,
    When,
)
from triage.policy import Policy, SlackSettings
from triage.replies import Suggestion
from triage.source import Batch

ZONE = "Europe/London"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MAYA = Actor(id="U0MAYA", name="maya")

HOSTILE = (
    "<!channel> <!here> <@U0MAYA> <!subteam^S0123|x> @here &amp; <https://evil.example.org|your bank> "
    "*bold* _it_ ~no~ `code` ```block``` :rotating_light: \x1b[31mred\x1b[0m \u202eright to left\u202c \x07\x00"
)
HOSTILE_NAME = "<!channel>*a*_b_~c~`d`&<@U1>\n\x1b[2J\u202e" + "W" * 300
TEXTS = {
    "plain": "Nine hours in the ER and nobody came.",
    "empty": "",
    "blank": " \n\t ",
    "hostile": HOSTILE,
    "longest": "x" * 40_000,
    "many lines": "\n" * 2_000 + "end",
    "wide": "\u8a71" * 3_000,
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 1_000,
    "one long word": "W" * 5_000,
}
STATES = list(State)


def a_mention(**changes: Any) -> Mention:
    made = Mention(
        source="reviews",
        native_id="1",
        text=TEXTS["plain"],
        author="@tinfoil",
        url="https://reviews.example.org/1",
        written_at=NOON - timedelta(hours=2),
        reach=1200,
    )
    return replace(made, **changes)


def an_assessment(**changes: Any) -> Assessment:
    made = Assessment(
        complaint=0.83,
        negativity=0.7,
        urgency=Urgency.SAME_DAY,
        tone=-0.4,
        language="en",
        categories=("institutional_processes",),
        severity=2,
        reasons=(
            Reason(
                rule="waiting",
                sentence="It speaks of a long wait",
                weight=1.2,
                evidence=("nine hours", "nobody came"),
            ),
            Reason(rule="praise", sentence="It holds praise", weight=-1.4, evidence=("kind",)),
        ),
    )
    return made._replace(**changes)


def a_case(state: State = State.NEW, **changes: Any) -> Case:
    """A case that stands in Slack, in any state."""
    made = Case(
        id="7K2QM9",
        state=state,
        subject="Northgate Health",
        urgency=Urgency.SAME_DAY,
        route="serious",
        mention=a_mention(),
        assessment=an_assessment(),
        opened_at=NOON - timedelta(hours=1),
        due_at=NOON + timedelta(hours=3),
        receipt=Receipt(channel="C0001", ts="1.0"),
    )
    if state in (State.CLAIMED, State.SNOOZED, State.RESOLVED):
        made = replace(made, owner=MAYA, claimed_at=NOON)
    if state is State.SNOOZED:
        made = replace(made, snoozed_until=NOON + timedelta(hours=4))
    if state is State.RESOLVED:
        made = replace(made, resolved_at=NOON, resolved_by="maya", disposition="answered_publicly")
    return replace(made, **changes)


def swollen_case(state: State, text: str) -> Case:
    """Everything at its longest and most hostile at once."""
    reason = Reason(rule="r", sentence="s" * 500, weight=1.0, evidence=(HOSTILE, "e" * 500))
    return a_case(
        state,
        subject=HOSTILE_NAME,
        route=HOSTILE_NAME,
        overdue=True,
        joined=100_000,
        resolved_by=HOSTILE_NAME[:60] if state is State.RESOLVED else None,
        owner=Actor(id="U0MAYA", name=HOSTILE_NAME[:60]) if state is not State.NEW else None,
        mention=a_mention(
            text=text,
            source=HOSTILE_NAME,
            author=HOSTILE_NAME,
            url="https://e.org/" + "u" * 1900,
            reach=10**12,
        ),
        assessment=an_assessment(
            reasons=(reason,) * 40 + (reason._replace(weight=-1.0),) * 10,
            categories=("x" * 100, "y" * 100, "safety"),
            language="zz",
        ),
    )


LOOK = Reason(rule="look_unsure", sentence="It is nearly a complaint; the judgement is not sure", weight=0.0)


def a_look(**changes: Any) -> Case:
    """A case that nobody has called a complaint: a person must judge it."""
    return a_case(urgency=Urgency.ROUTINE, assessment=an_assessment(reasons=(LOOK,)), **changes)


def content_of(case: Case, **changes: Any) -> CardContent:
    return replace(CardContent(case=case), **changes)


def a_suggestion(text: str = "We are sorry.", **changes: Any) -> Suggestion:
    return replace(Suggestion(name="sorry", text=text), **changes)


def swollen_suggestion() -> Suggestion:
    """Longer than any source takes, and chosen by everything there is to choose by."""
    when = When(
        urgency_at_least=2, severity_at_least=1, category=("x" * 100,), subject=("a",), source=("b",),
        language=("zz",), rule=("r",),
    )  # fmt: skip
    limit = Limit(platform=HOSTILE_NAME, most=10**9)
    return a_suggestion(HOSTILE * 100, name=HOSTILE_NAME, when=when, length=10**10, limit=limit)


def swollen_content(case: Case) -> CardContent:
    again = [a_mention(author=HOSTILE_NAME, source=HOSTILE_NAME, url=url) for url in ("javascript:x", None)]
    return content_of(
        case,
        suggestions=[swollen_suggestion()] * 3,
        reposts=again * 5,
        notify=("here", "channel", "U0ANA", *[f"S{n:04}" for n in range(20)]),
    )


def a_digest(**changes: Any) -> Digest:
    made = Digest(
        organisation="Northgate Health",
        zone=ZONE,
        day=date(2026, 11, 20),
        begin=NOON - timedelta(days=1),
        end=NOON,
        next_at=NOON + timedelta(days=1),
        subjects=[a_subject_line("Northgate Health", is_own=True), a_subject_line("Lakeside")],
        sources=[("reviews", 12), ("x", 0)],
        passed_over=40,
        quarantined=0,
        opened=3,
        claimed=2,
        resolved=1,
        not_complaints=0,
        median_claim=600.0,
        open_count=1,
        open_cases=[an_open_line()],
        categories=[("safety", 2)],
        gaps=[],
        skipped=(),
    )
    return replace(made, **changes)


def a_subject_line(name: str, *, is_own: bool = False, mentions: int = 9) -> SubjectLine:
    return SubjectLine(
        name=name,
        is_own=is_own,
        mentions=mentions,
        mentions_before=4,
        complaints=5,
        complaints_before=7,
        negativity=0.4,
    )


def an_open_line(**changes: Any) -> OpenLine:
    made = OpenLine(
        id="7K2QM9",
        urgency=Urgency.SAME_DAY,
        subject="Northgate Health",
        opened_at=NOON - timedelta(hours=30),
        owner=None,
        url="https://reviews.example.org/1",
        overdue=True,
        assessment=an_assessment(),
    )
    return replace(made, **changes)


def a_gap(
    number: int = 0, *, ended: bool = True, source: str = "reddit", reason: str = "HTTP 503"
) -> GapLine:
    begin = NOON - timedelta(hours=number + 2)
    return GapLine(
        source=source, begin=begin, end=begin + timedelta(hours=1) if ended else None, reason=reason
    )


def a_policy(database: Path, **changes: Any) -> Policy:
    made = Policy(
        organisation="Northgate Health",
        slack=SlackSettings(
            default_channel="#alerts", ops_channel="#ops", digest_channel="#alerts", post_interval=0.001
        ),
        subjects=(Subject(name="Northgate", kind="own", match="northgate"),),
        routes=(Route(name="default", channel="#alerts"),),
        replies=(ReplyTemplate(name="sorry", text="We are sorry. Write to {contact}."),),
        sources=(SourceSettings(name="reviews", kind="file", every=60.0, options={"path": "x"}),),
        time_zone=ZONE,
        database=str(database),
    )
    return replace(made, **changes)


class Everything:
    """A judge to whom every text is a complaint about us, so that no test here hangs on a weight."""

    def __init__(self, outcome: Outcome = Outcome.CASE, urgency: Urgency = Urgency.SAME_DAY) -> None:
        self._outcome, self._urgency = outcome, urgency

    def verdicts(self, mentions: Sequence[Mention], reach_norm: int | None = None) -> list[Verdict]:
        return [self.verdict(mention) for mention in mentions]

    def verdict(self, mention: Mention) -> Verdict:
        if self._outcome is Outcome.OFF_TOPIC:
            return Verdict(outcome=Outcome.OFF_TOPIC)
        assessment = an_assessment(urgency=self._urgency)
        route = "default" if self._outcome is Outcome.CASE else None
        return Verdict(outcome=self._outcome, subjects=("Northgate",), assessment=assessment, route=route)


class Fragile:
    """A store that can be broken: every question then raises, with a post's words in the message."""

    def __init__(self, store: Store) -> None:
        self.store, self.broken = store, False

    def __getattr__(self, name: str) -> Any:
        if self.broken:
            raise RuntimeError(TEXTS["plain"])
        return getattr(self.store, name)


@dataclass
class Desk:
    """A store with people at the counter. Without Slack nothing is delivered.

    Its clock is `ahead` of the world's, and `hurry` makes it run faster, for what waits for seconds.
    """

    policy: Policy
    store: Store
    ahead: timedelta = timedelta(0)
    hurry: int = 1
    bell: Bell = field(default_factory=Bell)
    slack: FakeSlack | None = None

    def __post_init__(self) -> None:
        self.begun = datetime.now(UTC)
        self.crew = Crew(clock=self.clock, alarm=lambda name, now: None)
        client = make_client("xoxb-none", "http://127.0.0.1:9") if self.slack is None else self.client
        self.channels = Channels(client)
        self.messenger = SlackMessenger(client, self.policy.time_zone, self.channels)
        self.courier = Courier(self.store, self.policy, self.messenger, self.clock())
        self.fragile = Fragile(self.store)
        if self.slack is not None:
            self.crew.start("courier", self._deliver, self.bell)

    def _deliver(self, now: datetime) -> float:
        """One step of the courier; those who wait for Slack look again, because the books have changed too."""
        wait = self.courier.deliver_due(now)
        assert self.slack is not None
        with self.slack.work.changed:
            self.slack.work.changed.notify_all()
        return wait / self.hurry

    @property
    def client(self) -> Any:
        assert self.slack is not None
        return make_client(self.slack.bot_token, self.slack.url)

    def clock(self) -> datetime:
        now = datetime.now(UTC)
        return now + self.ahead + (now - self.begun) * (self.hurry - 1)

    @property
    def counter(self) -> Counter:
        store: Any = self.fragile
        return Counter(
            store=store,
            policy=self.policy,
            clock=self.clock,
            draw=self.courier.card,
            on_work=self.bell.ring,
        )

    def hear(
        self,
        text: str = TEXTS["plain"],
        *,
        urgency: Urgency = Urgency.SAME_DAY,
        outcome: Outcome = Outcome.CASE,
        **fields: Any,
    ) -> str:
        """Somebody writes this; returns the case's id, "" where it became none."""
        source = fields.pop("source", "reviews")
        batch = Batch(mentions=[a_mention(text=text, source=source, **fields)], cursor={})
        routes: Mapping[str, Route] = {route.name: route for route in self.policy.routes}
        judge: Any = Everything(outcome, urgency)
        taken = take_in(self.store, judge, routes, batch, source=source, now=self.clock())
        self.bell.ring()
        return next(iter(taken.case_ids), "")

    def hear_many(self, number: int) -> None:
        mentions = [
            a_mention(native_id=str(n), text=f"complaint number {n}", author=None, url=None)
            for n in range(number)
        ]
        batch = Batch(mentions=mentions, cursor={})
        judge: Any = Everything()
        routes = {route.name: route for route in self.policy.routes}
        take_in(self.store, judge, routes, batch, source="reviews", now=self.clock())

    def card_of(self, case_id: str) -> Message:
        """The case's card, once it stands in Slack and its place is in the books."""
        assert self.slack is not None
        slack = self.slack

        def standing() -> Message | None:
            receipt = cases.find(self.store, case_id).receipt
            every = slack.messages("alerts")
            return next((m for m in every if receipt and m.ts == receipt.ts), None)

        found = slack.wait_for(standing, 5, f"the card of {case_id}")
        assert isinstance(found, Message)
        return found

    def state_of(self, case_id: str) -> State:
        return cases.find(self.store, case_id).state

    def close(self) -> None:
        self.crew.stop()
        self.crew.join(5)
        self.store.close()


IN_THE_MENU = {"snooze": "Snooze", "escalate": "Escalate", "stand_down": "Stand down"}


def press(slack: FakeSlack, card: Message, what: str, **how: Any) -> Any:
    """Presses a button of the card, or chooses the act in its menu."""
    if what in IN_THE_MENU:
        return slack.select(card, "more", IN_THE_MENU[what], **how)
    return slack.click(card, what, **how)


def shows(slack: FakeSlack, card: Message, words: str) -> None:
    slack.wait_for(lambda: words in text_of(card.blocks), 5, f"{words!r} on the card")


def hides(slack: FakeSlack, card: Message, words: str) -> None:
    slack.wait_for(lambda: words not in text_of(card.blocks), 5, f"a card without {words!r}")


def whispered(slack: FakeSlack, words: str, user: str = "maya") -> Any:
    """What the person was told in private with these words, once it is there."""
    found = slack.wait_for(
        lambda: [e for e in slack.ephemerals(user) if words in text_of(e.blocks)], 5, f"{words!r} for {user}"
    )
    return found[0]
