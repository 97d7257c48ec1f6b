"""Stand-ins for what the desk leans on: a judge that obeys, a Slack that fails on command, an office around them."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from desk import cases
from desk.courier import Courier
from desk.intake import Intake, take_in
from desk.messenger import CardContent, ChannelGone, Content, MessageGone
from desk.store import Store, outbox
from triage.lifecycle import Act
from triage.model import (
    Actor,
    Assessment,
    Case,
    Mention,
    Outcome,
    Reason,
    Receipt,
    Route,
    SourceSettings,
    Subject,
    Urgency,
    Verdict,
)
from triage.policy import Policy, SlackSettings
from triage.source import Batch

NOW = datetime(2026, 3, 17, 12, tzinfo=UTC)
ANA, BEN = Actor(id="U1", name="Ana"), Actor(id="U2", name="Ben")
OURS, RIVAL = "Northgate", "Eastgate"
ROUTES = (
    Route(name="safety", channel="#safety", notify=("S1",), answer_within=1800.0),
    Route(name="desk", channel="#desk", answer_within=86_400.0),
    Route(name="default", channel="#all"),
)
COMPLAINT = "nobody came to see my mother for nine hours"


def policy(**changes: Any) -> Policy:
    """Three routes, two subjects, two sources; `slack_...` changes a Slack setting."""
    slack = SlackSettings(default_channel="#all", ops_channel="#ops", digest_channel="#digest")
    of_slack = {name[6:]: changes.pop(name) for name in list(changes) if name.startswith("slack_")}
    made = Policy(
        organisation="Northgate Health",
        slack=replace(slack, **of_slack),
        subjects=(
            Subject(name=RIVAL, kind="competitor", match="eastgate"),
            Subject(name=OURS, kind="own", match="northgate"),
        ),
        routes=ROUTES,
        sources=(
            SourceSettings(name="reviews", kind="feed", every=300.0),
            SourceSettings(name="x", kind="x", every=60.0),
        ),
    )
    return replace(made, **changes)


def post(native_id: str, text: str = COMPLAINT, *, author: str | None = None, **more: Any) -> Mention:
    """A mention as a watcher would bring it; by default a complaint nobody signed."""
    return Mention(source="reviews", native_id=native_id, text=text, author=author, **more)


class ObedientJudge:
    """Judges by the first word: "off" and "digest" mean themselves, "now" is a level 3, "desk" goes to #desk,
    "bug" fails; everything else is a complaint of level 1 for #all."""

    def verdicts(self, mentions: Sequence[Mention], reach_norm: int | None = None) -> list[Verdict]:
        return [self.verdict(mention) for mention in mentions]

    def verdict(self, mention: Mention) -> Verdict:
        match mention.text.partition(" ")[0]:
            case "bug":
                raise RuntimeError("a fault of the judge")
            case "off":
                return Verdict(outcome=Outcome.OFF_TOPIC)
            case "digest":
                return self._about(Outcome.DIGEST, None, Urgency.DIGEST, 0.1)
            case "unrouted":
                return self._about(Outcome.NO_ROUTE, None, Urgency.ROUTINE, 0.7)
            case "rival":
                return self._about(Outcome.DIGEST, None, Urgency.DIGEST, 0.2, RIVAL)
            case "now":
                return self._about(Outcome.CASE, "safety", Urgency.NOW, 0.9)
            case "desk":
                return self._about(Outcome.CASE, "desk", Urgency.SAME_DAY, 0.8)
            case _:
                return self._about(Outcome.CASE, "default", Urgency.ROUTINE, 0.7)

    def _about(
        self, outcome: Outcome, route: str | None, urgency: Urgency, complaint: float, subject: str = OURS
    ) -> Verdict:
        reason = Reason(rule="waiting", sentence="Somebody waited", weight=1.234, evidence=("nine hours",))
        assessment = Assessment(
            complaint=complaint,
            negativity=complaint / 2,
            urgency=urgency,
            tone=-0.25,
            language="en",
            categories=("waiting",) if complaint >= 0.5 else (),
            severity=2,
            reasons=(reason,),
        )
        return Verdict(outcome=outcome, subjects=(subject,), assessment=assessment, route=route)


class QuickStore(Store):
    """Keeps all of the store's promises but the one against a power cut, which costs the tests half their time."""

    @contextmanager
    def commit(self, *, durable: bool = True) -> Iterator[Connection]:
        with super().commit(durable=False) as db:
            yield db


@dataclass
class Sent:
    """A message as it stands in the fake Slack."""

    key: tuple[str, str]
    channel: str
    thread: str | None
    content: Content
    plain: bool
    at: datetime
    changes: int = 0


@dataclass
class FakeMessenger:
    """Keeps what was sent. `fail()` scripts the next calls of a method; `arrives`: the message got there all the same.

    Of a message in `cursed` every post and change fails; so does every one to a channel in `gone`.
    """

    office: "Office | None" = None
    messages: dict[str, Sent] = field(default_factory=dict)
    calls: list[tuple[str, str, str]] = field(default_factory=list)
    searches: list[tuple[tuple[str, str], str, datetime, Receipt | None]] = field(default_factory=list)
    cursed: dict[tuple[str, str], Exception] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    _script: dict[str, deque[tuple[Exception, bool]]] = field(default_factory=lambda: defaultdict(deque))
    _count: int = 0

    def fail(self, method: str, *errors: Exception, arrives: bool = False) -> None:
        self._script[method].extend((error, arrives) for error in errors)

    def calm(self) -> None:
        """Nothing fails any more."""
        self._script.clear()
        self.cursed.clear()
        self.gone.clear()

    def delete(self, receipt: Receipt | None) -> None:
        assert receipt is not None
        del self.messages[receipt.ts]

    def _next_failure(self, method: str, key: tuple[str, str], channel: str) -> tuple[Exception | None, bool]:
        if method != "find" and key in self.cursed:
            return self.cursed[key], False
        if method != "find" and channel in self.gone:
            return ChannelGone("is_archived"), False
        script = self._script[method]
        return script.popleft() if script else (None, True)

    def post(
        self, key: tuple[str, str], content: Content, channel: str, *, thread: Receipt | None, plain: bool
    ) -> Receipt:
        self.calls.append(("post", *key))
        place = thread.channel if thread else channel
        error, arrives = self._next_failure("post", key, place)
        if arrives:
            self._count += 1
            self.messages[f"{self._count}.0"] = Sent(
                key,
                place,
                thread.ts if thread else None,
                content,
                plain,
                self.office.now if self.office else NOW,
            )
        if error is not None:
            raise error.with_traceback(None)
        return Receipt(channel=place, ts=f"{self._count}.0")

    def change(self, key: tuple[str, str], content: Content, receipt: Receipt, *, plain: bool) -> Receipt:
        self.calls.append(("change", *key))
        error, arrives = self._next_failure("change", key, receipt.channel)
        if arrives and receipt.ts not in self.messages:
            raise MessageGone("message_not_found")
        if arrives:
            standing = self.messages[receipt.ts]
            standing.content, standing.plain, standing.changes = content, plain, standing.changes + 1
        if error is not None:
            raise error.with_traceback(None)
        return receipt

    def find(
        self, key: tuple[str, str], channel: str, since: datetime, *, thread: Receipt | None
    ) -> Receipt | None:
        self.calls.append(("find", *key))
        self.searches.append((key, channel, since, thread))
        error, _ = self._next_failure("find", key, channel)
        if error is not None:
            raise error.with_traceback(None)
        for ts, sent in self.messages.items():
            if sent.key == key and sent.at >= since and sent.thread == (thread.ts if thread else None):
                return Receipt(channel=sent.channel, ts=ts)
        return None

    def of_kind(self, kind: str) -> list[Sent]:
        return [sent for sent in self.messages.values() if sent.key[0] == kind]

    def texts(self, channel: str) -> list[str]:
        """The notices that stand in a channel."""
        return [
            s.content for s in self.messages.values() if s.channel == channel and isinstance(s.content, str)
        ]

    def methods(self) -> list[str]:
        return [method for method, _, _ in self.calls]


class Office:
    """A store, a courier and a clock that only moves when told to."""

    def __init__(self, path: Path, rules: Policy | None = None) -> None:
        self.policy, self.now = rules or policy(), NOW
        self.store = QuickStore(path)
        self.judge: Any = ObedientJudge()
        self.routes = {route.name: route for route in self.policy.routes}
        self.talk = FakeMessenger(self)
        self.courier = Courier(self.store, self.policy, self.talk, self.now)
        self._ids = 0

    def take(self, *mentions: Mention | str, cursor: int = 1, source: str = "reviews", **more: Any) -> Intake:
        """Takes in a batch; a bare text becomes a mention of its own that nobody signed."""
        batch = Batch(mentions=[self._mention(m) for m in mentions], cursor={"at": cursor}, **more)
        return take_in(self.store, self.judge, self.routes, batch, source=source, now=self.now)

    def _mention(self, given: Mention | str) -> Mention:
        if isinstance(given, Mention):
            return given
        self._ids += 1
        return post(f"n{self._ids}", given)

    def open(self, text: str = COMPLAINT) -> str:
        """A new case; returns its id."""
        (case_id,) = self.take(text).case_ids
        return case_id

    def stand(self, text: str = COMPLAINT) -> str:
        """A new case whose card stands in Slack."""
        case_id = self.open(text)
        self.deliver()
        return case_id

    def case(self, case_id: str) -> Case:
        return cases.find(self.store, case_id)

    def act(self, case_id: str, act: Act, by: Actor = ANA, **more: Any) -> cases.Result:
        if act is Act.RESOLVE:
            more.setdefault("disposition", "answered_publicly")
        if act is Act.SNOOZE:
            more.setdefault("until", self.now + timedelta(hours=4))
        return cases.act_on(self.store, case_id, act, by, self.now, **more)

    def restart(self) -> None:
        """Another process takes over; this one said no goodbye."""
        self.courier = Courier(self.store, self.policy, self.talk, self.now)

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def step(self) -> float:
        return self.courier.deliver_due(self.now)

    def deliver(self, patience: float = 5.0) -> float:
        """Delivers, moving the clock, until the courier wants to wait longer than `patience`; returns how long."""
        for _ in range(2000):
            wait = self.step()
            if wait > patience:
                return wait
            self.pass_time(wait)
        raise AssertionError("the courier never rests")

    def run(self, seconds: float) -> int:
        """Lets the courier work for so long; returns how often it was called."""
        until, steps = self.now + timedelta(seconds=seconds), 0
        while self.now < until:
            self.pass_time(self.step())
            steps += 1
            assert steps < 20_000, "the courier spins"
        return steps

    def waiting(self) -> int:
        return int(outbox.depth(self.store.reader)["waiting"])

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.store.reader.execute(query, values)]

    def one(self, query: str, *values: object) -> Any:
        ((value,),) = self.rows(query, *values)
        return value

    def outbox(self, kind: str = "card") -> dict[str, Any]:
        """The only row of a kind."""
        (row,) = self.store.reader.execute("SELECT * FROM outbox WHERE kind = ?", (kind,)).fetchall()
        return dict(row)


def card_cases(sent: Iterable[Sent]) -> list[Case]:
    """The cases on the cards among them."""
    return [each.content.case for each in sent if isinstance(each.content, CardContent)]
