"""Whom a bundle is for: the laptops of the own team, or a reader of another team, by its card."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.sync.others import read_card
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine


class BundleForDialog(Dialog):
    """`go_on` is called with the recipient in words and the card, which is empty for the own team."""

    WIDTH = 560

    def __init__(self, parent: QWidget, go_on: Callable[[str, str], object], recipient: str = "") -> None:
        words = _(
            "A bundle is sealed: only those it is for can open it. That it was made stands in the export register."
        )
        super().__init__(parent, _("Write a bundle"), words, _("Choose a file …"), self._act)
        self._go_on = go_on
        self.recipient, self.card = TextLine(_("For whom?")), TextLine(_("Card of a reader"), "VPC1-…")
        self.recipient.setText(recipient)
        self.card_field = Field(_("Card of a reader"), self.card)
        self.body.addWidget(Field(_("For whom?"), self.recipient, hint=_("A service or a function, not a name.")))
        self.body.addWidget(self.card_field)
        self.card.textChanged.connect(self._say)
        self._say()
        self.recipient.setFocus()

    def _say(self) -> None:
        """What the card means: whose it is, and what it gets to read."""
        self.card_field.set_error()
        if not self.card.text().strip():
            self.card_field.set_hint(
                _("Only for another team, such as a support centre. Empty: for your own team's laptops.")
            )
            return
        try:
            fingerprint = read_card(self.card.text()).fingerprint
        except OutreachError as error:
            self.card_field.set_hint(str(error))
            return
        words = _(
            "Compare by voice: {fingerprint}. It gets your records as they stand, without contact persons, without"
            " quotes that may not be used, and without what was overwritten or deleted."
        )
        self.card_field.set_hint(words.format(fingerprint=fingerprint))

    def _act(self) -> None:
        card = self.card.text().strip()
        try:
            if card:
                read_card(card)
        except OutreachError as error:
            self.card_field.set_error(f"{error} {error.what_now}")
            self.card.setFocus()
            return
        self.accept()
        self._go_on(self.recipient.text().strip(), card)
