"""The whole of a round being typed: head and visits at the left, the visit at hand at the right."""

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from outreach_app.domain.drafts import DraftProblem, EncounterDraft, Pick, RoundDraft, VisitDraft
from outreach_app.i18n import _
from outreach_app.store.round_lists import EntryChoices
from outreach_app.ui.desk import Desk
from outreach_app.ui.entry.round_head import RoundHead
from outreach_app.ui.entry.visit_list import VisitList
from outreach_app.ui.entry.visit_panel import VisitPanel
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, column, row
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.scroll import Scroll

LEFT_WIDTH = 316
LEFT_NARROW = 262
NARROW = 900


class RoundBoard(QWidget):
    """Shows a draft and writes into it."""

    changed = QtSignal()

    def __init__(self, desk: Desk, choices: EntryChoices) -> None:
        super().__init__()
        self.draft = RoundDraft(date=desk.today())
        self.current = -1
        self.head = RoundHead(desk)
        self.visits = VisitList(choices)
        self.panel = VisitPanel(choices)
        self._right = QStackedWidget()
        self._lay_out()
        self.head.offer(choices)
        self.head.changed.connect(self._head_changed)
        self.visits.chosen.connect(self.show_visit)
        self.visits.added.connect(self.add_visit)
        self.panel.changed.connect(self._visit_changed)
        self.panel.remove_asked.connect(self.remove_visit)

    def offer(self, choices: EntryChoices) -> None:
        """Newer names to pick from; what is typed stays."""
        self.head.offer(choices)
        self.visits.offer(choices)
        self.panel.offer(choices)

    def show_draft(self, draft: RoundDraft) -> None:
        """From now on this one is edited; its last visit is at hand."""
        self.draft = draft
        self.head.show_draft(draft)
        self._go_to(len(draft.visits) - 1)

    def show_visit(self, at: int) -> None:
        self.panel.take_left_over()
        self._go_to(at)
        self.panel.begin_typing()

    def add_visit(self, pick: Pick) -> None:
        """A spot that was gone past; who was met and when stay as they were at the last one."""
        self.panel.take_left_over()
        last = next((v.encounters[-1] for v in reversed(self.draft.visits) if v.encounters), None)
        visit = VisitDraft(spot=pick)
        self.draft.visits.append(visit)
        self._go_to(len(self.draft.visits) - 1)
        if last is not None:
            visit.encounters[:] = [EncounterDraft(who=last.who, daypart=last.daypart)]
            self.panel.show_visit(visit, self.draft.start)
        self.panel.begin_typing()
        self.changed.emit()

    def remove_visit(self) -> None:
        if 0 <= self.current < len(self.draft.visits):
            del self.draft.visits[self.current]
            self._go_to(min(self.current, len(self.draft.visits) - 1))
            self.visits.next.setFocus()
            self.changed.emit()

    def next_spot(self) -> None:
        """Done here: the spot that was typed already, or else the line to type it in."""
        self.take_left_over()
        self.visits.next.setFocus()

    def take_left_over(self) -> None:
        """What was typed and not taken yet counts too."""
        self.panel.take_left_over()
        self.visits.take_left_over()

    def complain(self) -> bool:
        """Says what is not understood; False when all is well."""
        return self.head.complain() or (self.current >= 0 and self.panel.complain())

    def show_problem(self, problem: DraftProblem) -> None:
        """Says a problem where it stands, and goes there."""
        if problem.visit is not None:
            self._go_to(problem.visit)
            self.panel.set_error(problem.field, str(problem), problem.encounter)
        elif problem.field == "spot":
            self.visits.set_error(str(problem))
        else:
            self.head.set_error(problem.field, str(problem))

    def begin_typing(self) -> None:
        """Focus where typing begins: at the date of a new round, at the visit of one that goes on."""
        if self.current < 0:
            self.head.date.setFocus()
            self.head.date.selectAll()
        else:
            self.panel.begin_typing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        self._left.setFixedWidth(theme().px(LEFT_NARROW if narrow else LEFT_WIDTH))

    def _lay_out(self) -> None:
        left, right = QFrame(), QFrame()
        for card in (left, right):
            card.setProperty("look", "card")
        inner = QWidget()
        inner.setLayout(column(self.head, Rule(), self.visits, None, gap=Space.L))
        left.setLayout(column(Scroll(inner, margins=(20, 18, 16, 16)), margins=1))
        self._left = left
        invitation = EmptyState(
            "footprints", _("Where did you go?"), _("Type a spot, or take one visited lately.")
        )
        self._right.addWidget(invitation)
        self._right.addWidget(self.panel)
        right.setLayout(column(self._right, margins=1))
        left.setFixedWidth(theme().px(LEFT_NARROW))
        main = row(left, right, gap=Space.L)
        main.setStretch(1, 1)
        self.setLayout(main)

    def _go_to(self, at: int) -> None:
        self.current = at
        self._right.setCurrentIndex(0 if at < 0 else 1)
        if at >= 0:
            self.panel.show_visit(self.draft.visits[at], self.draft.start)
        self.visits.show_draft(self.draft, at)

    def _head_changed(self) -> None:
        if self.current >= 0:
            self.panel.set_round_start(self.draft.start)
        self.changed.emit()

    def _visit_changed(self) -> None:
        self.visits.show_draft(self.draft, self.current)
        self.changed.emit()
