"""A copy upward: nothing local in it, refused where something is typed into it again, and the original goes on."""

import pytest

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Need, Quote, Signal, Spot, Team, Worker
from outreach_app.store.copying_up import NothingToSay, NotUpward, StillLocal, copy_up, preview
from outreach_app.store.database import Store


@pytest.fixture
def signal(store: Store) -> Id:
    with store.write() as session:
        area, need, noor = Area(name="Vlasakker"), Need(title="Zitten"), Worker(name="Noor")
        made = Signal(
            title="Geen plek in de Vlasakker",
            problem="Aan de geheime brug en op het plein van Lindervoorde is niets.",
            causes="Weggehaald.",
            support="De groendienst van Lindervoorde",
            track="align",
            state="submitted",
            needs=[need.id],
            areas=[area.id],
            lead=noor.id,
            checks=["neutral"],
        )
        session.add_all([area, need, noor, made, Spot(name="geheime brug", sensitive=True)])
        session.add_all([Team(name="JOW", municipality="Lindervoorde"), Quote(text="Wij staan.", signal=made.id)])
        return made.id


def test_a_copy_says_what_is_wrong_and_not_where_and_the_original_goes_on(store: Store, signal: Id) -> None:
    with store.read() as session:
        shown = preview(session, signal)
    assert shown.texts["title"].taken_out == ("Vlasakker",)
    assert set(shown.texts["problem"].taken_out) == {"geheime brug", "Lindervoorde"}

    with store.write() as session:
        made = copy_up(session, signal, "region", {"title": "Nergens om te zitten"})
        original = session.query(Signal).filter(Signal.id == signal).one()

        assert (made.state, made.level, made.track, made.copied_from) == ("draft", "region", "align", signal)
        assert (made.title, made.causes) == ("Nergens om te zitten", "Weggehaald.")
        assert not any(word in made.problem for word in ("brug", "Lindervoorde", "Vlasakker"))
        assert not (made.needs or made.areas or made.support or made.lead or made.checks)
        assert (original.state, original.title) == ("submitted", "Geen plek in de Vlasakker")


def test_what_is_local_cannot_be_typed_into_it_again(store: Store, signal: Id) -> None:
    with store.write() as session:
        for error, level, given in (
            (StillLocal, "region", {"title": "Zitten in de vlasakker"}),
            (NothingToSay, "region", {"title": " "}),
            (NotUpward, "local", {}),
        ):
            with pytest.raises(error):
                copy_up(session, signal, level, given)
        assert session.query(Signal).count() == 1
