"""One item of an agenda, and once people talk what comes of it: typed here, kept by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.promised import promised
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, day
from outreach_app.ui.discretion import Watch
from outreach_app.ui.record_table import short_day
from outreach_app.ui.widgets.basics import Text, column, empty, row
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.inputs import TextLine, TextLines
from outreach_app.ui.widgets.marks import Badge
from outreach_app.ui.widgets.more_button import MoreButton
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.rest import Rest
from outreach_app.ui.widgets.row_button import RowButton
from outreach_app.ui.widgets.tabs import Segments

if TYPE_CHECKING:
    from outreach_app.domain.vocabularies import Vocabularies
    from outreach_app.store.minutes import Agreed, Line

SAVE_REST_MS = 900
ORIGINS = {
    "overdue": ("hourglass", "red"),
    "signal": ("flag", "primary"),
    "feedback": ("message-square", "blue"),
    "joint": ("handshake", "violet"),
    "standing": ("refresh-cw", "plain"),
    "input": ("user", "plain"),
    "open": ("circle-question-mark", "violet"),
}


class Deeds(NamedTuple):
    """What a card asks its page to do, each with the id of its item first."""

    note: Callable[[Id, str, str], object]
    agree: Callable[[Id, str, Callable[[], object], Callable[[OutreachError], object]], object]
    edit: Callable[[Id], object]
    move: Callable[[Id, int], object]
    drop: Callable[[Id], object]
    open_agreement: Callable[[Id], object]


class ItemCard(QFrame):
    """`writes` opens the minutes of the item."""

    def __init__(self, line: Line, terms: Vocabularies, deeds: Deeds, *, writes: bool, fixed: bool) -> None:
        super().__init__()
        self.id, self.writes = line.item.id, writes
        self._terms, self._deeds, self._fixed = terms, deeds, fixed
        self._names: Mapping[Id, str] = {}
        self._today = date.min
        self._dirty = False
        self.setProperty("look", "card")
        self._head, self._agreed = column(), column(gap=2)
        whole = column(self._head, gap=10, margins=(18, 14, 14, 14))
        self._rest = Rest(self, SAVE_REST_MS, self.save)
        self.outcome = Segments(self._outcomes(), _("Ends in"))
        self.said = TextLines(_("In words: {item}").format(item=line.item.text), 2)
        self.said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line = TextLine(_("New agreement: {item}").format(item=line.item.text))
        self.line.setPlaceholderText(_("What is agreed @organisation by 15/12. Enter keeps it."))
        self._hint = Text("", "small", "text2", wraps=True)
        if writes:
            whole.addWidget(self._minutes())
        for part in () if writes else (self.outcome, self.said, self.line, self._hint):
            part.setParent(self)
            part.hide()
        self.setLayout(whole)

    def show_line(self, n: int, line: Line, names: Mapping[Id, str], today: date) -> None:
        """What stands there by now; what is being typed is left alone."""
        self._names, self._today = names, today
        empty(self._head)
        self._head.addWidget(self._heading(n, line))
        empty(self._agreed)
        for one in line.agreed:
            self._agreed.addWidget(self._agreement(one))
        if not self._dirty and self.said.toPlainText() != line.said:
            self.said.blockSignals(True)
            self.said.setPlainText(line.said)
            self.said.blockSignals(False)
        if not self._dirty:
            self.outcome.choose(line.outcome or ("agreement" if line.agreed else "open"))
        self.setAccessibleName(f"{n}. {line.item.text}")

    def save(self) -> None:
        """What was typed since."""
        self._rest.stop()
        if self._dirty:
            self._dirty = False
            chosen = self.outcome.current()
            self._deeds.note(self.id, "" if chosen == "open" else chosen, self.said.toPlainText().strip())

    def _heading(self, n: int, line: Line) -> QWidget:
        item, whole = line.item, QWidget()
        head = column(gap=6)
        title = row(gap=8)
        title.addWidget(Text(f"{n}. {item.text}", "strong", wraps=True), 1)
        if not line.ended and self.writes:
            title.addWidget(Badge(_("Open"), "amber", "circle"), 0, Qt.AlignmentFlag.AlignTop)
        if deeds := self._verbs():
            title.addWidget(MoreButton(*deeds), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(title)
        badges = QWidget()
        flow = Flow(gap=6)
        icon, tone = ORIGINS.get(item.origin, ("circle", "plain"))
        flow.addWidget(Badge(self._terms.label("item_origin", item.origin), tone, icon))
        if item.purpose:
            flow.addWidget(Badge(self._terms.label("purpose", item.purpose), "plain"))
        if item.late:
            flow.addWidget(Badge(self._terms.label("late_change", item.late), "amber", "pencil"))
        if item.prepared_jointly:
            flow.addWidget(Badge(_("Prepared together"), "green", "check"))
        badges.setLayout(column(flow))
        head.addWidget(badges)
        lacking = ", ".join(self._terms.label("ripeness_check", code) for code in item.lacking)
        for words in (item.explanation, _("Ripe without: {what}.").format(what=lacking) if lacking else ""):
            if words:
                head.addWidget(Text(words, "small", "text2", wraps=True))
        whole.setLayout(head)
        return whole

    def _verbs(self) -> list[tuple[str, Callable[[], object]]]:
        deeds, id = self._deeds, self.id
        return [
            (_("Edit …"), partial(deeds.edit, id)),
            (_("Move up"), partial(deeds.move, id, -1)),
            (_("Move down"), partial(deeds.move, id, 1)),
            (_("Drop, so that it shows") if self._fixed else _("Take off the agenda"), partial(deeds.drop, id)),
        ]

    def _outcomes(self) -> list[Option]:
        labels = [(code, self._terms.label("item_outcome", code)) for code in ("agreement", "decision", "reason")]
        return [Option("open", _("Not yet")), *(Option(code, label) for code, label in labels)]

    def _minutes(self) -> QWidget:
        part = QWidget()
        words = Field("", self.said)
        Watch(words, self.said)
        line = Field("", self.line)
        Watch(line, self.line)
        part.setLayout(column(row(self.outcome, None), words, self._agreed, line, self._hint, gap=8))
        self._hint.hide()
        self.said.textChanged.connect(self._typed)
        self.outcome.chosen.connect(lambda _code: self._chose())
        self.line.textChanged.connect(lambda _text: self._understand())
        self.line.returnPressed.connect(self._agree)
        return part

    def _typed(self) -> None:
        self._dirty = True
        self._rest.start()

    def _chose(self) -> None:
        self._dirty = True
        self.save()

    def _understand(self) -> None:
        """Says what will be kept, while it is typed."""
        typed = self.line.text().strip()
        self._hint.setVisible(bool(typed))
        if not typed:
            return
        try:
            found = promised(typed, self._names, self._today)
        except OutreachError as error:
            self._hint.set_tone("amber")
            self._hint.setText(f"{error} {error.what_now}")
            return
        by = _("by {day}").format(day=day(found.due, "EEEE d MMMM y")) if found.due else _("no day yet")
        self._hint.set_tone("text2")
        self._hint.setText(" · ".join((found.text, found.name or _("Nobody named yet"), by)))

    def _agree(self) -> None:
        typed = self.line.text().strip()
        if not typed:
            return

        def refused(error: OutreachError) -> None:
            self._hint.set_tone("amber")
            self._hint.setText(f"{error} {error.what_now}")
            self._hint.show()

        self._deeds.agree(self.id, typed, self.line.clear, refused)

    def _agreement(self, one: Agreed) -> QWidget:
        detail = " · ".join(part for part in (one.organisation, short_day(one.due) if one.due else "") if part)
        state = self._terms.label("agreement_state", one.state)
        pressed = partial(self._deeds.open_agreement, one.id)
        return RowButton(one.text, detail or _("Nobody named yet"), "clipboard-check", mark=state, pressed=pressed)
