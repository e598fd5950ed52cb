"""The question: by what, compared with what, in which areas, and whether only of one's own rounds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QButtonGroup, QFrame, QWidget

from outreach_app.domain.comparing import BY, TIME, apart
from outreach_app.domain.fields import Id
from outreach_app.domain.ladders import area_names
from outreach_app.domain.registration import Registration
from outreach_app.i18n import _, reading_order
from outreach_app.notes import wording
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, keep_if
from outreach_app.ui.widgets.buttons import Tick
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.outline_row import OutlineRow
from outreach_app.ui.widgets.picker import TokenPicker
from outreach_app.ui.widgets.scroll import Scroll

ICONS = {
    TIME: "calendar",
    "domain": "layers",
    "need": "lightbulb",
    "need_kind": "list",
    "age": "users",
    "daypart": "clock",
    "who": "user",
    "area": "landmark",
    "spot": "map-pin",
    "spot_kind": "trees",
}
BEFORE, YEAR, NOTHING = "before", "year", "nothing"
AREAS_AT_MOST = 4


class Choices(QWidget):
    """One of several, below each other; the arrows go from one to the next."""

    chosen = QtSignal(str)

    def __init__(self, name: str, options: Iterable[Option]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._rows: dict[str, OutlineRow] = {}
        for option in options:
            line = self._rows[option.code] = OutlineRow(option.label, option.icon)
            line.setAccessibleName(f"{name}: {option.label}")
            self._group.addButton(line)
        next(iter(self._rows.values())).setChecked(True)
        self._group.buttonToggled.connect(self._toggled)
        heading = Text(name.upper(), "overline", "text3")
        heading.setAccessibleName(name)
        heading.setContentsMargins(8, 0, 0, 4)
        self.setLayout(column(heading, *self._rows.values(), gap=2))

    def current(self) -> str:
        return next(code for code, line in self._rows.items() if line.isChecked())

    def choose(self, code: str) -> None:
        """Silently."""
        if code in self._rows:
            self._group.blockSignals(True)
            self._rows[code].setChecked(True)
            self._group.blockSignals(False)

    def focus(self) -> None:
        self._rows[self.current()].setFocus()

    def _toggled(self, line: OutlineRow, on: bool) -> None:
        if on:
            self.chosen.emit(next(code for code, each in self._rows.items() if each is line))


class Asking(QFrame):
    changed = QtSignal()

    def __init__(self, *, own: bool) -> None:
        """`own`: whoever works here has rounds of their own."""
        super().__init__()
        self.setProperty("look", "card")
        names = {TIME: _("Over time")} | {axis: wording.axis(axis) for axis in BY if axis != TIME}
        self.by = Choices(_("Figures by"), (Option(axis, names[axis], icon=ICONS[axis]) for axis in BY))
        against = (
            Option(BEFORE, _("The period before"), icon="history"),
            Option(YEAR, _("A year earlier"), icon="rotate-ccw"),
            Option(NOTHING, _("Nothing"), icon="minus"),
        )
        self.against = Choices(_("Compared with"), against)
        self.areas = TokenPicker(_("Areas"), _("All areas"))
        self.mine = Tick(_("Only my own rounds"))
        self.mine.setToolTip(_("For your own eyes: nothing of it can be exported."))
        keep_if(own, self.mine)
        heading = Text(_("Areas").upper(), "overline", "text3")
        heading.setContentsMargins(8, 0, 0, 4)
        inner = QWidget()
        places = column(heading, self.areas, self.mine, gap=Space.S)
        inner.setLayout(column(self.by, self.against, places, None, gap=Space.L))
        self.setLayout(column(Scroll(inner, margins=(8, 14, 8, 14)), margins=1))
        self._registration: Registration | None = None
        for part in (self.by, self.against):
            part.chosen.connect(lambda _code: self.changed.emit())
        self.mine.toggled.connect(lambda _on: self.changed.emit())
        self.areas.changed.connect(self._areas_changed)

    def offer(self, registration: Registration) -> None:
        """The areas there are; those that lie in a chosen one, or hold it, are not offered beside it."""
        self._registration = registration
        chosen = [Id(area) for area in self.areas.chosen() if area in registration.areas]
        self.areas.choose(chosen)
        names = area_names(registration, registration.areas)
        free: Sequence[str] = [*chosen]
        if len(chosen) < AREAS_AT_MOST:
            free = [area for area in names if area in chosen or self._beside(Id(area), chosen, registration)]
        options = (Option(area, names[area]) for area in free if names[area])
        self.areas.offer(sorted(options, key=lambda option: reading_order(option.label)))

    def begin_in(self, area: Id) -> None:
        """Silently, where nothing was chosen yet."""
        if self._registration is not None and area in self._registration.areas and not self.areas.chosen():
            self.areas.choose([area])
            self.offer(self._registration)

    def chosen_areas(self) -> tuple[Id, ...]:
        return tuple(Id(area) for area in self.areas.chosen())

    def kept(self) -> dict[str, Any]:
        return {
            "by": self.by.current(),
            "against": self.against.current(),
            "areas": self.areas.chosen(),
            "mine": self.mine.isChecked(),
        }

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        """Silently."""
        self.blockSignals(True)
        self.by.choose(kept["by"])
        self.against.choose(kept["against"])
        self.areas.choose(kept["areas"])
        self.mine.setChecked(kept["mine"])
        self.blockSignals(False)

    @staticmethod
    def _beside(area: Id, chosen: Sequence[Id], registration: Registration) -> bool:
        return len(apart([*chosen, area], registration)) == len(chosen) + 1

    def _areas_changed(self) -> None:
        if self._registration is not None:
            self.offer(self._registration)
        self.changed.emit()
