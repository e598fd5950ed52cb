"""The one door: what is asked, against all that was published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from outreach_app.domain.disclosure import RULES, Counts, Reason, Rules, rounded, too_small
from outreach_app.guard.base import Base
from outreach_app.guard.cells import AGE, Asked, Cell, Entry, Interval, Result, Shown, Verdict, Withheld
from outreach_app.guard.model import modelled


@dataclass(frozen=True)
class State:
    """How safe all that was published is."""

    weakest: Interval | None
    narrow: tuple[Interval, ...] = ()
    """What could be worked out: nothing, as long as all of it went through one guard."""
    unproven: tuple[str, ...] = ()
    """Quarters of which it cannot be said: what was published there was not made of the counts that are here."""


def guard(
    request: Sequence[Asked], base: Base, ledger: Iterable[Entry], rules: Rules = RULES, publication: str = ""
) -> Result:
    """Which cells of one table may be published, given the ledger; as often as asked, the same.

    Cells of the ledger stay what they were. Raises TableUnproven where the audit takes too long.
    """
    asked = {one.cell: base.settled(one.cell) for one in request}
    verdicts: dict[Cell, Verdict] = {}
    fresh: list[Entry] = []
    history = list(ledger)
    printed: dict[Cell, Entry] = {}
    for entry in history:
        printed.setdefault(entry.cell, entry)
    for one in request:
        cell = asked[one.cell]
        if cell in verdicts:
            continue
        if cell in printed:
            verdicts[cell] = _again(printed[cell])
        elif not cell.spots:
            verdicts[cell] = Withheld(Reason.FEW_HEADS)
        else:
            verdicts[cell], entry = _primary(one.sensitive, cell, base, rules, publication)
            fresh.append(entry)
    if not fresh:
        return Result(verdicts, asked=asked)
    return _audited(Result(verdicts, tuple(fresh), asked=asked), sharing(history, fresh), base, rules)


def _again(entry: Entry) -> Verdict:
    return entry.shown or Withheld(Reason.LEDGER, publication=entry.publication)


def _primary(sensitive: bool, cell: Cell, base: Base, rules: Rules, publication: str) -> tuple[Verdict, Entry]:
    counts = base.count(cell)
    reason = too_small(counts, sensitive=sensitive, rules=rules)
    shown = None if reason else _rounded(cell, counts, rules)
    least = rules.sensitive_heads if sensitive else rules.heads
    return shown or Withheld(reason or Reason.FEW_HEADS), Entry(cell, shown, least, publication)


def _rounded(cell: Cell, counts: Counts, rules: Rules) -> Shown:
    encounters = None if cell.attribute == AGE else rounded(counts.encounters, rules.rounding)
    return Shown(rounded(counts.heads, rules.rounding), encounters)


def sharing(ledger: Iterable[Entry], fresh: Iterable[Entry]) -> list[Entry]:
    """The part of the ledger that can tell anything of these: what shares quarters with them, or with such."""
    everything = list(ledger)
    rest, found = everything, list[Entry]()
    quarters = frozenset[str]().union(*(entry.cell.quarters for entry in fresh))
    while reached := [entry for entry in rest if entry.cell.quarters & quarters]:
        found += reached
        rest = [entry for entry in rest if not entry.cell.quarters & quarters]
        quarters = quarters.union(*(entry.cell.quarters for entry in reached))
    order = {id(entry): n for n, entry in enumerate(everything)}
    return sorted(found, key=lambda entry: order[id(entry)])


def contradicted(history: Iterable[Entry], base: Base, rules: Rules = RULES) -> frozenset[str]:
    """Quarters of which something was published that is not what the frozen counts say, or that are not here."""
    found = set[str]()
    for entry in history:
        missing = entry.cell.quarters - base.places.keys()
        if missing:
            found |= missing
        elif entry.shown is not None and entry.shown != _rounded(entry.cell, base.count(entry.cell), rules):
            found |= entry.cell.quarters
    return frozenset(found)


def _audited(result: Result, history: Sequence[Entry], base: Base, rules: Rules) -> Result:
    if contradicted(history, base, rules):
        return _refused(result, Reason.UNPROVEN)
    from outreach_app.guard.auditor import Audit  # brings NumPy and HiGHS along

    quarters = frozenset[str]().union(*(entry.cell.quarters for entry in (*history, *result.entries)))
    model = modelled(history, result.entries, base.during(quarters), rules)
    found = Audit(model, rules).run()
    if found.refused:
        return _refused(result, Reason.UNPROVEN if found.unproven else Reason.LEDGER, history)
    withheld = {model.cells[n].entry.cell: verdict for n, verdict in found.withheld.items()}
    entries = tuple(replace(entry, shown=None) if entry.cell in withheld else entry for entry in result.entries)
    return replace(result, verdicts={**result.verdicts, **withheld}, entries=entries, weakest=found.weakest)


def _refused(result: Result, reason: Reason, history: Sequence[Entry] = ()) -> Result:
    """Nothing new of this table is shown; where it was published before, it stays as it was."""
    last = history[-1].publication if history else ""
    new = {entry.cell: Withheld(reason, publication=last) for entry in result.entries}
    return replace(result, verdicts={**result.verdicts, **new}, entries=(), refused=True)


def audited(base: Base, ledger: Iterable[Entry], rules: Rules = RULES) -> State:
    """All that was published, attacked once more, whoever published it: two ledgers that met are one.

    Raises TableUnproven where the audit takes too long.
    """
    from outreach_app.guard.auditor import Audit

    rest = list(ledger)
    weakest: list[Interval] = []
    narrow: list[Interval] = []
    unproven: set[str] = set()
    while rest:
        together = sharing(rest, rest[:1])
        taken = set(map(id, together))
        rest = [entry for entry in rest if id(entry) not in taken]
        if against := contradicted(together, base, rules):
            unproven |= against
            continue
        quarters = frozenset[str]().union(*(entry.cell.quarters for entry in together))
        found = Audit(modelled(together, (), base.during(quarters), rules), rules).run(exact=True)
        if found.unproven:
            unproven |= quarters
        narrow += found.narrow
        weakest += [found.weakest] if found.weakest else []
    least = min(weakest, key=lambda one: one.upper - one.lower - one.needed, default=None)
    return State(least, tuple(narrow), tuple(sorted(unproven)))
