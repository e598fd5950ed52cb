"""A publication in the making: tables of closed quarters, each audited against the ledger and those before it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from outreach_app.domain.crossing import Levels
from outreach_app.domain.disclosure import DELICATE, RULES, Rules
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

    def table(
        self,
        axes: Sequence[str],
        span: Span,
        *,
        needs: frozenset[str] = frozenset(),
        rules: Rules = RULES,
        at_least: Levels = (),
    ) -> Table:
        """A table over whole closed quarters, of all encounters or of those about these needs, with its total.

        Raises QuartersOpen, TableUnproven, and what making tables raises.
        """
        span = self.closed(span)
        counted = self.counts.registration(axes, needs)
        walked: Registration | None = self.counts.live if not needs else None
        table = tabulate(counted, axes, span.first, span.last, rules=rules, at_least=at_least, walked=walked)
        cells = {id(one): self.counts.cell(one.holds, span, needs) for one in table.cells}
        whole = self.counts.cell({}, span, needs)
        asked = [Asked(cells[id(one)], one.sensitive) for one in table.cells]
        result = self._ask([*asked, Asked(whole, rules == DELICATE)])
        printed = tuple(self._printed(one, cells[id(one)], result) for one in table.cells)
        if needs:
            printed = tuple(replace(one, rounds=None, visits=None) for one in printed)
        return replace(table, cells=printed, totals=self._printed(self._all(span, needs), whole, result))

    def single(self, span: Span, *, needs: frozenset[str] = frozenset(), rules: Rules = RULES) -> TableCell:
        """One figure: everything there, or everything about these needs. Raises QuartersOpen, TableUnproven."""
        span = self.closed(span)
        whole = self.counts.cell({}, span, needs)
        result = self._ask([Asked(whole, rules == DELICATE)])
        return self._printed(self._all(span, needs), whole, result)

    def closed(self, span: Span) -> Span:
        """The whole quarters around it. Raises QuartersOpen where one of them is not closed."""
        span = span.whole_quarters
        open_ = [quarter for quarter in span.quarters() if quarter not in self.counts.base.places]
        if open_:
            raise QuartersOpen(quarters=", ".join(open_))
        return span

    def _all(self, span: Span, needs: frozenset[str]) -> TableCell:
        """Rounds and visits of everything there; those at which a need came up would tell of its encounters."""
        return TableCell({}) if needs else total(self.counts.live.within(span), internal=True)

    def _ask(self, asked: Sequence[Asked]) -> Result:
        result = guard(asked, self.counts.base, [*self.ledger, *self.entries], publication=self.title)
        self.entries += result.entries
        self.refused += result.refused
        return result

    def _printed(self, drafted: TableCell, cell: Cell, result: Result) -> TableCell:
        verdict = result.of(cell)
        if isinstance(verdict, Withheld):
            printed = replace(drafted, rounds=None, encounters=None, contacts=None, visits=None)
            self.withheld.append(Explained(printed, verdict))
            return printed
        return replace(drafted, encounters=verdict.encounters, contacts=verdict.heads)
