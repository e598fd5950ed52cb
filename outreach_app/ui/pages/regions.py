"""What municipalities do together, and what comes up over them: roll-up, joint services, exchanges, convenants."""

from outreach_app.domain.records import Convenant, Exchange, JointService, SupportStep
from outreach_app.i18n import _
from outreach_app.ui.areas.rollup_panel import RollupPanel
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.records import Invitation
from outreach_app.ui.pages.tabbed import Tab, TabbedPage, View


class RegionsPage(TabbedPage):
    def __init__(self, desk: Desk) -> None:
        services = Invitation(
            "handshake",
            _("What municipalities of a region offer together stands here, with its state and its impact."),
            _("New joint service"),
        )
        exchanges = Invitation(
            "messages-square",
            _("The days on which a region talks about its work: four a year at least."),
            _("New exchange"),
        )
        convenants = Invitation(
            "file-text",
            _("What a municipality agreed with you: who works there, and for how long."),
            _("New convenant"),
        )
        support = Invitation(
            "graduation-cap",
            _("Training, vision, publications and support made to measure stand here, with what they changed."),
            _("New step"),
        )
        super().__init__(
            desk,
            _("Regions"),
            [
                View("rollup", _("Roll-up"), "layers", self._make_rollup, offers_new=False),
                Tab(JointService, "handshake", _("New joint service"), services, "year"),
                Tab(Exchange, "messages-square", _("New exchange"), exchanges, "held_on"),
                Tab(SupportStep, "graduation-cap", _("New step"), support, "date", label=_("Support centre")),
                Tab(Convenant, "file-text", _("New convenant"), convenants, "name"),
            ],
        )

    def _make_rollup(self) -> RollupPanel:
        panel = RollupPanel(self.desk)
        panel.open_wanted.connect(lambda id: self.desk.go("spots", f"tree/{id}" if id else "areas"))
        return panel
