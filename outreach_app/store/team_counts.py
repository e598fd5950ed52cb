"""What a vault holds of each team, whichever team the session is about."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id

_COUNTED = (
    "SELECT t.id, t.name, (SELECT count(*) FROM round r WHERE r.team = t.id AND NOT r.deleted),"
    " (SELECT count(*) FROM encounter e WHERE e.team = t.id AND NOT e.deleted) FROM team t WHERE NOT t.deleted"
)


class TeamCount(NamedTuple):
    name: str
    rounds: int = 0
    encounters: int = 0


def team_counts(session: Session) -> dict[Id, TeamCount]:
    """By team. Hand-written, as nothing else may look past the team a session is limited to."""
    rows = session.connection().exec_driver_sql(_COUNTED)
    return {Id(id.hex()): TeamCount(name, rounds, encounters) for id, name, rounds, encounters in rows}
