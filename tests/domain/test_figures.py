"""Tables against a naive count over the rows: what is shown is right, what is small is not, whatever is asked."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_app.domain.built_in import SENSITIVE
from outreach_app.domain.figures import (
    PeriodReversed,
    Table,
    TableTooFine,
    TableTooLarge,
    UnknownAxis,
    tabulate,
)
from outreach_app.domain.ladders import ATTRIBUTES
from outreach_app.domain.periods import Span, month_of, quarter_of, year_of
from outreach_app.domain.records import Term
from outreach_app.domain.registration import (
    AreaFacts,
    Counted,
    Met,
    NeedFacts,
    Registration,
    SpotFacts,
    Visited,
    heads_by_age,
)
from outreach_app.domain.vocabularies import Vocabularies

AREAS = {
    "town": AreaFacts("Lindervoorde"),
    "v": AreaFacts("Vlasakker", "town"),
    "m": AreaFacts("Molenkouter", "town"),
    "c": AreaFacts("Centrum", "town"),
    "next": AreaFacts("Oosterdonk"),
    "h": AreaFacts("Heide", "next"),
    "alone": AreaFacts("Ginderbuiten"),
}
SPOTS = {
    "s1": SpotFacts("Sporthal", "v", "sports_ground"),
    "s2": SpotFacts("Plein", "v", "square"),
    "s3": SpotFacts("Station", "c", "transit"),
    "s4": SpotFacts("Bos", "h", "park"),
}
NEEDS = {
    "n1": NeedFacts("A place to sit", "space"),
    "n2": NeedFacts("Someone to trust", "trust", ("home",)),
    "n3": NeedFacts("A place to sit", "cost", ("leisure",)),
}
GUARDED = [
    [*place, *time, *attribute]
    for place in ([], ["area"], ["spot"])
    for time in ([], ["quarter"], ["year"])
    for attribute in ([], ["domain"], ["age"], ["daypart"], ["who"], ["spot_kind"], ["need"], ["need_kind"])
] + [[*place, *time, "month"] for place in ([], ["area"], ["spot"]) for time in ([], ["quarter"], ["year"])]


@st.composite
def registrations(draw: st.DrawFn, most: int = 60) -> Registration:
    """A few seasons of rounds: dense enough that some cells pass, sparse enough that many do not."""
    rows = random.Random(draw(st.integers(0, 2**32)))
    places = draw(st.lists(st.sampled_from(["v", "m", "c", "town", "h", "alone", ""]), min_size=1, unique=True))
    days = draw(st.integers(1, 700))
    sizes = draw(st.sampled_from([(1, 3), (1, 9), (4, 30)]))
    visits, encounters = [], []
    for n in range(draw(st.integers(0, most))):
        area = rows.choice(places)
        spot = rows.choice(["", *(spot for spot, facts in SPOTS.items() if facts.area == area)])
        day = date(2025, 1, 20) + timedelta(rows.randrange(days))
        visit = Visited(f"round {n // 2}", day.isoformat(), area, spot)
        visits.append(visit)
        for _ in range(rows.choice([0, 1, 2, 5])):
            asked = {band: rows.randint(0, 4) for band in rows.sample(["u12", "12_14", "15_17", "26_up"], 2)}
            heads, ages = heads_by_age(rows.randint(*sizes), asked)
            domains = tuple(rows.sample(["work", "leisure", "home", "own"], rows.randrange(3)))
            needs = tuple(rows.sample([*NEEDS, "gone"], rows.choice([0, 0, 1, 2])))
            daypart, who = rows.choice(["evening", "night"]), rows.choice(["youth", ""])
            encounters.append(Met(*visit, daypart, who, heads, ages, domains, needs))
    return Registration(AREAS, SPOTS, visits, encounters, Vocabularies(), needs=NEEDS)


def value_of(axis: str, row: Any) -> set[str]:
    """What a row is called on an axis, as the finest cells of a table name it."""
    values: dict[str, Callable[[], set[str]]] = {
        "area": lambda: {AREAS[row.area].name if row.area else ""},
        "spot": lambda: {
            SPOTS[row.spot].name if row.spot else f"{AREAS[row.area].name}, no spot" if row.area else ""
        },
        "spot_kind": lambda: {SPOTS[row.spot].kind if row.spot else ""},
        "month": lambda: {month_of(row.date)},
        "quarter": lambda: {quarter_of(row.date)},
        "year": lambda: {year_of(row.date)},
        "domain": lambda: set(row.domains),
        "age": lambda: {band for band, _heads in row.ages},
        "daypart": lambda: {row.daypart},
        "who": lambda: {row.who},
        "need": lambda: {need_name(need) for need in row.needs if need in NEEDS},
        "need_kind": lambda: {NEEDS[need].kind for need in row.needs if need in NEEDS},
    }
    return values[axis]()


def need_name(need: str) -> str:
    """Two needs of one title are told apart by their kind."""
    facts = NEEDS[need]
    kind = Vocabularies().label("need_kind", facts.kind)
    return f"{facts.title} ({kind})" if facts.title == "A place to sit" else facts.title


def delicate(registration: Registration, axis: str, value: str) -> bool:
    """Whether a value of an axis needs ten heads, the slow way."""
    if axis == "domain":
        return value in SENSITIVE
    if axis not in ("need", "need_kind"):
        return False
    for need, facts in NEEDS.items():
        said = [met for met in registration.encounters if need in met.needs]
        always = bool(said) and all(SENSITIVE.intersection(met.domains) for met in said)
        mine = need_name(need) if axis == "need" else facts.kind
        if mine == value and (always or SENSITIVE.intersection(facts.domains)):
            return True
    return False


def finest(cell: dict[str, Any], axis: str) -> set[str]:
    return set(cell["covers"].get(axis, [cell[axis]]))


def counted(registration: Registration, axes: Sequence[str], cell: dict[str, Any]) -> tuple[int, int, int]:
    """Rounds, encounters and heads of a cell, the slow way."""

    def inside(row: Any) -> bool:
        return all(finest(cell, axis) & value_of(axis, row) for axis in axes)

    met = [row for row in registration.encounters if inside(row)]
    attributes = {"domain", "age", "daypart", "who", "need", "need_kind"}.intersection(axes)
    been: list[Any] = met if attributes else [row for row in registration.visits if inside(row)]
    ages = finest(cell, "age") if "age" in axes else set()
    heads = sum(sum(n for band, n in row.ages if band in ages) if ages else row.heads for row in met)
    return len({row.round for row in been}), len(met), heads


@settings(max_examples=60, deadline=None)
@given(registrations(), st.sampled_from(GUARDED))
def test_what_is_shown_is_right_and_what_is_small_is_withheld(registration: Registration, axes: list[str]) -> None:
    table = tabulate(registration, axes).as_json()
    for cell in [*table["cells"], {"covers": {}, **table["totals"]}]:
        of = axes if cell is not table["totals"] and any(axis in cell for axis in axes) else []
        rounds, encounters, heads = counted(registration, of, cell)
        sensitive = any(delicate(registration, axis, cell[axis]) for axis in of)
        small = heads < (10 if sensitive else 5) or encounters < 3
        numbers = (cell["rounds"], cell["encounters"], cell["contacts"])
        assert cell["suppressed"] == small
        if small:
            assert numbers == (None, None, None)
        else:
            told = None if set(of) & set(ATTRIBUTES) else rounds  # as many encounters at least, and exact
            assert numbers == (told, (2 * encounters + 5) // 10 * 5, (2 * heads + 5) // 10 * 5)
    assert table["withheld"] == sum(cell["suppressed"] for cell in table["cells"])


@settings(max_examples=40, deadline=None)
@given(registrations(), st.sampled_from(GUARDED))
def test_merging_is_the_same_all_over_a_table_and_keeps_together_what_belongs(
    registration: Registration, axes: list[str]
) -> None:
    cells = tabulate(registration, axes).as_json()["cells"]
    for axis in axes:
        groups = {frozenset(finest(cell, axis)) for cell in cells}
        sizes = Counter(value for group in groups for value in group)
        assert set(sizes.values()) <= {1}, "each finest value lies in one group, in every row of the table"
        by_name = {facts.name: facts for facts in AREAS.values()}
        for group in groups if axis == "area" else ():
            parents = {by_name[name].parent or name for name in group if name}
            everything = group == set(sizes)
            holder = {AREAS[by_name[name].parent].name for name in group if name and by_name[name].parent}
            assert len(group) == 1 or everything or len(parents) == 1 or holder & group
    shown = [tuple(cell[axis] for axis in axes) for cell in cells]
    assert len(set(shown)) == len(shown), "no two cells are called alike"


@settings(max_examples=20, deadline=None)
@given(registrations(), st.sampled_from(GUARDED), st.integers())
def test_neither_the_order_of_rows_nor_ids_matter(registration: Registration, axes: list[str], seed: int) -> None:
    mixed = random.Random(seed)
    new = dict(zip(AREAS, mixed.sample(range(1000), len(AREAS)), strict=True))
    names = {area: f"{n:03}" for area, n in new.items()} | {"": ""}
    again = Registration(
        {names[area]: AreaFacts(facts.name, names[facts.parent]) for area, facts in AREAS.items()},
        {spot: facts._replace(area=names[facts.area]) for spot, facts in SPOTS.items()},
        mixed.sample(
            [row._replace(area=names[row.area]) for row in registration.visits], len(registration.visits)
        ),
        [row._replace(area=names[row.area]) for row in reversed(registration.encounters)],
        Vocabularies(),
        needs=NEEDS,
    )
    assert tabulate(again, axes).as_json() == tabulate(registration, axes).as_json()


@settings(max_examples=20, deadline=None)
@given(
    registrations(30), st.sampled_from([["area", "spot", "month"], ["domain", "age"], ["year", "quarter", "who"]])
)
def test_inside_the_vault_any_crossing_is_exact(registration: Registration, axes: list[str]) -> None:
    table = tabulate(registration, axes, internal=True).as_json()
    for cell in table["cells"]:
        assert (cell["rounds"], cell["encounters"], cell["contacts"]) == counted(registration, axes, cell)
        assert cell["covers"] == {} and not cell["suppressed"]
    assert table["totals"]["contacts"] == sum(row.heads for row in registration.encounters)
    assert table["method"]["internal"] is True


def season(rows: Sequence[tuple[str, str, int]], areas: dict[str, AreaFacts] = AREAS) -> Registration:
    """One round, visit and encounter of so many heads for each (date, area, heads); no heads, nobody there."""
    visits = [Visited(n, day, area, "") for n, (day, area, _heads) in enumerate(rows)]
    encounters = [
        Met(*visit, "evening", "youth", heads, (("unknown", heads),), (), ())
        for visit, (_day, _area, heads) in zip(visits, rows, strict=True)
        if heads
    ]
    return Registration(areas, {}, visits, encounters, Vocabularies())


def shown(table: Table, *axes: str) -> dict[Any, Any]:
    cells = table.as_json()["cells"]
    return {tuple(cell[axis] for axis in axes): cell["contacts"] for cell in cells}


def test_months_merge_into_a_whole_quarter_before_anything_is_withheld() -> None:
    days = [f"2025-0{month}-15" for month in (1, 2, 3) for _ in range(2)]
    rows = [(day, area, 3) for day in days for area in ("v", "m", "c")]

    cells = tabulate(season(rows), ["area", "month"]).as_json()["cells"]

    assert len(cells) == 5, "months are given up before places are, where that serves as well"

    merged = next(cell for cell in cells if cell["area"] == "Vlasakker")
    assert merged == {
        "area": "Vlasakker",
        "month": "2025-Q1",
        "covers": {"month": ["2025-01", "2025-02", "2025-03"]},
        "rounds": 6,
        "encounters": 5,
        "contacts": 20,
        "suppressed": False,
    }


def test_beside_a_quarter_or_a_year_only_its_own_months_are_listed() -> None:
    rows = [(f"{year}-{month:02}-15", "v", 5) for year in (2024, 2025) for month in range(1, 13) for _ in range(3)]
    by_year = shown(tabulate(season(rows), ["year", "month"]), "year", "month")
    assert len(by_year) == 24 and all(month.startswith(year) for year, month in by_year)
    by_quarter = list(shown(tabulate(season(rows), ["quarter", "month"]), "quarter", "month"))
    assert by_quarter[:4] == [("2024-Q1", f"2024-0{month}") for month in (1, 2, 3)] + [("2024-Q2", "2024-04")]
    assert set(by_year.values()) == {15} and len(by_quarter) == 24

    sparse = [(f"2025-{month:02}-15", "v", 2) for month in (1, 2, 5, 7, 9, 12)]
    [year] = tabulate(season(sparse), ["quarter", "month"]).as_json()["cells"]
    assert (year["quarter"], year["month"], year["contacts"]) == ("2025", "2025", 10)
    assert len(year["covers"]["quarter"]) == 4 and len(year["covers"]["month"]) == 12


def test_areas_of_one_parent_merge_under_its_name() -> None:
    rows = [("2025-02-01", area, 4) for area in ("v", "m", "c") for _ in range(2)]
    cells = tabulate(season(rows), ["area"]).as_json()["cells"]
    assert [cell["area"] for cell in cells] == ["Lindervoorde", "Ginderbuiten", "Heide"]
    merged = next(cell for cell in cells if cell["covers"])
    assert merged["area"] == "Lindervoorde"
    assert merged["covers"] == {"area": ["Centrum", "Molenkouter", "Vlasakker"]}
    assert (merged["encounters"], merged["contacts"]) == (5, 25)


def test_areas_without_a_parent_merge_only_all_together() -> None:
    loose = {"a": AreaFacts("Noord"), "b": AreaFacts("Zuid")}
    cells = tabulate(season([("2025-02-01", area, 4) for area in "aabb"], loose), ["area"]).as_json()["cells"]
    assert [(cell["area"], cell["covers"]) for cell in cells] == [("Noord + Zuid", {"area": ["Noord", "Zuid"]})]


def test_a_place_nobody_went_to_is_listed_and_costs_no_other_its_detail() -> None:
    table = tabulate(season([("2025-02-01", area, 5) for area in "ccchhhvvv" * 3]), ["area"])
    assert shown(table, "area") == {
        ("Centrum",): 45,
        ("Ginderbuiten",): None,
        ("Heide",): 45,
        ("Molenkouter",): None,
        ("Vlasakker",): 45,
    }
    assert table.withheld == 2


def test_sensitive_terms_need_ten_heads_and_a_team_may_add_some() -> None:
    team = Term(vocabulary="domain", code="gaming", sensitive=True)
    visit = Visited("r", "2025-02-01", "v", "")
    met = [
        Met(*visit, "evening", "youth", 3, (("unknown", 3),), (code,), ())
        for code in ("justice", "gaming", "work")
        for _ in range(3)
    ]
    registration = Registration(AREAS, {}, [visit], met, Vocabularies([team]))
    found = shown(tabulate(registration, ["domain"]), "domain")
    assert found[("work",)] == 10 and found[("justice",)] is None and found[("gaming",)] is None
    assert len(found) == len(Vocabularies([team]).choices("domain")), "topics nobody raised are listed too"


def test_one_large_group_is_not_enough_and_ages_are_heads_with_the_rest_unknown() -> None:
    assert tabulate(season([("2025-02-01", "v", 30)]), []).totals.suppressed
    assert heads_by_age(5, {"15_17": 2, "12_14": 1}) == (5, (("15_17", 2), ("12_14", 1), ("unknown", 2)))
    assert heads_by_age(2, {"15_17": 4}) == (4, (("15_17", 4),))


def test_periods_widen_to_whole_quarters_unless_internal() -> None:
    rows = [(day, "v", 2) for day in ("2025-01-02", "2025-02-10", "2025-03-30") for _ in range(3)]
    asked = date(2025, 2, 1), date(2025, 2, 28)
    table = tabulate(season(rows), ["area"], *asked)
    assert table.span == Span(date(2025, 1, 1), date(2025, 3, 31))
    assert table.as_json()["method"] == {
        "rounding": 5,
        "heads": 5,
        "encounters": 3,
        "sensitive_heads": 10,
        "internal": False,
        "from": "2025-01-01",
        "to": "2025-03-31",
    }
    assert table.totals.contacts == 20
    assert tabulate(season(rows), ["area"], *asked, internal=True).totals.contacts == 6


def test_two_areas_of_one_name_are_told_apart() -> None:
    areas = {**AREAS, "v2": AreaFacts("Vlasakker", "next")}
    rows = [("2025-02-01", area, 5) for area in ("v", "v2", "m", "c", "h") for _ in range(4)]
    names = {name for (name,) in shown(tabulate(season(rows, areas), ["area"]), "area")}
    assert {"Vlasakker (Lindervoorde)", "Vlasakker (Oosterdonk)"} <= names


def test_nothing_registered_gives_no_cells_and_no_totals() -> None:
    table = tabulate(season([]), ["area", "quarter"]).as_json()
    assert table["cells"] == [] and table["withheld"] == 0
    assert table["totals"] == {"rounds": None, "encounters": None, "contacts": None, "suppressed": True}


@pytest.mark.parametrize(
    "axes",
    [
        ["area", "spot"],
        ["quarter", "year"],
        ["quarter", "year", "month"],
        ["quarter", "month", "domain"],
        ["age", "who"],
        ["spot_kind", "age"],
        ["need", "domain"],
        ["week"],
    ],
)
def test_nothing_finer_than_one_place_one_time_and_one_attribute_leaves_the_vault(axes: list[str]) -> None:
    with pytest.raises(TableTooFine):
        tabulate(season([("2025-02-01", "v", 5)]), axes)


def test_what_cannot_be_answered_is_refused_in_words() -> None:
    some = season([("2025-02-01", "v", 5), ("0202-02-01", "v", 5)])
    with pytest.raises(UnknownAxis, match="volcano"):
        tabulate(some, ["volcano"])
    with pytest.raises(PeriodReversed):
        tabulate(some, ["area"], date(2025, 2, 1), date(2025, 1, 1))
    with pytest.raises(TableTooLarge):
        tabulate(some, ["area", "month", "domain", "who"], internal=True)


def test_visits_without_contact_count_and_a_need_that_was_deleted_does_not() -> None:
    rows = [("2025-02-01", "v", 4), ("2025-02-08", "v", 0), ("2025-03-01", "c", 6)]
    registration = season(rows)
    met = [one._replace(needs=("n1", "gone")) for one in registration.encounters]
    registration = replace(registration, encounters=met, needs=NEEDS)

    by_area = {cell.values["area"]: cell for cell in tabulate(registration, ["area"], internal=True).cells}
    by_need = {cell.holds["need"]: cell for cell in tabulate(registration, ["need"], internal=True).cells}
    by_week = [cell.contacts for cell in tabulate(registration, ["week"], internal=True).cells]

    assert (by_area["Vlasakker"].visits, by_area["Vlasakker"].per_visit) == (2, 2.0)
    assert by_need[("n1",)].per_visit == round(10 / 3, 1)
    assert set(by_need) == {("n1",), ("n2",), ("n3",)}
    assert by_week == [4, 0, 0, 0, 6]


def test_of_erased_months_no_average_is_made() -> None:
    kept = Counted("2025-01", "v", "", "", 4, 0, 12, 40)
    registration = replace(season([("2025-02-01", "v", 4)]), counted=(kept,))

    january, february = tabulate(registration, ["month"], internal=True).cells

    assert (january.contacts, january.visits, january.per_visit) == (40, None, None)
    assert (february.contacts, february.visits, february.per_visit) == (4, 1, 4.0)
    assert tabulate(registration, [], internal=True).totals.per_visit is None


def test_every_pair_of_a_table_is_listed() -> None:
    rows = [(f"2025-{month:02}-01", area, 9) for month in range(1, 7) for area in "vmc" for _ in range(3)]
    found = shown(tabulate(season(rows), ["quarter", "area"]), "quarter", "area")
    places = ["Centrum", "Ginderbuiten", "Heide", "Molenkouter", "Vlasakker"]
    assert list(found) == list(product(["2025-Q1", "2025-Q2"], places))
