"""Two forms of the same record: nobody's words are lost."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from outreach_app.domain.records import Spot
from outreach_app.store import records
from outreach_app.ui.dialogs.meanwhile import MeanwhileDialog
from outreach_app.ui.record_pane import RecordPane
from outreach_app.ui.shell import Shell
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.workspace import Workspace
from tests.ui.conftest import OpenShell
from tests.ui.looking import button, editor, settle, texts


def rest(qtbot: QtBot, shell: Shell) -> None:
    for _round in range(4):
        settle(qtbot, shell.background)


def spot(workspace: Workspace) -> Spot:
    with workspace.store.read() as session:
        return session.scalars(select(Spot)).one()


def opened(open_shell: OpenShell, workspace: Workspace, qtbot: QtBot) -> tuple[Shell, RecordPane]:
    """A form on a spot whose name and remarks someone else has changed since."""
    with workspace.store.write() as session:
        records.add(session, Spot, {"name": "Plein"})
    shell = open_shell("spots")
    shell.go("spots", "spots")
    rest(qtbot, shell)
    pane = shell.page.list.pane  # type: ignore[union-attr]
    assert isinstance(pane, RecordPane)
    pane.edit()
    rest(qtbot, shell)
    with workspace.store.write() as session:
        records.edit(session, Spot, spot(workspace).id, {"name": "Kerkplein", "remarks": "achter de kerk"})
    rest(qtbot, shell)
    name = editor(pane, "Name", TextLine)
    name.end(False)
    qtbot.keyClicks(name, "tje")
    pane.save()
    rest(qtbot, shell)
    return shell, pane


def dialog() -> MeanwhileDialog:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MeanwhileDialog))


def test_both_are_shown_and_nothing_is_saved_before_somebody_chose(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot
) -> None:
    shell, pane = opened(open_shell, workspace, qtbot)

    before = spot(workspace).name
    names = {button(dialog(), each).accessibleDescription().split(" · ")[0] for each in ("Pleintje", "Kerkplein")}
    button(dialog(), "Cancel").click()
    rest(qtbot, shell)

    assert before == spot(workspace).name == "Kerkplein"
    assert names == {"What you typed", "What stands there now"}
    assert editor(pane, "Name", TextLine).text() == "Pleintje", "the form stands as it was"


def test_what_is_chosen_is_saved_and_the_other_is_in_the_history(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot
) -> None:
    shell, pane = opened(open_shell, workspace, qtbot)

    button(dialog(), "Pleintje").click()
    button(dialog(), "Save").click()
    rest(qtbot, shell)
    mine = spot(workspace)
    pane.show_history()
    rest(qtbot, shell)
    history = [line for each in QApplication.topLevelWidgets() for line in texts(each)]

    assert (mine.name, mine.remarks) == ("Pleintje", "achter de kerk"), "another field of the other stays"
    assert pane.form is None
    assert "Name: Kerkplein → Pleintje" in history
    assert "Name: Plein → Kerkplein" in history


def test_what_the_other_wrote_can_stay(open_shell: OpenShell, workspace: Workspace, qtbot: QtBot) -> None:
    shell, pane = opened(open_shell, workspace, qtbot)

    button(dialog(), "Kerkplein").click()
    button(dialog(), "Save").click()
    rest(qtbot, shell)

    assert spot(workspace).name == "Kerkplein"
    assert pane.form is None


def test_a_form_that_comes_back_after_a_lock_says_that_the_record_is_another_now(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot
) -> None:
    shell, pane = opened(open_shell, workspace, qtbot)
    button(dialog(), "Cancel").click()
    kept = pane.kept()
    pane.drop_form()

    pane.bring_back(kept)
    rest(qtbot, shell)

    assert editor(pane, "Name", TextLine).text() == "Pleintje"
    assert shell.foot.strip.text() == "“Kerkplein” was changed since you typed here. Look before you save."
