"""Blocks as HTML: nothing quoted becomes markup, nothing comes from elsewhere, nothing unknown is left out."""

from html.parser import HTMLParser
from typing import Any

import pytest

from handlers import blocks as b
from handlers import browser, reply_form
from handlers.actions import resolve_view
from handlers.browser_icons import ICONS
from handlers.browser_parts import Undrawable, control, icon
from handlers.cards import card
from handlers.digest_card import digest_card
from handlers.terminal import EMOJI
from tests.handlers.given import (
    HOSTILE,
    HOSTILE_NAME,
    MAYA,
    STATES,
    ZONE,
    a_case,
    a_digest,
    a_mention,
    content_of,
)

MARKUP = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)></bdi></pre><style>*{display:none}</style><!--"
)


class Seen(HTMLParser):
    """Tags with their attributes, and the words between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def name_of(person_id: str) -> str:
    return {"U0MAYA": "Maya Lind"}.get(person_id, person_id)


def drawn(*blocks: b.Block) -> str:
    return browser.message(blocks, name_of)


def spoken(words: str) -> str:
    """A card, a window and the digest in which these words stand wherever words from outside may stand."""
    mention = a_mention(text=words, author=words, url="https://example.org/1")
    case = a_case(mention=mention, subject=words, route=words)
    view = resolve_view(case, {})
    sheet = reply_form.Sheet(case=case.id, channel=None, source="x")
    form = reply_form.form(content_of(case), sheet, words, None, person=MAYA, needed=1)
    errors = {"reply-0": words}
    parts = [browser.message(card(content_of(case), ZONE), lambda _: words, when=words)]
    parts += [browser.modal(view, name_of), browser.modal(form, name_of, errors)]
    return browser.page(words, [*parts, drawn(*digest_card(a_digest(organisation=words)))])


@pytest.mark.parametrize("words", [MARKUP, HOSTILE, HOSTILE_NAME])
def test_words_from_outside_never_become_markup(words: str) -> None:
    assert Seen(spoken(words)).tags == Seen(spoken("harmless words")).tags


def test_words_from_outside_stand_letter_for_letter() -> None:
    assert MARKUP in Seen(drawn(b.rich(b.quote(MARKUP)))).words


def test_signs_that_turn_the_direction_of_reading_are_taken_out() -> None:
    assert "\u202e" not in drawn(b.rich(b.quote(HOSTILE)))


@pytest.mark.parametrize("state", STATES)
def test_a_card_in_every_state_is_drawn(state: Any) -> None:
    made = browser.message(card(content_of(a_case(state=state)), ZONE), name_of)
    assert a_case().mention.text.split()[0] in Seen(made).words


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    page = browser.page("A day", [drawn(b.rich(b.line(b.link("https://example.org/1", "open the post"))))])
    tags = Seen(page).tags
    assert {tag for tag, _ in tags}.isdisjoint({"script", "link", "img", "iframe", "form", "object"})
    assert {name for tag, attrs in tags for name, _ in attrs if tag != "a"}.isdisjoint(
        {"src", "href", "style"}
    )
    assert "url(" not in browser.STYLE
    assert "@import" not in browser.STYLE
    assert "default-src 'none'" in page


def test_a_link_that_is_no_web_address_is_words_alone() -> None:
    run = {"type": "link", "url": "javascript:alert(1)", "text": "press"}
    seen = Seen(drawn(b.rich(b.line(run))))
    assert "press" in seen.words
    assert "a" not in {tag for tag, _ in seen.tags}


def test_people_stand_by_their_names() -> None:
    assert "@Maya Lind" in Seen(drawn(b.rich(b.line(b.person("U0MAYA"))))).words


@pytest.mark.parametrize(
    "block",
    [
        {"type": "carousel", "elements": []},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*bold*"}},
        {"type": "actions", "elements": [{"type": "datepicker"}]},
        {"type": "actions", "elements": [b.button("Go", "go", "-", style="glowing")]},
        {"type": "rich_text", "elements": [{"type": "rich_text_table", "elements": []}]},
        b.rich(b.line({"type": "color", "value": "#fff"})),
        b.rich(b.line({"type": "text", "text": "x", "style": {"blink": True}})),
        b.rich(b.line(b.emoji("tada"))),
    ],
    ids=lambda block: str(block)[:60],
)
def test_what_it_cannot_draw_is_an_error_and_not_left_out(block: b.Block) -> None:
    with pytest.raises(Undrawable):
        drawn(block)


@pytest.mark.parametrize(("draw", "kind"), [(browser.modal, "home"), (browser.home, "modal")])
def test_a_view_of_the_wrong_kind_is_refused(draw: Any, kind: str) -> None:
    with pytest.raises(Undrawable, match=kind):
        draw({"type": kind, "blocks": []}, name_of)


def test_an_error_stands_beside_the_block_it_speaks_of() -> None:
    view = resolve_view(a_case(), {})
    told = Seen(browser.modal(view, name_of, {"disposition": "Choose how the case ended."})).words
    assert told.index("How did it end?") < told.index("Choose how the case ended.")


def test_an_error_beside_no_block_is_refused() -> None:
    with pytest.raises(Undrawable, match="nowhere"):
        browser.modal(resolve_view(a_case(), {}), name_of, {"nowhere": "Wrong."})


def test_a_menu_shows_what_is_chosen_and_holds_the_others() -> None:
    options = [b.option("Routine", "1"), b.option("Now", "3")]
    menu = {"type": "static_select", "options": options, "initial_option": options[1]}
    assert Seen(control(menu)).words == "NowRoutineNow"


def test_what_is_ticked_is_shown_ticked() -> None:
    options = [b.option("One", "1"), b.option("Two", "2")]
    made = control({"type": "checkboxes", "options": options, "initial_options": [options[1]]})
    assert made.index("One") < made.index("square on") < made.index("Two")


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_sign_says_what_it_is_and_the_terminal_has_it_too(name: str) -> None:
    assert name.replace("_", " ") in icon(name)
    assert name in EMOJI


def test_every_sign_of_the_terminal_is_drawn_in_the_browser() -> None:
    assert sorted(EMOJI) == sorted(ICONS)
