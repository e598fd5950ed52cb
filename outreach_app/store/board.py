"""What the cards of a board show of needs and signals, read for all of them at once. Exact, for eyes inside the
team: nothing of it leaves."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Need, Round, Signal, SignalNote, Step, Visit, Worker
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.domain.waiting import Carried
from outreach_app.store.listing import vocabularies
from outreach_app.store.naming import names_of
from outreach_app.store.today import carried

PERIODS, PERIOD_DAYS = 5, 28
"""The last ones, of which a card shows how often it came up: four weeks each, so that none has only begun."""


@dataclass(slots=True)
class Came:
    """How often, where and when something came up."""

    encounters: set[int] = field(default_factory=set)
    spots: set[Id] = field(default_factory=set)
    dates: set[date] = field(default_factory=set)
    each: list[date] = field(default_factory=list)
    """The date of every encounter."""

    def add(self, encounter: int, spot: Id | None, day: date) -> None:
        if encounter in self.encounters:
            return
        self.encounters.add(encounter)
        self.dates.add(day)
        if spot:
            self.spots.add(spot)
        self.each.append(day)

    def lately(self, today: date) -> list[int]:
        """Encounters in each of the last periods, this one last."""
        counts = [0] * PERIODS
        for day in self.each:
            back = (today - day).days // PERIOD_DAYS
            if 0 <= back < PERIODS:
                counts[-1 - back] += 1
        return counts


@dataclass(frozen=True, slots=True)
class OnCard:
    """One need or signal."""

    id: Id
    title: str
    state: str
    domains: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    lead: str = ""
    came: Came = field(default_factory=Came)
    steps: int = 0
    """What was tried for a signal."""
    outcome: str = ""
    sent: Carried | None = None
    """Of a signal that is with those who decide: since when, to whom."""
    confirmed_on: date | None = None
    """Of a need: by young people."""


@dataclass(frozen=True, slots=True)
class Dealt:
    """All cards of a board, those that came up most first."""

    cards: Sequence[OnCard]
    terms: Vocabularies
    today: date


def signal_cards(session: Session, today: date, ids: Collection[Id] | None = None) -> Dealt:
    """Every signal, or those with these ids."""
    signals = [one for one in session.scalars(select(Signal).where(~Signal.deleted)) if _among(one.id, ids)]
    needs = {need.id: need for need in session.scalars(select(Need).where(~Need.deleted))}
    by_need: dict[str, list[Id]] = {}
    for signal in signals:
        for need in signal.needs:
            by_need.setdefault(need, []).append(signal.id)
    came = _came(session, by_need)
    areas = names_of(session, Area, (area for signal in signals for area in signal.areas))
    leads = names_of(session, Worker, (signal.lead for signal in signals))
    tried = select(Step.signal, func.count().label("n")).where(~Step.deleted).group_by(Step.signal)
    steps = {one.signal: one.n for one in session.execute(tried)}
    sent = {one.id: one for one in carried(session)}
    outcomes = _outcomes(session)
    cards = [
        OnCard(
            signal.id,
            signal.title,
            signal.state,
            _domains(needs[need].domains for need in signal.needs if need in needs),
            tuple(areas[area] for area in signal.areas if area in areas),
            leads.get(signal.lead, "") if signal.lead else "",
            came.get(signal.id, Came()),
            steps.get(signal.id, 0),
            signal.outcome or outcomes.get(signal.id, ""),
            sent.get(signal.id),
        )
        for signal in signals
    ]
    return Dealt(_most_first(cards), vocabularies(session), today)


def need_cards(session: Session, today: date, ids: Collection[Id] | None = None) -> Dealt:
    """Every need, or those with these ids."""
    needs = [one for one in session.scalars(select(Need).where(~Need.deleted)) if _among(one.id, ids)]
    came = _came(session, {need.id: [need.id] for need in needs})
    cards = [
        OnCard(
            need.id,
            need.title,
            need.state,
            tuple(need.domains),
            came=came.get(need.id, Came()),
            confirmed_on=need.confirmed_on,
        )
        for need in needs
    ]
    return Dealt(_most_first(cards), vocabularies(session), today)


def _among(id: Id, ids: Collection[Id] | None) -> bool:
    return ids is None or id in ids


def _most_first(cards: list[OnCard]) -> list[OnCard]:
    return sorted(cards, key=lambda card: (-len(card.came.encounters), card.title.casefold(), card.id))


def _domains(of_needs: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for codes in of_needs for code in codes))


def _outcomes(session: Session) -> dict[Id, str]:
    """What was decided on the note of each signal, the newest last."""
    query = select(SignalNote.signal, SignalNote.result).where(~SignalNote.deleted, SignalNote.result != "")
    return {one.signal: one.result for one in session.execute(query.order_by(SignalNote.n))}


def _came(session: Session, by_need: Mapping[str, Sequence[Id]]) -> dict[Id, Came]:
    """For each card the encounters behind its needs, each once. A sensitive spot counts on its own laptop."""
    spot_of = func.coalesce(Visit.sensitive_spot, Visit.spot, Visit.area)
    named_any = type_coerce(Encounter.needs, String) != "[]"
    query = (
        select(Encounter.n, Encounter.needs, Round.date, spot_of)
        .select_from(Encounter)
        .join(Visit, Visit.id == Encounter.visit)
        .join(Round, Round.id == Visit.round)
        .where(~Encounter.deleted, ~Visit.deleted, ~Round.deleted, named_any)
    )
    came: dict[Id, Came] = {}
    for n, named, day, spot in session.execute(query):
        for need in named:
            for card in by_need.get(need, ()):
                came.setdefault(card, Came()).add(n, spot, day)
    return came
