"""Columns beside each other, those that stand aside below them, and the walk from card to card."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from outreach_app.i18n import _
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.basics import Text, column
from outreach_app.ui.widgets.board.card import Card
from outreach_app.ui.widgets.board.column import AsideButton, CardColumn, Head
from outreach_app.ui.widgets.board.face import Face
from outreach_app.ui.widgets.flow import Flow


class Board(QWidget):
    """Says what a person wants; what becomes of it is the page's, which then deals anew."""

    opened = QtSignal(str)
    """The id of a card."""
    moved = QtSignal(str, str)
    """A card was dropped into a column: id and code."""
    stepped = QtSignal(str, int)
    """A card is to go a step on, or back."""
    left = QtSignal()

    def __init__(
        self, heads: Sequence[Head], name: str, *, movable: bool, add: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self._movable = movable
        self._cards: dict[str, Card] = {}
        self._current = self._open = ""
        self.setAccessibleName(name)
        self.columns = {head.code: CardColumn(head, add if movable else None) for head in heads}
        self.asides = {head.code: AsideButton(head) for head in heads if head.aside}
        held = QWidget()
        held.setProperty("look", "plain")
        across = QHBoxLayout(held)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        for lane in self.columns.values():
            across.addWidget(lane, 1)
            lane.dropped.connect(lambda id, code=lane.head.code: self.moved.emit(id, code))
            lane.setVisible(not lane.head.aside)
        self._scroll = QScrollArea()
        self._scroll.setWidget(held)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        body = column(gap=10)
        body.addWidget(self._scroll, 1)
        if self.asides:
            body.addLayout(self._foot())
        self.setLayout(body)

    def deal(self, faces: Mapping[str, Sequence[Face]], more: Mapping[str, int]) -> None:
        """The cards of each column, by its code, in their order, and how many more there are than are dealt.

        A card that was there before stays itself.
        """
        focused = self._focused()
        had = self.hasFocus() or focused is not None
        before = [card.id for lane in self._seen() for card in lane.cards]
        kept: dict[str, Card] = {}
        for code, lane in self.columns.items():
            cards = [self._card(face) for face in faces.get(code, ())]
            kept |= {card.id: card for card in cards}
            lane.show_cards(cards, more.get(code, 0))
            if code in self.asides:
                self.asides[code].show_count(lane.total)
        for id in self._cards.keys() - kept.keys():
            gone = self._cards[id]
            gone.hide()
            gone.deleteLater()
        self._cards = kept
        self._enter_at(self._near(before))
        self.choose(self._open)
        if had:
            self.focus()

    def choose(self, id: str) -> None:
        """The card whose content stands open; empty for none."""
        self._open = id
        for card in self._cards.values():
            card.setChecked(card.id == id)
        if id in self._cards:
            self._enter_at(id)

    def focus(self) -> None:
        """On the card that was walked to last."""
        card = self._cards.get(self._current)
        if card is not None and card.isVisibleTo(self):
            card.setFocus()
            self._scroll.ensureWidgetVisible(card, 10, 0)
        else:
            self.setFocus()

    def reveal(self, id: str) -> None:
        """Brings a card into sight, once the columns have their places."""
        card = self._cards.get(id)
        if card is not None:
            self.show_aside(self._lane_of(card).head.code)
            QTimer.singleShot(0, card, lambda: self._bring_into_sight(card))

    def _bring_into_sight(self, card: Card) -> None:
        self._scroll.ensureWidgetVisible(self._lane_of(card), 0, 0)
        self._lane_of(card).room.ensureWidgetVisible(card, 0, 20)

    def show_aside(self, code: str) -> None:
        if code in self.asides and not self.asides[code].isChecked():
            self.asides[code].click()

    def _foot(self) -> Flow:
        told = Text(_("Aside"), "small", "text3")
        told.setMinimumHeight(theme().px(32))
        flow = Flow(told, gap=8)
        for code, button in self.asides.items():
            flow.addWidget(button)
            button.toggled.connect(lambda on, code=code: self._show_column(code, on))
            button.dropped.connect(lambda id, code=code: self.moved.emit(id, code))
        return flow

    def _show_column(self, code: str, on: bool) -> None:
        lane = self.columns[code]
        lane.setVisible(on)
        if on:
            self._scroll.ensureWidgetVisible(lane, 0, 0)
        elif self._current in {card.id for card in lane.cards}:
            self._enter_at(self._near([]))

    def _card(self, face: Face) -> Card:
        card = self._cards.get(face.id)
        if card is None:
            card = Card(face, movable=self._movable)
            card.clicked.connect(lambda: self._press(card.id))
            card.walked.connect(lambda across, down: self._walk(card, across, down))
            card.stepped.connect(lambda by: self._step(card.id, by))
            card.ended.connect(lambda end: self._to_end(card, end))
            card.left.connect(self.left)
        elif card.face != face:
            card.show_face(face)
        return card

    def _press(self, id: str) -> None:
        self._enter_at(id)
        self.opened.emit(id)

    def _step(self, id: str, by: int) -> None:
        if self._movable:
            self._enter_at(id)
            self.stepped.emit(id, by)

    def _walk(self, card: Card, across: int, down: int) -> None:
        lanes = [lane for lane in self._seen() if lane.cards]
        lane = self._lane_of(card)
        at = lane.cards.index(card)
        if across:
            place = lanes.index(lane) + across
            if not 0 <= place < len(lanes):
                return
            lane = lanes[place]
        place = min(max(at + down, 0), len(lane.cards) - 1)
        self._go_to(lane.cards[place])

    def _to_end(self, card: Card, end: int) -> None:
        cards = self._lane_of(card).cards
        self._go_to(cards[0] if end < 0 else cards[-1])

    def _go_to(self, card: Card) -> None:
        self._enter_at(card.id)
        self.focus()

    def _enter_at(self, id: str) -> None:
        """Where Tab arrives: one card, from which arrows go on."""
        before, after = self._cards.get(self._current), self._cards.get(id)
        if before is not None:
            before.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._current = id
        if after is not None:
            after.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _near(self, before: Sequence[str]) -> str:
        """The current card where it is in sight, else the one that stood nearest to it."""
        seen = [card.id for lane in self._seen() for card in lane.cards]
        if self._current in seen:
            return self._current
        place = before.index(self._current) if self._current in before else 0
        return seen[min(place, len(seen) - 1)] if seen else ""

    def _seen(self) -> list[CardColumn]:
        return [lane for lane in self.columns.values() if not lane.isHidden()]

    def _lane_of(self, card: Card) -> CardColumn:
        return next(lane for lane in self.columns.values() if card in lane.cards)

    def _focused(self) -> Card | None:
        return next((card for card in self._cards.values() if card.hasFocus()), None)
