"""What is known of an area beside its figures, for paper."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Team
from outreach_app.store.areas import areas_of
from outreach_app.store.finding import live
from outreach_app.store.listing import vocabularies


@dataclass(frozen=True)
class AreaContext:
    """An area with what its level, the areas that it lies in, and its form of cooperation are called."""

    area: Area
    level: str
    within: str
    cooperation: str
    team: str


def area_context(session: Session, id_or_name: str) -> AreaContext:
    """Raises NoSuchRecord, AmbiguousName and InTheBin."""
    area, areas, terms = live(session, Area, id_or_name), areas_of(session), vocabularies(session)
    above = [areas.nodes[id].name for id in areas.above(Id(area.id))]
    names = above if areas.merged(area.id) else above[1:]
    return AreaContext(
        area,
        terms.label("area_level", area.level) if area.level else "",
        ", ".join(names),
        terms.label("cooperation_form", area.cooperation_form) if area.cooperation_form else "",
        session.scalar(select(Team.name).where(~Team.deleted)) or "",
    )
