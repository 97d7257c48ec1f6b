"""Links to cases, as [slack] case_link writes them, grow a small card where they are shared."""

import logging
import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from desk import cases
from desk.messenger import MessengerError
from handlers import blocks as b
from handlers import wording
from handlers.channels import Channels
from handlers.counter import Counter
from handlers.faults import tell_operators
from handlers.private import Body
from handlers.web_api import call
from triage.lifecycle import DISPOSITIONS
from triage.model import Case, State

log = logging.getLogger(__name__)

MOST_LINKS = 10
QUOTE = 200  # characters of the post, in the case's own channel alone
_ID = "[#]?([0-9A-Za-z-]{4,40})"


def register(app: App, counter: Counter, channels: Channels) -> None:
    """Nothing where the config names no address of cases."""
    if counter.policy.slack.case_link:
        app.event("link_shared")(_unfurl(counter, channels))


def _unfurl(counter: Counter, channels: Channels) -> Callable[..., None]:
    def unfurl(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        try:
            _show(counter, channels, body, client)
        except MessengerError as error:
            log.info("a link to a case was left as it is (%s)", error)
            tell_operators(error, counter)  # who shared it waits for nothing
        except Exception:  # nobody waits for an answer; Bolt would drop the traceback
            log.exception("a link to a case was left as it is")

    return unfurl


def _show(counter: Counter, channels: Channels, body: Body, client: WebClient) -> None:
    event = body["event"]
    found = _cases(counter, event.get("links") or [])
    channel = str(event.get("channel"))
    if not found or event.get("source") == "composer" or not _is_ours_alone(channels, body, channel):
        return
    cards = {
        url: {"blocks": small_card(case, channel, counter.policy.time_zone)} for url, case in found.items()
    }
    call(client.chat_unfurl, channel=channel, ts=str(event["message_ts"]), unfurls=cards)


def _cases(counter: Counter, links: list[Mapping[str, Any]]) -> dict[str, Case]:
    """Link -> case, for those that lead to one we know."""
    found = {}
    for link in links[:MOST_LINKS]:
        url = str(link.get("url"))
        case_id = case_of_link(counter.policy.slack.case_link, url)
        if case_id is None:
            continue
        try:
            found[url] = cases.find(counter.store, case_id)
        except cases.UnknownCase:
            continue
    return found


def case_of_link(template: str, url: str) -> str | None:
    """The id in a link that was made by the template, whatever tail was put behind it."""
    before, _, behind = template.partition("{id}")
    pattern = f"{re.escape(before)}{_ID}{re.escape(behind)}/?(?:[?#].*)?"
    match = re.fullmatch(pattern, unescape(url), re.IGNORECASE)
    return match[1] if match else None


def _is_ours_alone(channels: Channels, body: Body, channel: str) -> bool:
    """False for a channel shared with another organisation; one that cannot be looked up raises MessengerError."""
    return not body.get("is_ext_shared_channel") and not channels.shared(channel)


def small_card(case: Case, channel: str, zone: str) -> list[b.Block]:
    """How a case stands. The post's words are for its own channel: elsewhere others read along."""
    _, word = wording.level_of(case)
    title = f"Case {case.id} \u00b7 {word} \u00b7 {b.name(case.subject, 60)}"
    made: list[b.Block] = [
        {"type": "section", "text": b.plain(title)},
        b.fields(
            [
                ("Stands", _stands(case, zone)),
                ("With", b.name(case.owner.name) if case.owner else "nobody yet"),
            ]
        ),
    ]
    if case.receipt is not None and case.receipt.channel == channel and case.mention.text.strip():
        made.append(
            {"type": "section", "text": b.plain(f"\u201c{b.shorten(case.mention.text, QUOTE)}\u201d")}
        )
    return made


def _stands(case: Case, zone: str) -> str:
    if case.state is State.RESOLVED:
        return DISPOSITIONS.get(case.disposition or "", "resolved").capitalize()
    told = case.state.value.capitalize()
    if case.due_at is None:
        return told
    return f"{told}, answer by {b.local_time(case.due_at, zone)}{' (overdue)' if case.overdue else ''}"
