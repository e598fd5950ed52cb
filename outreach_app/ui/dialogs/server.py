"""A shared folder on a server: its address and the way in, tried before it is taken."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.sync.remote import is_address
from outreach_app.ui.background import Background
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.server_fields import ServerFields
from outreach_app.workspace import Workspace


class ServerDialog(Dialog):
    """`moved` is called once the team shares there."""

    def __init__(
        self, parent: QWidget, workspace: Workspace, background: Background, moved: Callable[[], object]
    ) -> None:
        words = _(
            "Object storage (S3) or WebDAV. What stands there is sealed, as in any shared folder; the secret"
            " is kept in your vault."
        )
        super().__init__(parent, _("Share through a server"), words, _("Use this server"), self.use)
        self._workspace, self._background, self._moved = workspace, background, moved
        self.fields = ServerFields()
        self.body.addWidget(self.fields)
        if is_address(workspace.folder):
            self.fields.address.setText(workspace.folder)
        self.fields.address.setFocus()

    def use(self) -> None:
        server = self.fields.server()
        if server is None:
            return
        self._background.run_outside(
            lambda: self._workspace.use_folder(server),
            owner=self,
            done=self._done,
            failed=self.fields.show_error,
            busy=self,
        )

    def _done(self, _nothing: None) -> None:
        self.accept()
        self._moved()
