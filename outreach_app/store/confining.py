"""What this laptop's lists are limited to: one convenant, or everything.

Only what is read for lists asks here. Nothing that is written, published, synced or frozen is ever limited.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from outreach_app.domain.behind import Behind
from outreach_app.domain.fields import Id
from outreach_app.domain.records import (
    Area,
    Convenant,
    Encounter,
    Exchange,
    JointService,
    Need,
    Organisation,
    Record,
    Round,
    Signal,
    SignalNote,
    Spot,
)
from outreach_app.store import settings
from outreach_app.store.areas import areas_of, placed

CONFINED: frozenset[type[Record]] = frozenset(
    {Area, Convenant, Encounter, Exchange, JointService, Need, Organisation, Round, Signal, SignalNote, Spot}
)
"""Kinds whose lists can be limited: those that lie somewhere."""
CONVENANT = "convenant"
"""Setting: the id of the one that lists are limited to."""
_ASKED, _WITHIN = "convenant", "within"
_NOWHERE = Id("0" * 32)


@dataclass(frozen=True, slots=True)
class Confined:
    """A convenant that lists can be limited to, and the area it is about."""

    id: Id
    name: str
    area: Id


def convenants(session: Session) -> list[Confined]:
    """Those that say an area, by name."""
    query = select(Convenant.id, Convenant.name, Convenant.area).where(~Convenant.deleted).order_by(Convenant.name)
    return [Confined(id, name, area) for id, name, area in session.execute(query) if area]


def confined_to(session: Session) -> Confined | None:
    """The one that lists are limited to; None where it is gone meanwhile."""
    asked = settings.get(session, CONVENANT)
    return next((one for one in convenants(session) if one.id == asked), None) if asked else None


def confine(session: Session) -> None:
    """From now on lists that this session reads are limited to what was chosen, if anything was."""
    session.info[_ASKED] = True


def areas_within(session: Session) -> frozenset[Id] | None:
    """Every area that lists are limited to; None where they are not."""
    if _ASKED not in session.info:
        return None
    if _WITHIN not in session.info:
        found = confined_to(session)
        session.info[_WITHIN] = frozenset(areas_of(session).within(found.area)) if found else None
    within: frozenset[Id] | None = session.info[_WITHIN]
    return within


def clauses_within(session: Session, record: type[Record]) -> Iterator[ColumnElement[bool]]:
    """What a record of a kind must meet to be listed. What names no area is left out."""
    within = areas_within(session) if record in CONFINED else None
    if within is None:
        return
    if record is Area:
        yield Area.id.in_(within)
    elif record is Need:
        found = placed(session).needs
        yield Need.id.in_([need for need, areas in found.items() if areas & within])
    elif record in (Signal, SignalNote):
        lie = [signal for signal, areas in placed(session).signals.items() if areas & within]
        merged = select(Signal.id).where(Signal.state == "merged", _any_of(Signal.areas, within))
        column = Signal.id if record is Signal else SignalNote.signal
        yield or_(column.in_(lie), column.in_(merged))
    elif record is Organisation:
        yield _any_of(Organisation.areas, within)
    elif hasattr(record, "area"):
        yield record.area.in_(within)


def rounds_within(session: Session, behind: Behind | None) -> Behind | None:
    """What a list of rounds or encounters asks, limited too."""
    within = areas_within(session)
    if within is None:
        return behind
    asked = behind or Behind()
    areas = within & set(asked.areas) if asked.areas else within
    return replace(asked, areas=tuple(sorted(areas)) or (_NOWHERE,))


def _any_of(column: ColumnElement[list[Id]] | object, within: frozenset[Id]) -> ColumnElement[bool]:
    listed = func.json_each(column).table_valued("value")
    return select(1).select_from(listed).where(listed.c.value.in_(within)).exists()
