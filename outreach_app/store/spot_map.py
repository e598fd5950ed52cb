"""What a map of spots shows: outlines, spots, and per area a figure as it could be printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.disclosure import DELICATE, RULES
from outreach_app.domain.fields import Id
from outreach_app.domain.figures import Table, TableCell, tabulate
from outreach_app.domain.geo.shapes import Point
from outreach_app.domain.ladders import area_names
from outreach_app.domain.periods import Span
from outreach_app.domain.records import Area, Need, Spot
from outreach_app.domain.registration import Registration
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.guard.publishing import Publication
from outreach_app.store import publishing, quarters
from outreach_app.store.boundaries import Outline, outlines
from outreach_app.store.figures import registration
from outreach_app.store.listing import vocabularies
from outreach_app.store.ordering import in_reading_order

METRICS = ("contacts", "needs", "rounds", "")
"""What shades tell: heads, encounters in which a need came up, rounds, or nothing."""
PERIODS = ("quarter", "year", "all")
"""The latest quarter with rounds, the four quarters that end with it, or all that was registered."""


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """A figure as it could be printed: None is withheld; `together` names the areas that share one figure."""

    value: int | None
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpotThere:
    """A spot with or without a place. Rounds are exact, as they are everywhere."""

    id: Id
    name: str
    kind: str
    state: str
    area: Id | None
    at: Point | None
    sensitive: bool
    rounds: int
    last: date | None


@dataclass(frozen=True)
class MapData:
    outlines: Sequence[Outline]
    spots: Sequence[SpotThere]
    areas: Mapping[Id, str]
    figures: Mapping[str, AreaFigure]
    span: Span | None
    terms: Vocabularies


def map_data(session: Session, metric: str, period: str) -> MapData:
    """Everything at once, in the reader's transaction."""
    registered = registration(session)
    span = span_of(registered, period)
    terms = vocabularies(session)
    names: dict[Id, str] = dict(session.execute(select(Area.id, Area.name).where(~Area.deleted)).all())
    figures = _figures(session, registered, metric, span) if metric and span else {}
    return MapData(outlines(session), _spots(session, registered, span), names, figures, span, terms)


def span_of(registered: Registration, period: str) -> Span | None:
    """Whole quarters, as figures are published; None where nothing was registered."""
    ever = registered.span
    if ever is None:
        return None
    whole = ever.whole_quarters
    if period == "all":
        return whole
    first = Span(whole.last, whole.last).whole_quarters.first
    if period == "year":
        for _quarter in range(3):
            before = first - timedelta(1)
            first = Span(before, before).whole_quarters.first
    return Span(first, whole.last)


def published_map(session: Session, data: MapData, metric: str, actor: Actor, today: date) -> MapData:
    """The same map as it may leave: figures of contacts and needs are published, over the last closed quarters of
    its period. Rounds are exact, and no secret.

    Raises CoordinatorsPublish, QuartersOpen, TableUnproven.
    """
    if metric not in ("contacts", "needs") or data.span is None:
        return data
    span = quarters.closed_part(data.span, quarters.closed(session).quarters)
    needs = frozenset(_needs(session)) if metric == "needs" else frozenset[str]()
    rules = DELICATE if needs else RULES

    def ask(publication: Publication) -> Table:
        (table,) = publication.settle(publication.draft(["area"], span, needs=needs, rules=rules))
        return table

    table = publishing.publish(session, "map", (), actor, today, ask)
    return replace(data, figures=_by_area(table, registration(session), metric), span=span)


def _figures(session: Session, registered: Registration, metric: str, span: Span) -> dict[str, AreaFigure]:
    rules = RULES
    if metric == "needs":
        # The needs of a team touch on delicate subjects as a matter of course: the stricter rule for all of them.
        rules = DELICATE
        registered = registered.about(_needs(session))
    table = tabulate(registered, ["area"], span.first, span.last, rules=rules)
    return _by_area(table, registered, metric)


def _needs(session: Session) -> Sequence[Id]:
    return session.scalars(select(Need.id).where(~Need.deleted)).all()


def _by_area(table: Table, registered: Registration, metric: str) -> dict[str, AreaFigure]:
    """By id of the area. A table merges uniformly: where it had to, several areas have one figure."""
    ids = {name: id for id, name in area_names(registered, registered.listed_areas()).items()}
    figures = {}
    for cell in table.cells:
        members = cell.covers.get("area") or [cell.values["area"]]
        together = tuple(members) if len(members) > 1 else ()
        for name in members:
            if ids.get(name):
                figures[ids[name]] = AreaFigure(_number(cell, metric), together)
    return figures


def _number(cell: TableCell, metric: str) -> int | None:
    return {"contacts": cell.contacts, "needs": cell.encounters, "rounds": cell.rounds}[metric]


def _spots(session: Session, registered: Registration, span: Span | None) -> list[SpotThere]:
    rounds: dict[str, set[object]] = {}
    last: dict[str, str] = {}
    first, end = (span.first.isoformat(), span.last.isoformat()) if span else ("", "")
    for visit in registered.visits:
        last[visit.spot] = max(visit.date, last.get(visit.spot, ""))
        if first <= visit.date <= end:
            rounds.setdefault(visit.spot, set()).add(visit.round)
    rows = session.scalars(select(Spot).where(~Spot.deleted).order_by(in_reading_order(Spot.name))).all()
    return [
        SpotThere(
            spot.id,
            spot.name,
            spot.kind,
            spot.state,
            spot.area,
            place_of(spot),
            spot.sensitive,
            len(rounds.get(spot.id, ())),
            date.fromisoformat(last[spot.id]) if spot.id in last else None,
        )
        for spot in rows
    ]


def place_of(spot: Spot) -> Point | None:
    if spot.latitude is None or spot.longitude is None:
        return None
    return spot.longitude, spot.latitude
