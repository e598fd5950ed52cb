"""The lists of rounds and of encounters: in every order, narrowed or not, from wherever one looks."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from outreach_app.domain.fields import Id
from outreach_app.domain.paging import FIRST, Start
from outreach_app.domain.records import Area, Encounter, Need, Record, Round, Spot, Visit, Worker
from outreach_app.store.database import Store
from outreach_app.store.encounter_lists import encounter_ids, encounters_counted, encounters_listed
from outreach_app.store.encounter_questions import Wanted
from outreach_app.store.round_lists import round_ids, rounds_counted, rounds_listed
from outreach_app.store.round_questions import WantedRounds

NAMES = ("Zuid", "École", "ezel", "Bib")


@pytest.fixture
def worked(store: Store) -> Store:
    """Six rounds past two places each, by two colleagues in turn; one more is in the bin."""
    spots = added(store, *(Spot(name=name) for name in NAMES))
    area, need = *added(store, Area(name="Dampoort")), *added(store, Need(title="Banken stuk"))
    workers = added(store, Worker(name="Émile"), Worker(name="Farida"))
    for n in range(7):
        day = date(2026, 3, 1 + n // 2)
        (round,) = added(
            store, Round(date=day, start=f"{20 + n % 2}:00", workers=[workers[n % 2]], deleted=n == 6)
        )
        hidden = spots[0] if n == 4 else None
        first = Visit(
            round=round, position=0, spot=None if hidden else spots[(n + 1) % 4], sensitive_spot=hidden, area=area
        )
        at = added(store, Visit(round=round, position=1, spot=spots[n % 4]), first)
        for visit, size in zip(at, (n % 3 + 1, 2), strict=True):
            needs = [need] if n % 2 else []
            added(store, Encounter(visit=visit, group_size=size, needs=needs, local_note="koud"))
    return store


def added(store: Store, *records: Record) -> list[Id]:
    with store.write() as session:
        session.add_all(records)
        session.flush()
        return [record.id for record in records]


@pytest.mark.parametrize("ascending", [False, True])
@pytest.mark.parametrize("sort", ["", "contacts", "spot", "workers"])
def test_every_page_of_encounters_is_part_of_the_whole(worked: Store, sort: str, ascending: bool) -> None:
    for text, count in (("", 12), ("koud", 12), ("banken", 6), ("école", 3), ("nergens", 0)):
        wanted = Wanted(text=text, sort=sort, ascending=ascending)
        with worked.read() as session:
            first = encounters_listed(session, wanted=wanted, limit=2)
            ids = encounter_ids(session, wanted)
            assert len(ids) == encounters_counted(session, wanted) == count
        assert [line.id for line in first] == ids[:2]
        _agree(worked, encounters_listed, wanted, ids)


@pytest.mark.parametrize("ascending", [False, True])
@pytest.mark.parametrize("sort", ["", "date", "contacts", "spots", "workers"])
def test_every_page_of_rounds_is_part_of_the_whole(worked: Store, sort: str, ascending: bool) -> None:
    for text, count in (("", 6), ("banken", 3), ("nergens", 0)):
        wanted = WantedRounds(text=text, sort=sort, ascending=ascending)
        with worked.read() as session:
            ids = round_ids(session, wanted)
            assert len(ids) == rounds_counted(session, wanted) == count
        _agree(worked, rounds_listed, wanted, ids)


def _agree(store: Store, listed: Callable[..., Sequence[Any]], wanted: object, ids: list[Id]) -> None:
    with store.read() as session:
        whole = listed(session, FIRST, wanted, limit=50)
        assert [line.id for line in whole] == ids
        for begin in range(len(ids)):
            part = ids[begin : begin + 2]
            ways = [Start(None, begin), Start(None, len(ids) - begin - len(part), backwards=True)]
            ways += [Start(whole[begin - 1].key)] if begin else []
            ways += [Start(whole[begin + 2].key, backwards=True)] if begin + 2 < len(ids) else []
            for start in ways:
                assert [line.id for line in listed(session, start, wanted, limit=len(part))] == part, start


def test_lists_sort_by_what_their_columns_show(worked: Store) -> None:
    with worked.read() as session:
        rounds = rounds_listed(session, wanted=WantedRounds(sort="spots", ascending=True))
        by_contacts = rounds_listed(session, wanted=WantedRounds(sort="contacts"))
        by_worker = rounds_listed(session, wanted=WantedRounds(sort="workers", ascending=True))
        met = encounters_listed(session, wanted=Wanted(sort="spot", ascending=True))
        told = encounters_listed(session, wanted=Wanted(sort="spot", ascending=True, outside=True))
    assert [line.spots[0] for line in rounds] == ["Bib", "École", "ezel", "ezel", "Zuid", "Zuid"]
    assert [line.contacts for line in by_contacts] == [5, 5, 4, 4, 3, 3]
    assert [line.workers[0] for line in by_worker] == ["Émile"] * 3 + ["Farida"] * 3
    assert list(dict.fromkeys(line.place for line in met)) == ["Bib", "École", "ezel", "Zuid"]
    assert list(dict.fromkeys(line.told for line in told)) == ["Bib", "Dampoort", "École", "ezel", "Zuid"]
