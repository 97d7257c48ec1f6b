"""How fast Slack may be talked to: each channel's next free second, the updates of a minute, a stop for all."""

from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta

MOST_UPDATES = 45  # a minute; Slack allows chat.update 50 and more
_MINUTE = timedelta(minutes=1)


class Pace:
    """Kept in memory; at start it takes up what is known of the last posts. Holds are only ever prolonged."""

    def __init__(self, interval: timedelta, last_posts: Mapping[str, datetime], now: datetime) -> None:
        self._interval = interval
        self._updates: deque[datetime] = deque(maxlen=MOST_UPDATES)
        self._updates_until = self._all_until = now
        self._channels = {channel: min(at, now) + interval for channel, at in last_posts.items()}

    def posting(self, channel: str, now: datetime) -> None:
        """A post is about to be sent there."""
        self.hold_channel(channel, now + self._interval)

    def updating(self, now: datetime) -> None:
        """An update is about to be sent."""
        self._updates.append(now)

    def hold_channel(self, channel: str, until: datetime) -> None:
        self._channels[channel] = max(until, self._channels.get(channel, until))

    def hold_updates(self, until: datetime) -> None:
        self._updates_until = max(until, self._updates_until)

    def hold_all(self, until: datetime) -> None:
        self._all_until = max(until, self._all_until)

    def seconds_held(self, now: datetime) -> float:
        """How long nothing at all may be sent; 0 where something may."""
        return max(0.0, (self._all_until - now).total_seconds())

    def held_channels(self, now: datetime) -> list[str]:
        """The channels that may not be posted to now."""
        self._channels = {channel: until for channel, until in self._channels.items() if until > now}
        return list(self._channels)

    def updates_held(self, now: datetime) -> bool:
        return now < self.free_at(None, now)

    def free_at(self, channel: str | None, at: datetime) -> datetime:
        """The first moment from `at` on that suits a post to the channel; of None: that suits an update."""
        if channel is not None:
            return max(at, self._channels.get(channel, at))
        full = len(self._updates) == MOST_UPDATES
        return max(at, self._updates_until, self._updates[0] + _MINUTE if full else at)
