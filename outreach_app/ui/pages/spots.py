"""Where young people are, and the words the team uses: spots, areas, colleagues, terms."""

from PySide6.QtWidgets import QWidget

from outreach_app.domain.records import Addressee, Area, Milestone, Spot, Term, Worker
from outreach_app.i18n import _
from outreach_app.store.sheets import Sheet
from outreach_app.ui.areas.tree_panel import TreePanel
from outreach_app.ui.charter.panel import CharterPanel
from outreach_app.ui.course.addressees import addressee_list
from outreach_app.ui.coverage_panel import CoveragePanel
from outreach_app.ui.desk import Desk
from outreach_app.ui.furniture import FurniturePanel
from outreach_app.ui.map.panel import MapPanel
from outreach_app.ui.note.templates_panel import TemplatesPanel
from outreach_app.ui.pages.records import Invitation
from outreach_app.ui.pages.tabbed import Tab, TabbedPage, View
from outreach_app.ui.widgets.buttons import Button


class SpotsPage(TabbedPage):
    """The map with its spots first; then the same as lists, what stands there, and where the team goes."""

    def __init__(self, desk: Desk) -> None:
        spots = Invitation("map-pin", _("Spots appear here as soon as you add one or go past it."), _("New spot"))
        areas = Invitation("layers", _("Areas hold your spots together: neighbourhoods and towns."), _("New area"))
        super().__init__(
            desk,
            _("Spots"),
            [
                View("map", _("Map"), "map", self._make_map),
                View("tree", _("Tree"), "layers", self._make_tree, like="areas"),
                Tab(Spot, "list", _("New spot"), spots, "name", label=_("List"), extras=self._to_map),
                Tab(Area, "landmark", _("New area"), areas, "name"),
                View("furniture", _("Furniture"), "armchair", self._make_furniture),
                View("coverage", _("Coverage"), "footprints", self._make_coverage),
            ],
        )

    def _to_map(self, found: Sheet) -> list[QWidget]:
        id = found.record.id
        return [Button(_("Show on the map"), "secondary", "map", lambda: self.arrive(f"map/{id}"))]

    def _make_map(self) -> MapPanel:
        panel = MapPanel(self.desk)
        panel.open_wanted.connect(lambda id: self.arrive(f"spots/{id}"))
        panel.new_wanted.connect(self._make)
        return panel

    def _make_tree(self) -> TreePanel:
        panel = TreePanel(self.desk)
        panel.new_wanted.connect(self._make)
        return panel

    def _make_furniture(self) -> FurniturePanel:
        panel = FurniturePanel(self.desk)
        panel.new_wanted.connect(self._make)
        return panel

    def _make_coverage(self) -> CoveragePanel:
        panel = CoveragePanel(self.desk)
        panel.open_wanted.connect(lambda id: self.arrive(f"areas/{id}"))
        return panel


class WordsPage(TabbedPage):
    """Colleagues and terms: set up once, looked at now and then."""

    def __init__(self, desk: Desk) -> None:
        workers = Invitation("users", _("Colleagues stand here as soon as they join."), _("New colleague"))
        terms = Invitation(
            "type", _("Your team works with the built-in terms. Add your own, or rename one."), _("New term")
        )
        addressees = Invitation(
            "landmark",
            _("Notes go out with built-in texts and deadlines. Say here what your college or council wants."),
            _("New addressee"),
        )
        milestones = Invitation(
            "flag",
            _("The path that partners went together stands here, milestone by milestone."),
            _("New milestone"),
        )
        super().__init__(
            desk,
            _("Colleagues and terms"),
            [
                Tab(Worker, "users", _("New colleague"), workers, "name"),
                Tab(Term, "type", _("New term"), terms, "vocabulary", only_coordinator=True),
                Tab(
                    Addressee,
                    "landmark",
                    _("New addressee"),
                    addressees,
                    only_coordinator=True,
                    make=addressee_list,
                ),
                View("charter", _("Charter"), "scale", self._make_charter, offers_new=False),
                Tab(Milestone, "flag", _("New milestone"), milestones, "date"),
                View("templates", _("Note templates"), "layout-list", self._make_templates, offers_new=False),
            ],
            wraps=True,
        )

    def _make_charter(self) -> CharterPanel:
        panel = CharterPanel(self.desk)
        panel.milestone_wanted.connect(lambda id: self.arrive(f"milestones/{id}" if id else "milestones"))
        panel.new_wanted.connect(self._new_milestone)
        panel.principles_wanted.connect(lambda: self.arrive("terms"))
        return panel

    def _new_milestone(self) -> None:
        self.arrive("milestones")
        self.list.new()

    def _make_templates(self) -> TemplatesPanel:
        return TemplatesPanel(self.desk)
