"""Which columns of a table are seen, in which order and how wide: as someone left them, on this laptop.

Kept outside the vault: what columns are called and how wide they are says nothing about anyone.
"""

from collections.abc import Sequence
from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QObject, QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QHeaderView, QMenu, QTableView, QWidget

from outreach_app.i18n import _
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.paged_table import Column

LEAST = 56
"""Pixels that a column never falls below."""
LEAST_STRONG = 140
"""What a record is called is what a row is read by."""


class _Kept(NamedTuple):
    name: str
    width: int
    shown: bool


class Columns(QObject):
    """Of one table, by the names of its columns. `kept_as` empty: as it comes, every time."""

    def __init__(self, table: QTableView, columns: Sequence[Column], kept_as: str) -> None:
        super().__init__(table)
        self._table, self._columns, self._kept_as = table, columns, kept_as
        self._header = table.horizontalHeader()
        self._silent = self._by_hand = False
        header = self._header
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(theme().px(LEAST))
        header.setSectionsMovable(bool(kept_as))
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self._open_menu(header.mapToGlobal(at)))
        self._restore()
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._keep)

    @property
    def shown(self) -> list[Column]:
        """As they are seen, from the left."""
        order = (self._header.logicalIndex(place) for place in range(len(self._columns)))
        return [self._columns[n] for n in order if not self._header.isSectionHidden(n)]

    def show_column(self, name: str, shown: bool) -> None:
        """One column always stays."""
        n = [column.name for column in self._columns].index(name)
        if shown or len(self.shown) > 1:
            self._header.setSectionHidden(n, not shown)
        self.share_width()
        self._keep()

    def move(self, column: int, steps: int) -> None:
        """A column some places to the right, or to the left."""
        seen = [n for n in map(self._header.logicalIndex, range(len(self._columns))) if not self._hidden(n)]
        if column not in seen or not 0 <= seen.index(column) + steps < len(seen):
            return
        beside = seen[seen.index(column) + steps]
        self._header.moveSection(self._header.visualIndex(column), self._header.visualIndex(beside))

    def reset(self) -> None:
        """As they came."""
        self._by_hand = False
        self._silent = True
        for n, column in enumerate(self._columns):
            self._header.moveSection(self._header.visualIndex(n), n)
            self._header.setSectionHidden(n, not column.shown)
        self._silent = False
        if self._kept_as:
            _settings().remove(self._key)
            _settings().remove(self._sort_key)
        self.share_width()

    def keep_sort(self, name: str, *, descending: bool) -> None:
        if self._kept_as:
            _settings().setValue(self._sort_key, f"{name}:{int(descending)}")

    def kept_sort(self) -> tuple[str, bool] | None:
        """By which column, and whether it descends; None where nobody chose."""
        text = str(_settings().value(self._sort_key, "")) if self._kept_as else ""
        name, _colon, down = text.partition(":")
        able = any(column.name == name and column.sortable for column in self._columns)
        return (name, down == "1") if able else None

    def menu(self) -> QMenu:
        """Which columns are seen, to choose from."""
        menu = QMenu(self._table)
        menu.setAccessibleName(_("Columns"))
        for n, column in enumerate(self._columns):
            action = menu.addAction(column.title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(not self._hidden(n))
            action.toggled.connect(lambda shown, name=column.name: self.show_column(name, shown))
        menu.addSeparator()
        menu.addAction(_("Columns as they came"), self.reset)
        return menu

    def share_width(self) -> None:
        """By their weights, none narrower than its title; the last one takes the rest. Not once somebody chose.

        Where the titles alone are wider than the table, it scrolls sideways.
        """
        if self._by_hand or not shiboken6.isValid(self._header):  # a table that goes is resized once more
            return
        seen = [(n, column) for n, column in enumerate(self._columns) if not self._hidden(n)]
        weights = sum(column.weight for _n, column in seen) or 1
        least = {n: self._least(n, column) for n, column in seen}
        spare = self._table.viewport().width() - sum(least.values())
        self._silent = True
        for n, column in seen:
            self._table.setColumnWidth(n, least[n] + max(spare, 0) * column.weight // weights)
        self._silent = False
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._table.setHorizontalScrollBarPolicy(off if spare >= 0 else needed)

    def _least(self, n: int, column: Column) -> int:
        least = theme().px(LEAST_STRONG if column.strong else LEAST)
        return max(least, self._header.sectionSizeFromContents(n).width())

    def _hidden(self, n: int) -> bool:
        return self._header.isSectionHidden(n)

    def open_below(self, widget: QWidget) -> None:
        """The menu, under a button."""
        self._open_menu(widget.mapToGlobal(widget.rect().bottomLeft()))

    def _open_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _resized(self) -> None:
        if not self._silent and QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._by_hand = True
            self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self._keep()

    @property
    def _sort_key(self) -> str:
        return f"sorted/{self._kept_as}"

    @property
    def _key(self) -> str:
        return f"columns/{self._kept_as}"

    def _keep(self) -> None:
        if not self._kept_as or self._silent:
            return
        order = (self._header.logicalIndex(place) for place in range(len(self._columns)))
        _settings().setValue(self._key, ",".join(map(self._line, order)))

    def _line(self, n: int) -> str:
        width = self._table.columnWidth(n) if self._by_hand and not self._hidden(n) else 0
        return f"{self._columns[n].name}:{width}:{int(not self._hidden(n))}"

    def _restore(self) -> None:
        """Columns that came since stand at the end, as they come."""
        kept = {one.name: one for one in self._recalled()}
        names = [column.name for column in self._columns]
        self._silent = True
        for place, name in enumerate(name for name in kept if name in names):
            self._header.moveSection(self._header.visualIndex(names.index(name)), place)
        for n, column in enumerate(self._columns):
            one = kept.get(column.name)
            self._header.setSectionHidden(n, not (one.shown if one else column.shown))
            if one and one.width:
                self._by_hand = True
                self._table.setColumnWidth(n, one.width)
        if not self.shown:
            self._header.setSectionHidden(0, False)
        self._silent = False
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if self._by_hand else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._table.setHorizontalScrollBarPolicy(policy)

    def _recalled(self) -> list[_Kept]:
        text = str(_settings().value(self._key, "")) if self._kept_as else ""
        parts = [part.split(":") for part in text.split(",")]
        return [
            _Kept(part[0], int(part[1]), part[2] == "1")
            for part in parts
            if len(part) == 3 and part[1].isdecimal() and part[2] in ("0", "1")
        ]


def _settings() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "vindplaats", "window")
