"""Every surface under every named trouble: acknowledged, told to a person, nothing lost, no traceback.

A surface is prepared while all is well, then the trouble comes, then somebody acts.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from desk import cases, replies
from desk.status import read_status
from desk.troubles import WAYS_OUT
from tests.fakes.block_check import text_of
from tests.fakes.slack import Delivery, FakeSlack, Message, View
from tests.handlers.given import Desk, a_policy, press
from tests.handlers.test_unfurling import TEMPLATE, share
from triage.lifecycle import Act
from triage.model import Actor, Case, Route, State, Subject
from triage.policy import Policy

ANA = Actor(id="U0ANA", name="ana")
REPLY = "A public thread is no place for details, but a person is glad to talk: 555-0142."
WORDS = "A caller says that nobody came for nine hours."


@dataclass
class Scene:
    """Two cases with their cards, and what was prepared."""

    slack: FakeSlack
    desk: Desk
    case_id: str = ""
    other_id: str = ""
    given: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.case_id = self.desk.hear()
        self.other_id = self.desk.hear("Quite another complaint.", native_id="2", author=None)
        self.card = self.desk.card_of(self.case_id)
        self.other = self.desk.card_of(self.other_id)

    @property
    def case(self) -> Case:
        return cases.find(self.desk.store, self.case_id)

    @property
    def open_cases(self) -> int:
        return cases.list_open(self.desk.store, 1, 1)[1]

    def window(self, words: str) -> View:
        def shown() -> View | None:
            view = self.slack.modal()
            return view if view and words in str(view.body) else None

        found = self.slack.wait_for(shown, 5, f"a window with {words!r}")
        assert isinstance(found, View)
        return found

    def page(self, words: str) -> View:
        def shown() -> View | None:
            view = self.slack.home()
            return view if view and words in str(view.body) else None

        found = self.slack.wait_for(shown, 5, f"a page with {words!r}")
        assert isinstance(found, View)
        return found

    def told(self) -> str:
        """Everything that anybody was told privately, in a window or on a page."""
        whispers = [text_of(e.blocks) for e in self.slack.ephemerals("maya")]
        direct = [text_of(m.blocks) for m in self.slack.messages("@maya")]
        views = [text_of(view.blocks) for view in (self.slack.modal(), self.slack.home()) if view]
        return "\n".join([*whispers, *direct, *views])

    def notices(self) -> str:
        return "\n".join(text for text, _ in read_status(self.desk.store, self.desk.policy).notices)


Begin = Callable[[Scene], Any]
Do = Callable[[Scene], Delivery | None]
Holds = Callable[[Scene], bool]


@dataclass(frozen=True, kw_only=True)
class Surface:
    """`done` says whether the act came about: something in the records, or what the person sees.

    opens: it opens a window by a trigger. fills: it fills a window that is open. asks: it needs another
    permission, or Slack's word, to come about. shows: the courier has something to post or change afterwards.
    """

    act: Do
    done: Holds
    begin: Begin = lambda scene: None
    opens: bool = False
    fills: bool = False
    asks: bool = False
    shows: bool = False


def reply_form(scene: Scene) -> None:
    scene.slack.click(scene.card, "draft_reply")
    scene.window("Your reply")


def waiting_reply(scene: Scene) -> None:
    scene.desk.counter.write_reply(scene.case_id, replies.Draft(text=REPLY, base=0, needed=1), ANA)
    scene.slack.wait_for(lambda: "Send back" in text_of(scene.card.blocks), 5, "the reply on the card")


def approved_reply(scene: Scene) -> None:
    scene.desk.counter.write_reply(scene.case_id, replies.Draft(text=REPLY, base=0, needed=0), ANA)
    scene.slack.wait_for(lambda: "I posted it" in text_of(scene.card.blocks), 5, "the reply on the card")


def chosen(option: str) -> Do:
    return lambda scene: scene.slack.select(scene.card, "more", option)


def form_of(option: str, words: str) -> Begin:
    def begin(scene: Scene) -> None:
        scene.slack.select(scene.card, "more", option)
        scene.window(words)

    return begin


def clicked(what: str) -> Do:
    return lambda scene: press(scene.slack, scene.card, what)


def submitted(**values: str) -> Do:
    return lambda scene: scene.slack.submit(None, values)


def shows(words: str) -> Holds:
    """A window with these words is open."""
    return lambda scene: bool((view := scene.slack.modal()) and words in str(view.body))


def said(words: str) -> Holds:
    return lambda scene: words in scene.told()


def is_in(state: State) -> Holds:
    return lambda scene: scene.case.state is state


def reply_is(text: str) -> Holds:
    def holds(scene: Scene) -> bool:
        found = replies.current(scene.desk.store, scene.case_id)
        return found is not None and text in f"{found.text} {found.state} {found.comment}"

    return holds


def remarked(scene: Scene) -> None:
    scene.given["message"] = scene.slack.say("ops", WORDS, user="ben")


def made_case_form(scene: Scene) -> None:
    remarked(scene)
    scene.slack.shortcut("make_case", message=scene.given["message"])
    scene.window("How urgent")


def answered(scene: Scene) -> None:
    scene.slack.command("/heed", "list", channel="alerts")
    scene.slack.wait_for(lambda: scene.slack.ephemerals("maya"), 5, "an answer")
    scene.given["answer"] = scene.slack.ephemerals("maya")[-1]


def home(scene: Scene) -> None:
    scene.slack.open_home()
    scene.page(scene.case_id)


def own_home(scene: Scene) -> None:
    scene.desk.counter.act(scene.case_id, Act.CLAIM, Actor(id=scene.slack.user("maya").id, name="maya"))
    scene.slack.open_home()
    scene.page("home_resolve")


def linked(scene: Scene) -> Delivery | None:
    scene.given["link"] = share(scene.slack, scene.case_id)
    return None


def unfurled(scene: Scene) -> bool:
    link = scene.given.get("link")
    return isinstance(link, Message) and bool(link.attachments)


def shared(scene: Scene) -> bool:
    return any("shared" in text_of(m.blocks) for m in scene.slack.messages("alerts"))


def typed(text: str) -> Do:
    return lambda scene: scene.slack.command("/heed", text.replace("ID", scene.case_id))


def page_pressed(what: str) -> Do:
    return lambda scene: scene.slack.click(scene.slack.home() or "", what)


def corrected(scene: Scene) -> bool:
    return bool(cases.corrections(scene.desk.store, scene.case))


def handed_over(scene: Scene) -> bool:
    return any("team" in event.act for event in cases.history(scene.desk.store, scene.case))


MERGE, SUBJECT, TEAM = (
    "Merge into another case\u2026",
    "Subject: choose whom it is about\u2026",
    "Team: tell another channel\u2026",
)
SURFACES = {
    "claim": Surface(act=clicked("claim"), done=is_in(State.CLAIMED), shows=True),
    "menu": Surface(act=clicked("snooze"), done=is_in(State.SNOOZED), shows=True),
    "correction": Surface(act=chosen("Not about us"), done=corrected, shows=True),
    "resolve form": Surface(act=clicked("resolve"), done=shows("How did it end"), opens=True),
    "resolve": Surface(
        begin=lambda scene: (clicked("resolve")(scene), scene.window("How did it end")),
        act=submitted(disposition="duplicate"), done=is_in(State.RESOLVED), shows=True,
    ),
    "reply form": Surface(act=clicked("draft_reply"), done=shows("Your reply"), opens=True, fills=True),
    "reply typed": Surface(
        begin=reply_form, act=lambda scene: scene.slack.select(scene.slack.modal() or "", "reply_text", "abc"),
        done=shows("3 characters"), fills=True,
    ),
    "reply suggested": Surface(
        begin=reply_form, act=lambda scene: scene.slack.click(scene.slack.modal() or "", "Use this text"),
        done=lambda scene: "initial_value" in str((scene.slack.modal() or scene.card).blocks), fills=True,
    ),
    "reply submitted": Surface(begin=reply_form, act=submitted(reply_text=REPLY), done=reply_is(REPLY), shows=True),
    "send back form": Surface(
        begin=waiting_reply, act=clicked("send_back_reply"), done=shows("What should be changed"), opens=True
    ),
    "send back": Surface(
        begin=lambda scene: (waiting_reply(scene), clicked("send_back_reply")(scene), scene.window("be changed")),
        act=submitted(comment="Say less."), done=reply_is("Say less."), shows=True,
    ),
    "posted form": Surface(begin=approved_reply, act=clicked("posted_reply"), done=shows("Link to your"), opens=True),
    "posted": Surface(
        begin=lambda scene: (approved_reply(scene), clicked("posted_reply")(scene), scene.window("Link to your")),
        act=submitted(link="https://x.example.org/a"), done=is_in(State.RESOLVED), shows=True,
    ),
    "merge form": Surface(act=chosen(MERGE), done=shows("It belongs to"), opens=True),
    "merge": Surface(
        begin=form_of(MERGE, "It belongs to"), act=lambda scene: submitted(into=scene.other_id)(scene),
        done=lambda scene: scene.case.merged_into == scene.other_id, shows=True,
    ),
    "subject form": Surface(act=chosen(SUBJECT), done=shows("It is about"), opens=True),
    "subject": Surface(
        begin=form_of(SUBJECT, "It is about"), act=submitted(subject="Lakeside"), done=corrected, shows=True
    ),
    "team form": Surface(act=chosen(TEAM), done=shows("It belongs to"), opens=True),
    "team": Surface(
        begin=form_of(TEAM, "It belongs to"), act=submitted(team="second"), done=handed_over, shows=True
    ),
    "make case form": Surface(
        begin=remarked, act=lambda scene: scene.slack.shortcut("make_case", message=scene.given["message"]),
        done=shows("How urgent"), opens=True, fills=True,
    ),
    "make case": Surface(
        begin=made_case_form, act=submitted(text=WORDS), done=lambda scene: scene.open_cases == 3, shows=True
    ),
    "home": Surface(
        act=lambda scene: scene.slack.open_home(), done=lambda scene: scene.slack.home() is not None, asks=True
    ),
    "home claim": Surface(begin=home, act=page_pressed("home_claim"), done=lambda scene: scene.open_cases == 2
                          and any(c.owner for c in cases.list_open(scene.desk.store, 1, 9)[0]), shows=True),
    "home resolve form": Surface(
        begin=own_home, act=page_pressed("home_resolve"), done=shows("How did it end"), opens=True
    ),
    "link": Surface(act=linked, done=unfurled, asks=True),
    "share": Surface(
        begin=answered, act=lambda scene: scene.slack.click(scene.given["answer"], "Share in channel"), done=shared,
        asks=True,
    ),
    "/heed claim": Surface(act=typed("claim ID"), done=is_in(State.CLAIMED), shows=True),
    "/heed show": Surface(act=typed("show ID"), done=said("Nine hours in the ER")),
    "/heed status": Surface(act=typed("status"), done=said("reviews")),
}  # fmt: skip


@pytest.fixture
def scene(slack: FakeSlack, tmp_path: Path, served: Callable[[Policy], Desk]) -> Scene:
    policy = a_policy(tmp_path / "heedline.db")
    slack.add_user("ben")
    slack.add_channel("second")
    return Scene(
        slack,
        served(
            replace(
                policy,
                slack=replace(policy.slack, case_link=TEMPLATE),
                subjects=(*policy.subjects, Subject(name="Lakeside", kind="competitor", match="lakeside")),
                routes=(*policy.routes, Route(name="second", channel="#second")),
            )
        ),
    )


def named(pick: Callable[[Surface], bool]) -> list[str]:
    return [name for name, surface in SURFACES.items() if pick(surface)]


def begun(scene: Scene, name: str) -> Surface:
    surface = SURFACES[name]
    surface.begin(scene)
    return surface


def comes_about(scene: Scene, surface: Surface) -> None:
    delivery = surface.act(scene)
    assert delivery is None or delivery.acked
    scene.slack.wait_for(lambda: surface.done(scene), 5, "what was asked for")


def is_told(scene: Scene, words: str) -> None:
    scene.slack.wait_for(lambda: words in scene.told(), 5, f"{words!r} for maya")


def operators_know(scene: Scene, code: str) -> None:
    scene.slack.wait_for(lambda: WAYS_OUT[code] in scene.notices(), 8, f"a notice about {code}")


@pytest.fixture(autouse=True)
def no_traceback(caplog: pytest.LogCaptureFixture) -> Any:
    yield
    assert [record for record in caplog.records if record.exc_info] == []


@pytest.mark.parametrize("name", SURFACES)
def test_a_deleted_card_stops_nothing_and_an_open_case_gets_a_new_one(scene: Scene, name: str) -> None:
    surface = begun(scene, name)
    scene.slack.forget(scene.card)
    comes_about(scene, surface)
    if surface.shows and scene.case.state is not State.RESOLVED and scene.case.owner is not None:
        scene.slack.wait_for(
            lambda: [m for m in scene.slack.cards("alerts") if scene.case_id in str(m.blocks)],
            5,
            "a new card",
        )
    assert scene.notices() == ""


@pytest.mark.parametrize("name", named(lambda surface: surface.opens))
def test_an_expired_trigger_is_told_and_changes_nothing(scene: Scene, name: str) -> None:
    surface = begun(scene, name)
    before = cases.history(scene.desk.store, scene.case)
    scene.slack.faults.error("views.open", "expired_trigger_id")
    delivery = surface.act(scene)
    assert delivery is not None
    assert delivery.acked
    is_told(scene, "Slack took too long to open the window.")
    assert not surface.done(scene)
    assert cases.history(scene.desk.store, scene.case) == before
    comes_about(scene, surface)  # the second try
    assert scene.notices() == ""


@pytest.mark.parametrize("name", named(lambda surface: surface.fills))
def test_a_window_that_was_closed_meanwhile_bothers_nobody(scene: Scene, name: str) -> None:
    surface = begun(scene, name)
    scene.slack.faults.error("views.update", "not_found")
    calls = len(scene.slack.called("views.update"))
    delivery = surface.act(scene)
    assert delivery is not None
    assert delivery.acked
    scene.slack.wait_for(lambda: len(scene.slack.called("views.update")) > calls, 5, "the attempt to fill it")
    comes_about(scene, surface)
    assert scene.slack.ephemerals("maya") == []
    assert scene.notices() == ""


@pytest.mark.parametrize("name", SURFACES)
def test_in_an_archived_channel_nothing_is_lost(scene: Scene, name: str) -> None:
    surface = begun(scene, name)
    scene.slack.channel("alerts").archived = True
    if name == "share":
        surface.act(scene)
        return is_told(scene, "This channel is archived. Nothing was shared.")
    comes_about(scene, surface)
    if surface.shows and scene.case.state is not State.RESOLVED:  # what is closed needs no card elsewhere
        operators_know(scene, "is_archived")


@pytest.mark.parametrize("name", SURFACES)
def test_with_a_revoked_token_what_needs_no_slack_is_done_and_the_rest_is_told(
    scene: Scene, name: str
) -> None:
    surface = begun(scene, name)
    scene.slack.revoke()
    if not (surface.opens or surface.fills or surface.asks):
        comes_about(scene, surface)
    else:
        surface.act(scene)
        operators_know(scene, "token_revoked")
        assert not surface.done(scene)
    if (surface.opens and not name.startswith("home")) or name == "share":
        is_told(scene, "Slack refuses what Heedline asks for (token_revoked)")
    if surface.shows:
        operators_know(scene, "token_revoked")


@pytest.mark.parametrize("name", SURFACES)
def test_with_a_scope_removed_what_needs_none_is_done_and_the_rest_is_told(scene: Scene, name: str) -> None:
    surface = begun(scene, name)
    scene.slack.set_scopes("commands")
    if name in ("link", "share"):
        surface.act(scene)
        operators_know(scene, "missing_scope")
        assert not surface.done(scene)
    else:
        comes_about(scene, surface)
    if name == "share":
        is_told(scene, "Slack refuses what Heedline asks for (missing_scope")
    if surface.shows:
        operators_know(scene, "missing_scope")
