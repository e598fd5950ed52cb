"""How many months each kind of record is kept: one choice for the whole team."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from outreach_app.domain.fields import fields_of
from outreach_app.domain.records import Team
from outreach_app.i18n import _
from outreach_app.store import records
from outreach_app.store.settle import KEEPS
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.record_form import RecordForm

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from outreach_app.errors import OutreachError
    from outreach_app.ui.editors import Offered
    from outreach_app.ui.shell import Shell

_OTHERS = tuple(field.name for field in fields_of(Team) if field.name not in KEEPS)


class TermsDialog(Dialog):
    """Stays open until the terms are saved or given up; `saved` is called then."""

    def __init__(
        self,
        parent: QWidget,
        shell: Shell,
        offered: Offered,
        terms: Mapping[str, int],
        saved: Callable[[], object],
    ) -> None:
        words = _("In months, for the whole team. A shorter term erases nothing by itself.")
        super().__init__(parent, _("How long records are kept"), words, _("Save"), self._save)
        self._shell, self._saved = shell, saved
        self.form = RecordForm(Team, offered, hidden=_OTHERS)
        self.form.show_values(terms)
        self.body.addWidget(self.form)
        self.form.focus_first()

    def _save(self) -> None:
        if self.form.complain():
            return
        values, workspace = self.form.changed_values(), self._shell.workspace
        self._shell.background.run(
            lambda session: records.edit(session, Team, workspace.store.team or "", values, workspace.actor),
            owner=self,
            done=lambda _team: self._done(),
            failed=self._refused,
            busy=self.form,
        )

    def _done(self) -> None:
        self.accept()
        self._saved()

    def _refused(self, error: OutreachError) -> None:
        if not self.form.show_error(error):
            self.messages.say_error(error)
