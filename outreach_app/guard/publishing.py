"""A publication in the making: tables of closed quarters, each audited against the ledger and those before it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from outreach_app.domain.crossing import Levels
from outreach_app.domain.disclosure import DELICATE, RULES, Rules
from outreach_app.domain.fields import Id
from outreach_app.domain.figures import Table, TableCell, tabulate, total
from outreach_app.domain.periods import Span
from outreach_app.domain.quarters import QuartersOpen
from outreach_app.domain.registration import Registration
from outreach_app.guard.cells import Asked, Cell, Entry, Result, Withheld
from outreach_app.guard.closed import ClosedCounts
from outreach_app.guard.guarding import guard


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure that was withheld, and why: for the author's eyes only."""

    cell: TableCell
    verdict: Withheld


@dataclass(frozen=True)
class Draft:
    """A table before anything of it was audited: its cells, and what each of them counts."""

    table: Table
    cells: tuple[Cell, ...]
    total: Asked
    needs: frozenset[str]

    @property
    def asked(self) -> list[Asked]:
        own = zip(self.cells, self.table.cells, strict=True)
        return [*(Asked(cell, one.sensitive) for cell, one in own), self.total]


@dataclass
class Publication:
    """What is to leave together. `entries` go into the ledger before anything of it does."""

    counts: ClosedCounts
    ledger: Sequence[Entry]
    title: str
    entries: list[Entry] = field(default_factory=list)
    withheld: list[Explained] = field(default_factory=list)
    refused: int = 0
    """Tables of which nothing new may be shown."""

    def inside(self, areas: Sequence[Id]) -> "Publication":
        """The same publication, for what it says of these areas."""
        counts = replace(self.counts, live=self.counts.live.inside(areas))
        return Publication(counts, self.ledger, self.title, self.entries, self.withheld)

    def table(self, axes: Sequence[str], span: Span, rules: Rules = RULES, at_least: Levels = ()) -> Table:
        """A table of everything over whole closed quarters, with its total.

        Raises QuartersOpen, TableUnproven, and what making tables raises.
        """
        (table,) = self.settle(self.draft(axes, span, rules=rules, at_least=at_least))
        return table

    def draft(
        self,
        axes: Sequence[str],
        span: Span,
        *,
        needs: frozenset[str] = frozenset(),
        rules: Rules = RULES,
        at_least: Levels = (),
    ) -> Draft:
        """A table of all encounters, or of those about these needs; without axes the total alone.

        Raises QuartersOpen, and what making tables raises.
        """
        span = self.closed(span)
        total = Asked(self.counts.cell({}, span, needs), rules == DELICATE)
        if not axes:
            return Draft(Table((), (), TableCell({}), span, internal=False), (), total, needs)
        counted = self.counts.registration(axes, needs)
        walked: Registration | None = self.counts.live if not needs else None
        table = tabulate(counted, axes, span.first, span.last, rules=rules, at_least=at_least, walked=walked)
        cells = tuple(self.counts.cell(one.holds, span, needs) for one in table.cells)
        return Draft(table, cells, total, needs)

    def settle(self, *drafts: Draft) -> list[Table]:
        """Audit them at once, which costs as much as one; where that fails each by itself, in this order."""
        result = self._ask([one for draft in drafts for one in draft.asked])
        if result.refused and len(drafts) > 1:
            return [table for draft in drafts for table in self.settle(draft)]
        self.entries += result.entries
        self.refused += result.refused
        return [self._printed(draft, result) for draft in drafts]

    def closed(self, span: Span) -> Span:
        """The whole quarters around it. Raises QuartersOpen where one of them is not closed."""
        span = span.whole_quarters
        open_ = [quarter for quarter in span.quarters() if quarter not in self.counts.base.places]
        if open_:
            raise QuartersOpen(quarters=", ".join(open_))
        return span

    def _ask(self, asked: Sequence[Asked]) -> Result:
        return guard(asked, self.counts.base, [*self.ledger, *self.entries], publication=self.title)

    def _printed(self, draft: Draft, result: Result) -> Table:
        table = draft.table
        cells = [self._figure(one, cell, result) for one, cell in zip(table.cells, draft.cells, strict=True)]
        if draft.needs:  # the rounds at which a need came up would tell of its encounters
            cells = [replace(one, rounds=None, visits=None) for one in cells]
        went = TableCell({}) if draft.needs or not table.span else total(self._during(table.span), internal=True)
        return replace(table, cells=tuple(cells), totals=self._figure(went, draft.total.cell, result))

    def _during(self, span: Span) -> Registration:
        return self.counts.live.within(span)

    def _figure(self, drafted: TableCell, cell: Cell, result: Result) -> TableCell:
        verdict = result.of(cell)
        if isinstance(verdict, Withheld):
            printed = replace(drafted, rounds=None, encounters=None, contacts=None, visits=None)
            self.withheld.append(Explained(printed, verdict))
            return printed
        return replace(drafted, encounters=verdict.encounters, contacts=verdict.heads)
