"""The word before something leaves the vault: what it means, and for whom it is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.store import exports
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.widgets.buttons import Tick
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine


class LeavingDialog(Dialog):
    """`go_on` is called with the recipient once someone wants it to leave."""

    def __init__(
        self, parent: QWidget, words: str, verb: str, go_on: Callable[[str], object], recipient: str = ""
    ) -> None:
        super().__init__(parent, _("This leaves the vault"), words, verb, self._act)
        self._go_on = go_on
        self.recipient = TextLine(_("For whom?"))
        self.recipient.setText(recipient)
        hint = _("A service or a function rather than a name. Stands in the export register, for coordinators.")
        self.body.addWidget(Field(_("For whom?"), self.recipient, hint=hint))
        self.silent = Tick(_("Do not ask again until the vault is locked"))
        self.body.addWidget(self.silent)
        self.recipient.setFocus()
        self.recipient.selectAll()

    def _act(self) -> None:
        self.accept()
        self._go_on(self.recipient.text().strip())


def ask_to_leave(
    desk: Desk, parent: QWidget, verb: str, go_on: Callable[[str], object], words: str = ""
) -> LeavingDialog | None:
    """Says what leaving means before anything does, unless someone asked not to be told again."""
    leave = desk.leave
    if leave.silent:
        go_on(leave.recipient)
        return None

    def wanted(recipient: str) -> None:
        leave.silent, leave.recipient = asked.silent.isChecked(), recipient
        go_on(recipient)

    plain = _("Outside the vault it is no longer encrypted: whoever has it can read it.")
    asked = LeavingDialog(parent, words or plain, verb, wanted, leave.recipient)
    asked.open()
    return asked


def note(
    desk: Desk,
    owner: QWidget,
    kind: str,
    recipient: str,
    count: int,
    then: Callable[[], object],
    path: Path | None = None,
) -> None:
    """Writes a line in the register, then lets go; says so where a vault that is open to read only cannot.

    `path` is the file that is to be written.
    """
    if desk.unwritable:
        desk.toast(_("The export register does not keep this: the vault is open to read only."), None)
        then()
        return
    worker, today = desk.actor.worker, desk.today()
    desk.background.run(
        lambda session: exports.note(session, kind, recipient, count, worker, today, path).id,
        owner=owner,
        done=lambda _id: then(),
        failed=desk.refuse,
    )
