"""The step that keeps Socket Mode open, and tells an operator when clicks cannot arrive."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_bolt import App
from slack_sdk import WebClient

from desk.messenger import Busy, MessengerError, Refused
from handlers.connections import SocketConnection
from handlers.web_api import call

log = logging.getLogger(__name__)

CHECK_EVERY = 5.0
DEAF_AFTER = timedelta(seconds=30)  # three pings without a pong; Slack's own library is mostly quicker
TELL_AFTER = timedelta(minutes=2)
REFUSED_WAIT = 60.0
DEAF = (
    "Clicks on cards and /heed do not arrive: Slack's web pages answer, but no socket stays open. "
    "A firewall may stop websockets; bot.py doctor tries one."
)


@dataclass(slots=True, kw_only=True)
class SocketKeeper:
    """Opens the socket, and opens it anew where the library gave up or the line went dead.

    `trouble` tells the operators, `fine` that it is over; each is called once a change.
    """

    client: WebClient
    app: App
    app_token: str
    trouble: Callable[[str, datetime], None]
    fine: Callable[[datetime], None]
    connection: SocketConnection | None = None
    _heard: int = 0
    _opened_at: datetime | None = None
    _last_alive: datetime | None = None
    _told: bool | None = None

    def step(self, now: datetime) -> float:
        """Returns the seconds until the next look."""
        if self.connection is None:
            return self._open(now)
        if self.connection.heard != self._heard:
            self._heard, self._opened_at, self._last_alive = self.connection.heard, now, now
            self._end_trouble(now)
            return CHECK_EVERY
        if self._last_alive and now - self._last_alive > TELL_AFTER:
            self._begin_trouble(DEAF, now)
        if self._opened_at and now - self._opened_at > DEAF_AFTER:
            log.warning("nothing comes from Slack's socket; opening a new one")
            connection, self.connection = self.connection, None
            connection.close()
            return 0.0
        return CHECK_EVERY

    def _open(self, now: datetime) -> float:
        try:
            call(self.client.auth_test)
            self.connection = SocketConnection.open(self.app, self.app_token)
        except Refused as error:
            self._begin_trouble(
                f"Slack refuses a token ({error}): clicks on cards and /heed do not arrive. Run bot.py doctor.",
                now,
            )
            return REFUSED_WAIT
        except Busy as error:
            return error.retry_after
        except MessengerError as error:  # the courier tells the operators of an outage
            log.warning("Slack cannot be reached for clicks and commands (%s); trying again", error)
            return CHECK_EVERY
        self._heard, self._opened_at = 0, now
        self._last_alive = self._last_alive or now
        log.info("connecting to Slack")
        return CHECK_EVERY

    def _begin_trouble(self, text: str, now: datetime) -> None:
        if self._told is not True:
            self._told = True
            self.trouble(text, now)

    def _end_trouble(self, now: datetime) -> None:
        if self._told is not False:
            self._told = False
            log.info("connected to Slack")
            self.fine(now)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
