"""deliver_due(): brings Slack into line with the outbox. Nothing lost, nothing doubled."""

import logging
from collections import deque
from datetime import datetime, timedelta
from sqlite3 import Row

from desk import cases, messenger, operator
from desk.digest import compose
from desk.messenger import CardContent, Content, Messenger
from desk.store import Store, outbox
from desk.store.times import from_text, to_text
from triage.model import Receipt, State
from triage.policy import Policy
from triage.replies import fill, suggest

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # longer than any call to Slack may take
LOOK_BACK = timedelta(minutes=5)  # Slack's clock and ours may differ
LOOK_AFTER = timedelta(seconds=2)  # an unclear post is looked for once it had the time to appear
LONGEST_WAIT = timedelta(minutes=5)
REFUSED_WAIT = timedelta(seconds=60)
MOST_UPDATES = 45  # a minute; Slack allows chat.update 50 and more
MOST_BUGS = 5  # failures of our own before a message is sent in its plain form
IDLE = 30.0  # seconds between looks at the clock when nothing is due


class Courier:
    """Sends one message at a time; one thread runs it. Keeps each channel's pace in memory."""

    def __init__(self, store: Store, policy: Policy, talk: Messenger, now: datetime) -> None:
        """What the last process was sending when it died is due again at once, to be looked for first."""
        self._store, self._policy, self._talk = store, policy, talk
        self._interval = timedelta(seconds=policy.slack.post_interval)
        self._updates: deque[datetime] = deque(maxlen=MOST_UPDATES)
        self._updates_held_until = now
        self._all_held_until = now
        with store.commit() as db:
            outbox.release_leases(db)
            posts = outbox.last_posts(db, to_text(now - self._interval))
        self._held = {channel: from_text(at) + self._interval for channel, at in posts.items()}

    def deliver_due(self, now: datetime) -> float:
        """Sends the most pressing message that may be sent now; returns seconds until it wants to be called."""
        if now < self._all_held_until:
            return (self._all_held_until - now).total_seconds()
        with self._store.commit() as db:
            row = outbox.claim_next(
                db,
                now=to_text(now),
                lease_until=to_text(now + LEASE),
                held=[channel for channel, until in self._held.items() if now < until],
                updates_held=now < self._updates_held(now),
            )
        if row is None:
            return self._wait(now)
        self._send(row, now)
        return 0.0

    def _updates_held(self, now: datetime) -> datetime:
        full = len(self._updates) == MOST_UPDATES
        budget = self._updates[0] + timedelta(minutes=1) if full else now
        return max(budget, self._updates_held_until)

    def _wait(self, now: datetime) -> float:
        holds = [until for until in (*self._held.values(), self._updates_held(now)) if until > now]
        self._held = {channel: until for channel, until in self._held.items() if until > now}
        due = outbox.next_due(self._store.reader)
        if due is None:
            return IDLE
        due_at = from_text(due)
        wake = due_at if due_at > now else min(holds, default=now + timedelta(seconds=1))
        return min(IDLE, max(0.01, (wake - now).total_seconds()))

    def _send(self, row: Row, now: datetime) -> None:
        try:
            content = self._content(row)
            if content is None:
                return self._bury(row, "nothing to show any more")
            self._deliver(row, content, now)
        except messenger.MessengerError as error:
            self._failed(row, error, now)
        except Exception:  # one message must not stop the others; what went wrong is in the log
            log.exception("could not prepare %s %s", row["kind"], row["ref"])
            self._broken(row, now)

    def _deliver(self, row: Row, content: Content, now: datetime) -> None:
        key, plain = (row["kind"], row["ref"]), bool(row["plain"])
        if row["posted_ts"] is not None:
            self._updates.append(now)
            standing = Receipt(channel=row["posted_channel"], ts=row["posted_ts"])
            receipt = self._talk.change(key, content, standing, plain=plain)
            return self._sent(row, receipt, row["wanted"], now)
        thread = self._thread(row)
        if row["posting_since"] is not None:
            since = from_text(row["posting_since"]) - LOOK_BACK
            found = self._find(row, key, since, thread, now)
            if found is not None:
                # what stands there may be older than the case is now: a card stays due for an update
                return self._sent(
                    row, found, row["wanted"] - 1 if row["kind"] == "card" else row["wanted"], now
                )
        self._held[row["channel"]] = now + self._interval
        receipt = self._talk.post(key, content, row["channel"], thread=thread, plain=plain)
        self._sent(row, receipt, row["wanted"], now)

    def _find(
        self, row: Row, key: tuple[str, str], since: datetime, thread: Receipt | None, now: datetime
    ) -> Receipt | None:
        """Looks for a post that may have arrived. Where looking is not allowed: rather twice than lost."""
        try:
            return self._talk.find(key, row["channel"], since, thread=thread)
        except (messenger.Refused, messenger.ChannelGone, messenger.Unsendable) as error:
            text = f"Could not look up whether a message reached {row['channel']} ({error}); it may be there twice."
            operator.raise_notice(self._store, self._policy, f"history:{row['channel']}", text, now)
            return None
        except messenger.MessengerError as error:
            raise messenger.Unclear(f"while looking for an earlier post: {error}") from error

    def _thread(self, row: Row) -> Receipt | None:
        if row["kind"] != "note":
            return None
        event = cases.find_event(self._store, int(row["ref"]))
        return cases.find(self._store, event.case_id).receipt if event else None

    def _content(self, row: Row) -> Content | None:
        match row["kind"]:
            case "card":
                return self.card(row["ref"])
            case "note":
                return cases.find_event(self._store, int(row["ref"]))
            case "digest":
                return compose(self._store, self._policy, row["ref"])
            case _:
                return outbox.notice_text(self._store.reader, int(row["ref"])) or None

    def card(self, case_id: str) -> CardContent:
        """What the case's card shows now."""
        case = cases.find(self._store, case_id)
        fitting = suggest(self._policy.replies, case.assessment, case.subject, case.mention.source)
        values = {
            "organisation": self._policy.organisation,
            "contact": self._policy.reply_contact or self._policy.organisation,
            "subject": case.subject,
            "source": case.mention.source,
        }
        route = next((r for r in self._policy.routes if r.name == case.route), None)
        return CardContent(
            case=case,
            suggestion=fill(fitting[0], values) if fitting else None,
            suggestion_name=fitting[0].name if fitting else None,
            reposts=cases.reposts(self._store, case) if case.joined else (),
            notify=route.notify if route else (),
        )

    def _sent(self, row: Row, receipt: Receipt, version: int, now: datetime) -> None:
        with self._store.commit() as db:
            outbox.sent(db, row["id"], version, to_text(now), receipt.channel, receipt.ts)
        operator.clear_notice(self._store, self._policy, "slack", "Slack takes messages again.", now)

    def _failed(self, row: Row, error: messenger.MessengerError, now: datetime) -> None:
        delay = min(LONGEST_WAIT, LOOK_AFTER * 2 ** min(row["attempts"], 8))
        match error:
            case messenger.Busy():
                delay = timedelta(seconds=error.retry_after)
                self._hold(row, now + delay)
                self._put_off(row, now + delay, error, unsent=True)
            case messenger.Unreachable():
                self._all_held_until = now + min(delay, timedelta(seconds=30))
                self._put_off(row, self._all_held_until, error, unsent=True)
                self._trouble(row, f"Slack cannot be reached ({error}).", now)
            case messenger.Refused():
                self._all_held_until = now + REFUSED_WAIT
                self._put_off(row, self._all_held_until, error, unsent=True)
                self._trouble(
                    row, f"Slack refuses our credentials ({error}). Run bot.py doctor.", now, at_once=True
                )
            case messenger.ChannelGone():
                self._redirect(row, error, now)
            case messenger.Unsendable():
                self._unsendable(row, error, now)
            case messenger.MessageGone():
                self._message_gone(row, now)
            case _:
                self._put_off(row, now + delay, error, unsent=False)
                self._trouble(row, f"Slack answers unclearly ({error}).", now)

    def _hold(self, row: Row, until: datetime) -> None:
        if row["posted_ts"] is None:
            self._held[row["channel"]] = until
        else:
            self._updates_held_until = until

    def _put_off(self, row: Row, due: datetime, error: Exception, *, unsent: bool) -> None:
        log.info("put off %s %s: %s", row["kind"], row["ref"], error)
        with self._store.commit() as db:
            outbox.put_off(
                db, row["id"], due_at=to_text(due), error=str(error)[:200], certainly_unsent=unsent
            )

    def _trouble(self, row: Row, text: str, now: datetime, *, at_once: bool = False) -> None:
        """The notice itself waits in the outbox; until then the log and the status have it."""
        if at_once or row["attempts"] + 1 >= MOST_BUGS:
            operator.raise_notice(self._store, self._policy, "slack", text, now)

    def _redirect(self, row: Row, error: Exception, now: datetime) -> None:
        default = self._policy.slack.default_channel
        self._put_off(row, now + REFUSED_WAIT if row["channel"] == default else now, error, unsent=True)
        if row["channel"] == default or row["kind"] == "note":  # a note follows its card
            where = f"The channel {row['channel']} cannot be posted to ({error}). Invite the bot or change the config."
            self._put_off(row, now + REFUSED_WAIT, error, unsent=True)
        else:
            where = (
                f"The channel {row['channel']} cannot be posted to ({error}); its messages go to {default}."
            )
            with self._store.commit() as db:
                outbox.redirect(db, row["id"], default)
        operator.raise_notice(self._store, self._policy, f"channel:{row['channel']}", where, now)

    def _unsendable(self, row: Row, error: Exception, now: datetime) -> None:
        if row["plain"]:
            self._bury(row, str(error))
            text = f"Slack does not take {row['kind']} {row['ref']} in any form ({error}). See /heed show."
            operator.raise_notice(self._store, self._policy, f"message:{row['kind']}:{row['ref']}", text, now)
            return
        with self._store.commit() as db:
            outbox.make_plain(db, row["id"])
        self._put_off(row, now, error, unsent=True)

    def _message_gone(self, row: Row, now: datetime) -> None:
        """Somebody deleted the message. An open case gets a new card; nothing else is worth repeating."""
        is_open = row["kind"] == "card" and cases.find(self._store, row["ref"]).state is not State.RESOLVED
        if not is_open:
            return self._bury(row, "deleted in Slack")
        with self._store.commit() as db:
            outbox.forget_message(db, row["id"])
        self._put_off(row, now, messenger.MessageGone("deleted in Slack"), unsent=True)

    def _broken(self, row: Row, now: datetime) -> None:
        if row["attempts"] + 1 < MOST_BUGS:
            delay = min(LONGEST_WAIT, LOOK_AFTER * 2 ** min(row["attempts"], 8))
            # nothing may be known of a post that broke off: look for it
            return self._put_off(row, now + delay, RuntimeError("a fault of ours, see the log"), unsent=False)
        self._unsendable(row, messenger.Unsendable("a fault of ours, see the log"), now)

    def _bury(self, row: Row, error: str) -> None:
        log.warning("gave up on %s %s: %s", row["kind"], row["ref"], error)
        with self._store.commit() as db:
            outbox.bury(db, row["id"], error[:200])
