"""What was decided: the outcome, its words and conditions, and what was agreed there, typed while the minutes are
still fresh."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.ui.course.agreed import Agreed
from outreach_app.ui.dialogs.move import MoveDialog
from outreach_app.ui.theme import theme

WIDTH = 720


class DecisionDialog(MoveDialog):
    def agreements(self) -> list[dict[str, str]]:
        return self._agreed.values()

    def make_room(self, typed: Mapping[str, Any]) -> None:
        """Before what was typed is put back: as many lines as there were."""
        self._agreed.make_room(typed.get("agreed", 1))

    def kept(self) -> dict[str, Any]:
        kept = super().kept()
        return {**kept, "typed": {**kept["typed"], "agreed": self._agreed.lines}}

    def _lay_out(self, title: str) -> None:
        self._agreed = Agreed(self.offered)
        super()._lay_out(_("Note what was decided"))
        self._reason_row.hide()  # what was decided says it
        self.setMinimumWidth(theme().px(WIDTH))

    def _answer(self) -> None:
        if not self._agreed.complain():
            super()._answer()

    def _below(self) -> list[QWidget]:
        return [self._agreed]
