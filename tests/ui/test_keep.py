"""Keep and erase: what cannot be taken back is said first, done after a yes, and told."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from outreach_app.domain.fields import Id
from outreach_app.domain.filters import View
from outreach_app.domain.records import ContactPerson, Encounter, MonthCount, Need, Round, Spot, Visit
from outreach_app.store.changes import pending, sent
from outreach_app.store.filters import keep_view
from outreach_app.sync import operations
from outreach_app.ui.record_pane import RecordPane
from outreach_app.ui.shell import Shell
from outreach_app.workspace import Workspace
from tests.ui.conftest import OpenShell
from tests.ui.looking import button, cut_off, editor, settle, texts, unnamed

OLD = date(2020, 3, 3)


def rest(shell: Shell, qtbot: QtBot) -> None:
    for _round in range(4):
        settle(qtbot, shell.background)


def keep(open_shell: OpenShell, qtbot: QtBot) -> Shell:
    shell = open_shell("settings")
    button(shell, "Keep and erase").click()
    rest(shell, qtbot)
    return shell


def dialog(shell: Shell) -> QDialog:
    (found,) = [each for each in shell.findChildren(QDialog) if each.isVisible()]
    return found


def write(workspace: Workspace, *records: object) -> None:
    with workspace.store.write() as session:
        session.add_all(records)


def all_of(workspace: Workspace, kind: type[Need | ContactPerson | Round | MonthCount]) -> int:
    with workspace.store.read() as session:
        return len(session.scalars(select(kind)).all())


def a_round(workspace: Workspace, note: str = "") -> None:
    walked = Round(date=OLD)
    visit = Visit(round=walked.id)
    write(workspace, walked, visit, Encounter(visit=visit.id, group_size=4, local_note=note))


def test_a_record_is_erased_from_its_pane_after_a_yes(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot
) -> None:
    write(workspace, need := Need(title="Kim slaapt buiten"))
    shell = open_shell("needs")
    (pane,) = shell.findChildren(RecordPane)[:1]
    pane.show_record(need.id)
    rest(shell, qtbot)

    button(pane, "Erase for good …").click()
    rest(shell, qtbot)
    asked = texts(dialog(shell))
    button(dialog(shell), "Cancel").click()
    kept = all_of(workspace, Need)
    button(pane, "Erase for good …").click()
    rest(shell, qtbot)
    button(dialog(shell), "Erase for good").click()
    rest(shell, qtbot)

    assert "Erase “Kim slaapt buiten” for good" in asked and kept == 1
    assert all_of(workspace, Need) == 0 and pane.id == ""


def test_what_is_asked_is_granted_or_left(open_shell: OpenShell, workspace: Workspace, qtbot: QtBot) -> None:
    write(workspace, one := Need(title="Kim"), other := Need(title="Banken"))
    circle = workspace.circle()
    with workspace.store.write() as session:
        sent(session, pending(session, 99).ns)
        for need in (one, other):
            operations.issue(session, circle, "ask", 0, table="need", row=need.id, why="te precies")
    shell = keep(open_shell, qtbot)

    button(shell, "Erase “Need: Kim” …").click()
    rest(shell, qtbot)
    button(dialog(shell), "Erase for good").click()
    rest(shell, qtbot)
    button(shell, "Leave “Need: Banken”").click()
    rest(shell, qtbot)

    assert all_of(workspace, Need) == 1
    assert {"Nothing is asked.", "1 record"} <= set(texts(shell))


def test_a_person_is_looked_for_before_they_are_forgotten(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot
) -> None:
    write(workspace, ContactPerson(name="Kim Zonnekind"), Need(title="Banken voor Kim Zonnekind"))
    with workspace.store.write() as session:
        keep_view(session, "needs", View("Alles van Kim Zonnekind"))
    shell = keep(open_shell, qtbot)

    name = editor(shell, "Name", QLineEdit)
    name.setText("a")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    rest(shell, qtbot)
    refused = [text for text in texts(shell) if "too little" in text]
    name.setText("kim zonnekind")
    button(shell, "Look for it").click()
    rest(shell, qtbot)
    seen = set(texts(shell))
    button(shell, "Erase these traces …").click()
    button(dialog(shell), "Erase").click()
    rest(shell, qtbot)

    assert refused
    assert {"Contact person: Kim Zonnekind", "Need: Banken voor Kim Zonnekind", "Alles van Kim Zonnekind"} <= seen
    assert all_of(workspace, ContactPerson) == 0
    with workspace.store.read() as session:
        assert session.scalars(select(Need.title)).one() == "Banken voor […]"
    assert "A person's traces" in texts(shell) and not name.text()


def test_what_is_past_its_term_goes_after_a_yes_and_the_terms_can_be_changed(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot
) -> None:
    a_round(workspace)
    shell = keep(open_shell, qtbot)

    button(shell, "Change the terms …").click()
    rest(shell, qtbot)
    months = editor(dialog(shell), "Keep encounters", QLineEdit)
    months.setText("0")
    button(dialog(shell), "Save").click()
    rest(shell, qtbot)
    wrong = [text for text in texts(dialog(shell)) if "number of months" in text]
    months.setText("12")
    button(dialog(shell), "Save").click()
    rest(shell, qtbot)
    button(shell, "Erase what is past its term …").click()
    said = texts(dialog(shell))
    button(dialog(shell), "Erase").click()
    rest(shell, qtbot)

    assert wrong and "1 (2020-03)" in said
    assert all_of(workspace, Round) == 0 and all_of(workspace, MonthCount) > 0


def test_old_notes_of_this_laptop_are_asked_about_and_wait_when_told_to(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot
) -> None:
    a_round(workspace, note="Kim slaapt buiten")
    shell = open_shell()

    def ask() -> None:
        shell.old_notes.begin()
        rest(shell, qtbot)

    ask()
    button(shell.notice, "Look at them").click()
    read = texts(dialog(shell))
    button(dialog(shell), "Keep them a month more").click()
    rest(shell, qtbot)
    ask()
    quiet = shell.notice.isHidden()
    workspace.clock.tick(31 * 24 * 3600 * 1000)  # type: ignore[attr-defined]
    ask()
    shell.toast("Changed.", ("Undo", lambda: None))
    button(shell.notice, "Look at them").click()
    button(dialog(shell), "Erase them").click()
    rest(shell, qtbot)

    assert "Kim slaapt buiten" in read and quiet
    assert shell.undoing.next is None
    with workspace.store.read() as session:
        assert session.scalars(select(Encounter.local_note)).one() == ""
        assert workspace.retention.old_local_notes(session) == {}


def test_a_spot_is_hidden_by_its_eye_and_says_how_far_that_is(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot
) -> None:
    write(workspace, spot := Spot(name="Onder de brug"))
    with workspace.store.write() as session:
        sent(session, pending(session, 99).ns)
    shell = open_shell("spots")
    shell.go("spots", "spots")
    (pane,) = shell.findChildren(RecordPane)[:1]
    pane.show_record(spot.id)
    rest(shell, qtbot)

    shell.toast("“Onder de brug” is changed.", ("Undo", lambda: None))
    button(pane, "Make sensitive …").click()
    button(dialog(shell), "Make sensitive").click()
    rest(shell, qtbot)
    hidden = shell.undoing.next, list(shell.foot.notices)
    here = [text for text in texts(pane) if text.startswith("Not yet erased")]
    assert pane.sheet is not None and isinstance(pane.sheet.record, Spot)
    assert pane.sheet.record.sensitive and pane.id != spot.id and here == []  # a team of one has no elsewhere
    shell.toast("“Onder de brug” is changed.", ("Undo", lambda: None))
    button(pane, "Let the team know this spot …").click()
    button(dialog(shell), "Share").click()
    rest(shell, qtbot)
    assert not pane.sheet.record.sensitive
    assert hidden == (shell.undoing.next, shell.foot.notices) == (None, [])


def test_the_tab_can_be_read_and_reached(open_shell: OpenShell, workspace: Workspace, qtbot: QtBot) -> None:
    a_round(workspace)
    write(workspace, Need(title="Kim"))
    with workspace.store.write() as session:
        need = session.scalars(select(Need)).one()
        operations.issue(session, workspace.circle(), "ask", 0, table="need", row=need.id, why="")
        operations.erase(session, workspace.circle(), [Id("12" * 16)], 0)
    shell = keep(open_shell, qtbot)
    assert unnamed(shell) == [] and cut_off(shell) == []
