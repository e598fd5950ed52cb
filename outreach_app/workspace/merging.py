"""What several people wrote apart: listed record by record, settled once for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from outreach_app.domain.fields import Id
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store import collisions
from outreach_app.store.collisions import Collision
from outreach_app.store.finding import as_id
from outreach_app.sync import details
from outreach_app.sync.keys import author_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.workspace.opened import Workspace


class NothingToChoose(OutreachError):
    message = N_("There is nothing to choose about {id}.")
    advice = N_("`conflicts` lists what waits for a choice. It may have been settled on another laptop.")


class Merging:
    """Hangs from an open vault as `workspace.merging`. Asked within a session: one job is one transaction."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def conflicts(self, session: Session) -> list[Collision]:
        """Records that wait for a choice, newest first."""
        return collisions.collisions(session, self._authors(session))

    def conflict(self, session: Session, id: str) -> Collision:
        """What waits for a choice about this record. Raises NothingToChoose."""
        row = as_id(id)
        found = collisions.collisions(session, self._authors(session), row) if row else []
        if not found:
            raise NothingToChoose(id=id)
        return found[0]

    def resolve(self, session: Session, seen: Collision, taken: Mapping[str, str]) -> Id:
        """Take of each field named the version with that letter, or `merged`; everywhere, once it is sent.

        Anyone may who may edit the record. Raises what collisions.resolve raises.
        """
        return collisions.resolve(session, seen, taken, self._workspace.actor).id

    def _authors(self, session: Session) -> dict[int, str]:
        names = details.authors(session, self._workspace.circle())
        return {author_of(log): name for log, name in names.items()}
