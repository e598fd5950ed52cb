"""What waits, read from the store: the facts that `domain.waiting` judges."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import String, and_, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Encounter, Feedback, Need, Round, Signal, SignalNote, Visit
from outreach_app.domain.waiting import USUAL_WEEKS, Carried, Facts, Heard, KeptRound
from outreach_app.store.agreements import promises
from outreach_app.store.drafts import drafts
from outreach_app.store.meetings import coming
from outreach_app.store.schema import numbers_of
from outreach_app.store.underway import underway

_CARRIED = ("submitted", "scheduled", "decided")
_HEARD_WEEKS = 26
"""What came up long ago and never since is no news."""


def facts_of(session: Session, actor: Actor, today: date, hour: int) -> Facts:
    """All that the vault itself knows. What hangs on the folder or on files comes from elsewhere."""
    return Facts(
        today=today,
        hour=hour,
        drafts=_drafts(session),
        own_rounds=_own_rounds(session, actor.worker, today),
        signals=carried(session),
        needs=_heard(session, today),
        agreements=promises(session),
        meetings=coming(session),
        underway=underway(session, actor, today),
        coordinator=actor.coordinator,
    )


@dataclass(frozen=True, slots=True)
class Outing:
    """A day on which the team went out, and how many spots it went past."""

    date: date
    spots: int


def last_outing(session: Session, today: date) -> Outing | None:
    day = session.scalar(select(func.max(Round.date)).where(Round.date <= today, ~Round.deleted))
    if not day:
        return None
    spot = func.coalesce(Visit.sensitive_spot, Visit.spot, Visit.area)
    query = select(func.count(spot.distinct())).join(Round, Round.id == Visit.round)
    return Outing(day, session.scalar(query.where(Round.date == day, ~Round.deleted, ~Visit.deleted)) or 0)


def _drafts(session: Session) -> list[KeptRound]:
    found = []
    for kept in drafts(session):
        places = (visit.spot or visit.area for visit in kept.round.visits)
        found.append(KeptRound(kept.key, kept.round.date, tuple(place.name for place in places if place)))
    return found


def _own_rounds(session: Session, worker: Id, today: date) -> Sequence[date]:
    """Of somewhat more weeks than are judged by: the evening may be yesterday's."""
    if not worker:
        return []
    since = today - timedelta(weeks=USUAL_WEEKS + 1)
    query = select(Round.date).where(Round.date >= since, ~Round.deleted)
    return session.scalars(query.where(type_coerce(Round.workers, String).contains(worker))).all()


def carried(session: Session) -> list[Carried]:
    signals = session.scalars(select(Signal).where(~Signal.deleted, Signal.state.in_(_CARRIED))).all()
    ids = [signal.id for signal in signals]
    notes = {
        note.signal: note
        for note in session.scalars(
            select(SignalNote).where(SignalNote.signal.in_(ids), ~SignalNote.deleted).order_by(SignalNote.n)
        )
    }
    told = set(
        session.scalars(
            select(Feedback.signal).where(
                Feedback.signal.in_(ids),
                ~Feedback.deleted,
                Feedback.audience == "youth",
                or_(Feedback.waived != "", and_(Feedback.date != "", Feedback.message != "")),
            )
        )
    )
    since = _moved(session, ids)
    found = []
    for signal in signals:
        note = notes.get(signal.id)
        one = Carried(signal.id, signal.title, signal.state, since.get(signal.id), youth_told=signal.id in told)
        if note is not None:
            sent = note.date if signal.state == "submitted" else note.session_date
            one = replace(one, since=sent or one.since, addressee=note.addressee, session=note.session_date)
        found.append(one)
    return found


def _moved(session: Session, ids: Sequence[Id]) -> dict[Id, date]:
    """When signals came into the state they are in, by the clock of whoever moved them."""
    connection = session.connection()
    column = numbers_of(connection)["signal", "state"]
    found = {}
    for id in ids:
        query = "SELECT max(stamp) FROM edit WHERE row = ? AND col = ? AND dead = 0"
        stamp = connection.exec_driver_sql(query, (bytes.fromhex(id), column)).scalar()
        if stamp:
            found[id] = datetime.fromtimestamp((stamp >> 16) / 1000, UTC).date()
    return found


def _heard(session: Session, today: date) -> list[Heard]:
    """Needs that are only observed, with how often they came up of late."""
    rows = session.execute(select(Need.id, Need.title).where(~Need.deleted, Need.state == "observed"))
    observed = {row.id: row.title for row in rows}
    if not observed:
        return []
    named = func.json_each(type_coerce(Encounter.needs, String)).table_valued("value")
    query = (
        select(named.c.value, func.count(), func.count(Round.date.distinct()), func.min(Round.date))
        .select_from(Round)
        .join(Visit, Visit.round == Round.id)
        .join(Encounter, Encounter.visit == Visit.id)
        .join(named, type_coerce(Encounter.needs, String) != "[]")
        .where(Round.date >= today - timedelta(weeks=_HEARD_WEEKS))
        .where(~Round.deleted, ~Visit.deleted, ~Encounter.deleted)
        .group_by(named.c.value)
    )
    return [
        Heard(Id(id), observed[id], encounters, dates, first)
        for id, encounters, dates, first in session.execute(query)
        if id in observed
    ]
