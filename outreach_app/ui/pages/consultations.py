"""The tables at which partners meet: who sits there, when they meet, who works on for a while."""

from PySide6.QtWidgets import QWidget

from outreach_app.domain.records import AgendaItem, Agreement, Consultation, Meeting, Membership, WorkingGroup
from outreach_app.i18n import _
from outreach_app.store.sheets import Sheet
from outreach_app.ui.desk import Desk
from outreach_app.ui.moves import Moves
from outreach_app.ui.pages.records import Invitation
from outreach_app.ui.pages.tabbed import Tab, TabbedPage, View
from outreach_app.ui.related import Related
from outreach_app.ui.tables.checks import TableChecks
from outreach_app.ui.tables.norms_panel import NormsPanel
from outreach_app.ui.tables.overlap_panel import OverlapPanel


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
                View("overlap", _("Overlap"), "layers", self._make_overlap),
                View("norms", _("Norms"), "scale", self._make_norms),
            ],
        )

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
        tie = {"meeting": sheet.record.id}
        return [
            Moves(self.desk, sheet),
            Related(self.desk, AgendaItem, tie, icon="list", details=("origin", "purpose"), sort="position"),
            Related(self.desk, Agreement, tie, icon="clipboard-check", details=("organisation", "due")),
        ]

    def _open_meeting(self, id: str) -> None:
        self.arrive(f"meetings/{id}")
