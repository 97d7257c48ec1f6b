"""Draws docs/pictures/ from the made-up day's real output: python -m tools.pictures."""

import io
import logging
import tempfile
from dataclasses import replace
from pathlib import Path

from rich.console import Console, RenderableType
from rich.terminal_theme import TerminalTheme

from desk import cases
from desk.digest import compose
from desk.store import Store
from handlers.cards import card
from handlers.digest_card import digest_card
from handlers.terminal import draw
from roof.demo import PEOPLE, Day
from triage.model import State, Urgency

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
LIGHT = TerminalTheme(
    (255, 255, 255), (29, 28, 29),
    [(29, 28, 29), (192, 57, 43), (0, 122, 90), (181, 137, 0), (18, 100, 163), (120, 81, 169), (0, 128, 128), (97, 96, 97)],
)  # fmt: skip
# rich's own frame loads a font from elsewhere; this one does with what the reader has
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {terminal_width} {terminal_height}" font-family="Menlo, Consolas, 'DejaVu Sans Mono', monospace">
<style>{styles}
.{unique_id}-matrix {{ font-size: {char_height}px; line-height: {line_height}px; }}</style>
<defs>{lines}</defs>
<rect width="100%" height="100%" fill="#ffffff"/>
<g class="{unique_id}-matrix" transform="translate(8, 4)">{backgrounds}
{matrix}
</g></svg>
"""


def save(name: str, drawn: RenderableType) -> None:
    """One picture, as text that a browser draws."""
    console = Console(
        width=82, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(drawn)
    FOLDER.mkdir(parents=True, exist_ok=True)
    svg = console.export_svg(title="", theme=LIGHT, code_format=FRAME, unique_id=name)
    (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


def main() -> None:
    logging.getLogger().addHandler(logging.NullHandler())
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder, "day.db"))
        day = Day(store, Console(quiet=True), every_card=True)
        day.play()
        found = cases.list_open(store, 1, 1000)[0]
        fits = (c for c in found if c.urgency is Urgency.SAME_DAY and "safety" in c.assessment.categories)
        content = day.courier.card(next(c for c in fits if c.state is State.NEW).id)
        fresh = replace(content, case=replace(content.case, overdue=False))  # as it was when it was posted
        zone = day.policy.time_zone

        def name_of(user_id: str) -> str:
            return PEOPLE.get(user_id, user_id)

        save("card", draw(card(fresh, zone), name_of))
        digest = compose(store, day.policy, "2026-03-17")
        assert digest is not None
        save("digest", draw(digest_card(digest), name_of))
        store.close()
    print(f"drawn into {FOLDER}")


if __name__ == "__main__":
    main()
