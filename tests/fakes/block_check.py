"""Checks messages and views against Slack's published limits and our own rules, without a network."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tests.fakes.block_layouts import block
from tests.fakes.block_rules import (
    HOUSE,
    Walk,
    anything,
    find,
    flag,
    items,
    plain,
    safe_markup,
    shape,
    string,
)
from tests.fakes.block_text import text_of, visible_length

__all__ = ["HOUSE", "TEXT_BUDGET", "check_blocks", "check_message", "check_view", "text_of", "visible_length"]

TEXT_BUDGET = 10_000  # Slack publishes none; msg_blocks_too_long was seen from about 11,300 characters
TEXT_ADVISED, TEXT_LIMIT = 4_000, 40_000
_BLOCKS_IN = {"message": 50, "modal": 100, "home": 100}
_ONCE = {"table": 1, "data_table": 1, "data_visualization": 2}
_MARKDOWN = 12_000
_PAYLOAD = {
    *("channel", "user", "text", "blocks", "attachments", "metadata", "thread_ts", "ts", "reply_broadcast"),
    *("unfurl_links", "unfurl_media", "parse", "link_names", "mrkdwn", "markdown_text", "username"),
    *("icon_emoji", "icon_url", "as_user", "file_ids", "token"),
    *("response_type", "replace_original", "delete_original"),
}
_metadata = shape(
    {"event_type": string(255), "event_payload": anything, "entities": anything},
    ("event_type", "event_payload"),
)
_SHARED = {
    "type": anything,
    "blocks": anything,  # checked as blocks
    "private_metadata": string(3000, 0),
    "callback_id": string(255),
    "external_id": string(255),
}
_modal = shape(
    _SHARED
    | {
        "title": plain(24),
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
    ("title", "blocks"),
)
_home = shape(_SHARED, ("blocks",))


def check_message(payload: dict[str, Any], *, allowed: Collection[str] = ()) -> list[str]:
    """Problems of a chat.postMessage or chat.update payload, each with its JSON path; [] is good.

    `allowed` names the broadcast pings that are wanted: channel, here, everyone. A problem that ends in
    "(house rule)" is one Slack would let through.
    """
    walk = Walk("message", allowed)
    for name in sorted(set(payload) - _PAYLOAD):
        walk.wrong(name, "is not a known field of a message")
    _check_words(walk, payload)
    if payload.get("metadata") is not None:
        _metadata(walk, "metadata", payload["metadata"])
    if payload.get("blocks"):
        _check_blocks(walk, payload["blocks"], "blocks")
    for index, attachment in enumerate(payload.get("attachments") or []):
        if attachment.get("blocks"):
            _check_blocks(walk, attachment["blocks"], f"attachments[{index}].blocks")
        elif not attachment.get("fallback"):
            walk.house(f"attachments[{index}].fallback", "is required for those who cannot see it")
    _check_budget(walk, [payload.get("blocks") or [], payload.get("attachments") or []])
    return walk.problems


def check_view(view: dict[str, Any], *, allowed: Collection[str] = ()) -> list[str]:
    """Problems of a modal or a Home tab, each with its JSON path; [] is good."""
    kind = view.get("type")
    if kind not in ("modal", "home"):
        return [f"type: is {kind!r}, must be modal or home"]
    walk = Walk(kind, allowed)
    (_modal if kind == "modal" else _home)(walk, "view", view)
    walk.problems = [problem.removeprefix("view.") for problem in walk.problems]
    blocks = view.get("blocks") or []
    _check_blocks(walk, blocks, "blocks")
    if kind == "modal" and _has_input(blocks) and not view.get("submit"):
        walk.wrong("submit", "is required in a modal with input blocks")
    focused = [path for path, on in find(blocks, "focus_on_load", "blocks") if on]
    for path in focused[1:]:
        walk.wrong(path, "only one element of a view may take the focus")
    return walk.problems


def check_blocks(blocks: list[Any], surface: str = "message", *, allowed: Collection[str] = ()) -> list[str]:
    """Problems of bare blocks on a surface: message, modal or home."""
    walk = Walk(surface, allowed)
    _check_blocks(walk, blocks, "blocks")
    if surface == "message":
        _check_budget(walk, blocks)
    return walk.problems


def _has_input(blocks: list[Any]) -> bool:
    return any(isinstance(each, dict) and each.get("type") == "input" for each in blocks)


def _check_words(walk: Walk, payload: dict[str, Any]) -> None:
    """The top-level text: what notifications, screen readers and old clients show."""
    words = payload.get("text")
    if not words:
        if payload.get("blocks") or payload.get("attachments"):
            walk.house("text", "is missing: notifications and screen readers need it")
        elif not payload.get("markdown_text"):
            walk.wrong("text", "is missing, and there are no blocks")
        return
    if not isinstance(words, str):
        walk.wrong("text", "must be a string")
        return
    if len(words) > TEXT_LIMIT:
        walk.wrong("text", f"has {len(words)} characters, Slack cuts at {TEXT_LIMIT}")
    elif len(words) > TEXT_ADVISED:
        walk.house("text", f"has {len(words)} characters, at most {TEXT_ADVISED} are advised")
    if payload.get("mrkdwn", True):
        safe_markup(walk, "text", words)
    if payload.get("parse") == "full" or payload.get("link_names"):
        for ping in ("channel", "here", "everyone"):
            if f"@{ping}" in words and ping not in walk.allowed:
                walk.house("text", f"pings @{ping} and nobody allowed it")


def _check_blocks(walk: Walk, blocks: Any, path: str) -> None:
    items(block, _BLOCKS_IN[walk.surface])(walk, path, blocks)
    if not isinstance(blocks, list):
        return
    seen: set[str] = set()
    for where, name in find(blocks, "block_id", path):
        if name in seen:
            walk.wrong(where, f"{name!r} stands twice in this payload")
        seen.add(str(name))
    kinds = [kind for _, kind in find(blocks, "type", path)]
    for kind, most in _ONCE.items():
        if kinds.count(kind) > most:
            walk.wrong(path, f"has {kinds.count(kind)} {kind} blocks, at most {most} may stand in a message")
    _check_markdown(walk, blocks, path)


def _check_markdown(walk: Walk, blocks: Any, path: str) -> None:
    parts = [each for each in blocks if isinstance(each, dict) and each.get("type") == "markdown"]
    total = sum(len(str(each.get("text") or "")) for each in parts)
    if len(parts) > 1 and total > _MARKDOWN:
        walk.wrong(path, f"markdown blocks have {total} characters together, at most {_MARKDOWN} are allowed")


def _check_budget(walk: Walk, blocks: Any) -> None:
    total = visible_length(blocks)
    if total > TEXT_BUDGET:
        walk.house("blocks", f"have {total} characters of text in all, our budget is {TEXT_BUDGET}")
