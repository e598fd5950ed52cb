"""Needs on their way: moved by the rules, and taken up in a signal."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, String, or_, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id, field_of
from outreach_app.domain.records import Area, Encounter, Need, Round, Signal, Spot, Visit
from outreach_app.domain.states import LIVE, OPEN_NEEDS, UNSUBMITTED, NeedFacts, check_need_move
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store.finding import live
from outreach_app.store.given import on_trial, read_values
from outreach_app.store.refusals import SetByMove, UnknownField

AREAS_AT_MOST = 3
"""Areas that a new signal takes over from its encounters; more, and it is about everywhere."""


class NoNeeds(OutreachError):
    message = N_("A signal is made of at least one need.")
    advice = N_("Choose the needs that belong together.")


class NeedTaken(OutreachError):
    message = N_("The need “{need}” is already part of the signal “{signal}”.")
    advice = N_("Go on with that signal, or take the need out of it first.")


class NeedNotOpen(OutreachError):
    message = N_("The need “{need}” was solved or dropped.")
    advice = N_("If it came back, move it to observed first, with the reason.")


class _Behind(NamedTuple):
    """An encounter behind a need."""

    date: date
    area: Id | None


def move_need(
    session: Session, need_id: Id, state: str, actor: Actor, today: date, reason: str = "", **values: Any
) -> Need:
    """Bring a need to another state, with fields that go along (`confirmed_on`).

    One that goes back or is dropped leaves the signals that were not submitted. Raises what the rules of
    `domain.states` say, UnknownField, SetByMove and BadValue.
    """
    need = live(session, Need, need_id)
    signals = signals_of(session, need.id)
    with on_trial(session) as assign:
        assign(need, _read(session, values, today))
        behind = encounters_behind(session, [need.id])
        facts = NeedFacts(
            state=need.state,
            encounters=len(behind),
            dates=len({one.date for one in behind}),
            confirmed_on=need.confirmed_on,
            signals=[signal.state for signal in signals],
        )
        check_need_move(facts, state, reason)
    if state in (*OPEN_NEEDS, "dropped"):
        for signal in signals:
            if signal.state in UNSUBMITTED:
                signal.needs = [id for id in signal.needs if id != need.id]
    need.state, need.reason = state, reason.strip()
    session.flush()
    return need


def promote(session: Session, need_ids: Sequence[Id], actor: Actor) -> Signal:
    """A draft of a signal made of needs in any open state; what was skipped fails in its ripeness list.

    It is about the areas of the encounters behind the needs where these are few, else about everywhere.
    Raises NoNeeds, NeedNotOpen, NeedTaken.
    """
    needs = [live(session, Need, id) for id in dict.fromkeys(need_ids)]
    if not needs:
        raise NoNeeds
    for need in needs:
        _refuse_taken(session, need)
    ids = [need.id for need in needs]
    signal = Signal(title=needs[0].title, needs=ids, areas=_areas_behind(session, ids))
    session.add(signal)
    for need in needs:
        need.state, need.reason = "in_signal", ""
    session.flush()
    return signal


def adopt(needs: Iterable[Need]) -> None:
    """Needs that were put into a signal by hand are in it too."""
    for need in needs:
        if need.state in OPEN_NEEDS:
            need.state, need.reason = "in_signal", ""


def signals_of(session: Session, need: Id) -> list[Signal]:
    """The signals that take up a need."""
    found = session.scalars(
        select(Signal).where(type_coerce(Signal.needs, String).contains(need), ~Signal.deleted)
    )
    return sorted(found, key=lambda signal: (signal.stamp, signal.author, signal.id))


def encounters_behind(session: Session, needs: Sequence[Id]) -> list[_Behind]:
    """The encounters in which one of these needs came up, each with its date and where it counts."""
    listed = type_coerce(Encounter.needs, String)
    rows = session.execute(_placed().where(~Encounter.deleted, or_(*(listed.contains(need) for need in needs))))
    return [_Behind(day, area or home) for day, area, home in rows]


def _placed() -> Select[date, Id | None, Id | None]:
    return (
        select(Round.date, Visit.area, Spot.area)
        .select_from(Encounter)
        .join(Visit, Visit.id == Encounter.visit)
        .join(Round, Round.id == Visit.round)
        .join(Spot, (Spot.id == Visit.spot) & ~Spot.deleted, isouter=True)
        .where(~Visit.deleted, ~Round.deleted)
    )


def _areas_behind(session: Session, needs: Sequence[Id]) -> list[Id]:
    known = set(session.scalars(select(Area.id).where(~Area.deleted)))
    behind = Counter(one.area for one in encounters_behind(session, needs))
    if None in behind or len(behind) > AREAS_AT_MOST or not known.issuperset(behind):
        return []
    visited = set(session.scalars(select(Visit.area).where(~Visit.deleted).distinct()))
    areas = [area for area, _n in behind.most_common() if area]
    return [] if visited <= set(areas) else areas


def _refuse_taken(session: Session, need: Need) -> None:
    for signal in signals_of(session, need.id):
        if signal.state in LIVE:
            raise NeedTaken(need=need.title, signal=signal.title)
    if need.state not in (*OPEN_NEEDS, "in_signal"):
        raise NeedNotOpen(need=need.title)


def _read(session: Session, values: dict[str, Any], today: date) -> dict[str, Any]:
    given = {}
    for name, value in values.items():
        field = field_of(Need, name)
        if field is None:
            raise UnknownField(Need, name)
        if field.by_move:
            raise SetByMove(field, "vindplaats need move ID STATE")
        given[name] = (field, value)
    return read_values(session, given, today)
