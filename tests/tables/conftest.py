from pathlib import Path

import pytest

from tests.conftest import FakeClock
from tests.tables.helpers import HEADER, ROWS


@pytest.fixture
def clock() -> FakeClock:
    """Some days after what the files tell."""
    return FakeClock(1_796_000_000_000)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rounds.csv"
    path.write_text(HEADER + ROWS)
    return path
