"""/heed's verbs that list, act, mute and count: what they answer, and what they leave in the books."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk import cases, mutes
from desk.store import Store
from handlers import commands, pages
from handlers.private import Answer
from tests.fakes.block_check import check_message, text_of
from tests.fakes.slack_elements import elements
from tests.handlers.given import HOSTILE, HOSTILE_NAME, MAYA, Desk, a_policy
from triage.lifecycle import DISPOSITIONS, TO_CHOOSE, Act
from triage.model import Actor, Outcome, SourceSettings, State, Subject, Urgency

BEN = Actor(id="U0BEN", name="ben")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Desk]:
    """A desk without Slack, with two names of our own, a rival, and two sources."""
    policy = a_policy(
        tmp_path / "heedline.db",
        subjects=(
            Subject(name="Northgate", kind="own", match="northgate"),
            Subject(name="Lakeside Clinic", kind="own", match="lakeside"),
            Subject(name="Eastgate", kind="competitor", match="eastgate"),
        ),
        sources=(
            SourceSettings(name="reviews", kind="file", every=60.0),
            SourceSettings(name="x", kind="x", every=60.0),
        ),
    )
    made = Desk(policy=policy, store=Store(policy.database))
    yield made
    made.close()


def ask(desk: Desk, text: str, person: Actor = MAYA) -> Answer:
    answer = commands.answer(desk.counter.serving(person), text)
    assert check_message({"text": answer.text, "blocks": answer.blocks}) == []
    return answer


def told(desk: Desk, text: str, person: Actor = MAYA) -> str:
    return text_of(ask(desk, text, person).blocks)


def held(desk: Desk) -> list[tuple[str, str]]:
    return [(each.kind.value, each.value) for each in mutes.holding(desk.store, desk.clock())]


# list


def test_mine_are_those_of_whoever_asks(office: Desk) -> None:
    mine, others = office.hear("a", native_id="1"), office.hear("b", native_id="2")
    cases.act_on(office.store, mine, Act.CLAIM, MAYA, office.clock())
    cases.act_on(office.store, others, Act.CLAIM, BEN, office.clock())
    shown = told(office, "list mine")
    assert (mine in shown, others in shown) == (True, False)
    assert "1 open case (yours), page 1 of 1" in shown


@pytest.mark.parametrize(
    "filters",
    [
        "urgent", "mine urgent", "subject Northgate", "subject northgate urgent", 'subject "Northgate"', "Northgate",
        "source reviews", "reviews", "category institutional processes", "category institutional_processes", "new",
        "unclaimed", "7d", "last 7 days", "source reviews 3 days urgent", "all", "same-day", "1 urgent", "mine 1",
    ],
)  # fmt: skip
def test_filters_are_read_in_any_order_and_mix(office: Desk, filters: str) -> None:
    case_id = office.hear()
    if "mine" in filters:
        cases.act_on(office.store, case_id, Act.CLAIM, MAYA, office.clock())
    assert case_id in told(office, f"list {filters}")


@pytest.mark.parametrize(
    "filters",
    ["mine", "overdue", "routine", "now", "resolved", "source x", "subject Lakeside Clinic", "lakeside clinic urgent",
     "category environment", "claimed", "snoozed"],
)  # fmt: skip
def test_what_does_not_fit_is_not_listed(office: Desk, filters: str) -> None:
    office.hear()
    assert told(office, f"list {filters}").startswith("No case fits: ")


def test_a_resolved_case_is_listed_with_how_it_ended(office: Desk) -> None:
    case_id = office.hear()
    cases.act_on(office.store, case_id, Act.RESOLVE, MAYA, office.clock(), disposition="passed_on")
    assert f"{case_id} :white_check_mark:" in told(office, "list resolved")
    assert "resolved by maya (passed to a department)" in told(office, "list all reviews")


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ("urgnt", "There is no filter \u201curgnt\u201d. Did you mean \u201curgent\u201d?"),
        ("northgat", "Did you mean \u201cnorthgate\u201d?"),
        ("xyzzy", "There are: mine, open, resolved"),
        ("source revews", "There is no source \u201crevews\u201d. Did you mean source reviews?"),
        ("source qqq", "There are reviews, x."),
        ("subject", "Which subject? There are Eastgate, Lakeside Clinic, Northgate."),
        ("category wating", "There is no category"),
        ("0", "is no page number"),
    ],
)
def test_what_is_no_filter_gets_the_nearest_one(office: Desk, filters: str, said: str) -> None:
    assert said in told(office, f"list {filters}")


def test_a_source_that_is_not_in_the_config_is_known_once_it_was_read(office: Desk) -> None:
    case_id = office.hear(source="phone")
    assert case_id in told(office, "list source phone")


def test_ten_thousand_cases_are_listed_at_once(office: Desk) -> None:
    office.hear_many(10_000)
    begun = office.clock()
    assert "10,000 open cases (from reviews), page 700 of 1000" in told(office, "list source reviews 700")
    assert office.clock() - begun < timedelta(seconds=1)


# claim, resolve


def test_a_case_is_claimed_by_whoever_types_it(office: Desk) -> None:
    case_id = office.hear()
    assert told(office, f"claim {case_id.lower()}").startswith(f"Case {case_id} is yours.")
    case = cases.find(office.store, case_id)
    assert (case.state, case.owner) == (State.CLAIMED, MAYA)


def test_a_claim_that_comes_late_is_told_who_was_quicker(office: Desk) -> None:
    case_id = office.hear()
    told(office, f"claim {case_id}", BEN)
    assert told(office, f"claim {case_id}") == "This case is already claimed by ben."


@pytest.mark.parametrize("verb", ["claim", "resolve"])
def test_acting_on_nothing_asks_which_one(office: Desk, verb: str) -> None:
    assert "Which one" in told(office, verb)


@pytest.mark.parametrize("verb", ["claim QQQQQQ", "resolve QQQQQQ duplicate"])
def test_acting_on_an_unknown_case_says_so(office: Desk, verb: str) -> None:
    assert told(office, verb).startswith("There is no case QQQQQQ.")


@pytest.mark.parametrize(
    ("typed", "ended"),
    [
        *((DISPOSITIONS[name], name) for name in TO_CHOOSE), *((name, name) for name in (*TO_CHOOSE, "not_a_complaint")),
        ("publicly", "answered_publicly"), ("private", "answered_privately"), ("passed", "passed_on"),
        ("no answer", "no_answer_needed"), ("none", "no_answer_needed"), ("dup", "duplicate"),
        ("duplicat", "duplicate"), ("ANSWERED Publicly", "answered_publicly"), ("not complaint", "not_a_complaint"),
        ('"answered publicly"', "answered_publicly"), ("answerd publicly", "answered_publicly"),
    ],
)  # fmt: skip
def test_a_case_is_resolved_in_ones_own_words(office: Desk, typed: str, ended: str) -> None:
    case_id = office.hear()
    assert f"Case {case_id} is resolved: {DISPOSITIONS[ended]}." in told(office, f"resolve {case_id} {typed}")
    assert cases.find(office.store, case_id).disposition == ended


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "How did it end: answered publicly, answered privately, passed to a department"),
        ("answered", "How did it end: answered publicly, answered privately?"),
        ("xyzzy", "\u201cxyzzy\u201d says not how it ended."),
    ],
)
def test_an_ending_that_is_not_clear_is_asked_for(office: Desk, typed: str, said: str) -> None:
    case_id = office.hear()
    assert said in told(office, f"resolve {case_id} {typed}")
    assert cases.find(office.store, case_id).state is State.NEW


def test_resolving_twice_says_who_did_it_first(office: Desk) -> None:
    case_id = office.hear()
    told(office, f"resolve {case_id} duplicate", BEN)
    assert "already resolved by ben" in told(office, f"resolve {case_id} duplicate")


# mute


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("reviews for 2h", "source", "reviews"), ("REVIEWS 2h", "source", "reviews"),
        ("source reviews until tomorrow 9:00", "source", "reviews"), ("Northgate for a week", "subject", "Northgate"),
        ("lakeside clinic 3 days", "subject", "Lakeside Clinic"), ("@tinfoil for 30 min", "author", "@tinfoil"),
        ("<@U0TIN|tinfoil> for 30 min", "author", "@tinfoil"), ("author tinfoil for 2h", "author", "tinfoil"),
        ('"parking fee" for 2h', "term", "parking fee"), ("parking fee for 2h", "term", "parking fee"),
        ("term reviews for 2h", "term", "reviews"), ("word parking 2h", "term", "parking"),
        ("parking fee until friday", "term", "parking fee"), ("\u201cparking fee\u201d 1 h 30 min", "term", "parking fee"),
        ('"wait for 2 hours" for 2h', "term", "wait for 2 hours"), ("u/tin 2h", "author", "u/tin"),
    ],
)  # fmt: skip
def test_a_mute_is_typed_as_people_speak(office: Desk, typed: str, kind: str, value: str) -> None:
    assert told(office, f"mute {typed}").startswith("Muted until ")
    assert held(office) == [(kind, value)]


def test_a_guess_is_said_and_how_to_say_otherwise(office: Desk) -> None:
    assert "I took it for a source. If you meant the words, write: mute term" in told(
        office, "mute reviews for 2h"
    )
    assert "I took it for words in a post." in told(office, "mute parking for 2h")
    assert "If you meant the source reviews, press Undo" in told(office, "mute review for 2h")
    assert "I took it" not in told(office, "mute source reviews for 2h")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Mute what, and until when?"),
        ("reviews", "Until when? A mute must end"),
        ("reviews for ever", "Until when? A mute must end"),
        ("reviews for 31 days", "A mute lasts 30 days at most"),
        ("reviews until 2020-01-01", "is past"),
        ("for 2h", "Mute which subject, source, author or term?"),
        ("source for 2h", "Mute which source?"),
        ("source revews for 2h", "Did you mean reviews?"),
        ("subject Eastgate for 2h", "There is no subject \u201cEastgate\u201d that makes cards."),
        ("ER for 2h", "is too short"),
        ("term ?! for 2h", "is too short"),
        ("author @ for 2h", "is nobody's name"),
        (f"term {'x' * 200} for 2h", "longer than 100 characters"),
    ],
)
def test_a_mute_that_cannot_be_says_why_and_what_to_do(office: Desk, typed: str, said: str) -> None:
    assert said in told(office, f"mute {typed}")
    assert held(office) == []


def test_a_mute_shows_what_it_would_have_hidden(office: Desk) -> None:
    office.hear("parking fee", native_id="1")
    office.hear("parking fee again", native_id="2", urgency=Urgency.NOW)
    office.hear("soup", native_id="3")
    shown = told(office, 'mute "parking fee" for 2h')
    assert "In the last 7 days this would have kept 1 card of 3 from you" in shown
    assert "1 more that cannot wait would have come all the same" in shown


def test_what_is_muted_makes_no_card_and_why_tells_of_it(office: Desk) -> None:
    told(office, "mute reviews for 2h")
    assert office.hear() == ""
    shown = told(office, "why https://reviews.example.org/1")
    assert "It was muted: kept and counted in the digest, but no card was made of it." in shown
    assert "maya muted the source \u201creviews\u201d until" in shown
    assert office.hear(native_id="2", urgency=Urgency.NOW) != ""


def test_mutes_lists_them_with_a_button_each_in_pages(office: Desk) -> None:
    assert told(office, "mutes") == "Nothing is muted."
    for number in range(12):
        told(office, f"mute term word{number} for {number + 1}h")
    shown = ask(office, "mutes")
    assert "12 mutes active, page 1 of 2" in text_of(shown.blocks)
    assert "1. the words \u201cword0\u201d, until" in text_of(shown.blocks)
    assert sum(block.get("accessory") is not None for block in shown.blocks) == 10


@pytest.mark.parametrize("typed", ["1", "#1", "reviews", "source reviews", '"reviews"', "REVIEWS"])
def test_a_mute_is_ended_by_number_or_by_name(office: Desk, typed: str) -> None:
    told(office, "mute source reviews for 2h")
    assert told(office, f"unmute {typed}").startswith("Not muted any more: the source reviews.")
    assert held(office) == []


def test_ending_what_is_not_muted_points_to_the_list(office: Desk) -> None:
    assert told(office, "unmute x") == "Nothing is muted."
    told(office, "mute source reviews for 2h")
    assert "\u201cnothing\u201d is not muted. /heed mutes lists" in told(office, "unmute nothing")
    assert "End which one?" in told(office, "unmute")
    told(office, "mute term reviews for 2h")
    assert "\u201creviews\u201d is muted in 2 ways." in told(office, "unmute reviews")


def test_there_is_an_end_to_mutes(office: Desk) -> None:
    for number in range(mutes.MOST):
        until = office.clock() + timedelta(hours=1)
        mutes.mute(office.store, mutes.Kind.TERM, f"word{number}", until, MAYA, office.clock())
    assert "There are 100 mutes already." in told(office, "mute something for 2h")


def test_status_and_digest_tell_of_mutes(office: Desk) -> None:
    told(office, "mute source reviews for 2h")
    office.hear()
    assert "1 mute active: the source reviews until" in told(office, "status")
    assert "1 mention muted, without a card: the source reviews (maya, until" in told(office, "digest")


# figures


def test_stats_tell_what_the_team_did(office: Desk) -> None:
    case_id = office.hear()
    office.hear("b", native_id="2", source="x", urgency=Urgency.NOW)
    office.ahead = timedelta(minutes=10, seconds=1)
    told(office, f"claim {case_id}")
    told(office, f"resolve {case_id} publicly")
    shown = told(office, "stats 7d")
    assert "The last 7 days" in shown
    for line in ("Opened\n2 (+2)", "Claimed\n1 (+1)", "Resolved\n1 (+1)", "Open now\n1", "Median time to claim\n10 min",
                 "Now: 1 (+1)", "Same day: 1 (+1)", "reviews: 1 (+1)", "x: 1 (+1)", "answered publicly: 1 (+1)"):  # fmt: skip
        assert line in shown


def test_stats_name_nobody(office: Desk) -> None:
    told(office, f"claim {office.hear()}")
    assert "maya" not in told(office, "stats")


def test_compare_says_only_what_is_no_chance(office: Desk) -> None:
    office.hear()
    assert "There is nothing to compare yet" in told(office, "compare")
    assert "Northgate (us): 1 mention (+1), 100% complaints (21% to 100%), negativity 70%" in told(
        office, "compare"
    )
    assert "Eastgate: 0 mentions (+0)" in told(office, "compare")


def test_digest_is_that_of_the_last_day(office: Desk) -> None:
    case_id = office.hear()
    assert case_id in told(office, "digest")
    office.ahead = timedelta(days=2)
    assert "New cases\n0 " in told(office, "digest")
    assert "New cases\n1 " in told(office, "digest 3 days")


@pytest.mark.parametrize("verb", ["stats", "compare", "digest"])
@pytest.mark.parametrize(("typed", "said"), [("soon", "is no time I know"), ("500 days", "400 days at most")])
def test_a_time_that_cannot_be_says_so(office: Desk, verb: str, typed: str, said: str) -> None:
    assert said in told(office, f"{verb} {typed}")


@pytest.mark.parametrize("typed", ["", "7d", "last week", "24 hours", "1 day", "90 min", "36h"])
def test_a_time_is_told_as_people_say_it(office: Desk, typed: str) -> None:
    expected = {"": "7 days", "7d": "7 days", "last week": "7 days", "24 hours": "24 hours", "1 day": "24 hours",
                "90 min": "1 h 30 min", "36h": "36 hours"}  # fmt: skip
    assert f"The last {expected[typed]}" in told(office, f"stats {typed}")


# test


def test_a_typed_text_is_judged_and_nothing_is_kept(office: Desk) -> None:
    shown = told(office, 'test "Nine hours in the Northgate ER and nobody came"')
    assert "It would become a case with a card of its own." in shown
    assert "Reasons" in shown
    assert "About\nNorthgate" in shown
    assert "1. sorry" in shown
    assert told(office, "search nobody").startswith("Nothing that was kept")


def test_a_text_that_names_nobody_is_judged_as_if_it_did(office: Desk) -> None:
    shown = told(office, "test Nine hours in the ER and nobody came")
    assert "It names nobody we watch" in shown
    assert "If it named you, this would be the verdict:" in shown


def test_a_text_about_a_rival_has_nothing_to_answer(office: Desk) -> None:
    assert "about a competitor" in told(office, "test eastgate is awful, nine hours and nobody came")


def test_a_threat_gets_no_public_reply(office: Desk) -> None:
    assert "No public reply" in told(
        office, 'test "I am coming to Northgate tonight with a gun to shoot the staff"'
    )


def test_nothing_to_judge_asks_for_a_text(office: Desk) -> None:
    assert "Which text?" in told(office, 'test ""')


# export


def rows_of(answer: Answer) -> list[dict[str, str]]:
    (box,) = [part for block in answer.blocks if block["type"] == "rich_text" for part in block["elements"]
              if part["type"] == "rich_text_preformatted"]  # fmt: skip
    return list(csv.DictReader(io.StringIO(box["elements"][0]["text"])))


def test_an_export_is_a_table_that_a_spreadsheet_opens(office: Desk) -> None:
    case_id = office.hear("=HYPERLINK(1)\nand more", author="@cmd")
    (row,) = rows_of(ask(office, "export urgent"))
    assert (row["id"], row["state"], row["urgency"], row["owner"]) == (case_id, "new", "Same day", "")
    assert (row["text"], row["author"]) == ("'=HYPERLINK(1) and more", "'@cmd")


def test_an_export_tells_what_it_leaves_out_and_who_has_it(office: Desk) -> None:
    office.hear_many(200)
    answer = ask(office, "export source reviews 7d")
    shown = text_of(answer.blocks)
    assert f"{len(rows_of(answer))} cases of 200 as CSV" in shown
    assert f"The other {200 - len(rows_of(answer))} do not fit into a message." in shown
    assert "bot.py cases source reviews 7d --csv FILE" in shown


def test_an_export_of_nothing_says_so(office: Desk) -> None:
    assert told(office, "export") == "No case is open."
    assert told(office, "export resolved") == "No case fits: resolved."
    assert "/heed export mine urgent" in told(office, "export qqqq")


def test_one_case_with_everything_at_its_longest_can_be_exported(office: Desk) -> None:
    office.hear(HOSTILE * 300, author=HOSTILE_NAME, source=HOSTILE_NAME, url="https://e.org/" + "u" * 1900)
    assert len(rows_of(ask(office, "export"))) == 1


# help and buttons


def test_help_for_one_verb_is_that_line(office: Desk) -> None:
    assert "/heed list" not in told(office, "help mute")
    assert "/heed mute WHAT for HOW LONG" in told(office, "help mute")


@pytest.mark.parametrize("verb", sorted(commands.SHOWING))
def test_whatever_changes_nothing_can_be_shared(office: Desk, verb: str) -> None:
    case_id = office.hear()
    told(office, "mute term soup for 2h")
    given = {"show": case_id, "why": "https://reviews.example.org/1", "search": "nobody", "test": "text"}
    answer = ask(office, f"{verb} {given.get(verb, '')}")
    (share,) = [
        e.element
        for e in elements([{"block_id": "b", **answer.blocks[-1]}])
        if e.element["action_id"] == "share"
    ]
    words, page = pages.asked(share["value"])
    assert (words[0], page) == (verb, 1)
    assert commands.run(office.counter, words).text == answer.text


def test_a_command_too_long_for_a_button_says_so(office: Desk) -> None:
    assert "too long to be shared" in told(office, f"test {'word ' * 700}")


def test_what_was_muted_is_found_as_such(office: Desk) -> None:
    told(office, "mute reviews for 2h")
    office.hear()
    assert "muted" in told(office, "search nobody came")
    assert Outcome.MUTED.value == "muted"


def test_a_phrase_is_searched_as_one_and_pages_turn(office: Desk) -> None:
    office.hear("waiting in the room", native_id="w")
    for number in range(12):
        office.hear(f"the waiting room number {number}", native_id=str(number))
    assert "\u201cwaiting room\u201d: 12 posts, page 1 of 2" in told(office, 'search "waiting room"')
    assert "13 posts" in told(office, "search waiting room")
    served = office.counter.serving(MAYA, 2)
    assert "number 0" in text_of(commands.answer(served, 'search "waiting room"').blocks)


def test_words_of_another_script_are_found(office: Desk) -> None:
    case_id = office.hear(
        "\u0411\u043e\u043b\u044c\u043d\u0438\u0446\u0430 Northgate: \u0443\u0436\u0430\u0441"
    )
    assert case_id in told(office, "search \u0431\u043e\u043b\u044c\u043d\u0438\u0446\u0430")


def test_of_filters_that_contradict_one_another_the_last_one_holds(office: Desk) -> None:
    case_id = office.hear()
    shown = told(office, "list resolved now snoozed all urgent open open")
    assert case_id in shown
    assert "1 open case (same day or now), page 1 of 1" in shown


def crowded(tmp_path: Path) -> Desk:
    """Names and sources by the dozen, all of them hostile."""
    names = [f"{n} {HOSTILE_NAME}"[:100] for n in range(40)]
    subjects = [
        Subject(name=name, kind="own" if n % 2 else "competitor", match="x") for n, name in enumerate(names)
    ]
    policy = a_policy(tmp_path / "heedline.db", subjects=tuple(subjects))
    made = Desk(policy=policy, store=Store(policy.database))
    for number in range(40):
        made.hear(HOSTILE, source=f"{number} {HOSTILE_NAME}", native_id=str(number), author=None)
    with made.store.commit() as db:  # so many of each, that the names differ by more than chance
        db.execute(
            "UPDATE mention SET complaint = id % 2, subjects = json_array(?) WHERE id < 20", (names[1],)
        )
        db.execute(
            "UPDATE mention SET complaint = 1, subjects = json_array(?) WHERE id BETWEEN 20 AND 29",
            (names[0],),
        )
        db.execute("UPDATE mention SET complaint = 0, subjects = json_array(?) WHERE id > 29", (names[2],))
    return made


@pytest.mark.parametrize(
    "typed", ["stats", "compare", "digest", "status", "list", "export", "list sourc", "list subject q"]
)
def test_with_names_by_the_dozen_every_answer_fits_into_slack(tmp_path: Path, typed: str) -> None:
    desk = crowded(tmp_path)
    assert told(desk, typed)
    desk.close()


def test_compare_names_who_draws_more_complaints_and_who_draws_fewer(office: Desk) -> None:
    for number in range(40):
        office.hear(f"post {number}", native_id=str(number), author=None)
    with office.store.commit() as db:
        db.execute("UPDATE mention SET complaint = id % 2 WHERE id <= 20")
        db.execute("UPDATE mention SET complaint = 1, subjects = '[\"Eastgate\"]' WHERE id > 20")
    with office.store.commit() as db:
        db.execute("UPDATE mention SET complaint = id % 2 WHERE id > 20")
    assert "Nobody differs by more than chance" in told(office, "compare")
    with office.store.commit() as db:
        db.execute("UPDATE mention SET complaint = 1 WHERE id > 20")
    assert "Northgate draws a smaller share of complaints than Eastgate." in told(office, "compare")
    with office.store.commit() as db:
        db.execute("UPDATE mention SET complaint = 0 WHERE id > 20")
    assert "Northgate draws a larger share of complaints than Eastgate." in told(office, "compare")
    assert "Eastgate: 20 mentions (+20), 0% complaints (0% to 16%)" in told(office, "compare")


def test_long_rows_are_left_out_whole(office: Desk) -> None:
    for number in range(20):
        office.hear("x", native_id=str(number), author="W" * 200, url=f"https://e.org/{number}" + "u" * 900)
    assert 1 < len(rows_of(ask(office, "export"))) < 20
