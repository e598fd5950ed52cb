"""What was written apart is settled record by record, by one edit, on every laptop."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Encounter, Need, Term, Visit
from outreach_app.store.collisions import Collision, WrittenMeanwhile, collisions, resolve, resolve_again
from outreach_app.store.database import Store
from outreach_app.store.differences import MERGED, NoSuchVersion, NothingToUnite, throughout
from outreach_app.store.integrity import digest
from outreach_app.store.refusals import CoordinatorsOnly
from tests.conftest import FakeClock, MakeStore
from tests.store.teamwork import NAMES, edit, exchange, saved, value


def waiting(store: Store, id: Id | None = None) -> list[Collision]:
    with store.read() as session:
        return collisions(session, NAMES, id)


def settle(store: Store, seen: Collision, taken: Mapping[str, str]) -> None:
    with store.write() as session:
        resolve(session, seen, taken, Actor(Id(""), coordinator=True))


@pytest.fixture
def team(make_store: MakeStore) -> list[Store]:
    """Noor, Sam and Lien, each with a clock of their own."""
    return [make_store(author, clock=FakeClock()) for author in NAMES]


FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(("banken", "licht", "een plek om te zitten")),
    "domains": st.lists(st.sampled_from(("work", "home", "housing")), max_size=2, unique=True),
    "description": st.sampled_from(("", "Er is geen bank te zien.", "Het is er altijd donker.")),
    "deleted": st.booleans(),
}
EDITS = st.fixed_dictionaries({}, optional=FIELDS)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_choices_made_at_once_on_several_laptops_converge(team: list[Store], data: st.DataObject) -> None:
    id = saved(team[0], Need(title="plek"))
    exchange(*team)
    for store in team:
        edit(store, Need, id, **data.draw(EDITS))
        store.clock.tick(data.draw(st.integers(-5, 5)))  # type: ignore[attr-defined]
    exchange(*team)

    seen = [waiting(store, id) for store in team]
    assert told(seen[0]) == told(seen[1]) == told(seen[2])
    chosen: dict[str, list[Any]] = {}
    for store in data.draw(st.sets(st.sampled_from(team))) if seen[0] else ():
        [found] = waiting(store, id)
        taken = {one.name: data.draw(st.sampled_from(one.letters)) for one in found.differences}
        settle(store, found, taken)
        assert waiting(store, id) == [] or value(store, Need, id, "deleted") != found.in_bin
        for one in found.differences:
            chosen.setdefault(one.name, []).append(one.value(taken[one.name]))
    exchange(*team)

    left = [waiting(store, id) for store in team]
    assert told(left[0]) == told(left[1]) == told(left[2])
    if chosen and not any(value(team[0], Need, id, "deleted") != one.in_bin for one in seen[0]):
        again = {one.name for found in left[0] for one in found.differences}
        assert again == {name for name, values in chosen.items() if any(one != values[0] for one in values)}
    while open_ := waiting(team[1], id):
        settle(team[1], open_[0], throughout(open_[0].differences, open_[0].differences[0].letters[0]))
    exchange(*team)
    assert not any(waiting(store, id) for store in team)
    digests = set()
    for store in team:
        with store.read() as session:
            digests.add(digest(session))
    assert len(digests) == 1


def told(found: Sequence[Collision]) -> list[Any]:
    """What everybody reads the same."""
    return [
        (one.title, one.in_bin, [(each.name, each.versions, each.united) for each in one.differences])
        for one in found
    ]


def test_all_fields_of_a_record_stand_together_with_the_letters_of_their_writers(team: list[Store]) -> None:
    noor, sam, lien = team
    id = saved(noor, Need(title="plek", scope="spot", kind="space"))
    exchange(*team)
    edit(noor, Need, id, title="banken", domains=["work"], description="Er is geen bank te zien.")
    for store in (sam, lien):
        store.clock.tick(60_000)  # type: ignore[attr-defined]
    edit(sam, Need, id, title="zitbanken", domains=["home", "work"])
    edit(lien, Need, id, description="Het is er altijd donker.")
    exchange(*team)

    [found] = waiting(noor, id)

    assert [one.name for one in found.differences] == ["title", "domains", "description"]
    title, domains, description = found.differences
    letter = {version.author: version.letter for one in found.differences for version in one.versions}
    assert sorted(letter.values()) == ["A", "B", "C"] and letter["Noor"] == "C"
    assert [version.text for version in title.versions] == ["zitbanken", "banken"]
    assert title.united is None and title.suggested == letter["Sam"]
    assert domains.united == ["work", "home"] and domains.suggested == MERGED
    assert description.united == "Er is geen bank te zien.\nHet is er altijd donker."
    assert ("Scope", "Spot") in found.alike and not {"Title", "Causes"} & {label for label, _text in found.alike}
    # Where someone wrote nothing, what stands stays.
    assert throughout(found.differences, letter["Lien"]) == {
        "title": letter["Sam"],
        "domains": letter["Sam"],
        "description": letter["Lien"],
    }
    settle(lien, waiting(lien)[0], throughout(found.differences, MERGED))
    exchange(*team)
    assert not any(map(waiting, team))
    assert {value(store, Need, id, "title") for store in team} == {"zitbanken"}
    assert value(noor, Need, id, "domains") == ["work", "home"]


def test_what_was_deleted_while_it_was_edited_comes_back_with_the_edits_or_stays(team: list[Store]) -> None:
    noor, sam, lien = team
    for answer, left in ((False, "zitbanken"), (True, "zitbanken")):
        id = saved(noor, Need(title="plek"))
        exchange(*team)
        edit(noor, Need, id, deleted=True)
        edit(sam, Need, id, title="zitbanken")
        edit(lien, Need, id, description="Er is geen bank te zien.")
        exchange(*team)

        [found] = waiting(lien, id)
        [difference] = found.differences
        by_value = {version.value: version for version in difference.versions}
        assert found.in_bin and difference.versions[0].value is True
        assert by_value[True].author == "Noor" and set(by_value[False].author.split(", ")) == {"Sam", "Lien"}
        assert {"Title: zitbanken", "Description: Er is geen bank te zien."} <= set(
            by_value[False].text.split("\n")
        )

        settle(lien, found, {"deleted": by_value[answer].letter})
        exchange(*team)
        assert not any(waiting(store, id) for store in team)
        assert [value(store, Need, id, "deleted") for store in team] == [answer] * 3
        assert value(noor, Need, id, "title") == left


def test_one_field_may_be_settled_and_the_others_later(team: list[Store]) -> None:
    noor, sam, _lien = team
    id = collide(noor, sam, title=("banken", "licht"), scope=("spot", "municipality"))
    [seen] = waiting(noor, id)

    settle(noor, seen, {"scope": seen.differences[1].letters[-1]})

    assert [one.name for one in waiting(noor, id)[0].differences] == ["title"]


def collide(noor: Store, sam: Store, **values: tuple[Any, Any]) -> Id:
    id = saved(noor, Need(title="plek"))
    exchange(noor, sam)
    edit(noor, Need, id, **{name: ours for name, (ours, _theirs) in values.items()})
    edit(sam, Need, id, **{name: theirs for name, (_ours, theirs) in values.items()})
    exchange(noor, sam)
    return id


def test_what_came_after_the_look_is_not_decided_by_it(team: list[Store]) -> None:
    noor, sam, _lien = team
    id = collide(noor, sam, title=("banken", "licht"))
    [seen] = waiting(noor, id)
    edit(sam, Need, id, title="schuilplek")
    exchange(noor, sam)

    with pytest.raises(WrittenMeanwhile):
        settle(noor, seen, {"title": "A"})
    assert value(noor, Need, id, "title") == "schuilplek"


def test_a_choice_can_be_made_again_until_someone_writes(team: list[Store]) -> None:
    noor, sam, _lien = team
    id = collide(noor, sam, title=("banken", "licht"))
    [seen] = waiting(noor, id)
    said = {version.value: version.letter for version in seen.differences[0].versions}
    with noor.write() as session:
        settled = resolve(session, seen, {"title": said["licht"]})
    with noor.write() as session:
        settled = resolve_again(session, settled, {"title": said["banken"]})
    exchange(noor, sam)
    assert value(sam, Need, id, "title") == "banken" and not waiting(sam)

    edit(sam, Need, id, title="schuilplek")
    exchange(noor, sam)
    with pytest.raises(WrittenMeanwhile), noor.write() as session:
        resolve_again(session, settled, {"title": said["licht"]})


def test_what_cannot_be_taken_is_refused_by_name(team: list[Store]) -> None:
    noor, sam, _lien = team
    id = collide(noor, sam, title=("banken", "licht"))
    [seen] = waiting(noor, id)

    with pytest.raises(NoSuchVersion, match="F"):
        throughout(seen.differences, "F")
    with pytest.raises(NothingToUnite):
        throughout(seen.differences, MERGED)
    assert waiting(noor, id)


def test_nobody_is_asked_where_nobody_would_miss_the_other(team: list[Store]) -> None:
    noor, sam, _lien = team
    id = saved(noor, Visit(round=Id("22" * 16)))
    exchange(*team)
    edit(noor, Visit, id, position=1, start="19:00")
    edit(sam, Visit, id, position=2, start="19:00")
    exchange(*team)

    assert not any(map(waiting, team))
    assert len({value(store, Visit, id, "position") for store in team}) == 1


def test_values_that_do_not_fit_each_other_are_made_to_fit(team: list[Store]) -> None:
    noor, sam, _lien = team
    id = saved(noor, Encounter(visit=Id("33" * 16), group_size=2))
    exchange(*team)
    edit(noor, Encounter, id, group_size=6, age_counts={"15_17": 6})
    edit(sam, Encounter, id, group_size=3, age_counts={"12_14": 3})
    exchange(*team)
    [seen] = waiting(noor, id)
    size, ages = seen.differences
    few = next(version.letter for version in size.versions if version.value == 3)
    many = next(version.letter for version in ages.versions if version.value == {"15_17": 6})
    assert ages.united is None

    settle(noor, seen, {"group_size": few, "age_counts": many})

    assert value(noor, Encounter, id, "group_size") == 6


def test_who_may_not_edit_a_record_may_not_settle_it(team: list[Store]) -> None:
    noor, sam, _lien = team
    id = saved(noor, Term(vocabulary="domain", code="animals"))
    exchange(*team)
    edit(noor, Term, id, nl="Dieren")
    edit(sam, Term, id, nl="Huisdieren")
    exchange(*team)
    [seen] = waiting(noor, id)

    with noor.write() as session, pytest.raises(CoordinatorsOnly):
        resolve(session, seen, {"nl": "A"}, Actor(Id(""), coordinator=False))
