"""What the desk asks of whoever talks to people, and the ways in which talking fails.

MessengerError
+-- Busy          told to wait; certainly not sent
+-- Unreachable   the call never arrived; certainly not sent
+-- Unclear       may or may not have been sent: look before sending again
+-- Refused       our credentials do not serve: no message can be sent until a person acts
+-- ChannelGone   this channel cannot be posted to
    +-- ChannelShared   because it is shared with another organisation
+-- Unsendable    this message was not accepted as it is
+-- MessageGone   the message to change was deleted
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.digest import Digest
from desk.labels import Label
from desk.troubles import SHARED
from triage.model import Actor, Case, CaseEvent, Mention, Receipt
from triage.posting import Eligibility, Sending
from triage.replies import Suggestion
from triage.reply import Reply


class MessengerError(Exception):
    """`str()` names the failure in a few words without any content of the message."""


class Busy(MessengerError):
    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unreachable(MessengerError):
    pass


class Unclear(MessengerError):
    pass


class Refused(MessengerError):
    pass


class ChannelGone(MessengerError):
    pass


class ChannelShared(ChannelGone):
    """Posting would work, and outsiders would read it."""

    def __init__(self) -> None:
        super().__init__(SHARED)


class Unsendable(MessengerError):
    pass


class MessageGone(MessengerError):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContent:
    """All that a card shows."""

    case: Case
    suggestions: Sequence[Suggestion] = ()
    corrections: Sequence[Label] = ()
    subjects: tuple[str, ...] = ()  # the watched names, of which one may be the right one
    reposts: Sequence[Mention] = ()
    notify: tuple[str, ...] = ()
    teams: tuple[
        tuple[str, str], ...
    ] = ()  # the routes and their channels, of which one may be the right one
    posting: Eligibility | None = None  # whether Heedline may post the reply itself; None: it never does
    sending: Sending | None = None  # the reply on its way through the platform's API
    merged: tuple[str, ...] = ()  # ids of the cases that were merged into this one
    reply: Reply | None = None
    writing: tuple[Actor, ...] = ()  # who has the form of a reply open


Content = CardContent | CaseEvent | Digest | str
"""A card, a note for a case's thread, a digest, or an operator notice."""


class Messenger(Protocol):
    """Sends, changes and looks up messages. Every method blocks and may raise any MessengerError.

    `key` travels with the message, unseen, so that find() knows it again: (kind, ref) of the outbox.
    """

    def post(
        self, key: tuple[str, str], content: Content, channel: str, *, thread: Receipt | None, plain: bool
    ) -> Receipt: ...

    def change(self, key: tuple[str, str], content: Content, receipt: Receipt, *, plain: bool) -> Receipt: ...

    def find(
        self, key: tuple[str, str], channel: str, since: datetime, *, thread: Receipt | None
    ) -> Receipt | None: ...
