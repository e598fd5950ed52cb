"""Two columns beside each other, or below each other where they do not fit."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QWidget

from outreach_app.ui.theme.tokens import Space


class Beside(QWidget):
    """`shares` is how the width is divided; narrow windows and large letters put the second column below."""

    def __init__(self, first: QLayout, second: QLayout, shares: tuple[int, int] = (1, 1)) -> None:
        super().__init__()
        self._columns = (first, second)
        self._box = QHBoxLayout()
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Space.L)
        for each, share in zip(self._columns, shares, strict=True):
            self._box.addLayout(each, share)
        self.setLayout(self._box)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(each.minimumSize().width() for each in self._columns), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            wide = sum(each.minimumSize().width() for each in self._columns) + self._box.spacing()
            right, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            self._box.setDirection(right if wide <= self.width() else down)
        return super().event(event)
