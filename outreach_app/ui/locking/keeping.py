"""Keeps where someone is and what stands typed there in the encrypted database: over a lock, and over a crash."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from outreach_app.errors import OutreachError
from outreach_app.i18n import _, day
from outreach_app.store.drafts import KeptPlace, keep_place, kept_place
from outreach_app.ui.offers import clock_time, from_millis

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell

EVERY_MS = 2000
"""A killed process loses no more typing than this."""

Kept = dict[str, Any]


@runtime_checkable
class KeptDialog(Protocol):
    """A dialog whose content comes back: `kept` names under `dialog` who opens it again, see REOPENED."""

    def kept(self) -> Kept: ...


def _record(shell: Shell, kept: Mapping[str, Any]) -> None:
    from outreach_app.ui.dialogs.record import reopen

    reopen(shell.desk, shell.window(), kept)


def _move(shell: Shell, kept: Mapping[str, Any]) -> None:
    from outreach_app.ui.moves import reopen

    reopen(shell.desk, shell.window(), kept)


def _promote(shell: Shell, kept: Mapping[str, Any]) -> None:
    from outreach_app.ui.pages.needs import reopen

    reopen(shell.desk, shell.window(), kept)


def _quick_line(shell: Shell, kept: Mapping[str, Any]) -> None:
    from outreach_app.ui.entry.quick_line import reopen

    reopen(shell.desk, shell.window(), kept)


def _tell(shell: Shell, kept: Mapping[str, Any]) -> None:
    from outreach_app.ui.course.telling import reopen

    reopen(shell.desk, shell.window(), kept)


def _copy_up(shell: Shell, kept: Mapping[str, Any]) -> None:
    from outreach_app.ui.dialogs.copy_up import reopen

    reopen(shell.desk, shell.window(), kept)


def _correct(shell: Shell, kept: Mapping[str, Any]) -> None:
    from outreach_app.ui.course.correcting import reopen

    reopen(shell.desk, shell.window(), kept)


def _merge_areas(shell: Shell, kept: Mapping[str, Any]) -> None:
    from outreach_app.ui.areas.merging import reopen

    reopen(shell.desk, shell.window(), kept)


REOPENED: dict[str, Callable[[Shell, Mapping[str, Any]], None]] = {
    "record": _record,
    "move": _move,
    "promote": _promote,
    "copy_up": _copy_up,
    "merge_areas": _merge_areas,
    "tell": _tell,
    "correct": _correct,
    "quick_line": _quick_line,
}


class Keeping(QObject):
    """Writes what is unfinished every two seconds while it changes, and everything when it is told to."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._last: Kept = {}
        self._refused = False
        self._held: Kept = {}
        """All that stood typed when the vault was locked, what a page keeps elsewhere too."""
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._keep_unfinished)

    def begin(self, *, back: bool, sealed: bytes | None = None) -> None:
        """Puts back what was kept: after a lock all of it, at a new start what a crash left unfinished.

        `sealed` is what the disk did not take then.
        """
        if sealed is not None:
            held = json.loads(self._shell.workspace.vault.unsealed(sealed))
            self._put_back(KeptPlace(self._shell.desk.clock.milliseconds(), held), True)
        elif not self._shell.desk.readonly:  # what another process keeps is not ours to take up
            self._shell.background.read(kept_place, owner=self, done=lambda kept: self._put_back(kept, back))

    def keep(self) -> None:
        """Writes it now; a job of the writer, so nothing has been kept before that lane rests."""
        here, page = self._here(), self._shell.page
        self._held = {**here, "page": {**here["page"], **page.held()}} if page is not None else here
        self._shell.background.unwritten.clear()
        self._write(here)

    def sealed(self) -> bytes | None:
        """What stood typed, for memory alone; None where the disk took all of it. In the thread that closes."""
        shell = self._shell
        if not (self._held and shell.background.unwritten.is_set()) or shell.desk.readonly:
            return None
        return shell.workspace.vault.sealed(json.dumps(self._held).encode())

    def _here(self) -> Kept:
        shell, page = self._shell, self._shell.page
        if page is None:
            return {}
        dialogs = [
            widget.kept()
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, QDialog) and widget.isVisible() and isinstance(widget, KeptDialog)
        ]
        held = page.kept()
        return {
            "place": shell.place,
            "target": page.target,
            "page": held,
            "dialogs": dialogs,
            "aside": dict(shell.desk.aside),
            "unfinished": bool(dialogs) or bool(held.get("unfinished")),
        }

    def _keep_unfinished(self) -> None:
        here = self._here()
        if any(kept.get(name) for kept in (here, self._last) for name in ("unfinished", "aside")):
            self._write(here)

    def _write(self, here: Kept) -> None:
        if here == self._last or self._shell.desk.readonly:
            return
        self._last = here
        at = self._shell.desk.clock.milliseconds()
        self._shell.background.run(
            lambda session: keep_place(session, here, at),
            owner=self,
            done=lambda _none: self._written(None),
            failed=self._written,
        )

    def _written(self, error: OutreachError | None) -> None:
        """What was refused is said once, and tried again every two seconds."""
        if error is not None:
            self._last = {}
            if not self._refused:
                self._shell.refuse(error)
        self._refused = error is not None

    def _put_back(self, kept: KeptPlace | None, back: bool) -> None:
        self._timer.start()
        shell = self._shell
        if kept is not None and kept.content.get("aside"):
            shell.desk.aside.update(kept.content["aside"])
        if kept is None or not (back or kept.content.get("unfinished")):
            return
        place, target = kept.content["place"], kept.content["target"] or ""  # empty: erased meanwhile
        if shell.place != place or (shell.page and shell.page.target != target):
            shell.go(place, target)
        if shell.page is None or shell.place != place:
            return
        shell.page.bring_back(kept.content["page"] or {})
        for dialog in kept.content["dialogs"]:
            REOPENED[dialog["dialog"]](shell, dialog)
        if not back:
            when, at = day(from_millis(kept.saved_at), "EEEE d MMMM"), clock_time(kept.saved_at)
            words = _("What you were typing on {day} at {time} is back. It is not saved yet.")
            shell.toast(words.format(day=when, time=at))
