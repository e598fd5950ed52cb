"""What a killed program left half-written outside the vault goes when the vault opens again."""

import subprocess
import sys
from pathlib import Path

from outreach_app.paths import half_of
from outreach_app.workspace import Workspace

KILLED = """
import os, signal, sys
from pathlib import Path
from outreach_app.paths import whole
if hasattr(os, "O_TMPFILE"):
    del os.O_TMPFILE
with whole(Path(sys.argv[1])) as file:
    file.write(b"Noor; 6 jongeren")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_half_file_of_a_killed_export_goes_and_nobody_elses(noor: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    folder.mkdir()
    out, other = folder / "rondes.csv", folder / ".andere.csv.half"
    other.write_bytes(b"van iemand anders")
    noor.exports.record("spreadsheet", path=out)
    subprocess.run([sys.executable, "-c", KILLED, str(out)], check=False)
    assert half_of(out).read_bytes() == b"Noor; 6 jongeren"

    assert noor.exports.clear_halves() == 1

    assert list(folder.iterdir()) == [other]
    assert noor.exports.clear_halves() == 0


def test_a_stick_that_is_not_there_now_is_looked_at_when_it_is_again(noor: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "stick" / "rondes.csv"
    noor.exports.record("spreadsheet", path=out)
    assert noor.exports.clear_halves() == 0
    out.parent.mkdir()
    half_of(out).write_bytes(b"Noor; 6 jongeren")

    assert noor.exports.clear_halves() == 1
