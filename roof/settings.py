"""Config and secrets from files and the environment, checked before anything is built."""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path

from dotenv import dotenv_values

from roof import posting
from roof.text_files import NotText, whole
from triage.folding import fold
from triage.policy import ConfigError, Policy, Problem
from triage.query_hints import hints
from triage.routing import unreachable
from triage.schema import read_policy
from watchers import KINDS, problems

SECRET_NAMES = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_API_URL",
    "X_BEARER_TOKEN",
    "REDDIT_CLIENT_ID",
    "REDDIT_CLIENT_SECRET",
    "REDDIT_USER_AGENT",
    "X_API_KEY",
    "X_API_SECRET",
    "X_ACCESS_TOKEN",
    "X_ACCESS_TOKEN_SECRET",
    "REDDIT_REFRESH_TOKEN",
    "REDDIT_USERNAME",
    "REDDIT_PASSWORD",
    "MASTODON_ACCESS_TOKEN",
)
NO_CONFIG = "Copy heedline.example.toml to heedline.toml and fill it in, or name another file with --config."
_NOT_SECRET = frozenset({"SLACK_API_URL", "REDDIT_USER_AGENT", "REDDIT_USERNAME"})
_ANY_LETTERS = _NOT_SECRET | {"REDDIT_PASSWORD"}  # people choose it, and may choose any


@dataclass(frozen=True, slots=True)
class Secrets:
    """Credentials by name; "" where one is not set. Never shown: repr names only what is set."""

    values: Mapping[str, str] = field(repr=False)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def __repr__(self) -> str:
        return f"Secrets({', '.join(name for name, value in self.values.items() if value)})"

    def to_hide(self) -> list[str]:
        """The values that must not appear in any log."""
        return [value for name, value in self.values.items() if value and name not in _NOT_SECRET]


def read_secrets(folder: Path, environ: Mapping[str, str]) -> tuple[Secrets, list[Problem]]:
    """Each NAME, or the file that NAME_FILE names, from the environment or else from .env in `folder`.

    An empty variable counts as none: container tools set those for what nobody gave them.
    """
    from_file, found = _dotenv(folder / ".env")
    values: dict[str, str] = {}
    for name in SECRET_NAMES:
        values[name] = ""
        for given in (environ, from_file):
            value, path = given.get(name, "").strip(), given.get(f"{name}_FILE", "").strip()
            if value and path:
                found.append(
                    Problem(path=f"{name}_FILE", message=f"and {name} are both set; keep one of them")
                )
            elif path:
                value, problems = _content_of(folder / path, f"{name}_FILE")
                found += problems
            if value or path:
                values[name] = value
                break
    return Secrets(values), found + _malformed(values)


def _dotenv(path: Path) -> tuple[dict[str, str], list[Problem]]:
    if not path.exists():
        return {}, []
    text, found = _content_of(path, str(path), may_be_empty=True)
    read = dotenv_values(stream=StringIO(text), interpolate=False)
    return {name: value for name, value in read.items() if value is not None}, found


def _content_of(path: Path, name: str, *, may_be_empty: bool = False) -> tuple[str, list[Problem]]:
    """A file's text, or what is wrong with it; the mark that Windows editors put first is no part of it."""
    try:
        text = whole(path).strip()
    except (OSError, UnicodeDecodeError, NotText) as error:
        return "", [Problem(path=name, message=f"{path} cannot be read: {_why(error)}")]
    if not text and not may_be_empty:
        return "", [Problem(path=name, message=f"{path} is empty")]
    return text, []


def _malformed(values: Mapping[str, str]) -> list[Problem]:
    found = []
    for name, wrong, where in (
        ("SLACK_BOT_TOKEN", ("xapp-", "xoxp-"), "the bot token (xoxb-...) under OAuth & Permissions"),
        ("SLACK_APP_TOKEN", ("xoxb-", "xoxp-"), "the app-level token (xapp-...) under Basic Information"),
    ):
        if values[name].startswith(wrong):
            found.append(Problem(path=name, message=f"is another kind of token; take {where}"))
    found += [
        Problem(path=name, message="holds a line break or a letter that no key has")
        for name in SECRET_NAMES
        if name not in _ANY_LETTERS and not (values[name].isascii() and values[name].isprintable())
    ]
    if values["SLACK_API_URL"] and not values["SLACK_API_URL"].startswith(("http://", "https://")):
        found.append(Problem(path="SLACK_API_URL", message="must begin with https:// or http://"))
    return found


def load(config: Path, environ: Mapping[str, str] = os.environ) -> tuple[Policy, Secrets]:
    """The policy and the secrets; raises ConfigError with every mistake in either."""
    try:
        text = whole(config)
    except FileNotFoundError:
        raise ConfigError(
            [Problem(path=str(config), message=f"there is no such file. {NO_CONFIG}")]
        ) from None
    except (OSError, UnicodeDecodeError, NotText) as error:
        raise ConfigError([Problem(path=str(config), message=f"cannot be read: {_why(error)}")]) from None
    secrets, found = read_secrets(config.parent, environ)
    try:
        policy = read_policy(text, problems)
    except ConfigError as error:
        raise ConfigError([*error.problems, *found]) from None
    placed = _placed(policy, config.parent)
    found += [*posting.mistakes(policy), *_files_twice(placed, config)]
    if found:
        raise ConfigError(found)
    return placed, secrets


def _placed(policy: Policy, folder: Path) -> Policy:
    """Paths in a config are meant from where the config stands, not from where the bot was started."""
    sources = tuple(
        replace(s, options={**s.options, "path": str(folder / str(s.options["path"]))})
        if "path" in s.options
        else s
        for s in policy.sources
    )
    return replace(policy, database=str(folder / policy.database), sources=sources)


def _files_twice(policy: Policy, config: Path) -> Iterator[Problem]:
    """Files that would be two things at once, and folders where a file is meant."""
    taken = {config.resolve(): "this config"}
    for key, path in (("heedline.database", policy.database), *_paths(policy)):
        try:
            file = Path(path).resolve()
            is_folder = file.is_dir()
        except (ValueError, OSError) as error:  # a sign that no name may hold, or too many of them
            yield Problem(path=key, message=f"no file can be called so ({_why(error)}): name another file")
            continue
        if is_folder:
            yield Problem(path=key, message=f"{path} is a folder: name a file in it")
        elif before := taken.get(file):
            yield Problem(path=key, message=f"{path} is {before} already: name another file")
        if key == "heedline.database":  # sources may share a file
            taken.setdefault(file, key)


def _paths(policy: Policy) -> Iterator[tuple[str, str]]:
    for number, source in enumerate(policy.sources, start=1):
        if "path" in source.options:
            yield f"source[{number}].path", str(source.options["path"])


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    return getattr(error, "strerror", None) or str(error)


def missing_for_slack(policy: Policy, secrets: Secrets) -> list[Problem]:
    """The Slack credentials that `run` cannot do without."""
    needed = {"SLACK_BOT_TOKEN": "the bot's token, on the app's page under OAuth & Permissions"}
    if policy.slack.mode == "socket":
        needed["SLACK_APP_TOKEN"] = "the app-level token with connections:write, under Basic Information"
    else:
        needed["SLACK_SIGNING_SECRET"] = (
            "the signing secret, under Basic Information; HTTP mode checks with it"
        )
    return [
        Problem(path=name, message=f"is not set. Put it into .env: {what}")
        for name, what in needed.items()
        if not secrets[name]
    ]


def missing_for_sources(policy: Policy, secrets: Secrets) -> list[Problem]:
    """The credentials that configured sources lack; each such source stays off, the others run."""
    return [
        Problem(path=f"source {source.name!r}", message=f"needs {name} in .env; until then it is off")
        for source in policy.sources
        if source.kind in KINDS
        for name in KINDS[source.kind].secrets
        if not secrets[name]
    ]


def readable_by_others(folder: Path) -> list[Problem]:
    """Whether other users of the machine can read the secrets in .env; Windows keeps such rights elsewhere."""
    path = folder / ".env"
    if os.name == "nt" or not path.exists() or not stat.S_IMODE(path.stat().st_mode) & 0o077:
        return []
    told = f"other users of this machine may read or change it: chmod 600 {path}"
    return [Problem(path=str(path), message=told)]


def _alike(policy: Policy) -> Iterator[Problem]:
    """Subjects that the same posts name, and subjects that no post can name."""
    first: dict[str, str] = {}
    for subject in policy.subjects:
        path = f"subject {subject.name!r}"
        before = first.setdefault(fold(subject.match), subject.name)
        if before != subject.name:
            yield Problem(path=path, message=f"has the same match as {before!r}: each post counts for both.")
        if subject.exclude and fold(subject.exclude) == fold(subject.match):
            yield Problem(path=path, message="is named by no post: its exclude is the same as its match.")


def rarely_meant(policy: Policy) -> list[Problem]:
    """What in the queries and routes is legal but seldom does what it looks like."""
    idle = [
        Problem(
            path=f"route {route.name!r}",
            message=f"never gets a case: route {before.name!r} stands before it and takes all of them. Move it up.",
        )
        for route, before in unreachable(policy.routes[:-1])  # the last one is ours: it takes what is left
    ]
    return [*idle, *_alike(policy)] + [
        Problem(path=f"subject {subject.name!r}", message=hint)
        for subject in policy.subjects
        for query in (subject.match, subject.exclude or "")
        for hint in hints(query)
    ]
