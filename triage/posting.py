"""What a poster is: it answers a mention where it was written; and the three ways it may fail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from triage.model import Actor, Mention


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether a mention may be answered through its platform's API; `why` is a sentence for people either way."""

    ok: bool
    why: str


@dataclass(frozen=True, slots=True)
class Posted:
    """The reply stands in public at `url`."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A reply on its way. `state` is wanted, claimed, posted, refused or unclear; `said` is why it is not posted."""

    id: int
    reply_id: int
    source: str
    state: str
    wanted_by: Actor
    try_at: datetime
    tries: int
    url: str | None
    said: str | None


class Poster(Protocol):
    """One configured source's way to answer. It blocks, never sleeps and tries nothing twice."""

    name: str

    def eligible(self, mention: Mention) -> Eligibility:
        """By what is known of the mention already: nobody is asked, so a card or a form may call it."""

    def post(self, mention: Mention, text: str, key: str) -> Posted:
        """Posts the text as a reply. Raises PostRefused, PostUnavailable or PostUnclear, and nothing else.

        `key` is the same for every try of one reply: a platform that knows such keys posts it once.
        """

    def account(self) -> str:
        """Asks the platform in whose name replies go out. Raises PostRefused or PostUnavailable."""

    def close(self) -> None:
        """Lets go of sockets. Idempotent."""


class PostRefused(Exception):
    """It was not posted, and asking again changes nothing until a person acts. The message is a sentence.

    Like those below it never holds a secret nor the reply's words.
    """


class PostUnavailable(Exception):
    """It was surely not posted and may be tried again, after `retry_after` seconds where the platform said so."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class PostUnclear(Exception):
    """It may have been posted: only a person who looks can tell, so nobody tries again by himself."""
