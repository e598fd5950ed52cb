"""What lists are limited to on this laptop: everything, or one convenant. The switch stands in the navigation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from outreach_app.domain.records import Area, Convenant
from outreach_app.i18n import _
from outreach_app.store import settings
from outreach_app.store.confining import CONVENANT, Confined, confined_to, convenants
from outreach_app.ui.shortcuts import CONFINE, bind, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from outreach_app.domain.fields import Id
    from outreach_app.domain.records import Record
    from outreach_app.ui.shell import Shell

Choice = tuple["Sequence[Confined]", "Confined | None"]


class Confining(QObject):
    """Shows the switch where there is a convenant to choose; pages are told what they are limited to."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._known: Sequence[Confined] = ()
        self.chosen: Confined | None = None
        self.button = shell.navigation.scope
        self.button.clicked.connect(lambda _on: self.offer())
        bind(shell, CONFINE, self.offer, anywhere=True)
        shell.background.records_changed.connect(self._reload_if_written)
        self.reload()

    def reload(self) -> None:
        def read(session: Session) -> Choice:
            return convenants(session), confined_to(session)

        if self._shell.desk.readonly:
            return
        self._shell.background.read(read, owner=self, done=lambda found: self._show(*found))

    def offer(self) -> None:
        """The convenants to choose from, and everything."""
        if not self._known:
            return
        menu = QMenu(self.button)
        menu.setAccessibleName(_("What lists show"))
        for one in (None, *self._known):
            action = QAction((one.name if one else _("Everything")).replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(one == self.chosen)
            action.triggered.connect(partial(self.choose, one.id if one else None))
            menu.addAction(action)
        above = QPoint(0, menu.sizeHint().height())
        menu.popup(self.button.mapToGlobal(self.button.rect().topLeft()) - above)

    def choose(self, convenant: Id | None, _on: bool = False) -> None:
        """Keeps it on this laptop, and shows every page anew."""
        self._shell.background.run(
            lambda session: settings.put(session, CONVENANT, convenant),
            owner=self,
            done=lambda _kept: self._shell.anew_wanted.emit(),
        )

    def _show(self, known: Sequence[Confined], chosen: Confined | None) -> None:
        self._known, self.chosen = known, chosen
        name = chosen.name if chosen else _("Everything")
        self.button.setText(chosen.name if chosen else _("Shows everything"))
        self.button.setAccessibleName(_("What lists show: {name}").format(name=name))
        self.button.show_keys(_("What lists show: {name} ({keys})").format(name=name, keys=told(CONFINE)))
        self.button.setVisible(bool(known))
        for page in self._shell.pages:
            page.confine(chosen)

    @Slot(set)
    def _reload_if_written(self, written: set[type[Record]]) -> None:
        if {Convenant, Area} & written:
            self.reload()
