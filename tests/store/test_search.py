"""The search box: best first, current, and deaf to query syntax."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_app.domain.actor import Actor
from outreach_app.domain.clock import Rows
from outreach_app.domain.fields import Day, TextList, new_id
from outreach_app.domain.records import RECORDS, Area, Need, Organisation, Record
from outreach_app.store import merge, search_index
from outreach_app.store.columns import shape_of
from outreach_app.store.database import Store
from outreach_app.store.search import Hit, search
from tests.conftest import TEAM


def found(store: Store, text: str, **options: object) -> list[Hit]:
    with store.read() as session:
        return search(session, text, **options)  # type: ignore[arg-type]


def titles(store: Store, text: str) -> list[str]:
    return [hit.title for hit in found(store, text)]


def save(store: Store, *records: Record) -> None:
    with store.write() as session:
        session.add_all(records)


def test_the_best_comes_first_whatever_its_kind(store: Store) -> None:
    save(
        store,
        Organisation(name="Jeugdhuis", remarks="Naast de sporthal, zegt men, en niet ver van de kerk"),
        Need(title="Sporthal te vroeg dicht", description="De sporthal sluit om acht uur"),
        Area(name="Vlasakker"),
    )
    assert titles(store, "sporthal") == ["Sporthal te vroeg dicht", "Jeugdhuis"]
    assert titles(store, "naast sport") == ["Jeugdhuis"]
    assert titles(store, "port") == []
    assert [hit.record for hit in found(store, "sporthal", kinds=[Organisation])] == [Organisation]
    assert len(found(store, "sporthal", limit=1)) == 1


@pytest.mark.parametrize("typed", ["véél", "VEEL", "veel", "vee", "cafe", "CAFÉ", "cafe\u0301", "v"])
def test_accents_and_case_do_not_matter(store: Store, typed: str) -> None:
    save(store, Need(title="Véél volk in het Café"))
    [hit] = found(store, typed)
    assert hit.title == "Véél volk in het Café"


def test_the_snippet_shows_the_match_as_plain_text(store: Store) -> None:
    long = "woorden " * 60
    save(store, Need(title="Dicht", description=f"{long} bij de <b>sporthal</b> & omgeving {long}"))
    [hit] = found(store, "sporth")
    assert "<b>sporthal</b> & omgeving" in hit.snippet
    assert hit.snippet.startswith("… ") and hit.snippet.endswith(" …") and len(hit.snippet) < 160


@pytest.mark.parametrize("record", search_index.searchable())
def test_every_described_text_is_found(store: Store, record: type[Record]) -> None:
    shape, texts = shape_of(record), search_index.texts_of(record)
    values: dict[str, Any] = {
        name: date(2026, 3, 12) if isinstance(shape.types[name].type, Day) else "22" * 16
        for name in shape.columns
        if name not in shape.defaults
    }
    for place, name in enumerate(texts):
        lines = isinstance(shape.types[name].type, TextList)
        values[name] = [f"woord{place}", "meer"] if lines else f"woord{place} meer"
    made = record(**values)
    save(store, made)
    for place in range(len(texts)):
        with store.read() as session:
            hits = search(session, f"woord{place}", kinds=[record], reader=Actor(new_id(), coordinator=True))
        assert [(hit.record, hit.id) for hit in hits] == [(record, made.id)]


def test_the_index_follows_edits_deletions_and_merges(store: Store) -> None:
    need = Need(title="Droge plek")
    save(store, need)
    need.title = "Natte plek"
    save(store, need)
    assert titles(store, "droge") == [] and titles(store, "natte") == ["Natte plek"]
    need.deleted = True
    save(store, need)
    assert titles(store, "natte") == []
    need.deleted = False
    save(store, need)
    assert titles(store, "natte") == ["Natte plek"]

    shape = shape_of(Need)
    values = tuple("Van elders" if name == "title" else shape.defaults[name] for name in shape.columns)
    with store.write() as session:
        merge.apply(session, {"need": Rows(shape.columns, [(b"x" * 16, 1, 2, *values)])}, [], TEAM)
    assert titles(store, "elders") == ["Van elders"]


def test_forgotten_words_leave_the_file(store: Store) -> None:
    need = Need(title="Zwijgplicht")
    save(store, need)
    need.title = "Iets anders"
    save(store, need)
    with store.read() as session:
        blocks = session.connection().exec_driver_sql("SELECT block FROM search_data").scalars().all()
    assert not any(b"wijgplicht" in block for block in blocks) and any(b"anders" in block for block in blocks)


@given(
    st.text(max_size=40) | st.sampled_from(['"', "AND", "NEAR(a b)", "a* OR", "title:x", "-", "(", "{a}:b", "^a"])
)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_words(store: Store, typed: str) -> None:
    found(store, typed)
    found(store, typed * 50)


def test_quotes_find_what_they_surround(store: Store) -> None:
    save(store, Need(title='Het "dak" bij NEAR en de rest'))
    assert len(found(store, '"dak" bij near')) == 1 and len(found(store, "Het AND rest")) == 0


def test_another_index_is_made_when_the_declarations_ask_for_it(store: Store) -> None:
    save(store, Need(title="Droge plek"))
    with store.write() as session:
        connection = session.connection()
        assert search_index.is_current(connection)
        connection.exec_driver_sql("DROP TRIGGER search_need_added")
        assert not search_index.is_current(connection)
    store.migrate()
    save(store, Need(title="Tweede plek"))
    assert titles(store, "plek") and len(found(store, "plek")) == 2
    assert len(RECORDS) < search_index.KINDS
