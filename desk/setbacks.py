"""What becomes of a message that could not be sent: later, elsewhere, plainer, anew, or given up."""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from sqlite3 import Row

from desk import cases, messenger, operator
from desk.pace import Pace
from desk.store import Store, outbox
from desk.store.times import to_text
from desk.troubles import channel_trouble, credentials_trouble
from triage.model import State
from triage.policy import Policy

log = logging.getLogger(__name__)

LOOK_AFTER = timedelta(seconds=2)  # an unclear post is looked for once it had the time to appear
LONGEST_WAIT = timedelta(minutes=5)
LONGEST_OUTAGE_WAIT = timedelta(seconds=30)
REFUSED_WAIT = timedelta(seconds=60)
BUSY_WAIT = (1.0, 3600.0)  # seconds: the least and the most that an answer may make us wait
FAILURES_BEFORE_NOTICE = 5  # in a row, of whatever message
MOST_BUGS = 5  # failures of our own before a message is sent in its plain form
MOST_UNCLEAR = 10  # unclear ends of one message, or of looking for it, while others arrive
MOST_NOTE_TRIES = 8  # about eight minutes: by then the note's card has moved to where it can be answered


class Stage(Enum):
    """How far an attempt came."""

    DRAWING = "nothing was sent"
    LOOKING = "asking whether an earlier post arrived"
    SENDING = "on its way"


@dataclass(slots=True)
class Attempt:
    """One try at one message. `doubtful` while an earlier post of it may stand in Slack unseen."""

    row: Row
    now: datetime
    doubtful: bool
    stage: Stage = Stage.DRAWING
    unlooked: str | None = None  # why it could not be looked for

    @property
    def name(self) -> str:
        return f"{self.row['kind']} {self.row['ref']}"


class Setbacks:
    """Remembers what failed in a row; the rest stands in the outbox."""

    def __init__(self, store: Store, policy: Policy, pace: Pace) -> None:
        self._store, self._policy, self._pace = store, policy, pace
        self._in_a_row = 0
        self._unclear: Counter[tuple[int, Stage]] = Counter()
        self._bugs: Counter[int] = Counter()

    def over(self, attempt: Attempt) -> None:
        """The message was sent after all."""
        self._in_a_row = 0
        for stage in Stage:
            self._unclear.pop((attempt.row["id"], stage), None)
        self._bugs.pop(attempt.row["id"], None)

    def meet(self, attempt: Attempt, error: messenger.MessengerError) -> None:
        """Decides what to do about a failure of the messenger."""
        match error:
            case messenger.Busy():
                self._busy(attempt, error)
            case messenger.Unreachable():
                until = attempt.now + min(_delay(attempt), LONGEST_OUTAGE_WAIT)
                self._all_wait(attempt, until, error)
                self._trouble(attempt, f"Slack cannot be reached ({error}).")
            case messenger.Refused():
                self._all_wait(attempt, attempt.now + REFUSED_WAIT, error)
                text = credentials_trouble(error)
                operator.raise_notice(self._store, self._policy, "slack", text, attempt.now)
            case messenger.ChannelGone():
                self._channel_gone(attempt, error)
            case messenger.MessageGone():
                self._message_gone(attempt, error)
            case messenger.Unsendable():
                self._unsendable(attempt, error)
            case _:
                self._unclear_end(attempt, error)

    def bug(self, attempt: Attempt) -> None:
        """Something of ours failed, whatever it is: a few tries, then the plain form, then none."""
        self._bugs[attempt.row["id"]] += 1
        error = RuntimeError("a fault of ours, see the log")
        if self._bugs[attempt.row["id"]] < MOST_BUGS:
            return self._put_off(attempt, attempt.now + _delay(attempt), error, unsent=False)
        self._unsendable(attempt, error)

    def _busy(self, attempt: Attempt, error: messenger.Busy) -> None:
        least, most = BUSY_WAIT
        until = attempt.now + timedelta(seconds=min(most, max(least, error.retry_after)))
        if attempt.row["posted_ts"] is not None:
            self._pace.hold_updates(until)
        elif attempt.stage is Stage.SENDING:  # being slow to look up holds nobody else
            self._pace.hold_channel(attempt.row["pace_channel"], until)
        self._put_off(attempt, until, error)

    def _all_wait(self, attempt: Attempt, until: datetime, error: Exception) -> None:
        self._pace.hold_all(until)
        self._put_off(attempt, until, error)

    def _unclear_end(self, attempt: Attempt, error: Exception) -> None:
        self._trouble(attempt, f"Slack answers unclearly ({error}).")
        self._unclear[attempt.row["id"], attempt.stage] += 1
        if self._hopeless(attempt, Stage.SENDING):
            return self._unsendable(attempt, error)
        self._put_off(attempt, attempt.now + _delay(attempt), error, unsent=False)

    def may_look(self, attempt: Attempt) -> bool:
        """False where looking for an earlier post of this message got nowhere while Slack does all else."""
        return not self._hopeless(attempt, Stage.LOOKING)

    def _hopeless(self, attempt: Attempt, stage: Stage) -> bool:
        """Many unclear ends at this stage, and something was sent between them."""
        tries = self._unclear[attempt.row["id"], stage]
        return tries >= MOST_UNCLEAR and self._in_a_row < tries

    def _trouble(self, attempt: Attempt, text: str) -> None:
        """The notice itself waits in the outbox; until then the log and the status have it."""
        self._in_a_row += 1
        if self._in_a_row >= FAILURES_BEFORE_NOTICE:
            operator.raise_notice(self._store, self._policy, "slack", text, attempt.now)

    def _put_off(self, attempt: Attempt, due: datetime, error: Exception, *, unsent: bool = True) -> None:
        """`unsent` says that Slack did not take this attempt; it says nothing of an earlier one."""
        log.info("put off %s: %s", attempt.name, error)
        certain = not attempt.doubtful and (unsent or attempt.stage is not Stage.SENDING)
        with self._store.commit() as db:
            outbox.put_off(
                db, attempt.row["id"], due_at=to_text(due), error=_short(error), certainly_unsent=certain
            )

    def _channel_gone(self, attempt: Attempt, error: Exception) -> None:
        row, now, default = attempt.row, attempt.now, self._policy.slack.default_channel
        channel = row["pace_channel"]
        if row["kind"] == "note":
            return self._note_stuck(attempt, error)
        if row["posted_ts"] is not None and not self._is_open(row):
            return self._drop(attempt, "stands resolved in a channel that is gone")
        if channel == default:
            self._pace.hold_channel(channel, now + REFUSED_WAIT)
            self._put_off(attempt, now + REFUSED_WAIT, error)
        else:
            with self._store.commit() as db:
                outbox.redirect(db, row["id"], channel=default, due_at=to_text(now), error=_short(error))
        text = channel_trouble(channel, error, default)
        operator.raise_notice(self._store, self._policy, f"channel:{channel}", text, now)

    def _note_stuck(self, attempt: Attempt, error: Exception) -> None:
        """A note follows its card, and its card will find that the channel is gone."""
        if attempt.row["attempts"] + 1 >= MOST_NOTE_TRIES:
            return self._bury(attempt, error)
        self._put_off(attempt, attempt.now + _delay(attempt), error)

    def _unsendable(self, attempt: Attempt, error: Exception) -> None:
        row = attempt.row
        if not row["plain"]:
            with self._store.commit() as db:
                outbox.make_plain(db, row["id"])
            return self._put_off(attempt, attempt.now, error)
        self._bury(attempt, error)
        if row["kind"] != "notice":  # a notice about a notice would meet the same end
            hint = f" /heed show {row['ref']} has it." if row["kind"] == "card" else ""
            text = f"Slack does not take {attempt.name} in any form ({error}).{hint}"
            operator.raise_notice(self._store, self._policy, f"message:{attempt.name}", text, attempt.now)

    def _message_gone(self, attempt: Attempt, error: Exception) -> None:
        """Somebody deleted the message. An open case gets a new card; nothing else is worth repeating."""
        if attempt.row["kind"] == "note":
            return self._thread_gone(attempt, error)
        if not self._is_open(attempt.row):
            return self._drop(attempt, "was deleted in Slack")
        with self._store.commit() as db:
            outbox.forget_message(db, attempt.row["id"])
        self._put_off(attempt, attempt.now, error)

    def _thread_gone(self, attempt: Attempt, error: Exception) -> None:
        """The note's card was deleted: an open case gets a new one, and the note goes beneath that."""
        row, moment = attempt.row, to_text(attempt.now)
        event = cases.find_event(self._store, int(row["ref"]))
        if event is None or cases.find(self._store, event.case_id).state is State.RESOLVED:
            return self._drop(attempt, "belongs to a card that was deleted in Slack")
        with self._store.commit() as db:
            outbox.want(db, [("card", event.case_id, row["channel"], row["urgency"], moment, moment)])
        self._note_stuck(attempt, error)

    def _is_open(self, row: Row) -> bool:
        return row["kind"] == "card" and cases.find(self._store, row["ref"]).state is not State.RESOLVED

    def _drop(self, attempt: Attempt, why: str) -> None:
        log.info("%s %s: it is left alone", attempt.name, why)
        with self._store.commit() as db:
            outbox.drop(db, attempt.row)

    def _bury(self, attempt: Attempt, error: Exception) -> None:
        log.warning("gave up on %s: %s", attempt.name, error)
        with self._store.commit() as db:
            outbox.bury(db, attempt.row, _short(error))


def _delay(attempt: Attempt) -> timedelta:
    """Doubling with every attempt at this message."""
    attempts: int = attempt.row["attempts"]
    return min(LONGEST_WAIT, LOOK_AFTER * 2.0 ** min(attempts, 8))


def _short(error: Exception) -> str:
    return str(error)[:200]
