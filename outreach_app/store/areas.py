"""Areas as they lie in each other, and what lies in them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.domain.areas import AreaNode, Areas
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Exchange, JointService, Need, Round, Signal, Spot, Visit
from outreach_app.domain.rollup import Rollup, rollup
from outreach_app.i18n import _

Fault = tuple[str, str, str]
"""The field that is wrong, what it says, and why it cannot."""


def areas_of(session: Session) -> Areas:
    """All that are not in the bin."""
    columns = (
        Area.id,
        Area.name,
        Area.level,
        Area.parent,
        Area.successor,
        Area.valid_from,
        Area.valid_to,
        Area.leads,
    )
    rows = session.execute(select(*columns).where(~Area.deleted).order_by(Area.n))
    return Areas.of(AreaNode(*row[:-1], leads=len(row[-1])) for row in rows)


def area_fault(session: Session, area: Area) -> Fault | None:
    """Why an area cannot lie or go where it says. (A circle may still arrive by a merge; readers end at it.)"""
    with session.no_autoflush:
        others = areas_of(session)
    own = AreaNode(area.id, area.name, area.level, area.parent, area.successor, area.valid_from, area.valid_to)
    before = Areas({**others.nodes, area.id: replace(own, parent=None, successor=None)})
    if area.valid_from and area.valid_to and area.valid_to < area.valid_from:
        return "valid_to", area.valid_to.isoformat(), _("It ends before it begins.")
    if area.parent and area.id in (area.parent, *before.above(area.parent)):
        return "parent", area.name, _("An area cannot be part of itself.")
    if area.successor and before.now(area.successor) == area.id:
        return "successor", area.name, _("An area cannot merge into itself.")
    if area.successor and area.successor not in before.nodes:
        return "successor", area.name, _("What it would merge into is in the bin: its spots would lie nowhere.")
    if area.successor and area.id in before.above(area.successor):
        return "successor", area.name, _("What it would merge into lies in it: its spots would lie nowhere.")
    return None


@dataclass(frozen=True)
class Placed:
    """Where everything lies: of each the areas that it names."""

    spots: Mapping[Id, set[Id]]
    needs: Mapping[Id, set[Id]]
    signals: Mapping[Id, set[Id]]


def placed(session: Session) -> Placed:
    """Needs lie where they came up, signals where they say, else where their needs do. What was dropped or went
    into another signal counts no more."""
    spots = {
        id: {area} if area else set()
        for id, area in session.execute(select(Spot.id, Spot.area).where(~Spot.deleted))
    }
    needs = _needs(session)
    rows = session.execute(
        select(Signal.id, Signal.areas, Signal.needs).where(~Signal.deleted, Signal.state != "merged")
    )
    signals = {
        id: set(areas) or {area for need in about for area in needs.get(need, ())} for id, areas, about in rows
    }
    return Placed(spots, needs, signals)


def rolled_up(session: Session, level: str) -> tuple[Areas, Mapping[str, Rollup]]:
    """Spots, needs and signals by the areas of a level, each counted once."""
    areas, found = areas_of(session), placed(session)
    return areas, {
        "spots": rollup(areas, level, found.spots),
        "needs": rollup(areas, level, found.needs),
        "signals": rollup(areas, level, found.signals),
    }


def joint_services(session: Session, region: Id, year: int) -> int:
    """How many run or ran in a year in a region, or in what lies in it: planned and stopped ones do not count."""
    query = select(func.count()).select_from(JointService).where(~JointService.deleted, JointService.year == year)
    query = query.where(JointService.state.in_(("running", "finished")))
    return session.scalar(query.where(JointService.area.in_(areas_of(session).within(region)))) or 0


def exchanges(session: Session, region: Id, year: int) -> int:
    """How many there were in a year in a region, or in what lies in it."""
    query = select(Exchange.held_on).where(~Exchange.deleted, Exchange.area.in_(areas_of(session).within(region)))
    return sum(day is not None and day.year == year for day in session.scalars(query))


def _needs(session: Session) -> dict[Id, set[Id]]:
    live = select(Need.id).where(~Need.deleted, Need.state != "dropped")
    found: dict[Id, set[Id]] = defaultdict(set, {id: set() for id in session.scalars(live)})
    home = func.coalesce(Visit.area, Spot.area)
    named = func.json_each(Encounter.needs).table_valued("value", joins_implicitly=True)
    query = (
        select(named.c.value, home)
        .select_from(Encounter)
        .join(Visit, Visit.id == Encounter.visit)
        .join(Round, Round.id == Visit.round)
        .join(Spot, Spot.id == Visit.spot, isouter=True)
        .where(~Encounter.deleted, ~Visit.deleted, ~Round.deleted, Encounter.needs != [], home.is_not(None))
        .distinct()
    )
    for need, area in session.execute(query):
        if need in found:
            found[need].add(area)
    return dict(found)
