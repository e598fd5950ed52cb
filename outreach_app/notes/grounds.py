"""From each figure of a note to the encounters behind it: inside the vault only, and as they are now.

A frozen figure never changes; what stands behind it may. Both are shown, so that an author sees what came since.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from outreach_app.domain.behind import NOT_SAID, Behind
from outreach_app.domain.fields import Id
from outreach_app.domain.periods import Span
from outreach_app.domain.records import Area, Evidence, MonthCount, Need, Signal
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _
from outreach_app.notes import wording
from outreach_app.store.behind import Ground, ground
from outreach_app.store.evidence import frozen_evidence, needs_of
from outreach_app.store.finding import live
from outreach_app.store.listing import vocabularies

_EXACT = 4
"""The first rows, of which is counted what stands behind them now: everything, the signal, its first needs."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure as it was frozen, and the way to what lies behind it."""

    label: str
    shown: str
    behind: Behind
    now: Ground | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    rows: tuple[Row, ...] = ()
    erased: bool = False
    """Whether encounters of the period were erased since: of those only monthly counts are left."""


def grounds(session: Session, signal_id: Id) -> Grounds:
    """In the current language; empty while nothing is frozen."""
    signal = live(session, Signal, signal_id)
    frozen = frozen_evidence(session, signal.id)
    if frozen is None or frozen.period_from is None or frozen.period_to is None:
        return Grounds()
    scope = _scope(session, signal.areas)
    span = Span(frozen.period_from, frozen.period_to)
    everywhere = Behind(span.first, span.last, areas=tuple(sorted(scope)))
    rows = list(_rows(session, frozen, needs_of(session, signal), everywhere, vocabularies(session)))
    counted = [replace(row, now=ground(session, row.behind)) for row in rows[:_EXACT]]
    return Grounds((*counted, *rows[_EXACT:]), _erased(session, span, scope))


def _rows(
    session: Session, frozen: Evidence, needs: Sequence[Need], everywhere: Behind, terms: Vocabularies
) -> Iterator[Row]:
    figures = frozen.figures
    about = everywhere.also("need", ",".join(need.id for need in needs))
    yield Row(_("Everything in this period"), _told(figures.get("all") or {}), everywhere)
    if not needs:
        return
    yield Row(_("About this signal"), _told(figures.get("about") or {}), about)
    by_title = {str(one.get("title")): one for one in figures.get("needs") or ()}
    for need in needs if len(needs) > 1 else ():
        if need.title in by_title:
            yield Row(need.title, _told(by_title[need.title]), everywhere.also("need", need.id))
    for table in figures.get("tables") or ():
        for cell in table["cells"]:
            asked = _of_cell(session, table["axis"], cell, about)
            if cell.get("contacts") is not None and asked is not None:
                label = wording.cell_label(table["axis"], cell, terms)
                yield Row(f"{wording.by_axis(table['axis'])}: {label}", _told(cell), asked)


def _of_cell(session: Session, axis: str, cell: Mapping[str, Any], about: Behind) -> Behind | None:
    """What a cell of a table asks; None where that cannot be said any more."""
    codes = [str(code) for code in (cell.get("covers") or {}).get(axis) or (cell.get(axis) or "",)]
    if axis in wording.TIME_AXES:
        first, last = wording.reach(axis, codes)
        return replace(about, first=first, last=last)
    if axis == "area":
        ids = session.scalars(select(Area.id).where(Area.name.in_(codes))).all()
        return replace(about, areas=tuple(sorted(_scope(session, ids)))) if len(ids) == len(codes) else None
    return about.also(axis, ",".join(code or NOT_SAID for code in codes))


def _told(numbers: Mapping[str, Any]) -> str:
    """As it stands on paper."""
    if numbers.get("contacts") is None:
        return _("not shown (–)")
    parts = [wording.encounters(numbers["encounters"])] if numbers.get("encounters") is not None else []
    return " · ".join([*parts, wording.contacts(numbers["contacts"])])


def _scope(session: Session, areas: Sequence[Id]) -> set[Id]:
    """These areas with all that lies in them."""
    found, new = set(areas), set(areas)
    while new:
        new = set(session.scalars(select(Area.id).where(Area.parent.in_(new), ~Area.deleted))) - found
        found |= new
    return found


def _erased(session: Session, span: Span, scope: set[Id]) -> bool:
    first, last = date(span.first.year, span.first.month, 1), span.last
    left = select(MonthCount.n).where(~MonthCount.deleted, MonthCount.month >= first, MonthCount.month <= last)
    return bool(session.scalar(select(exists(left.where(MonthCount.area.in_(scope)) if scope else left))))
