"""The tables at which partners meet: who sits there, when they meet, who works on for a while."""

from PySide6.QtWidgets import QWidget

from outreach_app.domain.records import Consultation, Meeting, Membership, WorkingGroup
from outreach_app.i18n import _
from outreach_app.store.sheets import Sheet
from outreach_app.ui.desk import Desk
from outreach_app.ui.moves import Moves
from outreach_app.ui.pages.records import Invitation, RecordList
from outreach_app.ui.pages.tabbed import Tab, TabbedPage, View
from outreach_app.ui.related import Related
from outreach_app.ui.tables import going_out
from outreach_app.ui.tables.checks import TableChecks
from outreach_app.ui.tables.norms_panel import NormsPanel
from outreach_app.ui.tables.overlap_panel import OverlapPanel
from outreach_app.ui.widgets.buttons import Button, IconButton


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
                Tab(Meeting, "calendar", _("New meeting"), meetings, "date", make=self._meetings),
                Tab(WorkingGroup, "users", _("New group"), groups, "name"),
                View("overlap", _("Overlap"), "layers", self._make_overlap),
                View("norms", _("Norms"), "scale", self._make_norms),
            ],
        )
        self.add_action(IconButton("download", _("Calendar file …"), lambda: going_out.calendar(desk, self)))

    def _meetings(self, desk: Desk, invitation: Invitation) -> RecordList:
        return RecordList(desk, Meeting, invitation, sort="date", above=self._of_meeting)

    def _make_overlap(self) -> OverlapPanel:
        panel = OverlapPanel(self.desk)
        panel.new_wanted.connect(self._make)
        return panel

    def _make_norms(self) -> NormsPanel:
        panel = NormsPanel(self.desk)
        panel.new_wanted.connect(self._make)
        return panel

    def _members(self, sheet: Sheet) -> list[QWidget]:
        tie = {"consultation": sheet.record.id}
        return [
            TableChecks(self.desk, sheet.record.id),
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
        id = sheet.record.id
        open_it = Button(_("Agenda and minutes"), "primary", "list", lambda: self._open_meeting(id))
        return [open_it, Moves(self.desk, sheet)]

    def _open_meeting(self, id: str) -> None:
        self.desk.go("meeting", id)
