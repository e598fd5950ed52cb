"""The team's spots: taken over, typed one a line, from a spreadsheet, or later."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _, ngettext
from outreach_app.ui.background import Background
from outreach_app.ui.widgets.basics import Text, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.choice_card import ChoiceCard
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLines
from outreach_app.ui.widgets.messages import MessageBar
from outreach_app.ui.wizard.making import (
    JOIN,
    LATER,
    SHEET,
    TEAM,
    TYPED,
    Answers,
    SheetLook,
    look_at_sheet,
    names_in,
)
from outreach_app.ui.wizard.step import Cards, Step


class Spots(Step):
    topic = "spots"

    def __init__(self, background: Background) -> None:
        super().__init__(
            _("Where are the young people?"),
            _("Squares, stops, parks. A handful to begin with is enough; while entering a round you add more."),
        )
        self._background = background
        self._sheet: Path | None = None
        self._seen: SheetLook | None = None
        self.ways = Cards(_cards(), self._chosen)
        self.lines = TextLines(_("Spots, one a line"), 5)
        self.lines.textChanged.connect(self._count)
        self._counted = Text("", "small", "text2", wraps=True)
        self.lines_field = Field(
            _("Spots, one a line"), self.lines, hint=_("A column of a table can be pasted too.")
        )
        self.browse = Button(_("Choose a spreadsheet …"), "secondary", "folder-open", self._browse)
        self._file = Text("", "label", wraps=True)
        self._choosing = QWidget()
        line = row(self.browse, gap=12)
        line.addWidget(self._file, 1)
        self._choosing.setLayout(line)
        self.result = MessageBar()
        for part in (self.ways, self.lines_field, self._counted, self._choosing, self.result):
            self.body.addWidget(part)
        self.body.setSpacing(12)

    def recall(self, answers: Answers) -> None:
        self.lines.setPlainText(answers.spot_lines)
        if answers.spots:
            self.ways.choose(answers.spots)
        if answers.sheet is not None:
            self.look_at(answers.sheet)

    def ask(self, answers: Answers) -> None:
        joining = answers.kind == JOIN
        self.ways.offer(*((TEAM,) if joining else ()), TYPED, SHEET, LATER)
        if not answers.spots:
            self.ways.choose(TEAM if joining else TYPED)
        self._chosen()

    def keep(self, answers: Answers) -> None:
        answers.spots, answers.spot_lines = self.ways.chosen(), self.lines.toPlainText()
        answers.sheet = self._sheet if self._seen is not None else None

    def answer(self, answers: Answers) -> bool:
        self.keep(answers)
        missing = ""
        if answers.spots == TYPED and not answers.spot_names():
            missing = _("Type at least one, or choose to do it later.")
        if answers.spots == SHEET and answers.sheet is None:
            self.result.say(
                _("Choose a spreadsheet first, or choose to do it later."), "", "error", closable=False
            )
            self.browse.setFocus()
            return False
        self.lines_field.set_error(missing)
        if missing:
            self.lines.setFocus()
        return not missing

    def first(self) -> QWidget:
        way = self.ways.chosen()
        return self.lines if way == TYPED else self.browse if way == SHEET else self.ways.first()

    def look_at(self, file: Path) -> None:
        self._sheet, self._seen = file, None
        self._file.setText(file.name)
        self._background.run_outside(
            lambda: look_at_sheet(file), owner=self, done=self._show_sheet, failed=self._refused
        )

    def _show_sheet(self, seen: SheetLook) -> None:
        self._seen = seen
        title = ngettext("{n} row found", "{n} rows found", seen.rows)
        told = _("Taken over: {columns}.").format(columns=", ".join(seen.known))
        if seen.others:
            told += " " + _("Not taken over: {columns}.").format(columns=", ".join(seen.others))
        self.result.say(title, told, "good", closable=False)

    def _refused(self, error: OutreachError) -> None:
        self.result.say(str(error), error.what_now, "error", closable=False)

    def _count(self) -> None:
        names = names_in(self.lines.toPlainText())
        self._counted.setText(ngettext("{n} spot", "{n} spots", len(names)) if names else "")
        if names:
            self.lines_field.set_error()

    def _chosen(self) -> None:
        way = self.ways.chosen()
        self.lines_field.setVisible(way == TYPED)
        self._counted.setVisible(way == TYPED)
        self._choosing.setVisible(way == SHEET)
        self.result.setVisible(way == SHEET and self._seen is not None)

    def _browse(self) -> None:
        kinds = "*.xlsx *.csv *.tsv *.txt *.ods"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Spreadsheet of spots"), "", kinds)
        if chosen:
            self.look_at(Path(chosen))


def _cards() -> dict[str, ChoiceCard]:
    return {
        TEAM: ChoiceCard(
            "folder-sync",
            _("From my team"),
            _("They come by themselves with the first sync after you are let in."),
        ),
        TYPED: ChoiceCard("pencil", _("I type them"), _("One a line, or paste a column.")),
        SHEET: ChoiceCard(
            "table-2", _("From a spreadsheet"), _("Excel or CSV with a column of names; area and kind come along.")
        ),
        LATER: ChoiceCard("clock", _("Later"), _("You can add spots at any time, while entering a round too.")),
    }
