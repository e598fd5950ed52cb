"""The network as a picture: organisations and the ties between them, walked through by keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from outreach_app.i18n import _
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Tokens
from outreach_app.ui.widgets.told import told_as

STEP, LEAST, MOST = 1.25, 1.0, 8.0
MARGIN = 56
FEW = 45
"""Organisations whose names all stand there without coming nearer."""
TEAM = ""
"""Key of the team, in the middle."""


@dataclass(frozen=True, slots=True)
class Node:
    key: str
    name: str
    at: QPointF
    frontline: bool
    small: bool
    said: str
    """All about it, for who does not see the picture."""


@told_as(QAccessible.Role.Graphic)
class NetworkCanvas(QWidget):
    """Arrows walk from one to the next, + and − zoom, 0 shows all, Enter opens."""

    opened = QtSignal(str)
    told = QtSignal(str)
    """About the one that is chosen now."""

    def __init__(self) -> None:
        super().__init__()
        self.nodes: Sequence[Node] = ()
        self.ties: Sequence[tuple[str, str]] = ()
        self.current = -1
        self._tokens = theme().tokens
        self._zoom = 1.0
        self._pan = QPointF()
        self._held: QPointF | None = None
        self._by_key: Mapping[str, Node] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme().px(220))
        self.setAccessibleName(_("Picture of the network"))
        theme().changed.connect(self.update)

    def show_network(self, nodes: Sequence[Node], ties: Sequence[tuple[str, str]]) -> None:
        key = self.nodes[self.current].key if 0 <= self.current < len(self.nodes) else ""
        self.nodes, self.ties = nodes, ties
        self._by_key = {node.key: node for node in nodes}
        self.current = next((n for n, node in enumerate(nodes) if node.key == key), -1)
        self.update()

    def zoom(self, factor: float) -> None:
        self._zoom = min(MOST, max(LEAST, self._zoom * factor))
        if self._zoom == LEAST:
            self._pan = QPointF()
        self._into_sight()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Down | Qt.Key.Key_PageDown:
                self._walk(1)
            case Qt.Key.Key_Left | Qt.Key.Key_Up | Qt.Key.Key_PageUp:
                self._walk(-1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(STEP)
            case Qt.Key.Key_Minus:
                self.zoom(1 / STEP)
            case Qt.Key.Key_0:
                self.zoom(0)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.current >= 0:
                self.opened.emit(self.nodes[self.current].key)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position()
        near = min(
            range(len(self.nodes)),
            key=lambda n: (self._place(self.nodes[n].at) - event.position()).manhattanLength(),
            default=-1,
        )
        if near >= 0 and (self._place(self.nodes[near].at) - event.position()).manhattanLength() < theme().px(24):
            self._choose(near)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and self._zoom > LEAST:
            self._pan += event.position() - self._held
            self.update()
        self._held = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.current >= 0:
            self.opened.emit(self.nodes[self.current].key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_network(painter, theme().tokens)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme().colour("focus")), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def paint_network(self, painter: QPainter, tokens: Tokens) -> None:
        """On the screen or on paper, in the colours of either."""
        self._tokens = tokens
        chosen = self.nodes[self.current].key if self.current >= 0 else None
        self._paint_ties(painter, chosen)
        self._paint_team(painter)
        named = len(self.nodes) * 4 <= FEW * 4 * self._zoom * self._zoom
        for n, node in enumerate(self.nodes):
            self._paint_node(painter, node, chosen=n == self.current, named=named or n == self.current)

    def _colour(self, name: str) -> QColor:
        return QColor(getattr(self._tokens, name))

    def _paint_ties(self, painter: QPainter, chosen: str | None) -> None:
        for one, other in self.ties:
            lit = chosen in (one, other)
            painter.setPen(QPen(self._colour("primary" if lit else "control_line"), 2.5 if lit else 1.2))
            painter.drawLine(self._spot(one), self._spot(other))

    def _paint_team(self, painter: QPainter) -> None:
        size = theme().px(13)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour("primary"))
        painter.drawEllipse(self._spot(TEAM), size, size)
        painter.setPen(self._colour("text"))
        below = self._spot(TEAM) + QPointF(-100, size + 2)
        painter.drawText(QRectF(below.x(), below.y(), 200, 20), Qt.AlignmentFlag.AlignHCenter, _("Our team"))

    def _paint_node(self, painter: QPainter, node: Node, *, chosen: bool, named: bool) -> None:
        place, size = self._place(node.at), theme().px(5 if node.small else 8)
        painter.setPen(QPen(self._colour("primary" if chosen else "text2"), 3 if chosen else 1.5))
        painter.setBrush(self._colour("text2" if node.frontline else "surface"))
        if node.frontline:
            painter.drawRect(QRectF(place.x() - size, place.y() - size, 2 * size, 2 * size))
        else:
            painter.drawEllipse(place, size, size)
        if named:
            painter.setPen(self._colour("text"))
            box = QRectF(place.x() - 90, place.y() + size + 1, 180, 34)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(box, flags, node.name)

    def _spot(self, key: str) -> QPointF:
        return self._place(self._by_key[key].at if key in self._by_key else QPointF())

    def _place(self, at: QPointF) -> QPointF:
        """On the widget: a wide disc, as names are wide."""
        middle = QPointF(self.width() / 2, self.height() / 2) + self._pan
        wide, high = self.width() / 2 - 1.8 * MARGIN, self.height() / 2 - MARGIN
        return middle + QPointF(at.x() * wide * self._zoom, at.y() * high * self._zoom)

    def _walk(self, by: int) -> None:
        if self.nodes:
            start = self.current if self.current >= 0 or by > 0 else 0
            self._choose((start + by) % len(self.nodes))

    def _choose(self, n: int) -> None:
        self.current = n
        self.setAccessibleDescription(self.nodes[n].said)
        self.told.emit(self.nodes[n].said)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self._into_sight()

    def _into_sight(self) -> None:
        if self.current >= 0 and self._zoom > LEAST:
            at = self._place(self.nodes[self.current].at)
            if not QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN).contains(at):
                self._pan += QPointF(self.width() / 2, self.height() / 2) - at
        self.update()
