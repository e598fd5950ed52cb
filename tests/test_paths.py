"""A file is written whole or not at all."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from outreach_app import paths
from outreach_app.paths import half_of, write_whole


def test_a_full_disk_leaves_the_older_file_and_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "nota.pdf"
    write_whole(note, b"the older one")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as refused:
        write_whole(note, b"the newer one")

    assert refused.value.filename == str(note)
    assert note.read_bytes() == b"the older one"
    assert list(tmp_path.iterdir()) == [note]


KILLED = """
import os, signal, sys
from pathlib import Path
from outreach_app.tables.writing import write_table
if sys.argv[2] == "elsewhere":
    del os.O_TMPFILE
def rows():
    for n in range(20_000):
        yield (f"rij {n}",)
    os.kill(os.getpid(), signal.SIGKILL)
write_table(Path(sys.argv[1]), "Rondes", ["Datum"], rows())
"""


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_program_killed_while_it_writes_leaves_nothing_to_read(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"uit.{suffix}"
    out.write_bytes(b"the older one")

    killed = subprocess.run([sys.executable, "-c", KILLED, str(out), "here"], check=False)

    assert killed.returncode == -9
    assert out.read_bytes() == b"the older one"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("hindered", ["", "O_TMPFILE", "link"])
def test_it_is_the_same_file_where_disks_cannot_do_without_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hindered: str, there: bool
) -> None:
    def no_link(*_names: object, **_how: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    note = tmp_path / "nota.pdf"
    if there:
        note.write_bytes(b"the older one")
    half_of(note).write_bytes(b"of a program that was killed")
    if hindered == "link":
        monkeypatch.setattr(os, "link", no_link)
    elif hindered:
        monkeypatch.delattr(os, hindered)

    with paths.whole(note) as file:
        file.write(b"the newer one")

    assert note.read_bytes() == b"the newer one"
    assert list(tmp_path.iterdir()) == [note]
