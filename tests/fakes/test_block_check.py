"""The block checker: for each rule one example that passes and one that does not."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.models.blocks import Block
from slack_sdk.models.blocks import blocks as sdk_blocks

from tests.fakes.block_check import HOUSE, check_blocks, check_message, check_view, text_of, visible_length
from tests.fakes.block_examples import (
    Json,
    actions,
    asked,
    button,
    chart,
    confirm,
    line,
    menu,
    modal,
    mrkdwn,
    nested,
    option,
    options,
    picture,
    plain,
    rich,
    said,
    section,
    select,
    table,
    tick,
    words,
)
from tests.fakes.block_layouts import BLOCKS
from tests.fakes.block_rules import Walk

# fmt: off
MESSAGE_BLOCKS: list[tuple[str, Json, Json, str, str]] = [
    ("known block type", section(), {"type": "sektion"}, "blocks[0].type", "no known block"),
    ("known field", section(expand=True), section(extra=1), "blocks[0].extra", "not a known field"),
    ("section text of 3,000", section("a" * 3000), section("a" * 3001), "blocks[0].text.text", "3001"),
    ("section text not empty", section("a"), section(""), "blocks[0].text.text", "empty"),
    ("section text not blank", section("a"), section(" "), "blocks[0].text.text", "blank"),
    ("section has something", section(), {"type": "section"}, "blocks[0]", "needs text or fields"),
    ("ten fields", section(fields=[mrkdwn()] * 10), section(fields=[mrkdwn()] * 11), "blocks[0].fields",
     "11 entries"),
    ("field of 2,000", section(fields=[plain("a" * 2000)]), section(fields=[plain("a" * 2001)]),
     "blocks[0].fields[0].text", "2001"),
    ("accessory fits", section(accessory=picture()), section(accessory=line()), "blocks[0].accessory.type",
     ""),
    ("header of 150", {"type": "header", "text": plain("a" * 150)},
     {"type": "header", "text": plain("a" * 151)}, "blocks[0].text.text", "151"),
    ("header is plain", {"type": "header", "text": plain(), "level": 2}, {"type": "header", "text": mrkdwn()},
     "blocks[0].text.type", "plain_text"),
    ("no emoji flag on mrkdwn", section(), {**section(), "text": mrkdwn(emoji=True)}, "blocks[0].text.emoji",
     ""),
    ("ten context elements", {"type": "context", "elements": [mrkdwn()] * 10},
     {"type": "context", "elements": [mrkdwn()] * 11}, "blocks[0].elements", "11 entries"),
    ("no button in a context", {"type": "context", "elements": [picture()]},
     {"type": "context", "elements": [button()]}, "blocks[0].elements[0].type", "may not stand here"),
    ("25 actions", actions(*(button(action_id=f"a{n}") for n in range(25))),
     actions(*(button(action_id=f"a{n}") for n in range(26))), "blocks[0].elements", "26 entries"),
    ("label of 75", actions(button("a" * 75)), actions(button("a" * 76)), "blocks[0].elements[0].text.text",
     "76"),
    ("button value of 2,000", actions(button(value="a" * 2000)), actions(button(value="a" * 2001)),
     "blocks[0].elements[0].value", "2001"),
    ("button url of 3,000", actions(button(url="https://" + "a" * 2992)),
     actions(button(url="https://" + "a" * 2993)), "blocks[0].elements[0].url", "3001"),
    ("safe address", actions(button(url="https://x.test")), actions(button(url="javascript:1")),
     "blocks[0].elements[0].url", "is not a http"),
    ("known button style", actions(button(style="primary")), actions(button(style="blue")),
     "blocks[0].elements[0].style", "blue"),
    ("one primary button", actions(button(style="primary"), button(action_id="b")),
     actions(button(style="primary"), button(action_id="b", style="primary")), "blocks[0]",
     "more than one primary"),
    ("danger asks first", actions(button(style="danger", confirm=confirm())), actions(button(style="danger")),
     "blocks[0].elements[0]", "needs a confirm dialog"),
    ("confirm title of 100", actions(button(confirm=confirm(title=plain("a" * 100)))),
     actions(button(confirm=confirm(title=plain("a" * 101)))), "blocks[0].elements[0].confirm.title.text",
     "101"),
    ("confirm text of 300", actions(button(confirm=confirm(text=plain("a" * 300)))),
     actions(button(confirm=confirm(text=plain("a" * 301)))), "blocks[0].elements[0].confirm.text.text",
     "301"),
    ("confirm buttons of 30", actions(button(confirm=confirm(deny=plain("a" * 30)))),
     actions(button(confirm=confirm(deny=plain("a" * 31)))), "blocks[0].elements[0].confirm.deny.text", "31"),
    ("confirm is whole", actions(button(confirm=confirm())), actions(button(confirm={"title": plain()})),
     "blocks[0].elements[0].confirm.text", "required"),
    ("action_id of 255", actions(button(action_id="a" * 255)), actions(button(action_id="a" * 256)),
     "blocks[0].elements[0].action_id", "256"),
    ("action_ids differ", actions(button(), button(action_id="b")), actions(button(), button()),
     "blocks[0].elements[1].action_id", "twice in this block"),
    ("block_id of 255", section(block_id="a" * 255), section(block_id="a" * 256), "blocks[0].block_id",
     "256"),
    ("100 options", actions(select(options=options(100))), actions(select(options=options(101))),
     "blocks[0].elements[0].options", "101 entries"),
    ("option text of 75", actions(select(options=[option(label="a" * 75)])),
     actions(select(options=[option(label="a" * 76)])), "blocks[0].elements[0].options[0].text.text", "76"),
    ("option value of 150", actions(select(options=[option("a" * 150)])),
     actions(select(options=[option("a" * 151)])), "blocks[0].elements[0].options[0].value", "151"),
    ("options or groups", actions(select(option_groups=[{"label": plain(), "options": options(2)}])),
     actions(select()), "blocks[0].elements[0]", "needs options or option_groups"),
    ("initial option is offered", actions(select(options=options(2), initial_option=option("v1"))),
     actions(select(options=options(2), initial_option=option("v9"))), "blocks[0].elements[0]",
     "not among the options"),
    ("options differ", actions(select(options=options(2))), actions(select(options=[option(), option()])),
     "blocks[0].elements[0]", "two options have the value"),
    ("five menu options", menu(5), menu(6), "blocks[0].elements[0].options", "6 entries"),
    ("two menu options", menu(2), menu(1), "blocks[0].elements[0]", "menu of one option"),
    ("ten radio buttons", tick("radio_buttons", 10), tick("radio_buttons", 11), "blocks[0].accessory.options",
     "11"),
    ("ten checkboxes", tick("checkboxes", 10), tick("checkboxes", 11), "blocks[0].accessory.options", "11"),
    ("image has a source", picture(), {"type": "image", "alt_text": "a"}, "blocks[0]",
     "image_url or slack_file"),
    ("image has words", picture(), picture(alt_text=None), "blocks[0].alt_text", "required"),
    ("markdown of 12,000", {"type": "markdown", "text": "a" * 9999},
     {"type": "markdown", "text": "a" * 12001}, "blocks[0].text", "12001"),
    ("known rich text", rich(words()), rich(words(), kind="rich_text_table"), "blocks[0].elements[0].type",
     "known"),
    ("known part", rich(words()), rich({"type": "mention"}), "blocks[0].elements[0].elements[0].type",
     "known"),
    ("part not empty", rich(words()), rich(words("")), "blocks[0].elements[0].elements[0].text", "empty"),
    ("known text style", rich(words(style={"bold": True})), rich(words(style={"loud": True})),
     "blocks[0].elements[0].elements[0].style.loud", "not a known field"),
    ("quote holds parts",
     rich(words("<!channel> *hi*"), {"type": "user", "user_id": "U1"}, kind="rich_text_quote"),
     rich(section(), kind="rich_text_quote"), "blocks[0].elements[0].elements[0].type", "section"),
    ("list has sections", rich(nested(), kind="rich_text_list", style="bullet"),
     rich(words(), kind="rich_text_list", style="bullet"), "blocks[0].elements[0].elements[0].type", "text"),
    ("list has a style", rich(nested(), kind="rich_text_list", style="ordered", indent=1),
     rich(nested(), kind="rich_text_list"), "blocks[0].elements[0].style", "required"),
    ("code holds text", rich(words(), kind="rich_text_preformatted"),
     rich({"type": "emoji", "name": "x"}, kind="rich_text_preformatted"),
     "blocks[0].elements[0].elements[0].type", "emoji may not stand here"),
    ("date has a format", rich({"type": "date", "timestamp": 1, "format": "{date}", "fallback": "then"}),
     rich({"type": "date", "timestamp": 1}), "blocks[0].elements[0].elements[0].format", "required"),
    ("group by id", rich({"type": "usergroup", "usergroup_id": "S1"}),
     rich({"type": "usergroup", "usergroup_id": "oncall"}), "blocks[0].elements[0].elements[0].usergroup_id",
     "look like"),
    ("no broadcast part", rich(words("@here")), rich({"type": "broadcast", "range": "here"}),
     "blocks[0].elements[0].elements[0]", "pings here"),
    ("no ping", section("&lt;!channel&gt;"), section("hi <!channel>"), "blocks[0].text.text",
     "pings <!channel>"),
    ("no labelled ping", section("<@U1>"), section("<!here|x>"), "blocks[0].text.text", "pings <!here>"),
    ("escaped <", section("<https://x.test?a&b|a> &lt;"), section("a <b"), "blocks[0].text.text",
     "unescaped <"),
    ("escaped &", section("a &amp; b"), section("a & b"), "blocks[0].text.text", "unescaped &"),
    ("100 table rows", table(100), table(101), "blocks[0].rows", "101 entries"),
    ("20 table columns", table(2, 20), table(2, 21), "blocks[0].rows[0]", "21 entries"),
    ("table cells", table(), {**table(), "rows": [[plain()]]}, "blocks[0].rows[0][0].type", "table cell"),
    ("square table", table(), {**table(), "rows": [*table()["rows"], []]}, "blocks[0].rows[2]", "0 entries"),
    ("alert only in modals", section(), {"type": "alert", "text": plain()}, "blocks[0]",
     "may not stand in a message"),
    ("chart fits its axis", chart(["a", "b"], ["a", "b"]), chart(["a"], ["a", "b"]),
     "blocks[0].chart.series[0].data", "each category"),
    ("chart labels of 20", chart(["a" * 20], ["a" * 20]), chart(["a"], ["a" * 21]),
     "blocks[0].chart.axis_config.categories[0]", "21"),
]
# fmt: on


@pytest.mark.parametrize(
    ("rule", "good", "bad", "path", "says"), MESSAGE_BLOCKS, ids=[c[0] for c in MESSAGE_BLOCKS]
)
def test_a_block_rule_passes_the_good_and_names_the_bad(
    rule: str, good: Json, bad: Json, path: str, says: str
) -> None:
    assert check_blocks([good]) == []
    found = check_blocks([bad])
    assert any(each.startswith(f"{path}: ") and says in each for each in found), (rule, found)


# fmt: off
MESSAGES: list[tuple[str, Json, Json, str, str]] = [
    ("50 blocks", said(blocks=[section()] * 50), said(blocks=[section()] * 51), "blocks", "51 entries"),
    ("known payload field", said(unfurl_links=False), said(unfurl=False), "unfurl", "not a known field"),
    ("fallback text", said(blocks=[section()]), {"blocks": [section()]}, "text", "notifications"),
    ("something to say", said(), {"channel": "C1"}, "text", "no blocks"),
    ("text of 4,000", said(text="a" * 4000), said(text="a" * 4001), "text", "4000 are advised"),
    ("text of 40,000", said(text="a"), said(text="a" * 40001), "text", "cuts at 40000"),
    ("no ping in the text", said(text="&lt;!here&gt;"), said(text="<!here>"), "text", "pings <!here>"),
    ("no parsed ping", said(text="@here"), said(text="@here", parse="full"), "text", "pings @here"),
    ("block_ids differ", said(blocks=[section(block_id="a"), section(block_id="b")]),
     said(blocks=[section(block_id="a")] * 2), "blocks[1].block_id", "twice in this payload"),
    ("one table", said(blocks=[table(), section()]), said(blocks=[table(), table()]), "blocks",
     "2 table blocks"),
    ("two charts", said(blocks=[chart(["a"], ["a"])] * 2), said(blocks=[chart(["a"], ["a"])] * 3), "blocks",
     "3 data_visualization"),
    ("markdown together", said(blocks=[{"type": "markdown", "text": "a" * 4000}] * 2),
     said(blocks=[{"type": "markdown", "text": "a" * 7000}] * 2), "blocks", "14000 characters together"),
    ("10,000 characters in all", said(blocks=[section("a" * 2500)] * 4),
     said(blocks=[section("a" * 2501)] * 4), "blocks", "our budget is 10000"),
    ("metadata is whole", said(metadata={"event_type": "case", "event_payload": {"id": "1"}}),
     said(metadata={"event_type": "case"}), "metadata.event_payload", "required"),
    ("attachment has words", said(attachments=[{"fallback": "a", "color": "#f00"}]),
     said(attachments=[{"color": "#f00"}]), "attachments[0].fallback", "required"),
]
# fmt: on


@pytest.mark.parametrize(("rule", "good", "bad", "path", "says"), MESSAGES, ids=[c[0] for c in MESSAGES])
def test_a_message_rule_passes_the_good_and_names_the_bad(
    rule: str, good: Json, bad: Json, path: str, says: str
) -> None:
    assert check_message(good) == []
    found = check_message(bad)
    assert any(each.startswith(f"{path}: ") and says in each for each in found), (rule, found)


# fmt: off
VIEWS: list[tuple[str, Json, Json, str, str]] = [
    ("100 blocks", modal(*[section()] * 100), modal(*[section()] * 101), "blocks", "101 entries"),
    ("title of 24", modal(title=plain("a" * 24)), modal(title=plain("a" * 25)), "title.text", "25"),
    ("title is plain", modal(), modal(title=mrkdwn()), "title.type", "plain_text"),
    ("submit of 24", modal(submit=plain("a" * 24)), modal(submit=plain("a" * 25)), "submit.text", "25"),
    ("close of 24", modal(close=plain("a" * 24)), modal(close=plain("a" * 25)), "close.text", "25"),
    ("submit with inputs", modal(section(), submit=None), modal(submit=None), "submit", "required"),
    ("private_metadata of 3,000", modal(private_metadata="a" * 3000), modal(private_metadata="a" * 3001),
     "private_metadata", "3001"),
    ("callback_id of 255", modal(callback_id="a" * 255), modal(callback_id="a" * 256), "callback_id", "256"),
    ("known view field", modal(notify_on_close=True), modal(color="red"), "color", "not a known field"),
    ("known view type", modal(), modal(type="page"), "type", "modal or home"),
    ("alert in a modal", modal({"type": "alert", "text": plain(), "level": "error"}), modal(table()),
     "blocks[0]", "table block may not stand in a modal"),
    ("label is plain", modal(line()), modal({**line(), "label": mrkdwn()}), "blocks[0].label.type",
     "plain_text"),
    ("input takes inputs", modal(line()), modal(asked(button())), "blocks[0].element.type",
     "may not stand here"),
    ("placeholder of 150", modal(line(placeholder=plain("a" * 150))),
     modal(line(placeholder=plain("a" * 151))), "blocks[0].element.placeholder.text", "151"),
    ("lengths agree", modal(line(min_length=1, max_length=9)), modal(line(min_length=9, max_length=1)),
     "blocks[0].element", "min_length"),
    ("initial value fits", modal(line(max_length=3, initial_value="abc")),
     modal(line(max_length=3, initial_value="abcd")), "blocks[0].element.initial_value", "0 to 3"),
    ("one focus", modal(line(focus_on_load=True)),
     modal(line(focus_on_load=True), {**line(focus_on_load=True), "block_id": "c"}),
     "blocks[1].element.focus_on_load", "only one"),
    ("date looks like one", modal(asked({"type": "datepicker", "initial_date": "2026-11-20"})),
     modal(asked({"type": "datepicker", "initial_date": "tomorrow"})), "blocks[0].element.initial_date",
     "look"),
    ("home without a title", {"type": "home", "blocks": [section()]},
     {"type": "home", "blocks": [section()], "title": plain()}, "title", "not a known field"),
]
# fmt: on


@pytest.mark.parametrize(("rule", "good", "bad", "path", "says"), VIEWS, ids=[c[0] for c in VIEWS])
def test_a_view_rule_passes_the_good_and_names_the_bad(
    rule: str, good: Json, bad: Json, path: str, says: str
) -> None:
    assert check_view(good) == []
    found = check_view(bad)
    assert any(each.startswith(f"{path}: ") and says in each for each in found), (rule, found)


@pytest.mark.parametrize("ping", ["channel", "here", "everyone"])
def test_a_ping_that_is_allowed_by_name_passes(ping: str) -> None:
    payload = said(
        text=f"<!{ping}>", blocks=[section(f"<!{ping}>"), rich({"type": "broadcast", "range": ping})]
    )
    assert check_message(payload, allowed=[ping]) == []
    assert len(check_message(payload, allowed=["nobody"])) == 3


def test_house_rules_are_told_from_what_slack_refuses() -> None:
    found = check_message({"blocks": [section("a" * 3001), actions(button(style="danger"))]})
    assert [each.endswith(HOUSE) for each in found] == [True, False, True]


SDK: list[Any] = [each for each in vars(sdk_blocks).values() if isinstance(each, type)]


@pytest.mark.parametrize(
    "model", [m for m in SDK if issubclass(m, Block) and m is not Block], ids=lambda m: m.type
)
def test_every_field_the_sdk_knows_of_a_block_is_known_here(model: Any) -> None:
    walk = Walk("modal" if model.type == "alert" else "message")
    names = object.__new__(model).attributes
    BLOCKS[model.type](walk, "block", dict.fromkeys(names, 0.5) | {"type": model.type})
    assert [each for each in walk.problems if "not a known field" in each] == []


@pytest.mark.parametrize(
    "junk",
    [
        None,
        7,
        "x",
        [],
        {},
        {"type": 3},
        {"type": "section", "text": 7},
        {"type": "actions", "elements": [None, {"type": "button", "text": []}]},
        {"type": "table", "rows": [None, [None]]},
        {"type": "data_visualization", "title": "a", "chart": {"type": "bar"}},
    ],
)
def test_junk_is_a_problem_and_never_an_exception(junk: Any) -> None:
    assert check_blocks([junk])


def test_text_of_reads_as_a_person_does() -> None:
    quote = rich(words("Nine hours. "), {"type": "link", "url": "https://x.test"}, kind="rich_text_quote")
    blocks = [
        section("*Urgent*", fields=[plain("Reddit")]),
        quote,
        actions(button("Claim", confirm=confirm())),
    ]
    assert text_of(blocks) == "*Urgent*\nReddit\nNine hours. https://x.test\nClaim"
    assert visible_length(blocks) == len("*Urgent*RedditNine hours. https://x.testClaim")
    assert text_of(table(1, 2)) == "a\na"
