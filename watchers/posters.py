"""The posters of a config: one for each source whose replies may be posted through its platform's API."""

import importlib
from collections.abc import Mapping, Sequence

from triage.model import SourceSettings
from triage.post_rules import posts_replies
from triage.posting import Poster
from watchers import KINDS, wire
from watchers.options import Posting


def posting_of(source: SourceSettings) -> Posting | None:
    """How replies to the source are posted; None where that is off or its kind has nowhere to reply."""
    kind = KINDS.get(source.kind)
    return kind.posting if kind and posts_replies(source) else None


def missing(source: SourceSettings, secrets: Mapping[str, str]) -> str | None:
    """What posting to the source needs and is not set, in words; None where it is off or has all it needs."""
    posting = posting_of(source)
    return posting.missing(secrets) if posting else None


def posters(
    sources: Sequence[SourceSettings], secrets: Mapping[str, str], now: wire.Clock
) -> dict[str, Poster]:
    """By the name of the source. A source that lacks a key has none, and the others go on."""
    made: dict[str, Poster] = {}
    for source in sources:
        posting = posting_of(source)
        if posting is None or posting.missing(secrets):
            continue
        names = (*posting.secrets, *(name for login in posting.logins for name in login))
        keys = {name: secrets.get(name, "").strip() for name in names}
        module, _, function = posting.factory.partition(":")
        made[source.name] = getattr(importlib.import_module(module), function)(source, keys, now)
    return made
