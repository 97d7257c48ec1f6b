"""What every desk test begins with: an empty database and an office around it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.store import Store
from tests.desk.fakes import Office, QuickStore


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all its tables: copying it is quicker than making one anew."""
    path = tmp_path_factory.mktemp("desk") / "empty.db"
    Store(path).close()
    return path


@pytest.fixture
def database(empty: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty, tmp_path / "desk.db"))


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    made = QuickStore(database)
    yield made
    made.close()


@pytest.fixture
def office(database: Path) -> Iterator[Office]:
    made = Office(database)
    yield made
    made.store.close()
