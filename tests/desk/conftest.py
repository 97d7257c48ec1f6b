"""What every desk test begins with: an empty database and an office around it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.store import Store
from tests.desk.fakes import Office


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "desk.db")
    yield made
    made.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "desk.db")
    yield made
    made.store.close()
