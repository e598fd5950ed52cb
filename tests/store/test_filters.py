"""Lists narrowed: SQL finds what the description says, in whatever is chosen."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_app.domain.fields import Id, field_of
from outreach_app.domain.filters import EMPTY, FILLED, Condition, Filter, View, by_name, from_json, meets, to_json
from outreach_app.domain.records import Area, Need, Spot
from outreach_app.store.database import Store
from outreach_app.store.filters import forget_view, keep_view, offers, views, words_of
from outreach_app.store.listing import Query, page
from tests.conftest import MakeStore

DAYS = [None, date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 15)]
VALUES: dict[str, list[str]] = {
    "kind": ["missing", "space", EMPTY, FILLED, "unheard"],
    "domains": ["leisure", "work", EMPTY, FILLED],
    "confirmed_on": ["2026-02-01/2026-03-31", "2026-01-31/2026-01-31", EMPTY, FILLED, "no period"],
    "description": [EMPTY, FILLED],
    "gone": ["anything"],
}
CONDITIONS = st.lists(
    st.sampled_from([Condition(name, value) for name, values in VALUES.items() for value in values]),
    max_size=5,
    unique=True,
).map(tuple)
NEEDS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(
        dict,
        kind=st.sampled_from(["", "missing", "space"]),
        domains=st.lists(st.sampled_from(["leisure", "work"]), unique=True),
        confirmed_on=st.sampled_from(DAYS),
        description=st.sampled_from(["", "banken"]),
    ),
    max_size=6,
)


def agrees(values: dict[str, Any], conditions: Filter) -> bool:
    """The same in plain Python."""
    for name, asked in by_name(conditions).items():
        described = field_of(Need, name)
        if described is not None and not meets(
            described, values[name], [one for one in asked if one != "no period"]
        ):
            return False
    return True


@given(NEEDS, CONDITIONS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sql_finds_what_the_description_says(
    make_store: MakeStore, needs: list[dict[str, Any]], conditions: Filter
) -> None:
    store = make_store()
    with store.write() as session:
        session.add_all(Need(title=str(n), **values) for n, values in enumerate(needs))

    with store.read() as session:
        found = {record.caption for record in page(session, Query(Need, conditions=conditions)).records}

    assert found == {str(n) for n, values in enumerate(needs) if agrees(values, conditions)}


def test_what_is_offered_and_chosen_has_words(store: Store) -> None:
    with store.write() as session:
        area = Area(name="Vlasakker")
        session.add(area)
        session.flush()
        session.add_all([Spot(name="Plein", area=area.id), Spot(name="Bib", sensitive=True)])
    with store.read() as session:
        offered = offers(session, Spot)
        chosen = (
            Condition("area", area.id),
            Condition("kind", EMPTY),
            Condition("sensitive", "1"),
            Condition("area", Id("ff" * 16)),
        )

        assert (area.id, "Vlasakker") in next(offer for offer in offered if offer.name == "area").choices
        assert words_of(offered, chosen) == [
            "Vlasakker",
            "Kind of spot: not filled in",
            "Sensitive spot: yes",
            "?",
        ]
        found = page(session, Query(Spot, conditions=chosen[:1])).records
    assert [spot.caption for spot in found] == ["Plein"]


def test_views_are_kept_by_name_and_forgotten(store: Store) -> None:
    first = View("Mijn plekken", "bank", (Condition("kind", "park"),), "name", True)
    with store.write() as session:
        keep_view(session, "spots", View("zonder gebied", conditions=(Condition("area", EMPTY),)))
        keep_view(session, "spots", View("Mijn plekken", "oud"))
        keep_view(session, "spots", first)
        keep_view(session, "needs", View("Noden"))
    with store.write() as session:
        assert views(session, "spots")[0] == first
        assert [view.name for view in views(session, "spots")] == ["Mijn plekken", "zonder gebied"]
        forget_view(session, "spots", "Mijn plekken")
        assert [view.name for view in views(session, "spots")] == ["zonder gebied"]
        assert [view.name for view in views(session, "needs")] == ["Noden"]


@pytest.mark.parametrize("kept", [None, "x", [["a"]], [["a", 1]], [1], [["a", "b", "c"]]])
def test_what_cannot_be_read_narrows_nothing(kept: Any) -> None:
    assert from_json(kept) == ()
    assert from_json(to_json((Condition("a", "b"),))) == (Condition("a", "b"),)
