"""The whole of a round being typed: head and visits at the left, the visit at hand at the right."""

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from outreach_app.domain.drafts import DraftProblem, EncounterDraft, Pick, RoundDraft, VisitDraft
from outreach_app.i18n import _
from outreach_app.store.habits import Proposal
from outreach_app.store.round_lists import EntryChoices
from outreach_app.ui.desk import Desk
from outreach_app.ui.entry.hints import Hints
from outreach_app.ui.entry.proposals import Proposals
from outreach_app.ui.entry.quick_line import open_quick_line
from outreach_app.ui.entry.round_head import RoundHead
from outreach_app.ui.entry.tell_here import TellHere
from outreach_app.ui.entry.visit_list import VisitList
from outreach_app.ui.entry.visit_panel import VisitPanel
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, column, row
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
        self.proposals = Proposals(lambda: open_quick_line(desk, self))
        self.hints = Hints(desk, lambda: self.draft, self)
        self._desk = desk
        self._right = QStackedWidget()
        self.tell_here = TellHere(desk)
        self.panel.notices.addWidget(self.tell_here)
        self._lay_out()
        self.head.offer(choices)
        self.head.changed.connect(self._head_changed)
        self.visits.chosen.connect(self.show_visit)
        self.visits.added.connect(self.add_visit)
        self.panel.changed.connect(self._visit_changed)
        self.panel.remove_asked.connect(self.remove_visit)
        self.panel.let_go_asked.connect(self.let_go_of_met)
        self.panel.round_wanted.connect(lambda id: desk.go("rounds", id))
        self.proposals.taken.connect(self.take)
        self.hints.found.connect(self._show_hints)

    def offer(self, choices: EntryChoices) -> None:
        """Newer names to pick from; what is typed stays."""
        self.head.offer(choices)
        self.visits.offer(choices)
        self.panel.offer(choices)
        self.hints.look()

    def show_draft(self, draft: RoundDraft) -> None:
        """From now on this one is edited; its last visit is at hand."""
        self.draft = draft
        self.head.show_draft(draft)
        self._go_to(len(draft.visits) - 1)
        self.hints.look()

    def show_visit(self, at: int) -> None:
        self.panel.take_left_over()
        self._go_to(at)
        self.panel.begin_typing()

    def add_visit(self, pick: Pick) -> None:
        """A spot that was gone past."""
        self.panel.take_left_over()
        self.draft.visits.append(VisitDraft(spot=pick))
        self._go_to(len(self.draft.visits) - 1)
        self._begin_here()
        self.changed.emit()

    def take(self, proposal: Proposal) -> None:
        """All its spots that are not there yet, and whoever went along; the first of them is at hand."""
        there = {visit.spot.id for visit in self.draft.visits if visit.spot}
        spots = [pick for pick in proposal.spots if pick.id not in there]
        if not spots:
            return
        self.panel.take_left_over()
        known = {pick.id for pick in self.draft.workers}
        self.draft.workers += [pick for pick in proposal.workers if pick.id not in known]
        self.head.show_draft(self.draft)
        self.draft.visits += [VisitDraft(spot=pick) for pick in spots]
        self._go_to(len(self.draft.visits) - len(spots))
        self._begin_here()
        self.changed.emit()

    def take_usual(self) -> None:
        self.take(self.hints.habits.usual)

    def take_last(self) -> None:
        self.take(self.hints.habits.last)

    def remove_visit(self) -> None:
        """With a way back: what was counted there comes back with it."""
        draft, at = self.draft, self.current
        if not 0 <= at < len(draft.visits):
            return
        self.panel.take_left_over()
        gone = draft.visits.pop(at)

        def back() -> None:
            if self.draft is draft:
                draft.visits.insert(min(at, len(draft.visits)), gone)
                self._go_to(draft.visits.index(gone))
                self._begin_here()
                self.changed.emit()

        self._go_to(min(at, len(draft.visits) - 1))
        self.visits.next.setFocus()
        self.changed.emit()
        name = gone.spot.name if gone.spot else _("The visit")
        self._desk.toast(_("{spot} is out of this round.").format(spot=name), (_("Undo"), back))

    def let_go_of_met(self) -> None:
        """Where nobody was there after all, with a way back."""
        draft, visit = self.draft, self.draft.visits[self.current]
        gone, visit.encounters = visit.encounters, []

        def back() -> None:
            if self.draft is draft and visit in draft.visits:
                visit.encounters = gone
                self._go_to(draft.visits.index(visit))
                self.changed.emit()

        self._go_to(self.current)
        self.panel.begin_typing()
        self.changed.emit()
        self._desk.toast(_("What was entered is let go."), (_("Undo"), back))

    def next_spot(self) -> None:
        """Done here: on to the next spot where nothing is counted yet, or else to the line to type one in."""
        before = len(self.draft.visits)
        self.take_left_over()
        if len(self.draft.visits) > before:
            return  # it was typed already, and is at hand
        count = len(self.draft.visits)
        waiting = (at % count for at in range(self.current + 1, self.current + count) if count)
        at = next((at for at in waiting if self.draft.visits[at].uncounted), None)
        if at is None:
            self.visits.next.setFocus()
        else:
            self._go_to(at)
            self._begin_here()

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
        self._right.addWidget(Scroll(self.proposals))
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
            self._keep_what_is_the_same(at)
            self.panel.show_visit(self.draft.visits[at], self.draft.start)
        self.visits.show_draft(self.draft, at)
        self._show_hints()

    def _keep_what_is_the_same(self, at: int) -> None:
        """Who was met, and at which part of the day, are as they were at the spot before."""
        visit, last = self.draft.visits[at], self._last_met(at)
        if not visit.encounters and not visit.no_contact and last is not None:
            visit.encounters.append(EncounterDraft(who=last.who, daypart=last.daypart))

    def _last_met(self, at: int) -> EncounterDraft | None:
        before = reversed(self.draft.visits[:at])
        return next((visit.encounters[-1] for visit in before if visit.encounters), None)

    def _begin_here(self) -> None:
        """Typing goes on where it began at the spot before: in all, or at an age."""
        last = self._last_met(self.current)
        self.panel.begin_typing(last.counted_by if last is not None else "")

    def _show_hints(self) -> None:
        self.proposals.show_habits(self.hints.habits)
        visit = self.draft.visits[self.current] if self.current >= 0 else None
        spot = visit.spot if visit else None
        self.tell_here.show_spot(spot.id if spot else None, self.draft.date)
        self.panel.show_double(self.hints.doubles.get(spot.id) if spot and spot.id else None)

    def _head_changed(self) -> None:
        if self.current >= 0:
            self.panel.set_round_start(self.draft.start)
        self.hints.note_change()
        self.changed.emit()

    def _visit_changed(self) -> None:
        self.visits.show_draft(self.draft, self.current)
        self.hints.note_change()
        self.changed.emit()
