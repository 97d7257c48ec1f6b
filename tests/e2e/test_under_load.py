"""Eight people at work while twenty alerts a second come in: every ack in time, every answer given, nothing lost."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import pytest

from desk import cases, replies
from desk.store import Store
from tests.e2e.stage import Stage
from tests.fakes.slack import Delivery, FakeSlack, Message, View, text_of
from tests.fakes.slack_elements import find_element
from triage.model import State

PEOPLE = [f"agent{n}" for n in range(8)]
ALERTS_A_SECOND = 20
COMMANDS = 200
SECONDS = 7.0  # for which people work and alerts arrive
IN_TIME = 3.0  # Slack's patience with an app
BEFORE = 24  # complaints whose cards stand when it begins: three for each of the eight

Timed = tuple[float, str]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with FakeSlack(channels=("complaints", "ops")) as slack:
        for name in PEOPLE:
            slack.add_user(name)
        made = Stage(tmp_path, slack)
        yield made
        made.close()


def word(number: int) -> str:
    return f"q{number:04d}q"


def alert(stage: Stage, number: int) -> None:
    text = f"Waited nine hours at Northgate and nobody came, this is unacceptable. Ticket {word(number)} {number}"
    stage.post(id=f"p{number}", text=text, author=f"@a{number}", url=f"https://x.example.org/{number}")


class Clock:
    """The moments at which things are due; waiting for one is the pace that is tested."""

    def __init__(self) -> None:
        self._begun, self._never = monotonic(), threading.Event()

    def wait_until(self, seconds: float) -> None:
        self._never.wait(max(0.0, self._begun + seconds - monotonic()))


def arrive(stage: Stage, clock: Clock, first: int) -> int:
    """So many alerts a second, evenly; returns how many there are in all."""
    total = int(SECONDS * ALERTS_A_SECOND)
    for n in range(total):
        clock.wait_until(n / ALERTS_A_SECOND)
        alert(stage, first + n)
    return first + total


def every_verb(n: int, mine: str) -> list[str]:
    """One command of each verb; `mine` is a case of this person's own."""
    return [
        "help", "status", "list", "list mine", f"show {mine}", f"why https://x.example.org/{n}", "search nine hours",
        f'add "by phone: nobody called back about letter w{n}w"', f"claim {mine}", f"mute term word{n} for 2h", "mutes",
        f"unmute word{n}", "stats 7d", "compare 7d", "digest", "test Northgate lost my referral", "export",
        f"label https://x.example.org/{n} complaint", "list resolved 7d", "xyzzy", "list overdue", "help list", "status",
        f"resolve {mine} answered privately", f"show {mine}",
    ]  # fmt: skip


class Person:
    """One of the eight: types every verb, and between them works on two cards with buttons and forms."""

    def __init__(self, slack: FakeSlack, number: int, cards: list[Message]) -> None:
        self._slack, self.name, self._number = slack, PEOPLE[number], number
        self.typed, self.answered, self.closed = (case_of(card) for card in cards)
        _, self._card, self._other = cards
        self.reply = f"A public thread is no place for details, but desk {number} is glad to talk: 555-0142."
        self.timed: list[Timed] = []

    def work(self, clock: Clock) -> None:
        steps = iter([self._claim, self._draft, self._resolve])
        lines = every_verb(self._number, self.typed)
        for n, line in enumerate(lines):
            clock.wait_until(SECONDS * (n + self._number / len(PEOPLE)) / len(lines))
            self._done(self._slack.command("/heed", line, user=self.name), line)
            if n in (4, 9, 14):
                next(steps)()

    def _done(self, delivery: Delivery | None, what: str) -> None:
        assert delivery is not None
        assert delivery.acked, f"{what} was not acknowledged"
        assert not delivery.error, f"{what}: {delivery.error}"
        assert "response_action" not in delivery.payload, f"{what}: {delivery.payload}"
        self.timed.append((delivery.seconds, what))

    def _claim(self) -> None:
        self._done(self._slack.click(self._card, "claim", user=self.name), "click Claim")

    def _draft(self) -> None:
        self._done(self._slack.click(self._card, "draft_reply", user=self.name), "click Draft reply")
        form = self._window("Your reply")
        for typed in (self.reply[:20], self.reply):
            self._done(self._slack.select(form, "reply_text", typed, user=self.name), "typing")
        self._done(self._slack.submit(form, {"reply_text": self.reply}, user=self.name), "submit a reply")

    def _resolve(self) -> None:
        self._done(self._slack.click(self._other, "resolve", user=self.name), "click Resolve")
        form = self._window("How did it end")
        values = {"disposition": "answered_publicly"}
        self._done(self._slack.submit(form, values, user=self.name), "submit Resolve")

    def _window(self, words: str) -> View:
        def shown() -> View | None:
            view = self._slack.modal(self.name)
            return view if view and words in str(view.blocks) else None

        found = self._slack.wait_for(shown, 5, f"a window with {words!r} for {self.name}")
        assert isinstance(found, View)
        return found


def case_of(card: Message) -> str:
    """The id that its buttons carry."""
    return str(json.loads(find_element(card.blocks, "claim").element["value"])["case"])


def eight(slack: FakeSlack) -> list[Person]:
    """Everybody has three cards."""
    cards = slack.cards("complaints")
    return [Person(slack, n, cards[n * 3 : n * 3 + 3]) for n in range(len(PEOPLE))]


def answers(slack: FakeSlack) -> list[str]:
    return [text_of(each.get("blocks") or []) for each in slack.responses]


def cards_by_number(slack: FakeSlack, total: int) -> Counter[int]:
    texts = [text_of(card.blocks) for card in slack.cards("complaints")]
    return Counter({n: sum(word(n) in text for text in texts) for n in range(total)})


def test_eight_people_are_served_in_time_while_twenty_alerts_a_second_come_in(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    slack = stage.slack
    for number in range(BEFORE):
        alert(stage, number)
    stage.start()
    slack.wait_connected(10)
    slack.wait_for(lambda: len(slack.cards("complaints")) == BEFORE, 10, "the cards of before")
    people = eight(slack)
    clock = Clock()
    with ThreadPoolExecutor(len(PEOPLE) + 1) as everybody:
        arrivals = everybody.submit(arrive, stage, clock, BEFORE)
        for done in [everybody.submit(person.work, clock) for person in people]:
            done.result()
        total = arrivals.result()
    slack.wait_for(lambda: min(cards_by_number(slack, total).values()) == 1, 10, "a card for each alert")
    slack.wait_for(lambda: len(answers(slack)) >= COMMANDS, 5, "an answer to each command")
    every = sorted((each for person in people for each in person.timed), reverse=True)
    with capsys.disabled():
        print(f"\n{len(every)} acks, slowest: " + ", ".join(f"{what} {s:.3f} s" for s, what in every[:5]))
    assert every[0][0] < IN_TIME
    assert sum(1 for _, what in every if not what.startswith(("click", "typing", "submit"))) == COMMANDS
    assert stage.stop() == 0
    assert set(cards_by_number(slack, total).values()) == {1}
    assert [each for each in answers(slack) if "That did not work" in each] == []
    assert slack.problems == []
    assert "Traceback" not in stage.log.read_text()
    nothing_is_lost(stage, people)


def nothing_is_lost(stage: Stage, people: list[Person]) -> None:
    """What each of them did stands in the database."""
    store = Store(stage.folder / "heedline.db")
    try:
        for person in people:
            typed, answered, closed = (
                cases.find(store, each) for each in (person.typed, person.answered, person.closed)
            )
            assert (typed.state, typed.disposition) == (State.RESOLVED, "answered_privately")
            assert (closed.state, closed.disposition) == (State.RESOLVED, "answered_publicly")
            assert answered.owner is not None
            assert answered.owner.name == person.name
            reply = replies.current(store, person.answered)
            assert reply is not None
            assert reply.text == person.reply
    finally:
        store.close()
    shown = " ".join(text_of(card.blocks) for card in stage.slack.cards("complaints"))
    assert [shown.count(f"by phone: nobody called back about letter w{n}w") for n in range(len(people))] == [
        1
    ] * len(people)
