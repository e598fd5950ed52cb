"""A spot at which nobody was, which counts too. What was entered before that was said stays until it is let go."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from outreach_app.domain.drafts import VisitDraft
from outreach_app.i18n import _
from outreach_app.ui.entry.encounter_tabs import all_told
from outreach_app.ui.locking.clipboard import put
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.scroll import Scroll


class NobodyThere(QStackedWidget):
    """`somebody` takes the tick off, `let_go` lets go of what is entered; nothing is saved before one of them."""

    def __init__(self, somebody: Callable[[], object], let_go: Callable[[], object]) -> None:
        super().__init__()
        self._told = Text("", "body", "text2", wraps=True)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._keep = Button(_("Somebody was there"), "secondary", pressed=somebody)
        go = Button(_("Let it go"), "quiet", "trash-2", let_go)
        copy = Button(_("Copy the words"), "quiet", "copy", lambda: put(self._told.text()))
        sentence = Text(_("Nobody there, and yet this is entered:"), "heading", wraps=True)
        for text in (sentence, self._told):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        asked = QWidget()
        middle = column(row(None, Mark("circle-alert", "amber", 36), None), 4, sentence, self._told, gap=8)
        middle.addSpacing(8)
        middle.addLayout(row(None, self._keep, copy, go, None, gap=Space.M))
        hint = Text(_("Nothing is saved before you chose."), "small", "text3", wraps=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(hint)
        asked.setLayout(column(None, middle, None, margins=16))
        self.addWidget(
            EmptyState(
                "footprints", _("Nobody there. That counts too."), _("Ctrl+Shift+Enter goes to the next spot.")
            )
        )
        self.addWidget(Scroll(asked))

    def show_visit(self, visit: VisitDraft) -> None:
        self.setCurrentIndex(int(visit.doubtful))
        self._told.setText(all_told(visit.encounters) if visit.doubtful else "")
        self._keep.setAccessibleDescription(self._told.text())

    def ask(self) -> None:
        self._keep.setFocus()
