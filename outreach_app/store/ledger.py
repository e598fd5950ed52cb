"""The ledger of all that was published: appended to before anything leaves, and never changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.records import Publication
from outreach_app.guard import Cell, Entry, Shown, TableUnproven
from outreach_app.guard.guarding import State, audited
from outreach_app.store.quarters import closed

_CELLS_AT_MOST = 30
"""In one record: a record is one patch, and patches stay small."""


def entries(session: Session) -> list[Entry]:
    """Every cell that was ever published, by anyone whose ledger is here, the oldest first."""
    rows = session.scalars(select(Publication).where(~Publication.deleted))
    ordered = sorted(rows, key=lambda one: (one.stamp, one.author, one.id))
    return [entry for row in ordered for entry in _unpacked(row.cells, row.title)]


def append(session: Session, added: Sequence[Entry], title: str, today: date) -> None:
    """Write down what is about to be printed."""
    for first in range(0, len(added), _CELLS_AT_MOST):
        part = added[first : first + _CELLS_AT_MOST]
        session.add(Publication(title=title, published_on=today, cells=_packed(part)))
        session.flush()


def audit(session: Session) -> State:
    """What all publications together give away, whoever made them. Raises TableUnproven."""
    return audited(closed(session).base, entries(session))


def alarm(session: Session) -> bool:
    """Whether several coordinators published, each for themselves, what tells too much together; or it cannot be
    proven that it does not. What one alone published went through one guard."""
    authors = session.scalars(select(Publication.author).where(~Publication.deleted).distinct()).all()
    if len(authors) < 2:
        return False
    try:
        state = audit(session)
    except TableUnproven:
        return True
    return bool(state.narrow or state.unproven)


def published(session: Session) -> int:
    """How many publications there are."""
    rows = session.execute(select(Publication.title, Publication.published_on).where(~Publication.deleted))
    return len(set(map(tuple, rows)))


def _packed(part: Iterable[Entry]) -> dict[str, Any]:
    places: dict[str, int] = {}
    quarters: dict[str, int] = {}
    packed = []
    for entry in part:
        cell, shown = entry.cell, entry.shown
        packed.append(
            [
                [places.setdefault(spot, len(places)) for spot in sorted(cell.spots)],
                [quarters.setdefault(quarter, len(quarters)) for quarter in sorted(cell.quarters)],
                cell.attribute,
                sorted(cell.values),
                entry.least,
                [shown.heads, shown.encounters] if shown else None,
            ]
        )
    return {"places": list(places), "quarters": list(quarters), "cells": packed}


def _unpacked(cells: dict[str, Any], title: str) -> Iterator[Entry]:
    places, quarters = cells.get("places", ()), cells.get("quarters", ())
    for spots, during, attribute, values, least, shown in cells.get("cells", ()):
        cell = Cell(
            frozenset(places[n] for n in spots),
            frozenset(quarters[n] for n in during),
            attribute,
            frozenset(values),
        )
        yield Entry(cell, Shown(*shown) if shown else None, least, title)
