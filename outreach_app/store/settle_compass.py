"""What must hold for priorities, figures of areas, allocations and activities."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.compass_terms import OF_THE_COMPASS
from outreach_app.domain.fields import field_of
from outreach_app.domain.likely import heads_fault
from outreach_app.domain.records import Activity, Allocation, AreaFigure, Priority, Record, Spot, Team
from outreach_app.i18n import _
from outreach_app.store.refusals import BadValue

HEAVIEST = 10


def settle_compass(session: Session, record: Record, today: date) -> None:
    """Apply the rules of the record's kind. Raises BadValue."""
    match record:
        case AreaFigure() | Priority():
            _settle_year(record, today)
        case Allocation():
            _settle_year(record, today)
            _settle_allocation(record)
        case Activity():
            _settle_activity(session, record)


def weights_fault(team: Team) -> str | None:
    """Why these cannot be weights."""
    for code, weight in team.weights.items():
        if code in OF_THE_COMPASS["weighing"] and not 0 <= weight <= HEAVIEST:
            return _("Give a weight from 0 to {most}.").format(most=HEAVIEST)
    return None


def _settle_year(record: AreaFigure | Priority | Allocation, today: date) -> None:
    """What has no year is of this year."""
    record.year = record.year or today.year
    if not 1900 <= record.year < 2100:
        raise _bad(record, "year", str(record.year), _("The year cannot be right."))
    if isinstance(record, Priority) and record.rank < 0:
        raise _bad(record, "rank", str(record.rank), _("A rank is 1 or more."))


def _settle_allocation(allocation: Allocation) -> None:
    if allocation.amount < 0:
        raise _bad(allocation, "amount", str(allocation.amount), _("An amount is not below zero."))
    if allocation.call == allocation.id:
        raise _bad(allocation, "call", allocation.title, _("A call does not answer to itself."))
    if allocation.starts_on and allocation.ends_on and allocation.ends_on < allocation.starts_on:
        raise _bad(allocation, "ends_on", allocation.ends_on.isoformat(), _("It ends before it begins."))


def _settle_activity(session: Session, activity: Activity) -> None:
    """A sensitive spot is never named in what colleagues see; the area of any other goes with it."""
    if activity.headcount < 0 or (fault := heads_fault(activity.headcount)):
        reason = _("A count is not below zero.") if activity.headcount < 0 else fault
        raise _bad(activity, "headcount", str(activity.headcount), reason or "")
    with session.no_autoflush:
        spot = session.scalar(select(Spot).where(Spot.id == activity.spot)) if activity.spot else None
    if spot is not None and spot.sensitive:
        raise _bad(activity, "spot", spot.name, _("This spot stays on this laptop: choose its area instead."))
    if spot is not None and activity.area is None:
        activity.area = spot.area


def _bad(record: Record, name: str, value: str, reason: str) -> BadValue:
    field = field_of(type(record), name)
    assert field is not None
    return BadValue(field, value, reason)
