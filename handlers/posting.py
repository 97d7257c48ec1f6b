"""The buttons of a reply that Heedline posts itself: post it, take it back, and what somebody found who looked."""

from collections.abc import Callable

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from desk import sending
from handlers.actions import actor
from handlers.counter import Counter
from handlers.faults import guarded
from handlers.private import Body, say, tell
from handlers.reply_acts import reply_of
from triage.model import Actor

_GONE = "This reply is not on its way any more. The card shows how it stands."

Act = Callable[[Counter, str, int, Actor], str | None]
"""Of a case's reply that a person saw: why it was not done, or None."""


def register(app: App, counter: Counter) -> None:
    """Each is one call into the desk; a refusal is told privately."""
    app.action("post_reply")(guarded(_click(counter, _post)))
    app.action("take_back_posting")(guarded(_click(counter, _take_back)))
    app.action("not_there_reply")(guarded(_click(counter, _not_there)))


def _click(counter: Counter, act: Act) -> Callable[..., None]:
    def listener(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        case_id, base = reply_of(counter, body)
        refusal = act(counter, case_id, base, actor(body))
        counter.on_work()
        if refusal:
            tell(say(refusal), body, respond, client)

    return listener


def _post(counter: Counter, case_id: str, base: int, by: Actor) -> str | None:
    return sending.request(counter.store, counter.policy, case_id, by, counter.clock(), base=base).refusal


def _take_back(counter: Counter, case_id: str, base: int, by: Actor) -> str | None:
    found = sending.current(counter.store, case_id)
    if found is None or found.reply_id != base:
        return _GONE
    return sending.withdraw(counter.store, found.id, by, counter.clock())


def _not_there(counter: Counter, case_id: str, base: int, by: Actor) -> str | None:
    found = sending.current(counter.store, case_id)
    if found is None or found.reply_id != base:
        return _GONE
    return sending.settle(counter.store, found.id, False, None, by, counter.clock())
