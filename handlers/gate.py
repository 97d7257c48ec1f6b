"""The one gate that every click, command and form passes before its listener: who may, and where."""

import json
from dataclasses import dataclass

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from desk import cases
from desk.messenger import MessengerError
from handlers import blocks as b
from handlers import commands, rights
from handlers.channels import Channels
from handlers.counter import Counter
from handlers.membership import Membership
from handlers.owning import case_of
from handlers.private import Answer, Body, say, tell
from handlers.typed import read
from handlers.windows import kept_open
from triage.roles import Refusal, Right, refusal

OUTSIDER = (
    "You belong to another organisation, and this desk serves its own people only. Nothing was changed."
)
SHARED = (
    "This channel is shared with another organisation, so no words of posts are shown here. "
    "Ask again in a channel of your own, or in the direct messages with Heedline."
)
_ANSWERED_BY_ACK = ("view_submission", "block_suggestion")
KEPT = "The form is kept: whoever may can be asked meanwhile."


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Knows who may do what; a refused act changes nothing and is told to nobody but who tried it."""

    counter: Counter
    members: Membership
    channels: Channels

    def admits(self, body: Body, ack: Ack, respond: Respond, client: WebClient) -> bool:
        """False where the act was refused, acknowledged and told. Events have nobody to refuse and pass."""
        if body.get("type") == "event_callback":
            return True
        is_form = body.get("type") in _ANSWERED_BY_ACK
        settled = self.members.is_fresh(self.counter.clock()) and self._why_not(body) is None
        if not settled and not is_form:
            ack()  # asking Slack who may takes its time; a form waits for its answer, a click does not
        answer = None if settled else self._refused(body)
        answer = answer or self._not_here(body, ack)
        if answer is None:
            return True
        ack(**kept_open(body, f"{answer.text} {KEPT}"))
        tell(answer, body, respond, client)
        return False

    def refused(self, person: str, right: Right) -> Answer | None:
        """What somebody is told who may not; None for whoever may. For surfaces that are no click, such as Home."""
        if self.counter.policy.roles.unrestricted:
            return None
        self.members.refresh(self.counter.clock())
        why_not = refusal(self.members.roles_of(person), right, self.counter.policy.roles)
        return None if why_not is None else self._drawn(why_not)

    def _refused(self, body: Body) -> Answer | None:
        """The refusal, once Slack had the chance to say that the person was let in meanwhile."""
        if _is_outsider(body):
            return say(OUTSIDER)
        now = self.counter.clock()
        self.members.refresh(now)
        if self._why_not(body) is not None:
            self.members.look_again(now)
        why_not = self._why_not(body)
        return None if why_not is None else self._drawn(why_not)

    def _why_not(self, body: Body) -> Refusal | None:
        """By what is known at the moment."""
        if _is_outsider(body):
            return Refusal(told=OUTSIDER)
        if self.counter.policy.roles.unrestricted:
            return None
        right = self.right(body)
        if right is None:
            return None
        return refusal(self.members.roles_of(_person(body)), right, self.counter.policy.roles)

    def right(self, body: Body) -> Right | None:
        """What the act asks for; None where everybody may."""
        found = _right_of(body)
        if found is Right.UNCLAIM_OWN and self._is_held_by_another(body):
            return Right.UNCLAIM_OTHERS
        return found

    def _is_held_by_another(self, body: Body) -> bool:
        try:
            if "command" in body:
                words = read(str(body.get("text") or ""))[1:]
                case = cases.find(self.counter.store, words[0] if words else "")
            else:
                case = case_of(self.counter, body)
        except cases.UnknownCase:
            return False  # the listener says so
        return case.owner is not None and case.owner.id != _person(body)

    def _not_here(self, body: Body, ack: Ack) -> Answer | None:
        """Commands that show words of posts are not answered where outsiders sit."""
        channel = str(body.get("channel_id") or "")
        if "command" not in body or not channel.startswith(("C", "G")):
            return None
        verb = _verb(body)
        if verb not in commands.VERBS or verb in rights.WITHOUT_WORDS:
            return None
        ack()
        try:
            return say(SHARED) if self.channels.shared(channel) else None
        except MessengerError:
            return None  # a channel that the bot is not in: the answer is for the writer's eyes anyway

    def _drawn(self, why_not: Refusal) -> Answer:
        """The refusal with its mentions as mentions."""
        doubt = self.members.in_doubt()
        told = f"{why_not.told} {doubt}" if doubt else why_not.told
        if not why_not.ask:
            return say(told)
        asked: list[b.Element] = []
        for name in why_not.ask:
            asked += [b.words(", "), self._mention(name)]
        line = b.line(b.words(f"{told} Ask "), *asked[1:], b.words("."))
        return Answer(text=b.escape(told), blocks=[b.rich(line)])

    def _mention(self, name: str) -> b.Element:
        found = self.members.id_of(name)
        if found is None:
            return b.words(name)
        return b.group(found) if found.startswith("S") else b.person(found)


def _right_of(body: Body) -> Right | None:
    if "command" in body:
        verb = _verb(body)
        if verb not in commands.VERBS:
            return None  # a typing error, which gets a hint
        return rights.VERBS.get(verb, Right.OTHER)
    match body.get("type"):
        case "block_actions":
            actions = body.get("actions") or [{}]
            return _right_of_click(actions[0])
        case "view_submission":
            return rights.FORMS.get(str((body.get("view") or {}).get("callback_id")), Right.OTHER)
        case "view_closed":
            return None
        case "message_action" | "shortcut":
            return rights.SHORTCUTS.get(str(body.get("callback_id")), Right.OTHER)
        case _:
            return Right.OTHER


def _right_of_click(action: Body) -> Right | None:
    if action.get("action_id") not in rights.MENUS:
        return rights.BUTTONS.get(str(action.get("action_id")), Right.OTHER)
    try:
        _, kind, value = json.loads((action.get("selected_option") or {}).get("value") or "")
    except (ValueError, TypeError):
        return Right.OTHER
    return rights.MENU.get(str(value), Right.OTHER) if kind == "act" else Right.CORRECT


def _verb(body: Body) -> str:
    return (read(str(body.get("text") or "")) or ["help"])[0].lower()


def _person(body: Body) -> str:
    return str(body.get("user_id") or (body.get("user") or {}).get("id") or "")


def _is_outsider(body: Body) -> bool:
    """Somebody of another organisation, who meets our cards in a shared channel.

    Of several workspaces of one enterprise each may have its own team; there the roles decide.
    """
    theirs = (body.get("user") or {}).get("team_id")
    said_by = None if body.get("type") == "message_action" else (body.get("message") or {}).get("team")
    ours = said_by or (body.get("team") or {}).get(
        "id"
    )  # a message that is to become a case may be anybody's
    return bool(theirs and ours and theirs != ours and not body.get("enterprise"))
