"""A laptop is taken out of the team: what that does and does not do, told before."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.widgets.basics import Card, Text, row
from outreach_app.ui.widgets.marks import Mark
from outreach_app.workspace import Member


class RevokeDialog(Dialog):
    """`revoke` is called when it is to be. Escape, and Enter at first, change nothing."""

    WIDTH = 540

    def __init__(self, parent: QWidget, member: Member, revoke: Callable[[], object]) -> None:
        self._revoke = revoke
        name = member.name or member.fingerprint
        title = _("Take the laptop of {name} out of the team?").format(name=name)
        if member.own:
            title = _("Take your own laptop out of the team?")
        super().__init__(parent, title, member.fingerprint, _("Take out of the team"), self._act)
        card = Card(gap=12, margins=16)
        for icon, colour, words in _said(member):
            line = row(gap=12)
            line.addWidget(Mark(icon, colour, 18), alignment=Qt.AlignmentFlag.AlignTop)
            line.addWidget(Text(words, "body", wraps=True), 1)
            card.body.addLayout(line)
        self.body.addWidget(card)
        self.button.setDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()

    def _act(self) -> None:
        self.accept()
        self._revoke()


def _said(member: Member) -> list[tuple[str, str, str]]:
    said = [
        (
            "key-round",
            "green",
            _("What colleagues write from now on is sealed with a new key that it does not get."),
        ),
        (
            "hourglass",
            "green",
            _("What it wrote and you have received stays. What it sends later waits in quarantine."),
        ),
        (
            "ban",
            "green",
            _("When it syncs next, it learns of this, destroys its keys and sends nothing any more."),
        ),
        ("eye", "amber", _("What it already holds stays readable on it, to whoever has its passphrase.")),
        ("folder", "amber", _("It can still reach the shared folder: have that access taken away too.")),
        ("history", "amber", _("This is for good. To come back, its owner makes a new vault and asks to join.")),
    ]
    if member.own:
        last = _("It is the laptop you are working at. After a last sync, nothing is exchanged with it any more.")
        said.insert(0, ("laptop", "amber", last))
    return said
