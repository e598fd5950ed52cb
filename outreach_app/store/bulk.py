"""One deed for many records, in one job: those that refuse stay as they are, with why, and the others are done."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.moves import AlreadyThere
from outreach_app.domain.records import Record
from outreach_app.domain.states import LeadStands
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _
from outreach_app.store import records
from outreach_app.store.agreements import move_agreement
from outreach_app.store.refusals import CoordinatorsOnly, InTheBin, NoSuchRecord
from outreach_app.store.submitted import FiguresSubmitted, NoteSubmitted

Step = Callable[[int], object]
"""Told how many were gone through, between two of them; stops everything by raising."""

_SHORT: Mapping[type[OutreachError], str] = {
    NoteSubmitted: N_("submitted"),
    FiguresSubmitted: N_("submitted"),
    CoordinatorsOnly: N_("for coordinators"),
    InTheBin: N_("deleted meanwhile"),
    NoSuchRecord: N_("erased meanwhile"),
    LeadStands: N_("for its lead or a coordinator"),
    AlreadyThere: N_("already there"),
}
"""Why one of many refuses, in a word or two."""


class Stopped(OutreachError):
    """Somebody wanted no more of it."""

    message = N_("Stopped.")
    advice = N_("Nothing was changed.")


@dataclass
class Outcome:
    done: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """How many for which reason, in words."""


def delete(session: Session, record: type[Record], ids: Sequence[Id], actor: Actor, step: Step) -> Outcome:
    """Puts records in the bin."""
    return _each(ids, step, lambda id: records.delete(session, record, id, actor))


def put(
    session: Session,
    record: type[Record],
    ids: Sequence[Id],
    values: Mapping[str, str],
    actor: Actor,
    today: date,
    step: Step,
) -> Outcome:
    """Sets fields of records, as they are typed; empty text for nothing."""
    return _each(ids, step, lambda id: records.edit(session, record, id, values, actor, today=today))


def move(
    session: Session, ids: Sequence[Id], state: str, actor: Actor, today: date, reason: str, step: Step
) -> Outcome:
    """Brings agreements to another state."""
    return _each(ids, step, lambda id: move_agreement(session, id, state, actor, today, reason))


def _each(ids: Sequence[Id], step: Step, work: Callable[[Id], object]) -> Outcome:
    outcome = Outcome()
    for n, id in enumerate(ids):
        step(n)
        try:
            work(id)
            outcome.done += 1
        except OutreachError as error:
            short = _SHORT.get(type(error))
            outcome.refused[_(short) if short else str(error).rstrip(".")] += 1
    return outcome
