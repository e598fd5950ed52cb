"""The set-based merge against the rule in Python."""

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from outreach_app.domain.clock import Patch
from outreach_app.store import merge
from outreach_app.store.database import Store
from tests.conftest import TEAM
from tests.store.model import ROWS, edits_of, histories, observed, reference, restricted, rows_of


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
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
