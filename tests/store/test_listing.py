from datetime import date

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Need, Record, Signal, Spot
from outreach_app.store.database import Store
from outreach_app.store.listing import Query, counted, page


def shown(store: Store, query: Query, limit: int = 2) -> list[str]:
    """What a table shows when it is scrolled to its end."""
    captions, after = [], None
    with store.read() as session:
        while True:
            found = page(session, query, after, limit)
            captions += [record.caption for record in found.records]
            if found.next is None:
                return captions
            after = found.next


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


def test_dates_that_are_empty_sort_with_the_rest(store: Store) -> None:
    days = [None, date(2026, 3, 1), None, date(2026, 2, 1)]
    made(store, *(Need(title=str(n), confirmed_on=day) for n, day in enumerate(days)))

    assert shown(store, Query(Need, "confirmed_on"), limit=1) == ["0", "2", "3", "1"]


def test_what_a_search_found_keeps_its_order(store: Store) -> None:
    ids = made(store, *(Need(title=title) for title in "abc"))
    found = Query(Need, ids=[ids[2], ids[0]])

    assert shown(store, found, limit=1) == ["c", "a"]
    with store.read() as session:
        assert counted(session, found) == 2
        assert counted(session, Query(Need)) == 3


def test_a_page_knows_what_its_records_refer_to(store: Store) -> None:
    (need,) = made(store, Need(title="Bank"))
    made(store, Signal(title="Zitten", needs=[need]), Signal(title="Licht"))

    with store.read() as session:
        assert page(session, Query(Signal)).names == {need: "Bank"}
        assert [r.caption for r in page(session, Query(Signal, where={"needs": need})).records] == ["Zitten"]
