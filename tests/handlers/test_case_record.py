"""A case as a file: everything in it, and nothing in it that a browser or a spreadsheet would obey."""

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from desk.audit import Entry
from desk.case_file import CaseFile
from desk.chain import Checked
from desk.labels import Label
from handlers.case_record import MARK, REPLY_WIPED, WIPED, case_record
from tests.handlers.given import (
    HOSTILE,
    HOSTILE_NAME,
    MAYA,
    NOON,
    STATES,
    TEXTS,
    ZONE,
    a_case,
    a_mention,
    swollen_case,
)
from triage.model import Actor, CaseEvent, State
from triage.reply import Reply, ReplyState

FORMULA = "=HYPERLINK(1)"
WRITTEN_BY_US = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "b", "bdi", "a", "code"}


def an_event(act: str, detail: str | None = None, actor: Actor = MAYA) -> CaseEvent:
    return CaseEvent(case_id="7K2QM9", at=NOON, actor=actor, act=act, detail=detail)


def an_entry(number: int, act: str, detail: str | None = None, actor: Actor = MAYA) -> Entry:
    return Entry(
        id=number,
        at=NOON,
        actor=actor,
        act=act,
        case_id="7K2QM9",
        detail=detail,
        previous="0" * 64,
        hash=f"{number:064}",
    )


def a_file(**changes: Any) -> CaseFile:
    made = CaseFile(
        case=a_case(State.RESOLVED),
        history=[an_event("claim"), an_event("resolve", "answered_publicly")],
        corrections=[Label(kind="urgency", value="1", by="ben")],
        reposts=[],
        entries=[an_entry(1, "claim"), an_entry(7, "viewed", "the whole post, /heed show")],
        checked=Checked(
            length=9, first_at="2026-11-20T12:00:00.000Z", last_at="2026-11-20T12:00:00.000Z", head="ab" * 32
        ),
    )
    return replace(made, **changes)


def page(file: CaseFile) -> str:
    return case_record(file, ZONE, MAYA, NOON)


class Reader(HTMLParser):
    """What a browser makes of a page: its tags, its links, and the lines a spreadsheet would make cells of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str | None] = []
        self.lines: list[str] = [""]
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {f"{tag} {name}" for name, _ in attrs}
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag in ("p", "h1", "h2"):
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data

    @property
    def text(self) -> str:
        return "\n".join(line.strip() for line in self.lines[1:])


def shown(file: CaseFile) -> str:
    return Reader(page(file)).text


def test_the_file_tells_the_post_the_verdict_and_why() -> None:
    told = shown(a_file())
    for words in (
        "Case 7K2QM9",
        "Made 2026-11-20 12:00:00 GMT for maya. Times are those of Europe/London.",
        "Author: @tinfoil",
        "Address: https://reviews.example.org/1",
        f"\u2502 {TEXTS['plain']}",
        "Urgency: 2 (same day)",
        "Complaint score: 83%",
        "Reason: It speaks of a long wait: \u201cnine hours\u201d, \u201cnobody came\u201d",
        "Reason against: It holds praise: \u201ckind\u201d",
        "Correction: ben set this to 1 (routine)",
        "Ended: 2026-11-20 12:00:00 GMT, answered publicly, by maya",
    ):
        assert words in told


def test_the_file_tells_every_act_with_person_and_time() -> None:
    told = shown(a_file())
    assert "2026-11-20 11:00:00 GMT \u00b7 Heedline: opened this case" in told
    assert "2026-11-20 12:00:00 GMT \u00b7 maya: claimed this case" in told
    assert "2026-11-20 12:00:00 GMT \u00b7 maya: resolved this case (answered publicly)" in told


def test_acts_that_this_page_does_not_know_are_told_as_they_were_recorded() -> None:
    told = shown(a_file(history=[an_event("draft_approved", "draft 3"), an_event("sent")]))
    assert "maya: draft approved: draft 3" in told
    assert "maya: sent" in told


def test_the_file_holds_its_part_of_the_audit_with_hashes() -> None:
    told = shown(a_file())
    assert "No. 7 \u00b7 2026-11-20 12:00:00 GMT \u00b7 maya: saw the whole post, /heed show (U0MAYA)" in told
    assert f"Hash: {7:064}" in told
    assert "The audit is whole: 9 entries" in told


def test_a_broken_audit_is_told_in_the_file() -> None:
    broken = Checked(length=0, fault="entry 1 is missing")
    assert "The audit is broken: entry 1 is missing." in shown(a_file(checked=broken))


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_file(state: State) -> None:
    assert f"State: {state.value}" in shown(a_file(case=a_case(state)))


def test_a_case_of_which_little_is_known_has_a_file() -> None:
    mention = a_mention(author=None, url=None, written_at=None, reach=None)
    told = shown(a_file(case=a_case(mention=mention, due_at=None), history=[], corrections=[], entries=[]))
    assert "Author:" not in told
    assert "Address:" not in told


def test_a_post_whose_words_were_wiped_says_so() -> None:
    assert WIPED in shown(a_file(case=a_case(mention=a_mention(text=""))))


def test_those_who_said_it_again_are_named() -> None:
    again = [a_mention(author="@other", url="https://reviews.example.org/2"), a_mention(written_at=None)]
    told = shown(a_file(case=a_case(joined=3), reposts=again))
    assert "Said again 3 times." in told
    assert "By: @other on reviews, 2026-11-20 10:00:00 GMT" in told
    assert "Address: https://reviews.example.org/2" in told


def test_every_line_of_the_post_stands_on_a_line_of_its_own() -> None:
    told = shown(a_file(case=a_case(mention=a_mention(text="first\n\nthird"))))
    assert "\u2502 first\n\u2502\n\u2502 third" in told


HOSTILE_TEXTS = [
    *TEXTS.values(),
    "<script>alert(1)</script>",
    "</bdi></p><img src=x onerror=alert(1)>",
    "<!--",
    "&#60;script&#62;",
    f"{FORMULA}\n+1\n-1\n@SUM(1)\n\t{FORMULA}\n\uff1d1",
]


def hostile_file(text: str) -> CaseFile:
    evil = Actor(id=f"U1{FORMULA}<b>", name=f"{FORMULA}<script>x</script>{HOSTILE_NAME}")
    case = swollen_case(State.RESOLVED, text)
    mention = replace(case.mention, url='javascript:alert("1")')
    return a_file(
        case=replace(
            case, mention=mention, owner=evil, subject=FORMULA, route=FORMULA, resolved_by=evil.name
        ),
        history=[an_event(FORMULA, FORMULA, evil), an_event("wrong_subject", FORMULA, evil)],
        corrections=[Label(kind="subject", value=FORMULA, by=evil.name)],
        reposts=[
            a_mention(author=FORMULA, url=url) for url in ("data:text/html,x", 'https://e.org/"onclick="')
        ],
        entries=[an_entry(1, FORMULA, HOSTILE, evil)],
        checked=Checked(length=0, fault=f"entry 1 {FORMULA}"),
    )


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_nothing_from_outside_is_markup_or_leads_anywhere_odd(text: str) -> None:
    read = Reader(page(hostile_file(text)))
    assert read.tags <= WRITTEN_BY_US
    assert read.attributes <= {
        "html lang", "meta charset", "meta http-equiv", "meta content", "p class", "a href", "a rel",
    }  # fmt: skip
    assert read.links == []


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_no_line_is_a_formula_to_a_spreadsheet(text: str) -> None:
    lines = [line.strip() for line in Reader(page(hostile_file(text))).lines]
    assert [line for line in lines if line.startswith(("=", "+", "-", "@", "\uff1d"))] == []


def test_nothing_turns_the_direction_of_reading_or_moves_a_cursor() -> None:
    made = page(hostile_file(HOSTILE))
    assert not set(made) & set("\x00\x07\x1b\u202e\u202c")


def test_the_file_asks_nothing_of_the_net_and_bears_our_mark() -> None:
    made = page(a_file())
    assert "default-src 'none'" in made
    assert MARK in made[:200]


def a_reply(state: ReplyState = ReplyState.SENT, **changes: Any) -> Reply:
    made = Reply(
        id=3,
        case_id="7K2QM9",
        text="Thank you.\nPlease write to care@example.org.",
        state=state,
        by=MAYA,
        at=NOON,
        needed=1,
        approved_by=(Actor(id="U0BEN", name="ben"),),
        suggestion="thanks",
        reason="They have our number.",
        comment="Warmer, please.",
        sent_at=NOON,
        sent_by="cleo",
        link="https://example.org/answer",
    )
    return replace(made, **changes)


def test_the_file_tells_every_reply_with_its_words_and_who_wrote_approved_and_posted_it() -> None:
    told = shown(a_file(replies=[a_reply(ReplyState.REPLACED, sent_at=None, link=None), a_reply()]))
    assert "Reply 1: written by maya (U0MAYA), 2026-11-20 12:00:00 GMT" in told
    assert "How it stands: replaced by a later one" in told
    for words in (
        "Reply 2: written by maya (U0MAYA), 2026-11-20 12:00:00 GMT",
        "How it stands: posted",
        "\u2502 Thank you.",
        "\u2502 Please write to care@example.org.",
        "Suggested response, word for word: thanks",
        "Why it may stand: They have our number.",
        "Sent back with: Warmer, please.",
        "Approvals needed: 1",
        "Approved by: ben (U0BEN)",
        "Posted: by cleo, 2026-11-20 12:00:00 GMT",
        "Address: https://example.org/answer",
    ):
        assert words in told


def test_a_case_without_replies_has_no_such_part() -> None:
    assert "Replies" not in shown(a_file())


@pytest.mark.parametrize("state", ReplyState)
def test_how_a_reply_stands_is_told_in_words(state: ReplyState) -> None:
    told = shown(a_file(replies=[a_reply(state)]))
    (line,) = [line for line in told.splitlines() if line.startswith("How it stands: ")]
    assert "_" not in line


def test_a_reply_whose_words_are_forgotten_says_so() -> None:
    assert REPLY_WIPED in shown(a_file(replies=[a_reply(text="")]))


@pytest.mark.parametrize(
    "text", [*TEXTS.values(), HOSTILE, f"{FORMULA}\n{FORMULA}", "<script>alert(1)</script>"]
)
def test_no_reply_writes_markup_or_a_formula(text: str) -> None:
    reply = a_reply(
        text=text[:3000],
        by=Actor(id="U0X", name=HOSTILE_NAME),
        reason=text[:300],
        comment=text[:500],
        sent_by=HOSTILE_NAME,
        link="javascript:alert(1)",
        suggestion=text[:100],
    )
    reader = Reader(page(a_file(replies=[reply])))
    assert reader.tags <= WRITTEN_BY_US
    assert "javascript:alert(1)" not in reader.links
    assert not [line for line in reader.lines if line.strip().startswith(("=", "+", "-", "@"))]
