"""How much the platform still takes, told while somebody types: Slack sends each pause in typing, in any order."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from desk.messenger import Busy, MessengerError, Unclear, Unreachable
from handlers import reply_form
from handlers.counter import Counter
from handlers.private import Body
from handlers.web_api import CLOSED, call
from triage.replies import limit_of


class Newest:
    """Remembers, of the windows last typed in, the moment of the newest look. For many threads."""

    def __init__(self, most: int = 500) -> None:
        self._lock, self._most = threading.Lock(), most
        self._seen: OrderedDict[str, str] = OrderedDict()

    def note(self, window: str, at: str) -> None:
        """A look came in; `at` is Slack's stamp of it, of fixed width."""
        with self._lock:
            self._seen[window] = max(at, self._seen.pop(window, ""))
            if len(self._seen) > self._most:
                self._seen.popitem(last=False)

    def drop(self, window: str) -> None:
        """The window shows something else now: no look so far counts any more."""
        with self._lock:
            self._seen.pop(window, None)

    def holds(self, window: str, at: str) -> bool:
        """No newer look has come in since."""
        with self._lock:
            return self._seen.get(window) == at


def counting(counter: Counter, newest: Newest) -> Callable[..., None]:
    """Tells, while somebody types, how much the platform still takes."""

    def typed(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        view, action = body["view"], body["actions"][0]
        newest.note(view["id"], action["action_ts"])
        sheet = reply_form.unpack(view["private_metadata"])
        limit = limit_of(counter.policy, sheet.source)
        shown = reply_form.counted(view, str(action.get("value") or ""), limit)
        if not _redrawn(client, view["id"], shown, view.get("hash")) and newest.holds(
            view["id"], action["action_ts"]
        ):
            _redrawn(
                client, view["id"], shown, None
            )  # an older look was drawn first; nothing newer will come

    return typed


def _redrawn(client: WebClient, view_id: str, shown: dict[str, Any], seen: str | None) -> bool:
    """False where the window has changed since it was `seen`. A count that Slack has no time for is not missed:
    the next letter brings another, and a word in private at every letter would be.
    """
    try:
        call(client.views_update, view_id=view_id, hash=seen, view=shown)
    except MessengerError as error:
        if str(error) == "hash_conflict":
            return False
        if str(error) not in CLOSED and not isinstance(error, Busy | Unreachable | Unclear):
            raise
    return True
