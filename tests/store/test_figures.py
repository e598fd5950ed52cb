"""Figures from a real store: what counts, and where."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Record, Round, Spot, Term, Visit
from outreach_app.store.database import Store
from outreach_app.store.figures import figures

DAY = date(2026, 2, 10)


def add(store: Store, *records: Record) -> None:
    with store.write() as session:
        session.add_all(records)


def went(area: Area | None, *sizes: int, day: date = DAY, **values: Any) -> Sequence[Record]:
    """A round with one visit, and an encounter of each size."""
    outing = Round(date=day)
    visit = Visit(round=outing.id, area=area.id if area else None, spot=values.pop("spot", None))
    return [outing, visit, *(Encounter(visit=visit.id, group_size=size, **values) for size in sizes)]


def counted(store: Store, *axes: str, internal: bool = False) -> dict[Any, tuple[Any, Any, Any]]:
    with store.read() as session:
        table = figures(session, axes, internal=internal).as_json()
    rows = {tuple(cell[axis] for axis in axes): cell for cell in table["cells"]} | {(): table["totals"]}
    return {values: (cell["rounds"], cell["encounters"], cell["contacts"]) for values, cell in rows.items()}


@pytest.fixture
def hoods() -> tuple[Area, Area]:
    return Area(name="Molenkouter"), Area(name="Vlasakker")


def test_an_empty_store_has_no_figures(store: Store) -> None:
    assert counted(store, "area", "quarter") == {(): (None, None, None)}


def test_visits_without_contact_count_as_rounds_and_missing_areas_come_from_the_spot(
    store: Store, hoods: tuple[Area, Area]
) -> None:
    mill, flax = hoods
    spot = Spot(name="Sporthal", area=flax.id, kind="sports_ground")
    add(
        store,
        mill,
        flax,
        spot,
        *went(mill, 3, 4, 9, 1),
        *went(mill),
        *went(None, 4, 4, 4, spot=spot.id),
        *went(None),
    )
    assert counted(store, "area") == {
        ("",): (None, None, None),
        ("Molenkouter",): (2, 5, 15),
        ("Vlasakker",): (1, 5, 10),
        (): (4, 5, 30),
    }


def test_what_is_deleted_or_has_not_arrived_counts_nowhere(store: Store, hoods: tuple[Area, Area]) -> None:
    mill, flax = hoods
    gone, kept = went(mill, 5, 5, 5), went(mill, 2, 2, 2)
    gone[0].deleted = True
    kept[2].deleted = True
    orphan = Encounter(visit=Id("f" * 32), group_size=9)
    add(store, mill, flax, *gone, *kept, orphan, *went(flax))
    assert counted(store, "area", internal=True) == {
        ("Molenkouter",): (1, 2, 4),
        ("Vlasakker",): (1, 0, 0),
        (): (2, 2, 4),
    }


def test_sensitive_spots_have_an_area_and_no_name(store: Store, hoods: tuple[Area, Area]) -> None:
    mill, flax = hoods
    open_, secret = Spot(name="Plein", area=mill.id), Spot(name="Loods", area=mill.id, sensitive=True)
    here, there = went(mill, 5, 5, 5, spot=open_.id), went(mill, 5, 5, 5)
    there[1].sensitive_spot = secret.id  # type: ignore[attr-defined]
    add(store, mill, flax, open_, secret, *here, *there)
    assert counted(store, "spot") == {
        ("Plein",): (1, 5, 15),
        ("Molenkouter, no spot",): (1, 5, 15),
        (): (2, 5, 30),
    }


def test_ages_and_topics_overlap_and_totals_count_an_encounter_once(
    store: Store, hoods: tuple[Area, Area]
) -> None:
    mill, _flax = hoods
    both: dict[str, Any] = {
        "domains": ["work", "leisure", "of a newer program"],
        "age_counts": {"12_14": 2, "15_17": 4},
    }
    add(store, mill, Term(vocabulary="domain", code="work", retired=True), *went(mill, 7, 7, 5, **both))
    topics, ages = counted(store, "domain"), counted(store, "age")
    assert topics[("work",)] == topics[("leisure",)] == topics[("of a newer program",)] == (None, 5, 20)
    assert topics[()] == (1, 5, 20)
    assert topics[("health",)] == (None, None, None)
    assert ages[("12_14",)] == (None, 5, 5) and ages[("15_17",)] == (None, 5, 10)
    assert ages[("unknown",)] == ages[("u12",)] == (None, None, None)
    assert ages[()] == (1, 5, 20), "six heads were asked their age, so the last group was six"


def test_periods_are_asked_for_in_days_and_answered_in_quarters(store: Store, hoods: tuple[Area, Area]) -> None:
    mill, _flax = hoods
    add(store, mill, *(row for month in (1, 2, 3, 4) for row in went(mill, 4, 4, 4, day=date(2026, month, 5))))
    with store.read() as session:
        table = figures(session, ["quarter"], date(2026, 2, 1), date(2026, 2, 28)).as_json()
        exact = figures(session, ["quarter"], date(2026, 2, 1), date(2026, 2, 28), internal=True).as_json()
    assert [(cell["quarter"], cell["contacts"]) for cell in table["cells"]] == [("2026-Q1", 35)]
    assert [(cell["quarter"], cell["contacts"]) for cell in exact["cells"]] == [("2026-Q1", 12)]
