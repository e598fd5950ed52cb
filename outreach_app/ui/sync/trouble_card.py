"""What is missing, damaged or waiting, and a button for what can be done about it here."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.i18n import _, ngettext
from outreach_app.ui.sync.saying import seen_on
from outreach_app.ui.sync.troubles import Trouble
from outreach_app.ui.widgets.basics import Card, Elided, Rule, SectionTitle, Text, column, empty, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark

MOST = 12
"""Shown one by one: whoever has more has one trouble, not many."""


class TroubleCard(Card):
    """Says `wanted` with a Deed."""

    wanted = QtSignal(object)

    def __init__(self) -> None:
        super().__init__(gap=12)
        self._shown: list[Trouble] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.body.addWidget(SectionTitle(_("What needs a look")))
        self.body.addLayout(self._lines)

    def show_troubles(self, troubles: Sequence[Trouble]) -> None:
        if self._shown == (shown := list(troubles)):
            return  # whoever stands on a button keeps it
        self._shown = shown
        empty(self._lines)
        for position, trouble in enumerate(troubles[:MOST]):
            if position:
                self._lines.addWidget(Rule())
            self._lines.addWidget(self._line(trouble))
        if len(troubles) > MOST:
            more = ngettext("and {n} more file", "and {n} more files", len(troubles) - MOST)
            self._lines.addWidget(Text(more, "small", "text2"))
        if not troubles:
            calm = row(Mark("circle-check", "green", 18), gap=10)
            calm.addWidget(Text(_("Nothing is missing and nothing is damaged."), "body", wraps=True), 1)
            holder = QWidget()
            holder.setLayout(calm)
            self._lines.addWidget(holder)

    def _line(self, trouble: Trouble) -> QWidget:
        line = row(gap=12)
        line.addWidget(Mark(trouble.icon, trouble.tone, 18), alignment=Qt.AlignmentFlag.AlignTop)
        said = column(Text(trouble.title, "label", wraps=True), gap=2)
        if trouble.advice:
            said.addWidget(Text(trouble.advice, "small", "text2", wraps=True))
        if trouble.name:
            since = seen_on(trouble.since)
            said.addWidget(Elided(" · ".join(filter(None, (since, trouble.name))), "small", "text3"))
        line.addLayout(said, 1)
        if (deed := trouble.deed) is not None:
            button = Button(_(deed.value), "secondary", pressed=lambda: self.wanted.emit(deed))
            button.setAccessibleDescription(trouble.title)
            line.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        holder.setLayout(line)
        return holder
