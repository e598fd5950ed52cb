"""The visits of a round below each other, and the way to the next one: a spot's name, or one of the last ones."""

from functools import partial

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from outreach_app.domain.drafts import Pick, RoundDraft, VisitDraft
from outreach_app.domain.fields import Id
from outreach_app.i18n import _
from outreach_app.store.round_lists import EntryChoices
from outreach_app.ui.entry.encounter_tabs import told
from outreach_app.ui.entry.places import spot_options
from outreach_app.ui.icons_of import SPOT_ICONS
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import SectionTitle, Text, column, empty
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.picker import Picker
from outreach_app.ui.widgets.row_button import RowButton
from outreach_app.ui.widgets.tab_order import tab_before

RECENT = 4


class VisitList(QWidget):
    chosen = QtSignal(int)
    """A visit to look at."""
    added = QtSignal(object)
    """The Pick of a spot that was gone past."""

    def __init__(self, choices: EntryChoices) -> None:
        super().__init__()
        self._kinds = {choice.pick.id: choice.kind for choice in choices.spots}
        self._rows: list[RowButton] = []
        self._left: list[Pick] | None = None
        self._group = QButtonGroup(self)
        self._list: QVBoxLayout = column(gap=2)
        self.next = Picker(_("Next spot"), _("Type a spot …"), new=True)
        self._field = Field(_("Next spot"), self.next)
        self._recent = QWidget()
        self._recent.setLayout(Flow(gap=6))
        self._recent_title = Text(_("Visited lately"), "small", "text3")
        title = SectionTitle(_("Spots"))
        self._count = title.hint
        self.setLayout(
            column(title, self._list, self._field, column(self._recent_title, self._recent, gap=6), gap=Space.M)
        )
        self.next.taken.connect(self._take)
        self.offer(choices)

    def offer(self, choices: EntryChoices) -> None:
        self._kinds = {choice.pick.id: choice.kind for choice in choices.spots}
        self._choices = choices
        self.next.offer(spot_options(choices))

    def show_draft(self, draft: RoundDraft, current: int) -> None:
        """As many rows as visits; the current one is marked."""
        before = len(self._rows)
        while len(self._rows) > len(draft.visits):
            row = self._rows.pop()
            self._group.removeButton(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(draft.visits):
            at = len(self._rows)
            row = RowButton("", pressed=partial(self.chosen.emit, at))
            row.setCheckable(True)
            self._group.addButton(row)
            self._rows.append(row)
            self._list.addWidget(row)
        for at, (row, visit) in enumerate(zip(self._rows, draft.visits, strict=True)):
            self._show_row(row, visit)
            row.setChecked(at == current)
        if len(self._rows) != before:
            tab_before(self.next, *self._rows)
        self._count.setText(str(len(draft.visits)) if draft.visits else "")
        self._show_recent({visit.spot.id for visit in draft.visits if visit.spot})

    def set_error(self, words: str) -> None:
        self._field.set_error(words)
        if words:
            self.next.setFocus()

    def take_left_over(self) -> None:
        """A spot that was typed and not taken yet counts too."""
        if self.next.text().strip():
            self._take()

    def _show_row(self, row: RowButton, visit: VisitDraft) -> None:
        name = visit.spot.name if visit.spot else visit.area.name if visit.area else _("Which spot?")
        icon = SPOT_ICONS.get(self._kinds.get(visit.spot.id, "") if visit.spot else "", "map-pin")
        if visit.no_contact:
            row.show_row(name, _at(visit, _("Nobody there")), icon)
        elif visit.contacts:
            row.show_row(name, _at(visit, told(visit.encounters)), icon)
        else:
            row.show_row(name, _at(visit, _("Nothing counted yet")), icon, colour="amber")

    def _show_recent(self, gone_past: set[Id | None]) -> None:
        left = [c.pick for c in self._choices.spots if c.last and c.pick.id not in gone_past][:RECENT]
        if left == self._left:
            return
        self._left = left
        flow = self._recent.layout()
        assert isinstance(flow, Flow)
        empty(flow)
        before: QWidget = self.next
        for pick in left:
            chip = Button(pick.name, "chip", pressed=partial(self.added.emit, pick))
            flow.addWidget(chip)
            QWidget.setTabOrder(before, chip)
            before = chip
        self._recent_title.setVisible(bool(left))
        self._recent.setVisible(bool(left))

    def _take(self) -> None:
        id, name = self.next.chosen(), self.next.text().strip()
        self.next.choose("")
        self._field.set_error("")
        if name:
            self.added.emit(Pick(name, Id(id) if id else None))


def _at(visit: VisitDraft, words: str) -> str:
    return f"{visit.start} · {words}" if visit.start else words
