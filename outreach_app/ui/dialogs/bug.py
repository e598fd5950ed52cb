"""What is shown when the program itself is wrong: a report to copy that holds nothing anyone typed."""

import logging
import sys
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QDialog

from outreach_app.hardening import report_of
from outreach_app.i18n import _
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.inputs import TextLines
from outreach_app.ui.widgets.marks import Mark

log = logging.getLogger(__name__)


class BugDialog(QDialog):
    """Says that it is not the user's fault, and what to do with the report."""

    def __init__(self, report: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle(_("An error in the program"))
        self._report = TextLines(_("Report"), rows=8)
        self._report.setPlainText(report)
        self._report.setReadOnly(True)
        self._copy = Button(_("Copy the report"), "secondary", "copy", self.copy)
        close = Button(_("Close"), "primary", pressed=self.accept)
        head = Text(_("Something went wrong in the program"), "title", wraps=True)
        title = row(Mark("circle-alert", "red", 22), head, gap=10)
        title.setStretch(1, 1)
        words = _(
            "This is not your fault. What was saved stays saved, and what you were typing is kept as a draft. "
            "The report below holds no names, texts or figures: please send it to whoever looks after the program."
        )
        buttons = row(self._copy, None, close)
        self.setLayout(
            column(title, Text(words, "body", "text2", wraps=True), self._report, buttons, gap=14, margins=24)
        )
        self.setMinimumWidth(560)

    def copy(self) -> None:
        QApplication.clipboard().setText(self._report.toPlainText())
        self._copy.set_text(_("Copied"))


_shown: list[BugDialog] = []


def show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """For sys.excepthook: logs the report and shows it, one dialog at a time."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    report = report_of(kind, trace, f"Qt {qVersion()}, {sys.platform}")
    log.error("%s", report)
    if _shown and _shown[0].isVisible():
        return
    _shown[:] = [BugDialog(report)]
    _shown[0].open()
