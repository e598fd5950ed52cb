"""How sync stands, where the shared folder is, and which files need a word."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _, ngettext
from outreach_app.ui.sync_status import Status
from outreach_app.ui.syncing import Syncing
from outreach_app.ui.widgets.basics import Card, Elided, Rule, Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark
from outreach_app.workspace import FileReport, SyncReport, Workspace

MOST_FILES = 8


class SyncCard(Card):
    folder_wanted = QtSignal()
    """Another shared folder."""

    def __init__(self, workspace: Workspace, syncing: Syncing) -> None:
        super().__init__(gap=14)
        self._workspace, self._syncing = workspace, syncing
        self._mark = Mark("cloud", "text2", 26)
        self._line, self._detail = Text("", "heading"), Text("", "small", "text2", wraps=True)
        self.cancel = Button(_("Cancel"), "secondary", pressed=syncing.cancel)
        head = row(self._mark, gap=14)
        head.addLayout(column(self._line, self._detail, gap=2), 1)
        head.addWidget(self.cancel)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress of the sync"))
        self._counts = Text("", "body", "text2", wraps=True)
        self._files = QVBoxLayout()
        self._files.setSpacing(8)
        self._folder = Elided("", "label")
        self.change = Button(_("Choose a folder …"), "secondary", "folder-open", self.folder_wanted.emit)
        where = row(Mark("folder", "text2", 18), gap=10)
        where.addLayout(column(Text(_("Shared folder"), "small", "text2"), self._folder, gap=1), 1)
        where.addWidget(self.change)
        self.body.addLayout(head)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._counts)
        self.body.addLayout(self._files)
        self.body.addWidget(Rule())
        self.body.addLayout(where)
        syncing.status_changed.connect(self.show_status)
        syncing.progressed.connect(self._progress)
        syncing.finished.connect(self._show_report)
        self.show_status(syncing.status)
        if syncing.report is not None:
            self._show_report(syncing.report)
        else:
            self._counts.hide()

    @Slot(object)
    def show_status(self, status: Status) -> None:
        self._mark.show_icon(status.state.icon, status.state.colour)
        self._line.setText(status.line)
        self._detail.setText(self._explained(status))
        busy = self._syncing.busy
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        self.cancel.setVisible(busy)
        folder = self._workspace.folder
        self._folder.setText(str(folder) if folder else _("None yet"))
        self.change.set_text(_("Another folder …") if folder else _("Choose a folder …"))

    def _explained(self, status: Status) -> str:
        error: OutreachError | None = self._syncing.error
        return f"{error} {error.what_now}" if error is not None and not self._syncing.busy else status.detail

    @Slot(int, int)
    def _progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    @Slot(object)
    def _show_report(self, report: SyncReport) -> None:
        said = [
            ngettext("{n} change sent", "{n} changes sent", report.published),
            ngettext("{n} received", "{n} received", report.applied),
        ]
        if report.pending:
            said.append(ngettext("{n} waiting to be sent", "{n} waiting to be sent", report.pending))
        if report.missing:
            said.append(ngettext("{n} not received yet", "{n} not received yet", report.missing))
        quiet = not (report.published or report.applied) and len(said) == 2
        self._counts.setText(_("Nothing new to send or to receive.") if quiet else " · ".join(said))
        self._counts.show()
        self._show_files(report)

    def _show_files(self, report: SyncReport) -> None:
        while self._files.count():
            item = self._files.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        named = [file for file in report.details if file.source]
        for file in named[:MOST_FILES]:
            self._files.addWidget(_FileLine(file))
        if len(named) > MOST_FILES:
            more = ngettext("and {n} more file", "and {n} more files", len(named) - MOST_FILES)
            self._files.addWidget(Text(more, "small", "text2"))


class _FileLine(QWidget):
    """One file that could not be used, and why."""

    def __init__(self, file: FileReport) -> None:
        super().__init__()
        line = row(gap=10)
        line.addWidget(Mark("triangle-alert", "amber", 16), alignment=Qt.AlignmentFlag.AlignTop)
        said = column(Text(file.reason, "label", wraps=True), gap=1)
        if file.name:
            said.addWidget(Elided(file.name, "small", "text3"))
        line.addLayout(said, 1)
        self.setLayout(line)
