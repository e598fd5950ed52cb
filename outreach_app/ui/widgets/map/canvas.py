"""The map itself: moved with mouse and keys, its pins walked through one by one."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from outreach_app.i18n import _
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.basics import plain_tip
from outreach_app.ui.widgets.map import painting
from outreach_app.ui.widgets.map.camera import STEP, Camera
from outreach_app.ui.widgets.map.inks import Inks, inks_of
from outreach_app.ui.widgets.map.labels import forget
from outreach_app.ui.widgets.map.pins import box_of_pin, paint_pin
from outreach_app.ui.widgets.map.scene import FLAT, Paths, Pin, Scene, flat
from outreach_app.ui.widgets.told import told_as

REST_MS = 70
"""After the last movement the map is drawn anew; meanwhile the last drawing is moved along."""
PAN = 80
"""Pixels one arrow key moves."""
STILL = 4
"""Pixels within which a press and a release are a click."""

_PANS = {
    Qt.Key.Key_Left: (-PAN, 0),
    Qt.Key.Key_Right: (PAN, 0),
    Qt.Key.Key_Up: (0, -PAN),
    Qt.Key.Key_Down: (0, PAN),
}


@told_as(QAccessible.Role.Graphic)
class MapCanvas(QWidget):
    """Arrows move, + and − zoom, 0 shows all, Page Down and Page Up walk through the pins, Enter opens one.

    With `picking` a place is pointed at instead: by a click, or by Enter for the cross in the middle.
    """

    chosen = QtSignal(str)
    opened = QtSignal(str)
    pointed = QtSignal(float, float)
    """Longitude and latitude."""

    def __init__(self, name: str, *, picking: bool = False) -> None:
        super().__init__()
        self.scene = Scene()
        self.current = ""
        """Key of the pin that is chosen."""
        self.camera = Camera()
        self._picking = picking
        self._paths = Paths()
        self._inks: Inks = inks_of(theme().tokens)
        self._cache = QPixmap()
        self._cached: tuple[QPointF, float] = (QPointF(), 0.0)
        self._stale = True
        self._fitted = False
        self._pressed: QPoint | None = None
        self._dragged = QPoint()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._draw_anew)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)
        theme().changed.connect(self._follow_theme)
        self.destroyed.connect(forget)

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def show_scene(self, scene: Scene) -> None:
        """Draws something else; where one looks stays, but for the first time."""
        self.scene = scene
        self._paths.take(scene)
        if not any(pin.key == self.current for pin in scene.pins):
            self.current = ""
        if not self._fitted and (scene.regions or scene.pins):
            self.fit()
        self._describe()
        self._draw_anew()

    def choose(self, key: str) -> None:
        """Makes a pin the chosen one, silently, and brings it into sight."""
        self.current = key
        pin = self._pin(key)
        if pin is not None:
            at = self.camera.to(flat(pin.at))
            if not QRectF(QPointF(), self.camera.size).adjusted(30, 50, -30, -20).contains(at):
                self.camera.middle = flat(pin.at)
                self._draw_anew()
        self._describe()
        self.update()

    def fit(self) -> None:
        """All regions and pins; where there are none, the country."""
        box = self._paths.box(self.scene.pins)
        self._fitted = not box.isNull()
        self.camera.fit(box if self._fitted else self._paths.country.boundingRect())
        self._draw_anew()

    def look_at(self, box: QRectF) -> None:
        """Shows a part of the flat."""
        self.camera.fit(box)
        self._fitted = True
        self._draw_anew()

    def zoom(self, closer: bool, around: QPointF | None = None) -> None:
        self.camera.zoom(STEP if closer else 1 / STEP, around)
        self._draw_anew()

    def step(self, onward: bool) -> None:
        """To the next pin, from north to south as one reads, round and round."""
        order = sorted(self.scene.pins, key=lambda pin: (flat(pin.at).y(), flat(pin.at).x()))
        if not order:
            return
        at = next((n for n, pin in enumerate(order) if pin.key == self.current), -1 if onward else 0)
        pin = order[(at + (1 if onward else -1)) % len(order)]
        self.choose(pin.key)
        self.chosen.emit(pin.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _PANS:
            self.camera.pan(*_PANS[key])
            self._draw_anew()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(key != Qt.Key.Key_Minus)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.step(key == Qt.Key.Key_PageDown)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._enter()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self._dragged = QPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._pressed is None:
            over = self._pin_at(event.position())
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else self._cursor)
            return
        moved = here - self._pressed
        if self._dragged.isNull() and moved.manhattanLength() < STILL:
            return
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.camera.pan(*(self._dragged - moved).toTuple())
        self._dragged = moved
        self._rest.start()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        self.setCursor(self._cursor)
        if pressed is None or not self._dragged.isNull():
            return
        if self._picking:
            self._point_at(event.position())
        elif pin := self._pin_at(event.position()):
            self.choose(pin.key)
            self.chosen.emit(pin.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        pin = self._pin_at(event.position())
        if pin is None or self._picking:
            self.zoom(True, event.position())
        else:
            self.opened.emit(pin.key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self.camera.zoom(STEP ** (turned / 120), event.position())
            self._draw_anew()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.camera.size = QSizeF(event.size())
        if event.oldSize().width() <= 0 or not self._fitted:
            self.fit()
        self._draw_anew()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            pin = self._pin_at(QPointF(event.pos()))
            told = plain_tip(f"{pin.name}\n{pin.said}" if pin.said else pin.name) if pin else ""
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._refresh()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, scale = self._cached
        if scale == self.camera.scale:
            painter.fillRect(self.rect(), self._inks.abroad)
            painter.drawPixmap((middle - self.camera.middle) / scale, self._cache)
        self._paint_pins(painter)
        font = theme().font("small")
        painting.paint_scale(painter, self.camera, self._inks, font)
        painting.paint_attribution(painter, self.scene.attribution, self.camera, self._inks, font)
        if self._picking:
            painting.paint_cross(painter, self.camera, self._inks)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme().tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _refresh(self) -> None:
        """Draws the map into memory, where that is not as it should be any more."""
        if not self._stale:
            return
        ratio = self.devicePixelRatioF()
        self._cache = QPixmap(self.size() * ratio)
        self._cache.setDevicePixelRatio(ratio)
        painter = QPainter(self._cache)
        painting.paint_ground(painter, self._paths, self.camera, self._inks)
        painting.paint_names(painter, self.scene, self._paths, self.camera, self._inks, theme().font("small"))
        painter.end()
        self._cached = (QPointF(self.camera.middle), self.camera.scale)
        self._stale = False

    def _paint_pins(self, painter: QPainter) -> None:
        font, ratio = theme().font("small"), self.devicePixelRatioF()
        order = sorted(self.scene.pins, key=lambda pin: (pin.key == self.current, flat(pin.at).y()))
        for pin in order:
            tip = self.camera.to(flat(pin.at))
            here = pin.key == self.current
            paint_pin(painter, pin, tip, self._inks, font, chosen=here, focused=self.hasFocus(), ratio=ratio)

    def _draw_anew(self) -> None:
        self._stale = True
        self.update()

    def _follow_theme(self) -> None:
        self._inks = inks_of(theme().tokens)
        self._draw_anew()

    @property
    def _cursor(self) -> Qt.CursorShape:
        return Qt.CursorShape.CrossCursor if self._picking else Qt.CursorShape.OpenHandCursor

    def _pin(self, key: str) -> Pin | None:
        return next((pin for pin in self.scene.pins if pin.key == key), None)

    def _pin_at(self, at: QPointF) -> Pin | None:
        """The topmost one there."""
        font = theme().font("small")
        found = [pin for pin in self.scene.pins if box_of_pin(self.camera.to(flat(pin.at)), font).contains(at)]
        return max(found, key=lambda pin: (pin.key == self.current, flat(pin.at).y()), default=None)

    def _point_at(self, at: QPointF) -> None:
        self.pointed.emit(*FLAT.back(self.camera.back(at).toTuple()))

    def _enter(self) -> None:
        if self._picking:
            self._point_at(QPointF(self.width() / 2, self.height() / 2))
        elif self.current:
            self.opened.emit(self.current)

    def _describe(self) -> None:
        """What a screen reader says of it: the pin that is chosen, or how to choose one."""
        pin = self._pin(self.current)
        if pin is not None:
            words = f"{pin.name}. {pin.said}"
        elif self._picking:
            words = _("Arrows move, plus and minus zoom, Enter takes the cross in the middle.")
        else:
            words = _("Arrows move, plus and minus zoom, 0 shows all, Page Down goes to the next spot.")
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
