"""Several stores of one team: what one writes, and how the others come to know it."""

from typing import Any

from sqlalchemy import select

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Record
from outreach_app.store import changes, merge
from outreach_app.store.database import Store
from tests.conftest import TEAM

NAMES = {1: "Noor", 2: "Sam", 3: "Lien"}


def exchange(*stores: Store) -> None:
    """Everyone receives what everyone wrote."""
    sent = []
    for store in stores:
        with store.write() as session:
            sent.append(changes.pending(session, 1000))
            changes.sent(session, sent[-1].ns)
    for store, own in zip(stores, sent, strict=True):
        for outbox in sent:
            if outbox is not own:
                with store.write() as session:
                    merge.apply(session, outbox.creates, outbox.edits, store.team or TEAM)


def edit(store: Store, record: type[Record], id: Id, **values: Any) -> None:
    with store.write() as session:
        found = session.scalars(select(record).where(record.id == id)).one()
        for name, value in values.items():
            setattr(found, name, value)


def saved(store: Store, record: Record) -> Id:
    with store.write() as session:
        session.add(record)
    return record.id


def value(store: Store, record: type[Record], id: Id, name: str) -> Any:
    with store.read() as session:
        return getattr(session.scalars(select(record).where(record.id == id)).one(), name)
