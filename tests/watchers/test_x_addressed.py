"""X: whether a post mentions or quotes our account."""

from typing import Any

import pytest

from tests.fakes.platforms import FakeX
from tests.watchers.stages import Clock, drain
from watchers.x import XSearch
from watchers.x_addressed import addressed


def entities(*names: str, links: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "mentions": [{"username": name} for name in names],
        "urls": [{"expanded_url": link} for link in links],
    }


@pytest.mark.parametrize(
    "post",
    [
        {"entities": entities("ana", "northgatehealth")},
        {"note_tweet": {"text": "long", "entities": entities("NorthgateHealth")}},
        {"entities": entities(links=("https://twitter.com/NorthgateHealth/status/17",))},
        {"entities": entities(links=("https://www.x.com/northgatehealth/status/17/photo/1",))},
    ],
)
def test_a_mention_and_a_quoted_post_are_addressed_to_us(post: dict[str, Any]) -> None:
    assert addressed(post, "NorthgateHealth")


@pytest.mark.parametrize(
    "post",
    [
        {},
        {"entities": entities("NorthgateHealthFans")},
        {"entities": entities(links=("https://x.com/NorthgateHealth", "https://x.com/ana/status/17"))},
        {"entities": entities(links=("https://example.org/NorthgateHealth/status/17", "http://[x"))},
        {"entities": {"mentions": [None, {}, {"username": 5}], "urls": "no list"}, "note_tweet": []},
    ],
)
def test_anything_else_is_not(post: dict[str, Any]) -> None:
    assert not addressed(post, "NorthgateHealth")


def test_a_source_that_knows_our_account_notes_who_addressed_it(clock: Clock) -> None:
    with FakeX(clock) as x:
        x.post("@NorthgateHealth nine hours", entities=entities("NorthgateHealth"))
        x.post("northgate again")
        made = XSearch("x", token=x.token, queries=["northgate"], now=clock, base_url=x.base_url, account="northgatehealth")  # fmt: skip
        found = drain(x.closes(made)).mentions
        assert sorted((each.text, each.addressed) for each in found) == [
            ("@NorthgateHealth nine hours", True),
            ("northgate again", False),
        ]
        assert "entities" in x.requests[0].query["tweet.fields"]


def test_without_our_accounts_name_nobody_can_tell(clock: Clock) -> None:
    with FakeX(clock) as x:
        x.post("@NorthgateHealth nine hours")
        made = x.closes(XSearch("x", token=x.token, queries=["northgate"], now=clock, base_url=x.base_url))
        assert [each.addressed for each in drain(made).mentions] == [None]
