"""The promise itself: whatever is typed, looked at, printed, synced, cut off: no word of it can be read on disk.

Words that are found nowhere else are typed into the real program, in a process of its own with a home of its own.
"""

import gzip
import os
import resource
import signal
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zstandard
from nacl.pwhash import argon2id
from sqlalchemy import select

from outreach_app.domain.records import Encounter, Need, Organisation, Signal, SignalNote, Spot
from outreach_app.store.drafts import kept_place
from outreach_app.vault import slots
from outreach_app.workspace import Workspace
from tests.journeys.scanning import found_in, ways

ROOT = Path(__file__).resolve().parents[2]
WORD = "quokkabes"
LP = """#!/bin/sh
wc -c > "$PRINTED"
"""


class Laptop:
    """All the folders a program may write into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.share = self._made("share")
        self.home, self.temporary, self.cwd = self._made("home"), self._made("tmp"), self._made("cwd")
        self._runtime = self._made("run")
        self._runtime.chmod(0o700)
        self.printed = folder / "printed"
        programs = self._made("bin")
        (programs / "lp").write_text(LP)
        (programs / "lp").chmod(0o755)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_", "QT_"))},
            **{f"XDG_{name}_HOME": str(self.home / name.lower()) for name in ("DATA", "CONFIG", "CACHE", "STATE")},
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self._runtime),
            "TMPDIR": str(self.temporary),
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PRINTED": str(self.printed),
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen",
            "LANG": "C.UTF-8",
        }
        ours = self.home / "config" / "vindplaats"
        ours.mkdir(parents=True)
        (ours / "window.ini").write_text("[General]\nlanguage=en\n")
        self.vault = self.home / "data" / "vindplaats" / "vault"

    def _made(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir()
        return folder

    @contextmanager
    def running(self, *command: str) -> "Iterator[subprocess.Popen[str]]":
        """A program that may leave core files, if it were for us."""

        def may_dump() -> None:
            hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
            resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

        with (
            (self.folder / f"said by {command[-1]}").open("w") as errors,
            subprocess.Popen(
                [sys.executable, *command],
                cwd=self.cwd,
                env=self.environment,
                preexec_fn=may_dump,  # noqa: PLW1509  no thread of ours holds a lock that the child needs
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            ) as program,
        ):
            try:
                yield program
            finally:
                program.kill()

    def cores(self) -> list[str]:
        return [file.name for file in self.cwd.iterdir() if "core" in file.name]


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    monkeypatch.setattr(slots, "STRENGTH", slots.Strength(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))
    laptop = Laptop(tmp_path)
    made, _code = Workspace.create(laptop.vault, f"{WORD} opent de kluis")
    with made:
        made.found_team(f"{WORD}team", f"{WORD}noor", laptop.share)
    return laptop


def until_ready(program: "subprocess.Popen[str]", laptop: Laptop) -> None:
    assert program.stdout is not None
    said = program.stdout.readline()
    errors = [file.read_text() for file in laptop.folder.glob("said by *")]
    assert said == "READY\n", "\n".join([said + program.stdout.read(), *errors])


def test_no_word_can_be_read_whatever_happens(laptop: Laptop) -> None:
    typist = ("-m", "tests.journeys.typist", WORD)
    with laptop.running(*typist, "everything") as busy, laptop.running(*typist, "lock-screen") as idle:
        until_ready(busy, laptop)
        open_files = found_in([laptop.folder], WORD)
        until_ready(idle, laptop)
        for program, end in ((busy, signal.SIGABRT), (idle, signal.SIGSEGV)):
            program.send_signal(end)
            assert program.wait(60) == -end

    assert open_files == []
    assert found_in([laptop.folder], WORD) == []
    assert laptop.cores() == []
    assert int(laptop.printed.read_text()) > 10_000, "a note was printed"
    assert len(list(laptop.share.rglob("*.seg"))) >= 1
    with Workspace.open(laptop.vault, f"{WORD} opent de kluis") as opened, opened.store.read() as session:
        typed = {
            column: [text for text in session.scalars(select(column)) if WORD in text]
            for column in (
                Spot.name,
                Spot.remarks,
                Need.title,
                Signal.title,
                Signal.problem,
                SignalNote.proposal,
                Encounter.local_note,
                Organisation.name,
            )
        }
        kept = kept_place(session)
    assert [str(column) for column, texts in typed.items() if not texts] == [], "all of it was really typed"
    assert kept is not None and WORD in str(kept.content), "and what was not saved is kept"


def test_a_process_like_others_does_leave_a_core_file(laptop: Laptop) -> None:
    """Else the test above proves nothing about ours."""
    with laptop.running("-c", "import os; os.abort()", "dump") as program:
        program.wait(60)
    if not laptop.cores():
        pytest.skip("this system keeps no core files beside the program")
    assert laptop.cores()


PACKED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "as it is": ("plain", bytes),
    "UTF-16, little end first": ("plain", lambda text: text.decode().encode("utf-16-le")),
    "UTF-16, big end first": ("plain", lambda text: text.decode().encode("utf-16-be")),
    "zlib": ("zlib", lambda text: b"head" + zlib.compress(text) + b"tail"),
    "gzip": ("gzip", lambda text: b"head" + gzip.compress(text)),
    "zstd": ("zstd", lambda text: b"head" + zstandard.compress(text)),
}


@pytest.mark.parametrize("name", PACKED)
def test_the_search_finds_what_lies_there(tmp_path: Path, name: str) -> None:
    how, pack = PACKED[name]
    (tmp_path / "left behind").write_bytes(pack(f"gesproken over {WORD.title()} bij de bank ".encode() * 9))

    assert f"{tmp_path / 'left behind'}: {how}" in found_in([tmp_path], WORD)


def test_the_search_finds_names_archives_and_pages(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    (tmp_path / f"{WORD}.txt").touch()
    with zipfile.ZipFile(tmp_path / "sheet.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", f"<t>{WORD}</t>" * 9)
    page = Canvas(str(tmp_path / "note.pdf"), pageCompression=1)
    page.drawString(72, 720, f"{WORD} bij de bank")
    page.save()

    assert {hit.split(": ")[1] for hit in found_in([tmp_path], WORD)} >= {"its name", "zip", "pdf"}
    assert ways(b"nothing here", WORD) == []
