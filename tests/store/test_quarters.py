"""Closing quarters: once, thirty days after their end, and nothing that comes later changes what was counted."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from outreach_app.domain.actor import Actor
from outreach_app.domain.disclosure import Counts
from outreach_app.domain.fields import Id
from outreach_app.domain.quarters import (
    CoordinatorsPublish,
    NotAQuarter,
    QuarterClosed,
    QuarterErased,
    QuarterNotOver,
    QuartersOpen,
)
from outreach_app.domain.records import (
    Area,
    ClosedQuarter,
    Encounter,
    FrozenCount,
    MonthCount,
    Record,
    Round,
    Spot,
    Visit,
)
from outreach_app.guard import TableUnproven
from outreach_app.store import ledger, publishing, quarters, retention
from outreach_app.store.database import Store
from tests.conftest import FakeClock

LEAD = Actor(Id("c" * 32), True)
WORKER = Actor(Id("d" * 32), False)
Q1 = "2026-Q1"
AFTER = date(2026, 4, 30)
"""Thirty days after its end."""


def add(store: Store, *records: Record) -> None:
    with store.write() as session:
        session.add_all(records)


def went(area: Area, *sizes: int, day: date = date(2026, 2, 10), **values: Any) -> Sequence[Record]:
    """A round with one visit, and an encounter of each size."""
    outing = Round(date=day)
    visit = Visit(round=outing.id, area=area.id, spot=values.pop("spot", None))
    return [outing, visit, *(Encounter(visit=visit.id, group_size=size, **values) for size in sizes)]


def close(store: Store, quarter: str = Q1, actor: Actor = LEAD, today: date = AFTER) -> ClosedQuarter:
    with store.write() as session:
        return quarters.close(session, quarter, actor, today)


def counted(store: Store, quarter: str = Q1) -> Counts:
    with store.read() as session:
        rows = [
            row.counts.get(("", ""), Counts())
            for row in quarters.closed(session).base.rows
            if row.quarter == quarter
        ]
    return Counts(sum(of.heads for of in rows), sum(of.encounters for of in rows))


def publish(store: Store, *axes: str, actor: Actor = LEAD, **asked: Any) -> publishing.Published:
    period = asked.get("start"), asked.get("end")
    with store.write() as session:
        return publishing.figures(session, axes, *period, asked.get("areas", ()), actor, AFTER)


@pytest.fixture
def mill(store: Store) -> Area:
    mill = Area(name="Molenkouter")
    add(store, mill, *went(mill, 7, 7, 5, 9), *went(mill, 4, 4, 3, 1, day=date(2026, 3, 3)))
    return mill


def test_a_quarter_is_closed_by_a_coordinator_thirty_days_after_its_end_and_once(store: Store, mill: Area) -> None:
    with pytest.raises(CoordinatorsPublish):
        close(store, actor=WORKER)
    with pytest.raises(QuarterNotOver) as early:
        close(store, today=date(2026, 4, 29))
    assert "30" in str(early.value)
    for wrong in ("2026", "2026-Q5", "Q1", "2026-03"):
        with pytest.raises(NotAQuarter):
            close(store, wrong)

    assert close(store, "2026-q1").quarter == Q1

    assert counted(store) == Counts(40, 8)
    with pytest.raises(QuarterClosed):
        close(store)


def test_what_comes_later_is_edited_or_erased_alters_nothing_that_was_counted(store: Store, mill: Area) -> None:
    close(store)
    add(store, *went(mill, 50, 50))
    with store.write() as session:
        for encounter in session.scalars(select(Encounter).where(Encounter.group_size == 7)):
            encounter.group_size, encounter.deleted = 70, True

    assert counted(store) == Counts(40, 8)
    assert publish(store, "area").table.totals.contacts == 40
    with store.read() as session:
        [state] = [one for one in quarters.states(session, AFTER) if one.quarter == Q1]
    assert (state.encounters, state.contacts, state.came_later, state.state(AFTER)) == (8, 40, 0, "closed")


def test_the_author_sees_how_many_came_later(store: Store, mill: Area) -> None:
    close(store)
    add(store, *went(mill, 6, 6))

    with store.read() as session:
        [state] = [one for one in quarters.states(session, AFTER) if one.quarter == Q1]

    assert state.came_later == 2


def test_erased_encounters_stay_counted_where_their_quarter_was_closed_before(store: Store, mill: Area) -> None:
    close(store)
    with store.write() as session:
        rounds = list(session.scalars(select(Round.id)))
        retention.leave_counts(session, rounds, None)
        for one in session.scalars(select(Encounter)):
            one.deleted = True

    assert counted(store) == Counts(40, 8) and publish(store, "area").table.totals.contacts == 40


def test_a_quarter_whose_encounters_are_gone_cannot_be_closed(store: Store, mill: Area) -> None:
    add(store, MonthCount(month=date(2026, 1, 1), rounds=3, encounters=9, contacts=40))

    with pytest.raises(QuarterErased):
        close(store)


def test_a_sensitive_spot_is_frozen_as_its_area_alone(store: Store, mill: Area) -> None:
    hidden = Spot(name="Loods", area=mill.id, sensitive=True)
    add(store, hidden, *went(mill, 5, 5, 5, spot=hidden.id, day=date(2026, 1, 5)))

    close(store)

    with store.read() as session:
        frozen = session.scalars(select(FrozenCount)).all()
    assert {(one.area, one.spot) for one in frozen} == {(mill.id, "")}


def test_of_two_closings_the_earlier_stands(store: Store, clock: FakeClock, mill: Area) -> None:
    first = close(store)
    clock.tick(5)
    add(store, *went(mill, 20, 20))
    with store.write() as session:  # a colleague, who had not seen the first
        session.add(later := ClosedQuarter(quarter=Q1, closed_on=AFTER))
        session.add(FrozenCount(closing=later.id, area=mill.id, counts={"": [79, 9]}))

    with store.read() as session:
        assert quarters.closings(session)[Q1].id == first.id
    assert counted(store) == Counts(40, 8)


def test_only_closed_quarters_are_published_and_the_ledger_knows_first(store: Store, mill: Area) -> None:
    with pytest.raises(QuartersOpen):
        publish(store, "area", start=date(2026, 2, 1), end=date(2026, 2, 2))
    close(store)
    with pytest.raises(QuartersOpen) as refused:
        publish(store, "area", end=date(2026, 5, 1))
    assert "2026-Q2" in str(refused.value) and Q1 not in str(refused.value)
    with pytest.raises(CoordinatorsPublish):
        publish(store, "area", actor=WORKER)

    made = publish(store, "area", "month")

    assert {cell.values["month"]: cell.contacts for cell in made.table.cells} == {
        "2026-01": None,
        "2026-02": 30,
        "2026-03": 10,
    }
    with store.read() as session:
        lines = ledger.entries(session)
    assert {entry.shown.heads for entry in lines if entry.shown} == {30, 10, 40}
    assert publish(store, "area", "month").table == made.table
    with store.read() as session:
        assert ledger.entries(session) == lines


def test_ages_are_published_in_heads_alone(store: Store, mill: Area) -> None:
    add(store, *went(mill, 9, 8, 9, age_counts={"12_14": 4, "15_17": 3}, day=date(2026, 1, 20)))
    close(store)

    made = publish(store, "age")

    shown = {cell.values["age"]: (cell.encounters, cell.contacts) for cell in made.table.cells if cell.contacts}
    assert shown["15_17"] == (None, 10) and {encounters for encounters, _heads in shown.values()} == {None}


def test_a_table_that_cannot_be_audited_leaves_nothing_behind(
    store: Store, mill: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(store)

    def too_long(_self: object) -> None:
        raise TableUnproven

    add(store, *went(mill, 1))
    from outreach_app.guard.solver import Solver

    monkeypatch.setattr(Solver, "__init__", lambda _self, _model: too_long(_self))
    with pytest.raises(TableUnproven):
        publish(store, "area")
    with store.read() as session:
        assert ledger.entries(session) == []
