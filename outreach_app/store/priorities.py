"""Neighbourhoods beside each other: what is known of each, what a weighting says, how the team ranks them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.areas import Areas
from outreach_app.domain.fields import Id
from outreach_app.domain.periods import Span
from outreach_app.domain.records import AreaFigure, Need, Priority, Signal, Team
from outreach_app.domain.records.priorities import priority_id
from outreach_app.domain.states import LIVE, OPEN_NEEDS
from outreach_app.domain.weighting import Facts, Indicator, Weighed, weigh, weights_of
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, reading_order
from outreach_app.store import settings
from outreach_app.store.areas import areas_of, placed
from outreach_app.store.figures import registration
from outreach_app.store.finding import live
from outreach_app.store.records import set_values


class NotRanked(OutreachError):
    message = N_("“{area}” is no area that can be ranked.")
    advice = N_("Areas that hold no others are ranked: neighbourhoods, or municipalities without them.")


@dataclass(frozen=True, slots=True)
class Line:
    """One area in a year. Exact, for eyes inside the team."""

    area: Id
    name: str
    rank: int
    """0: the team gave it no place yet."""
    reason: str
    before: int
    """Its rank in the year before; 0 for none."""
    weighed: Weighed
    needs: int
    signals: int
    visits: int
    contacts: int
    spots: int
    indicators: tuple[Indicator, ...]

    @property
    def differs(self) -> int:
        """By how many places the team puts it higher (above 0) or lower than the weighting."""
        return self.weighed.place - self.rank if self.rank and self.weighed.score is not None else 0


@dataclass(frozen=True)
class Ranking:
    year: int
    lines: tuple[Line, ...]
    """As the team ranks them; those without a place after them, as the weighting says."""
    weights: Mapping[str, int]
    years: tuple[int, ...]
    """Years in which the team ranked, newest first."""


def ranking(session: Session, year: int) -> Ranking:
    areas, ranks = areas_of(session), _ranks(session)
    counts = _counted(session, year, areas)
    weights = weights_of(session.scalar(select(Team.weights)) or {})
    weighed = {one.area: one for one in weigh([one.facts for one in counts], weights)}
    lines = []
    for one in counts:
        own, before = ranks.get((one.area, year)), ranks.get((one.area, year - 1))
        lines.append(
            Line(
                one.area,
                one.facts.name,
                own.rank if own else 0,
                own.reason if own else "",
                before.rank if before else 0,
                weighed[one.area],
                *one.numbers,
                tuple(one.facts.indicators),
            )
        )
    lines.sort(key=lambda line: (line.rank or len(lines) + 1, line.weighed.place, reading_order(line.name)))
    return Ranking(year, tuple(lines), weights, tuple(sorted({of for _area, of in ranks}, reverse=True)))


def rank(session: Session, year: int, order: Sequence[Id], today: date) -> None:
    """The areas in this order, from 1 on, all others after them; reasons stay. Raises NotRanked."""
    shown = [line.area for line in ranking(session, year).lines]
    names = {id: node.name for id, node in areas_of(session).nodes.items()}
    for area in order:
        if area not in shown:
            raise NotRanked(area=names.get(area, area))
    wanted = [*dict.fromkeys(order), *(area for area in shown if area not in set(order))]
    for place, area in enumerate(wanted, 1):
        _put(session, area, year, today, rank=place)


def give_reason(session: Session, year: int, area: Id, reason: str, today: date) -> None:
    _put(session, area, year, today, reason=reason.strip())


def _put(session: Session, area: Id, year: int, today: date, **values: int | str) -> None:
    """Sets what differs, on the record that every laptop has for this area and year."""
    team = settings.get(session, settings.TEAM)
    ranked = _ranks(session).get((area, year))
    id = ranked.id if ranked else priority_id(team, area, year)
    found = session.scalar(select(Priority).where(Priority.id == id))
    if found is None:
        session.add(Priority(id=id, area=area, year=year, **values))  # type: ignore[arg-type]
        session.flush()
        return
    found = found if not found.deleted else _taken_back(session, found)
    changed = {name: value for name, value in values.items() if getattr(found, name) != value}
    if changed:
        set_values(session, Priority, found.id, changed, today=today)


def _taken_back(session: Session, found: Priority) -> Priority:
    found.deleted = False
    session.flush()
    return live(session, Priority, found.id)


def _ranks(session: Session) -> dict[tuple[Id, int], Priority]:
    rows = session.scalars(select(Priority).where(~Priority.deleted).order_by(Priority.n))
    return {(row.area, row.year): row for row in rows}


@dataclass(frozen=True, slots=True)
class _Counts:
    area: Id
    facts: Facts
    numbers: tuple[int, int, int, int, int]
    """Needs, signals, visits, contacts, spots."""


def _counted(session: Session, year: int, areas: Areas) -> list[_Counts]:
    registered = registration(session)
    part = registered.within(Span(date(year, 1, 1), date(year, 12, 31)))
    visits = Counter(visit.area for visit in part.visits)
    contacts: Counter[str] = Counter()
    for met in part.encounters:
        contacts[met.area] += met.heads
    spots = Counter(facts.area for facts in registered.spots.values())
    needs, signals = _open(session, areas)
    figures = _indicators(session, year, areas)
    found = []
    for area in (Id(each) for each in registered.listed_areas() if each):
        name, went = registered.area_name(area), visits[area]
        numbers: dict[str, float | None] = {
            "needs": needs[area],
            "signals": signals[area],
            "contacts": contacts[area] / went if went else None,
            "uncovered": spots[area] / max(went, 1) if spots[area] else None,
        }
        facts = Facts(area, name, numbers, figures.get(area, ()))
        counts = (needs[area], signals[area], went, contacts[area], spots[area])
        found.append(_Counts(area, facts, counts))
    return found


def _open(session: Session, areas: Areas) -> tuple[Counter[Id], Counter[Id]]:
    """What is open now, by the area it lies in or, where it names one that holds it, by all it holds."""
    where = placed(session)
    kept = set(session.scalars(select(Need.id).where(~Need.deleted, Need.state.in_((*OPEN_NEEDS, "in_signal")))))
    running = set(session.scalars(select(Signal.id).where(~Signal.deleted, Signal.state.in_(LIVE))))
    found: list[Counter[Id]] = []
    for lying, wanted in ((where.needs, kept), (where.signals, running)):
        counter: Counter[Id] = Counter()
        for id in wanted & set(lying):
            counter.update({inner for area in lying[id] for inner in areas.within(area)})
        found.append(counter)
    return found[0], found[1]


def _indicators(session: Session, year: int, areas: Areas) -> dict[Id, tuple[Indicator, ...]]:
    """The newest of each that was known in the year."""
    query = select(AreaFigure).where(~AreaFigure.deleted, AreaFigure.year <= year, AreaFigure.value.is_not(None))
    newest: dict[tuple[Id, str], Indicator] = {}
    for row in session.scalars(query.order_by(AreaFigure.year, AreaFigure.n)):
        area = areas.now(row.area) if row.area in areas.nodes else row.area
        newest[area, row.indicator] = Indicator(row.indicator, row.value or 0.0, row.year, row.direction, row.unit)
    found: dict[Id, tuple[Indicator, ...]] = {}
    for (area, _name), indicator in sorted(newest.items()):
        found[area] = (*found.get(area, ()), indicator)
    return found
