from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from outreach_app.domain.fields import Id
from outreach_app.domain.paging import FIRST, Start
from outreach_app.domain.records import Area, Need, Record, Signal, Spot
from outreach_app.i18n import reading_order
from outreach_app.store.database import Store
from outreach_app.store.listing import Query, counted, page


def shown(store: Store, query: Query, limit: int = 2) -> list[str]:
    """What a table shows when it is scrolled to its end."""
    captions, start = [], FIRST
    with store.read() as session:
        while found := page(session, query, start, limit):
            captions += [record.caption for record in found.records]
            if len(found.records) < limit:
                return captions
            start = Start(found.keys[-1])
    raise AssertionError


def made(store: Store, *records: Record) -> list[Id]:
    with store.write() as session:
        session.add_all(records)
        session.flush()
        return [record.id for record in records]


def test_pages_follow_each_other_in_any_order(store: Store) -> None:
    north, south = made(store, Area(name="Noord"), Area(name="Zuid"))
    made(
        store,
        Spot(name="park", area=south, state="left"),
        Spot(name="Halte", area=north, state="active"),
        Spot(name="plein", area=None, state="scouted"),
        Spot(name="Bib", area=north, state="active"),
        Spot(name="weg", deleted=True),
    )

    assert shown(store, Query(Spot, "name")) == ["Bib", "Halte", "park", "plein"]
    assert shown(store, Query(Spot, "name", descending=True)) == ["plein", "park", "Halte", "Bib"]
    assert shown(store, Query(Spot, "area")) == ["plein", "Halte", "Bib", "park"]
    assert shown(store, Query(Spot, "state", descending=True)) == ["park", "Bib", "Halte", "plein"]
    assert shown(store, Query(Spot)) == ["Bib", "plein", "Halte", "park"], "newest first"
    assert shown(store, Query(Spot, "name", where={"state": ["active", "left"]})) == ["Bib", "Halte", "park"]


def test_names_sort_as_people_read_them(store: Store) -> None:
    names = ["Zuid", "école", "Ecole", "ezel", "Æther", "appel", "École"]
    made(store, *(Area(name=name) for name in names))
    areas = dict(zip(names, made(store, *(Area(name=name) for name in names)), strict=True))
    made(store, *(Spot(name=name, area=areas[name]) for name in names))

    assert shown(store, Query(Spot, "name")) == sorted(names, key=reading_order)
    assert shown(store, Query(Spot, "area", descending=True)) == sorted(names, key=reading_order, reverse=True)


def test_what_was_worked_out_is_true_until_something_is_written(store: Store) -> None:
    first, _second = made(store, Spot(name="Park"), Spot(name="Plein"))
    query = Query(Spot, "name")
    assert shown(store, query) == ["Park", "Plein"]

    made(store, Spot(name="Halte"))
    assert shown(store, query) == ["Halte", "Park", "Plein"]
    with store.read() as session:
        keys = page(session, query).keys
    with store.write() as session:
        session.scalars(select(Spot).where(Spot.id == first)).one().deleted = True
    with store.read() as session:
        assert [one.caption for one in page(session, query, Start(keys[0])).records] == ["Plein"]
        assert [one.caption for one in page(session, query, Start(keys[1])).records] == ["Plein"], "it is gone"


def test_dates_that_are_empty_sort_with_the_rest(store: Store) -> None:
    days = [None, date(2026, 3, 1), None, date(2026, 2, 1)]
    made(store, *(Need(title=str(n), confirmed_on=day) for n, day in enumerate(days)))

    assert shown(store, Query(Need, "confirmed_on"), limit=1) == ["0", "2", "3", "1"]


def test_what_a_search_found_keeps_its_order(store: Store) -> None:
    made(store, *(Need(title=title) for title in ("banken en licht en water", "banken", "licht")))
    found = Query(Need, text="banken")

    assert shown(store, found, limit=1) == ["banken", "banken en licht en water"], "best first"
    assert shown(store, replace(found, sort="title", descending=True)) == ["banken en licht en water", "banken"]
    with store.read() as session:
        assert counted(session, found) == 2
        assert counted(session, Query(Need)) == 3


def test_a_page_knows_what_its_records_refer_to(store: Store) -> None:
    (need,) = made(store, Need(title="Bank"))
    made(store, Signal(title="Zitten", needs=[need]), Signal(title="Licht"))

    with store.read() as session:
        assert page(session, Query(Signal)).names == {need: "Bank"}
        assert [r.caption for r in page(session, Query(Signal, where={"needs": need})).records] == ["Zitten"]


def test_a_page_is_the_same_from_either_end_and_from_any_row(store: Store) -> None:
    made(store, *(Spot(name=f"Plek {n}", state="active" if n % 3 else "left") for n in range(7)))
    for query in (Query(Spot), Query(Spot, "name", descending=True), Query(Spot, "state")):
        with store.read() as session:
            whole = page(session, query)
            names = [record.caption for record in whole.records]
            for begin, limit in ((0, 3), (2, 3), (5, 2)):
                wanted = names[begin : begin + limit]
                starts = [Start(skip=begin), Start(skip=7 - begin - limit, backwards=True)]
                if begin:
                    starts += [Start(whole.keys[begin - 1]), Start(whole.keys[0], begin - 1)]
                if begin + limit < 7:
                    starts += [Start(whole.keys[begin + limit], backwards=True)]
                for start in starts:
                    assert [one.caption for one in page(session, query, start, limit).records] == wanted


def test_a_question_that_nobody_waits_for_is_broken_off(store: Store) -> None:
    endless = text("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n")
    looks = iter([True, True, False])

    with pytest.raises(OperationalError, match="interrupted"), store.read(still=lambda: next(looks)) as session:
        session.execute(endless)
    with store.read() as session:
        assert session.scalar(select(Spot.n)) is None, "the next one is answered"
