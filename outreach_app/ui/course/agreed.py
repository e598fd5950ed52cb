"""What was agreed, a line for each: what, which organisation, by when. There is always one more line."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import field_of
from outreach_app.domain.records import Agreement
from outreach_app.i18n import _
from outreach_app.ui.editors import Editor, Offered, editor_for
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import SectionTitle, column, row
from outreach_app.ui.widgets.field import Field as Labelled
from outreach_app.ui.widgets.inputs import TextLine

MOST = 12
ORGANISATION_WIDTH, DAY_WIDTH = 190, 130


class _Line(NamedTuple):
    text: TextLine
    organisation: Editor
    due: Editor
    row: Labelled

    @property
    def values(self) -> dict[str, str]:
        typed = {
            "text": self.text.text().strip(),
            "organisation": self.organisation.text(),
            "due": self.due.text(),
        }
        return {name: value for name, value in typed.items() if value}

    def complaint(self) -> str:
        words = self.organisation.complaint() or self.due.complaint()
        return words or (_("Write what is agreed.") if self.values and "text" not in self.values else "")


class Agreed(QWidget):
    def __init__(self, offered: Offered) -> None:
        super().__init__()
        self._offered = offered
        self._lines: list[_Line] = []
        self._rows = column(gap=Space.S)
        self.setLayout(column(SectionTitle(_("Agreed there")), self._rows, gap=Space.S))
        self.make_room(1)

    @property
    def lines(self) -> int:
        return len(self._lines)

    def make_room(self, lines: int) -> None:
        """At least so many lines."""
        while len(self._lines) < min(lines, MOST):
            self._add()

    def values(self) -> list[dict[str, str]]:
        """Of every line that says something, as the store reads it."""
        return [line.values for line in self._lines if line.values]

    def complain(self) -> bool:
        """Says what is not understood, beside it."""
        for line in self._lines:
            line.row.set_error(line.complaint())
        return any(line.complaint() for line in self._lines)

    def _add(self) -> None:
        number = len(self._lines) + 1
        text = TextLine(_("What is agreed, {number}").format(number=number))
        text.setPlaceholderText(_("One thing, without persons"))
        organisation, due = (self._editor(name) for name in ("organisation", "due"))
        organisation.widget.setFixedWidth(theme().px(ORGANISATION_WIDTH))
        due.widget.setFixedWidth(theme().px(DAY_WIDTH))
        whole = QWidget()
        parts = row(gap=Space.S)
        parts.addWidget(text, 1)
        parts.addWidget(organisation.widget)
        parts.addWidget(due.widget)
        whole.setLayout(parts)
        whole.setFocusProxy(text)
        made = _Line(text, organisation, due, Labelled("", whole))
        text.textEdited.connect(lambda _text: self._grow())
        _keep(self, (organisation, due))
        self._lines.append(made)
        self._rows.addWidget(made.row)

    def _editor(self, name: str) -> Editor:
        described = field_of(Agreement, name)
        assert described is not None
        return editor_for(described, self._offered)

    def _grow(self) -> None:
        if self._lines[-1].text.text():
            self.make_room(len(self._lines) + 1)


def _keep(parent: QObject, editors: Iterable[Editor]) -> None:
    """Editors live as long as what they stand in."""
    for editor in editors:
        editor.setParent(parent)
