"""The running bot: parts built, threads started, signals obeyed."""

import gc
import logging
import os
import threading
from concurrent.futures import Executor
from datetime import UTC, datetime

from slack_bolt import App
from slack_sdk import WebClient

from desk import operator
from desk.courier import Courier
from desk.keeper import Keeper
from desk.loops import Bell, Crew, Step
from desk.sender import Sender
from desk.troubles import PERMISSION
from desk.watching import Watch
from handlers.app import build_app
from handlers.channels import Channels
from handlers.connections import Connection, HttpConnection
from handlers.counter import Counter
from handlers.membership import Membership
from handlers.slack import SlackMessenger
from handlers.targets import Targets
from handlers.web_api import make_client
from roof import posting
from roof.database import CannotStart, open_store
from roof.settings import Secrets, missing_for_sources
from roof.signals import Signals
from roof.socket_mode import SocketKeeper
from triage.judge import Judge
from triage.policy import Policy
from triage.posting import Poster
from triage.source import Watcher
from watchers import build
from watchers.posters import posters

log = logging.getLogger(__name__)

STOP_WITHIN = 5.0  # seconds for threads to end; the process is gone before ten whatever else the machine does
LAST_ANSWERS = 0.5  # seconds more for the answer to a click that came at the last moment


def clock() -> datetime:
    """The one place where the time of day is read."""
    return datetime.now(UTC)  # noqa: TID251


class Bot:
    """Everything that runs, from start() to stop()."""

    def __init__(self, policy: Policy, secrets: Secrets) -> None:
        """Raises CannotStart where another bot runs on the database, and leaves it as it is."""
        self._given, self._policy, self._secrets = policy, posting.ready(policy, secrets.values), secrets
        self._watchers: list[Watcher] = []
        self._posters: dict[str, Poster] = {}
        self._store = open_store(policy.database, for_one_bot=True)
        self._courier_bell, self._sender_bell = Bell(), Bell()
        self._crew = Crew(clock=clock, alarm=self._alarm)
        self._connection: Connection | None = None
        self._listeners: Executor | None = None

    def start(self) -> None:
        """Raises CannotStart where another program listens on the port."""
        now = clock()
        told = "Heedline was started anew; it says so where a permission is still missing."
        operator.clear_notice(self._store, self._policy, PERMISSION, told, now)
        client = make_client(self._secrets["SLACK_BOT_TOKEN"], self._secrets["SLACK_API_URL"] or None)
        channels = Channels(client)
        messenger = SlackMessenger(client, self._policy.time_zone, channels)
        courier = Courier(self._store, self._policy, messenger, now)
        counter = Counter(
            store=self._store,
            policy=self._policy,
            clock=clock,
            draw=courier.card,
            on_work=self._ring,
        )
        self._begin("courier", courier.deliver_due, self._courier_bell)
        members = Membership(client, self._store, self._policy, self._courier_bell.ring)
        targets = Targets(self._store, self._policy, channels, self._courier_bell.ring)
        self._begin("targets", targets.step)
        self._begin("roles", members.step)
        self._connect(client, counter, channels, members)
        self._start_watching(now)
        self._start_posting(now)
        keeper = Keeper(self._store, self._policy, now, self._courier_bell.ring)
        self._begin("keeper", keeper.step)
        log.info("running; %d sources, database %s", len(self._policy.sources), self._policy.database)

    def _connect(self, client: WebClient, counter: Counter, channels: Channels, members: Membership) -> None:
        is_http = self._policy.slack.mode == "http"
        secret = self._secrets["SLACK_SIGNING_SECRET"] if is_http else None
        app = build_app(client, counter, secret, channels=channels, members=members)
        self._listeners = app.listener_runner.listener_executor
        if is_http:
            http = _listen(app, self._policy.slack.port)
            threading.Thread(target=http.serve, name="http", daemon=True).start()
            self._connection = http
            return
        bell = Bell()
        socket = SocketKeeper(
            client=client,
            app=app,
            app_token=self._secrets["SLACK_APP_TOKEN"],
            trouble=lambda text, now: self._notify("socket", text, now),
            fine=self._socket_is_open,
            wake=bell.ring,
        )
        self._connection = socket
        self._begin("socket", socket.step, bell)

    def _start_watching(self, now: datetime) -> None:
        judge = Judge(self._policy)
        for problem in missing_for_sources(self._policy, self._secrets):
            log.warning("%s", problem)
        for settings in self._policy.sources:
            watcher = build(settings, self._secrets.values, self._policy.subjects, clock)
            self._watchers.append(watcher)
            watch = Watch(self._store, self._policy, judge, settings, watcher, self._courier_bell.ring)
            watch.begin(now)
            self._begin(f"watch {settings.name}", watch.step)

    def _start_posting(self, now: datetime) -> None:
        """Runs without posters too: what waits from a time when posting was on is told, not forgotten."""
        for problem in posting.lacking(self._given, self._secrets.values):
            log.warning("%s", problem)
        self._posters = posters(self._policy.sources, self._secrets.values, clock)
        sender = Sender(self._store, self._policy, self._posters, now, self._courier_bell.ring)
        self._begin("sender", sender.step, self._sender_bell)

    def _ring(self) -> None:
        """Somebody did something: a card is to be drawn, or a reply to be posted."""
        self._courier_bell.ring()
        self._sender_bell.ring()

    def _begin(self, name: str, step: Step, bell: Bell | None = None) -> None:
        """Starts a part; whatever the last process said of it is over."""
        told = f"The part \u201c{name}\u201d was started anew."
        operator.clear_notice(self._store, self._policy, f"loop:{name}", told, clock())
        self._crew.start(name, step, bell)

    def _alarm(self, name: str, now: datetime) -> None:
        self._notify(
            f"loop:{name}", f"The part \u201c{name}\u201d keeps failing; its traceback is in the log.", now
        )

    def _notify(self, topic: str, text: str, now: datetime) -> None:
        operator.raise_notice(self._store, self._policy, topic, text, now)
        self._courier_bell.ring()

    def _socket_is_open(self, now: datetime) -> None:
        told = "Clicks on cards and /heed arrive again."
        if operator.clear_notice(self._store, self._policy, "socket", told, now):
            self._courier_bell.ring()

    def stop(self) -> None:
        """Ends within ten seconds, whatever hangs: what was not finished is taken up at the next start.

        The database is closed only when nobody can be reading it: SQLite takes the whole process down where
        a connection is closed under a statement.
        """
        log.info("stopping")
        self._crew.stop()
        self._close_sockets()
        answering = threading.Thread(target=self._end_listeners, name="listeners", daemon=True)
        answering.start()
        late = self._crew.join(STOP_WITHIN)
        answering.join(LAST_ANSWERS)
        if late or answering.is_alive():
            log.warning("left behind: %s", ", ".join(late) or "an answer to a click")
        else:
            self._store.close()
        log.info("stopped")

    def _end_listeners(self) -> None:
        if self._listeners is not None:
            self._listeners.shutdown(cancel_futures=True)

    def _close_sockets(self) -> None:
        """Each in a thread of its own: one that takes its time must not keep the next one open."""
        for thing in (self._connection, *self._watchers, *self._posters.values()):
            if thing is not None:
                threading.Thread(target=thing.close, name="closing", daemon=True).start()


def _listen(app: App, port: int) -> HttpConnection:
    try:
        return HttpConnection(app, port)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise CannotStart(f"Port {port} cannot be used: {reason}. See [slack] port.") from None


def calm_collector() -> None:
    """A long-lived process makes few cycles but many values: looking for cycles less often saves 3 % of take_in()."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def run(policy: Policy, secrets: Secrets) -> None:
    """Runs the bot until it is told to stop, then ends the process: no listener thread may hold it back.

    Raises CannotStart where something outside must be mended first.
    """
    bot = Bot(policy, secrets)
    signals = Signals()  # before start(), so that no moment of it dies rudely
    try:
        bot.start()
    except CannotStart:
        bot.stop()  # what runs already, such as the courier, is not torn from its work
        signals.close()
        raise
    calm_collector()
    signals.wait()
    bot.stop()
    logging.shutdown()
    os._exit(0)
