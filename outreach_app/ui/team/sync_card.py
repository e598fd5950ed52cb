"""How sync stands, and where the shared folder is."""

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar

from outreach_app.errors import OutreachError
from outreach_app.i18n import _, ngettext
from outreach_app.ui.motion import endless
from outreach_app.ui.sync_status import Status
from outreach_app.ui.syncing import Syncing
from outreach_app.ui.widgets.basics import Card, Elided, Rule, Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark
from outreach_app.workspace import SyncReport, Workspace


class SyncCard(Card):
    folder_wanted = QtSignal()
    """Another shared folder."""
    details_wanted = QtSignal()

    def __init__(self, workspace: Workspace, syncing: Syncing) -> None:
        super().__init__(gap=14)
        self._workspace, self._syncing = workspace, syncing
        self._mark = Mark("cloud", "text2", 26)
        self._line, self._detail = Text("", "heading"), Text("", "small", "text2", wraps=True)
        self.cancel = Button(_("Cancel"), "secondary", pressed=syncing.cancel)
        self.details = Button(_("Details"), "secondary", pressed=self.details_wanted.emit)
        head = row(self._mark, gap=14)
        head.addLayout(column(self._line, self._detail, gap=2), 1)
        head.addWidget(self.cancel)
        head.addWidget(self.details)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress of the sync"))
        self._counts = Text("", "body", "text2", wraps=True)
        self._folder = Elided("", "label")
        self.change = Button(_("Choose a folder …"), "secondary", "folder-open", self.folder_wanted.emit)
        where = row(Mark("folder", "text2", 18), gap=10)
        where.addLayout(column(Text(_("Shared folder"), "small", "text2"), self._folder, gap=1), 1)
        where.addWidget(self.change)
        self.body.addLayout(head)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._counts)
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
        endless(self._bar)
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
