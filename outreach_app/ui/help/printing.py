"""The list of keys on paper: what lies beside the keyboard of whoever begins. It says nothing about anyone."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from outreach_app.i18n import _
from outreach_app.ui import shortcuts

_STYLE = """
    body { font-family: Inter, sans-serif; font-size: 10pt; color: #000 }
    h1 { font-size: 16pt } h2 { font-size: 12pt; margin-top: 12pt; margin-bottom: 3pt }
    td { padding: 2pt 12pt 2pt 0 }
"""


def print_keys(parent: QWidget) -> QPrintDialog:
    """By the dialog of the system, which knows printers and files."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Vindplaats")
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: on_paper(printer))
    QDialog.open(dialog)
    return dialog


def on_paper(printer: QPrinter) -> None:
    document = QTextDocument()
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(page())
    document.print_(printer)


def page() -> str:
    """Every key by where it works."""
    parts = [f"<h1>{escape(_('Keys'))}</h1>"]
    for group in shortcuts.GROUPS:
        parts.append(f"<h2>{escape(_(group))}</h2><table>")
        keys = [each for each in shortcuts.every_key() if each.group == group]
        parts += [
            f"<tr><td width=170><b>{escape(shortcuts.told(key))}</b></td><td>{escape(_(key.what))}</td></tr>"
            for key in keys
        ]
        parts.append("</table>")
    return f"<body>{''.join(parts)}</body>"
