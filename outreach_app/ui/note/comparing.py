"""What changed since a note was submitted: line by line, as it stood and as it stands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.note_plan import Template
from outreach_app.i18n import _, day, ngettext, speaking
from outreach_app.notes.comparing import Difference, differences
from outreach_app.notes.content import compose
from outreach_app.store.versions import versions
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, Text, column, row
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST = 200
"""Lines that are shown."""


def compare(desk: Desk, parent: QWidget, signal: Id, template: Template, language: str) -> None:
    """Shows what the last submitted version of this signal's note said, and what it would say now."""

    def read(session: "Session") -> tuple[str, list[Difference]] | None:
        found = versions(session, signal)
        if found is None:
            return None
        with speaking(language):
            changed = differences(compose(found.was, template), compose(found.now, template))
        when = day(found.date) if found.date else ""
        return " · ".join(part for part in (found.number, when) if part), changed

    def show(found: tuple[str, list[Difference]] | None) -> None:
        if found is not None:
            ComparingDialog(parent, *found).open()

    desk.background.read(read, owner=parent, done=show, failed=desk.refuse)


class ComparingDialog(Dialog):
    WIDTH = 720
    HEIGHT, AROUND = 440, 270

    def __init__(self, parent: QWidget, version: str, found: list[Difference]) -> None:
        counted = ngettext("{n} line differs.", "{n} lines differ.", len(found))
        words = counted if found else _("Nothing differs: the note would say the same today.")
        title = _("Since it was submitted: {version}").format(version=version)
        super().__init__(parent, title, words, _("Close"), self.accept)
        self._beside = parent
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel.hide()
        if found:
            self.body.addWidget(self._listed(title, found[:MOST]))
        self.button.setFocus()

    def _listed(self, title: str, found: list[Difference]) -> Scroll:
        lines, section = column(gap=Space.S), ""
        for n, one in enumerate(found):
            if n == 0 or one.section != section:
                section = one.section
                if n:
                    lines.addWidget(Rule())
                lines.addWidget(Text(section or _("Title and header"), "label", wraps=True))
            if one.was:
                lines.addLayout(_line("minus", "red", _("Was: {text}").format(text=one.was)))
            if one.now:
                lines.addLayout(_line("plus", "green", _("Is now: {text}").format(text=one.now)))
        lines.addStretch(1)
        inner = QWidget()
        inner.setLayout(lines)
        scroll = Scroll(inner, margins=(0, 0, 12, 0))
        scroll.walk_as(title)
        room = self._beside.window().height() - theme().px(self.AROUND)
        scroll.setFixedHeight(min(theme().px(self.HEIGHT), room))
        return scroll


def _line(icon: str, tone: str, words: str) -> QHBoxLayout:
    line = row(gap=Space.S)
    line.addWidget(Mark(icon, tone), alignment=Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(words, "body", wraps=True), 1)
    return line
