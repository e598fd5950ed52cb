"""What is asked to be erased, for a coordinator to decide; for a worker what they asked themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _, gettext
from outreach_app.ui.backups.listed import moment
from outreach_app.ui.erasing.dialogs import EraseDialog
from outreach_app.ui.erasing.lines import Lines, line
from outreach_app.ui.widgets.basics import Card, SectionTitle
from outreach_app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Callable

    from outreach_app.sync.erasures import Request
    from outreach_app.ui.shell import Shell
    from outreach_app.workspace.erasing import Doomed


class RequestsCard(Card):
    """`answered` is called when a request was answered."""

    def __init__(self, shell: Shell, answered: Callable[[], object]) -> None:
        self._shell, self._answered = shell, answered
        self._erasing = shell.workspace.erasing
        self.lines = Lines(_("Nothing is asked."))
        super().__init__(SectionTitle(_("Asked to be erased")), self.lines)

    def show_requests(self, requests: list[Request]) -> None:
        self.lines.show_lines([self._line(one) for one in requests])

    def _line(self, one: Request) -> QWidget:
        kind = gettext(one.record.singular)
        title = f"{kind}: {one.caption}" if one.caption else kind
        detail = " · ".join(part for part in (one.by, moment(one.at), one.why) if part)
        buttons = []
        if self._shell.desk.actor.coordinator and not self._shell.desk.readonly:
            erase = Button(_("Erase …"), "danger", pressed=lambda: self._look(one))
            leave = Button(_("Leave it"), "quiet", pressed=lambda: self._decline(one))
            erase.setAccessibleName(_("Erase “{name}” …").format(name=title))
            leave.setAccessibleName(_("Leave “{name}”").format(name=title))
            buttons = [leave, erase]
        return line("hourglass", title, detail, *buttons)

    def _look(self, one: Request) -> None:
        self._shell.background.read(
            lambda session: self._erasing.preview(session, one.record, one.row),
            owner=self,
            done=lambda doomed: EraseDialog(self, doomed, lambda _why: self._grant(one)).open(),
            failed=self._shell.refuse,
        )

    def _grant(self, one: Request) -> None:
        self._shell.background.run_outside(
            lambda: self._erasing.grant(one.id),
            owner=self,
            done=self._granted,
            failed=self._shell.refuse,
            busy=self,
        )

    def _granted(self, _doomed: Doomed) -> None:
        self._shell.forget()
        self._shell.toast(_("Erased. It goes from every laptop at its next sync."))
        self._answered()

    def _decline(self, one: Request) -> None:
        self._shell.background.run_outside(
            lambda: self._erasing.decline(one.id),
            owner=self,
            done=lambda _request: self._answered(),
            failed=self._shell.refuse,
            busy=self,
        )
