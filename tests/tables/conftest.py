from pathlib import Path

import pytest

from tests.tables.helpers import HEADER, ROWS


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rounds.csv"
    path.write_text(HEADER + ROWS)
    return path
