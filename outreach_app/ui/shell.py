"""The unlocked window: navigation at the left, one page at the right. Gone, with all it holds, when locked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QStackedWidget, QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui import shortcuts
from outreach_app.ui.background import Background
from outreach_app.ui.backups.upkeep import Upkeep
from outreach_app.ui.confining import Confining
from outreach_app.ui.demo_strip import DemoStrip
from outreach_app.ui.desk import Action, Desk
from outreach_app.ui.discretion import KnownNames, know
from outreach_app.ui.erasing.old_notes import OldNotes
from outreach_app.ui.foot import Foot
from outreach_app.ui.help.helping import Helping
from outreach_app.ui.leaving.copying import Copying
from outreach_app.ui.locking.keeping import Keeping
from outreach_app.ui.navigation import Navigation
from outreach_app.ui.pages.page import Page
from outreach_app.ui.places import MERGE, NEW_ROUND, PLACES, SETTINGS, SYNC, Place
from outreach_app.ui.preferences import Preferences
from outreach_app.ui.sync_status import State, Status
from outreach_app.ui.syncing import Syncing
from outreach_app.ui.tasks import LongSync
from outreach_app.ui.today.lookout import Lookout
from outreach_app.ui.undoing import FieldsFirst, Undoing
from outreach_app.ui.waiting import Waiting
from outreach_app.ui.widgets.basics import column, row
from outreach_app.ui.widgets.messages import MessageBar
from outreach_app.workspace import demonstration
from outreach_app.workspace.past import Past

if TYPE_CHECKING:
    from outreach_app.workspace import Workspace


class Shell(QWidget):
    """Builds pages when they are first visited and moves between them."""

    lock_wanted = QtSignal()
    language_wanted = QtSignal(str)
    anew_wanted = QtSignal()
    """Text has another size, or lists are limited to something else: every page is built anew."""
    restore_wanted = QtSignal(object)
    """A backup file to put in the vault's place."""
    team_wanted = QtSignal(object)
    """Another team to look at, or None for the own one."""
    preferences_changed = QtSignal()
    """The lock time, that is: the looks hold at once by themselves."""

    def __init__(
        self, workspace: Workspace, places: Sequence[Place] = PLACES, *, preferences: Preferences | None = None
    ) -> None:
        super().__init__()
        self.preferences = preferences or Preferences.load()
        self.setProperty("look", "page")
        self.workspace = workspace
        self.background = Background(workspace.store, self)
        self.foot = Foot()
        self.undoing = Undoing(self.foot.say, self.refuse)
        self.desk = self._desk()
        self.syncing = Syncing(workspace, self.background, self)
        self.syncing.finished.connect(lambda report: self.forget() if report.erased else None)
        self.keeping = Keeping(self)
        KnownNames(self.background, self)
        self._places = {place.name: place for place in places}
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self.navigation = Navigation(places, new_round=NEW_ROUND in self._places)
        self.waiting = Waiting(workspace, self.background, self.navigation.buttons.get(MERGE), self)
        self.notice = MessageBar()
        """What is to be said of the whole vault, above every page."""
        self._lay_out()
        self.lookout = Lookout(self)
        self.helping = Helping(self, lambda: self.place)
        self.upkeep = Upkeep(self)
        self.old_notes = OldNotes(self)
        self._connect()
        self.confining = Confining(self)
        self._show_status(self.syncing.status)
        self._say_whose()

    def _desk(self) -> Desk:
        workspace = self.workspace
        return Desk(
            background=self.background,
            actor=workspace.actor,
            clock=workspace.clock,
            toast=self.toast,
            refuse=self.refuse,
            go=self.go,
            readonly=workspace.readonly or workspace.bundles.looked_at is not None,
            unwritable=workspace.readonly,
            erasing=workspace.erasing,
            past=None if workspace.bundles.looked_at is not None else Past(workspace),
            task=self.foot.tasks.begin,
            forget=self.forget,
        )

    @property
    def place(self) -> str:
        """The name of the page that is shown; empty before the first."""
        page = self._stack.currentWidget()
        return next((name for name, each in self._pages.items() if each is page), "")

    @property
    def pages(self) -> list[Page]:
        """Those that were built."""
        return [*self._pages.values()]

    @property
    def first_place(self) -> str:
        return next(place.name for place in self._places.values() if place.listed)

    @property
    def page(self) -> Page | None:
        return self._pages.get(self.place)

    def go(self, place: str, target: str = "") -> None:
        here = self.page
        if here is None:
            self._enter(place, target)
        else:
            here.leave(lambda: self._enter(place, target))

    def toast(self, text: str, action: Action | None = None) -> None:
        self.foot.say(text, self.undoing.offer(text, action))

    def refuse(self, error: OutreachError) -> None:
        """Says above the page what could not be done, and what to do now."""
        if self.page is not None:
            self.page.messages.say_error(error)
            self.foot.note(str(error), "error")

    def show_owner(self) -> None:
        """Who, which team, and whether the team's fingerprint still has to be compared."""
        workspace = self.workspace
        mark, why = "", ""
        other = workspace.bundles.looked_at
        if other is not None:
            mark, why = _("another team"), _("What you see is the work of {team}.").format(team=other.name)
        elif workspace.readonly:
            mark, why = _("read-only"), _("This vault is open in another program: nothing can be changed here.")
        elif workspace.membership.revoked:
            mark, why = _("taken out"), _("This laptop was taken out of the team: it exchanges nothing any more.")
        elif not workspace.confirmed:
            mark = _("unconfirmed")
            why = _("The fingerprint of the team was not compared yet. See Team and sync.")
        self.navigation.show_owner(workspace.worker_name, workspace.team_name, mark, why)

    def _say_whose(self) -> None:
        other = self.workspace.bundles.looked_at
        if other is not None:
            back = (_("Back to our own work"), lambda: self.team_wanted.emit(None))
            whose = _("This is the work of {team}.").format(team=other.name or other.fingerprint)
            self.notice.say(whose, _("Nothing of it can be changed here."), "info", back, closable=False)

    def forget(self) -> None:
        """What was said and what could be undone: the vault is about to be locked, or something was erased."""
        self.foot.forget()
        self.undoing.forget()

    def show_notices(self) -> None:
        self.foot.show_list(self.undoing.next)

    def put_away(self) -> None:
        """Every page stores its drafts; then nothing is called back any more. Does not wait."""
        self.keeping.keep()
        for page in self._pages.values():
            page.put_away()
        know(())
        self.background.stopping.set()
        self.forget()

    def _enter(self, name: str, target: str) -> None:
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = self._places[name].build(self)
            page.confine(self.confining.chosen)
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.navigation.show_place(name)
        page.arrive(target)
        self.helping.follow()

    def _lay_out(self) -> None:
        self.demo = DemoStrip()
        self.demo.hide()
        pages = column(column(self.demo, self.notice, margins=(28, 14, 28, 0)), gap=0)
        pages.addWidget(self._stack, 1)
        pages.addWidget(self.foot)
        body = row(self.navigation, pages, gap=0)
        body.setStretch(1, 1)
        self.setLayout(body)

    def _connect(self) -> None:
        Copying(self.desk, self)
        self.background.read(demonstration.is_demo, owner=self, done=self.demo.setVisible)
        self.navigation.wanted.connect(self.go)
        self.navigation.new_round_wanted.connect(self._new_round)
        self.navigation.lock_wanted.connect(self.lock_wanted)
        self.navigation.sync_wanted.connect(self._to_sync)
        self.navigation.stop_wanted.connect(self.syncing.cancel)
        self.syncing.status_changed.connect(self._show_status)
        self.background.refused.connect(self.refuse)
        shortcuts.bind(self, shortcuts.LOCK, self.lock_wanted.emit, anywhere=True)
        shortcuts.bind(self, shortcuts.UNDO, self.undoing.undo, anywhere=True)
        shortcuts.bind(self, shortcuts.REDO, self.undoing.redo, anywhere=True)
        shortcuts.bind(self, shortcuts.NOTICE, self._switch_to_notice, anywhere=True)
        self.navigation.bell.clicked.connect(self.show_notices)
        FieldsFirst(self)
        LongSync(self.syncing, self.foot.tasks)
        if NEW_ROUND in self._places:
            shortcuts.bind(self, shortcuts.NEW_ROUND, self._new_round, anywhere=True)
            shortcuts.bind(self, shortcuts.QUICK_LINE, self._quick_line, anywhere=True)
        if SETTINGS in self._places:
            shortcuts.bind(self, shortcuts.SETTINGS, lambda: self.go(SETTINGS), anywhere=True)
        listed = [place.name for place in self._places.values() if place.listed]
        for keys, name in zip(shortcuts.PLACES.keys, listed, strict=False):
            shortcuts.bind_one(self, shortcuts.PLACES, keys, partial(self.go, name), anywhere=True)

    def _quick_line(self) -> None:
        from outreach_app.ui.entry.quick_line import open_quick_line

        open_quick_line(self.desk, self)

    def _switch_to_notice(self) -> None:
        self.foot.switch_focus(self.page.messages if self.page else None)

    def _new_round(self) -> None:
        self.go(NEW_ROUND)

    def _to_sync(self) -> None:
        chooses = self.syncing.status.state is State.CHOICES and MERGE in self._places
        self.go(MERGE if chooses else SYNC)

    def _show_status(self, status: Status) -> None:
        self.navigation.show_status(status, busy=self.syncing.busy)
        self.show_owner()
