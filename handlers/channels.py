"""What Slack says of channels: their ids by name, and which ones another organisation reads along."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from time import monotonic
from typing import Any

from slack_sdk import WebClient

from desk import messenger
from handlers.web_api import call

log = logging.getLogger(__name__)

PAGE, MOST_PAGES = 200, 20
FRESH, FRESH_IF_SHARED = 600.0, 45.0  # seconds for which Slack's word counts; a mended channel serves soon
MOST_KNOWN = 1000  # channels in memory: commands may be typed in any


class Channels:
    """Asks conversations.list for ids and conversations.info for sharing, and remembers both. Any thread may ask.

    `ticks` is a clock of seconds that only ever goes forward.
    """

    def __init__(self, client: WebClient, ticks: Callable[[], float] = monotonic) -> None:
        self._client, self._ticks = client, ticks
        self._ids: dict[str, str] = {}
        self._missed: dict[str, float] = {}  # name -> when no channel bore it
        self._shared: dict[str, tuple[bool, float]] = {}  # id -> whether, and when that was said
        self._lock = threading.Lock()

    def id_of(self, channel: str, *, archived: bool = False) -> str:
        """The id behind "#name"; raises ChannelGone where no channel the bot sees bears the name.

        Archived channels are looked through on request only: old workspaces have thousands of them.
        """
        if not channel.startswith("#"):
            return channel
        if channel not in self._ids:
            self._ids[channel] = self._look_up(channel, archived)
        return self._ids[channel]

    def learn(self, channel: str, channel_id: str) -> None:
        """A post told the id behind a name."""
        self._ids[channel] = channel_id

    def _look_up(self, name: str, archived: bool) -> str:
        """A name that was not found is not looked for again at once: the list may be long."""
        if not archived and self._ticks() - self._missed.get(name, -FRESH) < FRESH_IF_SHARED:
            raise messenger.ChannelGone("channel_not_found")
        kinds = {"types": "public_channel,private_channel", "exclude_archived": not archived}
        for channel in paged(self._client.conversations_list, "channels", kinds):
            if channel.get("name") == name.removeprefix("#"):
                return str(channel["id"])
        self._missed[name] = self._ticks()
        raise messenger.ChannelGone("channel_not_found")

    def info(self, channel: str, *, archived: bool = False) -> Mapping[str, Any]:
        """What Slack says of it now; raises any MessengerError."""
        channel_id = self.id_of(channel, archived=archived)
        found: Mapping[str, Any] = (
            call(self._client.conversations_info, channel=channel_id).get("channel") or {}
        )
        if len(self._shared) >= MOST_KNOWN:
            self._shared.clear()
        self._shared[channel_id] = (is_shared(found), self._ticks())
        return found

    def shared(self, channel: str, *, anew: bool = False) -> bool:
        """Whether others read along, by a word that is not old or, with `anew`, is of this moment.

        Raises any MessengerError where Slack does not say and never said.
        """
        said = None if anew else self._fresh(channel)
        if said is not None:
            return said
        with self._lock:  # of twenty who ask at once one asks Slack
            said = None if anew else self._fresh(channel)
            return self._ask(channel, anew) if said is None else said

    def _fresh(self, channel: str) -> bool | None:
        known = self._shared.get(self._ids.get(channel, channel))
        if known is None or self._ticks() - known[1] >= (FRESH_IF_SHARED if known[0] else FRESH):
            return None
        return known[0]

    def _ask(self, channel: str, anew: bool) -> bool:
        known = self._shared.get(self._ids.get(channel, channel))
        try:
            return is_shared(self.info(channel))
        except messenger.MessengerError as error:
            if known is None or anew:
                raise
            log.info("what is known of %s is kept: %s", channel, error)
            return known[0]

    def must_be_ours(self, channel: str) -> None:
        """Before posting: raises ChannelShared where outsiders would read it.

        Where Slack has no answer at the moment it raises Unreachable or Busy, for certainly nothing was sent. Where it
        will not say (a scope was taken away) posting goes on: Targets tells the operators, and an alert matters more.
        """
        try:
            shared = self.shared(channel)
        except messenger.Unclear as error:
            raise messenger.Unreachable(str(error)) from None
        except (messenger.Refused, messenger.ChannelGone, messenger.Unsendable, messenger.MessageGone):
            return  # whether it can be posted to, the post itself finds out
        if shared:
            raise messenger.ChannelShared

    def forget(self, channel_id: str) -> None:
        """Something about it has changed: the next who needs it asks anew."""
        self._shared.pop(channel_id, None)


def is_shared(info: Mapping[str, Any]) -> bool:
    """With another organisation, or with one that was invited; not merely with another workspace of ours."""
    return any(info.get(key) for key in ("is_ext_shared", "is_pending_ext_shared"))


def paged(method: Callable[..., Any], what: str, arguments: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The entries of a list that comes in pages, MOST_PAGES of them at most."""
    cursor: str | None = None
    for _ in range(MOST_PAGES):
        answer = call(method, limit=PAGE, **arguments, **({"cursor": cursor} if cursor else {}))
        yield from answer.get(what) or ()
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return
