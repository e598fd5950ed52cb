"""Figures: one question at the left, its answer at the right, and the rounds behind each mark of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from outreach_app.domain.comparing import Answer, Question, answer, earlier, quarters_before, year_earlier
from outreach_app.domain.fields import Id
from outreach_app.domain.periods import Span
from outreach_app.domain.records import (
    Area,
    ClosedQuarter,
    Encounter,
    MonthCount,
    Need,
    Record,
    Round,
    Spot,
    Term,
    Visit,
)
from outreach_app.domain.registration import Registration
from outreach_app.i18n import _
from outreach_app.notes import wording
from outreach_app.notes.answers import Row
from outreach_app.store.confining import Confined
from outreach_app.store.figures import registration, rounds_of
from outreach_app.store.quarters import closings
from outreach_app.ui.desk import Desk
from outreach_app.ui.figures.answer_card import AnswerCard, Shown
from outreach_app.ui.figures.asking import BEFORE, NOTHING, Asking
from outreach_app.ui.figures.behind import behind_of
from outreach_app.ui.figures.leaving import Leaving
from outreach_app.ui.figures.period import OWN, PeriodBar, before_words
from outreach_app.ui.figures.quarters import QuartersDialog
from outreach_app.ui.figures.standing import Standing, publish
from outreach_app.ui.following import REST_MS
from outreach_app.ui.pages.page import Page
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import column, row
from outreach_app.ui.widgets.busy import BusyOverlay
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.rest import Rest
from outreach_app.ui.widgets.tabs import Segments

if TYPE_CHECKING:
    from collections.abc import Hashable

    from sqlalchemy.orm import Session

WATCHED: set[type[Record]] = {Round, Visit, Encounter, Need, Area, Spot, Term, MonthCount, ClosedQuarter}
RAIL_WIDTH = 232
PATIENCE_MS = 300
"""Until it is said that something is being counted."""
EXACT, SHOWN = "exact", "shown"

Held = tuple[Registration, "frozenset[Hashable]", frozenset[str]]
"""All that was registered, which rounds are one's own, and the quarters that are closed."""


class FiguresPage(Page):
    """Reads what was registered once and answers from memory, until something is written or the page is left."""

    def __init__(self, desk: Desk, team: str) -> None:
        super().__init__(desk, _("Figures"))
        self._team = team
        self._held: Held | None = None
        self._turn = 0
        self._begin_in = Id("")
        self._begun = False
        self.asking = Asking(own=bool(desk.actor.worker))
        self.card = AnswerCard(self._to_last)
        self.period = PeriodBar(desk, self.card.views)
        self.ways = Segments(
            [
                Option(EXACT, _("Exact"), _("Exact, inside the team")),
                Option(SHOWN, _("As published"), _("As they may be published"), "shield-check"),
            ],
            _("Which figures"),
        )
        self.leaving = Leaving(desk, self, self._guarded, lambda: self.card.measure)
        self.add_action(Button(_("Results of signals"), "quiet", "flag", lambda: desk.go("results", "")))
        self.quarters = Button(_("Quarters …"), "quiet", "lock", lambda: QuartersDialog(desk, self).open())
        self.add_action(self.quarters)
        self.add_action(self.ways)
        self.add_action(self.leaving.button)
        self._lay_out()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(PATIENCE_MS)
        self._slow.timeout.connect(lambda: self._busy.begin(_("Counting …")))
        theme().changed.connect(self._fit)
        self.asking.changed.connect(self._changed)
        self.period.changed.connect(self._changed)
        self.ways.chosen.connect(lambda _code: self.reload())
        self.card.chosen.connect(self._open)
        self._soon = Rest(self, REST_MS, self._reload_if_seen)
        desk.background.records_changed.connect(self._reload_if_written)

    def confine(self, confined: Confined | None) -> None:
        """Begins in the area of the convenant; any other can be chosen, and the field says which."""
        begins = confined is not None and self.confined is None
        super().confine(confined)
        if confined is not None and begins:
            self._begin_in = confined.area
            if self._held is not None:
                self.reload()

    def arrive(self, target: str = "") -> None:
        super().arrive(target)
        self.reload()
        self.asking.by.focus()

    def kept(self) -> dict[str, Any]:
        return {
            "asking": self.asking.kept(),
            "period": self.period.kept(),
            "card": self.card.kept(),
            "way": self.ways.current(),
        }

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        self._begun, self._begin_in = True, Id("")
        self.asking.bring_back(kept["asking"])
        self.period.bring_back(kept["period"])
        self.card.bring_back(kept["card"])
        self.ways.choose(kept["way"])
        self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stays in memory for a page that nobody looks at."""
        super().hideEvent(event)
        self._held = None

    def reload(self) -> None:
        """Answers the question as it stands, reading first where that was not done."""
        self._turn += 1
        self._slow.start()
        self._with_held(self._answer)

    def _lay_out(self) -> None:
        self._fit()
        right = QWidget()
        self._standing = Standing()
        answered = column(self.period, gap=Space.L)
        answered.addWidget(self.card, 1)
        answered.addWidget(self._standing)
        right.setLayout(answered)
        whole = row(self.asking, gap=Space.L)
        whole.addWidget(right, 1)
        self._filled = QWidget()
        self._filled.setLayout(whole)
        new = None if self.desk.readonly else (_("New round"), lambda: self.desk.go("round", ""))
        self._empty = EmptyState("chart-column", _("Figures appear here as soon as a round is saved."), action=new)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._filled)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack, 1)
        self._busy = BusyOverlay(self.card)

    def _fit(self) -> None:
        self.asking.setFixedWidth(theme().px(RAIL_WIDTH))

    def _changed(self) -> None:
        """One's own rounds are for one's own eyes: they are exact, and do not leave."""
        mine = self.asking.mine.isChecked()
        if mine:
            self.ways.choose(EXACT)
        self.ways.setEnabled(not mine)
        self.leaving.button.setEnabled(not mine)
        self.reload()

    def _with_held(self, then: Callable[[Held], object]) -> None:
        if self._held is not None and not self._begin_in:
            then(self._held)
            return
        worker, turn = self.desk.actor.worker, self._turn

        def read(session: "Session") -> Held:
            own = rounds_of(session, worker) if worker else frozenset()
            return registration(session), own, frozenset(closings(session))

        def arrived(held: Held) -> None:
            if turn == self._turn:
                self._held = held if self.isVisible() else None
                self._take_in(held[0])
                then(held)

        self.desk.background.read(read, owner=self, done=arrived)

    def _take_in(self, found: Registration) -> None:
        """What there is decides what can be asked; the first time, the last period with rounds is shown."""
        self.asking.offer(found)
        if self._begin_in:
            area, self._begin_in = self._begin_in, Id("")
            self.asking.begin_in(area)
        if not self._begun and found.span is not None:
            self._begun = True
            self.period.go_to(min(found.span.last, self.desk.today()))

    def _answer(self, held: Held) -> None:
        self._stack.setCurrentWidget(self._filled if held[0].span else self._empty)
        self.leaving.button.setVisible(held[0].span is not None)
        self.ways.setVisible(held[0].span is not None)
        question = self._question(held, guarded=self.ways.current() == SHOWN)
        self._compute(held[0], question, lambda shown: self._show(shown, held[2]))

    def _question(self, held: Held, *, guarded: bool) -> Question:
        mine = self.asking.mine.isChecked()
        return Question(
            by=self.asking.by.current(),
            span=self.period.span,
            against=self._against(guarded=guarded and not mine),
            areas=self.asking.chosen_areas(),
            rounds=held[1] if mine else None,
            guarded=guarded and not mine,
            today=self.desk.today(),
        )

    def _compute(self, found: Registration, question: Question, then: Callable[[Shown], object]) -> None:
        turn, against, team = self._turn, self._against_words(question), self._team

        def told(result: Answer) -> None:
            if turn == self._turn:
                then(Shown(result, found, against, team))

        self.desk.background.run_outside(
            lambda: answer(found, question), owner=self, done=told, failed=self._refused
        )

    def _show(self, shown: Shown, closed: frozenset[str]) -> None:
        self._slow.stop()
        self._busy.end()
        self.card.show_answer(shown)
        self._standing.tell(shown.answer, closed)

    def _refused(self, error: Any) -> None:
        self._slow.stop()
        self._busy.end()
        self.desk.refuse(error)

    def _guarded(self, then: Callable[[Shown], object]) -> None:
        """What may leave, whatever is shown."""

        def ask(held: Held) -> None:
            def published(made: Answer) -> None:
                then(Shown(made, held[0], self._against_words(made.question), self._team))

            publish(self.desk, self, self._question(held, guarded=True), published)

        self._with_held(ask)

    def _against(self, *, guarded: bool) -> Span | None:
        chosen, unit, span = self.asking.against.current(), self.period.unit, self.period.whole
        if chosen == NOTHING:
            return None
        if guarded:
            whole = span.whole_quarters
            return quarters_before(whole) if chosen == BEFORE else year_earlier(OWN, whole, whole.last)
        compared = earlier if chosen == BEFORE else year_earlier
        return compared(unit, span, self.desk.today())

    def _against_words(self, question: Question) -> str:
        if self.asking.against.current() != BEFORE:
            return _("a year earlier")
        if question.guarded and question.span.whole_quarters != self.period.whole and question.against is not None:
            return _("in {period}").format(period=wording.days(question.against))
        return before_words(self.period.unit)

    def _to_last(self) -> None:
        if self._held is not None and self._held[0].span is not None:
            self.period.show_around(self._held[0].span.last)

    def _open(self, chosen: Row, area: str) -> None:
        """The rounds behind a mark."""
        shown = self.card.shown
        if shown is not None:
            areas = (Id(area),) if area else shown.answer.question.areas
            mine = self.desk.actor.worker if shown.answer.question.rounds is not None else None
            asked = behind_of(replace(shown.answer.question, areas=areas), chosen.holds, shown.registration, mine)
            self.desk.go("rounds", asked.target())

    @Slot(set)
    def _reload_if_written(self, written: set[type[Record]]) -> None:
        if WATCHED & written:
            self._held = None
            self._soon.start()

    @Slot()
    def _reload_if_seen(self) -> None:
        self._held = None  # a reading that was under way brought what stood before
        if self.isVisible():
            self.reload()
