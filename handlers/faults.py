"""What a person is told when a click or a command fails, and the gate before each of them."""

import inspect
import logging
import secrets
from collections.abc import Callable

from slack_bolt import Args
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from desk import cases, operator
from desk.messenger import Busy, MessengerError, Refused, Unclear, Unreachable
from desk.troubles import PERMISSION, code_of, credentials_trouble, permission_trouble
from handlers.counter import Counter
from handlers.private import say, tell
from handlers.web_api import CLOSED, TOO_LATE, meaning
from handlers.windows import kept_open

log = logging.getLogger(__name__)

_UNCHANGED = "Nothing was changed."
_KEPT = "What you typed is kept here: try again, or copy it."
_WINDOWS = {
    **dict.fromkeys(TOO_LATE, "Slack took too long to open the window. Press or choose it again."),
    **dict.fromkeys(CLOSED, "The window was closed before Heedline could fill it. Open it again."),
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
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for an answer
            told = explain(error)
            if (
                args.ack.response is None
            ):  # the listener came to grief before it did: a form stays as it was filled in
                args.ack(**kept_open(args.body, f"{told} {_KEPT}"))
            tell(say(told), args.body, args.respond, args.client)
            tell_operators(error, args.context["gate"].counter)

    run.listener = listener  # type: ignore[attr-defined]
    return run


def explain(error: Exception) -> str:
    """What the person who acted is told: by its name what has one, the rest with a reference that stands in the log."""
    if isinstance(error, cases.UnknownCase):
        gone = "This case is not in Heedline's records any more, so nothing was changed."
        return f"{gone} It may come from an earlier database."
    named = _named(error)
    if named:
        log.warning("a click or command met a trouble of Slack's: %s", _trouble(error))
        return named
    reference = secrets.token_hex(3)
    log.error("a click or command failed (reference %s)", reference, exc_info=error)
    unclear = isinstance(_trouble(error), Unclear)
    whose = (
        ", for Slack gave no clear answer. Try again in a minute" if unclear else ", and the fault is ours"
    )
    return f"That did not work{whose}. {_UNCHANGED} Reference for your operator: {reference}"


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


def tell_operators(error: Exception, counter: Counter) -> None:
    """A refusal needs a person: a token that does not serve at all, or a permission that one surface lacks.

    Of the first the courier says when it is over; the second stands until the bot is started anew, for what
    needs no permission works all the while.
    """
    trouble = _trouble(error)
    if not isinstance(trouble, Refused):
        return
    topic, text = "slack", credentials_trouble(trouble)
    if code_of(trouble) == "missing_scope":
        topic, text = PERMISSION, permission_trouble(trouble)
    try:
        operator.raise_notice(counter.store, counter.policy, topic, text, counter.clock())
    except Exception:  # the person was told; a database that fails has its own reference in the log
        log.exception("the operators could not be told of %s", trouble)
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
