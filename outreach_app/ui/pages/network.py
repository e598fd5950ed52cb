"""The network map: organisations, what they offer, whom to call."""

from outreach_app.domain.records import ContactPerson, Offer, Organisation
from outreach_app.i18n import _
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.records import Invitation
from outreach_app.ui.pages.tabbed import Tab, TabbedPage


class NetworkPage(TabbedPage):
    def __init__(self, desk: Desk) -> None:
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
        super().__init__(
            desk,
            _("Network"),
            [
                Tab(Organisation, "building-2", _("New organisation"), services, "name"),
                Tab(Offer, "handshake", _("New offer"), offers, "name"),
                Tab(ContactPerson, "user", _("New contact person"), people, "name"),
            ],
        )
