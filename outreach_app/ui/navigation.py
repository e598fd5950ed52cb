"""The left side: the one thing to do, the places to be, how sync stands, and whose vault this is."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from outreach_app.i18n import _
from outreach_app.ui.places import BIN, SETTINGS, Place
from outreach_app.ui.sync_status import Status
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius
from outreach_app.ui.widgets.basics import Elided, Rule, Text, column, keep_if, row
from outreach_app.ui.widgets.buttons import Button, IconButton, NavButton
from outreach_app.ui.widgets.marks import Avatar, Badge, Logo
from outreach_app.ui.widgets.scroll import Scroll

WIDTH = 236
DIGITS = 9
"""So many places have a key of their own."""
MOST = 276
"""Large letters make it no wider than this, unless a name needs it."""


class SyncButton(QAbstractButton):
    """How sync stands: icon and words. Opens what can be done about it."""

    def __init__(self) -> None:
        super().__init__()
        self._status: Status | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Sync"))

    def show_status(self, status: Status) -> None:
        self._status = status
        self.setText(status.line)
        self.setAccessibleName(_("Sync: {state}").format(state=f"{status.line}, {status.detail}"))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return theme().px(14) + sum(high for _words, _look, _colour, high in self._lines(width))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(180), self.heightForWidth(self.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, px, status = theme().tokens, theme().px, self._status
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(QColor(colours.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(self.rect().adjusted(5, 2, -5, -2), Radius.SMALL, Radius.SMALL)
        if status is None:
            return
        drawn = theme().pixmap(status.state.icon, status.state.colour, 18, self.devicePixelRatioF())
        painter.drawPixmap(px(14), (self.height() - px(18)) // 2, drawn)
        top = px(7)
        for text, look, colour, high in self._lines(self.width()):
            painter.setFont(_font(look))
            painter.setPen(QColor(theme().colour(colour)))
            room = QRect(px(42), top, self._room(self.width()), high)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, text)
            top += high

    def _room(self, width: int) -> int:
        return max(width - theme().px(42) - theme().px(10), 60)

    def _lines(self, width: int) -> list[tuple[str, str, str, int]]:
        """What is said, in which look and colour, and how high it is: long words take a second line."""
        if self._status is None:
            return []
        room = QRect(0, 0, self._room(width), 1000)
        return [
            (words, look, colour, _metrics(look).boundingRect(room, Qt.TextFlag.TextWordWrap, words).height())
            for words, look, colour in (
                (self._status.line, "label", "text"),
                (self._status.detail, "overline", "text2"),
            )
        ]


def _font(look: str) -> QFont:
    font = theme().font(look)
    font.setWeight(QFont.Weight.Medium if look == "label" else QFont.Weight.Normal)
    return font


def _metrics(look: str) -> QFontMetrics:
    return QFontMetrics(_font(look))


class Navigation(QFrame):
    """Says where someone wants to go; the shell decides."""

    wanted = QtSignal(str)
    new_round_wanted = QtSignal()
    lock_wanted = QtSignal()
    sync_wanted = QtSignal()
    stop_wanted = QtSignal()

    def __init__(self, places: Sequence[Place], *, new_round: bool) -> None:
        super().__init__()
        self.setProperty("look", "nav")
        self._places = [place for place in places if place.listed]
        self.buttons = {place.name: NavButton(place.icon, _(place.label)) for place in self._places}
        self._foot = [place for place in places if place.name == BIN]
        self.buttons |= {place.name: NavButton(place.icon, _(place.label)) for place in self._foot}
        self.new_round = Button(_("New round"), "primary", "plus")
        self.new_round.setToolTip(_("Ctrl+N"))
        keep_if(new_round, self.new_round)
        self.new_round.clicked.connect(lambda _checked: self.new_round_wanted.emit())
        self.scope = NavButton("list-filter", _("Shows everything"))
        self.scope.setCheckable(False)
        """What lists show."""
        self.scope.hide()
        self.sync = SyncButton()
        self.sync.clicked.connect(lambda _checked: self.sync_wanted.emit())
        self.stop = IconButton("x", _("Cancel the sync"), self.stop_wanted.emit)
        self.stop.hide()
        self.bell = IconButton("bell", _("Notifications"))
        self.lock = IconButton("lock", _("Lock (Ctrl+L)"))
        self.lock.clicked.connect(lambda _checked: self.lock_wanted.emit())
        self.settings = IconButton("settings", _("Settings (Ctrl+,)"))
        self.settings.clicked.connect(lambda _checked: self.wanted.emit(SETTINGS))
        self._avatar = Avatar()
        self._name, self._team = Elided("", "label"), Elided("", "small", "text2")
        self._badge = Badge()
        self._badge.hide()
        for number, (name, button) in enumerate(self.buttons.items(), start=1):
            if number <= min(DIGITS, len(self._places)):
                button.show_keys(_("Ctrl+{digit}").format(digit=number))
            button.clicked.connect(lambda _checked, name=name: self.wanted.emit(name))
        self._lay_out()
        self._size()
        theme().changed.connect(self._size)

    def show_place(self, name: str) -> None:
        button = self.buttons.get(name)
        for each in self.buttons.values():
            each.setAutoExclusive(False)
            each.setChecked(each is button)
            each.setAutoExclusive(True)
        stop = button or next(iter(self.buttons.values()), None)
        for each in self.buttons.values():  # Tab stops at one of them; the arrows walk through all
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is stop else Qt.FocusPolicy.ClickFocus)
        self._reveal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reveal()

    def _reveal(self) -> None:
        """Where the window is low, the place one is at is scrolled into sight."""
        here = next((each for each in self.buttons.values() if each.isChecked()), None)
        if here is not None:
            QTimer.singleShot(
                0, here, lambda: self._scroll.ensureWidgetVisible(here, 0, 20)
            )  # once it is laid out

    def show_status(self, status: Status, *, busy: bool) -> None:
        """How sync stands; while it is under way it can be stopped."""
        self.sync.show_status(status)
        if not busy and self.stop.hasFocus():
            self.sync.setFocus()
        self.stop.setVisible(busy)

    def show_owner(self, name: str, team: str, mark: str = "", why: str = "") -> None:
        """`mark` is what must be seen about this vault (unconfirmed, read-only), `why` says it in a sentence."""
        self._avatar.show_name(name)
        self._name.setText(name)
        self._team.setText(team)
        self._badge.show_text(mark, "amber", "shield-alert")
        self._badge.setToolTip(why)
        self._badge.setAccessibleDescription(why)
        self._badge.setVisible(bool(mark))

    @property
    def mark(self) -> str:
        return self._badge.text if not self._badge.isHidden() else ""

    def _lay_out(self) -> None:
        head = row(Logo(), Text("Vindplaats", "heading"), None, self.bell, gap=11, margins=(18, 16, 8, 0))
        owner = column(self._name, self._team, gap=0)
        who = row(self._avatar, 8, owner, self.lock, self.settings, gap=1, margins=(14, 8, 6, 10))
        who.setStretch(2, 1)
        marked = QWidget()
        marked.setLayout(row(self._badge, None, margins=(14, 0, 8, 8)))
        new_round = column(self.new_round, margins=(10, 14, 10, 0))
        foot = row(self.sync, self.stop, gap=0, margins=(0, 0, 6, 0))
        scope = column(self.scope, margins=(10, 0, 10, 4))
        outer = column(head, new_round, self._listed(), scope, marked, Rule(), foot, Rule(), who, gap=0)
        outer.setStretch(2, 1)
        self.setLayout(outer)

    def _listed(self) -> Scroll:
        """The places under their headings; closer together, and at last scrolled, where the window is low."""
        body = column(gap=3)
        group = ""
        for place in self._places:
            if place.group != group:
                group = place.group
                body.addLayout(column(Text(_(group).upper(), "overline", "text3"), margins=(10, 12, 0, 4)))
            body.addWidget(self.buttons[place.name])
        body.addStretch(1)
        for place in self._foot:
            body.addWidget(self.buttons[place.name])
        inner = QWidget()
        inner.setLayout(body)
        self._scroll = Scroll(inner, margins=(10, 12, 10, 4))
        return self._scroll

    def _size(self) -> None:
        """As wide as the longest name asks, in any language and at any size of the text."""
        names = max((each.sizeHint().width() for each in self.buttons.values()), default=0)
        self.setFixedWidth(max(min(theme().px(WIDTH), MOST), names + 34))  # with room for a scroll bar
