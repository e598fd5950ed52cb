"""The map page: the map at the left, and beside it the same spots as a list."""

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Boundary, Encounter, Record, Round, Spot, Visit
from outreach_app.i18n import _, day, ngettext, number, reading_order
from outreach_app.store.spot_map import METRICS, PERIODS, MapData, SpotThere, map_data
from outreach_app.ui.desk import Desk
from outreach_app.ui.following import Following
from outreach_app.ui.icons_of import SPOT_ICONS
from outreach_app.ui.map.ground import BaseMap, base_map
from outreach_app.ui.map.leaving import MapLeaving
from outreach_app.ui.map.loading import LoadBoundariesDialog
from outreach_app.ui.map.placing import PlaceDialog
from outreach_app.ui.map.scene_of import metric_label, period_label, said_of, scene_of
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, Text, column, row
from outreach_app.ui.widgets.buttons import Button, IconButton
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.map.canvas import MapCanvas
from outreach_app.ui.widgets.map.frame import MapFrame
from outreach_app.ui.widgets.map.scene import Scene
from outreach_app.ui.widgets.messages import EmptyState, MessageBar
from outreach_app.ui.widgets.option import Option, folded
from outreach_app.ui.widgets.place_list import PlaceList, PlaceRow
from outreach_app.ui.widgets.search_box import SearchBox
from outreach_app.ui.widgets.tab_order import pass_focus_on
from outreach_app.ui.widgets.tabs import Segments

SIDE_WIDTH = 286
ROOMY = 115
"""Per cent: above this text size a button above the map is an icon."""
WATCHED: frozenset[type[Record]] = frozenset({Spot, Area, Boundary, Round, Visit, Encounter})
ALL = "-"
"""The code of no metric: a segment needs one."""


class MapPanel(Following):
    """Reads everything off the window's thread; whoever writes a spot, a boundary or a round, it follows."""

    open_wanted = QtSignal(str)
    """A spot, by its id: show the whole record."""
    new_wanted = QtSignal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, WATCHED)
        self.data: MapData | None = None
        self._base: BaseMap | None = None
        self._scene = Scene()
        self._wanted = ""
        self.map = MapFrame(_("Map of the spots"))
        self.counted = Segments(
            [Option(each or ALL, metric_label(each)) for each in METRICS], _("What the colours tell")
        )
        self.period = Segments([Option(each, period_label(each)) for each in PERIODS], _("Period"))
        self.period.choose("year")
        self.search = SearchBox(_("Search a spot"))
        self.list = PlaceList(_("Spots"))
        self._count = Text("", "small", "text2")
        self._unit = Text(_("rounds"), "small", "text2")
        self._hint = MessageBar()
        self._detail = Text("", "small", "text2", wraps=True)
        self._open = Button(_("Open"), "secondary", "pencil", lambda: self._go_to(self.current))
        self._place = Button(_("Put on the map"), "secondary", "map-pin", self.place)
        self._leaving = MapLeaving(
            desk, self, lambda: (self.data, self._base, self._chosen_metric(), self.map.canvas)
        )
        self._build()
        self._connect()
        self.desk.background.run_outside(base_map, owner=self, done=self._take_base)
        self.reload()

    @property
    def current(self) -> str:
        """Id of the spot that is chosen on the map and in the list."""
        return self.list.current() or self.map.canvas.current

    def reload(self) -> None:
        metric, period = self._chosen_metric(), self.period.current()
        self.desk.background.read(lambda session: map_data(session, metric, period), owner=self, done=self._show)

    def show_id(self, id: str) -> None:
        """Chooses a spot, as soon as it is here."""
        self._wanted = id
        if self.data is not None:
            self._choose(id)

    def load(self) -> None:
        """Asks for a file of boundaries."""
        standing = self.data.outlines if self.data else ()
        LoadBoundariesDialog(self.desk, self.window(), self._base, standing).open()

    def place(self) -> None:
        """Asks where the chosen spot lies."""
        spot = self._spot(self.current)
        if spot is not None and self.data is not None and not self.desk.readonly:
            PlaceDialog(self.desk, self.window(), spot, self.data, self._base).open()

    def _build(self) -> None:
        tools = row(gap=Space.S)
        tools.addLayout(Flow(self.counted, self.period, gap=Space.M), 1)
        if not self.desk.readonly:
            words = _("Load boundaries …")
            roomy = theme().scale <= ROOMY
            tools.addWidget(
                Button(words, "quiet", "layers", self.load) if roomy else IconButton("layers", words, self.load)
            )
        for icon, name, do in (
            ("image", _("Save as picture …"), self._leaving.picture),
            ("download", _("Save as PDF …"), self._leaving.pdf),
            ("printer", _("Print …"), self._leaving.print),
        ):
            tools.addWidget(IconButton(icon, name, do))
        side = QFrame()
        side.setProperty("look", "card")
        side.setFixedWidth(theme().px(SIDE_WIDTH))
        heads = row(self._count, None, self._unit, margins=(4, 0, 4, 0))
        foot = column(self._detail, Flow(self._open, self._place, gap=Space.S), gap=Space.S, margins=(4, 0, 4, 0))
        body = column(self.search, heads, gap=Space.S, margins=12)
        body.addWidget(self.list, 1)
        body.addWidget(Rule())
        body.addLayout(foot)
        side.setLayout(body)
        both = row(gap=Space.L)
        both.addWidget(self.map, 1)
        both.addWidget(side)
        filled = QWidget()
        filled.setLayout(both)
        add = None if self.desk.readonly else (_("New spot"), self.new_wanted.emit)
        self._stack = QStackedWidget()
        self._stack.addWidget(filled)
        self._stack.addWidget(
            EmptyState("map", _("The map shows your spots as soon as there is one."), action=add)
        )
        pass_focus_on(self, self.list)
        whole = column(tools, self._hint, gap=Space.M)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.counted.chosen.connect(lambda _code: self.reload())
        self.period.chosen.connect(lambda _code: self.reload())
        self.search.searched.connect(lambda _text: self._fill_list())
        self.search.left_down.connect(self._into_list)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._go_to)
        self.map.canvas.chosen.connect(self._choose)
        self.map.canvas.opened.connect(self._go_to)

    def _chosen_metric(self) -> str:
        code = self.counted.current()
        return "" if code == ALL else code

    def _shown(self) -> tuple[MapData | None, BaseMap | None, str, MapCanvas]:
        return self.data, self._base, self._chosen_metric(), self.map.canvas

    def _take_base(self, base: BaseMap) -> None:
        self._base = base
        if self.data is not None:
            self._draw()

    def _show(self, data: MapData) -> None:
        first, self.data = self.data is None, data
        if first and data.spots and not data.outlines and not self.desk.readonly:
            self._invite()
        elif data.outlines:
            self._hint.hide()
        self._stack.setCurrentIndex(0 if data.spots or data.outlines else 1)
        self._fill_list()
        self._draw()
        if self._wanted:
            self._choose(self._wanted)

    def _invite(self) -> None:
        words = _("The map can show figures as soon as it knows your neighbourhoods.")
        advice = _("Ask your municipality for their boundaries as GeoJSON, once, and load them here.")
        self._hint.say(words, advice, "info", (_("Load boundaries …"), self.load))

    def _draw(self) -> None:
        assert self.data is not None
        self._scene = scene_of(self.data, self._base, self._chosen_metric())
        self.map.show_scene(self._scene)

    def _fill_list(self) -> None:
        if self.data is None:
            return
        words = folded(self.search.text()).split()
        found = [
            spot
            for spot in self.data.spots
            if all(word in folded(f"{spot.name} {self.data.areas.get(spot.area or Id(''), '')}") for word in words)
        ]
        found.sort(key=lambda spot: (-spot.rounds, reading_order(spot.name)))
        self._count.setText(ngettext("{n} spot", "{n} spots", len(found)))
        self.list.show_rows([self._row(spot) for spot in found], self.map.canvas.current or self.current)
        self._tell()

    def _row(self, spot: SpotThere) -> PlaceRow:
        assert self.data is not None
        area = self.data.areas.get(spot.area, "") if spot.area else ""
        when = day(spot.last, "d MMM yyyy") if spot.last else _("not visited yet")
        where = when if spot.at else _("not on the map yet")
        icon = "eye-off" if spot.sensitive else SPOT_ICONS.get(spot.kind, "map-pin")
        said = ngettext("{n} round", "{n} rounds", spot.rounds)
        detail = " · ".join(part for part in (area, where) if part)
        return PlaceRow(spot.id, spot.name, detail, icon, "" if spot.sensitive else number(spot.rounds), said)

    @Slot(str)
    def _choose(self, id: str) -> None:
        self._wanted = ""
        self.list.choose(id)
        self.map.canvas.choose(id)
        self._tell()

    def _tell(self) -> None:
        """The chosen spot in words, and what can be done with it."""
        spot = self._spot(self.current)
        self._detail.setText(
            said_of(spot, self.data) if spot and self.data else _("Choose a spot on the map or here.")
        )
        self._open.setEnabled(spot is not None)
        self._place.setEnabled(spot is not None and not self.desk.readonly)
        self._place.set_text(_("Move") if spot and spot.at else _("Put on the map"))

    def _spot(self, id: str) -> SpotThere | None:
        return next((spot for spot in self.data.spots if spot.id == id), None) if self.data else None

    def _go_to(self, id: str) -> None:
        if id:
            self.open_wanted.emit(id)

    def _into_list(self) -> None:
        self.list.setFocus()
        if not self.list.current() and self.list.places.rows:
            self._choose(self.list.places.rows[0].key)
