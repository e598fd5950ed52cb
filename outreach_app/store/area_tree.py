"""The tree of areas with its spots, what lies in each, and what should be looked at."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.areas import MOST_LEADS, REGION_SIZE, Areas, claims, region_size
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Spot
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, number
from outreach_app.store.areas import areas_of as read_areas
from outreach_app.store.areas import placed
from outreach_app.store.listing import vocabularies
from outreach_app.store.merging_areas import Offered, offered


@dataclass(frozen=True, slots=True)
class Held:
    """How much lies in an area and in all that lies in it, each once."""

    spots: int = 0
    needs: int = 0
    signals: int = 0


@dataclass(frozen=True)
class AreaTree:
    areas: Areas
    spots: Mapping[Id, Sequence[tuple[Id, str]]]
    """Id and name, by the area that stands in the place of the one they name."""
    nowhere: Sequence[tuple[Id, str]]
    held: Mapping[Id, Held]
    warnings: Mapping[Id, Sequence[str]]
    offered: Sequence[Offered]
    terms: Vocabularies


def area_tree(session: Session, today: date) -> AreaTree:
    areas = read_areas(session)
    spots: dict[Id, list[tuple[Id, str]]] = defaultdict(list)
    nowhere: list[tuple[Id, str]] = []
    for id, name, area in session.execute(select(Spot.id, Spot.name, Spot.area).where(~Spot.deleted)):
        (spots[areas.now(area)] if area and area in areas.nodes else nowhere).append((id, name))
    return AreaTree(
        areas, spots, nowhere, _held(session, areas), warnings(areas), offered(areas, today), vocabularies(session)
    )


def _held(session: Session, areas: Areas) -> dict[Id, Held]:
    found = placed(session)
    counts: dict[Id, list[set[Id]]] = defaultdict(lambda: [set(), set(), set()])
    for n, where_of in enumerate((found.spots, found.needs, found.signals)):
        for item, where in where_of.items():
            for area in {above for each in where for above in areas.above(each)}:
                counts[area][n].add(item)
    return {area: Held(*map(len, sets)) for area, sets in counts.items()}


def warnings(areas: Areas) -> dict[Id, list[str]]:
    """What the norms say of areas, in words. Nothing is blocked by it."""
    found: dict[Id, list[str]] = defaultdict(list)
    for claim in claims(areas):
        names = " · ".join(sorted(areas.nodes[region].name for region in claim.regions))
        found[claim.area].append(_("More than one youth region claims it: {names}.").format(names=names))
    least, most = REGION_SIZE
    for id, node in areas.nodes.items():
        if node.level != "youth_region" or areas.merged(id):
            continue
        size = region_size(areas, id)
        if not least <= size <= most:
            words = _("A youth region holds {least} to {most} municipalities; this one holds {n}.")
            found[id].append(words.format(least=number(least), most=number(most), n=number(size)))
        if node.leads > MOST_LEADS:
            found[id].append(_("A region has one or two leads; here {n} are named.").format(n=number(node.leads)))
        if not node.leads:
            found[id].append(_("Nobody is named who leads this region."))
    return dict(found)
