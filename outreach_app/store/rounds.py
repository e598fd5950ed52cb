"""Rounds in and out of the store: what a worker typed becomes records, and back again to be corrected."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.drafts import EncounterDraft, Pick, RoundDraft, RoundGone, VisitDraft, problems
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Need, Record, Round, Spot, Visit, Worker
from outreach_app.store.naming import Namer, names_of

Values = dict[str, Any]
R = TypeVar("R", bound=Record)


def save_round(session: Session, draft: RoundDraft, worker: Id, today: date | None = None) -> Round:
    """Write a typed round: its visits in order, empty ones included, and their encounters.

    Names without an id are looked up and otherwise made. A round opened with `load_round` gets only what was
    changed in it, so that a colleague's newer edit of another field stays. Raises the first of `problems`.
    """
    for problem in problems(draft, today or date.max):
        raise problem
    was = _Before(draft.base)
    namer = Namer(session)
    workers = [namer.find(Worker, pick) for pick in draft.workers] or [worker]
    values: Values = {"date": draft.date, "start": draft.start, "end": draft.end, "workers": workers}
    saved = _write(session, Round, draft.id, values, was.values)
    for position, visit in enumerate(draft.visits):
        _save_visit(session, visit, saved, position, namer, was)
    _remove(session, was.ids - set(_ids(draft)))
    session.flush()
    return saved


def load_round(session: Session, id: Id) -> RoundDraft:
    """A round opened for correction. Raises RoundGone if it is not there."""
    found = session.scalar(select(Round).where(Round.id == id, ~Round.deleted))
    if found is None:
        raise RoundGone
    draft = RoundDraft(date=found.date, id=found.id, start=found.start, end=found.end)
    visits = session.scalars(
        select(Visit).where(Visit.round == id, ~Visit.deleted).order_by(Visit.position, Visit.n)
    ).all()
    encounters = session.scalars(
        select(Encounter)
        .where(Encounter.visit.in_([visit.id for visit in visits]), ~Encounter.deleted)
        .order_by(Encounter.n)
    ).all()
    spots = names_of(session, Spot, (spot for v in visits for spot in (v.spot, v.sensitive_spot)))
    areas = names_of(session, Area, (v.area for v in visits))
    needs = names_of(session, Need, (need for e in encounters for need in e.needs))
    workers = names_of(session, Worker, found.workers)
    draft.workers = [Pick(workers.get(id, "?"), id) for id in found.workers]
    draft.visits = [
        _visit_draft(visit, [e for e in encounters if e.visit == visit.id], spots, areas, needs)
        for visit in visits
    ]
    draft.base = draft.as_json()
    return draft


class _Before:
    """What stood there when the round was opened: values by record id (the round's own under "")."""

    def __init__(self, base: dict[str, Any] | None) -> None:
        self.values: Values = {}
        self.by_id: dict[Id, Values] = {}
        if base is None:
            return
        draft = RoundDraft.from_json(base)
        workers = [pick.id for pick in draft.workers]
        self.values = {"date": draft.date, "start": draft.start, "end": draft.end, "workers": workers}
        for position, visit in enumerate(draft.visits):
            if visit.id:
                place = (visit.spot, visit.area)
                values = {"position": position, "start": visit.start, "no_contact": visit.no_contact}
                self.by_id[visit.id] = {**values, "place": place}
            for encounter in visit.encounters:
                if encounter.id:
                    needs = [pick.id for pick in encounter.needs]
                    self.by_id[encounter.id] = {**_encounter_values(encounter), "needs": needs}

    @property
    def ids(self) -> set[Id]:
        return set(self.by_id)


def _ids(draft: RoundDraft) -> Iterable[Id]:
    """Ids of all visits and encounters that are still in the draft."""
    for visit in draft.visits:
        if visit.id:
            yield visit.id
        if not visit.no_contact:
            yield from (encounter.id for encounter in visit.encounters if encounter.id)


def _save_visit(session: Session, visit: VisitDraft, of: Round, position: int, namer: Namer, was: _Before) -> None:
    before = was.by_id.get(visit.id, {}) if visit.id else {}
    values: Values = {"position": position, "start": visit.start, "no_contact": visit.no_contact}
    if visit.id is None:
        values["round"] = of.id
    if before.get("place") != (visit.spot, visit.area):
        values |= _place(visit, namer)
    saved = _write(session, Visit, visit.id, values, before)
    for encounter in [] if visit.no_contact else visit.encounters:
        written = _encounter_values(encounter)
        written["needs"] = [namer.find(Need, pick, domains=encounter.domains) for pick in encounter.needs]
        if encounter.id is None:
            written["visit"] = saved.id
        _write(session, Encounter, encounter.id, written, was.by_id.get(encounter.id, {}) if encounter.id else {})


def _place(visit: VisitDraft, namer: Namer) -> Values:
    """Where the visit was; a sensitive spot stays on this laptop, its area does not."""
    area = namer.find(Area, visit.area, level="neighbourhood") if visit.area and visit.area.name.strip() else None
    if visit.spot is None or not visit.spot.name.strip():
        return {"spot": None, "sensitive_spot": None, "area": area}
    spot = namer.spot(visit.spot, area, visit.sensitive)
    kept, told = (spot.id, None) if spot.sensitive else (None, spot.id)
    return {"spot": told, "sensitive_spot": kept, "area": spot.area or area}


def _encounter_values(encounter: EncounterDraft) -> Values:
    ages = {code: n for code, n in encounter.age_counts.items() if n}
    return {
        "daypart": encounter.daypart,
        "who": encounter.who,
        "group_size": encounter.heads,
        "age_counts": ages,
        "mix": encounter.mix,
        "intensity": encounter.intensity,
        "domains": list(encounter.domains),
        "result": encounter.result,
        "local_note": encounter.local_note.strip(),
    }


def _write(session: Session, record: type[R], id: Id | None, values: Values, before: Mapping[str, Any]) -> R:
    """A new record with these values, or the existing one with those of them that were changed."""
    if id is None:
        made = record(**values)
        session.add(made)
        return made
    found = session.scalar(select(record).where(record.id == id, ~record.deleted))
    if found is None:
        raise RoundGone
    for name, value in values.items():
        if name not in before or before[name] != value:
            setattr(found, name, value)
    return found


def _remove(session: Session, ids: set[Id]) -> None:
    """Delete visits taken out of the round, with everything told there since, and encounters taken out."""
    visits = session.scalars(select(Visit).where(Visit.id.in_(ids), ~Visit.deleted)).all()
    mine = Encounter.id.in_(ids) | Encounter.visit.in_([visit.id for visit in visits])
    for record in (*visits, *session.scalars(select(Encounter).where(mine, ~Encounter.deleted)).all()):
        record.deleted = True


def _visit_draft(
    visit: Visit,
    encounters: Iterable[Encounter],
    spots: Mapping[Id, str],
    areas: Mapping[Id, str],
    needs: Mapping[Id, str],
) -> VisitDraft:
    spot = visit.sensitive_spot or visit.spot
    return VisitDraft(
        id=visit.id,
        spot=Pick(spots.get(spot, "?"), spot) if spot else None,
        area=Pick(areas.get(visit.area, "?"), visit.area) if visit.area else None,
        sensitive=visit.sensitive_spot is not None,
        start=visit.start,
        no_contact=visit.no_contact,
        encounters=[_encounter_draft(encounter, needs) for encounter in encounters],
    )


def _encounter_draft(encounter: Encounter, needs: Mapping[Id, str]) -> EncounterDraft:
    return EncounterDraft(
        id=encounter.id,
        daypart=encounter.daypart,
        who=encounter.who,
        group_size=encounter.group_size,
        age_counts=dict(encounter.age_counts),
        mix=encounter.mix,
        intensity=encounter.intensity,
        domains=list(encounter.domains),
        needs=[Pick(needs.get(id, "?"), id) for id in encounter.needs],
        result=encounter.result,
        local_note=encounter.local_note,
    )
