"""The export register: every time that data left encryption, with whom it was for and who did it."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import RECORDS, Export, Worker
from outreach_app.store import settings

_MOST = 200
"""Files remembered; those of a stick that never came back are forgotten at last."""


def note(
    session: Session,
    kind: str,
    recipient: str,
    count: int,
    worker: Id | None,
    today: date,
    path: Path | None = None,
) -> Export:
    """Writes one line; `kind` is a code of the vocabulary export_kind, `count` the records that left.

    Of a file this laptop remembers its `path`, until it is sure that nothing half-written lies there.
    """
    if path is not None:
        known = [*written_to(session), str(path.absolute())]
        settings.put(session, settings.LEFT, list(dict.fromkeys(known))[-_MOST:])
    made = Export(date=today, kind=kind, recipient=recipient.strip(), count=count, worker=worker or None)
    session.add(made)
    session.flush()
    return made


def written_to(session: Session) -> list[str]:
    """Paths of files of which a half one may still lie there."""
    return list(settings.get(session, settings.LEFT, ()))


def forget_written(session: Session, paths: Collection[str]) -> None:
    settings.put(session, settings.LEFT, [path for path in written_to(session) if path not in paths])


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
