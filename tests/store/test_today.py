"""What Today reads from a real store."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from outreach_app.domain.actor import Actor
from outreach_app.domain.agreements import Promise
from outreach_app.domain.behind import NOT_SAID, Behind
from outreach_app.domain.drafts import Pick, RoundDraft, VisitDraft
from outreach_app.domain.fields import Id, new_id
from outreach_app.domain.recent import Change
from outreach_app.domain.records import (
    Agreement,
    Area,
    Encounter,
    Feedback,
    Need,
    Organisation,
    Record,
    Round,
    Signal,
    SignalNote,
    Spot,
    Visit,
)
from outreach_app.domain.waiting import Carried, Heard
from outreach_app.store.behind import names_in, rounds_behind
from outreach_app.store.database import Store
from outreach_app.store.drafts import save_draft
from outreach_app.store.recent import Recent, recent_figures
from outreach_app.store.signals import move_signal
from outreach_app.store.today import facts_of, last_outing

TODAY = date(2026, 11, 19)
NOOR = Id("22" * 16)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def add(store: Store, *records: Record) -> None:
    with store.write() as session:
        session.add_all(records)


def went(day: date, *sizes: int, spot: Id | None = None, **values: Any) -> Sequence[Record]:
    """A round with one visit, and an encounter of each size."""
    outing = Round(date=day, workers=values.pop("workers", []))
    visit = Visit(round=outing.id, spot=spot, area=values.pop("area", None))
    return [outing, visit, *(Encounter(visit=visit.id, group_size=n, **values) for n in sizes)]


def figures(store: Store, unit: str = "month") -> Recent:
    with store.read() as session:
        return recent_figures(session, unit, TODAY)


def test_a_new_team_has_nothing_to_show(store: Store) -> None:
    found = figures(store)

    assert found.empty
    assert (found.contacts.change, found.per_visit, found.topics, found.met) == (Change(0, 0), None, {}, {})


def test_this_month_is_held_against_the_same_days_of_the_last(store: Store) -> None:
    gone = went(ago(2), 50)
    gone[0].deleted = True
    add(
        store,
        *went(ago(0), 4, 2, spot=new_id()),
        *went(ago(3), spot=new_id()),
        *went(date(2026, 10, 5), 5, spot=new_id()),
        *went(date(2026, 10, 25), 7, spot=new_id()),
        *gone,
    )

    found = figures(store)

    assert (found.contacts.change, found.rounds.change, found.visits.change) == (
        Change(6, 5),
        Change(2, 1),
        Change(2, 1),
    )
    assert (found.spots.change, found.without_contact, found.per_visit) == (Change(2, 1), 1, 3)
    assert found.contacts.bars == (12, 6)


def test_the_trend_holds_each_week_against_the_one_a_year_ago(store: Store) -> None:
    add(store, *went(ago(0), 4), *went(ago(7), 3), *went(ago(14), 2), *went(ago(371), 9))

    trend = figures(store).trend

    assert trend[-2:] == [(date(2026, 11, 2), 2, None), (date(2026, 11, 9), 3, 9)]
    assert len(trend) == 26


def test_the_trend_begins_with_the_very_first_round(store: Store) -> None:
    add(store, *went(ago(7), 3), *went(ago(14), 2))

    assert figures(store).trend == [(date(2026, 11, 2), 2, None), (date(2026, 11, 9), 3, None)]


def test_an_encounter_counts_in_each_of_its_domains_and_in_one_moment(store: Store) -> None:
    add(
        store,
        *went(ago(0), 4, 2, domains=["housing", "work"], daypart="evening"),
        *went(ago(1), 3, domains=["work"], daypart="afternoon"),
        *went(ago(100), 3, domains=["work"], daypart="afternoon"),
    )

    found = figures(store)

    assert list(found.topics.items()) == [("work", Change(3, 1)), ("housing", Change(2, 0))]
    assert found.met == {(3, "evening"): 6, (2, "afternoon"): 3}


def test_the_rounds_behind_a_figure_are_found_again(store: Store) -> None:
    spot = new_id()
    here = went(ago(0), 4, domains=["housing"], daypart="evening", spot=spot)
    alone = went(ago(1))
    earlier = went(ago(40), 4, domains=["housing", "work"], daypart="afternoon")
    add(store, *here, *alone, *earlier)

    def behind(**asked: Any) -> list[Id]:
        with store.read() as session:
            numbers = rounds_behind(session, Behind(**asked))
            return [record[0].id for record in (here, alone, earlier) if record[0].n in numbers]

    assert behind(first=ago(2), last=TODAY) == [here[0].id, alone[0].id]
    assert behind(domain="housing") == [here[0].id, earlier[0].id]
    assert behind(domain="hous") == []
    assert behind(weekday=3, daypart="evening") == [here[0].id]
    assert behind(daypart="evening", domain="work") == []
    assert behind(spot=spot) == [here[0].id]
    assert behind(empty=True) == [alone[0].id]


def test_every_mark_of_the_figures_leads_to_its_rounds(store: Store) -> None:
    town, hood = Area(name="Lindervoorde"), Area(name="Vlasakker")
    hood.parent = town.id
    spot = Spot(name="Sporthal", area=hood.id, kind="sports_ground")
    need, other = Need(title="Geen plek", kind="space"), Need(title="Te duur", kind="cost")
    here = went(ago(0), 4, needs=[need.id], who="youth", age_counts={"12_14": 4}, spot=spot.id, workers=[NOOR])
    there = went(ago(1), 3, needs=[other.id, need.id], area=town.id)
    nowhere = went(ago(2), 2, who="parents", age_counts={"15_17": 1})
    add(store, town, hood, spot, need, other, *here, *there, *nowhere)

    def behind(**asked: Any) -> list[int]:
        with store.read() as session:
            numbers = rounds_behind(session, Behind(**asked))
            return [n for n, record in enumerate((here, there, nowhere)) if record[0].n in numbers]

    assert behind(need=need.id) == [0, 1]
    assert behind(need_kind="cost") == [1] and behind(need_kind="rule") == []
    assert behind(who="youth") == [0] and behind(who=NOT_SAID) == [1]
    assert behind(age="12_14") == [0] and behind(age="unknown") == [1, 2]
    assert behind(area=hood.id) == [0] and behind(area=NOT_SAID) == [2]
    assert behind(areas=(hood.id, town.id)) == [0, 1]
    assert behind(spot_kind="sports_ground") == [0] and behind(spot_kind=NOT_SAID) == [1, 2]
    assert behind(worker=NOOR, area=hood.id, need=need.id) == [0] and behind(worker=NOOR, need=other.id) == []
    line = Behind(need=need.id, areas=(hood.id, town.id), worker=NOOR, age="12_14")
    assert Behind.read(line.target()) == line
    with store.read() as session:
        assert set(names_in(session, line).values()) >= {"Geen plek", "Vlasakker", "Lindervoorde"}


def test_facts_are_of_this_worker_and_of_what_is_open(store: Store) -> None:
    need, known = Need(title="Geen bankje"), Need(title="Licht", state="recurring")
    add(store, need, known)
    add(
        store,
        *went(ago(0), 4, 2, needs=[need.id, known.id], workers=[NOOR]),
        *went(ago(10), 4, needs=[need.id], workers=[new_id()]),
    )
    with store.write() as session:
        draft = RoundDraft(date=ago(1), visits=[VisitDraft(spot=Pick("Sporthal"))])
        save_draft(session, new_id(), draft, 0)

    with store.read() as session:
        found = facts_of(session, Actor(NOOR, False), TODAY, 20)

    assert found.own_rounds == [TODAY]
    assert [(one.date, one.spots) for one in found.drafts] == [(ago(1), ("Sporthal",))]
    assert found.needs == [Heard(need.id, "Geen bankje", 3, 2, ago(10))]


def test_a_decided_signal_waits_since_its_session_until_young_people_heard(store: Store) -> None:
    actor = Actor(NOOR, coordinator=True)
    sent, decided = Signal(title="Banken", state="submitted"), Signal(title="Licht", state="scheduled")
    note = SignalNote(signal=decided.id, addressee="college", date=ago(60), session_date=ago(20))
    add(store, sent, decided, SignalNote(signal=sent.id, addressee="OCMW-raad", date=ago(41)), note)
    with store.write() as session:
        move_signal(session, decided.id, "decided", actor, TODAY, outcome="accepted")

    def carried() -> list[Carried]:
        with store.read() as session:
            return list(facts_of(session, Actor(NOOR, True), TODAY, 20).signals)

    before = carried()
    add(store, Feedback(signal=decided.id, date=TODAY, message="Gezegd op de plek"))

    assert before == [
        Carried(sent.id, "Banken", "submitted", ago(41), "OCMW-raad"),
        Carried(decided.id, "Licht", "decided", ago(20), "college", ago(20)),
    ]
    assert [one.youth_told for one in carried()] == [False, True]


def test_agreements_that_someone_has_to_keep_are_told_with_whom(store: Store) -> None:
    parks, gone, signal = (
        Organisation(name="Groendienst"),
        Organisation(name="Weg", deleted=True),
        Signal(title="Licht"),
    )
    late = Agreement(text="Banken", organisation=parks.id, signal=signal.id, due=ago(3))
    someday, soon = (
        Agreement(text="Ooit", organisation=gone.id),
        Agreement(text="Snoeien", state="busy", due=ago(-2)),
    )
    kept = [Agreement(text="Gedaan", state=state, due=ago(3)) for state in ("done", "lapsed")]
    add(store, parks, gone, signal, someday, soon, late, *kept, Agreement(text="Weg", due=ago(3), deleted=True))

    with store.read() as session:
        found = facts_of(session, Actor(NOOR, False), TODAY, 20).agreements

    assert found == [
        Promise(late.id, "Banken", "open", ago(3), "Groendienst", "Licht"),
        Promise(soon.id, "Snoeien", "busy", ago(-2)),
        Promise(someday.id, "Ooit", "open", None),
    ]


def test_where_the_team_was_last(store: Store) -> None:
    spot = Spot(name="Sporthal")
    add(store, spot, *went(ago(1), 3, spot=spot.id), *went(ago(1), 3, spot=new_id()), *went(ago(9), 1))

    with store.read() as session:
        outing = last_outing(session, TODAY)

    assert outing is not None
    assert (outing.date, outing.spots) == (ago(1), 2)
