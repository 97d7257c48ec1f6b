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


def main() -> int:
    """Writes the page, and where a browser is found the pictures; says what it did."""
    pictures = collect()
    FOLDER.mkdir(parents=True, exist_ok=True)
    drawn = FOLDER / "index.html"
    drawn.write_text(index(pictures), encoding="utf-8")
    print(f"{len(pictures)} surfaces drawn on {drawn}")
    browser = camera.find_browser()
    if browser is None:
        print(f"{camera.NONE} The PNGs stay as they were.", file=sys.stderr)
        return 1
    opened = {picture.name for picture in pictures if picture.opens_menus}
    names = [picture.name for picture in pictures]
    try:
        taken = dict(camera.photograph(browser, drawn, names, opened))
    except camera.NoPicture as problem:
        print(f"No pictures were taken: {problem}. The PNGs stay as they were.", file=sys.stderr)
        return 1
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for name, png in taken.items():
        (FOLDER / f"{name}.png").write_bytes(png)
    print(f"{len(taken)} PNGs beside it, {sum(map(len, taken.values())) // 1024:,} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
