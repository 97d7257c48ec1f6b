"""Posting replies through a platform's API, as the config has it: what is wrong, what is missing, what is on."""

from collections.abc import Mapping
from dataclasses import replace

from triage.model import SourceSettings
from triage.policy import Policy, Problem
from triage.post_rules import SWITCH, account_of, server_of
from watchers.posters import missing, posting_of

OFF = "Replies are posted by people: no source has post_replies = true."


def mistakes(policy: Policy) -> list[Problem]:
    """Two Mastodon servers: there is one token, and it would go to a server that did not give it."""
    servers = {
        server_of(source).casefold(): source
        for source in policy.sources
        if posting_of(source) and server_of(source)
    }
    if len(servers) < 2:
        return []
    named = " and ".join(f"{source.name!r} ({server})" for server, source in servers.items())
    told = f"must be the same server in all sources that post replies, for there is one MASTODON_ACCESS_TOKEN: {named}"
    return [Problem(path="source.mastodon", message=told)]


def lacking(policy: Policy, secrets: Mapping[str, str]) -> list[Problem]:
    """The credentials that posting lacks, by source; until they are set people post there themselves."""
    return [
        Problem(
            path=f"source {source.name!r}",
            message=f"{SWITCH} = true needs {names} in .env; until then it is off",
        )
        for source in policy.sources
        if (names := missing(source, secrets))
    ]


def ready(policy: Policy, secrets: Mapping[str, str]) -> Policy:
    """The config with posting off where a credential is missing: no card offers what cannot be done."""
    return replace(policy, sources=tuple(_ready(source, secrets) for source in policy.sources))


def _ready(source: SourceSettings, secrets: Mapping[str, str]) -> SourceSettings:
    if not missing(source, secrets):
        return source
    return replace(source, options={**source.options, SWITCH: False})


def told(policy: Policy, secrets: Mapping[str, str]) -> str:
    """In a sentence where replies may be posted through an API, and as whom."""
    on = [_named(source) for source in ready(policy, secrets).sources if posting_of(source)]
    if on:
        return f"Approved replies may be posted through the API of {', '.join(on)}."
    return (
        OFF if not lacking(policy, secrets) else "Replies are posted by people until the keys above are set."
    )


def _named(source: SourceSettings) -> str:
    posting = posting_of(source)
    platform = posting.platform if posting else source.kind
    who = f"@{account_of(source)}" if account_of(source) else server_of(source)
    return f"{platform} (source {source.name!r}{f', {who}' if who else ''})"
