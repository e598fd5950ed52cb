"""Rounds in and out of the store: what a worker typed becomes records, and back again to be corrected."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.drafts import (
    EncounterDraft,
    PartGone,
    Pick,
    RoundDraft,
    RoundGone,
    VisitDraft,
    problems,
)
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Need, Record, Round, Spot, Visit, Worker
from outreach_app.store.meanwhile import Answers, Meanwhile
from outreach_app.store.naming import Namer, names_of
from outreach_app.store.round_opened import Opened, Values, called, encounter_values
from outreach_app.store.taking_out import taken_out

R = TypeVar("R", bound=Record)
PLACE = ("spot", "sensitive_spot", "area")
"""Fields of a visit that say one thing."""


def save_round(
    session: Session, draft: RoundDraft, worker: Id, today: date | None = None, answers: Answers | None = None
) -> Round:
    """Write a typed round: its visits in order, empty ones included, and their encounters.

    Names without an id are looked up and otherwise made. A round opened with `load_round` gets only what was
    changed in it, so that a colleague's newer edit of another field stays. Raises the first of `problems`,
    RoundGone, PartGone, and FieldsChanged for what is neither as it was opened nor as it was typed, or was taken
    out and is not as it was opened, as long as `answers` do not say what of it stays.
    """
    for problem in problems(draft, today or date.max):
        raise problem
    job = _Saving(session, Namer(session), Opened(draft.base), Meanwhile(session, answers))
    workers = [job.namer.find(Worker, pick) for pick in draft.workers] or [worker]
    values: Values = {"date": draft.date, "start": draft.start, "end": draft.end, "workers": workers}
    saved = _found(session, Round, draft.id) if draft.id else _made(session, Round(**values))
    if saved is None:
        raise RoundGone
    if draft.id:
        _change(job, saved, values, job.was.values, job.was.values)
    for position, visit in enumerate(draft.visits):
        _save_visit(job, visit, saved, position)
    gone = taken_out(session, job.was, set(_ids(draft)), job.meanwhile)
    job.meanwhile.refuse()
    for record in gone:
        record.deleted = True
    session.flush()
    return saved


class _Saving(NamedTuple):
    session: Session
    namer: Namer
    was: Opened
    meanwhile: Meanwhile


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


def _ids(draft: RoundDraft) -> Iterable[Id]:
    """Ids of all visits and encounters that are still in the draft."""
    for visit in draft.visits:
        if visit.id:
            yield visit.id
        yield from (encounter.id for encounter in visit.encounters if encounter.id)


def _save_visit(job: _Saving, visit: VisitDraft, of: Round, position: int) -> None:
    before, stored = job.was.of(visit.id)
    values: Values = {"start": visit.start, "no_contact": visit.no_contact}
    moved = before.get("place") != (visit.spot, visit.area)
    met = [] if visit.no_contact else visit.encounters
    if visit.id is None:
        made = Visit(round=of.id, position=position, **values, **_place(visit, job.namer))
        saved: Visit | None = _made(job.session, made)
    else:
        saved = _found(job.session, Visit, visit.id)
    if saved is None:
        if moved or _differs(values, before) or any(_typed(encounter, job.was) for encounter in met):
            raise PartGone(position, what=called(visit))
        return
    if visit.id:
        _change(job, saved, {"position": position, **values}, before, stored, called(visit))
    if visit.id and moved:
        place = tuple(_place(visit, job.namer)[name] for name in PLACE)
        seen = [stored["place"]] if stored else []
        _set(saved, PLACE, job.meanwhile.settled(saved, PLACE, seen, place, called(visit)))
    for number in range(len(met)):
        _save_encounter(job, visit, saved, position, number)


def _save_encounter(job: _Saving, visit: VisitDraft, at: Visit, position: int, number: int) -> None:
    encounter = visit.encounters[number]
    name = called(visit, number)
    found = _found(job.session, Encounter, encounter.id) if encounter.id else None
    if encounter.id and found is None:
        if _typed(encounter, job.was):
            raise PartGone(position, number, what=name)
        return
    values = encounter_values(encounter)
    values["needs"] = [job.namer.find(Need, pick, domains=encounter.domains) for pick in encounter.needs]
    if found is None:
        _made(job.session, Encounter(visit=at.id, **values))
        return
    before, stored = job.was.of(encounter.id)
    _change(job, found, values, before, stored, name)
    found.group_size = max(found.group_size, sum(found.age_counts.values()))


def _typed(encounter: EncounterDraft, was: Opened) -> bool:
    """Whether it is new, or something of it was changed here."""
    values = {**encounter_values(encounter), "needs": [pick.id for pick in encounter.needs]}
    return _differs(values, was.of(encounter.id)[0])


def _differs(values: Values, before: Mapping[str, Any]) -> bool:
    return any(name not in before or before[name] != value for name, value in values.items())


def _place(visit: VisitDraft, namer: Namer) -> Values:
    """Where the visit was; a sensitive spot stays on this laptop, its area does not."""
    area = namer.find(Area, visit.area, level="neighbourhood") if visit.area and visit.area.name.strip() else None
    if visit.spot is None or not visit.spot.name.strip():
        return {"spot": None, "sensitive_spot": None, "area": area}
    spot = namer.spot(visit.spot, area, visit.sensitive)
    kept, told = (spot.id, None) if spot.sensitive else (None, spot.id)
    return {"spot": told, "sensitive_spot": kept, "area": spot.area or area}


def _made(session: Session, record: R) -> R:
    session.add(record)
    return record


def _found(session: Session, record: type[R], id: Id) -> R | None:
    return session.scalar(select(record).where(record.id == id, ~record.deleted))


def _change(
    job: _Saving,
    found: Record,
    values: Values,
    before: Mapping[str, Any],
    stored: Mapping[str, Any],
    part: str = "",
) -> None:
    """Those of the values that were changed, unless what stands there now was not seen yet."""
    for name, value in values.items():
        if name not in before:
            setattr(found, name, value)
        elif before[name] != value:
            seen = [(before[name],), (stored.get(name, before[name]),)]
            _set(found, (name,), job.meanwhile.settled(found, (name,), seen, (value,), part))


def _set(found: Record, names: Sequence[str], values: Sequence[Any]) -> None:
    for name, value in zip(names, values, strict=True):
        setattr(found, name, value)


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
