"""The window as anyone starts it, which tells on standard output where it stands: one JSON document a line.

Told are the screen, the place, the field with the focus and what stands in it, what was said at the foot, and how
many rows a list shows. `keep NAME` on standard input saves a picture.
"""

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QSocketNotifier, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTableView, QWidget

from outreach_app.i18n import set_language
from outreach_app.ui.lock import LockScreen
from outreach_app.ui.preferences import Preferences
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.strip import Strip
from outreach_app.ui.window import Window

LOOK_MS = 15


class Reporter:
    """Looks often, and speaks when something is different."""

    def __init__(self, window: Window, pictures: Path) -> None:
        self._window, self._pictures = window, pictures
        self._last: dict[str, Any] = {}
        self._heard = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._heard.activated.connect(lambda *_socket: self._listen())
        self._look = QTimer()
        self._look.timeout.connect(self._tell)
        self._look.start(LOOK_MS)

    def _listen(self) -> None:
        word, _space, name = sys.stdin.readline().strip().partition(" ")
        if word == "keep":
            self._window.grab().save(str(self._pictures / f"{name}.png"))
            print(json.dumps({"kept": name}), flush=True)
        else:
            self._window.close()
            QApplication.quit()

    def _tell(self) -> None:
        now = self._state()
        if now != self._last:
            self._last = now
            print(json.dumps(now), flush=True)

    def _state(self) -> dict[str, Any]:
        window, shell = self._window, self._window.shell
        focused = QApplication.focusWidget()
        shown = window.shown
        return {
            "active": window.isActiveWindow(),
            "screen": "lock" if isinstance(shown, LockScreen) else "open" if shell is not None else "other",
            "place": shell.place if shell is not None else "",
            "busy": shell is not None and not shell.background.wait(0),
            "focus": focused.accessibleName() if focused is not None else "",
            "kind": _kind(focused),
            "typed": focused.text() if isinstance(focused, QLineEdit) and _open(focused) else "",
            "said": [each.text() for each in _shown(shown, Strip)],
            "rows": [table.model().rowCount() for table in _shown(shown, QTableView)],
        }


def _kind(widget: QWidget | None) -> str:
    return "button" if isinstance(widget, QAbstractButton) else type(widget).__name__


def _open(field: QLineEdit) -> bool:
    """Not a passphrase."""
    return field.echoMode() == QLineEdit.EchoMode.Normal


def _shown(whole: QWidget | None, kind: type) -> list[Any]:
    inside: list[Any] = whole.findChildren(kind) if whole is not None else []
    return [each for each in inside if each.isVisibleTo(whole)]


def main() -> int:
    vault, pictures, scratch, language = (Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4])
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
    app = QApplication(["vindplaats"])
    app.setApplicationName("Vindplaats")
    set_language(language)
    theme().choose("light")
    window = Window(vault, Preferences(language=language), lambda _progress: _no_demo())
    window.start()
    window.show()
    reporter = Reporter(window, pictures)
    assert reporter
    return app.exec()


def _no_demo() -> Any:
    raise AssertionError("no demo was asked for")


if __name__ == "__main__":
    sys.exit(main())
