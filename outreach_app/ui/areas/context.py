"""The local context of an area on paper."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from outreach_app.domain.fields import Id
from outreach_app.i18n import _, language
from outreach_app.notes.printing import Printed, print_context
from outreach_app.store.area_context import AreaContext, area_context
from outreach_app.ui.desk import Desk
from outreach_app.ui.leaving.asking import ask_to_leave, note
from outreach_app.ui.leaving.outlet import Outlet, print_pdf, save_paper
from outreach_app.ui.note.paper import Paper
from outreach_app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class ContextOut:
    """`button` offers the ways; each asks first, then goes through the register."""

    def __init__(self, desk: Desk, owner: QWidget, area: Id) -> None:
        self._desk, self._owner, self._area = desk, owner, area
        self.button = Button(_("Local context on paper …"), "secondary", "printer", self._offer)

    def _offer(self) -> None:
        menu = QMenu(self.button)
        menu.setAccessibleName(_("On paper"))
        menu.addAction(_("Print …"), lambda: self.let_out(_("Print"), print_pdf))
        menu.addAction(_("Save as PDF …"), lambda: self.let_out(_("Save PDF"), save_paper))
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def let_out(self, verb: str, way: Callable[[Outlet, Paper, QWidget], object]) -> None:
        def go(recipient: str) -> None:
            self._make(lambda made: way(self._outlet(made, recipient), made, self._owner))

        words = _(
            "Target group, offer and surroundings of this area, without persons and without figures. On paper it "
            "is no longer encrypted: read it through first."
        )
        ask_to_leave(self._desk, self._owner, verb, go, words)

    def _outlet(self, made: Paper, recipient: str) -> Outlet:
        desk = self._desk
        return Outlet(
            desk.background,
            lambda words: desk.toast(words, None),
            desk.refuse,
            lambda kind, then, path: note(desk, self._owner, kind, recipient, made.records, then, path),
        )

    def _make(self, done: Callable[[Paper], object]) -> None:
        area, today, spoken = self._area, self._desk.today(), language()

        def read(session: "Session") -> AreaContext:
            return area_context(session, area)

        def put(found: AreaContext) -> None:
            self._desk.background.run_outside(
                lambda: print_context(found, today, spoken), owner=self._owner, done=made, failed=self._desk.refuse
            )

        def made(printed: Printed) -> None:
            if printed.warning:
                self._desk.toast(printed.warning, None)
            done(Paper(printed.content, printed.file_name, printed.records, printed.unprintable))

        self._desk.background.read(read, owner=self._owner, done=put)
