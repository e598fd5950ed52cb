"""A team ranks its neighbourhoods by hand; each year's ranking stays, and two laptops meet in it."""

from datetime import date

import pytest

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Activity, Allocation, Area, AreaFigure, Need, Priority, Signal, Spot
from outreach_app.domain.records.priorities import priority_id
from outreach_app.store import records, search, settings
from outreach_app.store.database import Store
from outreach_app.store.priorities import NotRanked, give_reason, rank, ranking
from outreach_app.store.refusals import BadValue

TODAY = date(2026, 5, 4)


@pytest.fixture
def wards(store: Store) -> dict[str, Id]:
    with store.write() as session:
        town = Area(name="Lindervoorde", level="municipality")
        first = Area(name="Vlasakker", level="neighbourhood", parent=town.id)
        other = Area(name="Centrum", level="neighbourhood", parent=town.id)
        need = Need(title="Geen plek om te zitten")
        session.add_all([town, first, other, need, Signal(title="Banken", areas=[first.id], needs=[need.id])])
    return {area.name: area.id for area in (town, first, other)}


def test_a_ranking_is_kept_by_year_and_beside_the_weighting(store: Store, wards: dict[str, Id]) -> None:
    with store.write() as session:
        rank(session, 2025, [wards["Vlasakker"]], TODAY)
        rank(session, 2026, [wards["Centrum"]], TODAY)
        give_reason(session, 2026, wards["Centrum"], "Alles sluit daar om zes uur.", TODAY)
    with store.read() as session:
        found = ranking(session, 2026)
        earlier = ranking(session, 2025)
    assert [(line.name, line.rank, line.before) for line in found.lines] == [
        ("Centrum", 1, 2),
        ("Vlasakker", 2, 1),
    ]
    assert [line.name for line in earlier.lines] == ["Vlasakker", "Centrum"]
    assert found.years == (2026, 2025)
    [centrum, vlasakker] = found.lines
    assert vlasakker.signals == 1 and vlasakker.weighed.place == 1 and centrum.differs > 0
    assert centrum.reason == "Alles sluit daar om zes uur."


def test_any_laptop_gives_a_place_the_same_id(store: Store, wards: dict[str, Id]) -> None:
    with store.write() as session:
        rank(session, 2026, [wards["Centrum"]], TODAY)
    with store.read() as session:
        rows, team = records.listed(session, Priority), settings.get(session, settings.TEAM)
    assert {row.id for row in rows} == {priority_id(team, wards[name], 2026) for name in ("Centrum", "Vlasakker")}


def test_what_holds_others_is_not_ranked(store: Store, wards: dict[str, Id]) -> None:
    with pytest.raises(NotRanked), store.write() as session:
        rank(session, 2026, [wards["Lindervoorde"]], TODAY)


def test_the_newest_figure_known_in_a_year_counts(store: Store, wards: dict[str, Id]) -> None:
    with store.write() as session:
        for year, value in (("2023", "20"), ("2025", "12,5"), ("2027", "99")):
            given = {"area": "Centrum", "indicator": "Kansarmoede", "value": value, "year": year}
            records.add(session, AreaFigure, given, today=TODAY)
    with store.read() as session:
        [one] = next(line for line in ranking(session, 2026).lines if line.name == "Centrum").indicators
    assert (one.value, one.year) == (12.5, 2025)


def test_an_allocation_leads_to_what_justified_it_and_is_found(store: Store, wards: dict[str, Id]) -> None:
    with store.write() as session:
        given = {
            "title": "Extra uren",
            "kind": "means",
            "area": "Vlasakker",
            "amount": "12000",
            "signals": "Banken",
        }
        made = records.add(session, Allocation, given, today=TODAY)
        assert made.year == 2026 and len(made.signals) == 1
        with pytest.raises(BadValue):
            records.edit(session, Allocation, made.id, {"amount": "-1"}, today=TODAY)
    with store.read() as session:
        assert [hit.id for hit in search.search(session, "extra uren")] == [made.id]


def test_an_activity_never_names_a_sensitive_spot(store: Store, wards: dict[str, Id]) -> None:
    with store.write() as session:
        session.add(Spot(name="Achter de loods", area=wards["Centrum"], sensitive=True))
    with pytest.raises(BadValue, match="laptop"), store.write() as session:
        records.add(session, Activity, {"title": "Voetbal", "spot": "Achter de loods"}, today=TODAY)
