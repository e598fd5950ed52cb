"""The page Merge: what waits is seen, read in full, chosen by mouse or keys, and settled for everybody."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Need, Offer, Organisation, Record
from outreach_app.ui.merge.version_card import VersionCard
from outreach_app.ui.shell import Shell
from outreach_app.ui.theme import theme
from outreach_app.vault import slots
from outreach_app.workspace import Workspace
from tests.conftest import FakeClock
from tests.store.teamwork import exchange
from tests.ui.conftest import CHEAP, PASSPHRASE, OpenShell
from tests.ui.desks import focused, keys
from tests.ui.looking import button, cut_off, settle, shown, texts, unnamed


@pytest.fixture(scope="session")
def met(made_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Noor's vault, Yassine's and their folder, synced: to copy, as that is quicker than to meet for each test."""
    home = tmp_path_factory.mktemp("met")
    share = home / "share"
    share.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "STRENGTH", CHEAP)
        shutil.copytree(made_vault, home / "ours")
        theirs, _code = Workspace.create(home / "theirs", PASSPHRASE, clock=FakeClock())
        with theirs, Workspace.open(home / "ours", PASSPHRASE, clock=FakeClock()) as ours:
            ours.use_folder(share)
            ours.sync()
            theirs.ask_to_join("Yassine", share)
            ours.admit(theirs.fingerprint)
            theirs.sync()
            ours.sync()
    return home


@pytest.fixture
def vault(met: Path, tmp_path: Path) -> Path:
    shutil.copytree(met / "share", tmp_path / "share")
    return Path(shutil.copytree(met / "ours", tmp_path / "vault"))


@pytest.fixture
def workspace(vault: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Workspace]:
    with Workspace.open(vault, PASSPHRASE, clock=clock) as opened:
        opened.use_folder(tmp_path / "share")
        yield opened


@pytest.fixture
def colleague(met: Path, workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """Yassine's laptop, in one team with `workspace`; its clock is a minute ahead."""
    theirs = shutil.copytree(met / "theirs", tmp_path / "colleague")
    with Workspace.open(theirs, PASSPHRASE, clock=FakeClock(FakeClock().now + 60_000)) as opened:
        opened.use_folder(tmp_path / "share")
        yield opened


def saved(workspace: Workspace, record: Record) -> Id:
    with workspace.store.write() as session:
        session.add(record)
    return record.id


def change(workspace: Workspace, id: Id, **values: object) -> None:
    with workspace.store.write() as session:
        need = session.scalars(select(Need).where(Need.id == id)).one()
        for name, value in values.items():
            setattr(need, name, value)


def need(workspace: Workspace, id: Id) -> Need:
    with workspace.store.read() as session:
        return session.scalars(select(Need).where(Need.id == id)).one()


def meet(ours: Workspace, theirs: Workspace) -> None:
    """As a sync does, without the folder: what it does there is tried elsewhere."""
    exchange(ours.store, theirs.store)


def collide(ours: Workspace, theirs: Workspace, first: Mapping[str, object], second: Mapping[str, object]) -> Id:
    """A need that one changed so and the other so, the second later; both know of it."""
    id = saved(ours, Need(title="Banken aan het kanaal", scope="spot"))
    meet(ours, theirs)
    change(ours, id, **first)
    change(theirs, id, **second)
    meet(ours, theirs)
    return id


def waiting(workspace: Workspace) -> int:
    with workspace.store.read() as session:
        return workspace.merging.waiting(session)


def rest(qtbot: QtBot, shell: Shell) -> None:
    for _turn in range(4):
        settle(qtbot, shell.background)


def cards(shell: Shell) -> dict[str, bool]:
    """The versions that can be read, and whether each is taken."""
    return {card.accessibleName(): card.isChecked() for card in shown(shell, VersionCard)}


PROSE: dict[str, Any] = {
    "title": "Zitbanken",
    "domains": ["work"],
    "description": "Er is geen bank te zien. Wie eerst is, zit.",
}
OTHER: dict[str, Any] = {
    "title": "Licht",
    "domains": ["home"],
    "description": "Er is geen bank te zien. Het is er altijd donker.",
}


def test_every_version_is_read_in_full_with_a_proposal_and_kept_for_everybody(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    id = collide(workspace, colleague, PROSE, OTHER)
    shell = open_shell("merge")
    rest(qtbot, shell)

    both = "Er is geen bank te zien. Wie eerst is, zit.\nHet is er altijd donker."
    assert cards(shell) == {
        "Licht": True,
        "Zitbanken": False,
        "Home and family": False,
        "Work": False,
        "Work, Home and family": True,
        OTHER["description"]: False,
        PROSE["description"]: False,
        both: True,
    }
    told = set(texts(shell))
    assert {"Title", "differs", "differs, both together is possible", "3 fields differ"} & told >= {
        "Title",
        "differs",
    }
    assert "1 choice needed" in told and "2 other fields are equal" in told
    button(shell, "Show").click()
    assert {"Scope:", "Spot"} <= set(texts(shell))

    button(shell, "Zitbanken").click()
    button(shell, "Keep choices").click()
    rest(qtbot, shell)
    meet(workspace, colleague)

    for one in (workspace, colleague):
        kept = need(one, id)
        assert (kept.title, kept.domains, kept.description) == ("Zitbanken", ["work", "home"], both)
        assert waiting(one) == 0
    assert "Nothing to decide" in texts(shell)


def test_what_was_chosen_can_be_chosen_again_as_long_as_the_vault_is_open(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    id = collide(workspace, colleague, {"title": "Afdak"}, {"title": "Schuilplek"})
    shell = open_shell("merge")
    rest(qtbot, shell)
    button(shell, "Keep choice").click()
    rest(qtbot, shell)
    before = need(workspace, id).title
    assert {"Nothing to decide", "Chosen since the vault was opened"} <= set(texts(shell))

    button(shell, "Schuilplek, Need · can be chosen again").click()
    rest(qtbot, shell)
    assert cards(shell) == {"Schuilplek": True, "Afdak": False}
    button(shell, "Afdak").click()
    button(shell, "Keep choice").click()
    rest(qtbot, shell)
    meet(workspace, colleague)

    assert (before, need(workspace, id).title, need(colleague, id).title) == ("Schuilplek", "Afdak", "Afdak")
    assert waiting(workspace) == waiting(colleague) == 0


def test_all_of_one_person_or_by_keys_alone(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    first = collide(workspace, colleague, PROSE, OTHER)
    second = collide(workspace, colleague, {"title": "Afdak"}, {"title": "Schuilplek"})
    shell = open_shell("merge")
    rest(qtbot, shell)
    waits = cards(shell)
    assert len(waits) in (2, 8)
    if len(waits) == 2:  # both are as new as can be told
        keys("[Alt+Down]")
        rest(qtbot, shell)

    button(shell, "All of Noor").click()
    assert [text for text, taken in cards(shell).items() if taken] == ["Zitbanken", "Work", PROSE["description"]]
    button(shell, "Keep choices").click()
    rest(qtbot, shell)
    assert need(workspace, first).title == "Zitbanken"

    assert cards(shell) == {"Schuilplek": True, "Afdak": False}
    assert focused().accessibleName() == "Schuilplek"  # choosing goes on where it begins
    keys("[Right]")
    assert cards(shell) == {"Schuilplek": False, "Afdak": True}
    keys("[Return]")
    rest(qtbot, shell)

    assert need(workspace, second).title == "Afdak" and waiting(workspace) == 0


def test_one_can_be_skipped_and_come_back_to_with_what_was_taken(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    collide(workspace, colleague, {"title": "Afdak"}, {"title": "Schuilplek"})
    collide(workspace, colleague, {"title": "Lamp"}, {"title": "Licht"})
    shell = open_shell("merge")
    rest(qtbot, shell)
    before = cards(shell)

    assert "1 of 2" in texts(shell)
    button(shell, "Skip").click()
    rest(qtbot, shell)
    assert "2 of 2" in texts(shell) and not before.keys() & cards(shell).keys()
    keys("J")
    rest(qtbot, shell)
    assert cards(shell) == before
    keys("K")
    rest(qtbot, shell)
    keys("[Right]")
    chosen = cards(shell)
    saved(workspace, Need(title="Iets anders"))  # whatever is saved meanwhile does not undo what is being chosen
    rest(qtbot, shell)

    assert cards(shell) == chosen and list(chosen.values()) == [False, True]


@pytest.mark.parametrize(("answer", "deleted"), [("Take it out of the bin\nTitle: Zitbanken", False), ("", True)])
def test_what_was_deleted_while_someone_edited_it_comes_back_or_stays_away(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace, answer: str, deleted: bool
) -> None:
    id = collide(workspace, colleague, {"title": "Zitbanken"}, {"deleted": True})
    shell = open_shell("merge")
    rest(qtbot, shell)

    assert cards(shell) == {"Leave it in the bin": True, "Take it out of the bin\nTitle: Zitbanken": False}
    if answer:
        button(shell, answer).click()
    button(shell, "Keep choice").click()
    rest(qtbot, shell)

    assert waiting(workspace) == 0 and need(workspace, id).deleted == deleted


def test_two_of_one_name_become_one_and_two_again(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    ours = saved(workspace, Organisation(name="Jong Lindervoorde"))
    theirs = saved(colleague, Organisation(name="jong lindervoorde", phone="1"))
    offer = saved(colleague, Offer(name="Instuif", organisation=theirs))
    meet(colleague, workspace)
    shell = open_shell("merge")
    rest(qtbot, shell)

    assert cards(shell) == {"Jong Lindervoorde": True, "jong lindervoorde": False, "1": True, "empty": False}
    assert {"1 may be there twice", "Nothing hangs on it", "Offers: 1"} <= set(texts(shell))
    button(shell, "Make them one").click()
    rest(qtbot, shell)

    with workspace.store.read() as session:
        [kept] = session.scalars(select(Organisation).where(~Organisation.deleted))
        assert (kept.id, kept.name, kept.phone) == (ours, "Jong Lindervoorde", "1")
        assert session.scalars(select(Offer.organisation).where(Offer.id == offer)).one() == ours
    undo = shell.undoing.next
    assert undo is not None and undo[0].startswith("Undo: They are one; the other is in the bin")
    shell.undoing.undo()
    rest(qtbot, shell)
    with workspace.store.read() as session:
        assert session.scalars(select(Offer.organisation).where(Offer.id == offer)).one() == theirs
    shell.undoing.redo()
    rest(qtbot, shell)
    with workspace.store.read() as session:
        assert session.scalars(select(Offer.organisation).where(Offer.id == offer)).one() == ours
    shell.undoing.undo()
    rest(qtbot, shell)
    button(shell, "Not the same").click()
    rest(qtbot, shell)
    meet(workspace, colleague)

    assert waiting(workspace) == waiting(colleague) == 0
    assert "Nothing to decide" in texts(shell)


def test_what_merged_by_itself_is_told_and_what_waits_is_counted(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    id = saved(workspace, Need(title="Banken aan het kanaal"))
    workspace.sync()
    colleague.sync()
    change(workspace, id, title="Afdak")
    change(colleague, id, title="Schuilplek")
    saved(colleague, Offer(name="Instuif"))
    colleague.sync()
    shell = open_shell()
    shell.syncing.start()
    rest(qtbot, shell)
    shell.waiting.look()
    rest(qtbot, shell)

    merge = button(shell.navigation, "Merge")
    assert merge.accessibleDescription() == "1 decision waits" and merge.isVisible()
    shell.navigation.sync.click()
    rest(qtbot, shell)
    assert shell.place == "merge"
    assert {"Merged by itself", "Offers: 1 change", "Yassine"} <= set(texts(shell))


def test_a_worker_sees_the_place_where_something_waits(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    shell = open_shell(over=colleague)
    shell.waiting.look()
    rest(qtbot, shell)
    merge = shell.navigation.buttons["merge"]
    before = merge.isVisible()

    id = collide(workspace, colleague, {"title": "Afdak"}, {"title": "Schuilplek"})
    shell.waiting.look()
    rest(qtbot, shell)
    after = merge.isVisible()
    merge.click()
    rest(qtbot, shell)
    button(shell, "Keep choice").click()
    rest(qtbot, shell)

    assert (before, after) == (False, True)
    assert waiting(colleague) == 0 and need(colleague, id).title == "Schuilplek"


@pytest.mark.parametrize("scale", [100, 130])
def test_it_fits_at_every_text_size(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace, scale: int
) -> None:
    long = {"title": "Zitbanken" * 12, "description": "Een heel verhaal over banken. " * 40, "domains": ["work"]}
    collide(workspace, colleague, long, OTHER)
    saved(workspace, Organisation(name="Jong", phone="1"))
    saved(colleague, Organisation(name="jong", phone="2"))
    meet(colleague, workspace)
    theme().choose("dark", scale)
    shell = open_shell("merge")
    for _one in range(2):
        rest(qtbot, shell)
        assert cards(shell) and cut_off(shell) == [] and unnamed(shell) == []
        for card in shown(shell, VersionCard):
            assert card.height() >= card.heightForWidth(card.width())
        keys("J")
