"""Old notes of this laptop, where everything else that is kept too long is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_app.i18n import _, ngettext
from outreach_app.ui.erasing.lines import Lines, line
from outreach_app.ui.erasing.old_notes import Notes
from outreach_app.ui.widgets.basics import Card, SectionTitle
from outreach_app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell


class OldNotesCard(Card):
    """Hidden where there are none."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self.lines = Lines("")
        super().__init__(SectionTitle(_("Old notes")), self.lines)
        self.hide()

    def show_notes(self, notes: Notes) -> None:
        self.setVisible(bool(notes))
        if notes:
            said = ngettext(
                "{n} note of this laptop is past its term.",
                "{n} notes of this laptop are past their term.",
                len(notes),
            )
            advice = _("Notes on encounters that nobody else has. Look at them, then erase or keep them.")
            look = Button(_("Look at them"), pressed=lambda: self._shell.old_notes.show_notes(notes))
            self.lines.show_lines([line("hourglass", said, advice, look)])
