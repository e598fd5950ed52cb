"""This laptop: its fingerprint, the team's, and the passphrase."""

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal

from outreach_app.i18n import _
from outreach_app.ui.widgets.basics import Card, Rule, SectionTitle, Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.ui.widgets.marks import Badge
from outreach_app.workspace import Workspace


class LaptopCard(Card):
    """Says `confirmed` with the digits that someone heard from a coordinator."""

    confirmed = QtSignal(str)
    passphrase_wanted = QtSignal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(gap=12)
        self._workspace = workspace
        self._own, self._team = _digits(), _digits()
        self._state = Badge()
        self.typed = TextLine(_("Fingerprint that a coordinator told you"), "12345 67890 …")
        self.confirm_field = Field(
            _("Fingerprint that a coordinator told you"),
            self.typed,
            hint=_("By voice, not by mail: only so you know that this folder is your team's."),
        )
        self._confirm = Button(_("Compare"), "primary", pressed=lambda: self.confirmed.emit(self.typed.text()))
        self.typed.returnPressed.connect(self._confirm.click)
        self._passphrase = Button(
            _("Change the passphrase …"), "secondary", "key-round", self.passphrase_wanted.emit
        )
        self.body.addWidget(SectionTitle(_("This laptop")))
        self.body.addLayout(column(Text(_("Fingerprint of this laptop"), "small", "text2"), self._own, gap=2))
        self.body.addWidget(Rule())
        title = row(Text(_("Fingerprint of the team"), "small", "text2"), None, self._state)
        self.body.addLayout(column(title, self._team, gap=2))
        self.body.addWidget(self.confirm_field)
        self.body.addLayout(row(self._confirm, None))
        self.body.addWidget(Rule())
        self.body.addLayout(row(self._passphrase, None))
        self.show_workspace()

    def show_workspace(self) -> None:
        """What the workspace says now."""
        workspace = self._workspace
        self._own.setText(workspace.fingerprint)
        confirmed = workspace.confirmed
        # The team's own digits are shown once they were compared: typed from the screen they would prove nothing.
        self._team.setText(workspace.team_fingerprint if confirmed else _("Not compared yet"))
        if confirmed:
            self._state.show_text(_("confirmed"), "green", "shield-check")
        else:
            self._state.show_text(_("unconfirmed"), "amber", "shield-alert")
        for part in (self.confirm_field, self._confirm):
            part.setVisible(not confirmed)
        self._passphrase.setEnabled(not workspace.readonly)


def _digits() -> Text:
    digits = Text("", "strong")
    digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return digits
