"""What stands on the spots, what is missing and what is broken: exact counts, kept per spot."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Spot
from outreach_app.domain.vocabularies import Choice
from outreach_app.i18n import reading_order
from outreach_app.store import records
from outreach_app.store.listing import vocabularies

STATES = ("present", "missing", "broken")
Counts = dict[tuple[str, str], int]
"""By furniture and state."""


@dataclass(frozen=True)
class SpotFurniture:
    """Of one spot. A sensitive one is counted here and leaves with nothing."""

    id: Id
    name: str
    area: Id | None
    sensitive: bool
    counts: Counts


@dataclass(frozen=True)
class Inventory:
    kinds: Sequence[Choice]
    spots: Sequence[SpotFurniture]
    areas: dict[Id, str]

    def total(self, spots: Sequence[SpotFurniture], kind: str, state: str) -> int:
        return sum(spot.counts.get((kind, state), 0) for spot in spots)


def inventory(session: Session) -> Inventory:
    """By area, then by name; spots that are left are passed over where nothing stands there."""
    terms = vocabularies(session)
    areas: dict[Id, str] = dict(session.execute(select(Area.id, Area.name).where(~Area.deleted)).all())
    spots = []
    for spot in session.scalars(select(Spot).where(~Spot.deleted)):
        counts = {(kind, state): n for state in STATES for kind, n in getattr(spot, _field(state)).items()}
        if counts or spot.state != "left":
            spots.append(SpotFurniture(spot.id, spot.name, spot.area, spot.sensitive, counts))
    spots.sort(
        key=lambda spot: (
            reading_order(areas.get(spot.area or Id(""), "\uffff")),
            reading_order(spot.name),
        )
    )
    used = {kind for spot in spots for kind, _state in spot.counts}
    kinds = [each for each in terms.choices("furniture") if not each.retired or each.code in used]
    return Inventory(kinds, spots, areas)


def put(session: Session, spot: Id, kind: str, state: str, count: int, actor: Actor) -> int:
    """Sets one count and returns what it was. Raises what `records.edit` raises."""
    found = records.get(session, Spot, spot)
    counts: dict[str, int] = dict(getattr(found, _field(state)))
    before = counts.pop(kind, 0)
    if count:
        counts[kind] = count
    records.edit(
        session, Spot, spot, {_field(state): "\n".join(f"{code}:{n}" for code, n in counts.items())}, actor
    )
    return before


def _field(state: str) -> str:
    return f"furniture_{state}"
