"""What a user can see and reach, asked of real widgets."""

from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from outreach_app.ui.background import Background
from outreach_app.ui.pages.settings import SettingsPage
from outreach_app.ui.settings import SETTINGS_TABS
from outreach_app.ui.shell import Shell

W = TypeVar("W", bound=QWidget)


def settle(qtbot: QtBot, *lanes: Background) -> None:
    """Until every lane rests and its results have arrived."""
    for lane in lanes:
        assert lane.wait(20_000)
    qtbot.wait(1)


def bring_up(qtbot: QtBot, window: QWidget) -> None:
    """Shows a window and waits until keys go to it."""

    def active() -> bool:
        window.activateWindow()  # asked again: the first may come while another window is still going
        return window.isActiveWindow()

    window.show()
    qtbot.waitUntil(active)


class OtherWindows(QObject):
    """Counts windows that open beside `window` while it is built: a widget shown before it has a place flashes."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def __enter__(self) -> "OtherWindows":
        _app().installEventFilter(self)
        return self

    def __exit__(self, *_error: object) -> None:
        _app().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def _app() -> QCoreApplication:
    app = QCoreApplication.instance()
    assert app is not None
    return app


def shown(widget: QWidget, kind: type[W]) -> list[W]:
    """The visible widgets of a kind inside another."""
    return [each for each in widget.findChildren(kind) if each.isVisibleTo(widget)]


def texts(widget: QWidget) -> list[str]:
    """Every text that can be read now."""
    return [label.text() for label in shown(widget, QLabel) if label.text()]


def button(widget: QWidget, name: str) -> QAbstractButton:
    """The visible button that a screen reader calls so."""
    found = [each for each in shown(widget, QAbstractButton) if each.accessibleName() == name]
    assert len(found) == 1, (
        f"{len(found)} buttons are called {name!r}: {[b.accessibleName() for b in shown(widget, QAbstractButton)]}"
    )
    return found[0]


def editor(widget: QWidget, name: str, kind: type[W]) -> W:
    """The visible editor that a screen reader calls so."""
    found = [each for each in shown(widget, kind) if each.accessibleName() == name]
    assert len(found) == 1, f"{len(found)} editors are called {name!r}"
    return found[0]


def unnamed(widget: QWidget) -> list[str]:
    """Widgets that take the focus by Tab and have no name for a screen reader."""
    everything = [widget, *widget.findChildren(QWidget)]
    return [
        f"{type(each).__name__} in {type(each.parent()).__name__}"
        for each in everything
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not each.accessibleName().strip()
    ]


def cut_off(widget: QWidget) -> list[str]:
    """Labels and buttons that are given less room than their words need."""
    found = []
    for each in shown(widget, QWidget):
        if isinstance(each, QLabel | QAbstractButton) and each.isVisible():
            wants = each.minimumSizeHint()
            if isinstance(each, QLabel) and each.wordWrap():
                wants.setHeight(max(wants.height(), each.heightForWidth(each.width())))
            if each.width() + 1 < wants.width() or each.height() + 1 < wants.height():
                found.append(f"{type(each).__name__} {each.text()!r}: {each.size().toTuple()} < {wants.toTuple()}")
    return found


def tabs(shell: Shell) -> list[str]:
    """The tabs of the settings, where they are shown; else the page is all there is."""
    if not isinstance(shell.page, SettingsPage):
        return [""]
    coordinator = shell.workspace.actor.coordinator
    return [tab.slug for tab in SETTINGS_TABS if coordinator or not tab.only_coordinator]
