"""Tables of what was registered: crossed by axes, guarded before anyone outside the vault may see them.

Rounds are counted once per cell and stay exact; encounters and contacts (heads, never unique people) pass the
guard. An encounter with several life domains or ages falls in several cells; totals count it once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from outreach_app.domain.aggregates import TOTAL, rounds_of
from outreach_app.domain.crossing import Crossing, Described, Levels
from outreach_app.domain.disclosure import RULES, Counts, Rules, guard, rounded, too_small
from outreach_app.domain.ladders import ATTRIBUTES, AXES, INSIDE_ONLY
from outreach_app.domain.periods import Span
from outreach_app.domain.registration import Registration
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_

CELLS_AT_MOST = 100_000
"""Of a table. More is a slip (a date in the year 202), or nothing anyone reads."""


class UnknownAxis(OutreachError):
    message = N_("There are no figures by “{axis}”.")
    advice = N_("Figures can be asked by: {axes}.")


class TableTooFine(OutreachError):
    """More than one place, one time and one attribute: nothing so fine is published."""

    message = N_("This table is too fine to be published: {axes}.")
    advice = N_(
        "Choose at most one place (area or spot), one time (quarter or year) and one attribute (month, kind of "
        "spot, life domain, need, kind of need, age, part of the day, who). Weeks are for the team only."
    )


class TableTooLarge(OutreachError):
    message = N_("This table would have {cells} cells, from {first} to {last}.")
    advice = N_("Choose fewer axes or a shorter period, and look for dates that cannot be right.")


class PeriodReversed(OutreachError):
    message = N_("The period ends ({last}) before it begins ({first}).")
    advice = N_("Give the first day as the beginning and the last day as the end.")


@dataclass(frozen=True, slots=True)
class TableCell:
    """One line of a table. Its three numbers are None where it is withheld."""

    values: Mapping[str, str]
    """Axis to value: names of areas and spots, codes of terms."""
    covers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Axis to the finest values that were merged into this one."""
    rounds: int | None = None
    encounters: int | None = None
    contacts: int | None = None
    visits: int | None = None
    """Of its place and time, whoever was met there; None also where they are not known any more."""
    holds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Axis to the ids and codes in it: for who wants to see what lies behind."""
    sensitive: bool = False

    @property
    def per_visit(self) -> float | None:
        """Contacts for each visit, those at which nobody was met included: of shown figures only."""
        return round(self.contacts / self.visits, 1) if self.contacts is not None and self.visits else None

    @property
    def suppressed(self) -> bool:
        return self.contacts is None

    def numbers(self) -> dict[str, Any]:
        return {"rounds": self.rounds, "encounters": self.encounters, "contacts": self.contacts}

    def as_json(self) -> dict[str, Any]:
        covers = {axis: list(values) for axis, values in self.covers.items()}
        return {**self.values, "covers": covers, **self.numbers(), "suppressed": self.suppressed}


@dataclass(frozen=True)
class Table:
    """Every cell of a crossing, in the order of its axes, and the totals over all of them."""

    axes: tuple[str, ...]
    cells: tuple[TableCell, ...]
    totals: TableCell
    span: Span | None
    internal: bool
    levels: Levels = ()
    """How far each axis was merged."""

    @property
    def withheld(self) -> int:
        return sum(cell.suppressed for cell in self.cells)

    def as_json(self) -> dict[str, Any]:
        return {
            "cells": [cell.as_json() for cell in self.cells],
            "totals": {**self.totals.numbers(), "suppressed": self.totals.suppressed},
            "withheld": self.withheld,
            "method": {
                **method(internal=self.internal),
                "internal": self.internal,
                "from": self.span.first.isoformat() if self.span else None,
                "to": self.span.last.isoformat() if self.span else None,
            },
        }


def method(*, internal: bool = False) -> dict[str, Any]:
    """How figures were made fit to be shown; exact ones were not."""
    rules = {
        "rounding": RULES.rounding,
        "heads": RULES.heads,
        "encounters": RULES.encounters,
        "sensitive_heads": RULES.sensitive_heads,
    }
    return dict.fromkeys(rules) if internal else rules


def tabulate(
    registration: Registration,
    axes: Sequence[str],
    start: date | None = None,
    end: date | None = None,
    *,
    internal: bool = False,
    rules: Rules = RULES,
    beside_total: bool = False,
    at_least: Levels = (),
    walked: Registration | None = None,
) -> Table:
    """A table of everything registered from start to end (both included; none means as far as it goes).

    Guarded tables widen the period to whole quarters. Raises UnknownAxis, TableTooFine and TableTooLarge (a
    guarded table crosses one place, one time and one attribute at most), PeriodReversed. With `beside_total` the
    guard also minds what a sensitive cell leaves over of the total that is shown with it. `at_least` are levels
    that tables beside this one had to go to: those that are compared merge alike. Rounds and visits are those of
    `walked`, where that is another registration.
    """
    names = tuple(dict.fromkeys(axes))
    _check(names, internal=internal)
    if start and end and start > end:
        raise PeriodReversed(first=start, last=end)
    span = _span(registration, start, end, internal=internal)
    if span is None:
        return Table(names, (), total(registration, internal=internal, rules=rules), None, internal)
    part = registration.within(span)
    crossing = Crossing(part, names, span)
    if crossing.size > CELLS_AT_MOST:
        raise TableTooLarge(cells=crossing.size, first=span.first, last=span.last)
    whole = counts_of(part) if beside_total else None
    went = crossing if walked is None else Crossing(walked.within(span), names, span, crossing.axes)
    levels, cells = _exact(crossing) if internal else _guarded(crossing, rules, whole, at_least, went)
    totals = total(part, internal=internal, rules=rules)
    return Table(names, tuple(cells) if names else (), totals, span, internal, levels)


def counts_of(registration: Registration) -> Counts:
    """Everything registered, each encounter once, those of erased months too."""
    kept = [one for one in registration.counted if one.axis == TOTAL]
    heads = sum(met.heads for met in registration.encounters) + sum(one.heads for one in kept)
    return Counts(heads, len(registration.encounters) + sum(one.encounters for one in kept))


def total(registration: Registration, *, internal: bool = False, rules: Rules = RULES) -> TableCell:
    """Everything registered, each encounter and each round once; guarded like any cell."""
    counts = counts_of(registration)
    kept = [one for one in registration.counted if one.axis == TOTAL]
    rounds = len({visit.round for visit in registration.visits}) + rounds_of(kept)
    visits = None if kept else len(registration.visits)
    if internal:
        return _cell(_NOTHING, counts, rounds, visits)
    return TableCell({}) if too_small(counts, rules=rules) else _cell(_NOTHING, _rounded(counts), rounds, visits)


def _check(axes: Sequence[str], *, internal: bool) -> None:
    for axis in axes:
        if axis not in AXES:
            raise UnknownAxis(axis=axis, axes=", ".join(AXES))
    if internal:
        return
    places = [axis for axis in axes if axis in ("area", "spot")]
    times = [axis for axis in axes if axis in ("quarter", "year")]
    attributes = [axis for axis in axes if axis in (*ATTRIBUTES, "spot_kind", "month")]
    if max(len(places), len(times), len(attributes)) > 1 or set(axes).intersection(INSIDE_ONLY):
        raise TableTooFine(axes=", ".join(axes))


def _span(registration: Registration, start: date | None, end: date | None, *, internal: bool) -> Span | None:
    """The period of a table; None where nothing was ever registered."""
    ever = registration.span
    if ever is None:
        return None
    first = start or min(ever.first, end or ever.first)
    span = Span(first, end or max(ever.last, first))
    return span if internal else span.whole_quarters


def _guarded(
    crossing: Crossing, rules: Rules, whole: Counts | None, at_least: Levels, went: Crossing
) -> tuple[Levels, list[TableCell]]:
    """Every cell, merged and rounded as far as the guard asks, withheld where that does not help.

    Of an attribute no rounds are told: those that met such people are exact, and as many encounters at least.
    """
    ladders = [axis.ladder for axis in crossing.axes]
    verdicts = guard(ladders, crossing.counts, crossing.countable, rules, whole, at_least)
    by_attribute = any(axis.name in ATTRIBUTES for axis in crossing.axes)
    rounds = {} if by_attribute else went.rounds(verdicts.levels)
    visits = went.visits(verdicts.levels)
    cells = []
    for described in crossing.described(verdicts.levels):
        sensitive = verdicts.delicate(described.cell)
        if verdicts.withheld(described.cell):
            cells.append(TableCell(described.values, described.covers, holds=described.holds, sensitive=sensitive))
        else:
            counts = _rounded(verdicts.counts[described.cell])
            gone = None if by_attribute else rounds.get(described.cell, 0)
            cells.append(_cell(described, counts, gone, visits(described.cell), sensitive=sensitive))
    return verdicts.levels, cells


def _exact(crossing: Crossing) -> tuple[Levels, list[TableCell]]:
    """Every cell as it was registered, zeros included."""
    levels = tuple(0 for _axis in crossing.axes)
    counts, rounds, visits = crossing.counts(levels), crossing.rounds(levels), crossing.visits(levels)
    return levels, [
        _cell(
            each._replace(covers={}),
            counts.get(each.cell, Counts()),
            rounds.get(each.cell, 0),
            visits(each.cell),
        )
        for each in crossing.described(levels)
    ]


_NOTHING = Described((), {}, {}, {})


def _rounded(counts: Counts) -> Counts:
    return Counts(rounded(counts.heads), rounded(counts.encounters))


def _cell(
    described: Described, counts: Counts, rounds: int | None, visits: int | None, *, sensitive: bool = False
) -> TableCell:
    _key, values, covers, holds = described
    return TableCell(values, covers, rounds, counts.encounters, counts.heads, visits, holds, sensitive)
