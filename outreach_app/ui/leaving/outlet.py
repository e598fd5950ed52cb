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
_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexAuto: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


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
    dialog.accepted.connect(
        lambda: outlet.note(kind, lambda: send(outlet, made, printer, parent), _file_of(printer))
    )
    QDialog.open(dialog)
    return dialog


def send(outlet: Outlet, made: Paper, printer: QPrinter, owner: QWidget) -> None:
    """To the printer that was chosen; what it does not take is told."""

    def sent(_result: object) -> None:
        outlet.say(_("It is on its way to the printer. The print queue of the system may keep a copy."))

    def draw(images: Sequence[QImage]) -> None:
        try:
            sent(paint(printer, images))
        except NotPrinted as error:
            outlet.refuse(error)

    spooler = shutil.which("lp") if sys.platform != "win32" else None
    run = outlet.background.run_outside
    path = _file_of(printer)
    if path is not None:  # it gets the file itself
        told = _("Saved as {name}.").format(name=path.name)
        run(
            lambda: write(path, made.content),
            owner=owner,
            done=lambda _path: outlet.say(told),
            failed=outlet.refuse,
        )
    elif spooler and printer.printerName():
        command = [spooler, *wishes(printer), "-"]
        run(lambda: hand_over(command, made.content), owner=owner, done=sent, failed=outlet.refuse)
    elif sys.platform != "win32":
        outlet.refuse(NotPrinted())  # without `lp`, Qt would leave a copy in the temporary folder for CUPS
    else:
        run(lambda: pages(made.content, PRINT_DPI), owner=owner, done=draw, failed=outlet.refuse)


def _file_of(printer: QPrinter) -> Path | None:
    """Where a printer that is a file writes to."""
    to_file = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
    return Path(printer.outputFileName()) if to_file else None


def wishes(printer: QPrinter) -> list[str]:
    """What was asked for in the dialog, as `lp` takes it."""
    asked = [
        "-d",
        printer.printerName(),
        "-n",
        str(printer.copyCount()),
        "-o",
        f"sides={_SIDES[printer.duplex()]}",
    ]
    if printer.fromPage():
        asked += ["-P", f"{printer.fromPage()}-{printer.toPage()}"]
    if printer.colorMode() == QPrinter.ColorMode.GrayScale:
        asked += ["-o", "print-color-mode=monochrome"]
    return asked


def hand_over(command: Sequence[str], pdf: bytes) -> None:
    """Gives the PDF to the spooler through a pipe: no copy in the clear on disk from us. Raises NotPrinted."""
    try:
        subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=60)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        raise NotPrinted from error


def paint(printer: QPrinter, images: Sequence[QImage]) -> int:
    """Draws the pages asked for, each filling its sheet; how many. Raises NotPrinted."""
    first = printer.fromPage() or 1
    last = printer.toPage() or len(images)
    chosen = images[first - 1 : last]
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrinted
    try:
        for n, image in enumerate(chosen):
            if n and not printer.newPage():
                raise NotPrinted
            sheet: QRect = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(QRect(0, 0, sheet.width(), sheet.height()), image)
    finally:
        painter.end()
    return len(chosen)
