"""Priorities: neighbourhoods ranked by hand, the figures of others, and the means that it brought."""

from outreach_app.domain.records import Allocation, AreaFigure
from outreach_app.i18n import _
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.records import Invitation
from outreach_app.ui.pages.tabbed import Tab, TabbedPage, View
from outreach_app.ui.priorities.ranking_panel import RankingPanel


class PrioritiesPage(TabbedPage):
    def __init__(self, desk: Desk) -> None:
        figures = Invitation(
            "chart-column",
            _("What others publish about your areas stands here. A spreadsheet brings it in."),
            _("New figure"),
        )
        allocations = Invitation(
            "wallet",
            _("Extra means, open calls and agreements stand here, with what justifies them."),
            _("New allocation"),
        )
        super().__init__(
            desk,
            _("Priorities"),
            [
                View("ranking", _("Ranking"), "list", self._make_ranking, like="area-figures", offers_new=False),
                Tab(AreaFigure, "chart-column", _("New figure"), figures, "indicator"),
                Tab(Allocation, "wallet", _("New allocation"), allocations, "year"),
            ],
        )

    def _make_ranking(self) -> RankingPanel:
        panel = RankingPanel(self.desk)
        panel.new_wanted.connect(lambda: self.desk.go("spots", "areas"))
        panel.open_wanted.connect(lambda id: self.desk.go("spots", f"areas/{id}"))
        return panel
