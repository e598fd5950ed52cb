"""The tables at which partners meet: who sits there, when they meet, who works on for a while."""

from PySide6.QtWidgets import QWidget

from outreach_app.domain.records import AgendaItem, Agreement, Consultation, Meeting, Membership, WorkingGroup
from outreach_app.i18n import _
from outreach_app.store.sheets import Sheet
from outreach_app.ui.desk import Desk
from outreach_app.ui.moves import Moves
from outreach_app.ui.pages.records import Invitation
from outreach_app.ui.pages.tabbed import Tab, TabbedPage
from outreach_app.ui.related import Related


class ConsultationsPage(TabbedPage):
    def __init__(self, desk: Desk) -> None:
        tables = Invitation(
            "messages-square",
            _("Every table at which partners meet stands here, under its own name."),
            _("New consultation"),
        )
        meetings = Invitation(
            "calendar",
            _("Meetings stand here: their agenda, who was there, what came of each item."),
            _("New meeting"),
        )
        groups = Invitation(
            "users",
            _("A few who take up one assignment for a while, with a day on which it ends."),
            _("New group"),
        )
        super().__init__(
            desk,
            _("Consultations"),
            [
                Tab(Consultation, "messages-square", _("New consultation"), tables, "name", extras=self._members),
                Tab(Meeting, "calendar", _("New meeting"), meetings, "date", extras=self._of_meeting),
                Tab(WorkingGroup, "users", _("New group"), groups, "name"),
            ],
        )

    def _members(self, sheet: Sheet) -> list[QWidget]:
        tie = {"consultation": sheet.record.id}
        return [
            Related(
                self.desk,
                Membership,
                tie,
                icon="building-2",
                details=("theme", "since", "until"),
                named="organisation",
            ),
            Related(
                self.desk, Meeting, tie, icon="calendar", details=("date", "place"), opened=self._open_meeting
            ),
        ]

    def _of_meeting(self, sheet: Sheet) -> list[QWidget]:
        tie = {"meeting": sheet.record.id}
        return [
            Moves(self.desk, sheet),
            Related(self.desk, AgendaItem, tie, icon="list", details=("origin", "purpose"), sort="position"),
            Related(self.desk, Agreement, tie, icon="clipboard-check", details=("organisation", "due")),
        ]

    def _open_meeting(self, id: str) -> None:
        self.arrive(f"meetings/{id}")
