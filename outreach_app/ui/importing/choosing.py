"""What a file is and how it is read: what it holds, its letters and dates, its columns, values for all rows."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Field
from outreach_app.domain.records import BY_SLUG
from outreach_app.i18n import _, gettext
from outreach_app.tables.importing import Options
from outreach_app.tables.sheet import Sheet
from outreach_app.tables.targets import KINDS
from outreach_app.ui.importing.earlier import ICONS
from outreach_app.ui.importing.mapping_list import MappingList
from outreach_app.ui.importing.options import ReadAs
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import SectionTitle, Text, column, empty, row
from outreach_app.ui.widgets.buttons import Button, IconButton
from outreach_app.ui.widgets.chips import removable
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import Picker
from outreach_app.ui.widgets.tabs import Segments


class Choosing(QWidget):
    """`kind` stands above it, beside nothing: its words are long in some languages."""

    kind_changed = QtSignal()
    file_changed = QtSignal()
    """It has to be read again."""
    map_wanted = QtSignal()
    """A file that says which column is which, as the command line takes it."""
    changed = QtSignal()
    """What its columns mean, or a value for all rows."""

    def __init__(self) -> None:
        super().__init__()
        self.given: dict[str, str] = {}
        self._ordered = False
        options = [Option(kind, _(BY_SLUG[kind].plural), icon=ICONS[kind]) for kind in KINDS]
        self.kind = Segments(options, _("What the file holds"))
        self.kind.choose(KINDS[0])
        self.read_as, self.columns = ReadAs(), MappingList()
        self._fields: Mapping[str, Field] = {}
        self._field = Picker(_("Field for all rows"), _("Field"))
        self._value = TextLine(_("Value for all rows"), _("Value"))
        self._add = IconButton("plus", _("Give all rows this value"), self._give)
        self._chips = Flow(gap=6)
        self._lay_out()
        self.kind.chosen.connect(lambda _kind: self.kind_changed.emit())
        self.read_as.file_changed.connect(self.file_changed)
        self.read_as.dates_changed.connect(self._order)
        self.columns.changed.connect(self.changed)
        self._value.returnPressed.connect(self._give)

    @property
    def options(self) -> Options:
        """For reading the file again."""
        return self.read_as.chosen

    @property
    def dates(self) -> str | None:
        """The order of dates, where a person chose one."""
        return self.read_as.chosen.date_order if self._ordered else None

    def show_columns(
        self, sheet: Sheet, fields: Mapping[str, Field], places: Mapping[int, str], given: Mapping[str, str]
    ) -> None:
        self._fields, self.given, self._ordered = fields, dict(given), False
        self.columns.show_columns(sheet, fields, places)
        self._field.offer(Option(name, gettext(each.label)) for name, each in fields.items())
        self._field.choose("")
        self._value.clear()
        self._show_given()

    def _order(self) -> None:
        self._ordered = True
        self.changed.emit()

    def _give(self) -> None:
        name, text = self._field.chosen(), self._value.text().strip()
        if not name or not text:
            (self._value if name else self._field).setFocus()
            return
        self.given[name] = text
        self._field.choose("")
        self._value.clear()
        self._show_given()
        self._field.setFocus()
        self.changed.emit()

    def _drop(self, name: str) -> None:
        self.given.pop(name, None)
        self._show_given()
        self._field.setFocus()
        self.changed.emit()

    def _show_given(self) -> None:
        empty(self._chips)
        for name, text in self.given.items():
            label = f"{gettext(self._fields[name].label)}: {text}"
            self._chips.addWidget(removable(label, partial(self._drop, name)))

    def _lay_out(self) -> None:
        read_map = Button(_("Read a map …"), "link", pressed=self.map_wanted.emit)
        line = row(gap=Space.S)
        line.addWidget(self._field, 1)
        line.addWidget(self._value, 1)
        line.addWidget(self._add)
        words = Text(_("Where the file has none. A value in a row goes before it."), "small", "text2", wraps=True)
        self.setLayout(
            column(
                self.read_as,
                SectionTitle(_("Columns")),
                self.columns,
                row(read_map, None),
                SectionTitle(_("One value for all rows")),
                words,
                line,
                self._chips,
                None,
                gap=Space.M,
            )
        )
