"""Asking a contact person again, once a year: one button, with a way back."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outreach_app.domain.records import ContactPerson
from outreach_app.domain.social_map import is_due
from outreach_app.i18n import _, day
from outreach_app.store import records
from outreach_app.store.sheets import Sheet
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.desk import Desk
from outreach_app.ui.tables.checks import remark
from outreach_app.ui.widgets.basics import column
from outreach_app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Confirming(QWidget):
    """When the details were confirmed last, and a button that says that they still hold."""

    def __init__(self, desk: Desk, shown: Sheet) -> None:
        super().__init__()
        person = shown.record
        assert isinstance(person, ContactPerson)
        self._desk, self._person = desk, person
        self.button = Button(_("Details still hold"), "secondary", "check", self._confirm)
        if desk.readonly:
            self.button.hide()
        line = remark(*_words(person, due=is_due(person.confirmed_on, desk.today())))
        self.setLayout(column(line, self.button, gap=8))

    def _confirm(self) -> None:
        desk, id, name = self._desk, self._person.id, self._person.name
        values = {"confirmed_on": desk.today().isoformat()}

        def work(session: "Session") -> object:
            return records.edit(session, ContactPerson, id, values, desk.actor, today=desk.today())

        def done(written: tuple[object, Change]) -> None:
            desk.did(_("The details of {name} are confirmed.").format(name=name), written[1])

        desk.background.run(lambda session: watched(session, work), owner=self, done=done, failed=desk.refuse)


def _words(person: ContactPerson, *, due: bool) -> tuple[str, str, str]:
    if person.confirmed_on is None:
        return _("Nobody confirmed these details yet: ask whether they hold."), "circle-alert", "amber"
    said = day(person.confirmed_on, "d MMMM yyyy")
    if due:
        return _("Confirmed on {day}, over a year ago: ask again.").format(day=said), "circle-alert", "amber"
    return _("Confirmed on {day}.").format(day=said), "circle-check", "green"
