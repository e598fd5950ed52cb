"""For each kind of field the editor it gets. All of them speak text as `store/records.py` reads it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from outreach_app.domain.fields import Field, Kind
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _
from outreach_app.ui.icons_of import DOMAIN_ICONS, SPOT_ICONS
from outreach_app.ui.widgets.basics import Text
from outreach_app.ui.widgets.buttons import Tick
from outreach_app.ui.widgets.chips import ChipRow
from outreach_app.ui.widgets.counter import Counter
from outreach_app.ui.widgets.dates import DateField, TimeField
from outreach_app.ui.widgets.inputs import TextLine, TextLines
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import Picker, TokenPicker

FEW = 5
"""So many terms are shown as chips; more are found by typing."""


@dataclass(frozen=True)
class Offered:
    """What a form lets one choose from: terms, and the records of other kinds by table name."""

    terms: Vocabularies = field(default_factory=Vocabularies)
    records: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    today: Callable[[], date] = date.today

    def of(self, described: Field) -> list[Option]:
        if described.to:
            return list(self.records.get(described.to, ()))
        icons = {"domain": DOMAIN_ICONS, "spot_kind": SPOT_ICONS}.get(described.vocabulary, {})
        choices = self.terms.choices(described.vocabulary)
        return [
            Option(choice.code, choice.label, icon=icons.get(choice.code, ""))
            for choice in choices
            if not choice.retired
        ]


class Editor(QObject):
    """One field's editor. `text` is what was typed, in the form that the store reads; empty for nothing."""

    changed = QtSignal()

    def __init__(self, described: Field, offered: Offered) -> None:
        super().__init__()
        self.field = described
        self.name = _(described.label)
        self.widget: QWidget = self.make(offered)

    def make(self, offered: Offered) -> QWidget:
        raise NotImplementedError

    def text(self) -> str:
        raise NotImplementedError

    def show(self, value: Any, names: Mapping[Any, str]) -> None:
        """Puts a stored value there, silently."""
        raise NotImplementedError

    def complaint(self) -> str:
        """What is wrong with it by itself, in words."""
        return _("Fill this in.") if self.field.required and not self.text().strip() else ""


class _Line(Editor):
    def make(self, offered: Offered) -> QWidget:
        self.line: QLineEdit = TextLine(self.name)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        return self.line

    def text(self) -> str:
        return self.line.text()

    def show(self, value: Any, names: Mapping[Any, str]) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)


class _Year(_Line):
    """A year as it is written; empty for none."""

    def show(self, value: Any, names: Mapping[Any, str]) -> None:
        super().show(value or "", names)

    def complaint(self) -> str:
        text = self.text().strip()
        right = not text or (text.isdecimal() and 1900 <= int(text) < 2100)
        return super().complaint() if right else _("The year cannot be right.")


class _Lines(Editor):
    def make(self, offered: Offered) -> QWidget:
        self.lines: QPlainTextEdit = TextLines(self.name, 3 if self.field.multiline else 2)
        self.lines.textChanged.connect(self.changed)
        return self.lines

    def text(self) -> str:
        return self.lines.toPlainText()

    def show(self, value: Any, names: Mapping[Any, str]) -> None:
        self.lines.blockSignals(True)
        self.lines.setPlainText("\n".join(value) if isinstance(value, list) else value or "")
        self.lines.blockSignals(False)


class _Count(Editor):
    def make(self, offered: Offered) -> QWidget:
        self.counter = Counter(self.name, most=9999)
        self.counter.changed.connect(lambda _n: self.changed.emit())
        return self.counter

    def text(self) -> str:
        return str(self.counter.value())

    def show(self, value: Any, names: Mapping[Any, str]) -> None:
        self.counter.set_value(value or 0)


class _Date(Editor):
    def make(self, offered: Offered) -> QWidget:
        self.day = DateField(self.name, offered.today, ahead=self.field.ahead)
        self.day.changed.connect(self.changed)
        return self.day

    def text(self) -> str:
        value = self.day.value()
        return value.isoformat() if value else ""

    def show(self, value: Any, names: Mapping[Any, str]) -> None:
        self.day.set_value(value)

    def complaint(self) -> str:
        self.day.value()
        error = self.day.error
        return f"{error} {error.what_now}" if error else super().complaint()


class _Time(Editor):
    def make(self, offered: Offered) -> QWidget:
        self.time = TimeField(self.name)
        self.time.changed.connect(self.changed)
        return self.time

    def text(self) -> str:
        return self.time.value()

    def show(self, value: Any, names: Mapping[Any, str]) -> None:
        self.time.set_value(value or "")

    def complaint(self) -> str:
        self.time.value()
        error = self.time.error
        return f"{error} {error.what_now}" if error else super().complaint()


class _Flag(Editor):
    def make(self, offered: Offered) -> QWidget:
        self.tick = Tick(self.name)
        self.tick.clicked.connect(lambda _on: self.changed.emit())
        return self.tick

    def text(self) -> str:
        return "1" if self.tick.isChecked() else "0"

    def show(self, value: Any, names: Mapping[Any, str]) -> None:
        self.tick.setChecked(bool(value))


class _Chips(Editor):
    """One term, or several, of a few."""

    def make(self, offered: Offered) -> QWidget:
        single = self.field.kind == Kind.TERM
        options = [
            option._replace(icon=option.icon or "circle") if single else option
            for option in offered.of(self.field)
        ]
        self.chips = ChipRow(options, self.name, single=single)
        self.chips.changed.connect(self.changed)
        return self.chips

    def text(self) -> str:
        return "\n".join(self.chips.chosen())

    def show(self, value: Any, names: Mapping[Any, str]) -> None:
        self.chips.choose(value if isinstance(value, list) else [value] if value else [])


class _Pick(Editor):
    """One of many, found by typing."""

    def make(self, offered: Offered) -> QWidget:
        self.picker = Picker(self.name, _("Type to find"))
        self.picker.offer(offered.of(self.field))
        self.picker.taken.connect(self.changed)
        self.picker.textEdited.connect(lambda _text: self.changed.emit())
        return self.picker

    def text(self) -> str:
        return self.picker.chosen()

    def show(self, value: Any, names: Mapping[Any, str]) -> None:
        self.picker.choose(value or "", names.get(value, ""))

    def complaint(self) -> str:
        if self.picker.typed():
            return _("Choose one from the list, or empty the field.")
        return super().complaint()


class _PickSeveral(Editor):
    def make(self, offered: Offered) -> QWidget:
        self.picker = TokenPicker(self.name, _("Type to find"))
        self._offered = {option.code: option for option in offered.of(self.field)}
        self.picker.offer(self._offered.values())
        self.picker.changed.connect(self.changed)
        return self.picker

    def text(self) -> str:
        return "\n".join(self.picker.chosen())

    def show(self, value: Any, names: Mapping[Any, str]) -> None:
        known = {code: Option(code, names.get(code, code)) for code in value or () if code not in self._offered}
        self.picker.offer([*self._offered.values(), *known.values()])
        self.picker.choose(value or ())

    def complaint(self) -> str:
        if self.picker.left_over():
            return _("Choose one from the list, or empty the field.")
        return super().complaint()


class _Tally(Editor):
    """A counter for each term."""

    def make(self, offered: Offered) -> QWidget:
        whole, grid = QWidget(), QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        self.counters: dict[str, Counter] = {}
        for n, option in enumerate(offered.of(self.field)):
            counter = self.counters[option.code] = Counter(f"{self.name}: {option.label}")
            counter.changed.connect(lambda _n: self.changed.emit())
            grid.addWidget(Text(option.label, "small", "text2"), 2 * (n // 2), n % 2)
            grid.addWidget(counter, 2 * (n // 2) + 1, n % 2)
        whole.setLayout(grid)
        if self.counters:
            whole.setFocusProxy(next(iter(self.counters.values())))
        return whole

    def text(self) -> str:
        counted = {code: counter.value() for code, counter in self.counters.items()}
        return "\n".join(f"{code}:{n}" for code, n in counted.items() if n)

    def show(self, value: Any, names: Mapping[Any, str]) -> None:
        for code, counter in self.counters.items():
            counter.set_value((value or {}).get(code, 0))


_EDITORS: dict[Kind, type[Editor]] = {
    Kind.LINES: _Lines,
    Kind.INTEGER: _Count,
    Kind.DATE: _Date,
    Kind.TIME: _Time,
    Kind.FLAG: _Flag,
    Kind.TALLY: _Tally,
    Kind.REFERENCE: _Pick,
    Kind.REFERENCES: _PickSeveral,
}


def editor_for(described: Field, offered: Offered) -> Editor:
    """The editor of a field, chosen by its kind."""
    if described.kind in (Kind.TERM, Kind.TERMS):
        few = len(offered.of(described)) <= FEW
        many = _Pick if described.kind == Kind.TERM else _PickSeveral
        return (_Chips if few else many)(described, offered)
    if described.kind == Kind.TEXT and described.multiline:
        return _Lines(described, offered)
    if described.plain:
        return _Year(described, offered)
    return _EDITORS.get(described.kind, _Line)(described, offered)
