"""Where young people are, and the words the team uses: spots, areas, colleagues, terms."""

from outreach_app.domain.records import Area, Spot, Term, Worker
from outreach_app.i18n import _
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.records import Invitation
from outreach_app.ui.pages.tabbed import Tab, TabbedPage


class SpotsPage(TabbedPage):
    def __init__(self, desk: Desk) -> None:
        spots = Invitation("map-pin", _("Spots appear here as soon as you add one or go past it."), _("New spot"))
        areas = Invitation("layers", _("Areas hold your spots together: neighbourhoods and towns."), _("New area"))
        super().__init__(
            desk,
            _("Spots"),
            [
                Tab(Spot, "map-pin", _("New spot"), spots, "name"),
                Tab(Area, "layers", _("New area"), areas, "name"),
            ],
        )


class WordsPage(TabbedPage):
    """Colleagues and terms: set up once, looked at now and then."""

    def __init__(self, desk: Desk) -> None:
        workers = Invitation("users", _("Colleagues stand here as soon as they join."), _("New colleague"))
        terms = Invitation(
            "type", _("Your team works with the built-in terms. Add your own, or rename one."), _("New term")
        )
        super().__init__(
            desk,
            _("Colleagues and terms"),
            [
                Tab(Worker, "users", _("New colleague"), workers, "name"),
                Tab(Term, "type", _("New term"), terms, "vocabulary", only_coordinator=True),
            ],
        )
