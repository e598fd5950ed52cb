"""Less motion: as the desktop's portal says, and tells when it changes; or as it is chosen here."""

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant, QDBusVirtualObject
from PySide6.QtWidgets import QApplication, QProgressBar
from pytestqt.qtbot import QtBot

from outreach_app.ui import motion_portal
from outreach_app.ui.motion import endless, motion
from outreach_app.ui.motion_portal import PATH, SERVICE, SETTINGS, Portal


class Settings(QDBusVirtualObject):
    """A portal that knows GNOME's key only."""

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        space, name = message.arguments()
        if name == "enable-animations":
            answer = message.createReply()
            answer.setArguments([QDBusVariant(True)])
        else:
            answer = message.createErrorReply("org.freedesktop.portal.Error.NotFound", f"{space} {name}")
        return connection.send(answer)


@pytest.fixture(autouse=True)
def as_before(look: None) -> Iterator[None]:
    yield
    motion().system_says(False)
    motion().choose("system")


def test_less_motion_stops_what_moves_of_itself(qtbot: QtBot) -> None:
    bar = QProgressBar()
    qtbot.addWidget(bar)
    endless(bar)
    moving = bar.maximum(), QApplication.cursorFlashTime() > 0

    motion().choose("less")
    endless(bar)

    assert moving == (0, True)
    assert (bar.maximum(), bar.value()) == (2, 1)
    assert QApplication.cursorFlashTime() == 0


def test_the_system_is_followed_unless_less_is_chosen(qtbot: QtBot) -> None:
    motion().system_says(True)
    followed = motion().still
    motion().system_says(False)
    back = motion().still
    motion().choose("less")

    assert (followed, back, motion().still) == (True, False, True)


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no bus can be had")
def test_the_portal_is_asked_and_tells_of_changes(qtbot: QtBot) -> None:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        theirs = QDBusConnection.connectToBus(address, "portal")
        ours = QDBusConnection.connectToBus(address, "window")
        settings = Settings()
        assert theirs.registerService(SERVICE)
        assert theirs.registerVirtualObject(PATH, settings)
        portal = Portal(session=ours)
        told: list[bool] = []
        portal.told.connect(told.append)
        try:
            portal.ask()
            qtbot.waitUntil(lambda: told == [False])
            change = QDBusMessage.createSignal(PATH, SETTINGS, "SettingChanged")
            change.setArguments(["org.gnome.desktop.interface", "enable-animations", QDBusVariant(False)])
            theirs.send(change)
            qtbot.waitUntil(lambda: told == [False, True])
        finally:
            for name in ("portal", "window"):
                QDBusConnection.disconnectFromBus(name)
            daemon.terminate()
    assert ("org.freedesktop.appearance", "reduced-motion") in motion_portal.KEYS
