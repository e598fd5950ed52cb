"""A file of boundaries on its way into the vault: chosen, looked at, then loaded, with a way back."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.geo.geojson import BoundaryFile
from outreach_app.domain.geo.refusals import SYSTEMS, ProjectionUnsure
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, ngettext, reading_order
from outreach_app.store import boundaries
from outreach_app.store.boundaries import NEIGHBOURHOODS, Loaded, Outline, Planned
from outreach_app.store.undoing import Change, watched
from outreach_app.tables.boundary_files import read_boundaries
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.map.ground import BaseMap, attribution
from outreach_app.ui.undoing import WayBack
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.ui.widgets.map.frame import MapFrame
from outreach_app.ui.widgets.map.scene import Ground, Region, Scene
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import Picker
from outreach_app.ui.widgets.place_list import PlaceList, PlaceRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PREVIEW_HEIGHT = 250


class LoadBoundariesDialog(Dialog):
    """Nothing is written before the button; what cannot be taken stands in the list with the reason."""

    WIDTH = 780

    def __init__(
        self, desk: Desk, parent: QWidget, base: BaseMap | None = None, standing: Sequence[Outline] = ()
    ) -> None:
        self._ground = base.ground if base else Ground()
        self._standing = list(standing)
        words = _(
            "The boundaries of your neighbourhoods, as GeoJSON. They go into the vault and to the whole team. The "
            "file itself stays where it is."
        )
        super().__init__(parent, _("Load boundaries"), words, _("Load"), self._load)
        self._desk = desk
        self._path: Path | None = None
        self.file: BoundaryFile | None = None
        self.planned: list[Planned] = []
        self._name = Text(_("No file chosen yet"), "body", "text2")
        self.layer = Picker(_("What they are"))
        self.layer.offer([Option(each.code, each.label) for each in Vocabularies().choices("map_layer")])
        self.layer.choose(NEIGHBOURHOODS)
        self.named_by = Picker(_("Which column is the name"))
        self.source = TextLine(_("Source"))
        self.map = MapFrame(_("What was found"))
        self.map.setFixedHeight(PREVIEW_HEIGHT)
        self.list = PlaceList(_("What will happen"))
        self._build()
        self.layer.taken.connect(self._plan)
        self.named_by.taken.connect(self._plan)
        self.button.setEnabled(False)
        self._show_standing()

    def read(self, path: Path, system: str = "") -> None:
        """Away from the window's thread; what is wrong with the file is said here."""
        self._path = path
        self._name.setText(path.name)
        self.messages.hide()
        self._desk.background.run_outside(
            lambda: read_boundaries(path, system),
            owner=self,
            busy=self._choose,
            done=self._show_file,
            failed=self._refuse,
        )

    def _build(self) -> None:
        self._choose = Button(_("Choose a file …"), "secondary", "folder-open", self._ask_file)
        self.body.addLayout(row(self._choose, self._name, None, gap=12))
        fields = row(
            Field(_("What they are"), self.layer),
            Field(_("Which column is the name"), self.named_by),
            Field(_("Source"), self.source, hint=_("Whose data it is; stands on the map")),
            gap=12,
        )
        self.body.addLayout(fields)
        both = row(gap=12)
        both.addWidget(self.map, 3)
        listed = QFrame()
        listed.setProperty("look", "card")
        listed.setLayout(column(self.list, margins=4))
        listed.setFixedHeight(PREVIEW_HEIGHT)
        both.addWidget(listed, 2)
        self._both = QWidget()
        self._both.setLayout(both)
        self._told = Text("", "small", "text2", wraps=True)
        self._remove = Button(_("Take off the map"), "secondary", "trash-2", self.remove)
        foot = row(gap=12)
        foot.addWidget(self._told, 1)
        foot.addWidget(self._remove)
        self.body.addWidget(self._both)
        self.body.addLayout(foot)

    def _ask_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, _("Choose a file"), folder, "GeoJSON (*.geojson *.json)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.read(Path(path)))
        dialog.open()

    def _refuse(self, error: OutreachError) -> None:
        self._forget()
        path = self._path
        if isinstance(error, ProjectionUnsure) and path is not None:
            guess = error.guess
            action = (_("Load it as {system}").format(system=SYSTEMS[guess]), lambda: self.read(path, guess))
            self.messages.say(str(error), error.what_now, "warning", action)
        else:
            self.messages.say_error(error)

    def _forget(self) -> None:
        self.file, self.planned = None, []
        self.button.setEnabled(False)
        self._show_standing()

    def remove(self) -> None:
        """Takes the chosen outline off the map of the whole team, with a way back; its area stays."""
        id, desk = Id(self.list.current()), self._desk
        gone = next((each for each in self._standing if each.id == id), None)
        if gone is None:
            return
        self._standing.remove(gone)

        def removed(change: Change) -> None:
            self._show_standing()
            desk.did(_("“{name}” is off the map.").format(name=gone.name), change)

        desk.background.run(
            lambda session: watched(session, lambda session: boundaries.remove(session, [id]))[1],
            owner=self,
            done=removed,
            failed=desk.refuse,
        )

    def _show_standing(self) -> None:
        """What is on the map now, as long as no file was chosen."""
        regions = [
            Region(each.id, each.name, each.shape, "area" if each.layer == NEIGHBOURHOODS else each.layer)
            for each in self._standing
        ]
        terms = Vocabularies()
        order = sorted(self._standing, key=lambda each: (each.layer != NEIGHBOURHOODS, reading_order(each.name)))
        rows = [PlaceRow(each.id, each.name, terms.label("map_layer", each.layer), "layers") for each in order]
        self.map.show_scene(Scene(regions, ground=self._ground, attribution=attribution()))
        self.map.canvas.fit()
        self.list.show_rows(rows, rows[0].key if rows else "")
        self._told.setText(_("This is on the map now.") if rows else "")
        self._remove.setVisible(bool(rows))
        self._both.setVisible(bool(rows))

    def _show_file(self, file: BoundaryFile) -> None:
        self.file = file
        self._name.setText(f"{file.name} · {SYSTEMS[file.system]}")
        offered = file.properties()
        self.named_by.offer([Option(each, each, _example(file, each)) for each in offered])
        self.named_by.choose(offered[0] if offered else "")
        self._plan()

    def _plan(self) -> None:
        file, named_by, layer = self.file, self.named_by.chosen(), self.layer.chosen()
        if file is None or not layer:
            return
        self._desk.background.read(
            lambda session: boundaries.plan(session, file, named_by, layer), owner=self, done=self._show_plan
        )

    def _show_plan(self, planned: list[Planned]) -> None:
        self.planned = planned
        good = [each for each in planned if not each.reason]
        layer = "area" if self.layer.chosen() == NEIGHBOURHOODS else self.layer.chosen()
        regions = [Region(str(n), each.name, each.shape, layer) for n, each in enumerate(good)]
        self.map.show_scene(Scene(regions, ground=self._ground, attribution=attribution()))
        self.map.canvas.fit()
        order = sorted(planned, key=lambda each: (not each.reason, reading_order(each.name)))
        self.list.show_rows([self._row(n, each) for n, each in enumerate(order)])
        self._both.show()
        self._remove.hide()
        told = ngettext("{n} boundary can be loaded.", "{n} boundaries can be loaded.", len(good))
        left = len(planned) - len(good)
        if left:
            told += " " + ngettext(
                "{n} cannot be drawn as it is: the reason stands beside it.",
                "{n} cannot be drawn as they are: the reason stands beside each.",
                left,
            )
        self._told.setText(told)
        self.button.setEnabled(bool(good))

    def _row(self, n: int, planned: Planned) -> PlaceRow:
        if planned.reason:
            return PlaceRow(str(n), planned.name, _(planned.reason), "triangle-alert")
        if self.layer.chosen() != NEIGHBOURHOODS:
            words = _("takes the place of what is there") if planned.again else _("is added")
        elif planned.area is None:
            words = _("a new area")
        else:
            words = _("known area, new outline") if planned.again else _("known area")
        return PlaceRow(str(n), planned.name, words, "check")

    def _load(self) -> None:
        planned, layer, source = self.planned, self.layer.chosen(), self.source.text().strip()
        self._desk.background.run(
            lambda session: boundaries.load(session, planned, layer, source),
            owner=self,
            busy=self,
            done=self._loaded,
            failed=self.messages.say_error,
        )

    def _loaded(self, loaded: Loaded) -> None:
        desk = self._desk

        def take_back(session: "Session") -> Change:
            return watched(session, lambda session: boundaries.take_back(session, loaded))[1]

        self.accept()
        told = ngettext("{n} boundary is on the map.", "{n} boundaries are on the map.", loaded.count)
        desk.toast(told, (_("Undo"), WayBack(desk, take_back)))


def _example(file: BoundaryFile, name: str) -> str:
    return next((each.properties[name] for each in file.found if each.properties.get(name)), "")
