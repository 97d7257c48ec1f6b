"""Slack's troubles by their names: what an operator is told to do about each."""

from collections.abc import Mapping

_NEW_TOKEN = "Install the app again, put the new bot token into .env and start Heedline anew."
_MANIFEST = "Paste manifest.json into the app's manifest again and reinstall the app."
_ADMIN = "Ask an administrator of the Slack workspace to allow Heedline."
_INVITE = "Type /invite @heedline in it, or name another one in heedline.toml."
_POSTING = "Allow Heedline in the channel's posting permissions, or name another channel in heedline.toml."

PERMISSION = "permission"  # topic of the notice about a scope that one surface lacks
SHARED = "shared_channel"  # ours: Slack itself would post there

WAYS_OUT: Mapping[str, str] = {
    "token_revoked": f"The bot token was revoked. {_NEW_TOKEN}",
    "account_inactive": f"The app was removed or its bot switched off. {_NEW_TOKEN}",
    "token_expired": f"The bot token has run out: switch token rotation off in the app's settings. {_NEW_TOKEN}",
    "invalid_auth": f"The bot token is none of Slack's. {_NEW_TOKEN}",
    "not_authed": f"No bot token was sent. {_NEW_TOKEN}",
    "not_allowed_token_type": "SLACK_BOT_TOKEN must be the bot token (xoxb-...); put it into .env and start anew.",
    "missing_scope": f"A permission was taken away. {_MANIFEST}",
    "no_permission": _ADMIN,
    "access_denied": _ADMIN,
    "accesslimited": _ADMIN,
    "ekm_access_denied": _ADMIN,
    "org_login_required": _ADMIN,
    "team_access_not_granted": _ADMIN,
    "two_factor_setup_required": _ADMIN,
    "is_archived": "Unarchive it, or name another one in heedline.toml.",
    "is_inactive": "Thaw it, or name another one in heedline.toml.",
    "not_in_channel": f"Heedline is not in it. {_INVITE}",
    "channel_not_found": f"It was deleted or renamed, or it is private and Heedline is not in it. {_INVITE}",
    "invalid_channel": f"There is no such channel. {_INVITE}",
    "restricted_action": f"Not everybody may post in it. {_POSTING}",
    "restricted_action_read_only_channel": f"It is read-only. {_POSTING}",
    "posting_to_channel_denied": f"Heedline may not post in it. {_POSTING}",
    "channel_is_limited_access": f"Heedline may not post in it. {_POSTING}",
    "channel_type_not_supported": "It is no ordinary channel. Name another one in heedline.toml.",
    SHARED: "It is shared with another organisation, or about to be: outsiders would read complaints. Name a channel "
    "of your own workspace alone, and delete what stands in this one.",
    "no_such_subteam": "There is no such user group, or it was disabled. Correct [roles] in heedline.toml.",
    "subteam_not_found": "There is no such user group, or it was disabled. Correct [roles] in heedline.toml.",
    "plan_upgrade_required": 'User groups need a paid plan. Name people by their ids ("U...") in [roles] instead.',
    "paid_teams_only": 'User groups need a paid plan. Name people by their ids ("U...") in [roles] instead.',
}


def way_out(error: Exception, otherwise: str = "") -> str:
    """What to do about an error of the messenger, by the code that its text begins with."""
    return WAYS_OUT.get(code_of(error), otherwise)


def code_of(error: Exception) -> str:
    """Slack's own name of the trouble: "missing_scope (needs chat:write)" is a missing_scope."""
    return str(error).partition(" ")[0]


def channel_trouble(channel: str, error: Exception, default: str) -> str:
    """The notice about a channel that cannot be posted to, and where its messages go meanwhile."""
    waits = "What belongs there waits; nothing is lost."
    meanwhile = waits if channel == default else f"Its messages go to {default}."
    told = f"The channel {channel} cannot be posted to ({error}). {meanwhile}"
    return f"{told} {way_out(error, 'Look after it, or name another one in heedline.toml.')}"


def permission_trouble(error: Exception) -> str:
    """The notice about a scope that something other than posting lacks."""
    return f"Slack refuses Heedline a permission ({error}). {way_out(error)} Then start Heedline anew."


def credentials_trouble(error: Exception) -> str:
    """The notice about a token that does not serve; where no message gets through, log and status have it."""
    told = f"Slack refuses our credentials ({error}). {way_out(error)}".strip()
    return f"{told} What was to be sent waits; bot.py doctor tries every credential."
