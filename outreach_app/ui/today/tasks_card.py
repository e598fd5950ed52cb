"""For you: what waits, most pressing first, each with the verb that goes there."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from outreach_app.domain.waiting import Task, Urgency
from outreach_app.i18n import _, ngettext
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius, Space
from outreach_app.ui.today.wording import Said, said
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text, column, plain_tip, row
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.row_button import PressedRow
from outreach_app.ui.widgets.scroll import Scroll

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class TaskRow(PressedRow):
    """Two lines and a verb; the one next step stands out."""

    WIDE, LEAST = 200, 120

    def __init__(self, pressed: Callable[[Said], object]) -> None:
        super().__init__()
        self._said: Said | None = None
        self._next = False
        self.clicked.connect(lambda _checked: self._said and pressed(self._said))

    def show_task(self, words: Said, *, next_step: bool) -> None:
        self._said, self._next = words, next_step
        self.setText(words.title)
        self.setAccessibleName(f"{words.title}. {words.verb}")
        self.setAccessibleDescription(words.detail)
        self.setToolTip(plain_tip(f"{words.title}\n{words.detail}"))
        self.updateGeometry()
        self.update()

    def high(self) -> int:
        return 54 if self._next else 46

    def paintEvent(self, event: QPaintEvent) -> None:
        words = self._said
        if words is None:
            return
        colours, px = theme().tokens, theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colours.primary_soft if self._next else colours.hover if self.underMouse() else ""
        painter.setPen(QPen(QColor(colours.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Radius.MEDIUM, Radius.MEDIUM)
        tone = "primary_text" if self._next else words.tone
        drawn = theme().pixmap(words.icon, tone, 18, self.devicePixelRatioF())
        painter.drawPixmap(px(10), (self.height() - px(18)) // 2, drawn)
        room = self.rect().adjusted(px(40), px(5), -px(10), -px(5))
        room.setRight(self._paint_verb(painter, room, words.verb) - px(12))
        self._paint_lines(painter, room, words)

    def _paint_verb(self, painter: QPainter, room: QRect, verb: str) -> int:
        """At the right end; where it begins."""
        colours, px, font = theme().tokens, theme().px, theme().font("label")
        font.setWeight(QFont.Weight.DemiBold if self._next else QFont.Weight.Medium)
        painter.setFont(font)
        wide = QFontMetrics(font).horizontalAdvance(verb)
        if not self._next:
            painter.setPen(QColor(colours.primary_text))
            at = QRect(room.right() - wide, room.top(), wide + 1, room.height())
            painter.drawText(at, LEFT, verb)
            return at.left()
        pill = QRectF(0, 0, wide + px(28), px(34))
        pill.moveCenter(QRectF(room).center())
        pill.moveRight(room.right())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.primary_hover if self.underMouse() else colours.primary))
        painter.drawRoundedRect(pill, Radius.SMALL, Radius.SMALL)
        painter.setPen(QColor(colours.on_primary))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, verb)
        return round(pill.left())

    def _paint_lines(self, painter: QPainter, room: QRect, words: Said) -> None:
        half = room.height() // 2
        font = theme().font("label")
        font.setWeight(QFont.Weight.DemiBold)
        for look, colour, text, part in ((font, "text", words.title, 0), (None, "text2", words.detail, 1)):
            painter.setFont(look or theme().font("small"))
            painter.setPen(QColor(theme().colour(colour)))
            at = room.adjusted(0, half * part, 0, half * (part - 1))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, at.width())
            painter.drawText(at, LEFT, shown)


class TasksCard(Card):
    """Rows stay the same widgets while what waits changes: nothing flickers, and the focus stays."""

    def __init__(self, go: Callable[[str, str], object]) -> None:
        self._rows: list[TaskRow] = []
        self._shown: list[tuple[Said, bool]] | None = None
        self._go = go
        self._title = SectionTitle(_("For you"))
        self._calm = QWidget()
        nothing = Text(_("Nothing waits for you."), "label", "text2")
        self._calm.setLayout(row(Mark("circle-check", "green"), nothing, None, gap=10, margins=(10, 8, 0, 0)))
        self._calm.hide()
        self._list = column(gap=2)
        self._inner = QWidget()
        self._inner.setLayout(column(self._calm, self._list, None, gap=0))
        self._whole = False
        self._scroll = Scroll(self._inner)
        super().__init__(row(self._title, margins=(8, 0, 8, 0)), self._scroll, gap=Space.S)
        self.body.setStretch(1, 1)
        self.body.setContentsMargins(8, Space.L, 8, 10)

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        words = [(said(task), n == 0 and task.urgency is Urgency.NOW) for n, task in enumerate(tasks)]
        if words == self._shown:
            return
        self._shown = words
        while len(self._rows) < len(words):
            fresh = TaskRow(lambda words: self._go(words.place, words.target))
            self._rows.append(fresh)
            self._list.addWidget(fresh)
        for place, each in enumerate(self._rows):
            if place < len(words):
                each.show_task(words[place][0], next_step=words[place][1])
            each.setVisible(place < len(words))
        self._calm.setVisible(not words)
        self._title.hint.setText(ngettext("{n} thing", "{n} things", len(words)) if len(words) > 1 else "")
        self.show_whole(self._whole)

    def show_whole(self, whole: bool) -> None:
        """As high as all that waits; else as high as there is room, and scrolled."""
        self._whole = whole
        self._inner.layout().activate()  # type: ignore[union-attr]
        self._scroll.setMinimumHeight(self._inner.sizeHint().height() if whole else theme().px(110))

    def focus(self) -> bool:
        """On the first task, if there is one."""
        if self._rows and self._rows[0].isVisibleTo(self):
            self._rows[0].setFocus()
            return True
        return False
