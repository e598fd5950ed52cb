"""Which needs belong together in one signal."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Need
from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.store.sheets import Choice, choices
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.locking.typed import type_again, typed_in
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import TokenPicker

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class PromoteDialog(Dialog):
    """Stays open until the signal is made or given up."""

    answered = QtSignal(list)
    """Ids of the needs."""

    def __init__(self, desk: Desk, need: Id, parent: QWidget, back: Mapping[str, Any] | None = None) -> None:
        """`back` is what stood here when a lock took it away."""
        explained = _("A signal is a problem beyond persons and situations that needs a structural answer.")
        super().__init__(parent, _("New signal"), explained, _("Make the signal"), self._answer)
        self._back = back
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.button.set_icon("flag")
        self.needs = TokenPicker(_("Needs"), _("Add a need that belongs to it"))
        self._need = need
        self.body.addWidget(Field(_("Needs behind it"), self.needs))

        def read(session: "Session") -> Sequence[Choice]:
            return choices(session, Need)

        desk.background.read(read, owner=self, done=self._offer)

    def kept(self) -> dict[str, Any]:
        """See locking.keeping."""
        return {"dialog": "promote", "need": self._need, "typed": typed_in(self)}

    def say(self, error: OutreachError) -> None:
        self.messages.say(str(error), error.what_now, "warning", closable=False)

    def _offer(self, found: Sequence[Choice]) -> None:
        self.needs.offer(Option(choice.id, choice.name, choice.detail) for choice in found)
        self.needs.choose([self._need])
        self.needs.setFocus()
        if self._back:
            type_again(self, self._back)

    def _answer(self) -> None:
        self.answered.emit([Id(id) for id in self.needs.chosen()])
