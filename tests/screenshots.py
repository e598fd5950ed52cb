"""`python -m tests.screenshots DIR [--lang nl] [--scale 2] [--demo DIR]`: each page, light and dark, of the demo.

For the README, and for whoever changed a page and wants to see it. Builds the demo unless `--demo` names
one that was built before.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from outreach_app import demo
from outreach_app.domain.records import Meeting, Signal
from outreach_app.i18n import set_language
from outreach_app.store import records
from outreach_app.ui.places import PLACES
from outreach_app.ui.preferences import Preferences
from outreach_app.ui.theme import theme
from outreach_app.ui.window import DemoTeam, Window
from tests.ui.desks import keys

SIZE = (1366, 768)
VIEWS = {
    "network": ("map", "talks", "referrals", "contact-persons"),
    "spots": ("tree", "spots", "furniture", "coverage"),
    "priorities": ("area-figures", "allocations"),
    "words": ("charter", "milestones", "templates"),
    "rounds": ("activities",),
    "regions": ("support-steps", "joint-services", "exchanges", "convenants"),
    "consultations": ("meetings", "working-groups", "overlap", "norms"),
}
"""What stands beside the first view of a page."""
PATIENCE_MS = 20_000
ROUND = (
    "gisteren[Tab]1930[Tab]2130[Tab][Tab][Tab]markt[Return]",
    "3[Alt+2][Ctrl+Shift+Return]",
    "vlasakkerpl[Return]",
    "6[Tab][Tab][Tab][Tab]4[Tab]2[Alt+4][Alt+0]",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("--lang", default="nl")
    parser.add_argument("--demo", type=Path, help="a demo that was built before")
    parser.add_argument("--only", default="", help="pages whose name begins so")
    parser.add_argument("--scale", default="1", help="of the screen: 2 is a picture at 200 %%")
    asked = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = asked.scale
    asked.target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        team = _team(asked.demo or Path(scratch) / "demo")
        app = QApplication([sys.argv[0]])
        set_language(asked.lang)
        for scheme in ("light", "dark"):
            _Photographer(app, team, asked.target, scheme, asked.lang, asked.only).take()
    return 0


def _team(folder: Path) -> DemoTeam:
    """The coordinator's vault: it shows everything."""
    kept = folder / "built.json"
    if not kept.is_file():
        kept.write_text(json.dumps(demo.build(folder).as_json()), encoding="utf-8")
    built = json.loads(kept.read_text(encoding="utf-8"))
    lead = next(vault["path"] for vault in built["vaults"] if vault["role"] == "coordinator")
    return DemoTeam(Path(lead), built["passphrase"])


class _Photographer:
    """One window in one scheme, shown page after page."""

    def __init__(
        self, app: QApplication, team: DemoTeam, target: Path, scheme: str, language: str, only: str
    ) -> None:
        self._app, self._team, self._target, self._scheme, self._only = app, team, target, scheme, only
        theme().choose(scheme, 100)
        preferences = Preferences(scheme=scheme, language=language)
        self._window = Window(team.vault, preferences, lambda progress: team)
        self._window.resize(*SIZE)

    def take(self) -> None:
        self._window.show()
        self._window.show_start()
        self._keep("start")
        screen = self._window.show_lock()
        screen.unlocking.passphrase.setText(self._team.passphrase)
        self._keep("lock")
        screen.unlock()
        self._wait(lambda: self._window.shell is not None)
        for place in PLACES:
            if place.name.startswith(self._only):
                self._show(place.name)
                for view in VIEWS.get(place.name, ()):
                    self._show(place.name, view)
        self._window.close()
        self._idle()

    def _show(self, name: str, view: str = "") -> None:
        shell = self._window.shell
        assert shell is not None
        targets = {"note": self._signal, "meeting": self._meeting}
        shell.go(name, targets[name]() if name in targets else view)
        self._idle(1200 if name == "note" else 400)
        page = shell.page
        assert page is not None
        if name == "round":
            self._type_a_round()
        for table in page.findChildren(QAbstractItemView):
            model = table.model()
            if table.isVisible() and model is not None and model.rowCount():
                table.setCurrentIndex(model.index(0, 0))
                break
        self._keep(f"{name}_{view}" if view else name)

    def _signal(self) -> str:
        """The worked example of the demo."""
        shell = self._window.shell
        assert shell is not None
        with shell.workspace.store.read() as session:
            return records.get(session, Signal, "Geen plek om te zitten in de Vlasakker").id

    def _meeting(self) -> str:
        """The one with the alderman, of which every item ended."""
        shell = self._window.shell
        assert shell is not None
        with shell.workspace.store.read() as session:
            return records.listed(session, Meeting, {"alderman": "1"})[0].id

    def _type_a_round(self) -> None:
        """As a worker would, so that the picture shows a page at work."""
        self._window.activateWindow()
        for typed in ROUND:
            keys(typed)
            self._idle(200)

    def _keep(self, name: str) -> None:
        self._idle()
        self._window.grab().save(str(self._target / f"{name}_{self._scheme}.png"))

    def _idle(self, milliseconds: int = 400) -> None:
        """Until the jobs are done and nothing has happened for a while: this is a camera, not a test."""
        for _turn in range(3):
            shell = self._window.shell
            if shell is not None:
                shell.background.wait(PATIENCE_MS)
            QTest.qWait(milliseconds // 2)

    def _wait(self, ready: Callable[[], bool]) -> None:
        timer = QElapsedTimer()
        timer.start()
        while not ready():
            if timer.hasExpired(PATIENCE_MS):
                raise TimeoutError("the vault did not open")
            QTest.qWait(50)


if __name__ == "__main__":
    sys.exit(main())
