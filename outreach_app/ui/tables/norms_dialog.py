"""The norms of a team: of its regions, and of feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_app.domain.fields import fields_of
from outreach_app.domain.records import Team
from outreach_app.i18n import _
from outreach_app.store import records
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.record_form import RecordForm
from outreach_app.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from outreach_app.errors import OutreachError
    from outreach_app.ui.editors import Offered

MOST = 430
"""Pixels: the screen of a small laptop has room for it at any size of the text."""
_NORMS = tuple(field.name for field in fields_of(Team) if field.name.startswith("norm_"))
_OTHERS = tuple(field.name for field in fields_of(Team) if field.name not in _NORMS)


class NormsDialog(Dialog):
    """For the whole team; what a table is asked stands with that table."""

    def __init__(self, parent: QWidget, desk: Desk, offered: Offered, team: Team) -> None:
        words = _("For the whole team. What a table is asked stands with that table.")
        super().__init__(parent, _("What is asked"), words, _("Save"), self._save)
        self._desk, self._team = desk, team.id
        self.form = RecordForm(Team, offered, hidden=_OTHERS)
        self.form.show_values({name: getattr(team, name) for name in _NORMS})
        room = Scroll(self.form)
        room.setFixedHeight(min(self.form.sizeHint().height(), MOST))
        self.body.addWidget(room)
        self.form.focus_first()

    def _save(self) -> None:
        if self.form.complain():
            return
        desk, id, values = self._desk, self._team, self.form.changed_values()

        def work(session: Session) -> Team:
            return records.edit(session, Team, id, values, desk.actor, today=desk.today())

        desk.background.run(
            work, owner=self, done=lambda _team: self.accept(), failed=self._refused, busy=self.form
        )

    def _refused(self, error: OutreachError) -> None:
        if not self.form.show_error(error):
            self.messages.say_error(error)
