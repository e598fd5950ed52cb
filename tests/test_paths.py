"""A file is written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from outreach_app.paths import write_whole


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
