"""Ctrl+Z on any page, in the whole window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from outreach_app.domain.records import Spot
from outreach_app.errors import OutreachError
from outreach_app.i18n import set_language
from outreach_app.ui.pace import Pace, said
from outreach_app.ui.pages.spots import SpotsPage
from outreach_app.ui.shell import Shell
from outreach_app.ui.tasks import Tasks
from outreach_app.ui.undoing import MOST, Deed, Deeds
from outreach_app.workspace import SyncReport, Workspace
from tests.ui.conftest import OpenShell
from tests.ui.desks import focused, keys
from tests.ui.looking import button, settle, texts


@pytest.fixture
def shell(workspace: Workspace, open_shell: OpenShell, qtbot: QtBot) -> Shell:
    with workspace.store.write() as session:
        session.add(Spot(name="Vlasakker"))
    shell = open_shell("spots")
    shell.go("spots", "spots")
    rest(qtbot, shell)
    return shell


def names(workspace: Workspace) -> list[str]:
    with workspace.store.read() as session:
        return list(session.scalars(select(Spot.name).where(~Spot.deleted).order_by(Spot.n)))


def rest(qtbot: QtBot, shell: Shell) -> None:
    for _round in range(4):
        settle(qtbot, shell.background)


def spots(shell: Shell) -> SpotsPage:
    assert isinstance(shell.page, SpotsPage)
    return shell.page


def test_a_deleted_record_comes_back_from_another_page(shell: Shell, workspace: Workspace, qtbot: QtBot) -> None:
    spots(shell).list.pane.delete()
    rest(qtbot, shell)
    gone, told = names(workspace), shell.foot.strip.text()
    shell.go("needs")
    rest(qtbot, shell)
    named = shell.undoing.next

    QTest.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, shell)
    back, undone = names(workspace), shell.foot.strip.text()
    QTest.keyClick(shell, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, shell)
    again = names(workspace)
    button(shell.foot, "Undo again").click()
    rest(qtbot, shell)

    assert (gone, told) == ([], "“Vlasakker” is deleted.")
    assert named is not None
    assert named[0] == "Undo: “Vlasakker” is deleted"
    assert (back, undone) == (["Vlasakker"], "Undone: “Vlasakker” is deleted")
    assert again == []
    assert names(workspace) == ["Vlasakker"]


def test_a_field_undoes_typing_first_and_then_lets_the_window(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    spots(shell).list.pane.delete()
    rest(qtbot, shell)
    spots(shell).list.new()
    rest(qtbot, shell)
    keys("Plein")

    QTest.keyClick(focused(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, shell)
    field = focused()
    assert isinstance(field, QLineEdit)
    typed, first = field.text(), names(workspace)
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, shell)

    assert (typed, first) == ("", [])
    assert names(workspace) == ["Vlasakker"]
    assert spots(shell).list.pane.form is not None, "the open form is left alone"


def test_what_changed_meanwhile_is_refused_in_words(shell: Shell, workspace: Workspace, qtbot: QtBot) -> None:
    pane = spots(shell).list.pane
    pane.edit()
    rest(qtbot, shell)
    keys("plein")
    pane.save()
    rest(qtbot, shell)
    with workspace.store.write() as session:
        session.scalars(select(Spot)).one().name = "Kerkplein"
    rest(qtbot, shell)

    QTest.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, shell)

    assert names(workspace) == ["Kerkplein"]
    assert any(text.startswith("This cannot be undone any more") for text in texts(shell))


def test_the_newest_notification_is_reached_by_key_and_kept_in_the_list(shell: Shell, qtbot: QtBot) -> None:
    before = focused()
    shell.toast("One", None)
    shell.toast("Two", ("Undo", lambda: None))

    QTest.keyClick(shell, Qt.Key.Key_F6)
    there = focused()
    QTest.keyClick(there, Qt.Key.Key_F6)
    back = focused()
    QTest.keyClick(back, Qt.Key.Key_F6)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)

    assert (there.accessibleName(), there.accessibleDescription()) == ("Undo", "Two")
    assert back is focused() is before
    assert shell.foot.strip.isHidden()
    assert [notice.text for notice in shell.foot.notices] == ["One", "Two"]


def test_the_newest_may_be_an_error_above_the_page(shell: Shell) -> None:
    shell.toast("One", None)
    shell.refuse(OutreachError())

    QTest.keyClick(shell, Qt.Key.Key_F6)

    assert focused().accessibleName() == "Copy for whoever helps you, without names"


def test_locking_forgets_what_was_said_and_what_could_be_undone(shell: Shell) -> None:
    shell.toast("Noor is new.", ("Undo", lambda: None))

    shell.put_away()

    assert shell.foot.notices == []
    assert shell.undoing.next is None
    assert "Noor is new." not in texts(shell)


def test_a_sync_that_erased_forgets_what_was_said_and_what_could_be_undone(shell: Shell) -> None:
    shell.toast("Noor is new.", ("Undo", lambda: None))

    shell.syncing.finished.emit(SyncReport())
    kept = shell.undoing.next
    shell.syncing.finished.emit(SyncReport(erased=True))

    assert kept is not None and shell.undoing.next is None
    assert shell.foot.notices == [] and "Noor is new." not in texts(shell)


def test_the_strip_covers_nothing(shell: Shell, qtbot: QtBot) -> None:
    page = shell.page
    assert page is not None

    shell.toast("One", None)
    qtbot.waitUntil(lambda: shell.foot.strip.height() > 0)
    qtbot.wait(1)

    bottom = page.mapTo(shell, page.rect().bottomLeft()).y()
    assert bottom < shell.foot.strip.mapTo(shell, shell.foot.strip.rect().topLeft()).y()


def test_long_work_is_shown_and_can_be_stopped(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tasks, "SOON_MS", 0)
    task = shell.desk.task("Reading", can_stop=True)
    qtbot.waitUntil(shell.foot.tasks.isVisible)
    shown_before = shell.foot.tasks.isVisible()
    button(shell.foot, "Cancel").click()
    stopped = task.cancelled()
    task.end()

    assert (shown_before, stopped) == (True, True)
    assert shell.foot.tasks.isHidden()


def test_nobody_is_told_how_long_before_it_can_be_known() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])

    at_once = pace.remaining(10, 100)
    now[0] = 30.0
    later = pace.remaining(20, 100)

    set_language("en")
    assert at_once is None
    assert later == pytest.approx(120)
    assert [said(each) for each in (None, 3, 40, 120, 7200)] == [
        "",
        "a few seconds left",
        "less than a minute left",
        "about 2 minutes left",
        "about 2 hours left",
    ]


def test_only_so_many_deeds_are_remembered_and_a_new_one_ends_redoing() -> None:
    deeds = Deeds()
    for n in range(MOST + 5):
        deeds.did(Deed(str(n), lambda: None))
    deeds.undone.append(Deed("old", lambda: None))
    deeds.did(Deed("new", lambda: None))

    assert len(deeds.done) == MOST
    assert deeds.done[-1].what == "new"
    assert not deeds.undone
