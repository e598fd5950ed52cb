"""Many records brought to another state at once; those that cannot go there stay, and are counted with why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from outreach_app.domain.agreements import AGREEMENT_PATH
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Agreement
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _
from outreach_app.store import bulk
from outreach_app.store.listing import vocabularies
from outreach_app.ui.dialogs.reason import ReasonDialog
from outreach_app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from outreach_app.ui.bulk import Bulk

_STATES = ((AGREEMENT_PATH[2], False), (AGREEMENT_PATH[1], False), ("lapsed", True), (AGREEMENT_PATH[0], True))
"""Where agreements may go together, the usual first, and whether everyone who goes there gives a reason."""


class BulkMoves:
    """The button of the bar below a list of agreements, and its deeds."""

    def __init__(self, owner: Bulk) -> None:
        self._owner = owner
        self.button = Button(_("Move …"), "quiet", "arrow-right", self.ask)

    def ask(self) -> None:
        """Where to, from a menu, in the words of the team."""
        self._owner.desk.background.read(vocabularies, owner=self.button, done=self._offer)

    def move(self, state: str, label: str, reason: str, ids: Sequence[Id]) -> None:
        desk = self._owner.desk
        actor, today = desk.actor, desk.today()
        self._owner.do(
            ids,
            _("{what} are changed …"),
            lambda session, step: bulk.move(session, ids, state, actor, today, reason, step),
            _("Moved to {state}: {what}.").replace("{state}", label),
        )

    def _offer(self, terms: Vocabularies) -> None:
        menu = QMenu(self.button)
        menu.setAccessibleName(_("Where to?"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for state, reason in _STATES:
            label = terms.label("agreement_state", state)
            words = _("Move to {state}").format(state=label)
            start = partial(self._ask_why if reason else self._start, state, label)
            menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _on, start=start: start())
        menu.popup(self.button.mapToGlobal(self.button.rect().topLeft()) - QPoint(0, menu.sizeHint().height()))

    def _start(self, state: str, label: str, reason: str = "") -> None:
        self._owner.with_ids(partial(self.move, state, label, reason))

    def _ask_why(self, state: str, label: str) -> None:
        title = _("Move to {state}").format(state=label)
        ReasonDialog(self.button.window(), title, partial(self._start, state, label)).open()


def moves_of(owner: Bulk) -> list[Button]:
    """What the bar gets for a list of this kind."""
    return [BulkMoves(owner).button] if owner.record is Agreement else []
