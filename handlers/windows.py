"""Windows: opened, opened at once and filled a moment later, closed meanwhile, kept open where a form failed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from slack_sdk import WebClient

from desk.messenger import MessengerError
from handlers import blocks as b
from handlers.private import Body
from handlers.web_api import CLOSED, TOO_LATE, call

FAILED = "This window could not be filled; a private message says why. Nothing was changed."


def open_view(client: WebClient, body: Body, view: dict[str, Any]) -> str:
    """Returns the window's id. Whatever Slack has against it is raised: `guarded` tells the person by its name."""
    return str(call(client.views_open, trigger_id=body["trigger_id"], view=view)["view"]["id"])


def open_loading(client: WebClient, body: Body, title: str) -> str:
    """The id of a window that says it is loading: opened before anything is looked up, for Slack waits three seconds."""
    return open_view(client, body, notice(title, "Loading \u2026"))


def is_too_late(error: MessengerError) -> bool:
    """Whether the click is too long ago to open a window."""
    return str(error) in TOO_LATE


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


def kept_open(body: Body, told: str) -> dict[str, Any]:
    """The answer to a form that keeps it open with this beside its first field, so that nothing typed is lost.

    Empty for a form without fields, which just closes, and for whatever is no form.
    """
    view = body.get("view") or {} if body.get("type") == "view_submission" else {}
    field = next(
        (block["block_id"] for block in view.get("blocks") or () if block.get("type") == "input"), None
    )
    if field is None:
        return {}
    return {"response_action": "errors", "errors": {field: b.shorten(told, 300)}}


def notice(title: str, text: str) -> dict[str, Any]:
    """A window that only says something."""
    return {
        "type": "modal",
        "title": b.plain(title, 24),
        "close": b.plain("Close", 24),
        "blocks": [{"type": "section", "text": b.plain(text)}],
    }
