"""A team that shares through a server chooses it in Settings; a wrong secret changes nothing."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.sync.remote import kinds
from outreach_app.ui.dialogs.server import ServerDialog
from outreach_app.workspace import Workspace
from tests.sync import servers
from tests.sync.servers import SECRET, USER
from tests.ui.conftest import OpenShell
from tests.ui.looking import button, settle, texts

pytestmark = pytest.mark.skipif("webdav" not in kinds(), reason="the remote libraries are optional")


def test_a_server_is_tried_and_then_shared_through(
    open_shell: OpenShell, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    shell = open_shell("settings")
    with servers.webdav(tmp_path / "server") as server:
        button(shell, "On a server …").click()
        dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ServerDialog))
        fields = dialog.fields
        for line, text in ((fields.address, server.address), (fields.user, USER), (fields.secret, "niet dit")):
            line.setText(text)
        dialog.use()
        settle(qtbot, shell.background)
        refused, before = " ".join(texts(dialog)), workspace.folder
        fields.secret.setText(SECRET)
        dialog.use()
        settle(qtbot, shell.background)
        assert workspace.folder == server.address, texts(dialog)
        settle(qtbot, shell.background)
        settle(qtbot, shell.background)

        assert "does not let this laptop in" in refused and before != server.address
        assert server.address in texts(shell)
        assert list((tmp_path / "server" / "team").rglob("*.seg"))
        assert SECRET not in refused + " ".join(texts(shell))
