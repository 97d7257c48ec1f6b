"""bot.py demo: a made-up day through the real pipeline, cards in the terminal, a few clicks, the digest."""

import json
import tempfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from desk import cases
from desk.courier import Courier
from desk.intake import take_in
from desk.keeper import Keeper
from desk.messenger import CardContent, Content
from desk.store import Store
from handlers.blocks import local_time
from handlers.terminal import TerminalMessenger
from roof.settings import load
from triage.judge import Judge
from triage.lifecycle import Act
from triage.model import Actor, Mention, Outcome, State, Urgency
from triage.source import Batch

DAY = Path(__file__).resolve().parent.parent / "demo"
TICK = timedelta(minutes=10)  # of the made-up day, between two looks at the sources
PEOPLE = {"U0ANA": "Ana Ruiz", "U0BEN": "Ben Okafor", "S0123ABCD": "patient-safety"}
ANA, BEN = (Actor(id=user_id, name=PEOPLE[user_id]) for user_id in ("U0ANA", "U0BEN"))
THREE_STEPS = """
This was a made-up day, but the real pipeline. To connect your own Slack:
  1. api.slack.com/apps > Create New App > From a manifest: paste manifest.json, install it.
  2. Copy .env.example to .env and put in the two tokens; copy heedline.example.toml to
     heedline.toml and write in your names. "bot.py check" lists every mistake.
  3. Type /invite @heedline in your channel, run "bot.py doctor", then "bot.py run"."""


@dataclass
class _Shown:
    """Which cards are drawn whole: each kind of complaint once, every emergency, whatever was clicked on."""

    every: bool
    kinds: set[tuple[int, str]] = field(default_factory=set)
    clicked: set[str] = field(default_factory=set)

    def wants(self, content: Content) -> bool:
        if not isinstance(content, CardContent):
            return True
        case = content.case
        if case.id in self.clicked or self.every:
            return True
        kind = (int(case.urgency), next(iter(case.assessment.categories), ""))
        fresh = kind not in self.kinds
        self.kinds.add(kind)
        return case.state is State.NEW and (fresh or case.urgency is Urgency.NOW) and not case.joined


class _Day:
    def __init__(self, store: Store, console: Console, *, every_card: bool) -> None:
        policy, _ = load(DAY / "heedline.toml", environ={})
        self._policy, self._store, self._console = policy, store, console
        self._shown = _Shown(every=every_card)
        self._mentions = list(_read_day())
        start = self._mentions[0].written_at
        assert start is not None
        self._now: datetime = start
        messenger = TerminalMessenger(
            console, policy.time_zone, wants=self._shown.wants, name_of=lambda i: PEOPLE.get(i, i)
        )
        self._courier = Courier(store, policy, messenger, self._now)
        self._keeper = Keeper(store, policy, self._now, lambda: None)
        self._judge = Judge(policy)
        self._routes = {route.name: route for route in policy.routes}
        self._outcomes: Counter[Outcome] = Counter()
        self._agenda: deque[tuple[datetime, Actor, Act, str]] = deque()
        self._script = _script()

    def play(self) -> Counter[Outcome]:
        """The whole day, then the digest; returns what became of the mentions."""
        for _, group in groupby(self._mentions, key=lambda m: _tick(m)):
            mentions = list(group)
            self._pass_time(_tick(mentions[0]))
            for source in dict.fromkeys(m.source for m in mentions):
                self._take_in(source, [m for m in mentions if m.source == source])
            self._deliver()
        self._pass_time(self._now.replace(hour=23, minute=59) + timedelta(minutes=2))
        return self._outcomes

    def _pass_time(self, until: datetime) -> None:
        """Lets the agent's clicks and the keeper's clock happen in their order."""
        while self._agenda and self._agenda[0][0] <= until:
            at, who, act, case_id = self._agenda.popleft()
            self._now = max(self._now, at)
            self._click(who, act, case_id)
        self._now = max(self._now, until)
        self._keeper.step(self._now)
        self._deliver()

    def _take_in(self, source: str, mentions: list[Mention]) -> None:
        batch = Batch(mentions=mentions, cursor={"read": mentions[-1].native_id})
        taken = take_in(self._store, self._judge, self._routes, batch, source=source, now=self._now)
        self._outcomes.update(taken.outcomes)
        for case_id in taken.case_ids:
            self._plan_clicks(case_id)

    def _plan_clicks(self, case_id: str) -> None:
        """Hands the case to the next scene of the script that asks for one like it."""
        urgency = cases.find(self._store, case_id).urgency
        for scene in self._script:
            if scene["urgency"] == int(urgency) and not scene.get("case"):
                scene["case"] = case_id
                self._shown.clicked.add(case_id)
                for minutes, who, act in scene["clicks"]:
                    self._agenda.append((self._now + timedelta(minutes=minutes), who, act, case_id))
                self._agenda = deque(sorted(self._agenda, key=lambda click: click[0]))
                return

    def _click(self, who: Actor, act: Act, case_id: str) -> None:
        when = local_time(self._now, self._policy.time_zone, with_day=False)
        verb = {"not_a_complaint": "Not a complaint"}.get(act.value, act.value.capitalize())
        self._console.print(
            Text(f"\n{when}  {who.name} clicks [ {verb} ] on case {case_id}", style="bold yellow")
        )
        if act is Act.RESOLVE:
            self._console.print(
                Text("       (after posting the suggested response under the post)", style="yellow")
            )
        disposition = "answered_publicly" if act is Act.RESOLVE else None
        until = self._now + timedelta(hours=4) if act is Act.SNOOZE else None
        cases.act_on(self._store, case_id, act, who, self._now, disposition=disposition, until=until)
        self._deliver()

    def _deliver(self) -> None:
        """Everything that is due, at Slack's pace by the made-up clock."""
        while (wait := self._courier.deliver_due(self._now)) < 10.0:
            self._now += timedelta(seconds=wait)


def _script() -> list[dict[str, Any]]:
    """A few clicks, each on the first case of its urgency that is still free."""
    return [
        {"urgency": 3, "clicks": [(4, ANA, Act.CLAIM), (31, ANA, Act.RESOLVE)]},
        {"urgency": 2, "clicks": [(12, BEN, Act.CLAIM), (95, BEN, Act.RESOLVE)]},
        {
            "urgency": 1,
            "clicks": [(20, ANA, Act.NOT_A_COMPLAINT), (22, ANA, Act.REOPEN), (40, ANA, Act.CLAIM)],
        },
        {"urgency": 1, "clicks": [(25, BEN, Act.SNOOZE)]},
        {"urgency": 1, "clicks": [(50, BEN, Act.CLAIM), (52, BEN, Act.UNCLAIM)]},
    ]


def _tick(mention: Mention) -> datetime:
    """The look at the sources that brings this mention."""
    written = mention.written_at
    assert written is not None
    return written.replace(minute=written.minute - written.minute % 10, second=0) + TICK


def _read_day() -> Iterator[Mention]:
    for line in (DAY / "day.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield Mention(
            source=record["source"],
            native_id=record["id"],
            text=record["text"],
            author=record["author"],
            url=record["url"],
            written_at=datetime.fromisoformat(record["time"]),
            reach=record.get("reach"),
        )


def play(*, every_card: bool) -> None:
    """Plays the day to the terminal, at most 80 columns wide; keeps nothing."""
    console = Console(width=80, highlight=False)
    console.print(
        Text("A made-up day at Northgate Health: about 300 posts, two rivals, four sources.", style="bold")
    )
    console.print("Each complaint becomes one card, drawn here as it would stand in Slack; of kinds seen")
    console.print("before, one line. --all draws every card whole.\n")
    with tempfile.TemporaryDirectory(prefix="heedline-demo-") as folder:
        store = Store(Path(folder, "demo.db"))
        outcomes = _Day(store, console, every_card=every_card).play()
        store.close()
    told = ", ".join(
        f"{number} {outcome.value.replace('_', ' ')}" for outcome, number in outcomes.most_common()
    )
    console.print(Text(f"\n{sum(outcomes.values())} mentions: {told}.", style="bold"))
    console.print(Text(THREE_STEPS))
