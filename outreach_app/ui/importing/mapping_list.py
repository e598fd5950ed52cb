"""Which column of a file fills which field: a line a column, with what stands in it, and the field beside it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QGridLayout, QWidget

from outreach_app.domain.fields import Field
from outreach_app.domain.values import abridged
from outreach_app.i18n import _, gettext, ngettext
from outreach_app.tables.sheet import Sheet
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Elided, Text, column, empty
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import Picker

NOT_USED = "-"
MOST = 60
"""Columns that can be chosen for; a file with more is no list of encounters."""
_EXAMPLES, _LOOKED_AT = 3, 200
_LEAST = 120


class MappingList(QWidget):
    changed = QtSignal()
    """A person chose another field for a column."""

    def __init__(self) -> None:
        super().__init__()
        self._pickers: list[Picker] = []
        self._body = column(gap=0)
        self.setLayout(self._body)

    @property
    def places(self) -> dict[int, str]:
        """Field by place of its column."""
        found = ((place, picker.chosen()) for place, picker in enumerate(self._pickers))
        return {place: code for place, code in found if code and code != NOT_USED}

    def show_columns(self, sheet: Sheet, fields: Mapping[str, Field], places: Mapping[int, str]) -> None:
        """`places` is what was recognised."""
        empty(self._body)
        options = [Option(NOT_USED, _("Not used"))]
        options += [Option(name, gettext(each.label)) for name, each in fields.items()]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        self._pickers = []
        for place, name in enumerate(sheet.columns[:MOST]):
            told = column(Elided(name, "label"), Elided(_examples(sheet, place), "small", "text2"), gap=0)
            picker = Picker(_("Field for the column “{name}”").format(name=name))
            picker.setMinimumWidth(theme().px(_LEAST))
            picker.offer(options)
            picker.choose(places.get(place, NOT_USED))
            picker.taken.connect(partial(self._taken, place))
            grid.addLayout(told, place, 0)
            grid.addWidget(picker, place, 1)
            self._pickers.append(picker)
        whole = QWidget()
        whole.setLayout(grid)
        self._body.addWidget(whole)
        if left := len(sheet.columns[MOST:]):
            words = ngettext("{n} more column is not used.", "{n} more columns are not used.", left)
            self._body.addWidget(Text(words, "small", "text3", wraps=True))

    def focus(self) -> None:
        if self._pickers:
            self._pickers[0].setFocus()

    def _taken(self, place: int) -> None:
        """One field, one column: another one that had it lets go."""
        code = self._pickers[place].chosen()
        for other, picker in enumerate(self._pickers):
            if other != place and code != NOT_USED and picker.chosen() == code:
                picker.choose(NOT_USED)
        self.changed.emit()


def _examples(sheet: Sheet, place: int) -> str:
    """The first different values of a column."""
    seen: dict[str, None] = {}
    for line in sheet.lines[:_LOOKED_AT]:
        if (text := " ".join(line.cells[place].split())) and len(seen) < _EXAMPLES:
            seen.setdefault(abridged(text, 40))
    return " · ".join(seen) or _("empty")
