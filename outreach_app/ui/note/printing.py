"""Out of the vault: a PDF on disk, or paper. Both leave encryption, and say so."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QStandardPaths, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.unsaved import Question
from outreach_app.ui.note.paper import Paper, pages, write

PRINT_DPI = 300


class NotPrinted(OutreachError):
    message = N_("The printer did not take the note.")
    advice = N_("Check that it is on and connected, or save the PDF and print that.")


def ask_to_leave(parent: QWidget, verb: str, go_on: Callable[[], object]) -> Question:
    """Says what leaving the vault means before anything does."""
    asked = Question(
        _("This leaves the vault"),
        _(
            "On paper or as a PDF the note is no longer encrypted: whoever has it can read it. "
            "It shows what the preview shows, and nothing else."
        ),
        [(verb, "primary", go_on), (_("Cancel"), "quiet", lambda: None)],
        parent,
    )
    asked.open()
    return asked


def save_pdf(desk: Desk, made: Paper, parent: QWidget) -> QFileDialog:
    """Asks where, then writes."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, _("Save the note as PDF"), folder, "PDF (*.pdf)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(made.file_name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def chosen(path: str) -> None:
        desk.background.run_outside(
            lambda: write(Path(path), made.pdf),
            owner=parent,
            done=lambda file: desk.toast(_("Saved as {name}.").format(name=file.name), None),
            failed=desk.refuse,
        )

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def print_paper(desk: Desk, made: Paper, parent: QWidget) -> QDialog:
    """Asks which printer. Where CUPS is, it gets the PDF itself and keeps the text sharp; else drawn pages."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    printer.setDocName(made.file_name)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def printed(_result: object) -> None:
        desk.toast(_("The note is on its way to the printer."), None)

    def go_on() -> None:
        spooler = shutil.which("lp") if sys.platform != "win32" else None
        to_file = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
        if spooler and not to_file and printer.printerName():
            command = [spooler, "-d", printer.printerName(), "-n", str(printer.copyCount()), "-"]
            desk.background.run_outside(
                lambda: hand_over(command, made.pdf), owner=parent, done=printed, failed=desk.refuse
            )
        else:
            desk.background.run_outside(
                lambda: pages(made.pdf, PRINT_DPI),
                owner=parent,
                done=lambda images: printed(paint(printer, images)),
                failed=desk.refuse,
            )

    dialog.accepted.connect(go_on)
    QDialog.open(dialog)
    return dialog


def hand_over(command: Sequence[str], pdf: bytes) -> None:
    """Gives the PDF to the spooler through a pipe: no copy in the clear on disk from us. Raises NotPrinted."""
    try:
        subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=60)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        raise NotPrinted from error


def paint(printer: QPrinter, images: Sequence[QImage]) -> int:
    """Draws the pages asked for, each filling its sheet; how many."""
    first = printer.fromPage() or 1
    last = printer.toPage() or len(images)
    chosen = images[first - 1 : last]
    painter = QPainter(printer)
    for n, image in enumerate(chosen):
        if n:
            printer.newPage()
        sheet: QRect = printer.pageLayout().fullRectPixels(printer.resolution())
        painter.drawImage(QRect(0, 0, sheet.width(), sheet.height()), image)
    painter.end()
    return len(chosen)
