"""Registration read from the store, and the tables made of it."""

import json
from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal

from sqlalchemy import FromClause, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from outreach_app.domain.areas import LEVELS
from outreach_app.domain.comparing import alike, earlier, year_earlier
from outreach_app.domain.fields import Id
from outreach_app.domain.figures import PeriodReversed, Table, tabulate
from outreach_app.domain.periods import Span, month_of
from outreach_app.domain.records import Encounter, MonthCount, Need, Round, Spot, Visit
from outreach_app.domain.registration import (
    NOWHERE,
    AreaFacts,
    Counted,
    Met,
    NeedFacts,
    Registration,
    SpotFacts,
    Visited,
    heads_by_age,
)
from outreach_app.store.areas import areas_of
from outreach_app.store.listing import vocabularies
from outreach_app.store.scope import team_of


def figures(
    session: Session,
    axes: Sequence[str],
    start: date | None = None,
    end: date | None = None,
    internal: bool = False,
    areas: Sequence[Id] = (),
) -> Table:
    """A table of all that was registered; guarded as it would be published, unless internal. Publishes nothing.

    Raises UnknownAxis, TableTooFine, TableTooLarge and PeriodReversed.
    """
    return tabulate(registration(session).inside(areas), axes, start, end, internal=internal)


def beside(
    session: Session,
    axes: Sequence[str],
    start: date | None,
    end: date | None,
    internal: bool,
    areas: Sequence[Id],
    against: Literal["before", "year"],
) -> list[Table]:
    """The same, and the table of as many days before or of a year earlier: they merge alike.

    An open end is as far as registration goes; where nothing is registered there is one, empty table.
    """
    found = registration(session).inside(areas)
    ever = found.span
    if ever is None:
        return [tabulate(found, axes, start, end, internal=internal)]
    whole = Span(start or ever.first, end or ever.last)
    if whole.last < whole.first:
        raise PeriodReversed(first=whole.first, last=whole.last)
    other = (earlier if against == "before" else year_earlier)("own", whole, whole.last)
    return alike([(found, whole), (found, other)], axes, guarded=not internal)


def registration(session: Session) -> Registration:
    """All visits and encounters that are not deleted, nor their round or visit, and what is left of erased ones.

    A visit without an area counts where its spot lies. Sensitive spots are left out. An area that merged lies in
    its successor: what was registered there stays what it was, and counts in the larger one.
    """
    spots: dict[str, SpotFacts] = {
        id: SpotFacts(name, area or NOWHERE, kind)
        for id, name, area, kind in session.execute(
            select(Spot.id, Spot.name, Spot.area, Spot.kind).where(~Spot.deleted, ~Spot.sensitive)
        )
    }
    areas = _areas(session, {spot.area for spot in spots.values()})
    needs: dict[str, NeedFacts] = {
        id: NeedFacts(title, kind, tuple(domains))
        for id, title, kind, domains in session.execute(
            select(Need.id, Need.title, Need.kind, Need.domains).where(~Need.deleted)
        )
    }
    visits = _visits(session, areas, spots)
    return Registration(
        areas,
        spots,
        list(visits.values()),
        _encounters(session, visits),
        vocabularies(session),
        counted(session, areas),
        needs=needs,
    )


def rounds_of(session: Session, worker: Id) -> frozenset[Hashable]:
    """The rounds of one worker, as a registration tells them apart. For that worker's own eyes only."""
    rows = _raw(session, Round.__table__, "id", "workers")
    return frozenset(id for id, workers in rows if worker in json.loads(workers or "[]"))


def counted(session: Session, areas: Mapping[str, AreaFacts]) -> tuple[Counted, ...]:
    """What is left of erased months; where an area is gone, without one."""
    rows = session.scalars(select(MonthCount).where(~MonthCount.deleted).order_by(MonthCount.id))
    return tuple(
        Counted(
            month_of(row.month.isoformat()),
            row.area if row.area and row.area in areas else NOWHERE,
            *(row.axis, row.code, row.rounds, row.shared, row.encounters, row.contacts),
        )
        for row in rows
        if row.month is not None
    )


def _raw(session: Session, table: FromClause, *names: str) -> Sequence[Any]:
    """Columns of the rows that are not deleted, as the database has them: what is only compared need not be
    decoded a hundred thousand times, nor wrapped."""
    columns = (type_coerce(table.c[name], NullType()) for name in names)
    query = select(*columns).where(~table.c.deleted)
    if team := team_of(session):
        query = query.where(table.c.team == team)
    result = session.connection().execute(query)
    rows: Sequence[Any] = result.cursor.fetchall() if result.cursor else ()
    result.close()
    return rows


def _areas(session: Session, with_spots: Collection[str]) -> dict[str, AreaFacts]:
    known = areas_of(session)
    larger = {id for id, node in known.nodes.items() if node.level in LEVELS[1:]}
    return {
        id: AreaFacts(
            node.name,
            (known.now(id) if known.merged(id) else known.parent(id)) or NOWHERE,
            gone_to=id not in larger or id in with_spots or not node.parent,
        )
        for id, node in known.nodes.items()
    }


def _visits(
    session: Session, areas: Mapping[str, AreaFacts], spots: Mapping[str, SpotFacts]
) -> dict[bytes, Visited]:
    dates: dict[bytes, str] = dict(_raw(session, Round.__table__, "id", "date"))
    rows = _raw(session, Visit.__table__, "id", "round", "area", "spot")

    @cache
    def place(area: bytes | None, spot: bytes | None) -> tuple[str, str]:
        known = spots.get(spot.hex()) if spot else None
        home = area.hex() if area else known.area if known else NOWHERE
        return home if home in areas else NOWHERE, spot.hex() if spot and known else NOWHERE

    # A round that is deleted, or has not arrived yet, has no date to count on.
    return {
        id: Visited(round, dates[round], *place(area, spot)) for id, round, area, spot in rows if dates.get(round)
    }


def _encounters(session: Session, visits: Mapping[bytes, Visited]) -> list[Met]:
    names = ("visit", "daypart", "who", "group_size", "age_counts", "domains", "needs")
    rows = _raw(session, Encounter.__table__, *names)
    return [
        Met._make((*visit, daypart, who, *counted, _codes(domains), _codes(needs)))
        for id, daypart, who, group_size, age_counts, domains, needs in rows
        if (visit := visits.get(id)) is not None and (counted := _ages(group_size, age_counts))[0] > 0
    ]


@cache
def _ages(group_size: int, age_counts: str) -> tuple[int, tuple[tuple[str, int], ...]]:
    return heads_by_age(group_size, json.loads(age_counts or "{}"))


@cache
def _codes(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text or "[]"))
