"""How heavily each part counts when areas are ranked: a setting of the whole team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_app.domain.fields import fields_of
from outreach_app.domain.records import Team
from outreach_app.domain.weighting import weights_of
from outreach_app.i18n import _
from outreach_app.store import records
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.offers import read_offered
from outreach_app.ui.record_form import RecordForm

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from outreach_app.errors import OutreachError
    from outreach_app.ui.editors import Offered

_OTHERS = tuple(field.name for field in fields_of(Team) if field.name != "weights")


def ask_weights(parent: QWidget, desk: Desk) -> None:
    def read(session: Session) -> tuple[Offered, list[Team]]:
        return read_offered(session, Team, desk.today), records.listed(session, Team)

    def show(found: tuple[Offered, list[Team]]) -> None:
        offered, [team] = found
        WeightsDialog(parent, desk, offered, team).open()

    desk.background.read(read, owner=parent, done=show)


class WeightsDialog(Dialog):
    def __init__(self, parent: QWidget, desk: Desk, offered: Offered, team: Team) -> None:
        words = _(
            "For the whole team. Each part is an area's own number against the highest of all; 0 leaves it out. "
            "The weighting decides nothing: you rank by hand."
        )
        super().__init__(parent, _("Weights"), words, _("Save"), self._save)
        self._desk, self._team = desk, team.id
        self.form = RecordForm(Team, offered, hidden=_OTHERS)
        self.form.show_values({"weights": weights_of(team.weights)})
        self.body.addWidget(self.form)
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
