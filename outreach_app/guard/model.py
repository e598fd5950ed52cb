"""All that an attacker knows, as linear constraints.

Columns are counts of parts: of each the encounters and the heads beyond one an encounter (so that heads are never
fewer), in all and once for each class of an attribute's values that is published there:

- of an attribute of which each encounter has one value, the values add up to the whole;
- life domains, kinds of need and needs overlap: each, or what excludes each other of them, is at most the whole;
- ages are counted in heads, which add up.

Each shown cell is an interval over its columns: what rounds to the figure, and no fewer than the rules ask. The
model knows which needs came up together and where somebody went, more than an attacker does: a safe error.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from outreach_app.domain.disclosure import RULES, Rules
from outreach_app.domain.periods import quarter_of
from outreach_app.guard.base import Base
from outreach_app.guard.cells import AGE, MONTH, OVERLAPPING, Entry
from outreach_app.guard.parts import Families, Kind, Parts

UNBOUNDED = float("inf")
Vector = tuple[int, ...]
"""The columns whose sum it is."""

_WHOLE: Kind = ("", 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A linear constraint; the columns of `minus` count negatively."""

    plus: Vector
    minus: Vector
    lower: float
    upper: float


@dataclass(slots=True)
class Modelled:
    """A cell in the model: which columns it sums, and in which rows its figures stand."""

    entry: Entry
    new: bool
    parts: int
    """How many parts it covers."""
    heads: Vector
    encounters: Vector | None
    rows: tuple[int, ...]
    """One for heads, one for encounters where these are counted."""


@dataclass
class Model:
    rows: list[Row] = field(default_factory=list)
    cells: list[Modelled] = field(default_factory=list)
    truth: list[int] = field(default_factory=list)
    """The value of every column."""


def modelled(history: Iterable[Entry], new: Iterable[Entry], base: Base, rules: Rules = RULES) -> Model:
    """The model of what is published and what would be."""
    return _Builder([*((one, False) for one in history), *((one, True) for one in new)], base, rules).build()


class _Builder:
    def __init__(self, entries: Sequence[tuple[Entry, bool]], base: Base, rules: Rules) -> None:
        self._model = Model()
        self._base, self._rules, self._entries = base, rules, entries
        self._cells = [entry.cell for entry, _new in entries]
        self._parts = Parts(self._cells, base)
        self._families = Families(self._cells, base)
        self._columns: dict[tuple[int, Kind, str, str], int] = {}

    def build(self) -> Model:
        covered = self._parts.of_cells(self._cells)
        self._add_parts(covered)
        for (entry, new), parts in zip(self._entries, covered, strict=True):
            self._add_cell(entry, new, parts)
        self._model.truth = [0] * len(self._columns)
        for row in self._base.rows:
            part = self._parts.of(row.spot, row.quarter)
            for (attribute, value), counts in row.counts.items() if part is not None else ():
                known = self._families.counted(attribute, value) if attribute else ((_WHOLE, ""),)
                for kind, of_class in known:
                    self._add_truth((part or 0, kind, of_class), counts.heads, counts.encounters)
        return self._model

    def _add_truth(self, where: tuple[int, Kind, str], heads: int, encounters: int) -> None:
        counted = {"heads": heads} if where[1][0] == AGE else {"one": encounters, "more": heads - encounters}
        for measure, n in counted.items():
            column = self._columns.get((*where, measure))
            if column is not None:
                self._model.truth[column] += n

    def _add_parts(self, covered: Sequence[Sequence[int]]) -> None:
        """Columns and what links them: every part in all, and by each kind asked there."""
        kinds: dict[int, dict[Kind, None]] = defaultdict(dict)
        for cell, parts in zip(self._cells, covered, strict=True):
            for part in parts:
                kinds[part].update({self._families.kind(cell): None} if cell.attribute else {})
        for part in sorted(kinds):
            one, more = self._column(part, _WHOLE, "", "one"), self._column(part, _WHOLE, "", "more")
            for kind in kinds[part]:
                self._split(part, kind, one, more)

    def _split(self, part: int, kind: Kind, one: int, more: int) -> None:
        classes = self._possible(part, kind)
        if kind[0] == AGE:
            columns = tuple(self._column(part, kind, known, "heads") for known in classes)
            self._model.rows.append(Row(columns, (one, more), 0, 0))
            return
        lower = -UNBOUNDED if kind[0] in OVERLAPPING else 0
        for measure, whole in (("one", one), ("more", more)):
            columns = tuple(self._column(part, kind, known, measure) for known in classes)
            self._model.rows.append(Row(columns, (whole,), lower, 0))

    def _possible(self, part: int, kind: Kind) -> list[str]:
        """The classes that can occur in a part: a month only in its quarter."""
        classes = self._families.classes(kind)
        if kind[0] != MONTH:
            return sorted(set(classes.values()))
        quarters = self._parts.quarters[part]
        months = {known for (month,), known in classes.items() if quarter_of(month) in quarters}
        listed = sum(quarter_of(month) in quarters for (month,) in classes)
        return sorted(months | ({""} if listed < 3 * len(quarters) else set()))

    def _column(self, part: int, kind: Kind, known: str, measure: str) -> int:
        return self._columns.setdefault((part, kind, known, measure), len(self._columns))

    def _add_cell(self, entry: Entry, new: bool, parts: Sequence[int]) -> None:
        cell, rows = entry.cell, self._model.rows
        kind = self._families.kind(cell) if cell.attribute else _WHOLE
        classes = self._families.of_cell(cell) if cell.attribute else [""]
        keys = [(part, kind, known) for part in parts for known in classes]
        one, more, aged = (
            tuple(self._columns[*key, measure] for key in keys if (*key, measure) in self._columns)
            for measure in ("one", "more", "heads")
        )
        heads, encounters = one + more + aged, None if cell.attribute == AGE else one
        first = len(rows)
        rows.append(Row(heads, (), *interval_of(entry, "heads", self._rules)))
        if encounters is not None:
            rows.append(Row(encounters, (), *interval_of(entry, "encounters", self._rules)))
        numbers = tuple(range(first, len(rows)))
        self._model.cells.append(Modelled(entry, new, len(parts), heads, encounters, numbers))


def interval_of(entry: Entry, measure: str, rules: Rules = RULES) -> tuple[float, float]:
    """What a reader who knows the rules can say of a cell from its own figure; of a withheld one nothing."""
    if entry.shown is None:
        return -UNBOUNDED, UNBOUNDED
    half = (rules.rounding - 1) // 2
    figure = entry.shown.heads if measure == "heads" else entry.shown.encounters
    least = entry.least if measure == "heads" else rules.encounters
    return (-UNBOUNDED, UNBOUNDED) if figure is None else (max(figure - half, least), figure + half)
