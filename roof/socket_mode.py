"""The step that keeps Socket Mode open, and tells an operator when clicks cannot arrive."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from slack_bolt import App
from slack_sdk import WebClient

from desk.loops import backoff
from desk.messenger import Busy, MessengerError, Refused
from handlers.connections import SocketConnection
from handlers.web_api import call

log = logging.getLogger(__name__)

CHECK_EVERY = 5.0
DEAF_AFTER = timedelta(seconds=30)  # three pings without a pong
TELL_AFTER = timedelta(minutes=2)
REFUSED_WAIT = 60.0
LONGEST_PAUSE = 30.0  # seconds between two sockets that never said a word
DEAF = (
    "Clicks on cards and /heed do not arrive: Slack's web pages answer, but no socket stays open. "
    "A firewall may stop websockets; bot.py doctor tries one."
)


@dataclass(slots=True, kw_only=True)
class SocketKeeper:
    """Keeps one socket open. When Slack asks to move, the old one serves until the new one is heard.

    `trouble` tells the operators, `fine` that it is over; each is called once a change. `wake` brings the
    next step forward.
    """

    client: WebClient
    app: App
    app_token: str
    trouble: Callable[[str, datetime], None]
    fine: Callable[[datetime], None]
    wake: Callable[[], None] = lambda: None
    line: SocketConnection | None = None
    _old: list[SocketConnection] = field(default_factory=list)
    _heard: int = 0
    _alive_at: datetime | None = None  # when something was last heard, or the first step
    _since: datetime | None = None  # of the present line: when it was opened or last heard
    _mute: int = 0  # sockets in a row that never said a word
    _not_before: datetime | None = None
    _told: bool | None = None

    def step(self, now: datetime) -> float:
        """Returns the seconds until the next look."""
        self._alive_at = self._alive_at or now
        if self.line is not None and self.line.heard != self._heard:
            self._is_alive(self.line, now)
        elif now - self._alive_at > TELL_AFTER and self._told is not True:
            self._tell(DEAF, now)
        if self.line is None or self.line.leaving or self.line.closed or self._is_deaf(now):
            return self._open(now)
        return CHECK_EVERY

    def _is_alive(self, line: SocketConnection, now: datetime) -> None:
        self._heard, self._alive_at, self._since = line.heard, now, now
        self._mute, self._not_before = 0, None
        while self._old:
            self._old.pop().close()
        if self._told is not False:
            self._told = False
            log.info("connected to Slack")
            self.fine(now)

    def _is_deaf(self, now: datetime) -> bool:
        return self._since is not None and now - self._since > DEAF_AFTER

    def _open(self, now: datetime) -> float:
        if self._not_before is not None and now < self._not_before:
            return (self._not_before - now).total_seconds()
        try:
            if self.line is None:
                call(self.client.auth_test)
            line = SocketConnection.open(self.app, self.app_token, self.wake)
        except Refused as error:
            told = f"Slack refuses a token ({error}): clicks on cards and /heed do not arrive. Run bot.py doctor."
            if self._told is not True:
                self._tell(told, now)
            return REFUSED_WAIT
        except Busy as error:
            return error.retry_after
        except MessengerError as error:  # of an outage the courier tells the operators
            log.warning("Slack cannot be reached for clicks and commands (%s); trying again", error)
            return CHECK_EVERY
        self._replace(line, now)
        return CHECK_EVERY

    def _replace(self, line: SocketConnection, now: datetime) -> None:
        old, self.line = self.line, line
        self._heard, self._since = 0, now
        self._mute += 1
        pause = backoff(self._mute, longest=LONGEST_PAUSE)
        self._not_before = now + timedelta(seconds=pause)
        if old is None:
            return
        if old.closed or not old.leaving:
            old.close()
        else:
            self._old.append(old)

    def _tell(self, text: str, now: datetime) -> None:
        self._told = True
        self.trouble(text, now)

    def close(self) -> None:
        for line in (self.line, *self._old):
            if line is not None:
                line.close()
