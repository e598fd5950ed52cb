"""Which rounds a list asks for, and in which order, as SQL."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from outreach_app.domain.behind import Behind
from outreach_app.domain.records import Encounter, Round, Visit
from outreach_app.store.behind import rounds_behind
from outreach_app.store.listing import among
from outreach_app.store.round_search import rounds_matching
from outreach_app.store.standing import first_worker, place_names, place_of_visit, worker_names

NEWEST: tuple[ColumnElement[Any], ...] = (Round.date.expression, Round.start.expression, Round.n.expression)


@dataclass(frozen=True, slots=True)
class WantedRounds:
    """Which rounds, and in which order: the newest first, or by `sort`."""

    behind: Behind | None = None
    """The rounds that a figure is made of."""
    text: str = ""
    outside: bool = False
    """To be let out: notes of this laptop find nothing."""
    sort: str = ""
    """`date`, `contacts`, or `spots` and `workers`: by the one that is named first."""
    ascending: bool = False

    @property
    def walked(self) -> bool:
        """Whether an index has them all in this order."""
        return self.behind is None and not self.text and self.sort in ("", "date")


def every_round(session: Session, wanted: WantedRounds) -> Select[int]:
    """The numbers of all, in their order."""
    found = select(Round.n).where(~Round.deleted)
    if wanted.behind is not None:
        found = found.where(Round.n.in_(among(rounds_behind(session, wanted.behind))))
    if wanted.text:
        found = found.where(Round.n.in_(among(rounds_matching(session, wanted.text, outside=wanted.outside))))
    if wanted.sort in ("", "date"):
        return found.order_by(*(NEWEST if wanted.ascending else (one.desc() for one in NEWEST)))
    found, rank = _ranked(found, wanted.sort, outside=wanted.outside)
    return found.order_by(rank if wanted.ascending else rank.desc(), *(one.desc() for one in NEWEST))


def _ranked(query: Select[int], sort: str, *, outside: bool) -> tuple[Select[int], ColumnElement[int]]:
    if sort == "contacts":
        heads = func.sum(Encounter.group_size).label("heads")
        met = select(Visit.round, heads).join(Encounter, Encounter.visit == Visit.id)
        sums = met.where(~Visit.deleted, ~Encounter.deleted).group_by(Visit.round).subquery()
        return query.join(sums, sums.c.round == Round.id, isouter=True), func.coalesce(sums.c.heads, 0)
    if sort == "spots":
        place = place_of_visit(outside=outside).label("place")
        # SQLite takes the other columns from the row that has the least.
        at = select(Visit.round, place, func.min(Visit.position)).where(~Visit.deleted).group_by(Visit.round)
        first_at, names = at.subquery(), place_names()
        query = query.join(first_at, first_at.c.round == Round.id, isouter=True)
        query = query.join(names, names.c.id == first_at.c.place, isouter=True)
        return query, func.coalesce(names.c.place, 0)
    names, first = worker_names(), first_worker()
    return query.join(names, names.c.id == first, isouter=True), func.coalesce(names.c.place, 0)
