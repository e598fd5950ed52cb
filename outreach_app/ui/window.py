"""The one window: lock screen, first start, or the open vault. Knows how to go from each to the others.

Nothing here imports the store: the window must stand before that is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import set_language
from outreach_app.ui.background import Background
from outreach_app.ui.closing import LAST_SYNC, PATIENCE_MS, close, note_refusal, restored_from
from outreach_app.ui.idle import Idle
from outreach_app.ui.lock import LockScreen
from outreach_app.ui.locking.clipboard import Clipboard
from outreach_app.ui.locking.closing import close_everything
from outreach_app.ui.locking.forgetting import forget
from outreach_app.ui.locking.hiding import Hiding
from outreach_app.ui.locking.keys import LockKeys
from outreach_app.ui.locking.unkept import Unkept
from outreach_app.ui.preferences import Preferences
from outreach_app.ui.qt_words import speak_qt
from outreach_app.ui.starting import Starting
from outreach_app.ui.widgets.tab_order import focus_within, give_focus

if TYPE_CHECKING:
    from outreach_app.sync.others import OtherTeam
    from outreach_app.ui.session_watch import SessionWatch
    from outreach_app.ui.shell import Shell
    from outreach_app.workspace import Workspace

LEAST = (1180, 660)
USUAL = (1366, 768)
FRAME = QSize(2, 34)
"""What a window manager puts around a window: on a small screen it must stay inside too."""


class DemoTeam(NamedTuple):
    """A demo that was built: which vault to open, and its passphrase."""

    vault: Path
    passphrase: str


BuildDemo = Callable[[Callable[[int, int], None]], DemoTeam]


class Window(QMainWindow):
    """Shows one thing at a time. `build_demo` makes the demo team; it runs in a worker thread."""

    def __init__(self, vault: Path, preferences: Preferences, build_demo: BuildDemo) -> None:
        super().__init__()
        self.preferences = preferences
        self.shell: Shell | None = None
        self.vault = self.own_vault = vault
        self.build_demo = build_demo
        self._back_to = ("", "")
        self._ready_to_close = False
        self.starting = Starting(self)
        # One after the other: unlocking again waits until the vault was closed.
        self.vaults = Background(parent=self, outside=1)
        self.idle = Idle(self)
        self.idle.left_alone.connect(self.lock)
        self.clipboard = Clipboard(self)
        self._session: SessionWatch | None = None
        self.hiding = Hiding(self)
        self.unkept = Unkept(self)
        self.keys = LockKeys(self)
        self.keys.lock_wanted.connect(self.lock)
        self.keys.panic_wanted.connect(self.panic)
        self.vaults.refused.connect(note_refusal)
        self._screens = QStackedWidget()
        self.setCentralWidget(self._screens)
        self.setWindowTitle("Vindplaats")
        self.setMinimumSize(*LEAST)
        if preferences.geometry is None or not self.restoreGeometry(preferences.geometry):
            self.resize(QSize(*USUAL).boundedTo(self.screen().availableSize() - FRAME))

    @property
    def shown(self) -> QWidget | None:
        """What is shown: the lock screen, the first start or the shell."""
        return self._screens.currentWidget()

    def start(self, passphrase: str | None = None) -> None:
        """The lock screen where there is a vault, else the first start; with a passphrase it is tried at once."""
        if not (self.vault.is_dir() and any(self.vault.iterdir())):
            self.show_start()
            return
        screen = self.show_lock()
        if passphrase is not None:
            screen.unlocking.passphrase.setText(passphrase)
            screen.unlock()

    def show_lock(self) -> LockScreen:
        screen = LockScreen(self.vault, self.vaults)
        screen.opened.connect(self.show_workspace)
        screen.elsewhere.connect(self.show_start)
        self.show_screen(screen)
        return screen

    @Slot()
    def show_start(self) -> None:
        """The first start: a new vault, a team to join, or the demo."""
        self._back_to = ("", "")
        self.starting.show()

    @Slot(object)
    def show_workspace(self, workspace: Workspace) -> None:
        from outreach_app.ui.shell import Shell

        self.vault = workspace.vault.folder
        if not (workspace.team_fingerprint or workspace.readonly):
            self.starting.go_on_with(workspace)
            return
        self.preferences.traceless = False
        shell = self.shell = Shell(workspace, preferences=self.preferences)
        shell.lock_wanted.connect(self.lock)
        shell.language_wanted.connect(self.speak)
        shell.anew_wanted.connect(self._measure_anew)
        shell.team_wanted.connect(self._look_at)
        shell.restore_wanted.connect(self.restore)
        shell.demo.removal_wanted.connect(self.starting.remove_demo)
        shell.preferences_changed.connect(lambda: self.idle.begin(self.preferences.lock_minutes))
        self.show_screen(shell)
        place, target = self._back_to
        shell.go(place or shell.first_place, target)
        shell.keeping.begin(back=bool(place), sealed=self.unkept.take(self.vault))
        self.unkept.tell(shell)
        shell.syncing.begin()
        shell.lookout.begin()
        shell.upkeep.begin()
        shell.old_notes.begin()
        self.idle.begin(self.preferences.lock_minutes)
        self.session.begin()

    @property
    def session(self) -> SessionWatch:
        """Of the desktop; made when a vault is first open: the lock screen need not wait for it."""
        if self._session is None:
            from outreach_app.ui.session_watch import session_watch

            self._session = session_watch(self)
            self._session.left.connect(self.lock_at_once)
        return self._session

    @Slot()
    def lock_at_once(self) -> None:
        """Nothing is sent any more: the laptop may be asleep in a moment."""
        self._lock(0)

    @Slot()
    def lock(self) -> None:
        """Stores drafts, hides everything at once, and closes the vault when its last job has ended."""
        self._lock(LAST_SYNC)

    @Slot()
    def panic(self) -> None:
        """Locks and hides at once; the task bar brings the lock screen back. Nothing is sent any more."""
        self.lock_at_once()
        self.hiding.hide()

    @Slot(object)
    def restore(self, file: Path) -> None:
        """Puts a backup in the place of the open vault, and opens what came back."""
        shell = self.put_away()
        if shell is None:
            return
        screen = self.show_lock()

        def refused(error: OutreachError) -> None:
            forget(shell, self.vaults)
            screen.messages.say_error(error)

        def restored(workspace: Workspace) -> None:
            forget(shell, self.vaults)
            self.show_workspace(workspace)

        self.vaults.run_outside(
            lambda: restored_from(shell, file), owner=screen, done=restored, failed=refused, busy=screen.unlocking
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        asks = self.starting.wizard or (self.shell.page if self.shell else None)
        if asks is not None and not self._ready_to_close:
            asks.leave(self._close_now)
        if asks is not None and not self._ready_to_close:
            event.ignore()  # the page asks something first
            return
        event.setAccepted(self._end())

    def _close_now(self) -> None:
        self._ready_to_close = True
        self.close()  # does nothing where the page had nothing to ask: then it is closing already

    def _lock(self, last_sync: float) -> None:
        shell = self.put_away()
        if shell is None:
            return
        self.show_lock()

        def forgotten(closed: object) -> None:
            self.unkept.cut_short = shell.background.cut_short.is_set()
            self.unkept.hold(self.vault, closed if isinstance(closed, bytes) else None)
            self.session.end()
            forget(shell, self.vaults)

        self.vaults.run_outside(lambda: close(shell, last_sync), owner=self, done=forgotten, failed=forgotten)

    def _end(self) -> bool:
        """Whether nothing would be lost by it: else the vault is locked, and the window stays."""
        self.preferences.geometry = self.saveGeometry()
        self.preferences.save()
        shell = self.put_away()
        if not self.unkept.lets_go(shell):
            return False
        self.vaults.stopping.set()
        return True

    def put_away(self) -> Shell | None:
        self.idle.end()
        shell, self.shell = self.shell, None
        if shell is not None:
            page = shell.page
            self._back_to = (shell.place, page.target if page else "")
            shell.put_away()
            close_everything(but=self)
            self.clipboard.clear()
        return shell

    def show_screen(self, screen: QWidget) -> None:
        """Takes the place of what was shown. A shell lives on, hidden, until its vault is closed."""
        before = self.shown
        self._screens.addWidget(screen)
        self._screens.setCurrentWidget(screen)
        if before is not None:
            self._screens.removeWidget(before)
            if not hasattr(before, "workspace"):
                before.deleteLater()
        screen.setFocus()

    @Slot(object)
    def choose_vault(self, folder: Path) -> LockScreen:
        self.vault = folder
        self._back_to = ("", "")
        return self.show_lock()

    @Slot(str)
    def speak(self, code: str) -> None:
        """Another language: drafts are stored, then every page is built anew over the same open vault."""
        self.preferences.traceless = False
        self.preferences.language = code
        self.preferences.save()
        set_language(code)
        speak_qt()
        self._measure_anew()
        self.starting.say_again()

    @Slot()
    def _measure_anew(self) -> None:
        """The same page again, in another language or with letters of another size."""
        if self.shell is not None:
            self._anew(self.shell, self.shell.place, self.shell.page.target if self.shell.page else "")

    @Slot(object)
    def _look_at(self, team: OtherTeam | None) -> None:
        """Another team's work, or the own again."""
        if self.shell is not None:
            self._anew(self.shell, "rounds" if team else "team", "", lambda ws: ws.bundles.look_at(team))

    def _anew(
        self, shell: Shell, place: str, target: str, first: Callable[[Workspace], object] | None = None
    ) -> None:
        """Drafts are stored, then every page is built anew over the same open vault."""
        self._back_to = (place, target)
        focused = focus_within(shell.page) if shell.page else -1
        shell.put_away()
        shell.setEnabled(False)

        def anew(_rested: bool) -> None:
            if self.shell is shell:  # not locked meanwhile
                self.unkept.hold(self.vault, shell.keeping.sealed())
                if first is not None:
                    first(shell.workspace)
                self.show_workspace(shell.workspace)
                shell.deleteLater()
                if self.shell is not None and self.shell.page is not None and self.shell.place == place:
                    give_focus(self.shell.page, focused)

        self.vaults.run_outside(lambda: shell.background.wait(PATIENCE_MS), owner=self, done=anew)
