"""A record to read: what is filled in, and nothing that is not."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from outreach_app.domain.fields import Field, Kind, fields_of
from outreach_app.domain.values import shown
from outreach_app.i18n import _
from outreach_app.store.sheets import Sheet
from outreach_app.ui.record_table import short_day, term_mark
from outreach_app.ui.widgets.basics import Text, column
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.marks import Badge

UNREAD = frozenset({"hash", "version"})
"""For programs to compare."""
WIDE = frozenset({Kind.LINES, Kind.TERMS, Kind.TALLY, Kind.REFERENCES})


class Detail(QWidget):
    """Fields of a record, short ones in pairs, each its label above its value. User text is shown as typed."""

    def __init__(self, sheet: Sheet, hidden: Sequence[str] = ()) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        row = at = 0
        for field in fields_of(type(sheet.record)):
            made = None if field.name in hidden or field.name in UNREAD else _value(field, sheet)
            if made is None:
                continue
            wide = field.kind in WIDE or field.multiline or len(_text(field, sheet)) > 28
            if wide and at:
                row, at = row + 1, 0
            grid.addWidget(made, row, at, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            row, at = (row + 1, 0) if wide or at else (row, 1)
        self.setLayout(grid)


def _text(field: Field, sheet: Sheet) -> str:
    value = getattr(sheet.record, field.name)
    return short_day(value) if field.kind == Kind.DATE else shown(field, value, sheet.terms, sheet.names)


def _value(field: Field, sheet: Sheet) -> QWidget | None:
    """Label and value; None where there is nothing to say."""
    value = getattr(sheet.record, field.name)
    if not value or field.kind == Kind.FROZEN:
        return None
    whole = QWidget()
    if field.kind == Kind.TERMS:
        content: QWidget = QWidget()
        marks = (term_mark(field.vocabulary, code, sheet.terms) for code in value)
        content.setLayout(Flow(*(Badge(mark.text, "primary", mark.icon) for mark in marks), gap=6))
    elif field.multiline:
        content = Text(str(value), "body", wraps=True)
    else:
        content = Text(_text(field, sheet), "label", wraps=True)
    if isinstance(content, Text):
        content.setMinimumWidth(1)  # a long word is cut off rather than everything pushed aside
        content.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    whole.setLayout(column(Text(_(field.label), "small", "text3"), content, gap=3))
    return whole
