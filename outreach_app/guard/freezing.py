"""The own registration behind a signal as figures that can be printed: published, shown values only, and small.

Two attributes are never crossed, and what a signal is about is one: its figures are by place and by time. The
needs come before all that was registered, so that where only one of both can be shown it is what the signal says.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from outreach_app.domain.disclosure import DELICATE, RULES, Rules
from outreach_app.domain.figures import Table, TableCell, method
from outreach_app.domain.freezing import Furniture, Subject, Topic
from outreach_app.domain.ladders import area_names
from outreach_app.domain.periods import Span
from outreach_app.domain.registration import Registration
from outreach_app.guard.publishing import Publication

_TABLES = ((), ("quarter",), ("area",), ("spot_kind",))
"""What is printed about the needs: how much in all, when, and where."""


def frozen_figures(publication: Publication, subject: Subject, furniture: Furniture, span: Span) -> dict[str, Any]:
    """The figures as JSON values, for `Evidence.figures`. Nothing exact is in them but rounds and furniture.

    Raises QuartersOpen, TableUnproven.
    """
    live = publication.counts.live
    span = publication.closed(span)
    rules = DELICATE if any(_delicate(publication, need) for need in subject.needs) else RULES
    wanted = frozenset(need.id for need in subject.needs)
    drafts = [publication.draft(axes, span, needs=wanted, rules=rules) for axes in _TABLES] if wanted else []
    refused = publication.refused
    nothing = Table((), (), TableCell({}), span, internal=False)
    about, *tables = publication.settle(*drafts) if drafts else [nothing]
    if publication.refused > refused:
        tables = []
    parts = [
        publication.draft([], span, needs=frozenset({need.id}), rules=_rules(publication, need))
        for need in subject.needs
    ]
    everything, *needs = publication.settle(publication.draft([], span), *parts)
    totals = [one.totals for one in (everything, about, *needs)]
    return _document(subject, furniture, span, live, totals, [one for one in tables if len(one.cells) > 1])


def no_figures(subject: Subject, furniture: Furniture, span: Span, live: Registration) -> dict[str, Any]:
    """Of needs that never came up in an encounter: all of it is withheld, and nothing is published."""
    return _document(subject, furniture, span, live, [TableCell({})] * (2 + len(subject.needs)), [])


def _document(
    subject: Subject,
    furniture: Furniture,
    span: Span,
    live: Registration,
    totals: Sequence[TableCell],
    tables: Sequence[Table],
) -> dict[str, Any]:
    names = area_names(live, {*subject.areas, *furniture})
    quarters = span.quarters()
    everything, about, *parts = totals
    return {
        "period": {"from": quarters[0], "to": quarters[-1]},
        "areas": [names[area] for area in subject.areas if names[area]],
        "all": everything.numbers(),
        "about": about.numbers(),
        "needs": [{"title": need.title, **of.numbers()} for need, of in zip(subject.needs, parts, strict=True)],
        "tables": [{"axis": table.axes[0], "cells": [cell.as_json() for cell in table.cells]} for table in tables],
        "furniture": {
            "areas": {names[area]: _plain(furniture[area]) for area in sorted(furniture, key=names.__getitem__)}
        },
        "method": method(),
        "withheld": sum(table.withheld for table in tables) + sum(one.suppressed for one in totals),
    }


def _delicate(publication: Publication, need: Topic) -> bool:
    """Whether a need is sensitive: by its own life domains, or by those of all encounters in which it came up."""
    terms = publication.counts.live.vocabularies
    own = any(terms.sensitive("domain", code) for code in need.domains)
    return own or publication.counts.delicate(need.id)


def _rules(publication: Publication, need: Topic) -> Rules:
    return DELICATE if _delicate(publication, need) else RULES


def _plain(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    return {state: dict(sorted(numbers.items())) for state, numbers in counts.items()}
