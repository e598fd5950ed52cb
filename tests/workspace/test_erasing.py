"""What erasing asks of an open vault beside its records."""

import pytest
from sqlalchemy import select

from outreach_app.domain.records import Need, Round, Spot, Visit
from outreach_app.store.errors import DatabaseDamaged
from outreach_app.store.undoing import TooLateToUndo, take_back, watched
from outreach_app.sync.errors import State
from outreach_app.workspace import Workspace
from outreach_app.workspace.errors import NoRoomForBackup
from tests.workspace.vaults import titles, write


@pytest.mark.parametrize("error", [NoRoomForBackup(folder=""), DatabaseDamaged(path=""), PermissionError()])
def test_backups_that_cannot_be_replaced_stop_no_sync_and_are_tried_again(
    noor: Workspace, sam: Workspace, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    sam.backups.make()
    noor.erasing.erase_person("Jolanda Peeters")
    write(noor, "geen banken")
    noor.sync()

    def refuse() -> None:
        raise error

    with monkeypatch.context() as full:
        full.setattr(sam.backups, "drop_all_before_now", refuse)
        refused = [sam.sync(), sam.sync()]
    noor.sync()
    assert [[one.state for one in each.notices] for each in refused] == [[State.BACKUPS]] * 2
    assert titles(sam) == ["geen banken"] and waiting(noor) == ["Sam"]

    assert sam.sync().notices == []
    noor.sync()
    assert waiting(noor) == [] and [one.reason for one in sam.backups.all()] == ["erasure"]


def test_undoing_brings_back_no_name_that_was_struck_out_elsewhere(noor: Workspace, sam: Workspace) -> None:
    write(sam, "Bank voor Jolanda Peeters")
    with sam.store.write() as session:
        need = session.scalars(select(Need)).one()
        _none, change = watched(session, lambda _session: setattr(need, "title", "Bank op het plein"))
    noor.erasing.erase_person("Jolanda Peeters")
    noor.sync()

    erased = sam.sync().erased

    assert erased
    with pytest.raises(TooLateToUndo), sam.store.write() as session:
        take_back(session, change)
    assert titles(sam) == ["Bank op het plein"]


def test_undoing_points_at_nothing_that_was_erased_elsewhere(noor: Workspace, sam: Workspace) -> None:
    with sam.store.write() as session:
        spot, other, walked = Spot(name="Hoek"), Spot(name="Plein"), Round(date=sam.clock.today())
        visit = Visit(round=walked.id, spot=spot.id)
        session.add_all([spot, other, walked, visit])
        session.flush()
        _none, change = watched(session, lambda _session: setattr(visit, "spot", other.id))
    sam.sync()
    noor.sync()
    noor.erasing.erase(Spot, spot.id)
    noor.sync()

    erased = sam.sync().erased

    assert erased
    with pytest.raises(TooLateToUndo), sam.store.write() as session:
        take_back(session, change)


def waiting(workspace: Workspace) -> list[str]:
    """Who has not confirmed that a person's traces are gone."""
    with workspace.store.read() as session:
        return [name for one in workspace.erasing.erasures(session) if one.person for name in one.waiting]
