"""What a person is told when a click or a command fails, and the gate before each of them."""

import inspect
import logging
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import Args, Respond
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from desk import cases, operator
from desk.messenger import Busy, MessengerError, Refused, Unclear, Unreachable
from desk.troubles import credentials_trouble
from handlers.private import Body, say, tell
from handlers.web_api import meaning
from handlers.windows import form_kept

log = logging.getLogger(__name__)

TOO_LATE = frozenset(
    {
        *("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"),
        *("trigger_expired", "trigger_exchanged", "invalid_trigger"),
    }
)
_UNCHANGED = "Nothing was changed."
FORM_KEPT = "That did not work; a private message says why. What you typed is kept here."
_WINDOWS = {
    **dict.fromkeys(TOO_LATE, "Slack took too long to open the window. Press the button again."),
    "not_found": "The window was closed before Heedline could fill it. Open it again.",
    "view_not_found": "The window was closed before Heedline could fill it. Open it again.",
    "hash_conflict": "The window was changed meanwhile by another answer. Close it and open it again.",
    "push_limit_reached": "Three windows lie on top of each other; Slack opens no fourth. Close one first.",
    "view_too_large": "There is more to show than a window holds. /heed show, and the case's id, has it all.",
    "message_not_found": "This message was deleted meanwhile. /heed list shows the case; an open one gets a new card.",
    "channel_not_found": "Heedline does not see this channel. Type /invite @heedline in it.",
    "not_in_channel": "Heedline is not in this channel. Type /invite @heedline in it.",
    "is_archived": "This channel is archived. The case's card moves on; /heed list shows the case.",
}


def guarded(listener: Callable[..., None]) -> Callable[..., None]:
    """A listener behind the gate, whose failures are told to the person who acted.

    Bolt's own error handler would serve, but Bolt takes an acknowledgement back where the listener fails
    within its next look at it (10 ms): Slack then shows an error of its own, three seconds later.
    """
    wanted = list(inspect.signature(listener).parameters)

    def run(args: Args) -> None:  # no wraps(): Bolt would hand over what the listener asks for, and no more
        try:
            if args.context["gate"].admits(args.body, args.ack, args.respond, args.client):
                listener(**{name: getattr(args, name) for name in wanted})
        except Exception as error:  # whatever it is, somebody waits for an answer
            if args.ack.response is None:  # the listener came to grief before it did
                args.ack(**form_kept(args.body, FORM_KEPT))
            apologise(error, args.body, args.respond, args.client)
            _tell_operators(error, args.context["gate"].counter)

    run.listener = listener  # type: ignore[attr-defined]
    return run


def apologise(error: Exception, body: Body, respond: Respond, client: WebClient) -> None:
    """Tells the person who acted: by its name what has one, the rest with a reference that stands in the log."""
    if isinstance(error, cases.UnknownCase):
        gone = "This case is not in Heedline's records any more, so nothing was changed."
        return tell(say(f"{gone} It may come from an earlier database."), body, respond, client)
    named = _named(error)
    if named:
        log.warning("a click or command met a trouble of Slack's: %s", _trouble(error))
        return tell(say(named), body, respond, client)
    reference = secrets.token_hex(3)
    log.error("a click or command failed (reference %s)", reference, exc_info=error)
    unclear = isinstance(_trouble(error), Unclear)
    whose = (
        ", for Slack gave no clear answer. Try again in a minute" if unclear else ", and the fault is ours"
    )
    told = f"That did not work{whose}. {_UNCHANGED}"
    tell(say(f"{told} Reference for your operator: {reference}"), body, respond, client)


def _trouble(error: Exception) -> MessengerError | None:
    """What a failed call to Slack means; None of a fault of our own."""
    if isinstance(error, SlackApiError):
        return meaning(error)
    return error if isinstance(error, MessengerError) else None


def _named(error: Exception) -> str:
    """The sentence for a trouble with a name; "" where it has none."""
    trouble = _trouble(error)
    told = _WINDOWS.get(str(trouble), "")
    if not told:
        match trouble:
            case Refused():
                told = f"Slack refuses what Heedline asks for ({trouble}); the operators are told."
            case Busy():
                told = "Slack asks Heedline to slow down. Try again in a minute."
            case Unreachable():
                told = f"Slack cannot be reached ({trouble}). Try again in a minute."
    return f"{told} {_UNCHANGED}" if told else ""


def _tell_operators(error: Exception, counter: Any) -> None:
    trouble = _trouble(error)
    if isinstance(trouble, Refused):
        now: datetime = counter.clock()
        operator.raise_notice(counter.store, counter.policy, "slack", credentials_trouble(trouble), now)
        counter.on_work()


def turn_away(error: Exception) -> BoltResponse:
    """Answers what reached no listener, and nothing more: its body may come from anybody.

    A forged request whose time is no number ends here too (slack_sdk raises ValueError); to answer at the
    response URL it brings would be to call any address a stranger names.
    """
    if isinstance(error, BoltUnhandledRequestError):  # a click on something older than this version
        return BoltResponse(status=200, body="")
    log.warning("a request was turned away (%s)", type(error).__name__)
    return BoltResponse(status=400, body="")
