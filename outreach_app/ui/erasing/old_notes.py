"""Notes that only this laptop has and that are past their term: their owner is asked after unlocking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Id
from outreach_app.i18n import _, day, ngettext
from outreach_app.ui.erasing.dialogs import ForGood
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, Text, column
from outreach_app.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell

Notes = Mapping[Id, tuple[date, str]]


class OldNotes(QObject):
    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell, self._retention = shell, shell.workspace.retention

    def begin(self) -> None:
        """Asks in the bar above the pages, unless something graver stands there."""
        self._shell.background.read(self._retention.old_local_notes, owner=self, done=self._ask)

    def _ask(self, notes: Notes) -> None:
        if notes and self._shell.notice.isHidden():
            said = ngettext(
                "{n} note of this laptop is past its term.",
                "{n} notes of this laptop are past their term.",
                len(notes),
            )
            advice = _("Notes on encounters that nobody else has. Look at them, then erase or keep them.")
            self._shell.notice.say(said, advice, "info", (_("Look at them"), lambda: self.show_notes(notes)))

    def show_notes(self, notes: Notes) -> None:
        OldNotesDialog(self._shell, notes, erase=lambda: self._erase(notes), keep=self._keep).open()

    def _erase(self, notes: Notes) -> None:
        self._shell.background.run_outside(
            lambda: self._retention.erase_local_notes(list(notes)),
            owner=self,
            done=self._erased,
        )

    def _erased(self, n: int) -> None:
        self._shell.forget()
        self._shell.toast(ngettext("{n} note is erased.", "{n} notes are erased.", n))

    def _keep(self) -> None:
        self._shell.background.run_outside(
            self._retention.keep_local_notes,
            owner=self,
            done=lambda _none: self._shell.toast(_("They stay. You are asked again in a month.")),
        )


class OldNotesDialog(ForGood):
    """`erase` and `keep` are what its two buttons do; Escape leaves the question for the next time."""

    WIDTH = 560

    def __init__(
        self, parent: QWidget, notes: Notes, *, erase: Callable[[], object], keep: Callable[[], object]
    ) -> None:
        words = _(
            "They stand in this vault and its backups only. What still matters, write as a need or a step first."
        )
        super().__init__(parent, _("Old notes"), words, _("Erase them"), erase)
        self._keep_then = keep
        self.cancel.set_text(_("Keep them a month more"))
        self.cancel.clicked.connect(lambda _checked: self._keep_then())
        listed = column(gap=Space.M)
        for position, (when, note) in enumerate(notes.values()):
            if position:
                listed.addWidget(Rule())
            listed.addLayout(
                column(Text(day(when, "d MMMM yyyy"), "small", "text2"), Text(note, "body", wraps=True), gap=2)
            )
        listed.addStretch(1)
        inner = QWidget()
        inner.setLayout(listed)
        scroll = Scroll(inner)
        scroll.setFixedHeight(theme().px(260))
        scroll.walk_as(_("Notes"))
        self.body.addWidget(scroll)
