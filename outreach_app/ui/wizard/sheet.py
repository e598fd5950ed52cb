"""The recovery sheet: one page with the code, for a drawer far from the laptop."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.ui.theme.stylesheet import FAMILY


def print_code(parent: QWidget, code: str) -> None:
    """Asks for a printer and prints; nothing is left on disk."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Vindplaats")
    dialog = QPrintDialog(printer, parent)
    if dialog.exec():
        painter = QPainter(printer)
        draw_sheet(painter, QRectF(painter.viewport()), code)
        painter.end()


def draw_sheet(painter: QPainter, page: QRectF, code: str) -> None:
    """Title, code in two lines, and what it is for. No name of a team or person: paper gets lost."""
    unit = page.width() / 100
    top = page.top() + 10 * unit
    groups = code.split("-")
    half = (len(groups) + 1) // 2
    lines = (
        (3.4, QFont.Weight.DemiBold, _("Recovery code")),
        (2.8, QFont.Weight.Normal, "-".join(groups[:half])),
        (2.8, QFont.Weight.Normal, "-".join(groups[half:])),
        (1.6, QFont.Weight.Normal, _("Opens a Vindplaats vault when its passphrase is forgotten.")),
        (1.6, QFont.Weight.Normal, _("Keep this sheet away from the computer, where nobody looks for it.")),
    )
    for size, weight, text in lines:
        font = QFont(FAMILY)
        font.setPixelSize(round(size * unit))
        font.setWeight(weight)
        painter.setFont(font)
        room = QRectF(page.left() + 8 * unit, top, 84 * unit, size * unit * 1.6)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        top += size * unit * 2
