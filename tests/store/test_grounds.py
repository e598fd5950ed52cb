"""From a figure of a note to what stands behind it: several codes are any of them, and what is exact is exact."""

from datetime import date

from outreach_app.domain.behind import Behind
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Encounter, Need, Record, Round, Spot, Visit
from outreach_app.store.behind import Ground, ground, rounds_behind
from outreach_app.store.database import Store

NOOR, SAM = Id("a" * 32), Id("b" * 32)


def keep(store: Store, *records: Record) -> None:
    with store.write() as session:
        session.add_all(records)


def season(store: Store) -> dict[str, str]:
    bench, rain = Need(title="Geen bank"), Need(title="Nergens droog")
    square, park = Spot(name="Markt", kind="square"), Spot(name="Park", kind="park")
    keep(store, bench, rain, square, park)
    for day, spot, sizes, needs in (
        (date(2026, 1, 5), square, (4, 2), [bench]),
        (date(2026, 2, 5), park, (3,), [rain]),
        (date(2026, 5, 5), park, (5,), [bench, rain]),
    ):
        walked = Round(date=day, workers=[NOOR, SAM] if spot is park else [NOOR])
        visit = Visit(round=walked.id, spot=spot.id)
        met = [
            Encounter(visit=visit.id, group_size=size, age_counts={"15_17": size}, needs=[n.id for n in needs])
            for size in sizes
        ]
        keep(store, walked, visit, *met)
    return {"bench": bench.id, "rain": rain.id}


def test_several_needs_are_any_of_them_and_an_encounter_about_both_counts_once(store: Store) -> None:
    ids = season(store)
    both = Behind(need=f"{ids['bench']},{ids['rain']}")
    with store.read() as session:
        assert ground(session, both) == Ground(rounds=3, encounters=4, contacts=14, spots=2, workers=2)
        first = Behind(date(2026, 1, 1), date(2026, 3, 31), need=ids["bench"])
        assert ground(session, first) == Ground(rounds=1, encounters=2, contacts=6, spots=1, workers=1)
        assert len(rounds_behind(session, Behind(spot_kind="square,park", age="12_14,15_17"))) == 3
        assert Behind.read(both.target()) == both
