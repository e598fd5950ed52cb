"""How a file is read, where what was recognised is wrong: its letters, what stands between cells, sheet, dates."""

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.tables.importing import ORDERS, Options
from outreach_app.tables.sheet import Sheet
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import Picker

ENCODINGS = ("utf-8", "cp1252", "iso8859-15", "utf-16", "cp850", "mac_roman")
DELIMITERS = (";", ",", "\t", "|")
_WIDE = 182


class ReadAs(QWidget):
    """Each is what was recognised until a person chooses otherwise."""

    file_changed = QtSignal()
    """The file has to be read again."""
    dates_changed = QtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.encoding, self.delimiter = Picker(_("Encoding")), Picker(_("Between the cells"))
        self.sheet, self.dates = Picker(_("Sheet")), Picker(_("Order of dates"))
        self._fields = {}
        for picker in (self.encoding, self.delimiter, self.sheet, self.dates):
            picker.setFixedWidth(theme().px(_WIDE))
            self._fields[picker] = Field(picker.accessibleName(), picker)
        for picker in (self.encoding, self.delimiter, self.sheet):
            picker.taken.connect(self.file_changed)
        self.dates.taken.connect(self.dates_changed)
        self.setLayout(Flow(*self._fields.values(), gap=Space.M))

    @property
    def chosen(self) -> Options:
        """What stands there, recognised or chosen; all None before a file was read."""
        return Options(
            delimiter=self.delimiter.chosen() or None,
            encoding=self.encoding.chosen() or None,
            date_order=self.dates.chosen() or None,
            sheet=self.sheet.chosen() or None,
        )

    def show_sheet(self, sheet: Sheet) -> None:
        found = sheet.detected
        names = {"\t": _("Tab"), ";": _("Semicolon (;)"), ",": _("Comma (,)"), "|": _("Bar (|)")}
        encodings = dict.fromkeys((*ENCODINGS, found.get("encoding", "")))
        self._offer(self.encoding, {name: name for name in encodings if name}, found.get("encoding", ""))
        self._offer(self.delimiter, names, found.get("delimiter", ""))
        self._offer(self.sheet, {name: name for name in sheet.sheets}, found.get("sheet", ""))
        for picker in (self.encoding, self.delimiter, self.sheet):
            self._fields[picker].setVisible(bool(picker.chosen()))
        self.show_dates("")

    def show_dates(self, order: str) -> None:
        """The order of day, month and year that was recognised; empty where there are no dates."""
        labels = (_("Day, month, year"), _("Month, day, year"), _("Year, month, day"))
        self._offer(self.dates, dict(zip(ORDERS, labels, strict=True)), order)
        self._fields[self.dates].setVisible(bool(order))

    def _offer(self, picker: Picker, names: dict[str, str], recognised: str) -> None:
        picker.offer(Option(code, label) for code, label in names.items())
        picker.choose(recognised)
