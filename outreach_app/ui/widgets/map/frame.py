"""The map in its frame: buttons to come closer at the upper left, what the colours mean at the upper right."""

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from outreach_app.i18n import _
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Tokens
from outreach_app.ui.widgets.basics import column
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.ui.widgets.map.canvas import MapCanvas
from outreach_app.ui.widgets.map.hatching import hatch
from outreach_app.ui.widgets.map.inks import Inks, inks_of
from outreach_app.ui.widgets.map.scene import SHADES, TOGETHER, Legend, Scene
from outreach_app.ui.widgets.tab_order import pass_focus_on

SWATCH = (18.0, 12.0)
GAP = 12


class LegendView(QWidget):
    """Less, five shades, more; below it what hatching means. Small enough to leave the map to the map."""

    def __init__(self) -> None:
        super().__init__()
        self.legend = Legend()
        self._brief = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_legend(self, legend: Legend) -> None:
        self.legend = legend
        said = [legend.title, f"{legend.less} – {legend.more}", *(words for _shade, words in legend.marks)]
        self.setAccessibleName(". ".join(part for part in said if part.strip(" –")))
        self.setVisible(bool(legend.title))
        self.resize(self.sizeHint())
        self.update()

    def set_brief(self, brief: bool) -> None:
        """Without its title, which the choices above the map say too."""
        self._brief = brief
        self.update()

    def full_width(self) -> int:
        return legend_size(self.legend).width()

    def sizeHint(self) -> QSize:
        return legend_size(self._shown)

    @property
    def _shown(self) -> Legend:
        return replace(self.legend, title="") if self._brief else self.legend

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint_legend(painter, self._shown, box, theme().tokens)


class MapFrame(QFrame):
    """Lays its parts over the canvas; the canvas takes the keys."""

    def __init__(self, name: str, *, picking: bool = False) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.canvas = MapCanvas(name, picking=picking)
        self.legend = LegendView()
        self.legend.setParent(self)
        self._buttons = QFrame(self)
        self._buttons.setProperty("look", "card")
        closer = IconButton("plus", _("Zoom in"), lambda: self.canvas.zoom(True))
        farther = IconButton("minus", _("Zoom out"), lambda: self.canvas.zoom(False))
        whole = IconButton("maximize", _("Show all"), self.canvas.fit)
        self._buttons.setLayout(column(closer, farther, whole, gap=2, margins=3))
        self.setLayout(column(self.canvas, margins=1))
        self.legend.hide()
        pass_focus_on(self, self.canvas)

    def show_scene(self, scene: Scene) -> None:
        self.canvas.show_scene(scene)
        self.legend.show_legend(scene.legend)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self._buttons.adjustSize()
        self._buttons.move(GAP, GAP)
        self._buttons.raise_()
        self.legend.set_brief(self.legend.full_width() + self._buttons.width() + 3 * GAP > self.width())
        self.legend.resize(self.legend.sizeHint())
        self.legend.move(self.width() - self.legend.width() - GAP, GAP)
        self.legend.raise_()


def legend_size(legend: Legend) -> QSize:
    metrics = QFontMetricsF(theme().font("small"))
    lines = _lines(legend)
    wide = max((wide for wide, _high in (_line_size(metrics, line) for line in lines)), default=0.0)
    return QSize(round(wide) + theme().px(24), round(len(lines) * _line_height(metrics)) + theme().px(14))


def paint_legend(painter: QPainter, legend: Legend, box: QRectF, tokens: Tokens) -> None:
    font = theme().font("small")
    inks, metrics = inks_of(tokens), QFontMetricsF(theme().font("small"))
    painter.setPen(QPen(QColor(tokens.line), 1))
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(box, 6, 6)
    painter.setFont(font)
    top, left = box.top() + theme().px(7), box.left() + theme().px(12)
    high = _line_height(metrics)
    for line in _lines(legend):
        room = QRectF(left, top, box.right() - left, high)
        x = left
        for shade, words in line:
            if shade is None:
                painter.setPen(QColor(tokens.text2))
                painter.drawText(room.adjusted(x - left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
                x += metrics.horizontalAdvance(words) + theme().px(6)
                continue
            swatch = QRectF(x, top + (high - SWATCH[1]) / 2, *SWATCH)
            paint_swatch(painter, swatch, shade, inks)
            x += SWATCH[0] + theme().px(3 if shade >= 0 else 6)
        top += high


def paint_swatch(painter: QPainter, at: QRectF, shade: int, inks: Inks) -> None:
    path = QPainterPath()
    path.addRoundedRect(at, 2.5, 2.5)
    painter.fillPath(path, inks.fill(shade))
    if shade < 0:
        hatch(painter, path, at, inks.hatch, falling=shade == TOGETHER, step=4)
    painter.setPen(QPen(inks.line(shade), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


Line = list[tuple[int | None, str]]
"""A line of the legend: swatches by their shade, and words."""


def _lines(legend: Legend) -> list[Line]:
    lines: list[Line] = [[(None, legend.title)]] if legend.title else []
    if legend.more:
        steps: Line = [(shade, "") for shade in range(SHADES)]
        lines.append([(None, legend.less), *steps, (None, legend.more)])
    lines += [[(shade, ""), (None, words)] for shade, words in legend.marks]
    return lines


def _line_size(metrics: QFontMetricsF, line: Line) -> tuple[float, float]:
    wide = 0.0
    for shade, words in line:
        if shade is None:
            wide += metrics.horizontalAdvance(words) + theme().px(6)
        else:
            wide += SWATCH[0] + theme().px(3 if shade >= 0 else 6)
    return wide, _line_height(metrics)


def _line_height(metrics: QFontMetricsF) -> float:
    return metrics.height() + 4
