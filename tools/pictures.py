"""Draws docs/pictures/ from the made-up day's real output, as a page and as PNGs: python -m tools.pictures."""

import logging
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from desk.store import Store
from handlers.browser import page
from handlers.browser_parts import shown
from tools import camera
from tools.scenes import answers, cards, forms
from tools.scenes.stage import Picture, Stage

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
TITLE = "Heedline in Slack"
CAPTION = (
    "Drawn by python -m tools.pictures from the blocks that Heedline sends to Slack, on a made-up day. "
    "Menus open; nothing else on this page can be pressed."
)
DOCUMENT = """# What people see in Slack

Pictures of every surface, on a made-up day. `make pictures` draws them anew from the blocks that Heedline sends to
Slack, and all of them on one page for the browser: [pictures/index.html](pictures/index.html). The frame around them
is a drawing of Slack's, not Slack.
"""
KINDS = {
    "card": "Cards",
    "form": "Windows",
    "": "Home page, digest, links, notices",
    "heed": "Answers to commands",
}


def collect() -> list[Picture]:
    """Every surface, in the order in which docs show them."""
    logging.getLogger().addHandler(logging.NullHandler())
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder, "day.db"))
        stage = Stage(store)
        for scene in (cards, forms, answers):
            scene.play(stage)
        store.close()
    return stage.pictures


def index(pictures: Sequence[Picture]) -> str:
    """One page that shows them all."""
    parts = [f"<h1>{shown(TITLE)}</h1>", f'<div class="caption">{shown(CAPTION)}</div>']
    for picture in pictures:
        parts.append(f"<h2>{shown(picture.title)}</h2>")
        parts.append(f'<figure id="{picture.name}">{picture.html}</figure>')
    return page(TITLE, parts)


def listing(pictures: Sequence[Picture]) -> str:
    """The document that names and shows each of them, by what they are pictures of."""
    made = [DOCUMENT]
    for kind, title in KINDS.items():
        made.append(f"## {title}\n")
        of_kind = [each for each in pictures if _kind(each) == kind]
        made += [f"**{each.title}**\n\n![{each.title}](pictures/{each.name}.png)\n" for each in of_kind]
    return "\n".join(made)


def _kind(picture: Picture) -> str:
    """What its name begins with, where that is one of KINDS."""
    first = picture.name.partition("-")[0]
    return first if first in KINDS else ""


def draw(folder: Path, browser: str | None) -> int:
    """Writes page and document, and with a browser the PNGs; says what was done. 1 where PNGs could not be made."""
    pictures = collect()
    folder.mkdir(parents=True, exist_ok=True)
    drawn = folder / "index.html"
    drawn.write_text(index(pictures), encoding="utf-8")
    (folder.parent / "pictures.md").write_text(listing(pictures), encoding="utf-8")
    print(f"{len(pictures)} surfaces drawn on {drawn}")
    try:
        if browser is None:
            raise camera.NoPicture(camera.NONE)
        opened = {picture.name for picture in pictures if picture.opens_menus}
        taken = dict(camera.photograph(browser, drawn, [picture.name for picture in pictures], opened))
    except camera.NoPicture as problem:
        print(f"No PNG was made, and those there stay as they were: {problem}", file=sys.stderr)
        return 1
    for old in folder.glob("*.png"):
        old.unlink()
    for name, png in taken.items():
        (folder / f"{name}.png").write_bytes(png)
    print(f"{len(taken)} PNGs beside it, {sum(map(len, taken.values())) // 1024:,} KB")
    return 0


if __name__ == "__main__":
    sys.exit(draw(FOLDER, camera.find_browser()))
