"""What the note consists of, how far each part is, and the figures it stands on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QButtonGroup, QFrame, QWidget

from outreach_app.domain.note_plan import ALONE
from outreach_app.domain.notes import NoteSource
from outreach_app.i18n import _, day
from outreach_app.ui.desk import Desk
from outreach_app.ui.note.sections import Fullness, Section, fullness, words_of
from outreach_app.ui.note.state import NoteState
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.outline_row import OutlineRow, budgeted
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.ui.widgets.tab_order import tab_before

MARKS = {
    Fullness.FULL: ("circle-check", "green"),
    Fullness.PART: ("circle-alert", "amber"),
    Fullness.EMPTY: ("circle", "text3"),
}


class Outline(QFrame):
    chosen = QtSignal(str)
    """The name of a section."""
    freeze_asked = QtSignal()
    compare_asked = QtSignal()

    def __init__(self, desk: Desk, templates: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("look", "card")
        self._rows: dict[str, OutlineRow] = {}
        self._sections: Sequence[Section] = ()
        self._group = QButtonGroup(self)
        self._list = column(gap=2)
        self._mark = Mark("shield-check", "green", 18)
        self._frozen = Text("", "label", wraps=True)
        self._why = Text("", "small", "text2", wraps=True)
        self._alone = Text("", "small", "text3", wraps=True)
        self._alone.setToolTip(_("What stands there is enough for a reader who reads no further."))
        self.freeze = Button(_("Freeze the figures"), "secondary", pressed=self.freeze_asked.emit)
        self.compare = Button(_("What changed since"), "link", "git-merge", self.compare_asked.emit)
        self.compare.setToolTip(_("What the note said when it was submitted, and what it would say now"))
        said = row(gap=10)
        said.addWidget(self._mark)
        said.addWidget(self._frozen, 1)
        inner = QWidget()
        inner.setLayout(column(self._list, self._alone, None, gap=8))
        foot = column(said, self._why, self.freeze, self.compare, gap=Space.S, margins=(14, 12, 14, 14))
        head = column(row(templates, None), margins=(14, 12, 14, 8))
        self.setLayout(column(head, Scroll(inner, margins=(10, 0, 10, 8)), Rule(), foot, gap=0, margins=1))

    def offer(self, sections: Sequence[Section], current: str) -> None:
        """The sections of the template chosen."""
        self._sections = sections
        for old in self._rows.values():
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        self._rows = {}
        for section in sections:
            line = self._rows[section.name] = OutlineRow(section.title, section.icon)
            line.clicked.connect(lambda _on, name=section.name: self.chosen.emit(name))
            self._group.addButton(line)
            self._list.addWidget(line)
        tab_before(self.freeze, *self._rows.values())
        if current in self._rows:
            self._rows[current].setChecked(True)

    def show_source(self, source: NoteSource) -> None:
        """How far each section is now."""
        words = {
            Fullness.FULL: _("complete"),
            Fullness.PART: _("not complete yet"),
            Fullness.EMPTY: _("to be written"),
        }
        for section in self._sections:
            full = fullness(section, source)
            self._rows[section.name].show_mark(*MARKS[full], words[full])
            self._rows[section.name].show_budget(words_of(section, source), section.words)
        alone = [section for section in self._sections if section.name in ALONE and section.words]
        said = sum(words_of(section, source) for section in alone)
        told = budgeted(said, sum(section.words for section in alone)) if said else ""
        self._alone.setText(_("First half page: {words}").format(words=told) if told else "")
        self._alone.setVisible(bool(told))

    def show_state(self, state: NoteState) -> None:
        """Whether the figures are frozen, and who may do it."""
        coordinator = self._desk.actor.coordinator and not self._desk.readonly
        self.freeze.setVisible(coordinator and not state.submitted)
        self.compare.setVisible(state.was_submitted)
        if state.submitted:
            self._say("lock", "text2", _("Submitted: the note stays as it is."), "")
        elif state.frozen_on is not None:
            when = day(state.frozen_on)
            self._say("shield-check", "green", _("Figures frozen on {day}").format(day=when), _rounded())
            self.freeze.set_text(_("Freeze again"))
        elif coordinator:
            self._say("circle-alert", "amber", _("Figures not frozen yet"), _rounded())
            self.freeze.set_text(_("Freeze the figures"))
        else:
            self._say("circle-alert", "amber", _("Figures not frozen yet"), _("Ask a coordinator to freeze them."))

    def _say(self, icon: str, colour: str, words: str, why: str) -> None:
        self._mark.show_icon(icon, colour)
        self._frozen.setText(words)
        self._why.setText(why)
        self._why.setVisible(bool(why))


def _rounded() -> str:
    return _("Rounded to 5; small numbers are left out.")
