"""The team's letterhead, read and written."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.letterhead import packed
from outreach_app.domain.notes import TeamText
from outreach_app.domain.records import Team
from outreach_app.store.evidence import team_text
from outreach_app.store.records import refuse_workers, set_values


def letterhead(session: Session) -> TeamText:
    """How the team signs now."""
    return team_text(session)


def put(session: Session, values: Mapping[str, str], actor: Actor, png: bytes | None = None) -> None:
    """Set organisation, sender and colour; and the logo, where one is given (b"" takes it away).

    A coordinator's act; raises CoordinatorsOnly and BadValue.
    """
    refuse_workers(Team, actor)
    team = session.scalars(select(Team).where(~Team.deleted).order_by(Team.n)).first()
    if team is not None:
        set_values(session, Team, team.id, values, actor)
        if png is not None:
            team.logo = dict(packed(png)) if png else {}
