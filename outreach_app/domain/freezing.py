"""The own registration behind a signal as figures that can be printed: guarded, shown values only, and small."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from outreach_app.domain.fields import Id
from outreach_app.domain.figures import Table, method, tabulate, total
from outreach_app.domain.ladders import area_names
from outreach_app.domain.periods import Span
from outreach_app.domain.registration import Registration

_TABLES = ("area", "spot_kind", "domain", "age", "daypart")
"""Beside the one by time: each about the needs, by one place or attribute."""
_BY_MONTH = 2
"""Quarters up to which a table by month says more than one by quarter."""

Furniture = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Area id to `present`, `missing` and `broken`, to kind of furniture, to number."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a signal's figures are about."""

    needs: Sequence[tuple[Id, str]]
    """Id and title."""
    areas: Sequence[Id] = ()
    """Where the signal is about; nowhere named means everywhere."""


def period_of(registration: Registration, subject: Subject, today: date) -> Span:
    """The whole quarters that hold the encounters behind the needs; with none, all that was registered there."""
    inside = registration.inside(subject.areas)
    about = inside.about([need for need, _title in subject.needs])
    return (about.span or inside.span or Span(today, today)).whole_quarters


def frozen_figures(
    registration: Registration, subject: Subject, furniture: Furniture, span: Span
) -> dict[str, Any]:
    """The figures as JSON values, for `Evidence.figures`. Nothing exact is in them but rounds and furniture."""
    everything = registration.inside(subject.areas).within(span)
    about = everything.about([need for need, _title in subject.needs])
    needs = [{"title": title, **total(everything.about([need])).numbers()} for need, title in subject.needs]
    totals = [total(everything).numbers(), total(about).numbers(), *needs]
    tables = _tables(about, span)
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


def _tables(about: Registration, span: Span) -> list[Table]:
    time = "month" if len(span.quarters()) <= _BY_MONTH else "quarter"
    tables = [tabulate(about, [axis], span.first, span.last) for axis in (time, *_TABLES)]
    return [table for table in tables if len(table.cells) > 1]


def _plain(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    return {state: dict(sorted(numbers.items())) for state, numbers in counts.items()}
