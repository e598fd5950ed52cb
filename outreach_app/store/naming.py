"""From names to records and back: pickers and drafts name things, records hold ids."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.drafts import Pick
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Record, Spot
from outreach_app.domain.values import name_key


def names_of(session: Session, record: type[Record], ids: Iterable[Id | None]) -> Mapping[Id, str]:
    """What the records with these ids are called, deleted ones too; ids that are not here yet are left out."""
    wanted = {id for id in ids if id}
    if not wanted:
        return {}
    name = getattr(record, record.named_by)
    return {id: str(found) for id, found in session.execute(select(record.id, name).where(record.id.in_(wanted)))}


def names_in_use(session: Session, records: Iterable[type[Record]]) -> list[str]:
    """What everything of these kinds is called."""
    return [
        str(name)
        for record in records
        for name in session.scalars(select(getattr(record, record.named_by)).where(~record.deleted))
        if name
    ]


class Namer:
    """Finds what was picked or typed, and makes what does not exist yet; within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[type[Record], dict[str, Id]] = {}
        self._spots: dict[str, list[Spot]] | None = None

    def find(self, record: type[Record], pick: Pick, **new: Any) -> Id:
        """The id behind a pick. `new` are the values of a record that has to be made for it."""
        if pick.id:
            return pick.id
        known = self._names(record)
        name = name_key(pick.name)
        if name not in known:
            made = record(**{record.named_by: " ".join(pick.name.split()), **new})
            self._session.add(made)
            self._session.flush()
            known[name] = made.id
        return known[name]

    def spot(self, pick: Pick, area: Id | None, sensitive: bool) -> Spot:
        """The spot behind a pick. One that was typed is an existing one only if that is as sensitive and in the
        same area (or no area was told); and what would make the name of a sensitive one public is that one."""
        if pick.id:
            return self._session.scalars(select(Spot).where(Spot.id == pick.id)).one()
        same = self._spots_named(pick.name)
        hidden = [spot for spot in same if spot.sensitive]
        here = [spot for spot in same if area is None or spot.area == area]
        if sensitive:
            found = [spot for spot in hidden if spot in here] or hidden
        else:
            near = [spot for spot in hidden if spot in here or spot.area is None]
            found = [spot for spot in here if not spot.sensitive] or near
        if found:
            return found[0]
        made = Spot(name=" ".join(pick.name.split()), area=area, sensitive=sensitive)
        self._session.add(made)
        self._session.flush()
        same.append(made)
        return made

    def _spots_named(self, name: str) -> list[Spot]:
        """Oldest first, so that the choice never wavers."""
        if self._spots is None:
            self._spots = {}
            for spot in self._session.scalars(select(Spot).where(~Spot.deleted).order_by(Spot.stamp, Spot.id)):
                self._spots.setdefault(name_key(spot.name), []).append(spot)
        return self._spots.setdefault(name_key(name), [])

    def _names(self, record: type[Record]) -> dict[str, Id]:
        """Ids by folded name; of two records of one name the older, so that the choice never wavers."""
        if record not in self._known:
            name = getattr(record, record.named_by)
            rows = self._session.execute(
                select(name, record.id).where(~record.deleted).order_by(record.stamp.desc(), record.id.desc())
            )
            self._known[record] = {name_key(found): id for found, id in rows}
        return self._known[record]
