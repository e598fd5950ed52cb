"""What was asked to be erased, what was erased, and which laptops have done it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import BY_TABLE, Record
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, reading_order
from outreach_app.store import erasing
from outreach_app.store.finding import as_id
from outreach_app.store.tables import Operation
from outreach_app.sync import operations, people
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import CoordinatorsOnly
from outreach_app.sync.operations import ASK, DECLINE, DONE, ERASE, PERSON
from outreach_app.sync.team import COORDINATOR


class NoSuchRequest(OutreachError):
    message = N_("There is no request to erase with the id {id}.")
    advice = N_("It may have been answered on another laptop. Sync, and list the requests again.")


@dataclass(frozen=True)
class Request:
    """Someone asks that a record be erased."""

    id: Id
    record: type[Record]
    row: Id
    caption: str
    by: str
    """Who asks."""
    own: bool
    at: int
    """In milliseconds since 1970, by the clock of who asks."""
    why: str


@dataclass(frozen=True)
class Erasure:
    """Something that was erased, and how far it has come."""

    id: Id
    at: int
    by: str
    person: bool
    """A person's traces, not records that were chosen."""
    records: int
    """Of a person: in how many places the laptops that confirmed had struck something out."""
    confirmed: Sequence[str]
    """Names of those whose laptops have done it."""
    waiting: Sequence[str]


def requests(session: Session, circle: Circle) -> list[Request]:
    """What nobody has answered yet, oldest first."""
    declined = {
        row.content.get("of")
        for row in session.scalars(select(Operation).where(Operation.kind == DECLINE))
        if operations.may_say(circle, row)
    }
    names = _names(session, circle)
    found = []
    for row in session.scalars(
        select(Operation).where(Operation.kind == ASK).order_by(Operation.at, Operation.id)
    ):
        record = BY_TABLE.get(row.content.get("table", ""))
        if record is None or row.id in declined:
            continue
        asked = session.scalar(select(record).where(record.id == row.content["row"]))
        if asked is not None:
            by, own = names.get(row.device, ""), row.device == circle.device.id
            found.append(Request(row.id, record, asked.id, asked.caption, by, own, row.at, row.content["why"]))
    return found


def request(session: Session, circle: Circle, id: str) -> Request:
    """Raises NoSuchRequest."""
    found = next((one for one in requests(session, circle) if one.id == as_id(id)), None)
    if found is None:
        raise NoSuchRequest(id=id)
    return found


def decline(session: Session, circle: Circle, id: str, now: int) -> Request:
    """Says that what was asked stays. Raises CoordinatorsOnly, NoSuchRequest."""
    if circle.role != COORDINATOR:
        raise CoordinatorsOnly
    found = request(session, circle, id)
    operations.issue(session, circle, DECLINE, now, of=found.id)
    return found


def is_elsewhere(session: Session, circle: Circle, id: Id) -> bool:
    """Whether a record that was sent may still be read on a laptop of the team."""
    orders = session.scalars(select(Operation).where(Operation.kind == ERASE))
    done = [operations.confirmed(session, row) for row in orders if id in row.content.get("rows", ())]
    sent = bool(done) or not erasing.is_erased(session, id)
    return sent and not set(circle.roster.active) <= set().union(*done)


def erasures(session: Session, circle: Circle) -> list[Erasure]:
    """All erasures that count, newest first. Those of one moment on one laptop are one."""
    names = _names(session, circle)
    done: dict[str, dict[Id, int]] = {}
    for row in session.scalars(select(Operation).where(Operation.kind == DONE)):
        done.setdefault(row.content["of"], {})[row.device] = row.content["count"]
    orders = session.scalars(
        select(Operation).where(Operation.kind.in_((ERASE, PERSON))).order_by(Operation.at.desc(), Operation.id)
    )
    found = []
    for row in orders:
        if operations.may_say(circle, row):
            counts = done.get(row.id, {})
            has_done = operations.confirmed(session, row) if row.kind == ERASE else {row.device, *counts}
            settled = row.kind == PERSON and not operations.names_someone(row)
            waited_for = has_done.intersection(circle.roster.active) if settled else circle.roster.active
            confirmed, waiting = _split(waited_for, has_done, names)
            records = len(row.content.get("rows", ())) if row.kind == ERASE else sum(counts.values())
            by = names.get(row.device, "")
            found.append(Erasure(row.id, row.at, by, row.kind == PERSON, records, confirmed, waiting))
    return found


def _split(active: Iterable[Id], done: set[Id], names: dict[Id, str]) -> tuple[list[str], list[str]]:
    both: tuple[list[str], list[str]] = ([], [])
    for device in active:
        both[device not in done].append(names.get(device, ""))
    return sorted(both[0], key=reading_order), sorted(both[1], key=reading_order)


def _names(session: Session, circle: Circle) -> dict[Id, str]:
    named = {one.fingerprint: one.name or one.fingerprint for one in people.members(session, circle)}
    return {
        id: named.get(member.keys.fingerprint, member.keys.fingerprint)
        for id, member in circle.roster.members.items()
    }
