"""Areas that become one: the mergers that are known, and the edits that record one. Nothing is moved."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.areas import Areas
from outreach_app.domain.fields import Id
from outreach_app.domain.merging_areas import HoldsMerged, Merger, check, going, parent_of_new
from outreach_app.domain.records import Area, Record
from outreach_app.domain.values import name_key
from outreach_app.paths import RESOURCES
from outreach_app.store.areas import areas_of


@dataclass(frozen=True, slots=True)
class Known:
    """A merger of Flemish municipalities that the program knows of."""

    day: date
    into: str
    names: tuple[str, ...]
    """Of those that became it; one of them may have kept its name."""


@cache
def known_mergers() -> tuple[Known, ...]:
    """The oldest first."""
    read = json.loads((RESOURCES / "map" / "mergers.json").read_text(encoding="utf-8"))
    found = (Known(date.fromisoformat(one["on"]), one["into"], tuple(one["from"])) for one in read["mergers"])
    return tuple(sorted(found, key=lambda one: (one.day, one.into)))


@dataclass(frozen=True, slots=True)
class Offered:
    """A known merger that the team's areas did not follow yet."""

    known: Known
    merger: Merger


def offered(areas: Areas, today: date) -> list[Offered]:
    """Those of which the team has a municipality under its old name."""
    named: dict[str, Id] = {}
    for id, node in areas.nodes.items():
        if node.level in ("municipality", "") and not areas.merged(id):
            named.setdefault(name_key(node.name), id)
    found = []
    for known in known_mergers():
        into = named.get(name_key(known.into))
        olds = tuple(old for name in known.names if (old := named.get(name_key(name))) and old != into)
        levels = {areas.nodes[id].level for id in olds}
        if olds and known.day <= today and "municipality" in levels:
            found.append(Offered(known, Merger(olds, known.day, into, "" if into else known.into)))
    return found


def merge_areas(session: Session, merger: Merger) -> Area:
    """The area that goes on. The others exist until that day and name it; what lies in them stays where it is.

    Raises what `check` raises.
    """
    areas = areas_of(session)
    check(areas, merger)
    gone = going(merger)
    into = session.scalar(select(Area).where(Area.id == merger.into)) if merger.into else None
    if into is None:
        level = next((areas.nodes[id].level for id in gone if areas.nodes[id].level), "")
        into = Area(
            name=" ".join(merger.name.split()),
            level=level,
            parent=parent_of_new(areas, gone),
            valid_from=merger.day,
        )
        session.add(into)
    for old in session.scalars(select(Area).where(Area.id.in_(gone))):
        old.successor, old.valid_to = into.id, merger.day
    session.flush()
    return into


def refuse_orphans(session: Session, area: Record) -> None:
    """Raises HoldsMerged for an area that others went into: it is not deleted before they go elsewhere."""
    if not isinstance(area, Area):
        return
    query = (
        select(Area.name).where(Area.successor == area.id, ~Area.deleted, Area.id != area.id).order_by(Area.name)
    )
    names: Sequence[str] = session.scalars(query).all()
    if names:
        raise HoldsMerged(olds=", ".join(names), into=area.name)
