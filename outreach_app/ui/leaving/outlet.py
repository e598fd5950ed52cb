"""A PDF to a file or to a printer. From us there is no copy in the clear on disk but the one asked for.

The one thing beyond our reach: the system's print spool keeps what is printed for as long as it is set up to.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QStandardPaths, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _
from outreach_app.ui.background import Background
from outreach_app.ui.note.paper import Paper, pages, write

PRINT_DPI = 300


class NotPrinted(OutreachError):
    message = N_("The printer did not take the pages.")
    advice = N_("Check that it is on and connected, or save the PDF and print that.")


@dataclass(frozen=True)
class Outlet:
    """How a page lets something out: `note` writes it down under its kind and the file's path, then lets go."""

    background: Background
    say: Callable[[str], object]
    refuse: Callable[[OutreachError], object]
    note: Callable[[str, Callable[[], object], Path | None], object]


def save_paper(outlet: Outlet, made: Paper, parent: QWidget, kind: str = "pdf") -> QFileDialog:
    """Asks where, then writes; a file that ends in .docx is one for a word processor."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    word = made.file_name.endswith(".docx")
    title = _("Save as Word document") if word else _("Save as PDF")
    kinds = _("Word document (*.docx)") if word else "PDF (*.pdf)"
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("docx" if word else "pdf")
    dialog.selectFile(made.file_name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def let_go(path: Path) -> None:
        outlet.background.run_outside(
            lambda: write(path, made.content),
            owner=parent,
            done=lambda file: outlet.say(_("Saved as {name}.").format(name=file.name)),
            failed=outlet.refuse,
        )

    dialog.fileSelected.connect(lambda path: outlet.note(kind, lambda: let_go(Path(path)), Path(path)))
    dialog.open()
    return dialog


def print_pdf(outlet: Outlet, made: Paper, parent: QWidget, kind: str = "print") -> QDialog:
    """Asks which printer. Where CUPS is, it gets the PDF itself and keeps the text sharp; else drawn pages."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    printer.setDocName("Vindplaats")  # whoever stands at the printer reads the names of jobs
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: outlet.note(kind, lambda: _send(outlet, made, printer, parent), None))
    QDialog.open(dialog)
    return dialog


def _send(outlet: Outlet, made: Paper, printer: QPrinter, owner: QWidget) -> None:
    def sent(_result: object) -> None:
        outlet.say(_("It is on its way to the printer. The print queue of the system may keep a copy."))

    spooler = shutil.which("lp") if sys.platform != "win32" else None
    to_file = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
    if spooler and not to_file and printer.printerName():
        command = [spooler, "-d", printer.printerName(), "-n", str(printer.copyCount()), "-"]
        outlet.background.run_outside(
            lambda: hand_over(command, made.content), owner=owner, done=sent, failed=outlet.refuse
        )
    elif sys.platform != "win32" and not to_file:
        outlet.refuse(NotPrinted())  # without `lp`, Qt would leave a copy in the temporary folder for CUPS
    else:
        outlet.background.run_outside(
            lambda: pages(made.content, PRINT_DPI),
            owner=owner,
            done=lambda images: sent(paint(printer, images)),
            failed=outlet.refuse,
        )


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
