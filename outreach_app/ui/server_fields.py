"""The way into a folder on a server: its address, and who comes in."""

from PySide6.QtWidgets import QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.sync.place import Server
from outreach_app.sync.remote import Access, is_address
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import column
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import Passphrase, TextLine


class ServerFields(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.address, self.user = TextLine(_("Address")), TextLine(_("User name or key"))
        self.secret, self.endpoint = Passphrase(_("Secret")), TextLine(_("Endpoint"), "https://…")
        self.address_field = Field(_("Address"), self.address, required=True)
        self.address_field.set_hint(_("s3://bucket/folder or webdavs://host/folder"))
        endpoint = Field(_("Endpoint"), self.endpoint)
        endpoint.set_hint(_("Of S3-compatible storage that is not Amazon's"))
        user = Field(_("User name or key"), self.user)
        secret = Field(_("Secret"), self.secret, aside=self.secret.caps)
        self.setLayout(column(self.address_field, user, secret, endpoint, gap=Space.M))
        self.setFocusProxy(self.address)

    @property
    def lines(self) -> tuple[TextLine, ...]:
        return (self.address, self.user, self.secret, self.endpoint)

    def server(self) -> Server | None:
        """What is typed; None, with words beside the field, where the address will not do."""
        wrong = "" if self.is_complete() else _("An address begins with s3://, webdavs:// or webdav://.")
        self.address_field.set_error(wrong)
        if wrong:
            self.address.setFocus()
            return None
        return self.typed()

    def is_complete(self) -> bool:
        return is_address(self.address.text().strip())

    def typed(self) -> Server:
        access = Access(self.user.text().strip(), self.secret.text(), self.endpoint.text().strip())
        return Server(self.address.text().strip(), access)

    def show_server(self, server: Server) -> None:
        access = server.access
        for line, text in zip(
            self.lines, (server.address, access.user, access.secret, access.endpoint), strict=True
        ):
            line.setText(text)

    def show_error(self, error: OutreachError) -> None:
        self.address_field.set_error(f"{error} {error.what_now}")
        self.address.setFocus()
