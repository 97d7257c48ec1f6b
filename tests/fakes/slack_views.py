"""views.open, update, push and publish, and what the answer to a submission does to a modal."""

from __future__ import annotations

from typing import Any

from tests.fakes.block_check import HOUSE, check_view
from tests.fakes.slack_methods import method
from tests.fakes.slack_state import Json, Refused, View, Workspace
from tests.fakes.slack_wire import view_json

STACK = 3


def refuse_bad_view(work: Workspace, body: Any) -> None:
    if not isinstance(body, dict):
        raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] view: is required"]})
    found = check_view(body, allowed=work.allowed_pings)
    work.problems += found
    if not work.strict:
        found = [each for each in found if not each.endswith(HOUSE)]
    if found:
        raise Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] {e}" for e in found]})


def stack_of(work: Workspace, user: str) -> list[View]:
    """The open modals of a person, bottom first."""
    return [each for each in work.views.values() if each.user == user and each.type == "modal" and each.open]


def show(work: Workspace, user: str, body: Json, below: View | None = None) -> View:
    key = work.next_id("V")
    root = below.root if below else key
    previous = below.id if below else None
    view = View(key, user, _named(work, body), work.token(8), root, previous)
    work.views[key] = view
    return view


def redraw(work: Workspace, view: View, body: Json) -> None:
    """What was filled in stays where block_id and action_id stay."""
    view.earlier.append(view.body)
    view.body, view.hash = _named(work, body), work.token(8)


def _named(work: Workspace, body: Json) -> Json:
    return body | {"blocks": work.with_ids(body.get("blocks") or [])}


def close_stack(work: Workspace, user: str) -> None:
    for view in stack_of(work, user):
        view.open = False


@method("views.open")
def open_view(work: Workspace, args: Json) -> Json:
    trigger = work.use_trigger(str(args.get("trigger_id")))
    refuse_bad_view(work, args.get("view"))
    close_stack(work, trigger.user)
    return {"ok": True, "view": view_json(work, show(work, trigger.user, args["view"]))}


@method("views.push")
def push_view(work: Workspace, args: Json) -> Json:
    trigger = work.use_trigger(str(args.get("trigger_id")))
    refuse_bad_view(work, args.get("view"))
    stack = stack_of(work, trigger.user)
    if len(stack) >= STACK:
        raise Refused("push_limit_reached")
    if not stack:
        raise Refused("not_found")
    return {"ok": True, "view": view_json(work, show(work, trigger.user, args["view"], stack[-1]))}


@method("views.update")
def update_view(work: Workspace, args: Json) -> Json:
    """not_found once the person has closed it."""
    view = work.views.get(str(args.get("view_id")))
    if args.get("external_id"):
        named = (v for v in work.views.values() if v.body.get("external_id") == args["external_id"])
        view = next(named, None)
    if view is None or not view.open:
        raise Refused("not_found")
    _same_hash(view, args)
    refuse_bad_view(work, args.get("view"))
    redraw(work, view, args["view"])
    return {"ok": True, "view": view_json(work, view)}


@method("views.publish")
def publish(work: Workspace, args: Json) -> Json:
    user = str(args.get("user_id"))
    if user not in work.users:
        raise Refused("user_not_found")
    view = home_of(work, user)
    if view:
        _same_hash(view, args)
    refuse_bad_view(work, args.get("view"))
    if view:
        redraw(work, view, args["view"])
    return {"ok": True, "view": view_json(work, view or show(work, user, args["view"]))}


def home_of(work: Workspace, user: str) -> View | None:
    return next((v for v in work.views.values() if v.user == user and v.type == "home"), None)


def _same_hash(view: View, args: Json) -> None:
    if args.get("hash") and args["hash"] != view.hash:
        raise Refused("hash_conflict")


def after_submission(work: Workspace, view: View, answer: Json) -> None:
    """What Slack does with the answer to a view_submission."""
    action = answer.get("response_action")
    if action == "clear":
        close_stack(work, view.user)
    elif action == "update":
        refuse_bad_view(work, answer.get("view"))
        redraw(work, view, answer["view"])
    elif action == "push":
        refuse_bad_view(work, answer.get("view"))
        show(work, view.user, answer["view"], view)
    elif action != "errors":
        view.open = False
