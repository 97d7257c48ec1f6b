"""The made-up day held at 16:10 with a full channel, and what people then do on it; every picture is of this."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from rich.console import Console

from desk.intake import take_in
from desk.messenger import CardContent
from desk.replies import Draft
from desk.store import Store
from handlers import browser
from handlers.blocks import Block, local_time
from handlers.counter import Counter
from handlers.slack import render
from roof.demo import Day, name_of
from roof.demo_page import Posted
from triage.judge import Judge
from triage.model import Actor, Mention
from triage.routing import approvals
from triage.source import Batch

STOP = "21:00"  # UTC: an afternoon in Chicago
UNREADABLE = Mention(
    source="x",
    native_id="9100840000000000000",
    text="Na Northgate General czekałam z mamą całą noc na korytarzu i nikt do nas nie podszedł.",
    author="@halinka_w",
    url="https://x.example.org/halinka_w/status/9100840000000000000",
)
"""The made-up day holds nothing that only a person can judge."""


@dataclass(frozen=True)
class Picture:
    """One surface: `name` is its file's, `title` says what one sees, `html` is the part of a page that shows it."""

    name: str
    title: str
    html: str
    opens_menus: bool = False


@dataclass
class Stage:
    """The desk of the made-up day. `pictures` are in the order in which docs show them."""

    store: Store
    day: Day = field(init=False)
    counter: Counter = field(init=False)
    pictures: list[Picture] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.day = Day(self.store, Console(quiet=True), every_card=True)
        self.day.play(STOP)
        policy, now = self.day.policy, self.day.clock()
        routes = {route.name: route for route in policy.routes}
        batch = Batch(mentions=[UNREADABLE], cursor={})
        take_in(self.store, Judge(policy), routes, batch, source="x", now=now, keeps_cursor=False)
        self.day.deliver()
        self.counter = Counter(
            store=self.store,
            policy=policy,
            clock=self.day.clock,
            draw=self.day.courier.card,
            on_work=self.day.deliver,
        )

    @property
    def zone(self) -> str:
        return self.day.policy.time_zone

    def posted(self, native_id: str) -> Posted:
        """The card of the post with this id; raises StopIteration where it has none."""
        return next(
            each
            for each in self.day.messages.posted.values()
            if isinstance(each.first, CardContent) and each.first.case.mention.native_id == native_id
        )

    def case_id(self, native_id: str) -> str:
        content = self.posted(native_id).first
        assert isinstance(content, CardContent)
        return content.case.id

    def content(self, native_id: str) -> CardContent:
        """What the card shows now."""
        return self.day.courier.card(self.case_id(native_id))

    def write(self, native_id: str, text: str, by: Actor) -> None:
        """A reply as somebody sends it off in the form."""
        content = self.content(native_id)
        needed = approvals(self.day.policy, content.case, None)
        base = content.reply.id if content.reply else 0
        outcome = self.counter.write_reply(content.case.id, Draft(text=text, base=base, needed=needed), by)
        assert outcome.refusal is None, outcome.refusal

    def reply_id(self, native_id: str) -> int:
        reply = self.content(native_id).reply
        assert reply is not None
        return reply.id

    def keep(self, name: str, title: str, html: str, *, opens_menus: bool = False) -> None:
        self.pictures.append(Picture(name, title, html, opens_menus))

    def card(
        self,
        name: str,
        title: str,
        native_id: str,
        *,
        fresh: bool = False,
        opens_menus: bool = False,
        **changes: Any,
    ) -> None:
        """Keeps a picture of a card with its thread; a `fresh` one is as it was when it was posted.

        `changes` are what the made-up day has not: its sources have posting off.
        """
        posted = self.posted(native_id)
        content, thread = (posted.first, []) if fresh else (posted.last, posted.thread)
        if changes:
            content = replace(self.content(native_id), **changes)
        notes = [render(note, self.zone)[1] for note in thread]
        self.keep(
            name, title, self.said(render(content, self.zone)[1], posted.at, notes), opens_menus=opens_menus
        )

    def said(
        self,
        blocks: Sequence[Block],
        at: datetime,
        thread: Sequence[Sequence[Block]] = (),
        *,
        private: bool = False,
    ) -> str:
        """A message in the channel, or one that a single person sees."""
        when = local_time(at, self.zone, with_day=False)
        return browser.message(blocks, name_of, when=when, thread=thread, private=private)
