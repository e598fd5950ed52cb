"""Merge: what several people wrote apart and what may be there twice, decided one by one for everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot

from outreach_app.domain.fields import Id
from outreach_app.i18n import _, ngettext
from outreach_app.store.alike import Alike
from outreach_app.store.collisions import Collision, Settled
from outreach_app.store.folding import Folded
from outreach_app.store.likeness import Comparison, titles
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.desk import Desk
from outreach_app.ui.merge.detail import Detail
from outreach_app.ui.merge.queue import MOST, Queue
from outreach_app.ui.merge.subject import Waits, of_choice, of_pair, of_settled
from outreach_app.ui.pages.page import Page
from outreach_app.ui.shortcuts import CHOICE_BEFORE, NEXT_CHOICE, bind
from outreach_app.ui.sync_status import said_at
from outreach_app.ui.syncing import Syncing
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.waiting import Waiting
from outreach_app.ui.widgets.basics import Card, row
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class _Found:
    """What waits, as it was read: all that is listed, and how many in all."""

    waits: list[Waits]
    choices: int
    pairs: int


class MergePage(Page):
    def __init__(self, desk: Desk, workspace: Workspace, syncing: Syncing, waiting: Waiting) -> None:
        super().__init__(desk, _("Merge"))
        self._workspace, self._syncing, self._waiting = workspace, syncing, waiting
        self._waits: list[Waits] = []
        self._settled: dict[Id, Settled] = {}
        """What was chosen since the vault was opened; with the page it goes."""
        self._at = self._open = 0
        """Where we are in the queue, and how many of it are to be decided: those come first."""
        self.queue = Queue()
        self.detail = Detail(writable=not desk.readonly)
        self._nothing = Card(
            EmptyState(
                "git-merge",
                _("Nothing to decide"),
                _("When two people change the same without seeing each other's work, both versions stand here."),
                (_("To the sync"), lambda: desk.go("sync", "")),
            )
        )
        both = row(self.queue, self.detail, self._nothing, gap=Space.L)
        for at, stretch in enumerate((3, 7, 7)):
            both.setStretch(at, stretch)
        self.body.addLayout(both, 1)
        self.detail.hide()
        self._connect()

    def arrive(self, target: str = "") -> None:
        super().arrive(target)
        self.reload(focus=True)
        self._look_back()

    def reload(self, *, focus: bool = False) -> None:
        """What waits by now; the one that is shown stays, if it still waits."""
        folder = self._workspace.folder
        now = datetime.fromtimestamp(self.desk.clock.milliseconds() / 1000).astimezone()
        when = said_at(self._syncing.standing.synced, now)
        last = _("Last sync")
        told = f"{last} · {when}" if when else _("Not synced yet")
        self.queue.show_sync(str(folder or ""), told)
        self.desk.background.read(self._find, owner=self, done=lambda found: self._show(found, focus=focus))

    def step(self, by: int) -> None:
        """To the next, or the one before; around the end."""
        if self._open:
            self.choose(self._waits[(self._at + by) % self._open].key, focus=True)

    @Slot(str)
    def choose(self, key: str, *, focus: bool = False) -> None:
        self._at = next((at for at, one in enumerate(self._waits) if one.key == key), 0)
        one = self._waits[self._at]
        self.target = one.key
        self.queue.mark(one.key)
        if one.settled is not None:
            self._show_seen(one.settled.seen, focus=focus, taken=one.settled.values)
        elif one.choice is not None:
            self._show_seen(one.choice, focus=focus)
        elif (pair := one.pair) is not None:
            self.desk.background.read(
                lambda session: self._workspace.merging.compare(session, pair),
                owner=self,
                done=lambda seen: self._show_seen(seen, focus=focus),
                failed=lambda _error: self.reload(),  # decided on another laptop meanwhile
            )

    @Slot(object, object)
    def keep(self, seen: Collision | Comparison, taken: Mapping[str, str]) -> None:
        merging = self._workspace.merging
        if isinstance(seen, Collision):
            settled = self._waits[self._at].settled
            self.desk.background.run(
                lambda session: (
                    merging.resolve_again(session, settled, taken)
                    if settled is not None
                    else merging.resolve(session, seen, taken)
                ),
                owner=self,
                done=self._kept,
                busy=self.detail,
            )
            return
        self.desk.background.run(
            lambda session: watched(session, lambda session: merging.fold(session, seen, taken)),
            owner=self,
            done=lambda folded: self._folded(*folded),
            busy=self.detail,
        )

    @Slot(object)
    def keep_apart(self, seen: Comparison) -> None:
        pair = Alike(seen.record, seen.one, seen.other)
        self.desk.background.run(
            lambda session: self._workspace.merging.keep_apart(session, pair),
            owner=self,
            done=lambda _nothing: self._decided(_("They stay two. Nobody is asked again.")),
            busy=self.detail,
        )

    def _find(self, session: "Session") -> _Found:
        merging = self._workspace.merging
        choices, pairs = merging.conflicts(session), merging.duplicates(session)
        listed = zip(pairs[:MOST], titles(session, pairs[:MOST]), strict=True)
        waits = [*map(of_choice, choices[:MOST]), *(of_pair(pair, title) for pair, title in listed)]
        return _Found(waits, len(choices), len(pairs))

    def _look_back(self) -> None:
        """What the last sync took in: counted in its segments, which takes a while."""
        report = self._syncing.report
        if report is not None:
            self.desk.background.run_outside(
                lambda: report.listed.applied, owner=self, done=self.queue.show_merged
            )

    def _show(self, found: _Found, *, focus: bool) -> None:
        self._waiting.show(found.choices + found.pairs)
        self.set_title(_("Merge"), _summary(found))
        self._open = len(found.waits)
        self._waits = [*found.waits, *map(of_settled, reversed(self._settled.values()))]
        self.queue.show_waiting(self._waits, found.choices + found.pairs - len(found.waits))
        keys = [one.key for one in self._waits]
        shown = self.target in keys or bool(found.waits)
        self._nothing.setVisible(not shown)
        self.queue.setVisible(bool(self._waits) or self._syncing.report is not None)
        self.detail.setVisible(shown)
        if shown:
            next_one = keys[min(self._at, len(found.waits) - 1)] if found.waits else ""
            self.choose(self.target if self.target in keys else next_one, focus=focus)

    def _show_seen(
        self, seen: Collision | Comparison, *, focus: bool, taken: Mapping[str, Any] | None = None
    ) -> None:
        self._nothing.hide()
        self.detail.show()
        place = _("{at} of {n}").format(at=self._at + 1, n=self._open) if self._at < self._open else ""
        self.detail.show_seen(seen, place, taken)
        if focus:
            self.detail.focus()

    def _kept(self, settled: Settled) -> None:
        self._settled[settled.seen.id] = settled
        self._decided(_("Kept. It counts for everybody from the next sync on."))

    def _folded(self, done: Folded, change: Change) -> None:
        moved = ngettext("{n} record points at it now.", "{n} records point at it now.", done.moved)
        words = _("They are one; the other is in the bin.")
        self._decided(f"{words} {moved}" if done.moved else words, change)

    def _decided(self, told: str, change: Change | None = None) -> None:
        self.messages.hide()
        self.desk.did(told, change or Change())
        self.reload(focus=True)
        self._syncing.soon()

    def _connect(self) -> None:
        self.queue.chosen.connect(self.choose)
        self.detail.kept.connect(self.keep)
        self.detail.apart.connect(self.keep_apart)
        self.detail.skipped.connect(lambda: self.step(1))
        self.desk.background.records_changed.connect(self._reload_if_seen)
        self._syncing.finished.connect(self._synced)
        bind(self, NEXT_CHOICE, lambda: self.step(1))
        bind(self, CHOICE_BEFORE, lambda: self.step(-1))

    @Slot(set)
    def _reload_if_seen(self, _written: set[type]) -> None:
        """Whatever was saved may have settled one."""
        if self.isVisible():
            self.reload()

    @Slot()
    def _synced(self) -> None:
        if self.isVisible():
            self.reload()
            self._look_back()


def _summary(found: _Found) -> str:
    parts = []
    if found.choices:
        parts.append(ngettext("{n} choice needed", "{n} choices needed", found.choices))
    if found.pairs:
        parts.append(ngettext("{n} may be there twice", "{n} may be there twice", found.pairs))
    return ", ".join(parts)
