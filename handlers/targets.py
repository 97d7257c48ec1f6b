"""The step that looks whether outsiders read in the channels of the config, and tells the operators."""

import logging
from collections.abc import Callable
from datetime import datetime

from desk import operator
from desk.messenger import ChannelShared, MessengerError, Refused
from desk.store import Store
from desk.troubles import channel_trouble, way_out
from handlers.channels import Channels
from triage.policy import Policy

log = logging.getLogger(__name__)

EVERY = 600.0  # seconds; Slack's own word (channel_shared) counts sooner


def targets(policy: Policy) -> tuple[str, ...]:
    """Every channel that the config names, the default one first."""
    slack = policy.slack
    named = (slack.default_channel, slack.ops_channel, slack.digest_channel)
    return tuple(dict.fromkeys((*named, *(route.channel for route in policy.routes))))


class Targets:
    """At start and every ten minutes. The courier asks Channels before each post; this only tells people early."""

    def __init__(self, store: Store, policy: Policy, channels: Channels, on_work: Callable[[], None]) -> None:
        self._store, self._policy, self._channels, self._on_work = store, policy, channels, on_work
        self._were_shared: set[str] = set()

    def step(self, now: datetime) -> float:
        unseen: dict[str, Refused] = {}
        for channel in targets(self._policy):
            try:
                shared = self._channels.shared(channel, anew=True)
            except Refused as error:
                unseen[channel] = error
            except MessengerError as error:  # an outage or a channel that is gone: the courier tells of those
                log.info("whether %s is shared was not told: %s", channel, error)
            else:
                self._is_shared(channel, now) if shared else self._is_ours(channel, now)
        self._tell_of_unseen(unseen, now)
        self._on_work()
        return EVERY

    def _is_shared(self, channel: str, now: datetime) -> None:
        self._were_shared.add(channel)
        text = channel_trouble(channel, ChannelShared(), self._policy.slack.default_channel)
        operator.raise_notice(self._store, self._policy, f"channel:{channel}", text, now)

    def _is_ours(self, channel: str, now: datetime) -> None:
        if channel in self._were_shared:
            self._were_shared.discard(channel)
            told = f"The channel {channel} is not shared any more."
            operator.clear_notice(self._store, self._policy, f"channel:{channel}", told, now)

    def _tell_of_unseen(self, unseen: dict[str, Refused], now: datetime) -> None:
        if not unseen:
            told = "Slack tells again which channels are shared."
            operator.clear_notice(self._store, self._policy, "sharing", told, now)
            return
        names, error = ", ".join(unseen), next(iter(unseen.values()))
        text = (
            f"Slack does not tell whether outsiders read in {names} ({error}); cards are posted all the same."
        )
        operator.raise_notice(self._store, self._policy, "sharing", f"{text} {way_out(error)}", now)
