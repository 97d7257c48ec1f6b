"""The documents say what the program does: every kind, key, verb and secret, and no more."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
from handlers.commands import VERBS
from roof.settings import SECRET_NAMES
from tools import docs
from triage.length import LIMITS
from triage.policy import Policy
from triage.query import parse
from triage.replies import VARIABLES
from triage.schema import KEYS, read_policy
from triage.taxonomy import TAXONOMIES, shipped_taxonomy
from watchers import KINDS, problems

ROOT = Path(__file__).parents[1]
NOT_OURS = re.compile(r"\.(?!ci$|env\.example$|gitignore$)|__pycache__$|htmlcov$|node_modules$")


def files(folder: Path = ROOT) -> Iterator[Path]:
    """The files of the project, without caches, environments and databases."""
    for path in sorted(folder.iterdir()):
        if NOT_OURS.match(path.name):
            continue
        if path.is_dir():
            yield from files(path)
        elif ".db" not in path.suffixes:
            yield path


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


PAGES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files() if path.suffix == ".md"
}
DOCUMENTATION = "\n".join(
    text for name, text in PAGES.items() if name == "README.md" or name.startswith("docs/")
)
CONFIGURATION, SOURCES = PAGES["docs/configuration.md"], PAGES["docs/sources.md"]
EXAMPLE, SECRETS = read("heedline.example.toml"), read(".env.example")


def section(page: str, title: str) -> str:
    """What stands under a heading, up to the next one of its level."""
    level = title.partition(" ")[0]
    return page.partition(f"\n{title}\n")[2].partition(f"\n{level} ")[0]


def rows(text: str) -> list[list[str]]:
    """The cells of a table, without its head."""
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in lines[2:]]


TITLES = {
    "heedline": "## [heedline]",
    "slack": "## [slack]",
    "roles": "## [roles]",
    "subject": "## [[subject]]",
    "source": "## [[source]]",
    "route": "## [[route]]",
    "when": "## when",
    "reply": "## [[reply]]",
}


@pytest.mark.parametrize("table", TITLES)
def test_every_key_of_the_config_is_documented_and_no_other(table: str) -> None:
    text = section(CONFIGURATION, TITLES[table]).partition("\n### ")[0]
    assert sorted(row[0].strip("`") for row in rows(text)) == sorted(KEYS[table])


def test_every_table_of_the_config_has_a_section() -> None:
    assert set(TITLES) - {"when"} == set(KEYS[""])


SMALLEST = {
    "heedline": 'organisation = "Northgate"',
    "slack": 'default_channel = "#care"',
    "roles": "",
    "subject": 'name = "Northgate"\nkind = "own"\nmatch = "northgate"',
    "source": 'name = "news"\nkind = "feed"\nurl = "https://example.org/feed"',
    "route": 'name = "all"\nchannel = "#care"',
    "reply": 'name = "mine"\ntext = "Hello."',
}


def with_key(table: str = "", line: str = "") -> Policy:
    """The smallest config with a line more in one of its tables."""
    parts = []
    for name, body in SMALLEST.items():
        head = f"[{name}]" if name in ("heedline", "slack", "roles") else f"[[{name}]]"
        parts.append(f"{head}\n{body}\n{line if name == table else ''}\n")
    return read_policy("\n".join(parts), problems)


DEFAULTS = [
    (table, row[0].strip("`"), row[2].strip("`"))
    for table in SMALLEST
    for row in rows(section(CONFIGURATION, TITLES[table]).partition("\n### ")[0])
    if row[2].startswith("`")
]


@pytest.mark.parametrize(("table", "key", "default"), DEFAULTS)
def test_a_documented_default_is_the_default(table: str, key: str, default: str) -> None:
    assert with_key(table, f"{key} = {default}") == with_key()


def test_defaults_are_documented() -> None:
    assert {(table, key) for table, key, _ in DEFAULTS} >= {
        *(("heedline", key) for key in KEYS["heedline"] if key != "organisation"),
        *(("slack", key) for key in KEYS["slack"] if not key.endswith("_channel")),
        ("source", "every"),
        ("route", "when"),
    }


@pytest.mark.parametrize("name", TAXONOMIES)
def test_every_category_is_documented(name: str) -> None:
    assert [
        category for category in shipped_taxonomy(name).titles if f"`{category}`" not in CONFIGURATION
    ] == []


def test_every_limit_of_a_replys_length_is_documented_and_no_other() -> None:
    told = {
        kind: row[1]
        for row in rows(section(CONFIGURATION, "### How long a reply may be").partition("\n## ")[0])
        for kind in row[0].replace("`", "").split(", ")
    }
    assert told == {kind: f"{limit.most:,}" if limit else "no limit" for kind, limit in LIMITS.items()}


def test_every_variable_of_a_reply_is_documented() -> None:
    assert [name for name in VARIABLES if f"`{{{name}}}`" not in CONFIGURATION] == []


@pytest.mark.parametrize("query", [code for row in rows(section(CONFIGURATION, "### Queries")) for code in row[0].split("`")[1::2]])  # fmt: skip
def test_every_query_shown_can_be_read(query: str) -> None:
    assert parse(query)


@pytest.mark.parametrize("name", docs.parts())
def test_every_table_made_from_the_code_stands_in_a_document(name: str) -> None:
    assert f"<!-- {name} -->" in DOCUMENTATION


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_tables_made_from_the_code_are_current(name: str) -> None:
    """Where not: python -m tools.docs --write."""
    assert docs.renewed(PAGES[name]) == PAGES[name]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_source_has_a_section(kind: str) -> None:
    assert f"<!-- options {kind} -->" in section(SOURCES, f"## {kind}")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_source_is_named_with_the_key_kind(kind: str) -> None:
    assert f'`"{kind}"`' in section(CONFIGURATION, "## [[source]]")


@pytest.mark.parametrize("kind", KINDS)
def test_the_readme_names_every_kind_of_source(kind: str) -> None:
    assert f"`{kind}`" in PAGES["README.md"]


def test_the_line_of_a_file_that_is_shown_is_json() -> None:
    lines = [json.loads(line) for line in SOURCES.splitlines() if line.startswith("    {")]
    assert [set(line) for line in lines] == [{"id", "text", "author", "time", "url", "reach"}]


@pytest.mark.parametrize("verb", VERBS)
def test_every_slash_verb_is_documented_with_its_words(verb: str) -> None:
    usage = (VERBS[verb].__doc__ or "").partition(":")[0]
    assert f"`/heed {usage}`" in DOCUMENTATION


@pytest.mark.parametrize("verb", sorted(bot.cli.commands))
def test_every_verb_of_the_command_line_is_documented(verb: str) -> None:
    assert re.search(rf"bot\.py\b[^\n]*\b{verb}\b", DOCUMENTATION)


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_every_secret_is_documented(name: str) -> None:
    assert name in [row[0].strip("`") for row in rows(section(CONFIGURATION, "## Secrets"))]


def test_the_example_of_secrets_holds_every_name_and_no_value() -> None:
    lines = [line for line in SECRETS.splitlines() if line and not line.startswith("#")]
    assert sorted(lines) == sorted(f"{name}=" for name in SECRET_NAMES)


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_every_secret_of_the_example_says_in_a_line_above_what_it_is(name: str) -> None:
    assert re.search(rf"(?m)^# .+\n{name}=$", SECRETS)


def test_the_files_of_secrets_are_explained() -> None:
    assert "_FILE" in SECRETS
    assert "NAME_FILE" in CONFIGURATION


def test_the_example_config_is_in_order() -> None:
    assert read_policy(EXAMPLE, problems).sources[0].kind == "feed"


def switched_on() -> str:
    """The example with every setting that it holds in reserve."""
    return re.sub(r"(?m)^#(?=[a-z\[])", "", EXAMPLE)


def test_the_example_config_is_in_order_with_every_setting_switched_on() -> None:
    assert {source.kind for source in read_policy(switched_on(), problems).sources} == set(KINDS)


@pytest.mark.parametrize("table", SMALLEST)
def test_the_example_config_shows_every_key(table: str) -> None:
    entries = tomllib.loads(switched_on())[table]
    shown = {key for entry in (entries if isinstance(entries, list) else [entries]) for key in entry}
    assert shown >= set(KEYS[table])


def test_the_example_config_shows_every_condition() -> None:
    routes = tomllib.loads(switched_on())["route"]
    assert {key for route in routes for key in route["when"]} == set(KEYS["when"])


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_config_shows_every_option(kind: str) -> None:
    sources = [source for source in tomllib.loads(switched_on())["source"] if source["kind"] == kind]
    assert {key for source in sources for key in source} >= set(KINDS[kind].options)


LINKS = [
    pytest.param(name, link, id=f"{name}: {link}")
    for name, text in PAGES.items()
    for link in re.findall(r"\]\(([^)\s]+)\)", text)
    if not link.startswith(("http://", "https://", "mailto:"))
]


@pytest.mark.parametrize(("name", "link"), LINKS)
def test_a_link_leads_to_a_file_and_to_a_heading_that_are_there(name: str, link: str) -> None:
    path, _, anchor = link.partition("#")
    target = (ROOT / name).parent / path if path else ROOT / name
    assert target.exists()
    assert not anchor or anchor in _anchors(target.read_text(encoding="utf-8"))


def _anchors(page: str) -> list[str]:
    titles = re.findall(r"(?m)^#+ (.+)$", page)
    return [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles]


WORKPLACES = ["/work" + "/", ".." + "/shared", "." + "library"]


def test_no_file_names_the_workplace_it_was_made_in() -> None:
    named = [
        str(path.relative_to(ROOT))
        for path in files()
        if any(place in path.read_text(encoding="utf-8", errors="replace") for place in WORKPLACES)
    ]
    assert named == []
