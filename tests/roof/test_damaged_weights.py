"""A damaged file of fitted weights stops every verb that judges before it judges anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import cli
from triage import danger
from triage.fitted import shipped_fitted


@pytest.fixture
def damaged(config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The words of danger, cut off in the middle, beside a config that is in order."""
    path = tmp_path / "danger.json"
    path.write_text(danger.FILE.read_text(encoding="utf-8")[:40_000], encoding="utf-8")
    (tmp_path / "e.csv").write_text("id,text\n1,rude\n")
    monkeypatch.chdir(config.parent)
    monkeypatch.setattr(danger, "FILE", path)
    shipped_fitted.cache_clear()
    yield path
    shipped_fitted.cache_clear()


@pytest.mark.parametrize(
    "verb",
    [
        ("run",),
        ("check",),
        ("explain", "rude"),
        ("score",),
        ("replay", "e.csv", "--csv", "out.csv"),
        ("demo",),
        ("backtest",),
        ("tune",),
    ],
    ids=lambda verb: verb[0],
)
def test_it_is_named_with_the_way_out(damaged: Path, verb: tuple[str, ...]) -> None:
    told = CliRunner().invoke(cli, [*verb])
    assert told.exit_code == 2
    assert f"{damaged} is damaged: fetch it anew" in told.output
    assert not Path("out.csv").exists()
