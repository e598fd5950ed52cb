"""One card: pressed with Enter or a click, walked to with the arrows, dragged with the mouse."""

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QDrag, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy

from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius
from outreach_app.ui.widgets.basics import plain_tip
from outreach_app.ui.widgets.board.face import Face, Painted

MIME = "application/x-vindplaats-card"
WALK = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}
ENDS = {Qt.Key.Key_Home: -1, Qt.Key.Key_End: 1}
OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
BUT_KEYPAD = ~Qt.KeyboardModifier.KeypadModifier


class Card(QAbstractButton):
    """What is painted follows from the face and the width alone. Checked is the one that stands open beside."""

    walked = QtSignal(int, int)
    """An arrow: columns to the right, cards down."""
    stepped = QtSignal(int)
    """Ctrl and an arrow: the card itself is to go a step on, or back."""
    ended = QtSignal(int)
    """To the first card of the column, or the last."""
    left = QtSignal()
    """Escape."""

    def __init__(self, face: Face, *, movable: bool) -> None:
        super().__init__()
        self._movable = movable
        self._painted: Painted | None = None
        self._pressed_at: QPoint | None = None
        self.face = face
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._measure_anew)
        self.show_face(face)

    @property
    def id(self) -> str:
        return self.face.id

    def show_face(self, face: Face) -> None:
        self.face = face
        self.setText(face.title)
        self.setAccessibleName(face.name or face.title)
        self.setToolTip(plain_tip(face.title))
        self._measure_anew()

    def nextCheckState(self) -> None:
        """The board says which card stands open."""

    def sizeHint(self) -> QSize:
        wide = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else theme().px(170)
        return QSize(theme().px(150), self._laid(wide).height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Its height follows from its width, which it is given."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & BUT_KEYPAD
        across, down = WALK.get(key, (0, 0))
        if across and held == Qt.KeyboardModifier.ControlModifier:
            self.stepped.emit(across)
        elif (across or down) and not held:
            self.walked.emit(across, down)
        elif key in ENDS and not held:
            self.ended.emit(ENDS[key])
        elif key in OPENS and not held:
            self.click()
        elif key == Qt.Key.Key_Escape and not held:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self._movable and event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        begun = self._pressed_at
        if begun is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        if (event.position().toPoint() - begun).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            self.setDown(False)
            self._drag(begun)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, width = colours.line, 1.0
        if self.isChecked():
            edge, width = colours.primary, 1.6
        if self.hasFocus():
            edge, width = colours.focus, 2.0
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(colours.hover if self.underMouse() and not self.isDown() else colours.surface))
        inset = width / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), Radius.LARGE, Radius.LARGE
        )
        self._laid(self.width()).paint(painter, self.devicePixelRatioF())

    def _drag(self, grip: QPoint) -> None:
        held = QMimeData()
        held.setData(MIME, self.id.encode())
        drag = QDrag(self)
        drag.setMimeData(held)
        drag.setPixmap(self.grab())
        drag.setHotSpot(grip)
        drag.exec(Qt.DropAction.MoveAction)

    def _laid(self, width: int) -> Painted:
        if self._painted is None or self._painted.wide != width:
            self._painted = Painted(self.face, width)
        return self._painted

    def _measure_anew(self) -> None:
        self._painted = None
        self.updateGeometry()
        self.update()
