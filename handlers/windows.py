"""A window that opens at once and is filled a moment later, so that no click is too old for it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from slack_sdk import WebClient

from desk.messenger import MessengerError
from handlers import blocks as b
from handlers.private import Body
from handlers.web_api import call

TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"})
CLOSED = frozenset({"not_found", "view_not_found"})
FAILED = "This window could not be filled; a private message says why. Nothing was changed."


def open_loading(client: WebClient, body: Body, title: str) -> str | None:
    """The id of a window that says it is loading; None where the click is too long ago to open one."""
    try:
        answer = call(client.views_open, trigger_id=body["trigger_id"], view=notice(title, "Loading \u2026"))
    except MessengerError as error:
        if str(error) in TOO_LATE:
            return None
        raise
    return str(answer["view"]["id"])


def fill(client: WebClient, view_id: str, view: dict[str, Any]) -> None:
    """Shows the content; somebody who has closed the window meanwhile needs none."""
    still_open(client, view_id, view)


def still_open(client: WebClient, view_id: str, view: dict[str, Any]) -> bool:
    """Shows the content; False where somebody has closed the window meanwhile and needs none."""
    try:
        call(client.views_update, view_id=view_id, view=view)
    except MessengerError as error:
        if str(error) not in CLOSED:
            raise
        return False
    return True


@contextmanager
def never_left_loading(client: WebClient, view_id: str, title: str) -> Iterator[None]:
    """Whatever goes wrong while the content is looked up, the window says so; who acted is told more in private."""
    try:
        yield
    except Exception:
        with suppress(MessengerError):
            fill(client, view_id, notice(title, FAILED))
        raise


def form_kept(body: Body, text: str) -> dict[str, Any]:
    """The answer to a form that leaves it open with all that was typed, and says why; of one without fields none."""
    blocks = (body.get("view") or {}).get("blocks") or ()
    field = next((block["block_id"] for block in blocks if block.get("type") == "input"), None)
    if body.get("type") != "view_submission" or field is None:
        return {}
    return {"response_action": "errors", "errors": {field: b.shorten(text, 300)}}


def notice(title: str, text: str) -> dict[str, Any]:
    """A window that only says something."""
    return {
        "type": "modal",
        "title": b.plain(title, 24),
        "close": b.plain("Close", 24),
        "blocks": [{"type": "section", "text": b.plain(text)}],
    }
