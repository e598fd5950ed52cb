"""Which needs belong together in one signal."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QDialog, QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Need
from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.store.sheets import Choice, choices
from outreach_app.ui.desk import Desk
from outreach_app.ui.locking.typed import type_again, typed_in
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.messages import MessageBar
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import TokenPicker

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class PromoteDialog(QDialog):
    """Stays open until the signal is made or given up."""

    answered = QtSignal(list)
    """Ids of the needs."""

    def __init__(self, desk: Desk, need: Id, parent: QWidget, back: Mapping[str, Any] | None = None) -> None:
        """`back` is what stood here when a lock took it away."""
        super().__init__(parent)
        self._back = back
        self.setWindowTitle(_("New signal"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.needs = TokenPicker(_("Needs"), _("Add a need that belongs to it"))
        self._need = need
        self._message = MessageBar()
        make = Button(_("Make the signal"), "primary", "flag", self._answer)
        explained = _("A signal is a problem beyond persons and situations that needs a structural answer.")
        self.setLayout(
            column(
                Text(_("New signal"), "title"),
                Text(explained, "body", "text2", wraps=True),
                self._message,
                Field(_("Needs behind it"), self.needs),
                row(Button(_("Cancel"), "quiet", pressed=self.reject), None, make),
                gap=Space.L,
                margins=Space.XL,
            )
        )
        self.setMinimumWidth(theme().px(480))

        def read(session: "Session") -> Sequence[Choice]:
            return choices(session, Need)

        desk.background.read(read, owner=self, done=self._offer)

    def kept(self) -> dict[str, Any]:
        """See locking.keeping."""
        return {"dialog": "promote", "need": self._need, "typed": typed_in(self)}

    def say(self, error: OutreachError) -> None:
        self._message.say(str(error), error.what_now, "warning", closable=False)

    def _offer(self, found: Sequence[Choice]) -> None:
        self.needs.offer(Option(choice.id, choice.name, choice.detail) for choice in found)
        self.needs.choose([self._need])
        self.needs.setFocus()
        if self._back:
            type_again(self, self._back)

    def _answer(self) -> None:
        self.answered.emit([Id(id) for id in self.needs.chosen()])
