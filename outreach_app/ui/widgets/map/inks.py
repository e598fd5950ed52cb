"""The colours of a map, from the tokens of a scheme."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from outreach_app.ui.theme.tokens import Tokens

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
    """Between shades."""
    plain_line: QColor
    """Around what has none."""
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

    def fill(self, shade: int | None) -> QColor:
        """Below hatching, where there is any."""
        if shade is None or shade < 0:
            return self.untold
        return self.shades[min(shade, len(self.shades) - 1)]

    def line(self, shade: int | None) -> QColor:
        return self.plain_line if shade is None or shade < 0 else self.region_line


def inks_of(t: Tokens) -> Inks:
    land = QColor(t.surface)
    return Inks(
        abroad=QColor(t.nav),
        land=land,
        part_line=QColor(t.line),
        district_line=_mixed(QColor(t.control_line), land, 0.55),
        country_line=QColor(t.control_line),
        region_line=_mixed(land, QColor(t.primary), 0.8),
        plain_line=_mixed(QColor(t.control_line), land, 0.7),
        untold=QColor(t.sunken),
        text=QColor(t.text),
        text2=QColor(t.text2),
        halo=land,
        hatch=_mixed(QColor(t.control_line), land, 0.6),
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
