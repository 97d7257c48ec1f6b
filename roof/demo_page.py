"""The made-up day's messages kept as they came, and drawn as one page for a browser."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desk.messenger import CardContent, Content, Messenger
from handlers import browser
from handlers.blocks import local_time
from handlers.browser_parts import NameOf, shown
from handlers.slack import render
from roof.database import CannotStart
from triage.model import Receipt
from triage.policy import Policy

TITLE = "A made-up day at Northgate Health"
CAPTION = (
    "Every card as it stands at the end of the day, with the notes in its thread. The posts, the people and the "
    "hospitals are made up; the judgement and the cards are the real ones. Nothing on this page can be pressed."
)


@dataclass
class Posted:
    """One message: how it was when it was posted, how it stands now, and its thread."""

    channel: str
    at: datetime
    first: Content
    last: Content
    thread: list[Content] = field(default_factory=list)


class Keeping:
    """A Messenger that keeps what another one shows."""

    def __init__(self, shows: Messenger, clock: Callable[[], datetime]) -> None:
        self._shows, self._clock = shows, clock
        self.posted: dict[Receipt, Posted] = {}

    def post(
        self, key: tuple[str, str], content: Content, channel: str, *, thread: Receipt | None, plain: bool
    ) -> Receipt:
        receipt = self._shows.post(key, content, channel, thread=thread, plain=plain)
        if thread is None:
            self.posted[receipt] = Posted(channel, self._clock(), content, content)
        else:
            self.posted[thread].thread.append(content)
        return receipt

    def change(self, key: tuple[str, str], content: Content, receipt: Receipt, *, plain: bool) -> Receipt:
        self.posted[receipt].last = content
        return self._shows.change(key, content, receipt, plain=plain)

    def find(
        self, key: tuple[str, str], channel: str, since: datetime, *, thread: Receipt | None
    ) -> Receipt | None:
        return self._shows.find(key, channel, since, thread=thread)

    def of_case(self, case_id: str) -> Posted:
        """The message that is this case's card; raises KeyError."""
        for each in self.posted.values():
            if isinstance(each.first, CardContent) and each.first.case.id == case_id:
                return each
        raise KeyError(case_id)


def draw_day(posted: list[Posted], policy: Policy, name_of: NameOf) -> str:
    """The page: one channel after the other, as the routes name them, its messages in the order in which they came."""
    zone, routed = policy.time_zone, [route.channel for route in policy.routes]
    channels = dict.fromkeys([*routed, *(each.channel for each in posted)])
    parts = [f"<h1>{shown(TITLE)}</h1>", f'<div class="caption">{shown(CAPTION)}</div>']
    for channel in channels:
        parts.append(f'<div class="channel">{shown(channel)}</div>')
        parts += [_message(each, zone, name_of) for each in posted if each.channel == channel]
    return browser.page(TITLE, parts)


def _message(each: Posted, zone: str, name_of: NameOf) -> str:
    blocks, thread = render(each.last, zone)[1], [render(note, zone)[1] for note in each.thread]
    return browser.message(blocks, name_of, when=local_time(each.at, zone, with_day=False), thread=thread)


def must_be_writable(path: Path) -> None:
    """Raises CannotStart where the page cannot go there, or where something else would be lost."""
    if not path.parent.is_dir():
        raise CannotStart(f"--html: there is no folder {path.parent}. Make it first, or name another file.")
    try:
        if path.exists() and not _is_ours(path):
            raise CannotStart(
                f"--html: {path} is there already and is no page of Heedline's. Name another file."
            )
    except OSError as error:
        raise CannotStart(f"--html: {path} cannot be read: {error.strerror}.") from None


def _is_ours(path: Path) -> bool:
    """Whether it is a file that begins as our pages do."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return browser.MARK in file.read(200).decode("utf-8", "replace")


def write(path: Path, page: str) -> None:
    """Writes the page; raises CannotStart where the file cannot be written."""
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise CannotStart(f"--html: {path} cannot be written: {error.strerror}.") from None
