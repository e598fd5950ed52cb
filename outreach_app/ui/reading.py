"""A record to read, as a whole: its name, what can be done with it, its fields, what hangs on it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import field_of
from outreach_app.i18n import _, day
from outreach_app.store.sheets import Sheet
from outreach_app.ui.detail import Detail
from outreach_app.ui.offers import from_millis
from outreach_app.ui.widgets.basics import Rule, Text, column, row
from outreach_app.ui.widgets.marks import StatePill
from outreach_app.ui.widgets.scroll import Scroll


def reading(
    found: Sheet,
    caption: str,
    buttons: Sequence[QWidget],
    above: Sequence[QWidget],
    below: Sequence[QWidget],
    hidden: Sequence[str],
    at_foot: Sequence[QWidget] = (),
) -> QWidget:
    """`buttons` stand beside the name, `above` and `below` before and after the fields that are not `hidden`,
    `at_foot` beside the day of the last change."""
    record, kind = found.record, type(found.record)
    title = Text(caption, "title", wraps=True)
    title.setMinimumWidth(1)
    head = row(gap=2)
    head.addWidget(title, 1)
    for button in buttons:
        head.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
    body = column(head, gap=16)
    state = field_of(kind, "state")
    if state is not None:
        code = getattr(record, state.name)
        body.addWidget(StatePill(code, found.terms.label(state.vocabulary, code)))
    for part in above:
        body.addWidget(part)
    body.addWidget(Detail(found, hidden=(kind.named_by, "state", *hidden)))
    for part in below:
        body.addWidget(Rule())
        body.addWidget(part)
    body.addStretch(1)
    written = _("Last changed on {day}").format(day=day(from_millis(found.updated)))
    foot = row(Text(written, "small", "text3", wraps=True), *at_foot)
    foot.setStretch(0, 1)
    body.addLayout(foot)
    inner = QWidget()
    inner.setLayout(body)
    return Scroll(inner, margins=20)
