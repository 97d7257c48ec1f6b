"""The home page: shown when it is opened, its buttons, and drawn anew after each."""

import json
import logging
from collections.abc import Callable

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from desk import cases
from desk.messenger import MessengerError
from desk.overview import read_overview
from handlers.actions import actor, resolve_view
from handlers.counter import Counter
from handlers.faults import guarded, tell_operators
from handlers.home import home
from handlers.private import Body, say, tell
from handlers.web_api import call
from handlers.windows import is_too_late, open_view
from triage.lifecycle import Act
from triage.model import State
from triage.roles import Right

log = logging.getLogger(__name__)

_DONE = (
    "That is done. The page could not be drawn anew, so it still shows what was; open it again in a minute."
)
RESOLVE_FORM = "home_resolve_form"
_ONE_CLICK = {
    "home_claim": Act.CLAIM,
    "home_unclaim": Act.UNCLAIM,
    "home_snooze": Act.SNOOZE,
    "home_wake": Act.WAKE,
}
_LATE = "Slack took too long to open the window. Press Resolve again."


def register(app: App, counter: Counter) -> None:
    """The event of its opening, its buttons, and the form that Resolve opens."""
    page = HomePage(counter)
    app.event("app_home_opened")(guarded(page.on_open))
    app.action("home_refresh")(guarded(page.refresh))
    for action_id, act in _ONE_CLICK.items():
        app.action(action_id)(guarded(page.one_click(act)))
    app.action("home_resolve")(guarded(page.ask_how))
    app.view(RESOLVE_FORM)(guarded(page.resolve))


class HomePage:
    """Everybody's home page. Remembers the workspace's address once Slack has told it."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._address = ""

    def on_open(
        self, ack: Ack, body: Body, respond: Respond, client: WebClient, context: BoltContext
    ) -> None:
        ack()
        event = body["event"]
        if event.get("tab", "home") != "home":
            return
        person = str(event["user"])
        refused = context["gate"].refused(person, Right.VIEW)
        if refused is None:
            self._show(client, person, (event.get("view") or {}).get("hash"))
        else:
            call(client.views_publish, user_id=person, view={"type": "home", "blocks": refused.blocks})

    def refresh(self, ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        ack()
        self._show(client, str(body["user"]["id"]), body["view"].get("hash"))

    def one_click(self, act: Act) -> Callable[..., None]:
        def listener(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
            ack()
            result = self._counter.act(_case_id(body), act, actor(body))
            self._answer(client, body, respond, result.refusal)

        return listener

    def ask_how(self, ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        """The card's own form; what it brings is taken here, so that the page can show it."""
        ack()
        case = cases.find(self._counter.store, _case_id(body))
        if case.state is State.RESOLVED:
            return self._answer(
                client, body, respond, f"This case is already resolved by {case.resolved_by}."
            )
        try:
            open_view(client, body, {**resolve_view(case, body), "callback_id": RESOLVE_FORM})
        except MessengerError as error:
            if not is_too_late(error):
                raise
            self._answer(client, body, respond, _LATE)

    def resolve(self, ack: Ack, body: Body, view: Body, respond: Respond, client: WebClient) -> None:
        chosen = view["state"]["values"]["disposition"]["disposition"].get("selected_option")
        if not chosen:
            ack(response_action="errors", errors={"disposition": "Choose how the case ended."})
            return
        ack()
        case_id = json.loads(view["private_metadata"])["case"]
        result = self._counter.act(case_id, Act.RESOLVE, actor(body), disposition=chosen["value"])
        self._answer(client, body, respond, result.refusal)

    def _answer(self, client: WebClient, body: Body, respond: Respond, refusal: str | None) -> None:
        """The page as it is now with the refusal on top; by a message where the page cannot be shown."""
        said = f"{refusal} Nothing was changed." if refusal else ""
        view = body["view"]
        known = view.get("hash") if view.get("type") == "home" else None
        try:
            self._show(client, str(body["user"]["id"]), known, said)
        except MessengerError as error:  # what was asked is done or refused all the same
            log.warning("a home page could not be shown (%s)", error)
            tell(say(said or _DONE), body, respond, client)
            tell_operators(error, self._counter)

    def _show(self, client: WebClient, person: str, known: str | None, said: str = "") -> None:
        """Draws and publishes. Where another drawing came first, one more is made: it is the newer one."""
        if not self._published(client, person, known, said):
            self._published(client, person, None, said)

    def _published(self, client: WebClient, person: str, known: str | None, said: str) -> bool:
        """False where the page is no longer the one with this hash."""
        counter = self._counter
        seen = read_overview(counter.store, counter.policy, person, counter.clock())
        view = home(seen, self._workspace(client), said)
        try:
            call(client.views_publish, user_id=person, view=view, hash=known)
        except MessengerError as error:
            if known is None or str(error) != "hash_conflict":
                raise
            return False
        return True

    def _workspace(self, client: WebClient) -> str:
        if not self._address:
            try:
                self._address = str(call(client.auth_test).get("url") or "")
            except MessengerError as error:  # the page does without links to cards, for this once
                log.warning("the workspace's address is not known (%s)", error)
        return self._address


def _case_id(body: Body) -> str:
    return str(json.loads(body["actions"][0]["value"])["case"])
