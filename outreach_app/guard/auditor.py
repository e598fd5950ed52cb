"""The attack on a table together with all that was published before, and what to withhold against it.

Every count that must stay in the dark is asked of the linear program: between which numbers can it lie? Most
answers need no solve of their own. The true counts are a witness that an interval reaches so far; a few random
sums of all open questions, each driven to its greatest value, are ten more; only what is still narrow is asked by
itself. An interval found by witnesses is never wider than the true one, so that it errs on the safe side.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from outreach_app.domain.disclosure import RULES, Reason, Rules
from outreach_app.guard.cells import Cell, Interval, Withheld
from outreach_app.guard.model import UNBOUNDED, Model
from outreach_app.guard.questions import Question, about_differences, about_withheld
from outreach_app.guard.solver import Point, Solved, Solver, weights

WITNESSES = 10
VALUES = 3
"""So many a withheld count must have left where one knows that it was small."""
_CLOSE = 1e-6


class _Unproven(Exception):
    """A solve ended without an answer."""


class _Refused(Exception):
    """Nothing in this table can be withheld that would keep a count in the dark."""


@dataclass(frozen=True)
class Found:
    """What an audit found."""

    withheld: dict[int, Withheld]
    """Cells of the model that it withheld, with the reason."""
    weakest: Interval | None
    refused: bool = False
    unproven: bool = False
    narrow: tuple[Interval, ...] = ()
    """What could be worked out without anything new."""


class Audit:
    """One model under attack."""

    def __init__(self, model: Model, rules: Rules = RULES) -> None:
        self._model, self._rules = model, rules
        self._solver = Solver(model)
        self._width = len(model.truth)
        self._shown = {n for n, one in enumerate(model.cells) if one.entry.shown is not None}
        self._owner = {row: n for n, one in enumerate(model.cells) for row in one.rows}
        self._withheld: dict[int, Withheld] = {}
        self._told: set[Question] = set()
        for n, one in enumerate(model.cells):
            if n not in self._shown:
                self._free(one.rows)
        questions = [q for n in range(len(model.cells)) if n not in self._shown for q in self._hidden(n)]
        questions += about_differences(model, sorted(self._shown), rules)
        self._points: list[Point] = [np.array(model.truth, dtype=float)]
        self._known = _Known(questions, self._points)

    def run(self, *, exact: bool = False) -> Found:
        """Attack and repair until nothing narrow is left. `exact` finds how wide the weakest really is."""
        refused = unproven = False
        try:
            self._attack(self._known, self._points, self._needed)
            while self._small_known():
                self._attack(self._known, self._points, self._needed)
            if exact:
                self._sharpen()
        except _Refused:
            refused = True
        except _Unproven:
            refused = unproven = True
        narrow = tuple(self._known.interval(question, self._model) for question in self._known.asked(self._told))
        return Found(self._withheld, self._known.weakest(self._model), refused, unproven, narrow)

    def _needed(self, question: Question) -> int:
        return question.needed

    def _hidden(self, n: int) -> list[Question]:
        return about_withheld(self._model, n, self._rules)

    def _free(self, rows: Iterable[int]) -> None:
        for row in rows:
            self._solver.bound(row, -UNBOUNDED, UNBOUNDED)

    def _attack(self, known: "_Known", points: list[Point], needed: Callable[[Question], int]) -> bool:
        """Ask what is still narrow; withhold what makes it so. Whether anything had to be withheld."""
        self._seek_witnesses(known, points, needed)
        before = len(self._withheld)
        while (question := known.narrowest_open(needed, self._told)) is not None:
            pins = self._ask(known, points, question)
            if known.width(question) < needed(question):
                self._repair(question, pins, known, points)
        return len(self._withheld) > before

    def _seek_witnesses(self, known: "_Known", points: list[Point], needed: Callable[[Question], int]) -> None:
        chance = random.Random(0)  # noqa: S311  the same for everybody
        for _n in range(WITNESSES):
            open_ = [q for q in known.questions if q not in self._told and known.width(q) < needed(q)]
            if len(open_) < 2:
                return
            goal = np.zeros(self._width)
            for question in open_:
                goal += chance.choice((-1, 1)) * weights(self._width, question.plus, question.minus)
            self._witness(known, points, goal)

    def _ask(self, known: "_Known", points: list[Point], question: Question) -> tuple[int, ...]:
        """Both ends of one interval; answers the rows that hold them."""
        goal = weights(self._width, question.plus, question.minus)
        ends = [self._witness(known, points, goal), self._witness(known, points, -goal)]
        known.settle(question)
        return tuple(sorted({row for end in ends for row in end.pins}))

    def _witness(self, known: "_Known", points: list[Point], goal: Point) -> Solved:
        solved = self._solver.most(goal)
        if solved is None:
            raise _Unproven
        points.append(solved.point)
        known.see(solved.point)
        return solved

    def _repair(self, question: Question, pins: Sequence[int], known: "_Known", points: list[Point]) -> None:
        """Withhold the new figure that helps to hold this interval and says least."""
        owners = {self._owner[row] for row in pins if row in self._owner}
        guilty = [n for n in owners if n in self._shown and self._model.cells[n].new]
        if not guilty:
            if question.new or any(self._model.cells[n].new for n in owners):
                raise _Refused
            self._told.add(question)  # by what was published before, and by that alone
            return
        n = min(guilty, key=lambda n: (self._model.cells[n].parts, self._heads(n), -n))
        self._withheld[n] = Withheld(Reason.PROTECTS, self._cell(question.cell))
        self._shown.discard(n)
        self._free(self._model.cells[n].rows)
        for one, seen in {id(known): (known, points), id(self._known): (self._known, self._points)}.values():
            one.replace(n, self._hidden(n), seen)

    def _heads(self, n: int) -> int:
        shown = self._model.cells[n].entry.shown
        return shown.heads if shown else 0

    def _cell(self, n: int) -> Cell:
        return self._model.cells[n].entry.cell

    def _small_known(self) -> bool:
        """Attack once more as one who knows which counts were withheld because they are small."""
        bounded = [
            (row, top) for n in range(len(self._model.cells)) if n not in self._shown for row, top in self._tops(n)
        ]
        for row, top in bounded:
            self._solver.bound(row, 0, top)
        questions = [q for n in range(len(self._model.cells)) if n not in self._shown for q in self._hidden(n)]
        points = [np.array(self._model.truth, dtype=float)]
        changed = self._attack(_Known(questions, points), points, lambda _question: VALUES - 1)
        self._free(row for row, _top in bounded)
        return changed

    def _tops(self, n: int) -> list[tuple[int, int]]:
        """The row of a count that is truly small, and the most it can be."""
        one = self._model.cells[n]
        if sum(self._model.truth[column] for column in one.heads) < one.entry.least:
            return [(one.rows[0], one.entry.least - 1)]
        counted = one.encounters is not None
        few = sum(self._model.truth[column] for column in one.encounters or ()) < self._rules.encounters
        return [(one.rows[1], self._rules.encounters - 1)] if counted and few else []

    def _sharpen(self) -> None:
        """Solve the narrowest until none that is only known from witnesses could be narrower."""
        while (question := self._known.weakest_open()) is not None:
            self._ask(self._known, self._points, question)


class _Known:
    """How wide each interval is at least, from all points seen so far."""

    def __init__(self, questions: Sequence[Question], points: Sequence[Point]) -> None:
        self.questions: list[Question] = []
        self._lower = self._upper = np.zeros(0)
        self._settled: set[Question] = set()
        self._ask(questions, points)

    def _ask(self, questions: Sequence[Question], points: Sequence[Point]) -> None:
        self.questions = list(questions)
        self._place = {question: n for n, question in enumerate(self.questions)}
        terms = [(*q.plus, *q.minus) for q in self.questions]
        self._columns = np.array([column for term in terms for column in term], dtype=np.int64)
        self._signs = np.array([s for q in self.questions for s in [1.0] * len(q.plus) + [-1.0] * len(q.minus)])
        self._starts = np.cumsum([0, *map(len, terms)])[:-1]
        self._lower = np.full(len(terms), np.inf)
        self._upper = np.full(len(terms), -np.inf)
        for point in points:
            self.see(point)

    def see(self, point: Point) -> None:
        if self.questions:
            values = np.add.reduceat(point[self._columns] * self._signs, self._starts)
            self._lower = np.minimum(self._lower, values)
            self._upper = np.maximum(self._upper, values)

    def replace(self, withheld: int, asked: Sequence[Question], points: Sequence[Point]) -> None:
        """A cell is withheld: what was asked of it as a shown one falls, and it is asked about itself."""
        kept = [q for q in self.questions if q.less is None or withheld not in (q.cell, q.less)]
        self._settled.clear()
        self._ask([*kept, *asked], points)

    def settle(self, question: Question) -> None:
        self._settled.add(question)

    def asked(self, which: Iterable[Question]) -> list[Question]:
        return [question for question in which if question in self._place]

    def ends(self, question: Question) -> tuple[int, int]:
        """Whole numbers only: nobody is counted in parts."""
        n = self._place[question]
        return int(np.ceil(self._lower[n] - _CLOSE)), int(np.floor(self._upper[n] + _CLOSE))

    def width(self, question: Question) -> int:
        lower, upper = self.ends(question)
        return upper - lower

    def narrowest_open(self, needed: Callable[[Question], int], told: set[Question]) -> Question | None:
        return next((q for q in self.questions if q not in told and self.width(q) < needed(q)), None)

    def weakest(self, model: Model) -> Interval | None:
        found = min(self.questions, key=lambda q: self.width(q) - q.needed, default=None)
        return self.interval(found, model) if found else None

    def weakest_open(self) -> Question | None:
        """The narrowest against what it needs, if it was not solved for itself yet."""
        found = min(self.questions, key=lambda q: self.width(q) - q.needed, default=None)
        return found if found and found not in self._settled else None

    def interval(self, question: Question, model: Model) -> Interval:
        lower, upper = self.ends(question)
        less = model.cells[question.less].entry.cell if question.less is not None else None
        cell = model.cells[question.cell].entry.cell
        return Interval(cell, question.measure, lower, upper, question.needed, less)
