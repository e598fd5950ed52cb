"""A line to search in: an icon, a way to empty it, and a pause before anything is asked."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from outreach_app.i18n import _
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.ui.widgets.inputs import PRIVATE
from outreach_app.ui.widgets.rest import Rest

REST_MS = 120
"""After the last key: short enough to feel live, long enough not to search for every letter."""


class SearchBox(QLineEdit):
    """Says `searched` once typing rests, at once on Enter. Escape empties it, Down leaves for the list."""

    searched = QtSignal(str)
    left_down = QtSignal()

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setInputMethodHints(PRIVATE)
        self.setPlaceholderText(placeholder or name)
        self._rest = Rest(self, REST_MS, self._search)
        self._empty = IconButton("x", _("Empty the search"), self._clear, inner=True)
        self._empty.setParent(self)
        self._empty.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty.hide()
        self.setTextMargins(26, 0, 24, 0)
        self.textChanged.connect(self._changed)
        self.returnPressed.connect(self._search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._clear()
            return
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height() - 8
        self._empty.setGeometry(QRect(self.width() - side - 4, 4, side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        drawn = theme().pixmap("search", "text3", 16, self.devicePixelRatioF())
        high = round(drawn.deviceIndependentSize().height())
        QPainter(self).drawPixmap(11, (self.height() - high) // 2, drawn)

    def _changed(self, text: str) -> None:
        self._empty.setVisible(bool(text))
        self._rest.start()

    def _clear(self) -> None:
        self.clear()
        self._search()

    def _search(self) -> None:
        self._rest.stop()
        self.searched.emit(self.text().strip())
