"""The set-based merge against the rule in Python."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.clock import MAX_STAMP, Edit, Patch, Rows
from outreach_app.domain.fields import Kind, fields_of
from outreach_app.domain.records import RECORDS, Area
from outreach_app.store import merge
from outreach_app.store.columns import shape_of
from outreach_app.store.conflicts import conflicts
from outreach_app.store.database import Store
from outreach_app.store.errors import BadPatch
from outreach_app.store.packing import pack, unpack
from outreach_app.store.schema import METADATA
from tests.conftest import TEAM
from tests.store.model import (
    ROWS,
    SHAPE,
    colliding,
    edits_of,
    histories,
    observed,
    reference,
    restricted,
    rows_of,
)


class _Undone(Exception):
    pass


@contextmanager
def undone(store: Store) -> Iterator[Session]:
    """A transaction that leaves nothing behind, so that one database serves all examples."""
    try:
        with store.write() as session:
            yield session
            raise _Undone
    except _Undone:
        pass


@given(st.data())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_order_every_batch_gives_what_the_rule_gives(store: Store, data: st.DataObject) -> None:
    history = data.draw(histories())
    erased = data.draw(st.sets(st.sampled_from(ROWS), max_size=1)) if data.draw(st.integers(0, 4)) == 0 else set()
    arriving = data.draw(st.permutations(history + data.draw(st.lists(st.sampled_from(history), max_size=5))))
    received: list[Patch] = []
    with undone(store) as session:
        for row in erased:
            session.connection().exec_driver_sql("INSERT INTO erased VALUES (?)", (row,))
        while arriving:
            size = data.draw(st.integers(1, len(arriving)))
            batch, arriving = arriving[:size], arriving[size:]
            received += batch

            merge.apply(session, rows_of(batch), edits_of(batch), TEAM)

            assert observed(session) == restricted(reference(received, erased))
            assert {(bytes.fromhex(one.row), one.field) for one in conflicts(session)} == colliding(
                received, erased
            )


@given(st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_waited_for_a_newer_program_is_shown_by_it(store: Store, data: st.DataObject) -> None:
    """A column and a table that are unknown at first give what they would have given a program that knew them."""
    history = data.draw(histories())
    later = data.draw(st.lists(st.sampled_from(history), max_size=5))
    wanted = restricted(reference(history))
    with undone(store) as session:
        run = session.connection().exec_driver_sql
        if data.draw(st.booleans()):
            unknown = [_renamed(patch, "supporter", "future") for patch in history]
            merge.apply(session, rows_of(unknown), edits_of(unknown), TEAM)
            run("UPDATE field SET name = 'forgotten' WHERE tbl = 'area' AND name = 'supporter'")
            run("UPDATE field SET name = 'supporter' WHERE tbl = 'area' AND name = 'future'")
        else:
            parked = merge.apply(
                session,
                {"festival": rows_of(history)["area"]},
                [patch._replace(table="festival") for patch in edits_of(history)],
                TEAM,
            )
            assert parked.parked == len(history) and not parked.written
            for row, patch in run("SELECT row, patch FROM parked").all():
                known = pack(unpack(patch)._replace(table="area"))
                run("UPDATE parked SET tbl = 'area', patch = ? WHERE row = ? AND patch = ?", (known, row, patch))

        merge.apply_what_waited(session)

        assert observed(session) == wanted
        merge.apply(session, rows_of(later), edits_of(later), TEAM)
        assert observed(session) == wanted


def test_an_older_programs_create_gets_the_declared_defaults(store: Store) -> None:
    rows = Rows(("name",), [(ROWS[0], 1, 2, "Vlasakker")])
    with undone(store) as session:
        applied = merge.apply(session, {"area": rows}, [], TEAM)
        assert (applied.written, applied.waiting, applied.parked) == ({Area}, 0, 0)
        [area] = session.scalars(select(Area))
        assert (area.name, area.leads, area.parent, area.valid_from) == ("Vlasakker", [], None, None)
        assert (area.team, area.revision, area.stamp, area.author) == (TEAM, 1, 1, 2)


def test_what_waits_and_what_is_parked_is_counted(store: Store) -> None:
    early = Edit("area", ROWS[0], 5, 1, {"name": "x", "future": 3}, ((1, 2),))
    parked = Edit("festival", ROWS[1], 5, 1, {"title": "y"}, ((1, 2),))
    with undone(store) as session:
        for expected in ((2, 1), (0, 1)):  # again: known by now, though parked once more
            applied = merge.apply(session, {}, [early, parked], TEAM)
            assert (applied.waiting, applied.parked) == expected
        assert session.connection().exec_driver_sql("SELECT count(*) FROM parked").scalar() == 1


GOOD = Edit("area", ROWS[0], 9, 1, {"name": "x"}, ((8, 1),))
BAD = [
    GOOD._replace(stamp=MAX_STAMP),
    GOOD._replace(stamp=0, bases=()),
    GOOD._replace(stamp=8),
    GOOD._replace(stamp="9"),  # type: ignore[arg-type]
    GOOD._replace(author=-1),
    GOOD._replace(author=1 << 63),
    GOOD._replace(row=b"short"),
    GOOD._replace(bases=((0, 1),)),
    GOOD._replace(table="festival", stamp=MAX_STAMP),
    *(
        GOOD._replace(values=values)
        for values in (
            {"name": None},
            {"name": 5},
            {"deleted": 2},
            {"deleted": 1.0},
            {"parent": "not an id"},
            {"parent": b"short"},
            {"leads": "[1]"},
            {"leads": '["a", "b"]'},
            {"leads": '["a","a"]'},
            {"leads": "{}"},
            {"leads": "[" * 5000},
            {"valid_from": "2026-02-30"},
            {"valid_from": None},
            {"future": 1 << 64},
            {"future": ["a list"]},
        )
    ),
    Edit("round", ROWS[0], 9, 1, {"date": ""}),
    Edit("encounter", ROWS[0], 9, 1, {"age_counts": '{"u12":"many"}'}),
    Edit("spot", ROWS[0], 9, 1, {"latitude": float("nan")}),
]


@pytest.mark.parametrize("bad", BAD)
def test_one_bad_patch_keeps_out_its_whole_batch(store: Store, bad: Edit) -> None:
    with undone(store) as session:
        before = session.connection().exec_driver_sql("SELECT total_changes()").scalar()
        with pytest.raises(BadPatch):
            merge.apply(session, {}, [GOOD, bad], TEAM)
        assert session.connection().exec_driver_sql("SELECT total_changes()").scalar() == before


@pytest.mark.parametrize(
    "rows",
    [
        Rows(SHAPE.columns, [(ROWS[0], 1, 1, "too few")]),
        Rows(("name", "name"), [(ROWS[0], 1, 1, "x", "y")]),
        Rows(("level",), [(ROWS[0], 1, 1, "name is missing")]),
        Rows(("name",), [(ROWS[0], 1, 1, "fine"), (ROWS[1], 1, 1, None)]),
        Rows(("name",), [(ROWS[0], MAX_STAMP, 1, "x")]),
        Rows(("name",), [("a" * 16, 1, 1, "x")]),
    ],
)
def test_bad_creates_are_kept_out(store: Store, rows: Rows) -> None:
    with undone(store) as session, pytest.raises(BadPatch):
        merge.apply(session, {"area": rows}, [], TEAM)


TYPED = {Kind.REFERENCE: b"r" * 16, Kind.DATE: "2026-11-17", Kind.INTEGER: 1}
"""What a field without a default may hold, where that is no text."""


def test_every_kind_can_be_created_by_a_patch(store: Store) -> None:
    """Declared defaults are values that the checks let through."""
    creates = {}
    for record in RECORDS:
        shape = shape_of(record)
        kinds = {field.name: field.kind for field in fields_of(record)}
        values = tuple(
            shape.defaults.get(name, TYPED.get(kinds.get(name, Kind.TEXT), "x")) for name in shape.columns
        )
        creates[shape.table] = Rows(shape.columns, [(b"i" * 16, 1, 1, *values)])
    with undone(store) as session:
        assert merge.apply(session, creates, [], TEAM).written == set(RECORDS)
        for record in RECORDS:
            assert len(session.scalars(select(record)).all()) == 1


def _renamed(patch: Patch, name: str, other: str) -> Patch:
    values = {other if key == name else key: value for key, value in patch.values.items()}
    return patch._replace(values=values)


def test_staging_hides_no_table(store: Store) -> None:
    with undone(store) as session:
        merge.apply(session, rows_of([]), [GOOD], TEAM)
        temporary = set(session.connection().exec_driver_sql("SELECT name FROM sqlite_temp_master").scalars())
    assert temporary and not temporary & METADATA.tables.keys()
