"""Who asks to be let in."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.i18n import N_, _, day
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text, column, empty, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.chips import ChipRow
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.option import Option
from outreach_app.workspace import JoinRequest

ROLES = {"worker": N_("Worker"), "coordinator": N_("Coordinator")}


class RequestsCard(Card):
    """Who asks to join. Says `admitted` with a fingerprint and a role."""

    admitted = QtSignal(str, str)

    def __init__(self) -> None:
        super().__init__(gap=12)
        self._people = QVBoxLayout()
        self._people.setSpacing(14)
        words = _("Call your colleague and compare the digits by voice before you let the laptop in.")
        self.body.addWidget(SectionTitle(_("Asks to join")))
        self.body.addWidget(Text(words, "small", "text2", wraps=True))
        self.body.addLayout(self._people)
        self.hide()

    def show_requests(self, requests: Sequence[JoinRequest]) -> None:
        empty(self._people)
        for request in requests:
            self._people.addWidget(self._line(request))
        self.setVisible(bool(requests))

    def _line(self, request: JoinRequest) -> QWidget:
        name = request.name or _("A new colleague")
        line = QWidget()
        roles = ChipRow([Option(code, _(label)) for code, label in ROLES.items()], _("Role"), single=True)
        roles.choose(["worker"])
        admit = Button(_("Admit {name}").format(name=name), "primary", "user-plus")
        admit.clicked.connect(
            lambda _checked: self.admitted.emit(request.fingerprint, (roles.chosen() or ["worker"])[0])
        )
        who = row(Mark("user-plus", "amber", 20), gap=12)
        asked = _("asked {when}").format(when=when(request.asked_at))
        who.addLayout(column(Text(name, "label"), Text(asked, "small", "text2"), gap=1), 1)
        digits = Text(request.fingerprint, "title")
        chosen = row(gap=12)
        chosen.addWidget(roles, 1)
        chosen.addWidget(admit)
        line.setLayout(column(who, digits, chosen, gap=10))
        return line


def when(moment: str) -> str:
    """An ISO date and time for people; as it is where it cannot be read."""
    try:
        return day(datetime.fromisoformat(moment).astimezone().date(), "d MMM yyyy")
    except ValueError:
        return moment
