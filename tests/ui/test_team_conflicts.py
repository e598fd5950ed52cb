"""Choices on the page Team and sync: seen, settled by saving the field, by keeping it, out of the bin or in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Need
from outreach_app.ui.dialogs.record import RecordDialog
from outreach_app.ui.shell import Shell
from outreach_app.workspace import Workspace
from tests.conftest import FakeClock
from tests.ui.conftest import PASSPHRASE, OpenShell
from tests.ui.looking import button, cut_off, editor, settle, shown, texts, unnamed


@pytest.fixture
def colleague(tmp_path: Path, workspace: Workspace) -> Iterator[Workspace]:
    """Yassine's laptop, in one team with `workspace`."""
    share = tmp_path / "share"
    share.mkdir()
    workspace.use_folder(share)
    workspace.sync()
    made, _code = Workspace.create(tmp_path / "colleague", PASSPHRASE, clock=FakeClock())
    with made:
        made.ask_to_join("Yassine", share)
        workspace.admit(made.fingerprint)
        made.sync()
        yield made


def change(workspace: Workspace, id: Id, **values: object) -> None:
    with workspace.store.write() as session:
        need = session.scalars(select(Need).where(Need.id == id)).one()
        for name, value in values.items():
            setattr(need, name, value)


def collide(ours: Workspace, theirs: Workspace, first: dict[str, object], second: dict[str, object]) -> Id:
    """A need that one changed so and the other so, `theirs` a second later; both have synced since."""
    with ours.store.write() as session:
        need = Need(title="Banken aan het kanaal")
        session.add(need)
    ours.sync()
    theirs.sync()
    change(ours, need.id, **first)
    theirs.clock.now += 1000  # type: ignore[attr-defined]
    change(theirs, need.id, **second)
    for workspace in (ours, theirs, ours):
        workspace.sync()
    return need.id


def rest(qtbot: QtBot, shell: Shell) -> None:
    for _turn in range(4):
        settle(qtbot, shell.background)


def test_a_choice_shows_both_values_and_is_settled_by_saving_the_field(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    collide(workspace, colleague, {"title": "Zitbanken"}, {"title": "Een <b>plek</b> & licht"})
    shell = open_shell("team")
    rest(qtbot, shell)
    before = texts(shell)

    button(shell, "Open").click()
    rest(qtbot, shell)
    (dialog,) = shown(shell, RecordDialog)
    button(dialog, "Edit").click()
    rest(qtbot, shell)
    line = editor(dialog, "Title", QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "Banken en licht")
    button(dialog, "Save").click()
    rest(qtbot, shell)

    assert {"Choices needed", "Need", "Title differs", "Zitbanken", "Een <b>plek</b> & licht"} <= set(before)
    assert any(line.startswith("Yassine · ") for line in before) and any(
        line.startswith("Noor · ") for line in before
    )
    assert workspace.choices() == [] and "Choices needed" not in texts(shell)


def test_what_is_shown_is_kept(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    collide(workspace, colleague, {"title": "Zitbanken"}, {"title": "Licht"})
    shell = open_shell("team")
    rest(qtbot, shell)

    button(shell, "Keep what is shown").click()
    rest(qtbot, shell)
    workspace.sync()
    colleague.sync()

    assert workspace.choices() == colleague.choices() == []
    assert "Choices needed" not in texts(shell)


@pytest.mark.parametrize(("answer", "deleted"), [("Take it back", False), ("Leave it in the bin", True)])
def test_what_was_deleted_while_someone_edited_it_comes_back_or_stays_away(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace, answer: str, deleted: bool
) -> None:
    id = collide(workspace, colleague, {"title": "Zitbanken"}, {"deleted": True})
    shell = open_shell("team")
    rest(qtbot, shell)
    before = texts(shell)

    button(shell, answer).click()
    rest(qtbot, shell)

    assert {"deleted while someone edited it", "Deleted", "Title: Zitbanken"} <= set(before)
    assert workspace.choices() == []
    with workspace.store.read() as session:
        assert session.scalars(select(Need.deleted).where(Need.id == id)).one() == deleted


def test_it_fits_at_every_text_size(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    from outreach_app.ui.theme import theme

    collide(workspace, colleague, {"title": "Zitbanken " * 30}, {"title": "Licht"})
    collide(workspace, colleague, {"description": "x"}, {"deleted": True})
    for scale in (100, 130):
        theme().choose("dark", scale)
        shell = open_shell("team")
        rest(qtbot, shell)
        assert "Choices needed" in texts(shell)
        assert cut_off(shell) == []
        assert unnamed(shell) == []
