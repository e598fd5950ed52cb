"""Possible patterns from the store: proposed, accepted or dismissed, and remembered by the whole team."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Encounter, Need, PatternDecision, Record, Round, Signal, Spot, Visit
from outreach_app.store.database import Store
from outreach_app.store.patterns import (
    NoSuchPattern,
    NothingRecurs,
    Proposal,
    WhyNot,
    call_recurring,
    dismiss,
    make_signal,
    proposed,
)

TODAY = date(2026, 12, 1)
ACTOR = Actor(Id("a" * 32), False)
Meet = Callable[..., None]


@pytest.fixture
def bus(store: Store) -> Need:
    need = Need(title="Geen bus naar de opleiding", kind="transport", domains=["work"])
    keep(store, need)
    return need


@pytest.fixture
def meet(store: Store) -> Meet:
    spots = {name: Spot(name=name) for name in ("plein", "park")}
    keep(store, *spots.values())

    def meet(ago: int, spot: str, *needs: Need) -> None:
        outing = Round(date=TODAY - timedelta(ago))
        visit = Visit(round=outing.id, position=0, spot=spots[spot].id)
        keep(store, outing, visit, Encounter(visit=visit.id, group_size=2, needs=[need.id for need in needs]))

    return meet


def keep(store: Store, *records: Record) -> None:
    with store.write() as session:
        session.add_all(records)


def found(store: Store) -> list[Proposal]:
    with store.read() as session:
        return list(proposed(session, TODAY).proposals)


def spread(meet: Meet, *needs: Need) -> None:
    for ago, spot in ((120, "plein"), (110, "plein"), (5, "park")):
        meet(ago, spot, *needs)


def test_needs_that_spread_are_proposed_with_their_figures_and_nothing_is_made(
    store: Store, meet: Meet, bus: Need
) -> None:
    bike = Need(title="Fiets gestolen", kind="transport", domains=["work"])
    keep(store, bike)
    spread(meet, bus)
    assert [one.pattern.encounters for one in found(store)] == [3]
    meet(4, "plein", bike)

    (one,) = found(store)

    assert (one.pattern.encounters, one.pattern.dates, one.pattern.spots) == (4, 4, 2)
    assert (one.titles, one.recurring) == ({bus.id: bus.title, bike.id: bike.title}, (bus.id,))
    with store.read() as session:
        assert not session.query(Signal).count() and not session.query(PatternDecision).count()


def test_a_signal_made_of_a_pattern_takes_its_needs_along_and_the_pattern_is_gone(
    store: Store, meet: Meet, bus: Need
) -> None:
    spread(meet, bus)
    with store.write() as session:
        signal = make_signal(session, found(store)[0].id, [], ACTOR, TODAY)
        assert (signal.state, signal.needs) == ("draft", [bus.id])

    assert found(store) == []


def test_needs_of_a_pattern_are_called_recurring_and_it_rests(store: Store, meet: Meet, bus: Need) -> None:
    spread(meet, bus)
    id = found(store)[0].id
    with store.write() as session:
        (moved,) = call_recurring(session, id, ACTOR, TODAY)
        assert moved.state == "recurring"
    assert found(store) == []

    two = [Need(title=title, kind="cost", domains=["leisure"]) for title in ("Zwembad", "Sporthal")]
    keep(store, *two)
    meet(120, "plein", two[0])
    meet(110, "plein", two[0])
    meet(5, "park", two[1])
    with store.write() as session, pytest.raises(NothingRecurs):
        call_recurring(session, found(store)[0].id, ACTOR, TODAY)


def test_what_was_dismissed_keeps_its_reason_and_comes_back_only_once_it_has_grown(
    store: Store, meet: Meet, bus: Need
) -> None:
    spread(meet, bus)
    (one,) = found(store)
    with store.write() as session, pytest.raises(WhyNot):
        dismiss(session, one.id, " ", TODAY)
    with store.write() as session:
        kept = dismiss(session, one.id, "Omleiding tot januari", TODAY)
        assert (kept.verdict, kept.reason, kept.encounters) == ("dismissed", "Omleiding tot januari", 3)
    assert found(store) == []
    with store.write() as session, pytest.raises(NoSuchPattern):
        dismiss(session, one.id, "nog eens", TODAY)

    meet(4, "park", bus)
    meet(3, "park", bus)
    assert found(store) == []
    meet(2, "park", bus)
    assert [again.id for again in found(store)] == [one.id]
