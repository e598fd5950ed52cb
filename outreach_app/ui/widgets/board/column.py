"""A column of cards, and what stands aside: both take cards that are dropped on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from outreach_app.i18n import _, ngettext, number
from outreach_app.ui.theme import restyle, set_icon, theme
from outreach_app.ui.widgets.basics import Elided, Text, row
from outreach_app.ui.widgets.board.card import MIME, Card
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.scroll import Scroll

WIDTH = 206
"""Pixels that a column never falls below; with large letters it grows along."""


@dataclass(frozen=True, slots=True)
class Head:
    """Of a column. `add` is the name of a button for a new card, `aside` keeps it closed until it is asked for."""

    code: str
    label: str
    icon: str = "circle"
    tone: str = "text2"
    aside: bool = False
    add: str = ""


class Taker(QObject):
    """Lets cards be dropped on a widget, and shows where one would fall."""

    dropped = QtSignal(str)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QDropEvent() if event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
                if not event.mimeData().hasFormat(MIME):
                    return False
                self._show_over(True)
                event.acceptProposedAction()
                return True
            case QDropEvent() if event.type() == QEvent.Type.Drop:
                self._show_over(False)
                event.acceptProposedAction()
                self.dropped.emit(bytes(event.mimeData().data(MIME).data()).decode())
                return True
            case QDragLeaveEvent():
                self._show_over(False)
        return False

    def _show_over(self, over: bool) -> None:
        if self._widget.property("over") != over:
            self._widget.setProperty("over", over)
            restyle(self._widget)


class CardColumn(QFrame):
    """Its heading, its cards below each other, and after them what is no card."""

    def __init__(self, head: Head, add: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.head = head
        self.cards: list[Card] = []
        self._left_out = 0
        self._more = Text("", "small", "text2", wraps=True)
        self._more.hide()
        self.setProperty("look", "lane")
        self.dropped = Taker(self).dropped
        self._count = Text("", "small", "text2")
        title = Elided(head.label, "heading")
        title.setMinimumWidth(theme().px(60))
        line = row(Mark(head.icon, head.tone, 16), title, self._count, gap=8, margins=(14, 0, 8, 0))
        line.setStretch(1, 1)
        if head.add and add is not None:
            line.addWidget(IconButton("plus", head.add, add))
        whole = QWidget()
        whole.setLayout(line)
        whole.setFixedHeight(theme().px(44))
        held = QWidget()
        self._cards = QVBoxLayout()
        self._below = QVBoxLayout()
        for part in (self._cards, self._below):
            part.setSpacing(10)
        body = QVBoxLayout(held)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        body.addLayout(self._cards)
        body.addWidget(self._more)
        body.addLayout(self._below)
        body.addStretch(1)
        self.room = Scroll(held, margins=(10, 2, 8, 10))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(whole)
        outer.addWidget(self.room, 1)
        self.setMinimumWidth(theme().px(WIDTH))
        self._say_count()

    @property
    def total(self) -> int:
        return len(self.cards) + self._left_out

    def show_cards(self, cards: Sequence[Card], left_out: int = 0) -> None:
        """In this order; those that went elsewhere are theirs by now."""
        if list(cards) != self.cards:
            for place, card in enumerate(cards):
                self._cards.insertWidget(place, card)
                card.show()
            self.cards = list(cards)
        self._left_out = left_out
        self._more.setText(ngettext("{n} more in the list", "{n} more in the list", left_out))
        self._more.setVisible(bool(left_out))
        self._say_count()

    def put_below(self, widgets: Sequence[QWidget]) -> None:
        while (item := self._below.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old not in widgets:
                old.hide()
                old.deleteLater()
        for widget in widgets:
            self._below.addWidget(widget)

    def _say_count(self) -> None:
        n = self.total
        self._count.setText(number(n))
        counted = ngettext("{n} card", "{n} cards", n)
        self.setAccessibleName(_("{column}: {cards}").format(column=self.head.label, cards=counted))


class AsideButton(QPushButton):
    """Opens and closes a column that stands aside, and takes what is dropped on it."""

    def __init__(self, head: Head) -> None:
        super().__init__()
        self.head = head
        self.setProperty("look", "chip")
        self.setCheckable(True)
        self.dropped = Taker(self).dropped
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_icon(self, head.icon, "text2", 15, 4)
        self.show_count(0)

    def show_count(self, n: int) -> None:
        self.setText(f"{self.head.label}  {number(n)}")
        counted = ngettext("{n} card", "{n} cards", n)
        self.setAccessibleName(_("{column}: {cards}").format(column=self.head.label, cards=counted))
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
