"""What every watcher's test begins with: a clock that stands still."""

import pytest

from tests.watchers.stages import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()
