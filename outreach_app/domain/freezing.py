"""The own registration behind a signal as figures that can be printed: guarded, shown values only, and small."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from outreach_app.domain.disclosure import DELICATE, RULES, Counts, Rules, singles_out
from outreach_app.domain.fields import Id
from outreach_app.domain.figures import Table, TableCell, counts_of, method, tabulate, total
from outreach_app.domain.ladders import area_names
from outreach_app.domain.periods import Span
from outreach_app.domain.registration import Registration

_TABLES = ("area", "spot_kind", "domain", "age", "daypart")
"""Beside the one by time: each about the needs, by one place or attribute."""
_BY_MONTH = 2
"""Quarters up to which a table by month says more than one by quarter."""

Furniture = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Area id to `present`, `missing` and `broken`, to kind of furniture, to number."""


class Topic(NamedTuple):
    """A need, as far as its figures ask."""

    id: Id
    title: str
    domains: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a signal's figures are about."""

    needs: Sequence[Topic]
    areas: Sequence[Id] = ()
    """Where the signal is about; nowhere named means everywhere."""


def period_of(registration: Registration, subject: Subject, today: date) -> Span:
    """The whole quarters that hold the encounters behind the needs; with none, all that was registered there."""
    inside = registration.inside(subject.areas)
    about = inside.about([need.id for need in subject.needs])
    return (about.span or inside.span or Span(today, today)).whole_quarters


def frozen_figures(
    registration: Registration, subject: Subject, furniture: Furniture, span: Span
) -> dict[str, Any]:
    """The figures as JSON values, for `Evidence.figures`. Nothing exact is in them but rounds and furniture."""
    everything = registration.inside(subject.areas).within(span)
    about = everything.about([need.id for need in subject.needs])
    parts = [everything.about([need.id]) for need in subject.needs]
    delicate = [_delicate(part, need.domains) for part, need in zip(parts, subject.needs, strict=True)]
    rules = DELICATE if any(delicate) or _delicate(about) else RULES
    nested = _Nested(everything, about, rules)
    needs = [
        {"title": need.title, **nested.part(part, DELICATE if sensitive else RULES).numbers()}
        for need, part, sensitive in zip(subject.needs, parts, delicate, strict=True)
    ]
    totals = [nested.all.numbers(), nested.about.numbers(), *needs]
    tables = _tables(about, span, rules)
    names = area_names(registration, {*subject.areas, *furniture})
    quarters = span.quarters()
    return {
        "period": {"from": quarters[0], "to": quarters[-1]},
        "areas": [names[area] for area in subject.areas if names[area]],
        "all": totals[0],
        "about": totals[1],
        "needs": needs,
        "tables": [{"axis": table.axes[0], "cells": [cell.as_json() for cell in table.cells]} for table in tables],
        "furniture": {
            "areas": {names[area]: _plain(furniture[area]) for area in sorted(furniture, key=names.__getitem__)}
        },
        "method": method(),
        "withheld": sum(table.withheld for table in tables) + sum(one["contacts"] is None for one in totals),
    }


def _delicate(part: Registration, domains: Sequence[str] = ()) -> bool:
    """Whether a topic is sensitive: by its own life domains, or by those of all encounters in which it came up."""
    terms = part.vocabularies

    def sensitive(codes: Sequence[str]) -> bool:
        return any(terms.sensitive("domain", code) for code in codes)

    return sensitive(domains) or (bool(part.encounters) and all(sensitive(met.domains) for met in part.encounters))


class _Nested:
    """Totals within each other, printed together: of a sensitive topic, none may tell the rest of another."""

    def __init__(self, everything: Registration, about: Registration, rules: Rules) -> None:
        self._everything, self._about, self._rules = everything, about, rules
        self.about = total(about, rules=rules)
        self.all = total(everything)
        whole, part = counts_of(everything), counts_of(about)
        everybody = rules == DELICATE and whole == part  # then the figures would say so of each of them
        if not self.about.suppressed and (everybody or self._tells(whole, part)):
            self.all = TableCell({})

    def part(self, part: Registration, rules: Rules) -> TableCell:
        """A need beside the others and beside all that was registered."""
        counts = counts_of(part)
        for whole, shown in ((self._about, self.about), (self._everything, self.all)):
            if not shown.suppressed and self._tells(counts_of(whole), counts):
                return TableCell({})
        return total(part, rules=rules)

    def _tells(self, whole: Counts, part: Counts) -> bool:
        return self._rules == DELICATE and singles_out(whole, part, self._rules)


def _tables(about: Registration, span: Span, rules: Rules) -> list[Table]:
    time = "month" if len(span.quarters()) <= _BY_MONTH else "quarter"
    tables = [
        tabulate(about, [axis], span.first, span.last, rules=rules, beside_total=True) for axis in (time, *_TABLES)
    ]
    return [table for table in tables if len(table.cells) > 1]


def _plain(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    return {state: dict(sorted(numbers.items())) for state, numbers in counts.items()}
