"""The recovery sheet on its way to paper: rendered in memory, written down in the register, then let out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.background import Background
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from pathlib import Path

    from outreach_app.ui.leaving.outlet import Outlet
    from outreach_app.vault.recovery import RecoverySheet
    from outreach_app.workspace import Workspace

KIND = "recovery"


class SheetButtons(QWidget):
    """Print or save the sheet of `workspace` with the code that was just made."""

    def __init__(
        self,
        background: Background,
        say: Callable[[str], object],
        refuse: Callable[[OutreachError], object],
    ) -> None:
        super().__init__()
        self._background, self._say, self._refuse = background, say, refuse
        self._workspace: Workspace | None = None
        self._sheet: RecoverySheet | None = None
        self.print = Button(_("Print …"), "secondary", "printer", lambda: self._make("print_pdf"))
        self.save = Button(_("Save as PDF …"), "quiet", "download", lambda: self._make("save_paper"))
        words = _(
            "Neither is encrypted: whoever has the sheet or the file, and this computer, can open the vault. "
            "Print a saved file soon and delete it. The export register notes that it was made."
        )
        self.setLayout(column(row(self.print, self.save, None), Text(words, "small", "text2", wraps=True), gap=10))
        self.setFocusProxy(self.print)

    def show_sheet(self, workspace: Workspace, sheet: RecoverySheet) -> None:
        self._workspace, self._sheet = workspace, sheet

    def forget(self) -> None:
        self._workspace = self._sheet = None

    def _make(self, way: str) -> None:
        from outreach_app.notes.recovery_sheet import render_sheet
        from outreach_app.ui.leaving import outlet  # printing and drawing, which the first start need not wait for
        from outreach_app.ui.note.paper import Paper

        let_out = outlet.print_pdf if way == "print_pdf" else outlet.save_paper
        sheet = self._sheet
        if sheet is None:
            return
        name = "-".join(("vindplaats", _("recovery sheet").replace(" ", "-"), sheet.vault)) + ".pdf"
        self._background.run_outside(
            lambda: Paper(render_sheet(sheet), name),
            owner=self,
            done=lambda made: let_out(self._outlet(), made, self, KIND),
            failed=self._refuse,
        )

    def _outlet(self) -> Outlet:
        from outreach_app.ui.leaving.outlet import Outlet

        return Outlet(self._background, self._say, self._refuse, self._note)

    def _note(self, kind: str, then: Callable[[], object], path: Path | None) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        self._background.run_outside(
            lambda: workspace.exports.record(kind, workspace.worker_name, path=path),
            owner=self,
            done=lambda _noted: then(),
            failed=self._refuse,
        )
