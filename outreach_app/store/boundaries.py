"""The outlines of a team's map: planned from a file, written, taken back, and read for drawing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id, new_id
from outreach_app.domain.geo.geojson import BoundaryFile
from outreach_app.domain.geo.geometry import PACKED_AT_MOST
from outreach_app.domain.geo.packing import Unpackable, pack, unpack
from outreach_app.domain.geo.refusals import TOO_FINE
from outreach_app.domain.geo.shapes import Shape
from outreach_app.domain.records import Area, Boundary
from outreach_app.domain.values import name_key
from outreach_app.i18n import N_
from outreach_app.store import settings
from outreach_app.store.erasing import is_erased
from outreach_app.store.import_names import id_of_name
from outreach_app.store.pointing import pointed_at
from outreach_app.store.undoing import TooLateToUndo

NEIGHBOURHOODS = "neighbourhood"
"""The layer whose outlines belong to areas."""

NAMELESS = N_("It has no name in that column.")
SEVERAL = N_("Several areas have this name.")


@dataclass(frozen=True, slots=True)
class Planned:
    """One outline, before anything is written. `reason` is a source text: why it cannot be taken."""

    name: str
    shape: Shape = field(default_factory=list)
    area: Id | None = None
    """The area it belongs to; None where one of that name is made, or in another layer."""
    again: bool = False
    """Whether an outline stands there that this one takes the place of."""
    reason: str = ""


@dataclass(frozen=True)
class Loaded:
    """What a loading wrote, as far as taking it back asks."""

    made: tuple[Id, ...]
    areas: tuple[Id, ...]
    """Areas that were made along with it."""
    before: Mapping[Id, Mapping[str, Any]]
    """What stood in outlines that were replaced."""
    left: Mapping[Id, Mapping[str, Any]] = field(default_factory=dict)
    """What stands in all of them now."""

    @property
    def count(self) -> int:
        return len(self.made) + len(self.before)


@dataclass(frozen=True, slots=True)
class Outline:
    """One outline as a map draws it."""

    id: Id
    name: str
    layer: str
    area: Id | None
    shape: Shape
    source: str


def plan(session: Session, file: BoundaryFile, named_by: str, layer: str) -> list[Planned]:
    """What loading would do. Features of one name become one outline, islands and all."""
    shapes: dict[str, tuple[str, Shape]] = {}
    planned: list[Planned] = []
    for found in file.found:
        name = found.properties.get(named_by, "")
        if not name and layer == NEIGHBOURHOODS:
            planned.append(Planned(f"#{found.number}", reason=NAMELESS))
            continue
        name = name or f"{file.name} {found.number}"
        shapes.setdefault(name_key(name), (name, []))[1].extend(found.shape)
    areas = _areas(session)
    standing = {name_key(each.name) for each in _live(session) if each.layer == layer}
    for key, (name, shape) in shapes.items():
        same = areas.get(key, []) if layer == NEIGHBOURHOODS else []
        reason = SEVERAL if len(same) > 1 else TOO_FINE if len(pack(shape)) > PACKED_AT_MOST else ""
        area = same[0] if len(same) == 1 else None
        planned.append(Planned(name, shape, area, key in standing, reason))
    planned += [
        Planned(fault.properties.get(named_by) or f"#{fault.number}", reason=fault.reason) for fault in file.faults
    ]
    return planned


def load(session: Session, planned: Iterable[Planned], layer: str, source: str = "") -> Loaded:
    """Write what can be taken. Outlines, and areas made for them, get the ids that any laptop would give them."""
    team = settings.get(session, settings.TEAM)
    parent = _only_town(session)
    made: list[Id] = []
    areas: list[Id] = []
    before: dict[Id, Mapping[str, Any]] = {}
    left: dict[Id, Mapping[str, Any]] = {}
    standing = {(each.layer, name_key(each.name)): each for each in _live(session)}
    for each in planned:
        if each.reason:
            continue
        area = each.area
        if layer == NEIGHBOURHOODS and area is None:
            area = _make_area(session, team, each.name, parent)
            areas.append(area)
        values = {"name": each.name, "area": area, "shape": {"packed": pack(each.shape)}, "source": source}
        known = standing.get((layer, name_key(each.name)))
        if known is None:
            made.append(_make(session, id_of_name(team, Boundary, f"{layer} {each.name}"), layer, values))
            left[made[-1]] = values
        else:
            left[known.id] = values
            before[known.id] = {name: getattr(known, name) for name in values}
            _set(known, values)
    session.flush()
    return Loaded(tuple(made), tuple(areas), before, left)


def take_back(session: Session, loaded: Loaded) -> None:
    """As it was before: what was made goes to the bin, areas too where nothing names them by now.

    Raises TooLateToUndo where one of the outlines is another meanwhile.
    """
    found = session.scalars(select(Boundary).where(Boundary.id.in_(loaded.left), ~Boundary.deleted)).all()
    if len(found) < len(loaded.left) or any(
        getattr(outline, name) != value for outline in found for name, value in loaded.left[outline.id].items()
    ):
        raise TooLateToUndo
    for outline in found:
        if outline.id in loaded.before:
            _set(outline, loaded.before[outline.id])
        else:
            outline.deleted = True
    session.flush()
    unused = set(loaded.areas) - pointed_at(session, Area, loaded.areas)
    for area in session.scalars(select(Area).where(Area.id.in_(unused))):
        area.deleted = True
    session.flush()


def remove(session: Session, ids: Sequence[Id]) -> None:
    """To the bin with these outlines; the areas stay."""
    for outline in session.scalars(select(Boundary).where(Boundary.id.in_(ids))):
        outline.deleted = True
    session.flush()


def outlines(session: Session) -> list[Outline]:
    """Every outline that can be drawn; one that a newer program packed otherwise is left out."""
    found = []
    for each in _live(session):
        try:
            shape = unpack(str(each.shape.get("packed", "")))
        except Unpackable:
            continue
        if shape:
            found.append(Outline(each.id, each.name, each.layer, each.area, shape, each.source))
    return found


def _live(session: Session) -> Sequence[Boundary]:
    return session.scalars(select(Boundary).where(~Boundary.deleted).order_by(Boundary.n)).all()


def _areas(session: Session) -> dict[str, list[Id]]:
    """Areas by the key of their name. Of several of one name a neighbourhood is meant, where there is one."""
    found: dict[str, list[tuple[Id, str]]] = {}
    for id, name, level in session.execute(select(Area.id, Area.name, Area.level).where(~Area.deleted)):
        found.setdefault(name_key(name), []).append((id, level))
    named = {}
    for key, same in found.items():
        near = [id for id, level in same if level == NEIGHBOURHOODS]
        named[key] = near if len(near) == 1 else [id for id, _level in same]
    return named


def _only_town(session: Session) -> Id | None:
    towns = session.scalars(select(Area.id).where(Area.level == "municipality", ~Area.deleted)).all()
    return towns[0] if len(towns) == 1 else None


def _make_area(session: Session, team: Id | None, name: str, parent: Id | None) -> Id:
    id = id_of_name(team, Area, name)
    known = session.scalar(select(Area).where(Area.id == id))
    if known is not None:
        known.deleted = False
        return id
    area = Area(id=new_id() if is_erased(session, id) else id, name=name, level=NEIGHBOURHOODS, parent=parent)
    session.add(area)
    return area.id


def _make(session: Session, id: Id, layer: str, values: Mapping[str, Any]) -> Id:
    known = session.scalar(select(Boundary).where(Boundary.id == id))
    if known is not None:
        _set(known, {**values, "layer": layer, "deleted": False})
        return id
    made = Boundary(id=new_id() if is_erased(session, id) else id, layer=layer, **values)
    session.add(made)
    return made.id


def _set(outline: Boundary, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(outline, name, value)
