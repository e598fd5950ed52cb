"""What registering costs, as far as the vault knows. Minutes stay on the laptop on which they were counted."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, String, case, delete, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.burden import HIDEABLE, Burden, ranked
from outreach_app.domain.records import Encounter, Round, Team, Visit
from outreach_app.store.records import refuse_workers
from outreach_app.store.retention import months_before
from outreach_app.store.tables import EntryTime

MONTHS = 6
"""So far back is looked."""

_EMPTY: dict[InstrumentedAttribute[object], tuple[str, ...]] = {
    Round.start: ("",),
    Round.end: ("",),
    Visit.start: ("",),
    Encounter.who: ("", "youth"),
    Encounter.age_counts: ("", "{}"),
    Encounter.mix: ("", "unknown"),
    Encounter.intensity: ("",),
    Encounter.domains: ("", "[]"),
    Encounter.needs: ("", "[]"),
    Encounter.result: ("",),
}
"""Optional fields of round entry, with what stands there when nobody touches them. The part of the day follows
from the time, and a note of one laptop says nothing of the others."""


def note_entry(session: Session, on: date, milliseconds: int) -> None:
    """A new round was typed in, and took so long. Nothing tells which round that was. What is too long ago to
    be looked at goes."""
    session.execute(delete(EntryTime).where(EntryTime.on < months_before(on, MONTHS)))
    session.add(EntryTime(on=on, seconds=round(milliseconds / 1000)))


def burden(session: Session, today: date) -> Burden:
    since = months_before(today, MONTHS)
    times = session.scalars(
        select(EntryTime.seconds).where(EntryTime.on >= since, EntryTime.seconds > 0).order_by(EntryTime.on)
    ).all()
    counted: dict[str, tuple[int, int]] = {}
    for record in (Round, Visit, Encounter):
        fields = [field for field in _EMPTY if field.class_ is record]
        query = select(func.count(), *(_filled(field) for field in fields)).select_from(Round)
        query = query.where(Round.date >= since, ~Round.deleted)
        if record is not Round:
            query = query.join(Visit, Visit.round == Round.id).where(~Visit.deleted)
        if record is Encounter:
            query = query.join(Encounter, Encounter.visit == Visit.id).where(~Encounter.deleted)
        of, *found = session.execute(query).one()
        for field, n in zip(fields, found, strict=True):
            counted[f"{record.__tablename__}.{field.key}"] = (n or 0, of)
    return Burden(times, ranked(counted), hidden_fields(session))


def hidden_fields(session: Session) -> list[str]:
    """Fields of an encounter that the team does without in round entry."""
    return session.scalar(select(Team.hidden_entry_fields).where(~Team.deleted).order_by(Team.n).limit(1)) or []


def hide_fields(session: Session, names: Collection[str], actor: Actor) -> None:
    """From now on the whole team does without these. Raises CoordinatorsOnly."""
    refuse_workers(Team, actor)
    team = session.scalars(select(Team).where(~Team.deleted).order_by(Team.n)).first()
    if team is not None:
        team.hidden_entry_fields = [name for name in HIDEABLE if name in names]


def _filled(field: InstrumentedAttribute[object]) -> ColumnElement[int]:
    return func.sum(case((type_coerce(field, String).in_(_EMPTY[field]), 0), else_=1))
