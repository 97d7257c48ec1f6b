"""What people do in the fake Slack: type commands, press buttons, fill in modals."""

from __future__ import annotations

from typing import Any, Protocol

from tests.fakes import slack_payloads as payloads
from tests.fakes.slack_elements import (
    Found,
    action_json,
    answer,
    dispatches,
    find_element,
    missing_answers,
    state_of,
)
from tests.fakes.slack_socket import Delivery
from tests.fakes.slack_state import Channel, Ephemeral, Json, Message, User, View, Workspace
from tests.fakes.slack_views import after_submission, close_stack, home_of, stack_of
from tests.fakes.slack_web import WebApi, note_answer

Target = Message | Ephemeral | View | str
TIMEOUT = 3.0  # Slack's own patience with an app


class Transport(Protocol):
    def send(self, kind: str, payload: Json, then: Any = None, **more: Any) -> Delivery: ...


class People:
    """Each act returns a Delivery, after the acknowledgement or after `timeout` seconds; 0 does not wait."""

    work: Workspace
    web: WebApi
    transport: Transport

    def command(
        self, command: str, text: str = "", *, user: str = "maya", channel: str = "", timeout: float = TIMEOUT
    ) -> Delivery:
        who, where = self.work.user(user), self._channel(channel)
        url = self.web.new_response_url(who.id, where.id)
        payload = payloads.slash(self.work, who, where, command, text, url)
        return self._tell("slash_commands", payload, timeout, self._shown(who, where.id))

    def click(
        self,
        target: Target,
        what: str,
        *,
        user: str = "maya",
        stale: bool = False,
        timeout: float = TIMEOUT,
    ) -> Delivery:
        """Press a button by action_id or text. `stale` presses it on an earlier version of the card."""
        return self.select(target, what, None, user=user, stale=stale, timeout=timeout)

    def select(
        self,
        target: Target,
        what: str,
        choice: Any,
        *,
        user: str = "maya",
        stale: bool = False,
        timeout: float = TIMEOUT,
    ) -> Delivery:
        """Choose from a menu, by the option's text or value, user id or date; several as a list."""
        with self.work.changed:
            who = self.work.user(user)
            where, found = self._find(target, what, stale)
            action = action_json(found, choice, self.work.next_ts())
            if isinstance(where, View):
                if found.element["type"] != "button":
                    where.answers[found.key] = answer(found.element, choice)
                payload = payloads.click_in_view(self.work, who, where, [action])
            else:
                url = self.web.new_response_url(who.id, where.channel, where)
                payload = payloads.click_on_message(self.work, who, where, [action], url)
        return self._interact(payload, timeout)

    def type(
        self, view: View, what: str, text: str, *, user: str = "maya", timeout: float = TIMEOUT
    ) -> Delivery | None:
        """Write into a text box of a modal, in place of what stood there.

        The app hears of it only where the block dispatches and the box asks for every character.
        """
        with self.work.changed:
            found = find_element(view.blocks, what)
            view.answers[found.key] = answer(found.element, text or None)
            hears = dispatches(found, "on_character_entered")
        return (
            self.select(view, what, text or None, user=view.user or user, timeout=timeout) if hears else None
        )

    def submit(
        self,
        view: View | None = None,
        values: Json | None = None,
        *,
        user: str = "maya",
        timeout: float = TIMEOUT,
    ) -> Delivery:
        """Send off a modal (the top one of the person, if none is named).

        `values` is keyed by block_id, action_id or label. AssertionError where a Slack client would not
        let anybody press Submit.
        """
        with self.work.changed:
            who = self.work.user(view.user if view else user)
            view = view or self._top(who)
            for name, choice in (values or {}).items():
                found = find_element(view.blocks, name)
                view.answers[found.key] = answer(found.element, choice)
            state = state_of(view.blocks, view.answers)
            missing = missing_answers(view.blocks, state)
            assert not missing, f"Slack would not let {who.name} submit: {'; '.join(missing)}"
            payload = payloads.submission(self.work, who, view, state)

        return self._interact(payload, timeout, lambda done: after_submission(self.work, view, done.payload))

    def close_view(
        self, view: View | None = None, *, user: str = "maya", timeout: float = TIMEOUT
    ) -> Delivery | None:
        """The person presses Cancel; the app hears of it only if it asked to (notify_on_close)."""
        with self.work.changed:
            who = self.work.user(view.user if view else user)
            view = view or self._top(who)
            view.open = False
            if view.body.get("clear_on_close"):
                close_stack(self.work, who.id)
            payload = payloads.closing(self.work, who, view, bool(view.body.get("clear_on_close")))
        return self._interact(payload, timeout) if view.body.get("notify_on_close") else None

    def suggest(self, view: View, what: str, typed: str, *, timeout: float = TIMEOUT) -> Delivery:
        """Type into an external_select; the suggestions stand in the delivery's payload."""
        who, found = self.work.user(view.user), find_element(view.blocks, what)
        return self._interact(payloads.suggestion(self.work, who, view, found.key, typed), timeout)

    def shortcut(
        self,
        callback_id: str,
        *,
        message: Message | None = None,
        user: str = "maya",
        timeout: float = TIMEOUT,
    ) -> Delivery:
        who = self.work.user(user)
        url = self.web.new_response_url(who.id, message.channel, message) if message else ""
        return self._interact(payloads.shortcut(self.work, who, callback_id, message, url), timeout)

    def event(
        self,
        event: str | Json,
        *,
        user: str = "maya",
        channel: str = "",
        event_id: str | None = None,
        retry_attempt: int | None = None,
        retry_reason: str | None = None,
        timeout: float = TIMEOUT,
        **fields: Any,
    ) -> Delivery:
        """An event by its type and fields, or whole. Give `event_id` and `retry_attempt` for a repetition."""
        body = {"type": event} if isinstance(event, str) else dict(event)
        where = self._channel(channel)
        body = (
            {"user": self.work.user(user).id, "channel": where.id, "ts": self.work.next_ts()} | body | fields
        )
        payload = payloads.event_callback(self.work, body, event_id)
        retry = {"retry_attempt": retry_attempt or 0, "retry_reason": retry_reason or ""}
        return self._tell("events_api", payload, timeout, None, retry if retry_attempt else {})

    def open_home(self, user: str = "maya", *, timeout: float = TIMEOUT) -> Delivery:
        who = self.work.user(user)
        where = self.work.direct(who).id
        fields: Json = {"tab": "home", "channel": where}
        home = home_of(self.work, who.id)
        if home:
            fields["view"] = {"id": home.id, "hash": home.hash, "type": "home"}
        return self.event("app_home_opened", user=user, timeout=timeout, **fields)

    # how

    def _channel(self, ref: str) -> Channel:
        found = self.work.find_channel(ref) if ref else next(iter(self.work.channels.values()), None)
        if found is None:
            raise LookupError(f"no channel {ref!r}")
        return found

    def _top(self, who: User) -> View:
        stack = stack_of(self.work, who.id)
        if not stack:
            raise LookupError(f"{who.name} has no modal open")
        return stack[-1]

    def _find(self, target: Target, what: str, stale: bool) -> tuple[Message | Ephemeral | View, Found]:
        if isinstance(target, str):
            return self._find_by_place(target, what)
        blocks = target.blocks
        if stale and isinstance(target, Message):
            blocks = [block for each in reversed(target.edits) for block in each["blocks"]]
        return target, find_element(blocks, what)

    def _find_by_place(self, ref: str, what: str) -> tuple[Message, Found]:
        """The message with this ts, or the newest one in this channel that has the element."""
        every = [each for channel in self.work.channels.values() for each in channel.messages]
        named = [each for each in every if each.ts == ref]
        for message in named or reversed(self._channel(ref).messages):
            try:
                return message, find_element(message.blocks, what)
            except LookupError:
                if named:
                    raise
        raise LookupError(f"no message in {ref} has {what!r}")

    def _shown(self, who: User, channel: str) -> Any:
        return lambda done: note_answer(self.work, who.id, channel, done.payload)

    def _interact(self, payload: Json, timeout: float, then: Any = None) -> Delivery:
        return self._tell("interactive", payload, timeout, then)

    def _tell(
        self, kind: str, payload: Json, timeout: float, then: Any = None, more: Json | None = None
    ) -> Delivery:
        """Never called with the lock held: the answer comes on another thread, which needs it."""

        def answered(done: Delivery) -> None:
            with self.work.changed:
                then(done)
                self.work.changed.notify_all()

        return self.transport.send(kind, payload, answered if then else None, **(more or {})).wait(timeout)
