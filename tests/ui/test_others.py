"""A support centre: a bundle of another team is read once its digits were compared, and looked at by itself."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Spot
from outreach_app.ui.dialogs.bundle import BundleDialog
from outreach_app.ui.leaving.asking import note
from outreach_app.ui.pages.team import TeamPage
from outreach_app.workspace import Workspace
from tests.conftest import FakeClock
from tests.ui.conftest import PASSPHRASE, OpenWindow
from tests.ui.looking import button, settle, shown, texts


def test_another_teams_bundle_is_compared_read_and_looked_at(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(passphrase=PASSPHRASE)
    shell = window.shell
    assert shell is not None
    elke, _code = Workspace.create(tmp_path / "elke", PASSPHRASE, clock=FakeClock())
    with elke:
        elke.found_team("Molenkouter", "Elke")
        with elke.store.write() as session:
            session.add(Spot(name="Kiosk"))
        elke.bundles.write(tmp_path / "kwartaal.bundle", cards=[shell.workspace.bundles.card])
        digits = elke.team_fingerprint
    shell.go("team")
    settle(qtbot, shell.background)
    assert isinstance(shell.page, TeamPage)

    shell.page.bundling.preview(tmp_path / "kwartaal.bundle")
    settle(qtbot, shell.background)
    (dialog,) = shown(shell, BundleDialog)
    dialog.typed.setText("12345 12345 12345 12345 12345")
    button(dialog, "Merge").click()
    refused = " ".join(texts(dialog))
    dialog.typed.setText(digits.replace("-", " "))
    button(dialog, "Merge").click()
    for _round in range(3):
        settle(qtbot, shell.background)
    button(shell, "Look at").click()
    qtbot.waitUntil(lambda: window.shell is not shell)
    other = window.shell
    assert other is not None
    other.go("spots")
    for _round in range(3):
        settle(qtbot, other.background)

    assert "not the digits" in refused
    assert "This is the work of Molenkouter." in texts(other)
    assert other.desk.readonly
    with other.workspace.store.read() as session:
        assert [spot.name for spot in session.query(Spot)] == ["Kiosk"]
    written: list[str] = []
    note(other.desk, other, "spreadsheet", "Provincie", 1, lambda: written.append("uit.csv"))
    settle(qtbot, other.background)
    assert written == ["uit.csv"]
    button(other, "Back to our own work").click()
    qtbot.waitUntil(lambda: window.shell is not other)
    assert window.shell is not None and not window.shell.desk.readonly
    lines = [(line.kind, line.recipient) for line in window.shell.workspace.exports.list()]
    assert ("spreadsheet", "Provincie") in lines, "what leaves of another team's work is written down too"
