"""What a person is told when a click or a command fails."""

import functools
import logging
import secrets
from collections.abc import Callable
from typing import Any

from slack_bolt import Respond
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient

from desk import cases
from handlers.private import Body, say, tell

log = logging.getLogger(__name__)


def guarded(listener: Callable[..., None]) -> Callable[..., None]:
    """A listener whose failures are told to the person who acted.

    Bolt's own error handler would serve, but Bolt takes an acknowledgement back where the listener fails
    within its next look at it (10 ms): Slack then shows an error of its own, three seconds later.
    """

    @functools.wraps(listener)  # Bolt reads from the names which arguments to hand over
    def run(**given: Any) -> None:
        try:
            listener(**given)
        except Exception as error:  # whatever it is, somebody waits for an answer
            given["ack"]()  # where the listener came to grief before it did
            apologise(error, given["body"], given["respond"], given["client"])

    return run


def apologise(error: Exception, body: Body, respond: Respond, client: WebClient) -> None:
    """Tells the person who acted, with a reference that stands in the log too."""
    if isinstance(error, cases.UnknownCase):
        gone = "This case is not in Heedline's records any more, so nothing was changed."
        return tell(say(f"{gone} It may come from an earlier database."), body, respond, client)
    reference = secrets.token_hex(3)
    log.error("a click or command failed (reference %s)", reference, exc_info=error)
    told = "That did not work, and the fault is ours. Nothing was changed."
    tell(say(f"{told} Reference for your operator: {reference}"), body, respond, client)


def turn_away(error: Exception) -> BoltResponse:
    """Answers what reached no listener, and nothing more: its body may come from anybody.

    A forged request whose time is no number ends here too (slack_sdk raises ValueError); to answer at the
    response URL it brings would be to call any address a stranger names.
    """
    if isinstance(error, BoltUnhandledRequestError):  # a click on something older than this version
        return BoltResponse(status=200, body="")
    log.warning("a request was turned away (%s)", type(error).__name__)
    return BoltResponse(status=400, body="")
