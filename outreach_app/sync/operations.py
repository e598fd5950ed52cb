"""What a laptop says beside its patches: erasures, requests for them, and that they are done.

Operations wait in the table `operation`, leave with the next segment, and are taken in with the changes they came
with. An order names the statement that made its writer a coordinator, and is ignored as long as that statement is
not known to count: so an order given by a worker never counts, whatever becomes of that worker later. Who has read
how far tells which laptops have a segment's operations.

Whose traces are to go everywhere is kept in the vaults, and in snapshots, until every laptop that is in the team
has said that they are gone: one that was away for long, and starts from a snapshot, has to look for them too. Then
every laptop forgets it. A laptop that never comes back is to be revoked, or it stays.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import ContactPerson
from outreach_app.domain.striking import TooLittleToFind, Trace
from outreach_app.i18n import _
from outreach_app.store import erasing, settings, traces
from outreach_app.store.errors import BadPatch
from outreach_app.store.tables import Operation, Peer
from outreach_app.sync import ledger
from outreach_app.sync.circle import Circle

ERASE, ASK, DECLINE, PERSON, DONE = "erase", traces.ASKED, "decline", "person", "done"

AT_ONCE = 10_000
"""Records erased by one operation."""
IN_SEGMENT = 20
"""Operations sealed together at most."""
_LONGEST = 10_000
_FORMS: dict[str, dict[str, type]] = {
    ERASE: {"rows": list, "why": str, "by": bytes},
    ASK: {"table": str, "row": bytes, "why": str},
    DECLINE: {"of": bytes, "by": bytes},
    PERSON: {"text": str, "by": bytes},
    DONE: {"of": bytes, "count": int},
}
_ORDERS = {ERASE, DECLINE, PERSON}
"""Only a coordinator may say these; `by` is the hash of the statement that made them one."""
_SIZES = {"by": (0, 16)}
"""Bytes of a value; 16 of what is not named."""
_DONE = "struck_out"
"""Setting: operations by id that were done here and not confirmed yet, with a count."""


def issue(session: Session, circle: Circle, op: str, now: int, **content: Any) -> Operation:
    """Queues an operation of this laptop, which is to be done here by whoever says it. Ids in hex."""
    if op in _ORDERS:
        content["by"] = next((one.hash.hex() for one in circle.coordinating(circle.device.id)), "")
    row = Operation(
        id=Id(secrets.token_hex(16)), kind=op, device=circle.device.id, at=now, content=content, counted=True
    )
    session.add(row)
    session.flush()
    return row


def erase(session: Session, circle: Circle, ids: Sequence[Id], now: int, why: str = "") -> list[Operation]:
    """Erases records here, and queues that everyone else does."""
    made = [
        issue(session, circle, ERASE, now, rows=list(ids[start : start + AT_ONCE]), why=why)
        for start in range(0, len(ids), AT_ONCE)
    ]
    erasing.erase(session, ids, circle.team)
    _forget_reasons(session)
    return made


def queued(session: Session) -> list[Operation]:
    """What waits to be sealed, oldest first; no more than goes into one segment."""
    waiting = select(Operation).where(Operation.log.is_(None)).order_by(Operation.at, Operation.id)
    return list(session.scalars(waiting.limit(IN_SEGMENT)))


def packed(row: Operation) -> dict[str, Any]:
    """As it travels: ids as bytes."""
    form = _FORMS[row.kind]
    return {"id": bytes.fromhex(row.id), "op": row.kind} | {
        name: _as_bytes(value, form[name]) for name, value in row.content.items()
    }


def sealed(rows: Sequence[Operation], log: Id, seq: int) -> None:
    """They are in a segment now."""
    for row in rows:
        row.log, row.seq = log, seq


def receive(
    session: Session, device: Id, log: Id, seq: int, at: int, ops: Sequence[Mapping[str, Any]]
) -> list[Operation]:
    """Keeps what a segment says; nothing is done yet. Returns what is new. Raises BadPatch.

    Of two laptops that claim one id, each has its own say.
    """
    new = []
    for op in ops:
        content = _checked(op)
        id = Id(op["id"].hex())
        known = session.get(Operation, id)
        if known is not None and known.device != device:
            id = Id(bytes(a ^ b for a, b in zip(op["id"], bytes.fromhex(device), strict=True)).hex())
            known = session.get(Operation, id)
        if known is not None:
            known.log, known.seq = log, seq
            continue
        row = Operation(id=id, kind=op["op"], device=device, at=at, content=content, log=log, seq=seq)
        session.add(row)
        new.append(row)
    session.flush()
    return new


def take_back(session: Session, places: Collection[tuple[Id, int]]) -> None:
    """Forgets what these segments said. What they erased may come again, unless someone else erased it too."""
    came: set[Id] = set()
    for row in session.scalars(select(Operation).where(Operation.log.is_not(None))).all():
        if (row.log, row.seq) in places:
            came.update(_erased_by(row))
            session.delete(row)
    session.flush()
    orders = session.scalars(select(Operation).where(Operation.kind == ERASE))
    erasing.take_back(session, came.difference(*map(_erased_by, orders)))


def _erased_by(row: Operation) -> list[Id]:
    return [Id(id) for id in row.content["rows"]] if row.kind == ERASE and row.counted else []


def carry_out(session: Session, circle: Circle) -> None:
    """Does what was received, is known to this program, and comes from someone who may say it; erasures at once,
    so that what is merged next brings nothing back."""
    for row in _undone(session):
        if row.kind in _FORMS and may_say(circle, row):
            if row.kind == PERSON:
                continue
            if row.kind == ERASE:
                erasing.erase(session, [Id(id) for id in row.content["rows"]], circle.team)
            row.counted = True
    _forget_reasons(session)


def _forget_reasons(session: Session) -> None:
    """Why something should be erased is nobody's business once it is."""
    for row in session.scalars(select(Operation).where(Operation.kind == ASK, Operation.log.is_not(None))):
        if row.content.get("why") and erasing.is_erased(session, Id(row.content["row"])):
            row.content = {**row.content, "why": ""}


def strike_out(session: Session, circle: Circle, now: int, today: date) -> None:
    """A person's traces on this laptop, once all that is there to be read is merged: what was struck out elsewhere
    is not struck out once more. Says so to everyone when `confirm` is called."""
    carry_out(session, circle)  # what came in a snapshot
    front = ledger.front(session, merged=True)
    for row in _undone(session):
        if row.kind == PERSON and may_say(circle, row) and row.log in front and front[row.log].seq >= row.seq:
            row.counted = True
            if not names_someone(row):
                continue  # this laptop came after all others had done it
            try:
                trace = Trace(row.content["text"])
            except TooLittleToFind:
                count = 0
            else:
                _ask_about(session, circle, trace, now)
                count = traces.strike(session, trace, today)
            settings.put(session, _DONE, unconfirmed(session) | {row.id: count})
            settings.put(session, settings.SCRUB, True)
    _forget_names(session, circle)


def _forget_names(session: Session, circle: Circle) -> None:
    """Whose traces were to go, once every laptop in the team has said that they are gone."""
    done: dict[str, set[Id]] = {}
    for row in session.scalars(select(Operation).where(Operation.kind == DONE)):
        done.setdefault(row.content["of"], set()).add(row.device)
    orders = select(Operation).where(Operation.kind == PERSON, Operation.counted, Operation.log.is_not(None))
    for row in session.scalars(orders):
        if names_someone(row) and {row.device, *done.get(row.id, ())}.issuperset(circle.roster.active):
            row.content = {name: value for name, value in row.content.items() if name != "text"}
            settings.put(session, settings.SCRUB, True)


def names_someone(row: Operation) -> bool:
    """Of an order to strike a person out: whether some laptop has yet to confirm it."""
    return "text" in row.content


def unconfirmed(session: Session) -> dict[str, int]:
    """Persons whose traces are gone from this laptop's records, without it having said so yet; and how many."""
    return dict(settings.get(session, _DONE, {}))


def confirm(session: Session, circle: Circle, now: int) -> None:
    """Says that they are gone, and from the backups too."""
    for id, count in unconfirmed(session).items():
        issue(session, circle, DONE, now, of=id, count=count)
    settings.put(session, _DONE, {})


def _ask_about(session: Session, circle: Circle, trace: Trace, now: int) -> None:
    """Records about the person that the coordinator could not know of: a coordinator is asked to erase them."""
    for id in traces.about(traces.find(session, trace)):
        if not erasing.never_left(session, [id]):
            issue(session, circle, ASK, now, table=ContactPerson.__tablename__, row=id, why="")


def refused(session: Session, circle: Circle) -> list[Operation]:
    """What is ignored, because only a coordinator may say it."""
    return [row for row in _undone(session) if row.kind in _FORMS and not may_say(circle, row)]


def may_say(circle: Circle, row: Operation) -> bool:
    """Whether anyone may, or its writer was a coordinator when they said it."""
    if row.kind not in _ORDERS:
        return True
    return row.content.get("by") in {one.hash.hex() for one in circle.coordinating(row.device)}


def confirmed(session: Session, row: Operation) -> set[Id]:
    """The laptops that have read an operation, its own among them."""
    if row.log is None:
        return {row.device}
    return {row.device} | {
        peer.device for peer in session.scalars(select(Peer)) if peer.front.get(row.log, [0])[0] >= row.seq
    }


def untold(session: Session, device: Id, told: Mapping[str, Any]) -> bool:
    """Whether others wait to hear that this laptop has read an erasure of theirs; `told` is what it said last."""
    orders = select(Operation.log, Operation.seq).where(
        Operation.log.is_not(None), Operation.kind.in_((ERASE, PERSON)), Operation.device != device
    )
    return any(told.get(log or "", [0])[0] < seq for log, seq in session.execute(orders))


def _undone(session: Session) -> list[Operation]:
    query = select(Operation).where(~Operation.counted, Operation.log.is_not(None))
    return list(session.scalars(query.order_by(Operation.at, Operation.id)))


def _checked(op: Mapping[str, Any]) -> dict[str, Any]:
    """The content as it is kept: JSON, ids in hex. Of unknown operations whatever they hold. Raises BadPatch."""
    form = _FORMS.get(op["op"])
    if form is None:
        return {name: _kept(value) for name, value in op.items() if name not in ("id", "op")}
    said = {"by": b""} | dict(op)
    for name, kind in form.items():
        if not _fits(said.get(name), kind, _SIZES.get(name, (16,))):
            raise BadPatch(table="operation", reason=_("an operation is not as this program writes it"))
    return {name: _kept(said[name]) for name in form}


def _fits(value: Any, kind: type, sizes: Sequence[int] = (16,)) -> bool:
    if kind is list:
        return type(value) is tuple and len(value) <= AT_ONCE and all(_fits(one, bytes) for one in value)
    if kind is bytes:
        return type(value) is bytes and len(value) in sizes
    return type(value) is kind and (not isinstance(value, str) or len(value) <= _LONGEST)


def _kept(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple | list):
        return [_kept(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _kept(one) for name, one in value.items()}
    return value


def _as_bytes(value: Any, kind: type) -> Any:
    if kind is list:
        return [bytes.fromhex(id) for id in value]
    return bytes.fromhex(value) if kind is bytes else value
