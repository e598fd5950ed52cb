"""The views of a list that somebody kept, behind one button."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from outreach_app.domain.filters import View
from outreach_app.i18n import _
from outreach_app.store.filters import forget_view, keep_view, views
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.view_name import ViewNameDialog
from outreach_app.ui.widgets.buttons import IconButton

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class ViewsButton(IconButton):
    """`now` tells what the list shows, under a name; `show_view` makes it show something else."""

    def __init__(
        self, desk: Desk, slug: str, now: Callable[[str], View], show_view: Callable[[View], object]
    ) -> None:
        super().__init__("bookmark", _("Saved views"), self._ask)
        self._desk, self._slug, self._now, self._show = desk, slug, now, show_view

    def _ask(self) -> None:
        slug = self._slug

        def read(session: "Session") -> list[View]:
            return views(session, slug)

        self._desk.background.read(read, owner=self, done=self._open)

    def _open(self, kept: Sequence[View]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("Saved views"))
        menu.addAction(_("Everything"), partial(self._show, View("")))
        for view in kept:
            menu.addAction(view.name.replace("&", "&&"), partial(self._show, view))
        if not self._desk.readonly:
            menu.addSeparator()
            menu.addAction(_("Save this view …"), lambda: self._name(kept))
            if kept:
                gone = menu.addMenu(_("Delete a view"))
                for view in kept:
                    gone.addAction(view.name.replace("&", "&&"), partial(self._forget, view))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _name(self, kept: Sequence[View]) -> None:
        ViewNameDialog(self.window(), {view.name for view in kept}, self._keep).open()

    def _keep(self, name: str, view: View | None = None) -> None:
        slug, kept = self._slug, view or self._now(name)
        self._desk.background.run(
            lambda session: keep_view(session, slug, kept),
            owner=self,
            done=lambda _none: self._desk.toast(_("The view “{name}” is kept.").format(name=name), None),
        )

    def _forget(self, view: View) -> None:
        slug = self._slug
        self._desk.background.run(
            lambda session: forget_view(session, slug, view.name),
            owner=self,
            done=lambda _none: self._desk.toast(
                _("The view “{name}” is deleted.").format(name=view.name),
                (_("Undo"), lambda: self._keep(view.name, view)),
            ),
        )
