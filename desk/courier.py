"""deliver_due(): brings Slack into line with the outbox. Nothing lost, nothing doubled."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from desk import messenger, operator
from desk.drawing import draw, draw_card
from desk.messenger import CardContent, Content, Messenger
from desk.pace import Pace
from desk.setbacks import LOOK_AFTER, Attempt, Setbacks, Stage
from desk.store import Store, outbox
from desk.store.times import from_text, to_text
from triage.model import Receipt
from triage.policy import Policy

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # longer than any call to Slack may take
LOOK_BACK = timedelta(minutes=5)  # Slack's clock and ours may differ
IDLE = 30.0  # seconds between looks at the clock when nothing is due
SHORTEST_WAIT = 0.01


class Courier:
    """Sends one message at a time; one thread runs it."""

    def __init__(self, store: Store, policy: Policy, talk: Messenger, now: datetime) -> None:
        """What the last process was sending when it died is due again, to be looked for first."""
        self._store, self._policy, self._talk = store, policy, talk
        interval = timedelta(seconds=policy.slack.post_interval)
        with store.commit() as db:
            outbox.release_leases(db, to_text(now + LOOK_AFTER))
            posts = outbox.last_posts(db, to_text(now - interval))
        self._pace = Pace(interval, {channel: from_text(at) for channel, at in posts.items()}, now)
        self._setbacks = Setbacks(store, policy, self._pace)

    def card(self, case_id: str) -> CardContent:
        """What the case's card shows now; raises UnknownCase. Any thread may ask."""
        return draw_card(self._store, self._policy, case_id)

    def deliver_due(self, now: datetime) -> float:
        """Sends the most pressing message that may be sent now; returns seconds until it wants to be called."""
        held = self._pace.seconds_held(now)
        if held:
            return min(IDLE, held)
        with self._store.commit() as db:
            row = outbox.claim_next(
                db,
                now=to_text(now),
                lease_until=to_text(now + LEASE),
                held=self._pace.held_channels(now),
                updates_held=self._pace.updates_held(now),
            )
        if row is None:
            return self._wait(now)
        self._send(Attempt(row=row, now=now, doubtful=row["posting_since"] is not None))
        return 0.0

    def _wait(self, now: datetime) -> float:
        ready = outbox.ready_times(self._store.reader)
        wakes = [self._pace.free_at(channel, from_text(at)) for channel, at in ready.items()]
        seconds = (min(wakes) - now).total_seconds() if wakes else IDLE
        return min(IDLE, max(SHORTEST_WAIT, seconds))

    def _send(self, attempt: Attempt) -> None:
        try:
            content = draw(self._store, self._policy, attempt.row)
            if content is None:
                return self._nothing_to_show(attempt)
            receipt, version = self._deliver(attempt, content)
        except messenger.MessengerError as error:
            self._setbacks.meet(attempt, error)
        except Exception:  # one message must not stop the others; what went wrong is in the log
            log.exception("could not send %s", attempt.name)
            self._setbacks.bug(attempt)
        else:
            self._sent(attempt, receipt, version)

    def _nothing_to_show(self, attempt: Attempt) -> None:
        log.warning("%s has nothing to show any more", attempt.name)
        with self._store.commit() as db:
            outbox.drop(db, attempt.row)

    def _deliver(self, attempt: Attempt, content: Content) -> tuple[Receipt, int]:
        """Where the message stands now, and as of which version of it."""
        row, now = attempt.row, attempt.now
        key, plain = (row["kind"], row["ref"]), bool(row["plain"])
        if row["posted_ts"] is not None:
            attempt.stage = Stage.SENDING
            self._pace.updating(now)
            standing = Receipt(channel=row["posted_channel"], ts=row["posted_ts"])
            return self._talk.change(key, content, standing, plain=plain), row["wanted"]
        thread = Receipt(channel=row["thread_channel"], ts=row["thread_ts"]) if row["thread_ts"] else None
        if attempt.doubtful:
            attempt.stage = Stage.LOOKING
            found = self._find(attempt, key, thread)
            if found is not None:
                # what stands there may be older than the case is now: a card stays due for an update
                return found, row["wanted"] - (row["kind"] == "card")
        attempt.stage = Stage.SENDING
        self._pace.posting(row["pace_channel"], now)
        return self._talk.post(key, content, row["channel"], thread=thread, plain=plain), row["wanted"]

    def _find(self, attempt: Attempt, key: tuple[str, str], thread: Receipt | None) -> Receipt | None:
        """Looks for a post that may have arrived. Where looking is not allowed: rather twice than lost."""
        row = attempt.row
        if not self._setbacks.may_look(attempt):
            attempt.unlooked = "no clear answer"
            return None
        try:
            found = self._talk.find(
                key, row["channel"], from_text(row["posting_since"]) - LOOK_BACK, thread=thread
            )
        except (messenger.Busy, messenger.Unreachable, messenger.Unclear):
            raise
        except messenger.MessengerError as error:
            attempt.unlooked = str(error)
            return None
        attempt.doubtful = False
        return found

    def _sent(self, attempt: Attempt, receipt: Receipt, version: int) -> None:
        row, now = attempt.row, attempt.now
        with self._store.commit() as db:
            outbox.sent(db, row["id"], version, to_text(now), receipt.channel, receipt.ts)
            for topic, text in _good_news(attempt):
                operator.clear_within(db, self._policy, topic, text, now)
        self._setbacks.over(attempt)
        if attempt.unlooked is not None:
            channel = row["channel"]
            text = f"Could not look up whether a message reached {channel} ({attempt.unlooked}); it may be there twice."
            operator.raise_notice(self._store, self._policy, f"history:{channel}", text, now)


def _good_news(attempt: Attempt) -> Iterator[tuple[str, str]]:
    """The troubles that are over once this message was sent."""
    row = attempt.row
    yield "slack", "Slack takes messages again."
    yield f"message:{attempt.name}", f"Slack takes {attempt.name} after all."
    if row["posted_ts"] is None and row["kind"] != "note":
        yield f"channel:{row['channel']}", f"The channel {row['channel']} takes messages again."
    if row["posting_since"] is not None and attempt.unlooked is None:
        yield f"history:{row['channel']}", f"Messages in {row['channel']} can be looked up again."
