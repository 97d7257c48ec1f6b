"""Whether a mention may be answered through its platform's API: by the config and what is known of it, no call made."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from triage.length import LIMITS
from triage.model import Mention, SourceSettings
from triage.policy import Policy
from triage.posting import Eligibility

SWITCH = "post_replies"  # the option of a source that turns posting on; it is off unless it stands there
ARCHIVED_AFTER = timedelta(days=180)  # most subreddits take no comments on older posts
_THING = re.compile(r"t[13]_[0-9a-z]{1,13}")
# Posts as Mastodon and its relatives address them: /@ana/1, /@ana@far.example/1, /users/ana/statuses/1, /notice/1 ...
_POST = re.compile(
    r"/@[\w.-]+(?:@[\w.-]+)?/\w+|/users/[\w.-]+/statuses/\w+|/ap/users/\d+/statuses/\d+|/(?:notice|objects|notes)/[\w-]+"
)


def eligibility(policy: Policy, mention: Mention, now: datetime | None = None) -> Eligibility:
    """Whether this mention may be answered through its platform's API, and why; for cards and forms.

    Without `now` its age is left to the platform.
    """
    source = policy.source(mention.source)
    if source is None or not posts_replies(source):
        return off(mention.source)
    match source.kind:
        case "x":
            return on_x(mention, account_of(source))
        case "reddit":
            return on_reddit(mention, now)
        case "feed":
            return on_mastodon(mention, server_of(source))
    return off(mention.source)


def on_card(policy: Policy, mention: Mention) -> Eligibility | None:
    """What its card says of it; None where the source has posting off, and nothing is to be said."""
    source = policy.source(mention.source)
    return eligibility(policy, mention) if source is not None and posts_replies(source) else None


def posts_replies(source: SourceSettings) -> bool:
    """Whether the config turned it on."""
    return source.options.get(SWITCH) is True


def off(source: str) -> Eligibility:
    """The answer for a source whose replies people post themselves."""
    return Eligibility(False, f"Posting through the API is off for the source \u201c{source}\u201d.")


def account_of(source: SourceSettings) -> str:
    """Our own account on X, without the @; "" where the config does not name it."""
    return str(source.options.get("account", "")).removeprefix("@")


def server_of(source: SourceSettings) -> str:
    """The address of our Mastodon server, without a / at its end; "" where the config names none."""
    return str(source.options.get("mastodon", "")).rstrip("/")


def on_x(mention: Mention, account: str) -> Eligibility:
    """X takes an app's reply only where the author mentioned or quoted the account that replies."""
    if mention.addressed is None:
        told = f"It is not known whether the author mentioned @{account} on X: it was read before that was noted."
        return Eligibility(False, told)
    if not mention.addressed:
        told = f"X lets an app reply only to people who mentioned or quoted its account, here @{account}."
        return Eligibility(False, told)
    return Eligibility(True, f"The author mentioned or quoted @{account} on X.")


def on_reddit(mention: Mention, now: datetime | None) -> Eligibility:
    if not _THING.fullmatch(mention.native_id):
        return Eligibility(False, "It is no post or comment of Reddit's.")
    if now and mention.written_at and now - mention.written_at >= ARCHIVED_AFTER:
        return Eligibility(False, "It is older than six months: Reddit has archived it.")
    return Eligibility(True, "Reddit takes a comment as an answer.")


def on_mastodon(mention: Mention, server: str) -> Eligibility:
    if not _is_post(mention.url):
        return Eligibility(False, "Its link leads to no post on Mastodon or a server like it.")
    return Eligibility(True, f"{urlsplit(server).hostname or 'Mastodon'} can reply to posts on Mastodon.")


def _is_post(url: str | None) -> bool:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and _POST.fullmatch(parts.path.rstrip("/")) is not None


def too_long(policy: Policy, mention: Mention, text: str) -> str | None:
    """Why the platform would not take a text of this length; None where it would, or says so itself.

    A Mastodon server has a limit of its own, which may be above the usual one.
    """
    source = policy.source(mention.source)
    limit = LIMITS.get(source.kind) if source else None
    length = limit.length(text) if limit else 0
    if limit is None or length <= limit.most:
        return None
    return (
        f"{limit.platform} takes {limit.most:,} {limit.unit} and the reply has {length:,}. Shorten it first."
    )
