"""What several people wrote apart, and what two of them wrote twice: settled once for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store import alike, collisions, folding, likeness, participants
from outreach_app.store.alike import Alike
from outreach_app.store.collisions import Collision, Settled
from outreach_app.store.conflicts import conflicts
from outreach_app.store.finding import as_id
from outreach_app.store.folding import Folded
from outreach_app.store.likeness import Comparison
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
        """Records that wait for a choice, newest first; minutes where the reader may read them."""
        found = collisions.collisions(session, self.authors(session))
        minutes = {one.id for one in found if one.record.for_participants}
        closed = minutes - participants.theirs(session, self._workspace.actor, minutes)
        return [one for one in found if one.id not in closed]

    def conflict(self, session: Session, id: str) -> Collision:
        """What waits for a choice about this record. Raises NothingToChoose."""
        row = as_id(id)
        found = collisions.collisions(session, self.authors(session), row) if row else []
        if not found:
            raise NothingToChoose(id=id)
        return found[0]

    def resolve(self, session: Session, seen: Collision, taken: Mapping[str, str]) -> Settled:
        """Take of each field named the version with that letter, or `merged`; everywhere, once it is sent.

        Anyone may who may edit the record. Raises what collisions.resolve raises.
        """
        return collisions.resolve(session, seen, taken, self._workspace.actor)

    def resolve_again(self, session: Session, settled: Settled, taken: Mapping[str, str]) -> Settled:
        """Chooses otherwise, as long as nobody wrote anything since. Raises what `resolve` raises."""
        return collisions.resolve_again(session, settled, taken, self._workspace.actor)

    def duplicates(self, session: Session) -> list[Alike]:
        """Records that may be one and the same; of what waits for a choice only once that is made."""
        waiting = {conflict.row for conflict in conflicts(session)}
        return [pair for pair in alike.alike(session) if not waiting & {pair.one, pair.other}]

    def pair(self, session: Session, one: str, other: str) -> Alike:
        """The pair of these two, offered or not. Raises CannotBeOne."""
        asked = {as_id(one), as_id(other)}
        offered = (pair for pair in alike.alike(session) if {pair.one, pair.other} == asked)
        return next(offered, None) or likeness.found(session, one, other)

    def compare(self, session: Session, pair: Alike) -> Comparison:
        """Both side by side. Raises CannotBeOne."""
        return likeness.compare(session, pair, self.authors(session))

    def fold(self, session: Session, seen: Comparison, taken: Mapping[str, str]) -> Folded:
        """Makes the two one. Raises what folding.fold raises."""
        return folding.fold(session, seen, taken)

    def keep_apart(self, session: Session, pair: Alike) -> None:
        """They are two: nobody of the team is asked again."""
        folding.keep_apart(session, pair)

    def waiting(self, session: Session) -> int:
        """How many decisions wait: records with something to choose, and pairs that may be one."""
        return len({conflict.row for conflict in conflicts(session)}) + len(self.duplicates(session))

    def authors(self, session: Session) -> dict[int, str]:
        """Who is behind a stamp, as far as it is known here."""
        names = details.authors(session, self._workspace.circle())
        return {author_of(log): name for log, name in names.items()}
