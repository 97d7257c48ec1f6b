"""The running bot: parts built, threads started, signals obeyed."""

import gc
import logging
import os
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from desk import operator
from desk.courier import Courier
from desk.keeper import Keeper
from desk.loops import Bell, Crew
from desk.messenger import MessengerError, Refused
from desk.store import Store
from desk.watching import Watch
from handlers.app import HttpConnection, SocketConnection, build_app
from handlers.counter import Counter
from handlers.slack import SlackMessenger, call, make_client
from roof.settings import Secrets, missing_for_sources
from triage.judge import Judge
from triage.policy import Policy
from triage.source import Watcher
from watchers import build

log = logging.getLogger(__name__)

STOP_WITHIN = 8.0  # seconds for threads to end; the process is gone after ten
CHECK_SOCKET_EVERY = 5.0
RECONNECT_AFTER = 30.0  # seconds of a closed socket before it is opened anew; Slack's own library is quicker
REFUSED_WAIT = 60.0


def clock() -> datetime:
    """The one place where the time of day is read."""
    return datetime.now(UTC)  # noqa: TID251


@dataclass(slots=True)
class _SocketStep:
    """Opens Socket Mode and opens it again where the library gave up."""

    client: WebClient
    app: App
    app_token: str
    connection: SocketConnection | None = None
    closed_since: datetime | None = None

    def step(self, now: datetime) -> float:
        if self.connection is None:
            return self._open()
        if self.connection.is_open:
            self.closed_since = None
        elif self.closed_since is None:
            self.closed_since = now
        elif (now - self.closed_since).total_seconds() > RECONNECT_AFTER:
            log.warning("the socket stayed closed; opening a new one")
            self.connection.close()
            self.connection, self.closed_since = None, None
            return 0.0
        return CHECK_SOCKET_EVERY

    def _open(self) -> float:
        try:
            call(self.client.auth_test)
            connection = SocketConnection(self.app, self.app_token)
            call_open(connection)
        except Refused as error:
            log.error("Slack refuses a token (%s). Run bot.py doctor. Mentions are kept meanwhile.", error)
            return REFUSED_WAIT
        except MessengerError as error:
            log.warning("Slack cannot be reached for clicks and commands (%s); trying again", error)
            return CHECK_SOCKET_EVERY
        self.connection = connection
        log.info("connected to Slack")
        return CHECK_SOCKET_EVERY

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()


class _Opened:
    """Gives `call` the answer shape it expects of a Web API method."""

    data: Mapping[str, Any] = {}


def call_open(connection: SocketConnection) -> None:
    """Opens the socket; raises the messenger's errors."""

    def opened() -> _Opened:
        connection.open()
        return _Opened()

    call(opened)


class Bot:
    """Everything that runs, from start() to stop()."""

    def __init__(self, policy: Policy, secrets: Secrets) -> None:
        self._policy, self._secrets = policy, secrets
        self._stop = threading.Event()
        self._watchers: list[Watcher] = []
        self._store = Store(policy.database)
        self._courier_bell = Bell()
        self._crew = Crew(clock=clock, alarm=self._alarm)
        self._connection: _SocketStep | HttpConnection | None = None

    def start(self) -> None:
        """Raises DatabaseInUse where another bot runs on the database."""
        self._store.keep_for_one_bot()
        now = clock()
        client = make_client(self._secrets["SLACK_BOT_TOKEN"], self._secrets["SLACK_API_URL"] or None)
        messenger = SlackMessenger(client, self._policy.time_zone)
        courier = Courier(self._store, self._policy, messenger, now)
        counter = Counter(
            store=self._store,
            policy=self._policy,
            clock=clock,
            draw=courier.card,
            on_work=self._courier_bell.ring,
        )
        self._crew.start("courier", courier.deliver_due, self._courier_bell)
        self._connect(client, counter)
        self._start_watching(now)
        keeper = Keeper(self._store, self._policy, now, self._courier_bell.ring)
        self._crew.start("keeper", keeper.step)
        log.info("running; %d sources, database %s", len(self._policy.sources), self._policy.database)

    def _connect(self, client: WebClient, counter: Counter) -> None:
        if self._policy.slack.mode == "http":
            app = build_app(client, counter, self._secrets["SLACK_SIGNING_SECRET"])
            http = HttpConnection(app, self._policy.slack.port)
            threading.Thread(target=http.serve, name="http", daemon=True).start()
            self._connection = http
            return
        socket = _SocketStep(client, build_app(client, counter), self._secrets["SLACK_APP_TOKEN"])
        self._connection = socket
        self._crew.start("socket", socket.step)

    def _start_watching(self, now: datetime) -> None:
        judge = Judge(self._policy)
        for problem in missing_for_sources(self._policy, self._secrets):
            log.warning("%s", problem)
        for settings in self._policy.sources:
            watcher = build(settings, self._secrets.values, self._policy.subjects, clock)
            self._watchers.append(watcher)
            watch = Watch(self._store, self._policy, judge, settings, watcher, self._courier_bell.ring)
            watch.begin(now)
            self._crew.start(f"watch {settings.name}", watch.step)

    def _alarm(self, name: str, now: datetime) -> None:
        text = f"The part \u201c{name}\u201d keeps failing; its traceback is in the log."
        operator.raise_notice(self._store, self._policy, f"loop:{name}", text, now)
        self._courier_bell.ring()

    def wait(self) -> None:
        """Until SIGTERM, SIGINT or stop()."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        self._stop.wait()

    def stop(self) -> None:
        """Ends within ten seconds, whatever hangs: what was not finished is taken up at the next start."""
        log.info("stopping")
        self._crew.stop()
        closing = threading.Thread(target=self._close_sockets, name="closing", daemon=True)
        closing.start()
        late = self._crew.join(STOP_WITHIN)
        if late:
            log.warning("left behind: %s", ", ".join(late))
        else:
            self._store.close()
        log.info("stopped")

    def _close_sockets(self) -> None:
        for thing in (self._connection, *self._watchers):
            if thing is not None:
                thing.close()


def calm_collector() -> None:
    """A long-lived process makes few cycles but many values: looking for cycles less often saves 3 % of take_in()."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def run(policy: Policy, secrets: Secrets) -> None:
    """Runs the bot until it is told to stop, then ends the process: no listener thread may hold it back."""
    bot = Bot(policy, secrets)
    bot.start()
    calm_collector()
    bot.wait()
    bot.stop()
    logging.shutdown()
    os._exit(0)
