"""The window of a demo, told where to go by lines on standard input; says `ready` when it stands there."""

import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from outreach_app.domain.records import Signal
from outreach_app.i18n import set_language
from outreach_app.store import records
from outreach_app.ui.preferences import Preferences
from outreach_app.ui.theme import theme
from outreach_app.ui.window import Window
from tests.screenshots import _team

LOOK_MS = 30


class Guide:
    """Goes to a place, waits until its answers have come, and says so."""

    def __init__(self, window: Window, passphrase: str) -> None:
        self._window, self._passphrase = window, passphrase
        self._heard = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._heard.activated.connect(lambda *_socket: self._listen())
        self._look = QTimer()
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._ready)
        self._quiet = 0
        self._look.start()

    def _listen(self) -> None:
        word, _space, rest = sys.stdin.readline().strip().partition(" ")
        self._quiet = 0
        shell = self._window.shell
        if word == "type":
            self._window.show_lock().unlocking.passphrase.setText(self._passphrase)
        elif word == "unlock":
            self._window.start(self._passphrase)
        elif word == "go" and shell is not None:
            shell.go(rest, self._signal() if rest == "note" else "")
        elif not word or word == "end":
            self._window.close()
            QApplication.quit()
            return
        self._wanted_shell = word in ("unlock", "go")
        self._look.start()

    _wanted_shell = False

    def _ready(self) -> None:
        """Twice in a row nothing to do: then what was asked for is shown."""
        shell = self._window.shell
        busy = (shell is None) if self._wanted_shell else False
        resting = not busy and (shell is None or shell.background.wait(0))
        self._quiet = self._quiet + 1 if resting else 0
        if self._quiet > 3:
            self._look.stop()
            print("ready", flush=True)

    def _signal(self) -> str:
        shell = self._window.shell
        assert shell is not None
        with shell.workspace.store.read() as session:
            return records.get(session, Signal, "Geen plek om te zitten in de Vlasakker").id


def main() -> int:
    demo, scratch, language = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
    team = _team(demo)
    app = QApplication(["vindplaats"])
    app.setApplicationName("Vindplaats")
    set_language(language)
    theme().choose("light")
    window = Window(team.vault, Preferences(language=language), lambda _progress: team)
    window.resize(1366, 768)
    window.show_lock()
    window.show()
    guide = Guide(window, team.passphrase)
    assert guide
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
