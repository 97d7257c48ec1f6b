"""The fake Slack's Web API, called by the real SDK: what it stores and what it refuses."""

from __future__ import annotations

import urllib.error
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk import WebClient, WebhookClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator

from tests.fakes.block_examples import actions, button, line, modal, section
from tests.fakes.slack import FakeSlack

Json = dict[str, Any]
CASE = {"event_type": "case", "event_payload": {"id": "41"}}
AT_ONCE = FixedValueRetryIntervalCalculator(0)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(channels=("alerts", "quiet")) as fake:
        yield fake


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.url, retry_handlers=[])


def post(client: WebClient, text: str = "a card", **more: Any) -> str:
    return str(client.chat_postMessage(**{"channel": "#alerts", "text": text, **more})["ts"])


def refusal(act: Callable[[], Any]) -> Json:
    with pytest.raises(SlackApiError) as caught:
        act()
    return dict(caught.value.response.data)


def error(act: Callable[[], Any]) -> str:
    return str(refusal(act)["error"])


# who may do what


def test_tokens_are_told_apart(slack: FakeSlack, client: WebClient) -> None:
    assert error(WebClient("xoxb-other", base_url=slack.url).auth_test) == "invalid_auth"
    assert error(WebClient(base_url=slack.url).auth_test) == "not_authed"
    assert error(WebClient(slack.app_token, base_url=slack.url).auth_test) == "not_allowed_token_type"
    assert error(lambda: client.apps_connections_open(app_token="xapp-other")) == "invalid_auth"
    assert client.auth_test()["user_id"] == slack.work.bot_user
    slack.revoke()
    assert error(client.auth_test) == "token_revoked"


def test_scopes_are_shown_and_missed(slack: FakeSlack, client: WebClient) -> None:
    slack.set_scopes("chat:write", "commands")
    assert client.auth_test().headers["x-oauth-scopes"] == "chat:write,commands"
    refused = refusal(lambda: client.conversations_history(channel=slack.channel("alerts").id))
    assert (refused["error"], refused["needed"]) == ("missing_scope", "channels:history")


def test_an_unknown_method_is_named(slack: FakeSlack, client: WebClient) -> None:
    assert error(lambda: client.api_call("chat.sing")) == "unknown_method"


@pytest.mark.parametrize(
    ("channel", "state", "answer"),
    [
        ("#nowhere", {}, "channel_not_found"),
        ("alerts", {}, "channel_not_found"),
        ("#alerts", {"member": False}, "not_in_channel"),
        ("#alerts", {"archived": True}, "is_archived"),
        ("#alerts", {"member": False, "kind": "private"}, "channel_not_found"),
    ],
)
def test_a_channel_may_refuse(
    slack: FakeSlack, client: WebClient, channel: str, state: Json, answer: str
) -> None:
    for name, value in state.items():
        setattr(slack.channel("alerts"), name, value)
    assert error(lambda: post(client, channel=channel)) == answer


# messages


def test_history_pages_from_the_newest_and_shows_metadata_only_if_asked(
    slack: FakeSlack, client: WebClient
) -> None:
    made = [post(client, f"m{n}", metadata=CASE) for n in range(5)]
    assert made == sorted(made)
    where = slack.channel("alerts").id
    walk = client.conversations_history(channel=where, limit=2, include_all_metadata=True)
    pages = [page["messages"] for page in walk]  # the SDK changes one response object as it is iterated
    assert [[each["text"] for each in page] for page in pages] == [
        ["m4", "m3"],
        ["m2", "m1"],
        ["m0"],
    ]
    assert pages[0][0]["metadata"] == CASE
    since = client.conversations_history(channel=where, oldest=made[2], latest=made[4])["messages"]
    assert [each["text"] for each in since] == ["m3"]
    assert "metadata" not in since[0]
    both = client.conversations_history(channel=where, oldest=made[2], latest=made[4], inclusive=True)
    assert len(both["messages"]) == 3


def test_replies_stay_in_their_thread_unless_broadcast(slack: FakeSlack, client: WebClient) -> None:
    parent = post(client)
    post(client, "hidden", thread_ts=parent)
    post(client, "shown", thread_ts=parent, reply_broadcast=True)
    where = slack.channel("alerts").id
    top = [each["text"] for each in client.conversations_history(channel=where)["messages"]]
    assert top == ["shown", "a card"]
    replies = client.conversations_replies(channel=where, ts=parent)["messages"]
    assert [each["text"] for each in replies] == ["a card", "hidden", "shown"]
    assert replies[0]["reply_count"] == 2
    assert error(lambda: post(client, thread_ts="1.000001")) == "thread_not_found"


def test_an_update_rewrites_in_place_and_text_alone_removes_the_blocks(
    slack: FakeSlack, client: WebClient
) -> None:
    ts = post(client, blocks=[section("new")], metadata=CASE)
    card = slack.cards()[0]
    assert card.blocks[0]["block_id"]
    client.chat_update(channel=card.channel, ts=ts, text="resolved")
    assert (card.text, card.blocks, card.metadata) == ("resolved", [], CASE)
    assert slack.text_of(card.edits[0]["blocks"]) == "new"
    theirs = slack.say("alerts", "mine").ts
    assert (
        error(lambda: client.chat_update(channel=card.channel, ts=theirs, text="a")) == "cant_update_message"
    )
    slack.forget(card)
    assert error(lambda: client.chat_update(channel=card.channel, ts=ts, text="a")) == "message_not_found"


def test_blocks_are_checked_strictly_or_as_slack_does(slack: FakeSlack, client: WebClient) -> None:
    unasked = [actions(button(style="danger"))]
    refused = refusal(lambda: post(client, blocks=unasked))
    assert refused["error"] == "invalid_blocks"
    assert "blocks[0].elements[0]: a danger button" in refused["response_metadata"]["messages"][0]
    slack.work.strict = False
    post(client, blocks=unasked)
    assert error(lambda: post(client, blocks=[section("")])) == "invalid_blocks"
    assert len(slack.problems) == 3


@pytest.mark.parametrize(
    ("payload", "answer"),
    [
        ({"text": "a" * 40_001}, "msg_too_long"),
        ({"blocks": [section("a" * 2700)] * 5}, "msg_blocks_too_long"),
        ({"text": ""}, "no_text"),
        ({"metadata": {"event_type": "case"}}, "invalid_metadata_format"),
        ({"text": "<!channel>"}, "invalid_blocks"),
    ],
)
@pytest.mark.filterwarnings("ignore:The top-level `text`")
def test_a_message_is_refused_by_name(client: WebClient, payload: Json, answer: str) -> None:
    assert error(lambda: post(client, **payload)) == answer


def test_a_ping_that_was_allowed_passes() -> None:
    with FakeSlack(allowed_pings=["here"]) as slack:
        post(WebClient(slack.bot_token, base_url=slack.url), "<!here> overdue")
        assert slack.problems == []


def test_whispers_directs_links_and_lists(slack: FakeSlack, client: WebClient) -> None:
    maya, where = slack.user("maya"), slack.channel("alerts").id
    client.chat_postEphemeral(channel=where, user=maya.id, text="psst")
    assert [(each.text, each.via) for each in slack.ephemerals("maya")] == [("psst", "api")]
    direct = client.conversations_open(users=maya.id)["channel"]["id"]
    assert client.chat_postMessage(channel=maya.id, text="hi")["channel"] == direct
    assert slack.messages("@maya")[0].text == "hi"
    ts = post(client)
    link = client.chat_getPermalink(channel=where, message_ts=ts)["permalink"]
    assert link.endswith(f"/{where}/p{ts.replace('.', '')}")
    slack.add_channel("old", archived=True)
    listed = client.conversations_list(exclude_archived=True, limit=1)
    assert [each["name"] for page in listed for each in page["channels"]] == ["alerts", "quiet"]
    slack.channel("quiet").shared = True
    assert client.conversations_info(channel=slack.channel("quiet").id)["channel"]["is_ext_shared"]
    assert client.users_info(user=maya.id)["user"]["tz"] == "America/New_York"
    group = slack.add_group("rota", ["maya"])
    assert client.usergroups_list(include_users=True)["usergroups"] == [group]
    assert "users" not in client.usergroups_list()["usergroups"][0]


def test_a_response_url_serves_five_times_within_half_an_hour(slack: FakeSlack, client: WebClient) -> None:
    def url() -> WebhookClient:
        return WebhookClient(slack.web.new_response_url(slack.user("maya").id, slack.channel("alerts").id))

    first, second = url(), url()
    assert [first.send(text=str(n)).status_code for n in range(6)] == [200] * 5 + [404]
    assert [each.text for each in slack.ephemerals("maya")] == list("01234")
    assert second.send(text="all", response_type="in_channel").body == "ok"
    assert slack.messages()[-1].text == "all"
    assert second.send(blocks=[section("")]).status_code == 400
    slack.advance(1801)
    assert second.send(text="late").body == "expired_url"


def test_a_response_may_replace_or_delete_what_was_clicked_on(slack: FakeSlack, client: WebClient) -> None:
    post(client, blocks=[section("old")])
    card = slack.messages()[0]
    hook = WebhookClient(slack.web.new_response_url(slack.user("maya").id, card.channel, card))
    hook.send(text="new", replace_original=True)
    assert (card.text, card.blocks, len(slack.messages())) == ("new", [], 1)
    hook.send(delete_original=True)
    assert slack.messages() == []


# views


def test_a_trigger_serves_once_and_for_three_seconds(slack: FakeSlack, client: WebClient) -> None:
    who = slack.user("maya").id
    first, late = slack.work.new_trigger(who), slack.work.new_trigger(who)
    client.views_open(trigger_id=first, view=modal(line()))
    assert error(lambda: client.views_open(trigger_id=first, view=modal(line()))) == "exchanged_trigger_id"
    slack.advance(3.5)
    assert error(lambda: client.views_open(trigger_id=late, view=modal(line()))) == "expired_trigger_id"
    assert error(lambda: client.views_open(trigger_id="guess", view=modal(line()))) == "invalid_trigger_id"


def test_modals_stack_three_high_and_are_updated_until_closed(slack: FakeSlack, client: WebClient) -> None:
    def trigger() -> str:
        return slack.work.new_trigger(slack.user("maya").id)

    bottom = client.views_open(trigger_id=trigger(), view=modal(line()))["view"]
    for _ in range(2):
        top = client.views_push(trigger_id=trigger(), view=modal(line()))["view"]
    assert top["root_view_id"] == bottom["id"]
    assert error(lambda: client.views_push(trigger_id=trigger(), view=modal(line()))) == "push_limit_reached"
    done = modal(section("Done"), submit=None)
    assert error(lambda: client.views_update(view_id=top["id"], hash="old", view=done)) == "hash_conflict"
    client.views_update(view_id=top["id"], hash=top["hash"], view=done)
    view = slack.modal("maya")
    assert view
    assert slack.text_of(view.blocks) == "Done"
    slack.close_view(user="maya")
    assert error(lambda: client.views_update(view_id=top["id"], view=done)) == "not_found"


def test_a_bad_view_is_refused(slack: FakeSlack, client: WebClient) -> None:
    who = slack.user("maya").id
    view = modal(line(), submit=None)
    refused = refusal(lambda: client.views_open(trigger_id=slack.work.new_trigger(who), view=view))
    assert refused["error"] == "invalid_arguments"
    assert "submit: is required" in refused["response_metadata"]["messages"][0]
    home = {"type": "home", "blocks": [section("hi")]}
    client.views_publish(user_id=who, view=home)
    assert error(lambda: client.views_publish(user_id=who, view=home, hash="old")) == "hash_conflict"


# the fake itself


def test_waiting_in_vain_says_for_what(slack: FakeSlack) -> None:
    with pytest.raises(TimeoutError, match=r"0\.05 s in vain for a card"):
        slack.wait_for(slack.cards, timeout=0.05, what="a card")


def test_the_environment_is_all_a_bot_needs(slack: FakeSlack) -> None:
    env = slack.env
    assert env["SLACK_API_URL"].endswith("/api/")
    assert env["HTTPS_PROXY"] == ""
    client = WebClient(env["SLACK_BOT_TOKEN"], base_url=env["SLACK_API_URL"])
    assert client.auth_test()["ok"]


def test_a_closed_slack_refuses_connections_and_may_be_closed_again() -> None:
    with FakeSlack() as slack:
        client = WebClient(slack.bot_token, base_url=slack.url, retry_handlers=[])
    with pytest.raises(urllib.error.URLError):
        client.auth_test()
    slack.close()
    FakeSlack().close()
