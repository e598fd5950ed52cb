"""Where a spot lies: pointed at on a map, typed, or the middle of its neighbourhood. Always coarse."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.geo.shapes import Bounds, Point, heart
from outreach_app.domain.geo.typed import coarse, typed_place
from outreach_app.domain.records import Spot
from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.store import records
from outreach_app.store.spot_map import MapData, SpotThere
from outreach_app.store.undoing import watched
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.map.ground import BaseMap, Town
from outreach_app.ui.map.scene_of import scene_of
from outreach_app.ui.widgets.basics import Text, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.map.frame import MapFrame
from outreach_app.ui.widgets.map.scene import Pin, Scene, flat
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import Picker

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MAP_HEIGHT = 360


class PlaceDialog(Dialog):
    """Saves latitude and longitude of one spot, with a way back."""

    WIDTH = 720

    def __init__(self, desk: Desk, parent: QWidget, spot: SpotThere, data: MapData, base: BaseMap | None) -> None:
        words = _("Kept to some 100 metres, never exact: enough for a map, too little for a doorway.")
        if spot.sensitive:
            words = _("This spot is sensitive: its place stays on this laptop. It is kept to some 100 metres.")
        super().__init__(
            parent, _("Where is {name}?").format(name=spot.name), words, _("Keep this place"), self._act
        )
        self._desk, self._spot, self._data = desk, spot, data
        self._towns = base.towns if base else ()
        self._scene = scene_of(data, base, "")
        self.at: Point | None = spot.at
        self.map = MapFrame(_("Map: click where it is"), picking=True)
        self.map.setFixedHeight(MAP_HEIGHT)
        self.typed = Picker(_("Place"), _("51.05, 3.72, a postal code or a municipality"))
        self.typed.offer([Option(str(n), _called(town)) for n, town in enumerate(self._towns)])
        self._typed = Field(_("Or type it"), self.typed)
        self._said = Text("", "small", "text2")
        self._build(spot)
        self.typed.taken.connect(self._go_to_town)
        self.typed.returnPressed.connect(self._read)
        self.map.canvas.pointed.connect(lambda east, north: self._take((east, north)))
        self._show(first=True)
        self.map.canvas.setFocus()

    def _build(self, spot: SpotThere) -> None:
        self.body.addWidget(self.map)
        beside = row(self._typed, gap=12)
        beside.setStretch(0, 1)
        self._middle = self._middle_of(spot.area)
        if self._middle is not None:
            middle = Button(_("Middle of the neighbourhood"), "secondary", "layers", self._take_middle)
            beside.addWidget(middle, alignment=Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(beside)
        self.body.addWidget(self._said)

    def _middle_of(self, area: Id | None) -> Point | None:
        outline = next((each for each in self._data.outlines if area and each.area == area), None)
        return heart(outline.shape) if outline else None

    def _take_middle(self) -> None:
        if self._middle is not None:
            self._take(self._middle)

    def _take(self, at: Point) -> None:
        self.at = coarse(at)
        self._typed.set_error()
        self._show()

    def _read(self) -> None:
        """What was typed, unless it was a town from the list."""
        if self.typed.chosen() or not self.typed.typed():
            return
        try:
            self._take(typed_place(self.typed.typed()))
        except OutreachError as error:
            self._typed.set_error(f"{error} {error.what_now}")

    def _go_to_town(self) -> None:
        """Shows a municipality: where exactly in it is for a click."""
        code = self.typed.chosen()
        if code:
            self._typed.set_error()
            self.map.canvas.look_at(_box(self._towns[int(code)].bounds))

    def _show(self, *, first: bool = False) -> None:
        others = [pin for pin in self._scene.pins if pin.key != self._spot.id]
        pins = [*others, Pin(self._spot.id, self._spot.name, self.at)] if self.at else others
        self.map.show_scene(
            Scene(self._scene.regions, pins, self._scene.ground, attribution=self._scene.attribution)
        )
        if self.at is not None:
            self.map.canvas.choose(self._spot.id)
            self._said.setText(_("Latitude {lat}, longitude {lon}").format(lat=self.at[1], lon=self.at[0]))
        else:
            self._said.setText(_("No place yet: click on the map, or press Enter for the cross in the middle."))
        self.button.setEnabled(self.at is not None)
        if first and self.at is None:
            self.map.canvas.fit()

    def _act(self) -> None:
        self._read()
        if self._typed.error() or self.at is None:
            return
        values, desk, spot = _values(self.at), self._desk, self._spot

        def work(session: "Session") -> Spot:
            return records.edit(session, Spot, spot.id, values, desk.actor, today=desk.today())

        told = _("“{name}” is on the map.").format(name=spot.name)
        desk.background.run(
            lambda session: watched(session, work),
            owner=desk.background,
            done=lambda written: desk.did(told, written[1]),
            failed=desk.refuse,
        )
        self.accept()


def _values(at: Point | None) -> dict[str, str]:
    return {"latitude": str(at[1]), "longitude": str(at[0])} if at else {"latitude": "", "longitude": ""}


def _called(town: Town) -> str:
    return f"{' '.join(town.codes[:3])}{' …' if len(town.codes) > 3 else ''} {town.name}".strip()


def _box(bounds: Bounds) -> QRectF:
    return QRectF(flat((bounds.west, bounds.north)), flat((bounds.east, bounds.south)))
