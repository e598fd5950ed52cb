"""Printing writes only where something must be frozen."""

from contextlib import closing
from datetime import date

import pytest

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Need, Round, Signal, Team, Visit
from outreach_app.domain.states import AskCoordinator
from outreach_app.notes.printing import NoSuchForm, Printed, form_of, print_note
from outreach_app.store import quarters
from outreach_app.store.database import Store
from outreach_app.store.errors import ReadOnly
from tests.conftest import KEY, FakeClock

TODAY, MAY = date(2026, 3, 27), date(2026, 5, 4)
WORKER, COORDINATOR = Actor(Id("a" * 32), False), Actor(Id("c" * 32), True)


def contacts(printed: Printed) -> int:
    assert printed.figures is not None
    found: int = printed.figures["about"]["contacts"]
    return found


def test_a_note_is_written_into_only_by_a_coordinator_and_only_when_its_figures_changed(
    store: Store, clock: FakeClock
) -> None:
    area, need = Area(name="Vlasakker"), Need(title="Geen plek om te zitten")
    signal, outing = Signal(title="Geen plek", needs=[need.id]), Round(date=date(2025, 11, 3))
    visit = Visit(round=outing.id, area=area.id)
    met = [Encounter(visit=visit.id, group_size=4, needs=[need.id]) for _ in range(4)]
    with store.write() as session:
        session.add_all([Team(name="JOW"), area, need, signal, outing, visit, *met])
    with store.write() as session:
        quarters.close(session, "2025-Q4", COORDINATOR, TODAY)
    writes: list[object] = []
    store.listen(writes.append)

    def printed(actor: Actor, at: Store = store, today: date = TODAY) -> Printed:
        return print_note(at, actor, today, signal.id, "nota")

    with pytest.raises(AskCoordinator):
        printed(WORKER)
    with closing(Store(store.path, KEY, clock=clock, readonly=True)) as reading:
        with pytest.raises(ReadOnly):
            printed(COORDINATOR, reading)
        assert contacts(printed(COORDINATOR)) == 15 and len(writes) == 1
        assert contacts(printed(COORDINATOR)) == contacts(printed(WORKER)) == 15 and len(writes) == 1
        clock.tick()
        later = Round(date=date(2026, 2, 3))
        again = Visit(round=later.id, area=area.id)
        with store.write() as session:
            session.add(Encounter(visit=visit.id, group_size=9, needs=[need.id]))  # too late for what is closed
            session.add_all(
                [later, again, *(Encounter(visit=again.id, group_size=4, needs=[need.id]) for _ in range(4))]
            )
        clock.tick()
        assert contacts(printed(COORDINATOR, reading)) == contacts(printed(COORDINATOR)) == 15
        with store.write() as session:
            quarters.close(session, "2026-Q1", COORDINATOR, MAY)
        clock.tick()
        assert contacts(printed(COORDINATOR, today=MAY)) == 30 and contacts(printed(COORDINATOR, reading)) == 30


def test_a_note_is_a_pdf_or_a_text_for_a_word_processor_and_nothing_else() -> None:
    assert (form_of("nota.PDF"), form_of("nota.docx")) == ("pdf", "docx")
    for name in ("nota.txt", "nota"):
        with pytest.raises(NoSuchForm):
            form_of(name)
