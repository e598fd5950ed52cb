"""What a new round may look like, to be taken with one key: the usual route, or the one of last time."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QWidget

from outreach_app.i18n import _, day, ngettext
from outreach_app.store.habits import Habits, Proposal
from outreach_app.ui.shortcuts import LAST, QUICK_LINE, USUAL, told
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark

WIDTH = 560


class Proposals(QWidget):
    """Stands where the visits will, while there are none."""

    taken = QtSignal(object)
    """The Proposal that was chosen."""

    def __init__(self, quick: Callable[[], object]) -> None:
        super().__init__()
        self.habits = Habits()
        self.usual = _Offer("route", told(USUAL), lambda: self.taken.emit(self.habits.usual))
        self.last = _Offer("history", told(LAST), lambda: self.taken.emit(self.habits.last))
        self.quick = _Offer("type", told(QUICK_LINE), quick)
        self.quick.say(_("In one line"), _("For example: yesterday 19:30 Market 6 boys 15-17, benches broken"))
        title = Text(_("Where did you go?"), "title")
        self._below = Text("", "body", "text2", wraps=True)
        inner = QWidget()
        inner.setLayout(column(title, self._below, Space.S, self.usual, self.last, self.quick, gap=Space.M))
        inner.setMaximumWidth(theme().px(WIDTH))
        outer = column(gap=0, margins=28)
        outer.addStretch(2)
        outer.addWidget(inner)
        outer.addStretch(3)
        self.setLayout(outer)
        self.show_habits(Habits())

    def show_habits(self, habits: Habits) -> None:
        self.habits = habits
        usual, last = habits.usual, habits.last
        again = usual.spots and [pick.id for pick in usual.spots] == [pick.id for pick in last.spots]
        self.usual.setVisible(bool(usual.spots))
        self.last.setVisible(bool(last.spots) and not again)
        some = usual.spots or last.spots
        lately = _("Type a spot at the left, take one visited lately, or:")
        self._below.setText(lately if some else _("Type a spot at the left."))
        if usual.spots:
            based = ngettext("from {n} round", "from {n} rounds", usual.rounds)
            self.usual.say(_("The usual route ({based})").format(based=based), _route(usual))
        if last.spots:
            when = day(last.day, "EEEE d MMMM")
            self.last.say(_("As last time, {day}").format(day=when), _route(last))


class _Offer(QFrame):
    """A title over a sentence, and a button with the key that does the same."""

    def __init__(self, icon: str, key: str, pressed: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._title, self._detail = Text("", "strong", wraps=True), Text("", "small", "text2", wraps=True)
        self.button = Button(key, "secondary", pressed=pressed)
        line = row(gap=Space.L, margins=(16, 12, 14, 12))
        line.addWidget(Mark(icon, "text2", 22), alignment=Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(column(self._title, self._detail, gap=2), 1)
        line.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)

    def say(self, title: str, detail: str) -> None:
        self._title.setText(title)
        self._detail.setText(detail)
        self.button.setAccessibleName(title)
        self.button.setAccessibleDescription(detail)


def _route(proposal: Proposal) -> str:
    return " → ".join(pick.name for pick in proposal.spots)
