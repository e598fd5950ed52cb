"""What is past its term, in an open vault: looked at, approved by a coordinator, and erased everywhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Round
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store import erasing, retention, settings
from outreach_app.store.retention import Expired
from outreach_app.sync import ledger, operations
from outreach_app.sync.errors import CoordinatorsOnly

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.workspace.opened import Workspace

_ASK_AGAIN = "local_notes_again"
"""Setting: ISO date until which old local notes are not asked about."""

_A_MONTH = 30


class PreviewChanged(OutreachError):
    message = N_("What is past its term has changed since you looked at it.")
    advice = N_("Look again (retention preview), and approve what is there now. Nothing was erased.")


class NotAllHere(OutreachError):
    message = N_("Some of the team's work has not arrived on this laptop.")
    advice = N_("Sync until nothing is missing; then what is counted is whole. Nothing was erased.")


class Retention:
    """Hangs from an open vault as `workspace.retention`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def preview(self, session: Session) -> Expired:
        """What the team's terms say may go."""
        return retention.expired(session, self._workspace.clock.today())

    def apply(self, token: str) -> Expired:
        """Erases what was looked at, everywhere, after a backup; of encounters monthly counts are left.

        Raises CoordinatorsOnly, PreviewChanged, NotAllHere, and what making a backup raises.
        """
        workspace = self._workspace
        if not workspace.actor.coordinator:
            raise CoordinatorsOnly
        with workspace.store.read() as session:
            self._look(session, token)
        workspace.backups.before("retention")
        with workspace.store.write() as session:
            gone = self._look(session, token)
            retention.leave_counts(session, gone.ids[Round], workspace.store.team)
            ids = erasing.belonging(session, gone.all_ids)
            erasing.release(session, ids)
            operations.erase(session, workspace.circle(), sorted(ids), workspace.clock.milliseconds())
        workspace.erasing.scrub()
        return gone

    def _look(self, session: Session, token: str) -> Expired:
        if ledger.lacks(session).missing:
            raise NotAllHere
        found = self.preview(session)
        if found.token != token:
            raise PreviewChanged
        return found

    # Notes that only this laptop has.

    def old_local_notes(self, session: Session) -> dict[Id, tuple[date, str]]:
        """Those past their term, oldest first, with their dates; none while their owner asked to wait."""
        today = self._workspace.clock.today()
        if self._workspace.readonly or today.isoformat() < settings.get(session, _ASK_AGAIN, ""):
            return {}
        return retention.local_notes(session, today)

    def keep_local_notes(self) -> None:
        """Asks again in a month."""
        again = self._workspace.clock.today() + timedelta(days=_A_MONTH)
        with self._workspace.store.write() as session:
            settings.put(session, _ASK_AGAIN, again.isoformat())

    def erase_local_notes(self, ids: list[Id]) -> int:
        """Returns how many there were."""
        with self._workspace.store.write() as session:
            erased = retention.erase_local_notes(session, ids)
        self._workspace.erasing.scrub()
        return erased
