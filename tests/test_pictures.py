"""The pictures in docs: every surface renders, each has its PNG, and documents name them all."""

import struct
import zlib
from pathlib import Path

import pytest

from tools import camera, pictures, small_png
from tools.scenes.stage import Picture

FOLDER = pictures.FOLDER
PNGS = sorted(FOLDER.glob("*.png"))
MOST, MOST_IN_ALL, WIDEST = 150_000, 1_500_000, 800  # bytes, bytes, pixels


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents, drawn by somebody who has no browser."""
    folder = tmp_path_factory.mktemp("docs") / "pictures"
    assert pictures.draw(folder, None) == 1
    return folder


@pytest.fixture(scope="module")
def listed(drawn: Path) -> str:
    return (drawn.parent / "pictures.md").read_text(encoding="utf-8")


def test_the_document_names_every_surface_and_is_current(listed: str) -> None:
    """Where not: make pictures."""
    assert (FOLDER.parent / "pictures.md").read_text(encoding="utf-8") == listed


def test_every_surface_has_its_png_and_every_png_its_surface(listed: str) -> None:
    assert [path.name for path in PNGS if f"(pictures/{path.name})" not in listed] == []
    assert listed.count("![") == len(PNGS)


def test_every_surface_stands_on_the_page(drawn: Path) -> None:
    page = (drawn / "index.html").read_text(encoding="utf-8")
    assert [path.stem for path in PNGS if f'<figure id="{path.stem}">' not in page] == []


def test_the_readme_shows_a_card_and_the_digest() -> None:
    readme = (FOLDER.parent.parent / "README.md").read_text(encoding="utf-8")
    for path in ("docs/pictures/card.png", "docs/pictures/digest.png", "docs/pictures.md"):
        assert f"({path})" in readme


@pytest.mark.parametrize("path", PNGS, ids=lambda path: path.stem)
def test_a_png_is_small(path: Path) -> None:
    data = path.read_bytes()
    assert len(data) <= MOST
    assert struct.unpack(">I", data[16:20])[0] <= WIDEST


def test_all_pngs_together_are_small() -> None:
    assert sum(path.stat().st_size for path in PNGS) <= MOST_IN_ALL


def test_without_a_browser_that_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pictures, "collect", lambda: [Picture("card", "A card", "<p>words</p>")])
    kept = tmp_path / "pictures" / "card.png"
    kept.parent.mkdir()
    kept.write_bytes(b"earlier")
    assert pictures.draw(tmp_path / "pictures", None) == 1
    assert "chromium" in capsys.readouterr().err
    assert kept.read_bytes() == b"earlier"


def test_a_browser_is_looked_for_in_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert camera.find_browser() is None
    program = tmp_path / "google-chrome"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    assert camera.find_browser() == str(program)


def test_a_browser_that_ends_at_once_is_named(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    with pytest.raises(camera.NoPicture, match="chromium"):
        list(camera.photograph(str(program), tmp_path / "index.html", ["card"], []))


def test_a_small_png_holds_the_pixels_it_was_given() -> None:
    made = small_png.encode(2, 2, [0xFFF, 0x07A], bytes([0, 1, 1, 0]))
    assert made.startswith(b"\x89PNG\r\n\x1a\n")
    assert b"PLTE" + bytes([255, 255, 255, 0, 119, 170]) in made
    at = made.index(b"IDAT")
    size = struct.unpack(">I", made[at - 4 : at])[0]
    assert zlib.decompress(made[at + 4 : at + 4 + size]) == bytes([0, 0, 1, 0, 1, 0])
