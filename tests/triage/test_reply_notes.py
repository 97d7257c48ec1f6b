"""Replies that can never serve are told before the bot starts."""

import pytest

from triage.model import ReplyTemplate, SourceSettings, Subject, When
from triage.policy import Policy, SlackSettings
from triage.replies import shipped_replies
from triage.reply_notes import reply_notes

X = SourceSettings(name="posts", kind="x", every=60.0)
NEWS = SourceSettings(name="news", kind="feed", every=60.0)


def notes(
    *replies: ReplyTemplate,
    categories: str = "healthcare",
    contact: str = "",
    zone: str = "UTC",
    emergency: str = "911",
    sources: tuple[SourceSettings, ...] = (X, NEWS),
) -> list[str]:
    made = Policy(
        organisation="Northgate Health",
        reply_contact=contact,
        time_zone=zone,
        emergency_number=emergency,
        slack=SlackSettings(default_channel="#a", ops_channel="#a", digest_channel="#a"),
        subjects=(
            Subject(name="Northgate General Hospital", kind="own", match="a"),
            Subject(name="us", kind="own", match="b"),
            Subject(name="Lakeside", kind="competitor", match="c"),
        ),
        routes=(),
        replies=replies,
        sources=sources,
        categories=categories,
    )
    return [str(note) for note in reply_notes(made)]


def mine(text: str, **when: object) -> ReplyTemplate:
    return ReplyTemplate(name="mine", text=text, when=When(**when))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["healthcare", "general"])
def test_the_shipped_replies_of_the_trade_are_in_order(name: str) -> None:
    contact = "Patient Relations, extension 0142, the desk on the ground floor"
    assert notes(*shipped_replies(name), categories=name, contact=contact) == []


@pytest.mark.parametrize(("replies", "categories"), [("general", "healthcare"), ("healthcare", "general")])
def test_replies_for_another_trade_are_told(replies: str, categories: str) -> None:
    (told,) = notes(*shipped_replies(replies), categories=categories, contact="the desk on the ground floor")
    assert told.startswith("heedline.replies: ")
    assert f'categories = "{categories}"' in told


def test_a_reply_of_ones_own_that_is_too_long_for_x_is_told_with_its_length() -> None:
    (told,) = notes(mine("x" * 281))
    assert told.startswith("reply 'mine': takes 281 or more of the 280 characters that X takes")
    assert "'posts'" in told


@pytest.mark.parametrize(
    "reply",
    [
        mine("x" * 280),
        mine("x" * 280 + "{author}"),
        mine("x" * 278 + "{subject}"),
        mine("x" * 999, source=("news",)),
    ],
)
def test_one_that_fits_now_and_then_or_elsewhere_is_not(reply: ReplyTemplate) -> None:
    assert notes(reply) == []


def test_a_reply_for_one_name_is_measured_with_that_name() -> None:
    assert len(notes(mine("x" * 278 + "{subject}", subject=("Northgate General Hospital",)))) == 1


def test_without_a_source_that_has_a_limit_nothing_is_too_long() -> None:
    assert notes(mine("x" * 999), sources=(NEWS,)) == []


def test_a_contact_that_makes_the_shipped_replies_too_long_is_told_once() -> None:
    (told,) = notes(*shipped_replies(), contact="c" * 200)
    assert told.startswith("heedline.reply_contact: with it ")


def test_a_reply_of_ones_own_that_says_too_much_is_told_with_its_words() -> None:
    (told,) = notes(mine("We are sorry about your visit. Call {contact}."), contact="extension 0142")
    assert told.startswith(
        "reply 'mine': the reply check would not let it pass: \"your visit\" (relationship)"
    )


def test_what_is_only_better_left_out_is_not_told() -> None:
    assert notes(mine("We promise to listen.")) == []


def test_in_another_trade_a_visit_may_be_spoken_of() -> None:
    assert notes(mine("We are sorry about your visit."), categories="general") == []


@pytest.mark.parametrize("zone", ["Europe/London", "America/Mexico_City", "Australia/Sydney"])
def test_numbers_that_nobody_chose_are_told_where_the_time_zone_is_of_another_country(zone: str) -> None:
    told = notes(mine("Call {emergency} or {crisis_line}."), zone=zone)
    assert [note.split(":")[0] for note in told] == ["heedline.emergency_number", "heedline.crisis_line"]
    assert zone in told[0]


@pytest.mark.parametrize(
    "zone",
    [
        "UTC",
        "America/Chicago",
        "America/Indiana/Knox",
        "America/Kentucky/Louisville",
        "America/Glace_Bay",
        "EST5EDT",
        "Canada/Atlantic",
        "Etc/GMT+5",
    ],
)
def test_the_numbers_of_north_america_are_right_there_or_where_nobody_knows(zone: str) -> None:
    assert notes(mine("Call {emergency} or {crisis_line}."), zone=zone) == []


def test_a_number_that_was_chosen_or_is_in_no_reply_needs_no_note() -> None:
    assert notes(mine("Call {emergency}."), zone="Europe/Madrid", emergency="112") == []
    assert notes(mine("Call us."), zone="Europe/Madrid") == []


@pytest.mark.parametrize("contact", ["555-0142", "care@northgate.example.org", "Patient Relations, 555-0177"])
def test_a_made_up_contact_is_told(contact: str) -> None:
    (told,) = notes(mine("Call {contact}."), contact=contact)
    assert told.startswith("heedline.reply_contact: is made up")


def test_a_contact_that_is_not_set_is_told() -> None:
    (told,) = notes(mine("Call {contact}."))
    assert told.startswith("heedline.reply_contact: is not set")


def test_a_contact_that_no_reply_names_is_nobodys_concern() -> None:
    assert notes(mine("Call us."), contact="555-0142") == []
