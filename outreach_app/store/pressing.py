"""Agreements in the order in which they press, and which of them are asked for by what they are waiting for."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Integer, String, case, cast, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.agreements import SOON_DAYS, UNKEPT
from outreach_app.domain.fields import Id
from outreach_app.domain.filters import Filter
from outreach_app.domain.records import Agreement, Signal

PRESSING = "pressing"
"""The name of the order: what is to be kept by its day, then what was kept, the latest first."""
STANDING, OWN = "standing", "own"
"""Conditions on no field: how an agreement stands, and whether its signal is led by whoever asks."""
_NEVER = 10_000_000_000


def pressing() -> ColumnElement[int]:
    day = func.nullif(func.replace(type_coerce(Agreement.due, String), "-", ""), "")
    number = func.coalesce(cast(day, Integer), _NEVER // 2)
    return case((Agreement.state.in_(UNKEPT), number), else_=2 * _NEVER - number)


def among(session: Session, conditions: Filter, worker: Id, today: date) -> Sequence[int] | None:
    """Row numbers of the agreements that meet the conditions on no field; None where there are none of these."""
    asked = list(_clauses(conditions, worker, today))
    return session.scalars(select(Agreement.n).where(*asked)).all() if asked else None


def _clauses(conditions: Filter, worker: Id, today: date) -> Iterator[ColumnElement[bool]]:
    ways = [_standing(one.value, today) for one in conditions if one.name == STANDING]
    if ways:
        yield or_(*ways) & Agreement.state.in_(UNKEPT)
    if any(one.name == OWN for one in conditions):
        yield Agreement.signal.in_(select(Signal.id).where(Signal.lead == worker, ~Signal.deleted))


def _standing(value: str, today: date) -> ColumnElement[bool]:
    due = type_coerce(Agreement.due, String)
    if value == "overdue":
        return due.between("1", (today - timedelta(1)).isoformat())  # an empty day sorts before
    if value == "soon":
        return due.between(today.isoformat(), (today + timedelta(SOON_DAYS)).isoformat())
    return Agreement.state.in_(UNKEPT)
