"""The network: organisations, what they offer, whom to call, what was talked about, and the social map of all."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from outreach_app.domain.records import Acquaintance, ContactPerson, Offer, Organisation, Referral, Talk
from outreach_app.i18n import _
from outreach_app.store.sheets import Sheet
from outreach_app.ui.desk import Desk
from outreach_app.ui.network.confirming import Confirming
from outreach_app.ui.network.map_panel import MapPanel
from outreach_app.ui.pages.records import Invitation
from outreach_app.ui.pages.tabbed import Tab, TabbedPage, View
from outreach_app.ui.related import Related


class NetworkPage(TabbedPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Network"), [*self._records(), self._social_map()], wraps=True)

    def _records(self) -> list[Tab]:
        services = Invitation(
            "building-2",
            _("Services, clubs and associations around young people stand here."),
            _("New organisation"),
        )
        offers = Invitation(
            "handshake", _("What young people can go to, and what keeps them out."), _("New offer")
        )
        people = Invitation(
            "user", _("Professionals to call. Young people are never recorded here."), _("New contact person")
        )
        talks = Invitation(
            "messages-square",
            _("Talks with services and with the cabinet stand here: what was said, and the next step."),
            _("New talk"),
        )
        referrals = Invitation(
            "route",
            _("Where young people were shown the way, and what came of it: how many, never who."),
            _("New referral"),
        )
        return [
            Tab(Organisation, "building-2", _("New organisation"), services, "name", extras=self._of_organisation),
            Tab(Offer, "handshake", _("New offer"), offers, "name", extras=self._of_offer),
            Tab(ContactPerson, "user", _("New contact person"), people, "name", extras=self._of_person),
            Tab(Talk, "messages-square", _("New talk"), talks, "held_on"),
            Tab(Referral, "route", _("New referral"), referrals, "referred_on"),
        ]

    def _social_map(self) -> View:
        return View("map", _("Social map"), "network", self._make_map)

    def _make_map(self) -> MapPanel:
        panel = MapPanel(self.desk)
        panel.open_wanted.connect(self._open_elsewhere)
        panel.new_wanted.connect(self._make)
        return panel

    def _open_elsewhere(self, page: str, target: str) -> None:
        """What lies on this page is opened here, so that nothing of it is made anew."""
        if page == "network":
            self.arrive(target)
        else:
            self.desk.go(page, target)

    def _of_organisation(self, sheet: Sheet) -> list[QWidget]:
        tie = {"organisation": sheet.record.id}
        return [
            Related(
                self.desk, Offer, tie, icon="handshake", details=("kind", "thresholds"), opened=self._to("offers")
            ),
            Related(
                self.desk,
                ContactPerson,
                tie,
                icon="user",
                details=("function", "tier"),
                opened=self._to("contact-persons"),
            ),
            Related(
                self.desk, Talk, tie, icon="messages-square", details=("held_on", "tier"), opened=self._to("talks")
            ),
            Related(self.desk, Acquaintance, tie, icon="link", details=("closeness",), named="contact"),
        ]

    def _of_offer(self, sheet: Sheet) -> list[QWidget]:
        tie = {"offer": sheet.record.id}
        return [
            Related(self.desk, Referral, tie, icon="route", details=("referred_on", "outcome"), named="domain")
        ]

    def _of_person(self, sheet: Sheet) -> list[QWidget]:
        tie = {"contact": sheet.record.id}
        known = Related(self.desk, Acquaintance, tie, icon="link", details=("worker", "organisation", "closeness"))
        talks = Related(
            self.desk, Talk, tie, icon="messages-square", details=("held_on",), opened=self._to("talks")
        )
        return [Confirming(self.desk, sheet), known, talks]

    def _to(self, slug: str) -> Callable[[str], None]:
        """Opens a record in the tab it belongs to."""
        return lambda id: self.arrive(f"{slug}/{id}")
