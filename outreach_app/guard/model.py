"""All that an attacker knows, as linear constraints.

Columns are counts of parts: of each the encounters and the heads beyond one an encounter, so that heads are never
fewer. Of an attribute there are such columns for each class of values that figures name, and for parts that none
of its figures tells apart only once, as what adds up over them can be dealt out among them in any way:

- of an attribute of which each encounter has one value, the values add up to the whole;
- life domains, kinds of need and needs overlap: each, or what excludes each other of them, is at most the whole;
- ages are counted in heads, which add up.

Each shown cell is an interval over its columns: what rounds to the figure, and no fewer than the rules ask. The
model knows which needs came up together and where somebody went, more than an attacker does: a safe error.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from outreach_app.domain.disclosure import RULES, Counts, Rules
from outreach_app.domain.periods import quarter_of
from outreach_app.guard.base import Base, is_band
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


Class = tuple[int, ...]
"""Values that the same figures name, by these figures; what none names is ()."""


class _Builder:
    def __init__(self, entries: Sequence[tuple[Entry, bool]], base: Base, rules: Rules) -> None:
        self._model = Model()
        self._base, self._rules, self._entries = base, rules, entries
        self._cells = [entry.cell for entry, _new in entries]
        self._parts = Parts(self._cells, base)
        self._families = Families(self._cells, base)
        self._kinds = [self._families.kind(cell) if cell.attribute else _WHOLE for cell in self._cells]
        self._covered = self._parts.of_cells(self._cells)
        self._columns: dict[tuple[Kind, int, Class, str], int] = {}
        self._sums: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        """Of each cell, by measure the columns it sums."""
        self._classes: dict[tuple[Kind, int], dict[frozenset[str], Class]] = {}
        """Of a kind and a block: what can occur there, to its class."""
        self._block: dict[Kind, dict[int, int]] = {}

    def build(self) -> Model:
        self._add_parts()
        for kind, parts in self._gathered().items():
            self._block[kind] = parts
            self._add_kind(kind, parts)
        for n, (entry, new) in enumerate(self._entries):
            self._add_cell(entry, new, self._sums[n], len(self._covered[n]))
        self._model.truth = [0] * len(self._columns)
        for row in self._base.rows:
            part = self._parts.of(row.spot, row.quarter)
            for (attribute, value), counts in row.counts.items() if part is not None else ():
                self._add_truth(part or 0, attribute, value, counts)
        return self._model

    def _add_truth(self, part: int, attribute: str, value: str, counts: Counts) -> None:
        if is_band(attribute, value):
            return
        one, more = counts.encounters, counts.heads - counts.encounters
        counted = {"heads": counts.heads} if attribute == AGE else {"one": one, "more": more}
        known = self._families.counted(attribute, value) if attribute else [(_WHOLE, frozenset[str]())]
        for kind, values in known:
            block = part if kind == _WHOLE else self._block[kind].get(part)
            classes = self._classes.get((kind, block if block is not None else -1), {})
            for measure, n in counted.items():
                column = self._columns.get((kind, block or 0, classes.get(values, ()), measure))
                if column is not None and block is not None:
                    self._model.truth[column] += n

    def _gathered(self) -> dict[Kind, dict[int, int]]:
        """For each kind, part to block: parts that no cell of that kind tells apart, and of months no quarter."""
        signatures: dict[Kind, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for n, (kind, parts) in enumerate(zip(self._kinds, self._covered, strict=True)):
            for part in parts if kind != _WHOLE else ():
                signatures[kind][part] |= 1 << n
        blocks: dict[Kind, dict[int, int]] = {}
        for kind, found in signatures.items():
            numbers: dict[tuple[int, frozenset[str]], int] = {}
            blocks[kind] = {}
            for part, signature in sorted(found.items()):
                quarters = frozenset(self._parts.quarters[part]) if kind[0] == MONTH else frozenset[str]()
                blocks[kind][part] = numbers.setdefault((signature, quarters), len(numbers))
        return blocks

    def _add_parts(self) -> None:
        for part in sorted({part for of_cell in self._covered for part in of_cell}):
            for measure in ("one", "more"):
                self._column(_WHOLE, part, (), measure)
        for n, parts in enumerate(self._covered):
            for measure in ("one", "more") if self._kinds[n] == _WHOLE else ():
                self._sums[n][measure] = [self._column(_WHOLE, part, (), measure) for part in parts]

    def _add_kind(self, kind: Kind, parts: dict[int, int]) -> None:
        """Columns of a kind, and what links them: each block with its parts."""
        members: dict[int, list[int]] = defaultdict(list)
        for part, block in parts.items():
            members[block].append(part)
        naming: dict[int, list[int]] = defaultdict(list)
        for n, of_cell in enumerate(self._covered):
            for block in {parts[part] for part in of_cell} if self._kinds[n] == kind else ():
                naming[block].append(n)
        for block, of_block in members.items():
            occurring, unlisted = self._possible(kind, of_block[0])
            classes = {
                values: tuple(n for n in naming[block] if values & self._cells[n].values) for values in occurring
            }
            self._classes[kind, block] = classes
            self._split(kind, block, sorted({*classes.values()} | ({()} if unlisted else set())), of_block)

    def _possible(self, kind: Kind, part: int) -> tuple[list[frozenset[str]], bool]:
        """What can occur in a part, and whether there may be more than is known: a month only in its quarter."""
        occurring = self._families.occurring(kind)
        if kind[0] != MONTH:
            return occurring, False
        quarters = self._parts.quarters[part]
        months = [values for values in occurring if quarter_of(*values) in quarters]
        return months, len(months) < 3 * len(quarters)

    def _split(self, kind: Kind, block: int, classes: Sequence[Class], parts: Sequence[int]) -> None:
        overlapping = kind[0] in OVERLAPPING
        measures = {"heads": ("one", "more")} if kind[0] == AGE else {"one": ("one",), "more": ("more",)}
        for measure, of_whole in measures.items():
            columns = []
            for named in classes if not overlapping else filter(None, classes):
                columns.append(self._column(kind, block, named, measure))
                for n in named:
                    self._sums[n][measure].append(columns[-1])
            whole = tuple(self._column(_WHOLE, part, (), of) for of in of_whole for part in parts)
            self._model.rows.append(Row(tuple(columns), whole, -UNBOUNDED if overlapping else 0, 0))

    def _column(self, kind: Kind, block: int, named: Class, measure: str) -> int:
        return self._columns.setdefault((kind, block, named, measure), len(self._columns))

    def _add_cell(self, entry: Entry, new: bool, sums: dict[str, list[int]], parts: int) -> None:
        rows = self._model.rows
        heads = tuple(sums["one"] + sums["more"] + sums["heads"])
        encounters = None if entry.cell.attribute == AGE else tuple(sums["one"])
        first = len(rows)
        rows.append(Row(heads, (), *interval_of(entry, "heads", self._rules)))
        if encounters is not None:
            rows.append(Row(encounters, (), *interval_of(entry, "encounters", self._rules)))
        numbers = tuple(range(first, len(rows)))
        self._model.cells.append(Modelled(entry, new, parts, heads, encounters, numbers))


def interval_of(entry: Entry, measure: str, rules: Rules = RULES) -> tuple[float, float]:
    """What a reader who knows the rules can say of a cell from its own figure; of a withheld one nothing."""
    if entry.shown is None:
        return -UNBOUNDED, UNBOUNDED
    half = (rules.rounding - 1) // 2
    figure = entry.shown.heads if measure == "heads" else entry.shown.encounters
    least = entry.least if measure == "heads" else rules.encounters
    return (-UNBOUNDED, UNBOUNDED) if figure is None else (max(figure - half, least), figure + half)
