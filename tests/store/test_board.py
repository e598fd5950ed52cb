"""What the cards of a board show: counted once each, whatever a signal is made of."""

from datetime import date, timedelta

from outreach_app.domain.records import (
    Area,
    Encounter,
    Need,
    Record,
    Round,
    Signal,
    SignalNote,
    Spot,
    Step,
    Visit,
    Worker,
)
from outreach_app.store.board import PERIODS, need_cards, signal_cards
from outreach_app.store.database import Store

TODAY = date(2026, 12, 1)


def keep(store: Store, *records: Record) -> None:
    with store.write() as session:
        session.add_all(records)


def met(store: Store, day: date, spot: Spot, *needs: Need) -> None:
    outing = Round(date=day)
    visit = Visit(round=outing.id, position=0, spot=spot.id, area=spot.area)
    keep(store, outing, visit, Encounter(visit=visit.id, group_size=3, needs=[need.id for need in needs]))


def test_a_card_counts_each_encounter_once_and_tells_what_it_waits_for(store: Store) -> None:
    noor, area = Worker(name="Noor"), Area(name="Vlasakker")
    square, park = Spot(name="Plein", area=area.id), Spot(name="Park", area=area.id)
    seats, shade = (
        Need(title="Zitten", domains=["public_space"]),
        Need(title="Schaduw", domains=["public_space", "leisure"]),
    )
    signal = Signal(title="Banken", state="submitted", needs=[seats.id, shade.id], areas=[area.id], lead=noor.id)
    note = SignalNote(signal=signal.id, addressee="College", date=TODAY - timedelta(41))
    keep(store, noor, area, square, park, seats, shade, signal, note, Step(signal=signal.id, summary="Gesprek"))
    met(store, TODAY, square, seats, shade)
    met(store, TODAY - timedelta(40), park, seats)
    met(store, date(2025, 1, 7), park, shade)

    with store.read() as session:
        (card,) = signal_cards(session, TODAY).cards
        needs = {one.title: one for one in need_cards(session, TODAY).cards}
        none = signal_cards(session, TODAY, set()).cards

    assert (len(card.came.encounters), len(card.came.spots), len(card.came.dates)) == (3, 2, 3)
    assert card.came.lately(TODAY) == [0, 0, 0, 1, 1] and PERIODS == 5
    assert (card.domains, card.areas, card.lead, card.steps) == (
        ("public_space", "leisure"),
        ("Vlasakker",),
        "Noor",
        1,
    )
    assert card.sent is not None and (TODAY - (card.sent.since or TODAY)).days == 41
    assert (len(needs["Zitten"].came.encounters), len(needs["Schaduw"].came.encounters)) == (2, 2)
    assert list(none) == []
