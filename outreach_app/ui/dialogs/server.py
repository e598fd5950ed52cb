"""A shared folder on a server: its address and the way in, tried before it is taken."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.sync.place import Server
from outreach_app.sync.remote import Access, is_address
from outreach_app.ui.background import Background
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import Passphrase, TextLine
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
        self.address, self.user = TextLine(_("Address")), TextLine(_("User name or key"))
        self.secret, self.endpoint = Passphrase(_("Secret")), TextLine(_("Endpoint"), "https://…")
        self.address_field = Field(_("Address"), self.address, required=True)
        self.address_field.set_hint(_("s3://bucket/folder or webdavs://host/folder"))
        endpoint = Field(_("Endpoint"), self.endpoint)
        endpoint.set_hint(_("Of S3-compatible storage that is not Amazon's"))
        for field in (
            self.address_field,
            Field(_("User name or key"), self.user),
            Field(_("Secret"), self.secret, aside=self.secret.caps),
            endpoint,
        ):
            self.body.addWidget(field)
        if is_address(workspace.folder):
            self.address.setText(workspace.folder)
        self.address.setFocus()

    def use(self) -> None:
        address = self.address.text().strip()
        wrong = "" if is_address(address) else _("An address begins with s3://, webdavs:// or webdav://.")
        self.address_field.set_error(wrong)
        if wrong:
            self.address.setFocus()
            return
        access = Access(self.user.text().strip(), self.secret.text(), self.endpoint.text().strip())
        self._background.run_outside(
            lambda: self._workspace.use_folder(Server(address, access)),
            owner=self,
            done=self._done,
            failed=self._refused,
            busy=self,
        )

    def _done(self, _nothing: None) -> None:
        self.accept()
        self._moved()

    def _refused(self, error: OutreachError) -> None:
        self.address_field.set_error(f"{error} {error.what_now}")
        self.address.setFocus()
