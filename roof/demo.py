"""bot.py demo: a made-up day through the real pipeline, cards in the terminal, a few clicks, the digest."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.text import Text

from desk import cases
from desk.courier import Courier
from desk.keeper import Keeper
from desk.messenger import CardContent, Content
from desk.store import Store
from desk.watching import Watch
from handlers.blocks import local_time
from handlers.terminal import TerminalMessenger
from roof import demo_kept, demo_page
from roof.demo_page import Keeping
from roof.run import clock
from roof.screen import screen
from roof.settings import load
from triage.cleaning import for_terminal
from triage.judge import Judge
from triage.lifecycle import Act
from triage.model import Actor, Case, Mention, State, Urgency
from triage.source import Batch, Cursor, SourceUnavailable

DAY = Path(__file__).resolve().parent.parent / "demo"
TICK = timedelta(minutes=10)  # of the made-up day, between two looks at the sources
OUTAGE_OF, OUTAGE = "news", ("14:00", "16:30")  # by the made-up day's UTC clock
PEOPLE = {
    "U0ANA": "Ana Ruiz",
    "U0BEN": "Ben Okafor",
    "S0123ABCD": "patient-safety",
    "S0456EFGH": "privacy-office",
    "S0789JKLM": "relations-leads",
}
ANA, BEN = (Actor(id=user_id, name=PEOPLE[user_id]) for user_id in ("U0ANA", "U0BEN"))
THREE_STEPS = """
This was a made-up day, but the real pipeline. To connect your own Slack:
  1. At api.slack.com/apps: Create New App > From a manifest, paste
     manifest.json, install it, and copy its two tokens.
  2. Copy .env.example to .env (the tokens) and heedline.example.toml to
     heedline.toml (your names). "bot.py check" lists every mistake.
  3. Type /invite @heedline in your channel, then run "bot.py doctor" and
     "bot.py run". The README shows it step by step."""


@dataclass
class _Shown:
    """Which cards are drawn whole: each kind of complaint and each state once, and every emergency."""

    every: bool
    kinds: set[str] = field(default_factory=set)
    clicked: set[str] = field(default_factory=set)
    drawn: set[str] = field(default_factory=set)
    states: set[State] = field(default_factory=set)

    def wants(self, content: Content) -> bool:
        if not isinstance(content, CardContent):
            return True
        case = content.case
        if self.every:
            return True
        if case.id in self.clicked and case.state is not State.NEW:
            fresh = case.state not in self.states
            self.states.add(case.state)
            return fresh
        if case.id in self.drawn:
            return False
        self.drawn.add(case.id)
        kind = next(iter(case.assessment.categories), "")
        fresh = kind not in self.kinds
        self.kinds.add(kind)
        return case.state is State.NEW and (fresh or case.urgency is Urgency.NOW)


@dataclass
class _Source:
    """One source of the made-up day. It brings what was written by now, and for a while it is out of order."""

    name: str
    posts: list[Mention]
    now: Callable[[], datetime]

    def fetch(self, cursor: Cursor) -> Batch:
        begin, end = OUTAGE
        if self.name == OUTAGE_OF and begin <= f"{self.now():%H:%M}" < end:
            raise SourceUnavailable("the feed answers HTTP 503")
        start = int(cursor.get("read", 0))
        ready = [post for post in self.posts[start:] if post.written_at and post.written_at <= self.now()]
        return Batch(mentions=ready, cursor={"read": start + len(ready)})

    def close(self) -> None:
        pass


def _is_now(case: Case, real: bool) -> bool:
    return case.urgency is Urgency.NOW


@dataclass(frozen=True)
class _Scene:
    """What an agent does with the first case that fits: minutes after its card, who, which button."""

    fits: Callable[[Case, bool], bool]
    clicks: tuple[tuple[int, Actor, Act], ...]


SCENES = (
    *(
        _Scene(_is_now, ((m, who, Act.CLAIM), (m + 29, who, Act.RESOLVE)))
        for m, who in ((2, ANA), (4, BEN), (7, ANA), (3, ANA), (5, BEN))
    ),
    _Scene(
        lambda c, real: real and c.urgency is Urgency.SAME_DAY, ((12, BEN, Act.CLAIM), (95, BEN, Act.RESOLVE))
    ),
    _Scene(lambda c, real: not real, ((20, ANA, Act.NOT_A_COMPLAINT),)),
    _Scene(lambda c, real: real and c.urgency is Urgency.ROUTINE, ((25, BEN, Act.SNOOZE),)),
    _Scene(
        lambda c, real: real and c.urgency is Urgency.ROUTINE, ((50, BEN, Act.CLAIM), (52, BEN, Act.UNCLAIM))
    ),
    _Scene(lambda c, real: real, ((15, ANA, Act.CLAIM),)),
    _Scene(lambda c, real: real, ((40, BEN, Act.CLAIM), (70, BEN, Act.RESOLVE))),
)


class Day:
    """The made-up day on a store: its sources, its agents, its clock."""

    def __init__(
        self,
        store: Store,
        console: Console,
        *,
        every_card: bool,
        on: date | None = None,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        """`on`: which day it is to be, by UTC, instead of its own. `check` raises OSError where the console takes no more."""
        policy, _ = load(DAY / "heedline.toml", environ={})
        self.policy, self._store, self._console, self._check = policy, store, console, check
        self._shown = _Shown(every=every_card)
        self._real, mentions = _read_day(on)
        start = mentions[0].written_at
        assert start is not None
        self._now = start.replace(minute=0, second=0)
        messenger = TerminalMessenger(console, policy.time_zone, wants=self._shown.wants, name_of=name_of)
        self.messages = Keeping(messenger, self.clock)
        self.courier = Courier(store, policy, self.messages, self._now)
        self._keeper = Keeper(store, policy, self._now, lambda: None)
        judge = Judge(policy)
        self._watches = [
            Watch(store, policy, judge, settings, self._source(settings.name, mentions), lambda: None)
            for settings in policy.sources
        ]
        self._agenda: list[tuple[datetime, Actor, Act, str]] = []
        self._scenes = list(SCENES)
        self._met: set[str] = set()

    def _source(self, name: str, mentions: list[Mention]) -> _Source:
        return _Source(name, [m for m in mentions if m.source == name], lambda: self._now)

    def clock(self) -> datetime:
        """What time it is in the made-up day."""
        return self._now

    def play(self, until: str = "23:59") -> None:
        """The day, tick by tick, up to a time of its UTC clock; the digest ends it."""
        hour, minute = map(int, until.split(":"))
        end = self._now.replace(hour=hour, minute=minute) + timedelta(minutes=2)
        while self._now < end:
            self._click_until(self._now + TICK)
            for watch in self._watches:
                watch.step(self._now)
            self._keeper.step(self._now)
            self.deliver()
            self._plan_clicks()

    def _click_until(self, until: datetime) -> None:
        """Lets the agents' clicks happen in their order."""
        for click in sorted((c for c in self._agenda if c[0] <= until), key=lambda c: c[0]):
            self._agenda.remove(click)
            self._now = max(self._now, click[0])
            self._click(*click[1:])
        self._now = max(self._now, until)

    def _plan_clicks(self) -> None:
        """Hands each new case to the first scene it fits."""
        for case in cases.list_open(self._store, 1, 1000)[0]:
            if case.id in self._met or case.mention.native_id not in self._real:  # not of the day: no scene
                continue
            self._met.add(case.id)
            real = self._real[case.mention.native_id]
            scene = next((scene for scene in self._scenes if scene.fits(case, real)), None)
            if scene:
                self._scenes.remove(scene)
                self._shown.clicked.add(case.id)
                for minutes, who, act in scene.clicks:
                    self._agenda.append((self._now + timedelta(minutes=minutes), who, act, case.id))

    def _click(self, who: Actor, act: Act, case_id: str) -> None:
        when = local_time(self._now, self.policy.time_zone, with_day=False)
        verb = {"not_a_complaint": "Not a complaint"}.get(act.value, act.value.capitalize())
        line = f"\n{when}  {who.name} clicks [ {verb} ] on case {case_id}"
        self._console.print(Text(line, style="bold yellow"))
        disposition = None
        if act is Act.RESOLVE:
            urgent = cases.find(self._store, case_id).urgency is Urgency.NOW
            disposition = "passed_on" if urgent else "answered_publicly"
            done = (
                "after calling security or the ward" if urgent else "after posting a response under the post"
            )
            self._console.print(Text(f"       ({done})", style="yellow"))
        until = self._now + timedelta(hours=4) if act is Act.SNOOZE else None
        cases.act_on(self._store, case_id, act, who, self._now, disposition=disposition, until=until)
        self.deliver()

    def deliver(self) -> None:
        """Everything that is due, at Slack's pace by the made-up clock."""
        while (wait := self.courier.deliver_due(self._now)) < 10.0:
            self._check()
            self._now += timedelta(seconds=wait)
        self._check()


def _read_day(on: date | None) -> tuple[dict[str, bool], list[Mention]]:
    """Whether each post is a complaint in truth (the agents can tell), and the posts."""
    records = [json.loads(line) for line in (DAY / "day.jsonl").read_text(encoding="utf-8").splitlines()]
    its_own = datetime.fromisoformat(records[0]["time"]).date()
    moved = (on or its_own) - its_own
    mentions = [
        Mention(
            source=record["source"],
            native_id=record["id"],
            text=record["text"],
            author=record["author"],
            url=record["url"],
            written_at=datetime.fromisoformat(record["time"]) + moved,
            reach=record.get("reach"),
        )
        for record in records
    ]
    return {record["id"]: record["expect"]["complaint"] for record in records}, mentions


def name_of(person_id: str) -> str:
    """The name of a person or a group of the made-up day."""
    return PEOPLE.get(person_id, person_id)


def play(*, every_card: bool, html: Path | None = None, keep: Path | None = None) -> None:
    """Plays the day to the terminal, at most 80 columns wide; keeps nothing but the page and the folder that were asked for.

    A day that is kept was yesterday. Raises CannotStart where page or folder cannot be written.
    """
    config = DAY / "heedline.toml"
    if html is not None:
        demo_page.must_be_writable(html)
    if keep is not None:
        demo_kept.make(keep, config)
    shown, console = screen()
    console.print(
        Text("A made-up day at Northgate Health: about 300 posts, two rivals, four sources.", style="bold")
    )
    console.print("Each complaint becomes one card, drawn as it would stand in Slack. Of kinds")
    console.print("seen before one line is drawn (bot.py demo --all draws every card whole).\n")
    shown.check()
    with tempfile.TemporaryDirectory(prefix="heedline-demo-") as folder:
        store = Store((keep or Path(folder)) / demo_kept.DATABASE)
        yesterday = clock().date() - timedelta(days=1) if keep else None
        day = Day(store, console, every_card=every_card, on=yesterday, check=shown.check)
        day.play()
        store.close()
    if html is not None:
        posted = list(day.messages.posted.values())
        demo_page.write(html, demo_page.draw_day(posted, day.policy, name_of))
        console.print(
            Text(f"\nThe day's cards as a page for your browser: {for_terminal(str(html))}", style="bold")
        )
    if keep is not None:
        console.print(Text(for_terminal(demo_kept.hints(keep, config)), style="bold"), soft_wrap=True)
    console.print(Text(THREE_STEPS))
    shown.check()
