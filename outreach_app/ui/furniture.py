"""What stands on the spots: counted per spot and per neighbourhood, changed in place, out as a spreadsheet."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Spot
from outreach_app.i18n import _
from outreach_app.store import furniture
from outreach_app.store.furniture import STATES, Inventory, SpotFurniture, inventory
from outreach_app.store.undoing import Change, watched
from outreach_app.tables.writing import Value, write_table
from outreach_app.ui.desk import Desk
from outreach_app.ui.following import Following
from outreach_app.ui.leaving import asking
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.count_model import CountColumn, CountRow
from outreach_app.ui.widgets.count_table import CountTable
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.tab_order import pass_focus_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TONES = {"present": "", "missing": "amber", "broken": "red"}


def state_label(state: str) -> str:
    return {"present": _("there"), "missing": _("missing"), "broken": _("broken")}[state]


class FurniturePanel(Following):
    new_wanted = QtSignal()
    """A spot, where there is none yet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, {Spot, Area})
        self.inventory: Inventory | None = None
        self.table = CountTable(_("Furniture"), editable=not desk.readonly)
        self._told = Text("", "body", "text2", wraps=True)
        keys = "" if desk.readonly else _("Type a number, or + and −. Enter goes on below.")
        self._keys = Text(keys, "small", "text3")
        self._save = Button(_("Save as spreadsheet …"), "secondary", "download", self.save)
        card = QFrame()
        card.setProperty("look", "card")
        card.setLayout(column(self.table, margins=(1, 1, 1, 8)))
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        add = None if desk.readonly else (_("New spot"), self.new_wanted.emit)
        words = _("Here stands what is on your spots, as soon as there is one.")
        self._empty = EmptyState("armchair", words, action=add)
        self._stack.addWidget(self._empty)
        head = row(gap=Space.L)
        head.addLayout(column(self._told, self._keys, gap=2), 1)
        head.addWidget(self._save, alignment=Qt.AlignmentFlag.AlignTop)
        whole = column(head, gap=Space.M)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)
        pass_focus_on(self, self.table)
        self.table.counts.put.connect(self._put)
        self.reload()

    def reload(self) -> None:
        self.desk.background.read(inventory, owner=self, done=self._show)

    def save(self) -> None:
        """Asks first, as everything that leaves; sensitive spots stay here."""
        words = _("Counts of furniture are exact and may be shown. Sensitive spots are not in it.")
        if self.inventory is not None:
            asking.ask_to_leave(self.desk, self.window(), _("Save"), self._save_for, words)

    def _save_for(self, recipient: str) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        dialog = QFileDialog(self, _("Save as spreadsheet"), folder, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{_('Furniture').lower()}-{self.desk.today().isoformat()}.xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._let_go(Path(path), recipient))
        dialog.open()

    def _let_go(self, path: Path, recipient: str) -> None:
        desk, found = self.desk, self.inventory
        if found is None:
            return
        open_spots = [spot for spot in found.spots if not spot.sensitive]

        def write() -> None:
            desk.background.run_outside(
                lambda: write_table(path, _("Furniture"), columns_of(found), lines_of(found, open_spots)),
                owner=self,
                done=lambda _count: desk.toast(_("Saved as {name}.").format(name=path.name), None),
                failed=desk.refuse,
            )

        asking.note(desk, self, "spreadsheet", recipient, len(open_spots), write, path)

    def _show(self, found: Inventory) -> None:
        self.inventory = found
        columns = [
            CountColumn(f"{kind.code}/{state}", kind.label, state_label(state), TONES[state])
            for kind in found.kinds
            for state in STATES
        ]
        self.table.show_counts(columns, list(_rows(found)))
        self._told.setText(_summary(found))
        self._stack.setCurrentIndex(0 if found.spots else 1)
        for part in (self._told, self._keys, self._save):
            part.setVisible(bool(found.spots))

    @Slot(str, str, int)
    def _put(self, spot: str, key: str, count: int) -> None:
        kind, _slash, state = key.partition("/")
        desk = self.desk

        def work(session: "Session") -> int:
            return furniture.put(session, Id(spot), kind, state, count, desk.actor)

        desk.background.run(
            lambda session: watched(session, work),
            owner=self,
            done=lambda written: self._tell(spot, written[1]),
            failed=self._refused,
        )

    def _tell(self, spot: str, change: Change) -> None:
        found = self.inventory
        name = next((each.name for each in found.spots if each.id == spot), "") if found else ""
        self.desk.did(_("The count at “{name}” is changed.").format(name=name), change)

    def _refused(self, error: Exception) -> None:
        self.reload()
        self.desk.refuse(error)  # type: ignore[arg-type]


def columns_of(found: Inventory) -> list[str]:
    return [_("Area"), _("Spot"), *(f"{kind.label}: {state_label(s)}" for kind in found.kinds for s in STATES)]


def lines_of(found: Inventory, spots: list[SpotFurniture]) -> Iterator[list[Value]]:
    for spot in spots:
        counts = [spot.counts.get((kind.code, state), 0) for kind in found.kinds for state in STATES]
        yield [found.areas.get(spot.area, "") if spot.area else "", spot.name, *counts]


def _rows(found: Inventory) -> Iterator[CountRow]:
    """An area with its sums, then its spots."""
    keys = [(kind.code, state) for kind in found.kinds for state in STATES]
    for area, grouped in groupby(found.spots, key=lambda spot: spot.area):
        spots = list(grouped)
        name = found.areas.get(area, "") if area else ""
        sums = [found.total(spots, *key) for key in keys]
        yield CountRow(f"area/{area or ''}", name or _("Without an area"), sums, heading=True)
        for spot in spots:
            mark = _("sensitive") if spot.sensitive else ""
            yield CountRow(spot.id, spot.name, [spot.counts.get(key, 0) for key in keys], mark=mark)


def _summary(found: Inventory) -> str:
    """What is missing and what is broken, over everything, in words."""
    told = []
    for state, words in (("missing", _("Missing: {what}.")), ("broken", _("Broken: {what}."))):
        counted = [(kind.label.lower(), found.total(found.spots, kind.code, state)) for kind in found.kinds]
        what = ", ".join(f"{n} × {label}" for label, n in counted if n)
        if what:
            told.append(words.format(what=what))
    return " ".join(told) or _("Nothing is known to be missing or broken.")
