"""Keeps the draft of a round in the encrypted store while it is typed."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal

from outreach_app.domain.burden import Stopwatch
from outreach_app.domain.drafts import RoundDraft
from outreach_app.domain.fields import Id, new_id
from outreach_app.errors import OutreachError
from outreach_app.store.drafts import KeptDraft, discard_draft, save_draft
from outreach_app.ui.desk import Desk

REST_MS = 300
AT_MOST_MS = 2000
"""A killed process loses no more typing than this."""


class DraftKeeper(QObject):
    """Writes the draft after a rest, and in any case every two seconds of typing."""

    kept = QtSignal(object)
    """When it was written, in milliseconds since 1970."""
    refused = QtSignal(object)
    """An OutreachError: it was not written, and is tried again."""

    def __init__(self, desk: Desk, draft: Callable[[], RoundDraft], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._draft = desk, draft
        self.key = new_id()
        self._watch = Stopwatch()
        self._rest, self._at_most = (self._timer(pause) for pause in (REST_MS, AT_MOST_MS))

    @property
    def spent(self) -> int:
        """Milliseconds of typing, pauses left out."""
        return self._watch.spent

    def note_change(self) -> None:
        """Something was typed."""
        self._watch.tick(self._desk.clock.milliseconds())
        self._rest.start()
        if not self._at_most.isActive():
            self._at_most.start()

    def take_over(self, key: Id, spent: int = 0) -> None:
        """Go on with a draft that was kept before."""
        self._stop()
        self.key = key
        self._watch = Stopwatch(spent)

    def begin(self) -> None:
        """Another round: what was kept so far stays kept."""
        self.flush()
        self.key = new_id()
        self._watch = Stopwatch()

    def flush(self) -> None:
        """Write what was typed since, now."""
        if self._rest.isActive() or self._at_most.isActive():
            self._write()

    def held(self) -> dict[str, Any]:
        """The draft itself, as JSON; nothing where nothing was typed."""
        draft = self._draft()
        if draft.untouched or self._desk.readonly:
            return {}
        draft.typed_ms = self.spent
        return {"round": {"key": self.key, "at": self._desk.clock.milliseconds(), "content": draft.as_json()}}

    def forget(self) -> None:
        """The round was saved, or let go: nothing to offer any more."""
        self._stop()
        key = self.key
        self.key = new_id()
        self._watch = Stopwatch()
        if not self._desk.readonly:
            self._desk.background.run(lambda session: discard_draft(session, key), owner=self)

    def _write(self) -> None:
        self._stop()
        draft = self._draft()
        if draft.untouched or self._desk.readonly:
            return
        draft.typed_ms = self.spent
        key, at, kept = self.key, self._desk.clock.milliseconds(), RoundDraft.from_json(draft.as_json())
        self._desk.background.run(
            lambda session: save_draft(session, key, kept, at),
            owner=self,
            done=lambda _none: self.kept.emit(at),
            failed=self._try_again,
        )

    def _try_again(self, error: OutreachError) -> None:
        self._at_most.start()
        self.refused.emit(error)

    def _stop(self) -> None:
        self._rest.stop()
        self._at_most.stop()

    def _timer(self, pause: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(self._write)
        return timer


def held_draft(held: Mapping[str, Any]) -> KeptDraft:
    """What `DraftKeeper.held` gave."""
    return KeptDraft(Id(held["key"]), held["at"], RoundDraft.from_json(held["content"]))
