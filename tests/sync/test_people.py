"""Founding, asking, admitting: who gets in, and what is said to who does not."""

import errno

import pytest

from outreach_app.sync import people
from outreach_app.sync.errors import (
    AlreadyMember,
    BadFingerprint,
    CoordinatorsOnly,
    FingerprintDiffers,
    FolderUnwritable,
    NameMissing,
    NoSuchMember,
    NoSuchRequest,
    NoTeamInFolder,
    SeveralTeams,
    TeamAlready,
    TeamInFolder,
    UnknownRole,
    WrongTeam,
)
from tests.sync.conftest import FaultyFolder, Laptop, MakeLaptop


def test_a_newcomer_is_named_to_coordinators_until_admitted(
    noor: Laptop, sam: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    lien = make_laptop()
    people.ask(lien.store, " Lien ", folder, None)
    lien.clock.tick(60_000)

    [request] = people.requests(noor.circle, folder)
    people.admit(noor.store, folder, request.fingerprint.replace("-", " "), "worker")

    assert (request.fingerprint, request.name) == (lien.fingerprint, "Lien")
    assert request.asked_at.startswith("2026-11-")
    assert [one.name for one in people.requests(sam.circle, folder)] == []
    assert people.requests(noor.circle, folder) == []
    assert b"Lien" not in b"".join(folder.files.values())


def test_members_have_names_roles_and_a_day_on_which_they_were_heard(
    noor: Laptop, sam: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    lien = make_laptop()
    people.ask(lien.store, "Lien", folder, None)
    people.admit(noor.store, folder, lien.fingerprint, "worker")

    circle = noor.circle
    with noor.store.read() as session:
        seen = {one.name: (one.role, one.own, bool(one.last_seen)) for one in people.members(session, circle)}

    assert seen == {
        "Noor": ("coordinator", True, True),
        "Sam": ("worker", False, True),
        "Lien": ("worker", False, False),
    }


def test_a_second_coordinator_admits_too(
    noor: Laptop, sam: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    lien = make_laptop()
    people.ask(lien.store, "Lien", folder, None)
    people.admit(noor.store, folder, sam.fingerprint, "coordinator")
    sam.sync(folder)
    nameless = people.requests(sam.circle, folder)
    lien.sync(folder)
    named = people.requests(sam.circle, folder)
    people.admit(sam.store, folder, lien.fingerprint, "worker")
    lien.sync(folder)

    assert ([one.name for one in nameless], [one.name for one in named]) == ([""], ["Lien"])
    assert sam.circle.role == "coordinator" and lien.circle.admitted
    assert not lien.circle.requests


def test_an_answer_that_cannot_be_put_there_now_is_put_there_by_the_next_sync(
    noor: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    lien = make_laptop()
    people.ask(lien.store, "Lien", folder, None)
    folder.refuse = OSError(errno.ENOSPC, "full")
    people.admit(noor.store, folder, lien.fingerprint, "worker")
    folder.refuse = None

    lien.sync(folder)
    early = lien.circle.admitted
    noor.sync(folder)
    lien.sync(folder)

    assert (early, lien.circle.admitted) == (False, True)


def test_who_may_not_admit_and_whom(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    nobody = "12345" * 5

    with pytest.raises(CoordinatorsOnly):
        people.admit(sam.store, folder, nobody, "worker")
    with pytest.raises(NoSuchRequest):
        people.admit(noor.store, folder, nobody, "worker")
    with pytest.raises(BadFingerprint):
        people.admit(noor.store, folder, "1234", "worker")
    with pytest.raises(UnknownRole):
        people.admit(noor.store, folder, nobody, "boss")
    for role in ("worker", "coordinator"):
        with pytest.raises(AlreadyMember):
            people.admit(noor.store, folder, noor.fingerprint, role)
    with pytest.raises(NoSuchMember):
        people.readers(noor.circle, [nobody])


def test_a_team_is_found_by_its_fingerprint(noor: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder) -> None:
    other, theirs = make_laptop(), FaultyFolder()
    fingerprint = noor.circle.founding.fingerprint
    people.found(other.store, "Molenkouter", "Elke", theirs)

    with pytest.raises(NoTeamInFolder):
        people.team_in(FaultyFolder(), None)
    with pytest.raises(WrongTeam):
        people.team_in(theirs, fingerprint)
    assert people.team_in(folder, fingerprint).team == people.team_in(folder, None).team == noor.circle.team
    folder.files |= theirs.files
    with pytest.raises(SeveralTeams):
        people.team_in(folder, None)
    assert people.team_in(folder, fingerprint.replace("-", "")).team == noor.circle.team


def test_the_teams_fingerprint_is_confirmed_once_compared(
    noor: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    lien = make_laptop()
    circle, told = people.ask(lien.store, "Lien", folder, None), noor.circle.founding.fingerprint

    with lien.store.write() as session:
        before = people.is_confirmed(session)
        with pytest.raises(FingerprintDiffers):
            people.confirm(session, circle, "0" * 25)
        people.confirm(session, circle, told)
        after = people.is_confirmed(session)

    assert (before, after) == (False, True)


def test_what_is_refused_leaves_nothing_behind(
    noor: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    newcomer, files = make_laptop(), dict(folder.files)
    empty = FaultyFolder()
    empty.refuse = PermissionError(errno.EACCES, "no")

    with pytest.raises(TeamInFolder):
        people.found(newcomer.store, "Molenkouter", "Elke", folder)
    with pytest.raises(FolderUnwritable):
        people.found(newcomer.store, "Molenkouter", "Elke", empty)
    with pytest.raises(NameMissing):
        people.found(newcomer.store, " ", "Elke", None)
    with pytest.raises(NameMissing):
        people.ask(newcomer.store, "", folder, None)
    with pytest.raises(TeamAlready):
        people.ask(noor.store, "Noor", folder, None)
    people.found(newcomer.store, "Molenkouter", "Elke", None)

    assert folder.files == files and empty.files == {}


def test_moving_to_another_folder_takes_the_work_along(noor: Laptop, folder: FaultyFolder) -> None:
    noor.write("geen banken")
    noor.sync(folder)
    elsewhere = FaultyFolder()
    people.use_folder(noor.store, noor.circle, elsewhere)

    noor.sync(elsewhere)

    assert set(elsewhere.segments) == set(folder.of(noor))
    assert noor.sync(elsewhere).details == []
