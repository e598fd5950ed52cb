"""What a locked program still remembers, measured where Linux lets a process read its own memory."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc/self/mem")
def test_after_locking_the_keys_are_found_nowhere_in_memory(tmp_path: Path) -> None:
    """Keys of the vault and the passphrase: not once. Those of the laptop: usually neither."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.journeys.remembering", str(tmp_path / "vault")]
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    counts: dict[str, list[int]] = json.loads(ended.stdout)

    assert counts["database key"][0] >= 1, "the search finds what is there"
    vault = ("master key", "database key", "database key in hex", "passphrase", "passphrase in Qt")
    assert [counts[name][1] for name in vault] == [0] * 5, counts
    assert max(counts[name][1] for name in ("signing key", "box key")) <= 2, counts
