"""The tables and figures in docs/ that are made from the code: python -m tools.docs --check or --write.

Each stands between <!-- name --> and <!-- /name -->; what is between them is made anew.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from desk.troubles import WAYS_OUT
from handlers.commands import VERBS
from handlers.commands import meant as meant_by
from tools.corpus import agreement, judged
from tools.fit_danger import BACKGROUND, MADE_UP, NONE, PLAIN, POSTS
from triage.reply_rules import shipped_rules
from triage.roles import DOING, MAY, Right, Role
from triage.rules import MEANINGS
from watchers import KINDS
from watchers.options import Kind

ROOT = Path(__file__).parents[1]
_PART = re.compile(r"(?s)(<!-- ([a-z]+(?: [a-z_]+)?) -->\n)(.*?)(<!-- /\2 -->)")
Row = tuple[str, ...]


@cache
def parts() -> Mapping[str, str]:
    """Every part by the name between its marks, made once for all documents."""
    return {
        "corpus": _corpus(),
        "dangers": _table(("input", "posts", "what they are"), _dangers()),
        "kinds": _table(("kind", "what it reads", "needs"), _kinds()),
        "posting": _table(("kind of source", "posts on", "beside it in the config", "in `.env`"), _posting()),
        "rules": _table(("rule", "what it says"), _rules()),
        "reply rules": _table(("rule", "health care", "any other trade", "what it says"), _reply_rules()),
        "rights": _table(("to", *(f"`{role}`" for role in Role)), _rights()),
        "troubles": _table(("Slack says", "what it means and the way out"), _troubles()),
        "verbs": _table(("command", "answers"), _verbs()),
        **{
            f"options {name}": _table(("key", "needed", "meaning"), _options(kind))
            for name, kind in KINDS.items()
        },
    }


def _corpus() -> str:
    """How the judgement fares on the corpus."""
    texts = judged()
    english = sum(each.text.language == "en" for each in texts)
    found = agreement(texts)
    return (
        f"On the corpus of {len(texts):,} made-up texts in `tests/triage/corpus.toml` ({english:,} English, {len(texts) - english:,} Spanish; nothing is "
        f"fitted on it)\nurgency agrees exactly in {found.urgency:.0%}; level 3 is found in {found.recall:.0%} with a precision of "
        f"{found.precision:.2f}.\n"
    ).replace("%", " %")


_SAID = {
    "complaint": ", a complaint",
    "harmless": " and no complaint",
    PLAIN: " and no complaint, everyday facts told flatly",
    NONE: ", half of them look like one; nobody said which complain",
}


def _dangers() -> Iterator[Row]:
    languages = {"en": "English", "es": "Spanish"}
    for name, (kind, language) in MADE_UP.items():
        number = len((POSTS / name).read_text(encoding="utf-8").splitlines())
        what = f"no danger{_SAID[name.partition('_')[0]]}" if kind == NONE else f"`{kind}`"
        yield f"`tools/dangers/{name}`", f"{number:,}", f"{what}, {languages[language]}"
    for name in BACKGROUND:
        yield name, "above", "no danger, the background"


def _kinds() -> Iterator[Row]:
    for name, kind in KINDS.items():
        needs = ", ".join(f"`{secret}`" for secret in kind.secrets) or "nothing"
        yield f"[`{name}`](#{name})", _sentence(kind.help), needs


def _posting() -> Iterator[Row]:
    for name, kind in KINDS.items():
        if kind.posting:
            beside = ", ".join(f"`{key}`" for key in kind.posting.needs) or "nothing"
            keys = [f"`{secret}`" for secret in kind.posting.secrets]
            keys += [
                " or ".join(
                    " and ".join(f"`{each}`" for each in login) for login in kind.posting.logins if login
                )
            ]
            yield f"`{name}`", kind.posting.platform, beside, ", ".join(filter(None, keys))


def _options(kind: Kind) -> Iterator[Row]:
    for key, option in kind.options.items():
        if key in kind.required:
            needed = "yes"
        elif key in kind.one_of:
            needed = f"one of {', '.join(f'`{other}`' for other in kind.one_of)}"
        else:
            needed = "no"
        yield f"`{key}`", needed, _sentence(option.help)


def _rules() -> Iterator[Row]:
    for name, meaning in MEANINGS.items():
        yield f"`{name}`", meaning


def _reply_rules() -> Iterator[Row]:
    told = {"hard": "must go", "soft": "better not", "": "not asked"}
    for rule in shipped_rules().values():
        yield f"`{rule.name}`", told[rule.healthcare], told[rule.general], rule.message


def _rights() -> Iterator[Row]:
    for right, doing in DOING.items():
        if right is not Right.OTHER:
            yield doing, *("yes" if right in MAY[role] else "" for role in Role)


def _troubles() -> Iterator[Row]:
    for code, way_out in WAYS_OUT.items():
        yield f"`{code}`", way_out


def _verbs() -> Iterator[Row]:
    for verb in VERBS.values():
        usage, meaning = meant_by(verb)
        yield f"`/heed {usage}`", meaning


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:].rstrip(".") + "."


def _table(head: Row, rows: Iterable[Row]) -> str:
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in (head, *rows)]
    return "".join([lines[0], "|---" * len(head) + "|\n", *lines[1:]])


def renewed(text: str) -> str:
    """A document with its tables as they should be. Parts that are not made here stay as they are."""
    made = parts()
    return _PART.sub(lambda match: f"{match[1]}{made.get(match[2], match[3])}{match[4]}", text)


def main(arguments: list[str]) -> int:
    """--check names the documents that are out of date, --write renews them."""
    if arguments not in (["--check"], ["--write"]):
        print(__doc__)
        return 2
    stale = 0
    for path in sorted(ROOT.glob("docs/*.md")):
        text = path.read_text(encoding="utf-8")
        if (made := renewed(text)) != text:
            stale += 1
            print(
                f"{path.relative_to(ROOT)} {'is renewed' if arguments == ['--write'] else 'is out of date'}"
            )
            if arguments == ["--write"]:
                path.write_text(made, encoding="utf-8")
    return 1 if stale and arguments == ["--check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
