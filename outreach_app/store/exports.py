"""The export register: every time that data left encryption, with whom it was for and who did it."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import RECORDS, Export, Worker


def note(session: Session, kind: str, recipient: str, count: int, worker: Id | None, today: date) -> Export:
    """Writes one line; `kind` is a code of the vocabulary export_kind, `count` the records that left."""
    made = Export(date=today, kind=kind, recipient=recipient.strip(), count=count, worker=worker or None)
    session.add(made)
    session.flush()
    return made


def listed(session: Session, actor: Actor) -> list[tuple[Export, str]]:
    """Newest first, each with the name of who did it: all for a coordinator, a worker's own for a worker."""
    query = (
        select(Export, Worker.name)
        .outerjoin(Worker, Worker.id == Export.worker)
        .where(~Export.deleted)
        .order_by(Export.date.desc(), Export.stamp.desc())
    )
    if not actor.coordinator:
        query = query.where(Export.worker == actor.worker)
    return [(line, name or "") for line, name in session.execute(query)]


def holding(session: Session) -> int:
    """How many records this vault holds, registers aside: what a bundle of everything carries."""
    return sum(
        session.scalar(select(func.count()).select_from(record).where(~record.deleted)) or 0
        for record in RECORDS
        if not record.register
    )
