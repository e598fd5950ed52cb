"""Agreements on their way: moved by the rules, told with whom they are, and in the way of a signal that closes."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.agreements import UNKEPT, Promise, check_agreement_move
from outreach_app.domain.fields import Id, field_of
from outreach_app.domain.records import Agreement, Organisation, Signal
from outreach_app.store.finding import live
from outreach_app.store.given import on_trial, read_values
from outreach_app.store.pressing import pressing
from outreach_app.store.refusals import SetByMove, UnknownField
from outreach_app.store.settle import settle


def move_agreement(
    session: Session, agreement_id: Id, state: str, actor: Actor, today: date, reason: str = "", **values: Any
) -> Agreement:
    """Bring an agreement to another state, with fields that go along. On the way to `done` the day on which it was
    (`done_on`) is one of them, else that is today.

    Anyone may. Raises what the rules of `domain.agreements` say, UnknownField, SetByMove and BadValue.
    """
    agreement = live(session, Agreement, agreement_id)
    with on_trial(session) as assign:
        given = {"done_on": today if state == "done" else None, **_read(session, state, values, today)}
        assign(agreement, given)
        check_agreement_move(agreement.state, state, reason)
        settle(session, agreement, given, today)
    agreement.state, agreement.reason = state, reason.strip()
    session.flush()
    return agreement


def unkept(session: Session, signal: Id) -> list[str]:
    """What agreements about a signal say that are neither done nor lapsed."""
    query = select(Agreement.text).where(
        Agreement.signal == signal, Agreement.state.in_(UNKEPT), ~Agreement.deleted
    )
    return list(session.scalars(query.order_by(Agreement.n)))


def promises(session: Session, ids: Collection[Id] | None = None) -> list[Promise]:
    """These, in their order; without ids all that somebody still has to keep, by their day."""
    query = (
        select(Agreement, Organisation.name, Signal.title)
        .join(Organisation, (Organisation.id == Agreement.organisation) & ~Organisation.deleted, isouter=True)
        .join(Signal, (Signal.id == Agreement.signal) & ~Signal.deleted, isouter=True)
        .where(~Agreement.deleted)
        .order_by(pressing(), Agreement.n)
    )
    rows = session.execute(query if ids is not None else query.where(Agreement.state.in_(UNKEPT)))
    found = [
        Promise(one.id, one.text, one.state, one.due, organisation or "", signal or "")
        for one, organisation, signal in rows
    ]
    if ids is None:
        return found
    by_id = {one.id: one for one in found}
    return [by_id[id] for id in ids if id in by_id]


def _read(session: Session, state: str, values: dict[str, Any], today: date) -> dict[str, Any]:
    given = {}
    for name, value in values.items():
        field = field_of(Agreement, name)
        if field is None:
            raise UnknownField(Agreement, name)
        if field.by_move and (name, state) != ("done_on", "done"):
            raise SetByMove(field, "vindplaats agreement move ID STATE")
        given[name] = (field, value)
    return read_values(session, given, today)
