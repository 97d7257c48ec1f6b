"""A message's words as a person reads them, whatever Slack wrapped them in."""

from typing import Any

import pytest

from handlers.slack_words import plain_words, words_of


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("plain", "plain"),
        ("", ""),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("&amp;lt;", "&lt;"),
        ("see <https://example.org/a|this page>", "see this page"),
        ("see <https://example.org/a>", "see https://example.org/a"),
        ("<mailto:ana@example.org|ana@example.org>", "ana@example.org"),
        ("<mailto:ana@example.org>", "ana@example.org"),
        ("<@U0MAYA> and <@U0MAYA|maya>", "@U0MAYA and @maya"),
        ("<#C1|general>", "#general"),
        ("<!here> <!channel|@channel>", "@here @channel"),
        ("<!subteam^S1|@nurses>", "@nurses"),
        ("<!date^1700000000^{date}|17 March>", "17 March"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("<<<>>>", "<<<>>>"),
    ],
)
def test_slacks_markup_is_read(markup: str, read: str) -> None:
    assert plain_words(markup) == read


RICH = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
    {"type": "text", "text": "Nine hours"}, {"type": "emoji", "name": "cry"}, {"type": "text", "text": "waiting"}]}]}]  # fmt: skip


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"text": "said", "blocks": RICH}, "said"),
        ({"text": "", "blocks": RICH}, "Nine hours waiting"),
        ({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "a &amp; b"}}]}, "a & b"),
        ({"text": " ", "attachments": [{"text": "forwarded"}, {"fallback": "twice"}]}, "forwarded\ntwice"),
        ({"files": [{"filetype": "email", "plain_text": "Dear all"}]}, "Dear all"),
        ({"files": [{"filetype": "email", "preview_plain_text": "Dear"}]}, "Dear"),
        ({"files": [{"filetype": "png"}]}, ""),
        ({"text": None, "blocks": None, "attachments": None, "files": None}, ""),
        ({"blocks": "odd", "attachments": ["odd"], "files": [7]}, ""),
        ({"blocks": [{"type": "text", "text": 7}]}, ""),
        ({}, ""),
    ],
)
def test_words_are_found_where_a_message_keeps_them(message: dict[str, Any], words: str) -> None:
    assert words_of(message) == words


def test_blocks_that_stand_too_deep_in_each_other_end_the_search_and_not_the_bot() -> None:
    nested: Any = {"type": "text", "text": "deep"}
    for _ in range(5000):
        nested = [nested]
    assert words_of({"blocks": nested}) == ""
