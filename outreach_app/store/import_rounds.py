"""Rows of a spreadsheet to rounds: those of one date, worker and area are one round, each row an encounter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.likely import date_fault, heads_fault
from outreach_app.domain.records import Area, Encounter, Need, Round, Spot, Visit, Worker
from outreach_app.domain.typed import daypart_at
from outreach_app.i18n import _
from outreach_app.store.import_names import ImportNames, RowRefused
from outreach_app.store.settle import coarse
from outreach_app.store.tables import ImportRow

Values = Mapping[str, Any]
Identity = tuple[bytes, int]
Key = tuple[date, Id | None, Id | None]
"""Date, worker, area."""

AGE = "age_"
_AS_THEY_ARE = ("who", "mix", "intensity", "domains", "result")
_AT_ONCE = 500


@dataclass(slots=True)
class _Group:
    """A round of the plan with its visits by spot; `ours` are those the plan makes."""

    round: Round
    new: bool
    visits: dict[Id, Visit] = field(default_factory=dict)
    ours: list[Visit] = field(default_factory=list)
    positions: int = 0


class RoundPlanner:
    """Plans rounds, visits and encounters without writing. Feed it known rows first, then new ones."""

    def __init__(
        self, session: Session, names: ImportNames, worker: Id | None, today: date, *, counted: bool
    ) -> None:
        """`counted`: the file says how many there were; where it does not, a row is one person."""
        self._session = session
        self._names = names
        self._worker = worker
        self._today = today
        self._counted = counted
        self._groups: dict[Key, _Group] = {}
        self._seen: dict[Key, list[Identity]] = {}
        self._earlier: tuple[dict[Identity, Round], dict[Key, Round]] | None = None
        self._dates: set[date] = set()

    def expect(self, dates: Iterable[date]) -> None:
        """The dates of all rows to come."""
        self._dates.update(dates)

    def remember(self, identity: Identity, values: Values) -> None:
        """A row that was imported before: new rows of its round join that."""
        try:
            key = self._place(values)[0]
        except RowRefused:
            return
        self._seen.setdefault(key, []).append(identity)

    def plan(self, values: Values) -> Encounter | Visit:
        """What a new row becomes: an encounter, or a visit where nobody was. Raises RowRefused."""
        key, spot = self._place(values)
        needs = self._names.all_of(Need, values.get("needs", ""), "needs")
        ages = {name.removeprefix(AGE): n for name, n in values.items() if name.startswith(AGE)}
        heads = max(values.get("group_size", 0), sum(ages.values()))
        counted = "group_size" in values or bool(ages)
        if self._counted and not counted:
            raise RowRefused("group_size", "", _("It is missing."))
        if fault := date_fault(values["date"], self._today):
            raise RowRefused("date", values["date"].isoformat(), fault)
        if fault := heads_fault(heads):
            raise RowRefused("group_size", str(heads), fault)
        group = self._group(key, values)
        if counted and not heads:
            return self._visit(group, key, spot, values, no_contact=True)
        if spot not in group.visits:
            group.visits[spot] = self._visit(group, key, spot, values, no_contact=False)
            group.ours.append(group.visits[spot])
        given: dict[str, Any] = {name: values[name] for name in _AS_THEY_ARE if values.get(name)}
        if daypart := values.get("daypart") or daypart_at(values.get("start", "")):
            given["daypart"] = daypart
        return Encounter(
            visit=group.visits[spot].id,
            group_size=heads if counted else 1,
            age_counts={code: n for code, n in ages.items() if n},
            needs=needs,
            local_note=values.get("note", ""),
            **given,
        )

    def around(self) -> list[Round | Visit]:
        """The rounds, and then the visits, that the planned rows are part of and that are new."""
        groups = self._groups.values()
        return [
            *(group.round for group in groups if group.new),
            *(visit for group in groups for visit in group.ours),
        ]

    def _place(self, values: Values) -> tuple[Key, Id]:
        """The key of a row's round, and its spot."""
        if not values.get("date"):
            raise RowRefused("date", "", _("It is missing."))
        named_area, named_spot = values.get("area", ""), values.get("spot", "")
        if not named_area and not named_spot:
            raise RowRefused("area", "", _("It is missing."))
        worker = self._worker
        if values.get("worker"):
            worker = self._names.find(Worker, values["worker"], field="worker")
        area = self._names.find(Area, named_area, field="area") if named_area else None
        if not named_spot and area:
            named_spot = self._names.area_name(area)
        new: dict[str, Any] = {"kind": values.get("spot_kind", ""), "state": "active"}
        for name, limit in (("latitude", 90), ("longitude", 180)):
            try:
                new[name] = coarse(values.get(name), limit)
            except ValueError:
                raise RowRefused(name, str(values[name]), _("This is not on the globe.")) from None
        spot = self._names.find(Spot, named_spot, area, field="spot", **new)
        return (values["date"], worker, area or self._names.spot(spot)[0]), spot

    def _group(self, key: Key, values: Values) -> _Group:
        group = self._groups.get(key)
        if group is None:
            before = self._before(key)
            group = self._groups[key] = self._joined(before) if before else self._opened(key)
        if group.new:
            group.round.start = group.round.start or values.get("start", "")
            group.round.end = values.get("end", "") or group.round.end
        return group

    def _opened(self, key: Key) -> _Group:
        day, worker, _area = key
        return _Group(Round(date=day, workers=[worker] if worker else []), new=True)

    def _joined(self, before: Round) -> _Group:
        group = _Group(before, new=False)
        for visit in self._session.scalars(select(Visit).where(Visit.round == before.id, ~Visit.deleted)):
            group.positions = max(group.positions, visit.position + 1)
            spot = visit.sensitive_spot or visit.spot
            if spot and not visit.no_contact:
                group.visits[spot] = visit
        return group

    def _visit(self, group: _Group, key: Key, spot: Id, values: Values, *, no_contact: bool) -> Visit:
        start = values.get("start", "")
        _area, sensitive = self._names.spot(spot)
        visit = Visit(
            round=group.round.id,
            position=group.positions,
            area=key[2],
            spot=None if sensitive else spot,
            sensitive_spot=spot if sensitive else None,
            start="" if start == group.round.start else start,
            no_contact=no_contact,
        )
        group.positions += 1
        return visit

    def _before(self, key: Key) -> Round | None:
        """The live round that an earlier import made of rows of this key, still in it or as they were then."""
        if self._earlier is None:
            self._earlier = _imported(self._session, sorted(self._dates))
        by_row, by_key = self._earlier
        return next((by_row[id] for id in self._seen.get(key, ()) if id in by_row), by_key.get(key))


def _imported(session: Session, dates: list[date]) -> tuple[dict[Identity, Round], dict[Key, Round]]:
    """Live rounds of these dates that imports made, by the rows they came from and by their key."""
    by_row: dict[Identity, Round] = {}
    by_key: dict[Key, Round] = {}
    through_encounters = (
        select(ImportRow.identity, ImportRow.number, Round, Visit.area)
        .join(Encounter, (Encounter.id == ImportRow.row) & ~Encounter.deleted)
        .join(Visit, Visit.id == Encounter.visit)
        .where(ImportRow.record == Encounter.__tablename__)
    )
    through_visits = (
        select(ImportRow.identity, ImportRow.number, Round, Visit.area)
        .join(Visit, Visit.id == ImportRow.row)
        .where(ImportRow.record == Visit.__tablename__)
    )
    for start in range(0, len(dates), _AT_ONCE):
        some = dates[start : start + _AT_ONCE]
        for query in (through_encounters, through_visits):
            found = query.join(Round, Round.id == Visit.round)
            live = found.where(Round.date.in_(some), ~Round.deleted, ~Visit.deleted).order_by(Round.n.desc())
            for identity, number, walked, area in session.execute(live):
                by_row[identity, number] = walked
                worker = walked.workers[0] if walked.workers else None
                by_key[walked.date, worker, area] = walked
    return by_row, by_key
