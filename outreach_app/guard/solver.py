"""The linear program, in HiGHS. Loaded only when an audit runs: it brings NumPy along."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from outreach_app.guard.cells import TableUnproven
from outreach_app.guard.model import Model

Point = NDArray[np.float64]

SECONDS_AT_MOST = 10.0
_PRIMAL = 4
"""kSimplexStrategyPrimal, which has no name in Python."""
_ZERO = 1e-7
_BEYOND = 1_000
"""Above its true value no column is looked at: wide enough for any threshold, and nothing is without end."""


@dataclass(frozen=True, slots=True)
class Solved:
    """The greatest value of a sum: where it is reached, and the rows that hold it there."""

    value: float
    point: Point
    pins: tuple[int, ...]


class _Silent(highspy.Highs):
    """Without callbacks, which announce themselves on the standard output whatever was asked."""

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)


class Solver:
    """One model, asked many times: each answer starts from the last."""

    def __init__(self, model: Model) -> None:
        self._width = len(model.truth)
        self._highs = _Silent()  # type: ignore[no-untyped-call]
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("random_seed", 0)
        self._highs.setOptionValue("time_limit", SECONDS_AT_MOST)
        self._highs.setOptionValue("presolve", "off")
        self._highs.setOptionValue("solver", "simplex")
        self._highs.passModel(self._program(model))
        self._columns = np.arange(self._width, dtype=np.int32)

    def _program(self, model: Model) -> highspy.HighsLp:
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = self._width, len(model.rows)
        program.sense_ = highspy.ObjSense.kMaximize
        program.col_cost_ = np.zeros(self._width)
        program.col_lower_ = np.zeros(self._width)
        program.col_upper_ = np.array(model.truth, dtype=float) + _BEYOND
        program.row_lower_ = np.array([row.lower for row in model.rows], dtype=float)
        program.row_upper_ = np.array([row.upper for row in model.rows], dtype=float)
        lengths = [len(row.plus) + len(row.minus) for row in model.rows]
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
        program.a_matrix_.index_ = np.array(
            [n for row in model.rows for n in (*row.plus, *row.minus)], dtype=np.int32
        )
        signs = [sign for row in model.rows for sign in [1.0] * len(row.plus) + [-1.0] * len(row.minus)]
        program.a_matrix_.value_ = np.array(signs)
        return program

    def bound(self, row: int, lower: float, upper: float) -> None:
        self._highs.changeRowBounds(row, lower, upper)

    def most(self, weights: Point) -> Solved | None:
        """The greatest value of a weighted sum of columns; None where that could not be proved."""
        self._highs.changeColsCost(self._width, self._columns, weights)
        solved = self._optimal() or self._cold()
        # Only the objective changes between solves: the last answer is where the primal simplex can go on.
        self._highs.setOptionValue("simplex_strategy", _PRIMAL)
        if not solved:
            return None
        found = self._highs.getSolution()
        point = np.array(found.col_value)
        pins = np.flatnonzero(np.abs(np.array(found.row_dual)) > _ZERO)
        return Solved(float(weights @ point), point, tuple(int(n) for n in pins))

    def _cold(self) -> bool:
        """Once more from nothing, and simplified first: a warm start has been seen to end without an answer."""
        self._highs.clearSolver()
        self._highs.setOptionValue("presolve", "on")
        solved = self._optimal()
        self._highs.setOptionValue("presolve", "off")
        return solved

    def _optimal(self) -> bool:
        self._highs.run()
        if self._highs.getRunTime() > SECONDS_AT_MOST:
            raise TableUnproven
        return bool(self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def weights(width: int, plus: Sequence[int], minus: Sequence[int] = ()) -> Point:
    """A sum as one weight for each column."""
    found: Point = np.zeros(width)
    found[list(plus)] += 1
    found[list(minus)] -= 1
    return found
