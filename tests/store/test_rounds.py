from datetime import date
from typing import TypeVar

import pytest
from sqlalchemy import select

from outreach_app.domain.drafts import (
    EncounterDraft,
    NobodyCounted,
    NobodySaid,
    NobodyYetTold,
    NoSpot,
    NoVisit,
    PartGone,
    Pick,
    RoundDraft,
    RoundGone,
    VisitDraft,
    problems,
)
from outreach_app.domain.fields import Id
from outreach_app.domain.paging import Start
from outreach_app.domain.records import Area, Encounter, Need, Record, Round, Spot, Visit, Worker
from outreach_app.store.database import Store
from outreach_app.store.differences import MERGED
from outreach_app.store.drafts import discard_draft, drafts, save_draft
from outreach_app.store.meanwhile import MINE, THEIRS, Answers, FieldsChanged, answered
from outreach_app.store.records import delete
from outreach_app.store.round_lists import entry_choices, rounds_listed
from outreach_app.store.round_search import rounds_matching
from outreach_app.store.rounds import load_round, save_round

DAY = date(2026, 11, 17)
R = TypeVar("R", bound=Record)


@pytest.fixture
def own(store: Store) -> Id:
    """The worker of this vault, with two spots around the corner."""
    with store.write() as session:
        area = Area(name="Vlasakker")
        worker = Worker(name="Noor")
        session.add_all([area, worker])
        session.add(Spot(name="Sporthal", area=area.id))
        session.add(Spot(name="De trap", area=area.id, sensitive=True))
        return worker.id


def everything(store: Store, record: type[R]) -> list[R]:
    with store.read() as session:
        return list(session.scalars(select(record).where(~record.deleted).order_by(record.n)))


def revisions(store: Store) -> dict[Id, int]:
    kinds: tuple[type[Record], ...] = (Round, Visit, Encounter)
    return {record.id: record.revision for kind in kinds for record in everything(store, kind)}


def evening() -> RoundDraft:
    benches = EncounterDraft(
        age_counts={"15_17": 3, "18_20": 2},
        group_size=4,
        domains=["public_space"],
        needs=[Pick("Geen plek om te zitten")],
        local_note=" komt nog terug \n",
    )
    return RoundDraft(
        date=DAY,
        start="19:00",
        end="21:30",
        visits=[
            VisitDraft(spot=Pick("sporthal "), encounters=[benches, EncounterDraft(group_size=1)]),
            VisitDraft(spot=Pick("Skatepark"), area=Pick("Vlasakker"), no_contact=True),
        ],
    )


def saved(store: Store, draft: RoundDraft, own: Id, answers: Answers | None = None) -> Id:
    with store.write() as session:
        return save_round(session, draft, own, DAY, answers).id


def test_a_typed_round_becomes_records_and_empty_spots_count(store: Store, own: Id) -> None:
    saved(store, evening(), own)

    (round,) = everything(store, Round)
    visits = everything(store, Visit)
    encounters = everything(store, Encounter)
    assert (round.date, round.start, round.workers) == (DAY, "19:00", [own])
    assert [(v.position, v.no_contact) for v in visits] == [(0, False), (1, True)]
    assert [e.group_size for e in encounters] == [5, 1], "ages raise the group's size"
    assert encounters[0].local_note == "komt nog terug"
    assert [(s.name, s.area) for s in everything(store, Spot)][2] == ("Skatepark", visits[0].area)
    assert [n.title for n in everything(store, Need)] == ["Geen plek om te zitten"]
    assert len(everything(store, Area)) == 1


def test_a_need_typed_twice_is_one_need(store: Store, own: Id) -> None:
    draft = evening()
    draft.visits[0].encounters[1].needs = [Pick("geen plek  om te zitten")]

    saved(store, draft, own)

    (need,) = everything(store, Need)
    assert [e.needs for e in everything(store, Encounter)] == [[need.id], [need.id]]
    assert need.domains == ["public_space"]


def test_a_sensitive_spot_shares_its_area_alone(store: Store, own: Id) -> None:
    draft = RoundDraft(date=DAY, visits=[VisitDraft(spot=Pick("De trap"), no_contact=True)])

    saved(store, draft, own)

    (visit,) = everything(store, Visit)
    assert visit.spot is None
    assert visit.area is not None
    assert visit.sensitive_spot is not None


def test_correcting_a_round_writes_only_what_was_changed(store: Store, own: Id) -> None:
    id = saved(store, evening(), own)
    with store.read() as session:
        draft = load_round(session, id)
    kept = RoundDraft.from_json(draft.as_json())
    with store.write() as session:  # a colleague's edit comes in meanwhile
        session.scalars(select(Encounter)).all()[0].result = "referred"

    kept.visits[0].encounters[0].mix = "mixed"
    del kept.visits[0].encounters[1]
    kept.visits.append(VisitDraft(spot=Pick("Station"), encounters=[EncounterDraft(group_size=2)]))
    saved(store, kept, own)

    with store.read() as session:
        again = load_round(session, id)
    first = again.visits[0].encounters[0]
    assert (first.result, first.mix, first.heads) == ("referred", "mixed", 5)
    assert [len(visit.encounters) for visit in again.visits] == [1, 0, 1]
    assert [visit.spot.name for visit in again.visits if visit.spot] == ["Sporthal", "Skatepark", "Station"]


def test_saving_unchanged_writes_nothing(store: Store, own: Id) -> None:
    id = saved(store, evening(), own)
    before = {
        record.id: record.revision for kind in (Round, Visit, Encounter) for record in everything(store, kind)
    }
    with store.read() as session:
        draft = load_round(session, id)

    saved(store, draft, own)

    after = {
        record.id: record.revision for kind in (Round, Visit, Encounter) for record in everything(store, kind)
    }
    assert after == before


def test_a_deleted_round_is_not_opened(store: Store, own: Id) -> None:
    id = saved(store, evening(), own)
    with store.write() as session:
        delete(session, Round, id)

    with store.read() as session, pytest.raises(RoundGone):
        load_round(session, id)


def test_what_is_wrong_is_said_with_its_place() -> None:
    draft = RoundDraft(
        date=DAY,
        visits=[
            VisitDraft(),
            VisitDraft(spot=Pick("Station"), encounters=[EncounterDraft()]),
            VisitDraft(spot=Pick("Station"), encounters=[EncounterDraft(group_size=1), EncounterDraft()]),
        ],
    )
    found = [(type(problem), problem.visit, problem.encounter) for problem in problems(draft, DAY)]
    assert found == [(NoSpot, 0, None), (NobodySaid, 0, None), (NobodySaid, 1, 0), (NobodyCounted, 2, 1)]
    assert [type(problem) for problem in problems(RoundDraft(date=DAY), DAY)] == [NoVisit]


def test_nothing_of_a_round_with_a_problem_is_kept(store: Store, own: Id) -> None:
    draft = evening()
    draft.visits.append(VisitDraft(spot=Pick("Nieuw plein")))
    with pytest.raises(NobodySaid):
        saved(store, draft, own)
    assert not everything(store, Round)
    assert len(everything(store, Spot)) == 2


def test_a_draft_outlives_the_window(store: Store) -> None:
    key = Id("ab" * 16)
    with store.write() as session:
        save_draft(session, key, evening(), at=1000)
    draft = evening()
    draft.end = "22:00"
    with store.write() as session:
        save_draft(session, key, draft, at=2000)

    with store.read() as session:
        (kept,) = drafts(session)
    assert (kept.key, kept.saved_at, kept.round) == (key, 2000, draft)
    with store.write() as session:
        discard_draft(session, key)
        assert drafts(session) == []


def test_rounds_are_listed_page_by_page_and_found_by_what_they_were_about(store: Store, own: Id) -> None:
    for day in (3, 10, 17):
        draft = evening()
        draft.date = date(2026, 11, day)
        saved(store, draft, own)
    with store.read() as session:
        first = rounds_listed(session, limit=2)
        rest = rounds_listed(session, Start(first[-1].key), limit=2)
        last = rounds_listed(session, Start(backwards=True), limit=2)
        before = rounds_listed(session, Start(last[0].key, backwards=True))
        found = rounds_matching(session, "VLASAKKER noor")
        by_need = rounds_matching(session, "plek")
        missed = rounds_matching(session, "plek nergens")
    assert [line.date.day for line in first + rest] == [17, 10, 3]
    assert [line.date.day for line in before + last] == [17, 10, 3]
    assert first[0].spots == ("Sporthal", "Skatepark")
    assert (first[0].visits, first[0].encounters, first[0].contacts) == (2, 2, 6)
    assert len(found) == len(by_need) == 3
    assert missed == []


def test_spots_visited_last_are_offered_first(store: Store, own: Id) -> None:
    saved(store, evening(), own)
    with store.read() as session:
        choices = entry_choices(session)
    assert [choice.pick.name for choice in choices.spots] == ["Skatepark", "Sporthal", "De trap"]
    assert [pick.name for pick in choices.workers] == ["Noor"]


def typed_at(store: Store, own: Id, name: str, area: str = "", *, sensitive: bool = False) -> Visit:
    """A round with one visit to a spot that was typed, not picked."""
    before = {visit.id for visit in everything(store, Visit)}
    place = VisitDraft(spot=Pick(name), area=Pick(area) if area else None, sensitive=sensitive, no_contact=True)
    saved(store, RoundDraft(date=DAY, visits=[place]), own)
    (visit,) = [visit for visit in everything(store, Visit) if visit.id not in before]
    return visit


def test_a_typed_spot_is_an_existing_one_only_in_its_area_and_as_public(store: Store, own: Id) -> None:
    first = typed_at(store, own, "Pleintje", "Noord")
    assert typed_at(store, own, "pleintje ", "noord").spot == first.spot
    assert typed_at(store, own, "PLEINTJE").spot == first.spot

    elsewhere = typed_at(store, own, "pleintje", "Zuid")
    assert elsewhere.spot != first.spot and elsewhere.area != first.area

    kept = typed_at(store, own, "pleintje", "Zuid", sensitive=True)
    assert (kept.spot, kept.area) == (None, elsewhere.area)
    assert typed_at(store, own, "Pleintje", "Noord", sensitive=True).sensitive_spot == kept.sensitive_spot
    named = [spot for spot in everything(store, Spot) if spot.name.casefold() == "pleintje"]
    assert [spot.sensitive for spot in named] == [False, False, True]


@pytest.mark.parametrize("area", ["", "Vlasakker"])
def test_a_sensitive_spot_typed_again_without_the_tick_stays_sensitive(store: Store, own: Id, area: str) -> None:
    visit = typed_at(store, own, "de Trap", area)
    assert visit.spot is None and visit.sensitive_spot is not None
    assert len(everything(store, Spot)) == 2


def opened(store: Store, own: Id) -> RoundDraft:
    """The evening, saved and opened for correction; as it comes back from a kept draft."""
    id = saved(store, evening(), own)
    with store.read() as session:
        return RoundDraft.from_json(load_round(session, id).as_json())


def meanwhile(store: Store, record: type[R], at: int, **values: object) -> None:
    """A colleague's edit comes in."""
    with store.write() as session:
        found = session.scalars(select(record).order_by(record.n)).all()[at]
        for name, value in values.items():
            setattr(found, name, value)


def refused(store: Store, draft: RoundDraft, own: Id) -> FieldsChanged:
    with pytest.raises(FieldsChanged) as caught:
        saved(store, draft, own)
    return caught.value


def test_what_a_colleague_wrote_meanwhile_is_never_written_over_unseen(store: Store, own: Id) -> None:
    draft = opened(store, own)
    draft.visits[0].encounters[1].group_size = 6
    draft.visits[0].encounters[1].result = "referred"
    draft.end = "22:00"
    meanwhile(store, Encounter, 1, group_size=9)
    meanwhile(store, Round, 0, end="23:00")

    error = refused(store, draft, own)

    told = [(one.part, one.label, [version.text for version in one.versions]) for one in error.differences]
    assert told == [
        ("", "End", ["22:00", "23:00"]),
        ("Sporthal · Encounter 2", "Group size", ["6", "9"]),
    ]
    assert "Group size (Sporthal · Encounter 2)" in str(error)
    assert everything(store, Encounter)[1].result == "", "nothing is saved yet"

    chosen = list(zip(error.differences, (THEIRS, MINE), strict=True))
    saved(store, draft, own, answered(chosen))
    encounter = everything(store, Encounter)[1]
    assert (encounter.group_size, encounter.result) == (6, "referred")
    assert everything(store, Round)[0].end == "23:00"


def test_an_answer_holds_only_for_what_was_seen(store: Store, own: Id) -> None:
    draft = opened(store, own)
    draft.visits[0].encounters[1].group_size = 6
    meanwhile(store, Encounter, 1, group_size=9)
    answers = answered([(one, MINE) for one in refused(store, draft, own).differences])
    meanwhile(store, Encounter, 1, group_size=12)

    with pytest.raises(FieldsChanged):
        saved(store, draft, own, answers)

    assert everything(store, Encounter)[1].group_size == 12


def test_both_can_be_kept_of_a_list_even_with_one_that_is_made_for_it(store: Store, own: Id) -> None:
    draft = opened(store, own)
    draft.visits[0].encounters[0].needs.append(Pick("Werk"))
    with store.write() as session:
        other = Need(title="Onderdak")
        session.add(other)
        session.flush()
        id = other.id
    before = everything(store, Encounter)[0].needs
    meanwhile(store, Encounter, 0, needs=[*before, id])

    error = refused(store, draft, own)
    saved(store, draft, own, answered([(one, MERGED) for one in error.differences]))

    titles = {need.id: need.title for need in everything(store, Need)}
    assert {titles[id] for id in everything(store, Encounter)[0].needs} == {
        "Geen plek om te zitten",
        "Onderdak",
        "Werk",
    }


def test_where_a_visit_was_is_one_thing(store: Store, own: Id) -> None:
    draft = opened(store, own)
    draft.visits[0].spot, draft.visits[0].area = Pick("De trap"), None
    station = Spot(name="Station")
    with store.write() as session:
        session.add(station)
    meanwhile(store, Visit, 0, spot=station.id, area=None)

    error = refused(store, draft, own)
    (one,) = error.differences
    assert [version.text for version in one.versions] == ["De trap", "Station"]

    saved(store, draft, own, answered([(one, MINE)]))
    visit = everything(store, Visit)[0]
    assert visit.spot is None and visit.sensitive_spot is not None and visit.area is not None


def test_a_note_that_never_travels_is_not_written_over_either(store: Store, own: Id) -> None:
    draft = opened(store, own)
    draft.visits[0].encounters[0].local_note = "komt morgen terug"
    meanwhile(store, Encounter, 0, local_note="is verhuisd naar de stad")
    assert [one.name for one in refused(store, draft, own).differences] == ["local_note"]


def test_the_same_written_twice_is_no_question(store: Store, own: Id) -> None:
    draft = opened(store, own)
    draft.visits[0].encounters[1].group_size = 9
    meanwhile(store, Encounter, 1, group_size=9)
    saved(store, draft, own)


@pytest.mark.parametrize("record", [Encounter, Visit])
def test_a_part_that_is_gone_and_was_not_changed_keeps_nobody_from_saving(
    store: Store, own: Id, record: type[Record]
) -> None:
    draft = opened(store, own)
    meanwhile(store, record, 0, deleted=True)
    draft.end = "22:00"

    saved(store, draft, own)

    assert everything(store, Round)[0].end == "22:00"
    assert len(everything(store, record)) == 1, "it stays deleted"


@pytest.mark.parametrize(("record", "what"), [(Encounter, "Sporthal · Encounter 1"), (Visit, "Sporthal")])
def test_a_part_that_is_gone_and_was_changed_is_named(
    store: Store, own: Id, record: type[Record], what: str
) -> None:
    draft = opened(store, own)
    meanwhile(store, record, 0, deleted=True)
    draft.visits[0].encounters[0].mix = "mixed"

    with pytest.raises(PartGone) as caught:
        saved(store, draft, own)
    assert str(caught.value).startswith(what)

    del draft.visits[0].encounters[0]
    if record is Visit:
        del draft.visits[0]
    saved(store, draft, own)


def test_a_round_that_is_gone_is_said_to_be(store: Store, own: Id) -> None:
    draft = opened(store, own)
    meanwhile(store, Round, 0, deleted=True)
    with pytest.raises(RoundGone):
        saved(store, draft, own)


def test_nobody_there_where_something_was_entered_is_never_saved_over_it(store: Store, own: Id) -> None:
    """A colleague's encounter, a note typed before the tick, words of the quick line."""
    for met in (
        EncounterDraft(local_note="banken kapot"),
        EncounterDraft(group_size=2),
        EncounterDraft(id=Id("ab" * 16)),
    ):
        draft = RoundDraft(date=DAY, visits=[VisitDraft(spot=Pick("Sporthal"), no_contact=True, encounters=[met])])
        with pytest.raises(NobodyYetTold) as caught:
            saved(store, draft, own)
        assert caught.value.visit == 0
    assert everything(store, Round) == []

    draft.visits[0].encounters = [EncounterDraft()]
    saved(store, draft, own)
    assert everything(store, Encounter) == []


def test_what_was_taken_out_is_not_binned_over_what_a_colleague_wrote_there(store: Store, own: Id) -> None:
    draft = opened(store, own)
    del draft.visits[0].encounters[1]
    meanwhile(store, Encounter, 1, group_size=9)

    error = refused(store, draft, own)

    (one,) = error.differences
    assert (one.part, one.name) == ("Sporthal · Encounter 2", "deleted")
    assert str(error).startswith("While you were typing, Sporthal · Encounter 2 was changed too")
    assert [version.text for version in one.versions] == ["Keep it\nGroup size: 9", "Take it out of the round"]
    assert one.suggested == THEIRS
    saved(store, draft, own, answered([(one, THEIRS)]))
    assert [each.group_size for each in everything(store, Encounter)] == [5, 9]

    answers = answered([(one, MINE)])
    meanwhile(store, Encounter, 1, result="referred")
    with pytest.raises(FieldsChanged):  # an answer holds for what was seen
        saved(store, draft, own, answers)
    saved(store, draft, own, answered([(one, MINE) for one in refused(store, draft, own).differences]))
    assert [each.group_size for each in everything(store, Encounter)] == [5]


def test_a_visit_that_was_taken_out_tells_of_everything_written_there_since(store: Store, own: Id) -> None:
    draft = opened(store, own)
    del draft.visits[0]
    (first, _second) = everything(store, Visit)
    with store.write() as session:
        session.add(Encounter(visit=first.id, group_size=4, who="parents"))
    meanwhile(store, Encounter, 0, result="referred")

    (one,) = refused(store, draft, own).differences

    kept = one.versions[0].text
    assert one.part == "Sporthal"
    assert "Encounter 1 · Result: Referred" in kept and "Encounter 3 · Group size: 4" in kept
    assert "Ages" not in kept, "what was seen is not told again"
    saved(store, draft, own, answered([(one, THEIRS)]))
    assert (len(everything(store, Visit)), len(everything(store, Encounter))) == (2, 3)
    saved(store, draft, own, answered([(one, MINE)]))
    assert (len(everything(store, Visit)), len(everything(store, Encounter))) == (1, 0)


def test_what_nobody_wrote_in_is_taken_out_without_a_word(store: Store, own: Id) -> None:
    draft = opened(store, own)
    del draft.visits[0]
    meanwhile(store, Visit, 0, position=5)
    saved(store, draft, own)
    assert (len(everything(store, Visit)), len(everything(store, Encounter))) == (1, 0)
