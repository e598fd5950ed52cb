"""The note page: texts that save themselves, paper beside them, and what leaves the vault."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from outreach_app.domain.behind import Behind
from outreach_app.domain.fields import Id
from outreach_app.domain.notes import NoteSource, SignalText, TeamText
from outreach_app.domain.records import (
    Encounter,
    Evidence,
    Export,
    Need,
    Quote,
    Round,
    Signal,
    SignalNote,
    Team,
    Visit,
)
from outreach_app.errors import OutreachError
from outreach_app.notes.pdf import page_count
from outreach_app.store import quarters
from outreach_app.store.database import Store
from outreach_app.ui.leaving.asking import LeavingDialog
from outreach_app.ui.leaving.outlet import NotPrinted, Outlet, hand_over, paint, send, wishes
from outreach_app.ui.locking.clipboard import MARKS
from outreach_app.ui.note.paper import NotWritten, pages, paper, write
from outreach_app.ui.note.sections import SECTIONS, Fullness, fullness
from outreach_app.ui.pages.note import NotePage
from tests.ui.desks import Office, focused, keys
from tests.ui.looking import button, shown, texts, unnamed
from tests.workspace.disks import no_large_files

SOURCE = NoteSource(team=TeamText(name="Team"), signal=SignalText(title="<b>Geen & bank</b>"))


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    office.keep(Team(name="Jeugdwerk Lindervoorde", language="nl"))
    yield office
    office.close()


@pytest.fixture
def signal(office: Office) -> str:
    (need,) = office.keep(Need(title="Geen bank"))
    (signal,) = office.keep(Signal(title="<b>Geen & bank</b>", needs=[need], lead=office.worker))
    office.keep(Quote(text="Wie eerst is, zit.", signal=signal, permission=True))
    return signal


def opened(office: Office, signal: str) -> NotePage:
    page = NotePage(office.desk)
    office.open(page, signal)
    return page


def drawn(office: Office, page: NotePage) -> bytes:
    """What the preview shows once typing rests."""
    office.qtbot.waitUntil(lambda: page.preview.paper is not None and not page.preview._rest.isActive())
    office.rest()
    assert page.preview.paper is not None
    return page.preview.paper.content


def test_what_is_typed_is_on_paper_at_once_and_in_the_store_soon(office: Office, signal: str) -> None:
    page = opened(office, signal)
    before = drawn(office, page)

    button(page, "Decision requested, to be written").click()
    office.rest()
    assert focused().accessibleName() == "Decision requested"
    keys("Plaats vijf banken.")
    assert any(text == "3 words" for text in texts(page))
    assert button(page, "Decision requested, complete, 3 of 60 words")
    after = drawn(office, page)
    page.leave(lambda: None)
    office.rest()

    (note,) = office.all(SignalNote)
    assert isinstance(note, SignalNote)
    assert (note.signal, note.decision_requested) == (signal, "Plaats vijf banken.")
    assert before != after
    assert page.title.text() == "Signal note"
    assert page.subtitle.text() == "<b>Geen & bank</b>"
    assert unnamed(page) == []


def test_a_colleagues_words_arrive_where_nothing_is_being_typed(office: Office, signal: str) -> None:
    page = opened(office, signal)
    button(page, "Occasion and problem, to be written").click()
    office.rest()

    with office.store.write() as session:
        session.scalars(select(Signal)).one().problem = "Van een collega."
    office.rest()

    assert button(page, "Occasion and problem, complete, 3 of 60 words")
    writing = focused()
    assert isinstance(writing, QPlainTextEdit)
    assert writing.toPlainText() == "Van een collega."


def test_a_coordinator_freezes_and_a_worker_is_told_whom_to_ask(qtbot: QtBot, office: Office, signal: str) -> None:
    worker = Office(qtbot, office.store, coordinator=False)
    asked = NotePage(worker.desk)
    worker.open(asked, signal)
    assert "Ask a coordinator to freeze them." in texts(asked)
    asked.out.make(lambda made: None)
    worker.rest()
    assert asked.messages.isVisible()
    worker.close()

    page = opened(office, signal)
    button(page, "Freeze the figures").click()
    office.rest()

    (evidence,) = office.all(Evidence)
    assert isinstance(evidence, Evidence)
    assert evidence.figures
    assert any(text.startswith("Figures frozen on ") for text in texts(page))


def test_a_pdf_leaves_the_vault_after_a_word_and_where_it_was_told(
    office: Office, signal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(office, signal)
    file = tmp_path / "nota.pdf"
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(file)))

    button(page, "Save PDF").click()
    (asked,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, LeavingDialog) and w.isVisible()]
    assert any("no longer encrypted" in text for text in texts(asked))
    assert not file.exists()
    office.qtbot.keyClicks(asked.recipient, "Kabinet van de schepen")
    asked.silent.setChecked(True)
    button(asked, "Save PDF").click()
    office.qtbot.waitUntil(file.exists)
    office.rest()
    first = office.heard.toasts[-1]
    file.unlink()
    button(page, "Save PDF").click()
    office.qtbot.waitUntil(file.exists)
    office.rest()

    assert file.read_bytes().startswith(b"%PDF")
    assert first == office.heard.toasts[-1] == "Saved as nota.pdf."
    lines = [line for line in office.all(Export) if isinstance(line, Export)]
    assert [(line.kind, line.recipient, line.worker) for line in lines] == [
        ("pdf", "Kabinet van de schepen", office.worker)
    ] * 2
    assert all(line.count > 1 and line.date == office.desk.today() for line in lines)
    for dialog in page.findChildren(QFileDialog):
        dialog.close()


def deed(page: NotePage, words: str) -> None:
    """From the menu behind the dots."""
    next(action for action in page._more.deeds.actions() if action.text() == words).trigger()


def test_a_word_document_leaves_the_same_way(
    office: Office, signal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(office, signal)
    office.desk.leave.silent = True
    file = tmp_path / "nota.docx"
    offered: list[str] = []

    def take(dialog: QFileDialog) -> None:
        offered.extend(dialog.selectedFiles())
        dialog.fileSelected.emit(str(file))

    monkeypatch.setattr(QFileDialog, "open", take)
    deed(page, "Save as Word document …")
    office.qtbot.waitUntil(file.exists)
    office.rest()

    assert file.read_bytes().startswith(b"PK") and offered[0].endswith(".docx")
    assert [line.kind for line in office.all(Export) if isinstance(line, Export)] == ["docx"]
    for dialog in page.findChildren(QFileDialog):
        dialog.close()


def test_the_resolution_is_copied_with_its_articles_and_marked(office: Office, signal: str) -> None:
    office.keep(SignalNote(signal=Id(signal), resolution="Keurt goed.\nVoert uit."))
    page = opened(office, signal)
    office.rest()

    deed(page, "Copy the proposed resolution")
    held = QApplication.clipboard().mimeData()

    assert held.text() == "Artikel 1. Keurt goed.\n\nArtikel 2. Voert uit."
    assert "<strong>Artikel 2.</strong>" in held.html()
    assert all(held.hasFormat(name) for name in MARKS)


def test_a_sign_that_no_font_has_is_told_above_the_paper(office: Office, signal: str) -> None:
    office.keep(Quote(text="ሰላም", signal=Id(signal), permission=True))
    page = opened(office, signal)
    drawn(office, page)

    assert any("U+1230" in text for text in texts(page.preview))


def test_a_printer_that_fails_is_told_and_one_that_is_a_file_gets_the_file(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = paper(SOURCE, "nota", "nl", "pdf")
    said: list[str] = []
    refused: list[OutreachError] = []
    outlet = Outlet(office.desk.background, said.append, refused.append, lambda _kind, then, _path: then())
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    owner = QWidget()
    office.qtbot.addWidget(owner)

    printer.setOutputFileName(str(tmp_path / "no folder" / "a.pdf"))
    send(outlet, made, printer, owner)
    with pytest.raises(NotPrinted):
        paint(printer, pages(made.content, 20))
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    send(outlet, made, printer, owner)
    office.rest()

    assert [type(error) for error in refused] == [NotWritten] and said == ["Saved as a.pdf."]
    assert (tmp_path / "a.pdf").read_bytes() == made.content


def test_what_was_asked_of_the_printer_is_passed_on() -> None:
    printer = QPrinter()
    printer.setCopyCount(3)
    printer.setFromTo(1, 2)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)

    asked = " ".join(wishes(printer))
    assert "-n 3" in asked and "-P 1-2" in asked and "monochrome" in asked and "sides=" in asked


def test_a_bundle_asks_for_no_decision_and_paper_speaks_its_own_language(office: Office, signal: str) -> None:
    page = opened(office, signal)
    in_dutch = drawn(office, page)

    button(page, "Bundle").click()
    office.rest()
    assert not any("Decision requested" in text for text in texts(page))
    button(page, "EN").click()
    office.rest()

    assert drawn(office, page) != in_dutch


def test_completeness_is_judged_by_what_would_be_printed() -> None:
    judged = {section.name: fullness(section, SOURCE) for section in SECTIONS}
    assert judged.pop("head") == Fullness.PART
    assert set(judged.values()) == {Fullness.EMPTY}


def test_paper_is_drawn_written_and_printed(qtbot: QtBot, tmp_path: Path) -> None:
    made = paper(SOURCE, "nota", "nl")
    images = pages(made.content, 72)
    assert len(images) == page_count(made.content)
    assert images[0].size() == QSize(596, 842)
    assert made.file_name.endswith("-nota-b-geen-bank-b.pdf")

    with pytest.raises(NotWritten):
        write(tmp_path / "no folder" / "a.pdf", made.content)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert paint(printer, images) == len(images)
    assert (tmp_path / "printed.pdf").stat().st_size > 1000


def test_a_spooler_gets_the_bytes_and_its_refusal_is_told(tmp_path: Path) -> None:
    out = tmp_path / "spool"
    hand_over(
        [sys.executable, "-c", f"import sys;open({str(out)!r},'wb').write(sys.stdin.buffer.read())"], b"%PDF"
    )
    assert out.read_bytes() == b"%PDF"
    with pytest.raises(NotPrinted):
        hand_over([sys.executable, "-c", "raise SystemExit(1)"], b"")


def test_a_paper_that_cannot_be_written_leaves_the_older_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "nota.pdf"
    file.write_bytes(b"older")

    with no_large_files(tmp_path, 1 << 16), pytest.raises(NotWritten):
        write(file, bytes(1 << 20))

    assert file.read_bytes() == b"older" and list(tmp_path.iterdir()) == [file]
    assert write(file, b"newer").read_bytes() == b"newer"


def test_from_a_frozen_figure_to_the_rounds_behind_it(office: Office, signal: str) -> None:
    need = office.all(Need)[0].id
    for n in range(6):
        walked = Round(date=date(2026, 7, 1 + n), workers=[office.worker])
        visit = Visit(round=walked.id)
        office.keep(walked, visit, Encounter(visit=visit.id, group_size=4, needs=[need]))
    with office.store.write() as session:
        quarters.close(session, "2026-Q3", office.desk.actor, office.desk.today())
    page = opened(office, signal)
    page.freeze()
    office.rest()
    page._choose_section("figures")
    office.rest()
    office.rest()
    (row,) = [
        each for each in shown(page, QAbstractButton) if each.accessibleName().startswith("About this signal")
    ]
    assert "frozen: 5 encounters · 25 contacts · now: 6 encounters" in row.accessibleName()
    row.click()
    place, target = office.heard.gone[-1]
    assert place == "rounds" and Behind.read(target) == Behind(date(2026, 7, 1), date(2026, 9, 30), need=need)
