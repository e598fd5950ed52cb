"""The colours of a map, from the tokens of a scheme."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor

from outreach_app.ui.theme.tokens import Tokens
from outreach_app.ui.widgets.map.scene import TOGETHER, WITHHELD

_STEPS = (0.16, 0.34, 0.52, 0.72, 0.92)
"""How much of the accent each shade holds."""


@dataclass(frozen=True)
class Inks:
    abroad: QColor
    land: QColor
    part_line: QColor
    district_line: QColor
    country_line: QColor
    region_line: QColor
    untold: QColor
    text: QColor
    text2: QColor
    halo: QColor
    hatch: QColor
    shades: tuple[QColor, ...]
    layers: dict[str, QColor]
    pin: QColor
    pin_edge: QColor
    pin_ink: str
    chosen: QColor
    tokens: Tokens

    def fill(self, shade: int | None) -> QBrush:
        if shade is None:
            return QBrush(self.untold)
        if shade == WITHHELD:
            return QBrush(self.hatch, Qt.BrushStyle.BDiagPattern)
        if shade == TOGETHER:
            return QBrush(self.hatch, Qt.BrushStyle.Dense6Pattern)
        return QBrush(self.shades[min(shade, len(self.shades) - 1)])


def inks_of(t: Tokens) -> Inks:
    land = QColor(t.surface)
    return Inks(
        abroad=QColor(t.nav),
        land=land,
        part_line=QColor(t.line),
        district_line=_mixed(QColor(t.control_line), land, 0.55),
        country_line=QColor(t.control_line),
        region_line=_mixed(land, QColor(t.primary), 0.8),
        untold=QColor(t.sunken),
        text=QColor(t.text),
        text2=QColor(t.text2),
        halo=land,
        hatch=_mixed(QColor(t.control_line), land, 0.75),
        shades=tuple(_mixed(QColor(t.primary), land, part) for part in _STEPS),
        layers={
            "built": _clear(QColor(t.control_line), 0.25),
            "green": _clear(QColor(t.green), 0.3),
            "water": _clear(QColor(t.blue), 0.4),
        },
        pin=QColor(t.primary),
        pin_edge=QColor(t.surface),
        pin_ink=t.on_primary,
        chosen=QColor(t.amber),
        tokens=t,
    )


def _clear(colour: QColor, part: float) -> QColor:
    colour.setAlphaF(part)
    return colour


def _mixed(colour: QColor, ground: QColor, part: float) -> QColor:
    def blend(over: int, under: int) -> int:
        return round(over * part + under * (1 - part))

    return QColor(
        blend(colour.red(), ground.red()),
        blend(colour.green(), ground.green()),
        blend(colour.blue(), ground.blue()),
    )
