"""Names in a spreadsheet to records: what has the name, or what is to be made under an id that every laptop
would give it, so that the same name imported twice meets in one record."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Field, Id, Kind, fields_of, new_id
from outreach_app.domain.records import Area, Record, Spot
from outreach_app.domain.values import abridged, listed_parts, name_key
from outreach_app.i18n import _
from outreach_app.store.erasing import is_erased
from outreach_app.store.finding import as_id

_SEPARATOR = "\x1f"


class RowRefused(Exception):
    """A row that cannot be imported: which field, what stands there, why (in the reader's language)."""

    def __init__(self, field: str, value: str, reason: str) -> None:
        super().__init__(field)
        self.field, self.value, self.reason = field, abridged(value), reason


class _Place(NamedTuple):
    """What a planned visit must know of its spot."""

    area: Id | None
    sensitive: bool


def id_of_name(team: Id | None, record: type[Record], name: str, parent: Id | None = None) -> Id:
    """The id that any laptop of the team gives to what an import calls by this name."""
    space = uuid.UUID(team) if team else uuid.NAMESPACE_OID
    return Id(uuid.uuid5(space, _SEPARATOR.join((record.__tablename__, parent or "", name_key(name)))).hex)


class ImportNames:
    """Plans without writing: what has to be made stands in `planned`, what left the bin in `revived`."""

    def __init__(self, session: Session, team: Id | None) -> None:
        self._session = session
        self._team = team
        self._index: dict[type[Record], dict[str, list[tuple[Id, Id | None]]]] = {}
        self._spots: dict[Id, _Place] = {}
        self._in_bin: set[str] = set()
        """Keys of the names of sensitive spots that were deleted."""
        self._areas: dict[Id, str] = {}
        self.planned: dict[Id, Record] = {}
        self.revived: dict[Id, Record] = {}

    def match(self, record: type[Record], name: str, field: str = "") -> Id | None:
        """The record of this name; for spots see `match_spot`. Raises RowRefused where there are several."""
        id = as_id(name)
        if id is not None:
            if self._session.scalar(select(record.id).where(record.id == id, ~record.deleted)) is None:
                raise RowRefused(field, name, _("There is no record with this id."))
            return id
        found = self._known(record).get(name_key(name), [])
        if record is Area and len(found) > 1:
            found = [pair for pair in found if pair[1] is None] or found
        return self._only(found, name, field)

    def match_spot(
        self, name: str, area: Id | None = None, *, sensitive: bool = False, field: str = "spot"
    ) -> Id | None:
        """The spot of this name, in the area if one is told. A sensitive one is meant wherever it lies unless a
        public one of that area is: else its name would be made public with a second one.

        `sensitive` looks for what stays on this laptop alone. Raises RowRefused, also where the one is in the bin.
        """
        if as_id(name) is not None:
            return self.match(Spot, name, field=field)
        found = self._known(Spot).get(name_key(name), [])
        hidden = [pair for pair in found if self._spots[pair[0]].sensitive]
        if sensitive:
            found = [pair for pair in hidden if area is None or pair[1] in (None, area)]
        elif area is not None:
            here = [pair for pair in found if pair[1] == area]
            found = [*here, *(pair for pair in hidden if pair[1] is None)] if here else hidden
        if not found and not sensitive and name_key(name) in self._in_bin:
            reason = _("A sensitive spot of this name is in the bin: take it back out first (undelete).")
            raise RowRefused(field, name, reason)
        return self._only(found, name, field)

    def _only(self, found: list[tuple[Id, Id | None]], name: str, field: str) -> Id | None:
        if len(found) > 1:
            ids = ", ".join(sorted(id for id, _parent in found))
            raise RowRefused(field, name, _("Several have this name; give the id: {ids}.").format(ids=ids))
        return found[0][0] if found else None

    def find(
        self, record: type[Record], name: str, parent: Id | None = None, *, field: str = "", **new: Any
    ) -> Id:
        """The record of this name, planned where there is none. `new` are values of a planned one."""
        found = self.match_spot(name, parent, field=field) if record is Spot else self.match(record, name, field)
        return found or self.make(record, name, parent, **new)

    def make(self, record: type[Record], name: str, parent: Id | None = None, **new: Any) -> Id:
        """Plan a record of this name. A deleted one that an import made under it before comes back instead."""
        # A sensitive spot must not meet a colleague's: its id tells nothing.
        id = new_id() if new.get("sensitive") else id_of_name(self._team, record, name, parent)
        if is_erased(self._session, id):  # under that id it would vanish again at the next merge
            id = new_id()
        before = self._session.scalar(select(record).where(record.id == id))
        self._known(record).setdefault(name_key(name), []).append((id, parent))
        if before is None:
            values = {record.named_by: name, **new}
            if record is Spot:
                values["area"] = parent
            self.planned[id] = record(id=id, **values)
        elif before.deleted:
            self.revived[id] = before
        if record is Area:
            self._areas.setdefault(id, name)
        if record is Spot:
            self._spots.setdefault(id, _Place(parent, bool(new.get("sensitive"))))
        return id

    def spot(self, id: Id) -> _Place:
        self._known(Spot)
        return self._spots[id]

    def area_name(self, id: Id) -> str:
        self._known(Area)
        return self._areas[id]

    def all_of(self, record: type[Record], text: str, field: str) -> list[Id]:
        """Records by a list of names; a whole text that is one known name is that name, commas and all."""
        if text and not set(";\n") & set(text) and (whole := self.match(record, text, field)):
            return [whole]
        return list(dict.fromkeys(self.find(record, part, field=field) for part in listed_parts(text)))

    def brought(self, using: Iterable[Record]) -> tuple[list[Record], list[Record]]:
        """What was planned and what leaves the bin, as far as these records refer to it, parents first."""
        wanted = {id for record in using for id in references(record)}
        for id in list(wanted):
            if id in self.planned:
                wanted |= set(references(self.planned[id]))
        order = sorted(self.planned, key=lambda id: not isinstance(self.planned[id], Area))
        planned = [self.planned[id] for id in order if id in wanted]
        return planned, [record for id, record in self.revived.items() if id in wanted]

    def _known(self, record: type[Record]) -> dict[str, list[tuple[Id, Id | None]]]:
        """Live records by the key of their name, with their parent."""
        if record in self._index:
            return self._index[record]
        known: dict[str, list[tuple[Id, Id | None]]] = defaultdict(list)
        self._index[record] = known
        if record is Spot:
            for id, name, area, sensitive, deleted in self._session.execute(
                select(Spot.id, Spot.name, Spot.area, Spot.sensitive, Spot.deleted)
            ):
                if not deleted:
                    known[name_key(name)].append((id, area))
                    self._spots[id] = _Place(area, sensitive)
                elif sensitive:
                    self._in_bin.add(name_key(name))
            return known
        parent = Area.parent if record is Area else record.id
        for id, name, over in self._session.execute(
            select(record.id, getattr(record, record.named_by), parent).where(~record.deleted)
        ):
            known[name_key(name)].append((id, over))
            if record is Area:
                self._areas[id] = name
        return known


def references(record: Record) -> list[Id]:
    """Every id that a record points at."""
    ids: list[Id] = []
    for field in _pointing(type(record)):
        value = getattr(record, field.name)
        ids.extend(value if field.kind is Kind.REFERENCES else [value] if value else [])
    return ids


def _pointing(record: type[Record]) -> list[Field]:
    return [field for field in fields_of(record) if field.to]
