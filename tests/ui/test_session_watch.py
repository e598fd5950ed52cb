"""The desktop says that it is locked or goes to sleep: over a bus of the test's own, with a logind of its own."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from ctypes import wintypes
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QObject
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVirtualObject,
)
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from outreach_app.ui.session_watch import SessionWatch, linux, windows
from outreach_app.ui.session_watch.linux import LinuxWatch
from tests.ui.conftest import PASSPHRASE, OpenWindow
from tests.ui.looking import settle

OWN_SESSION = "/org/freedesktop/login1/session/_31"


class Login(QDBusVirtualObject):
    """What logind answers to us."""

    def __init__(self) -> None:
        super().__init__()
        self.waits_on, self._given = os.pipe()
        self.inhibited: list[list[Any]] = []

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        answer = message.createReply()
        if message.member() == "GetSession":
            answer.setArguments([QDBusObjectPath(OWN_SESSION)])
        else:
            self.inhibited.append(message.arguments())
            answer.setArguments([QDBusUnixFileDescriptor(self._given)])
            os.close(self._given)
        return connection.send(answer)

    def may_sleep(self) -> bool:
        """Whether every delay is over: the other end of the pipe is closed."""
        os.set_blocking(self.waits_on, False)
        try:
            return os.read(self.waits_on, 1) == b""
        except BlockingIOError:
            return False


class Desktop:
    """A bus with a fake logind and screen savers on it."""

    def __init__(self, address: str) -> None:
        self.ours = QDBusConnection.connectToBus(address, "ours")
        self._theirs = QDBusConnection.connectToBus(address, "theirs")
        self.login = Login()
        assert self._theirs.registerService(linux.LOGIN)
        assert self._theirs.registerVirtualObject(linux.LOGIN_PATH, self.login)

    def say(self, path: str, interface: str, signal: str, *arguments: Any) -> None:
        message = QDBusMessage.createSignal(path, interface, signal)
        message.setArguments(list(arguments))
        assert self._theirs.send(message)

    def close(self) -> None:
        for name in ("ours", "theirs"):
            QDBusConnection.disconnectFromBus(name)
        os.close(self.login.waits_on)


@pytest.fixture
def desktop(tmp_path: Path, qapp: QObject) -> Iterator[Desktop]:
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("no dbus-daemon here")
    options = ["--session", "--nofork", "--nopidfile", "--print-address=1", f"--address=unix:dir={tmp_path}"]
    with subprocess.Popen([daemon, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        assert running.stdout is not None
        desktop = Desktop(running.stdout.readline().decode().strip())
        yield desktop
        desktop.close()
        running.kill()


@pytest.fixture
def watch(desktop: Desktop, qtbot: QtBot) -> Iterator[LinuxWatch]:
    owner = QWidget()
    qtbot.addWidget(owner)
    watch = LinuxWatch(owner, desktop.ours, desktop.ours)
    watch.begin()
    qtbot.waitUntil(lambda: bool(desktop.login.inhibited) and watch._delay >= 0)
    yield watch
    watch.end()
    owner.close()


@pytest.mark.parametrize(
    ("path", "interface", "signal", "arguments"),
    [
        (linux.LOGIN_PATH, linux.MANAGER, "PrepareForSleep", [True]),
        (OWN_SESSION, "org.freedesktop.login1.Session", "Lock", []),
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", [True]),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [True]),
    ],
)
def test_leaving_is_heard_while_the_vault_is_open(
    desktop: Desktop,
    watch: LinuxWatch,
    qtbot: QtBot,
    path: str,
    interface: str,
    signal: str,
    arguments: list[bool],
) -> None:
    left: list[bool] = []
    watch.left.connect(lambda: left.append(True))

    desktop.say(path, interface, signal, *[False for _each in arguments], *([] if arguments else [False]))
    desktop.say("/org/freedesktop/login1/session/_39", "org.freedesktop.login1.Session", "Lock")
    desktop.say(path, interface, signal, *arguments)
    qtbot.waitUntil(lambda: left == [True])
    watch.end()
    desktop.say(path, interface, signal, *arguments)
    desktop.say(linux.LOGIN_PATH, linux.MANAGER, "PrepareForSleep", False)
    qtbot.wait(20)

    assert left == [True]


def test_sleep_waits_until_the_vault_is_closed(
    desktop: Desktop, open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[LinuxWatch] = []

    def watching(window: QWidget) -> SessionWatch:
        made.append(LinuxWatch(window, desktop.ours, desktop.ours))
        return made[0]

    monkeypatch.setattr("outreach_app.ui.session_watch.session_watch", watching)
    window = open_window(passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: bool(made) and made[0]._delay >= 0)
    shell = window.shell
    assert shell is not None
    store = shell.workspace.store
    held = not desktop.login.may_sleep()

    desktop.say(linux.LOGIN_PATH, linux.MANAGER, "PrepareForSleep", True)
    qtbot.waitUntil(desktop.login.may_sleep)
    settle(qtbot, window.vaults)

    assert held
    assert window.shell is None
    assert desktop.login.inhibited == [["sleep", "Vindplaats", "close the vault", "delay"]]
    with pytest.raises(RuntimeError, match="closed"), store.read() as session:
        session.connection()


def test_without_buses_nothing_is_heard_and_nothing_waits(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    nowhere = QDBusConnection("nowhere")

    watch = LinuxWatch(owner, nowhere, nowhere)
    watch.begin()
    watch.end()

    assert not nowhere.isConnected()


@pytest.mark.parametrize(
    ("message", "parameter", "away"),
    [
        (windows.WM_WTSSESSION_CHANGE, 7, True),
        (windows.WM_WTSSESSION_CHANGE, 8, False),
        (windows.WM_POWERBROADCAST, windows.PBT_APMSUSPEND, True),
        (windows.WM_POWERBROADCAST, 7, False),
        (0x0100, 7, False),
    ],
)
def test_messages_of_windows_are_told_apart(qtbot: QtBot, message: int, parameter: int, away: bool) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    watch = windows.WindowsWatch(owner)
    watch.begin()
    left: list[bool] = []
    watch.left.connect(lambda: left.append(True))
    said = wintypes.MSG(message=message, wParam=parameter)

    goes_on = watch.filter.nativeEventFilter(QByteArray(b"windows_generic_MSG"), ctypes.addressof(said))

    assert goes_on == (False, 0)
    assert bool(left) == away
