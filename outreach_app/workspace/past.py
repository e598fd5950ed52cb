"""The history of a record in an open vault, back to the last tidying up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Record
from outreach_app.store import history
from outreach_app.store.history import Entry
from outreach_app.sync import history as segments

if TYPE_CHECKING:
    from outreach_app.workspace.opened import Workspace


@dataclass(frozen=True)
class History:
    id: Id
    """Of the record that was asked about; changes of its parts are among the entries."""
    entries: Sequence[Entry]
    """Newest first."""
    names: Mapping[int, str] = field(default_factory=dict)
    """Who is behind an author, as far as it is known."""
    whole: bool = True
    """Whether it reaches back to when the record was made."""
    since: int = 0
    """Where it does not: when the snapshot was made behind which was tidied up, in milliseconds since 1970."""


class Past:
    """Opens segments: not for the thread of a window, and not within a session."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, record: type[Record], id: Id, cancelled: Callable[[], bool] = lambda: False) -> History:
        """All that is kept of a record, and of a round of its visits and encounters."""
        workspace = self._workspace
        with workspace.store.read() as session:
            rows = history.rows_of(session, record, id)
        kept = segments.kept(workspace.store, workspace.circle(), rows, cancelled)
        with workspace.store.read() as session:
            entries = history.told(session, id, rows, kept.patches, segments.strike(session))
            names = workspace.merging.authors(session)
        return History(id, entries, names, not kept.lost, kept.since)
