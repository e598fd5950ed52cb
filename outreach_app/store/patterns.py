"""Possible patterns read from what was registered, and what a team says about them. Nothing is made by itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.patterns import WEEKS, Decided, Key, Pattern, Sighting, patterns
from outreach_app.domain.records import Encounter, Need, PatternDecision, Round, Signal, Visit
from outreach_app.domain.records.patterns import pattern_id
from outreach_app.domain.states import (
    LIVE,
    OPEN_NEEDS,
    RECURRING_DATES,
    RECURRING_ENCOUNTERS,
)
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store import settings
from outreach_app.store.finding import as_id
from outreach_app.store.listing import vocabularies
from outreach_app.store.needs import encounters_behind, move_need, promote


class NoSuchPattern(OutreachError):
    message = N_("There is no possible pattern {pattern}.")
    advice = N_("It may have been decided about meanwhile. Look at the list of patterns again.")


class WhyNot(OutreachError):
    message = N_("It is not said why this is no pattern.")
    advice = N_("Say it in a few words, so that colleagues need not wonder (on the command line: --reason).")


class NothingRecurs(OutreachError):
    message = N_("None of these needs came up often enough by itself to be called recurring.")
    advice = N_("Make a signal of them together, or wait until one of them comes up more often.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A possible pattern with what its needs are called."""

    id: Id
    pattern: Pattern
    titles: Mapping[str, str]
    recurring: tuple[Id, ...] = ()
    """Those of its needs that can be called recurring by now."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """All that is worth a look."""

    proposals: Sequence[Proposal]
    terms: Vocabularies


def proposed(session: Session, today: date) -> Proposed:
    """The patterns among needs that no open signal took up yet, without those that were decided about before."""
    needs = _open_needs(session)
    found = patterns(_sightings(session, needs, today), _visits(session, today), today, _decided(session))
    team = settings.get(session, settings.TEAM)
    return Proposed([_proposal(session, pattern, needs, team) for pattern in found], vocabularies(session))


def proposal(session: Session, id: str, today: date) -> Proposal:
    """Raises NoSuchPattern."""
    wanted = as_id(id)
    for one in proposed(session, today).proposals:
        if one.id == wanted:
            return one
    raise NoSuchPattern(pattern=id)


def make_signal(session: Session, id: str, needs: Sequence[Id], actor: Actor, today: date) -> Signal:
    """The draft of a signal out of needs of a pattern, all where none is named. Raises what `promote` does."""
    found = proposal(session, id, today)
    signal = promote(session, needs or [Id(need) for need in found.pattern.needs], actor)
    _decide(session, found, "signal", today, signal=signal.id)
    return signal


def call_recurring(session: Session, id: str, actor: Actor, today: date) -> list[Need]:
    """Those needs of a pattern that came up often enough are recurring. Raises NothingRecurs where none did."""
    found = proposal(session, id, today)
    if not found.recurring:
        raise NothingRecurs
    moved = [move_need(session, need, "recurring", actor, today) for need in found.recurring]
    _decide(session, found, "recurring", today)
    return moved


def dismiss(session: Session, id: str, reason: str, today: date) -> PatternDecision:
    """It is no pattern, and why: the team is not asked again before it has grown clearly. Raises WhyNot."""
    if not reason.strip():
        raise WhyNot
    return _decide(session, proposal(session, id, today), "dismissed", today, reason=reason.strip())


def _open_needs(session: Session) -> dict[str, Need]:
    """Needs that nobody has taken up yet."""
    taken = {
        need
        for needs in session.scalars(select(Signal.needs).where(~Signal.deleted, Signal.state.in_(LIVE)))
        for need in needs
    }
    found = session.scalars(select(Need).where(~Need.deleted, Need.state.in_(OPEN_NEEDS)))
    return {need.id: need for need in found if need.id not in taken}


def _sightings(session: Session, needs: Mapping[str, Need], today: date) -> Iterator[Sighting]:
    """A need without a life domain is about those of the encounter in which it came up."""
    spot_of = func.coalesce(Visit.sensitive_spot, Visit.spot)
    since = today - timedelta(weeks=WEEKS)
    query = (
        select(Encounter.n, Encounter.needs, Encounter.domains, Round.date, spot_of)
        .select_from(Round)
        .join(Visit, Visit.round == Round.id)
        .join(Encounter, Encounter.visit == Visit.id)
        .where(~Encounter.deleted, ~Visit.deleted, ~Round.deleted)
        .where(Round.date > since, Round.date <= today, type_coerce(Encounter.needs, String) != "[]")
    )
    for n, named, domains, day, spot in session.execute(query):
        for need in (needs[id] for id in named if id in needs):
            for domain in need.domains or domains:
                yield Sighting(n, day, spot or "", need.id, need.kind, domain)


def _visits(session: Session, today: date) -> list[date]:
    since = today - timedelta(weeks=WEEKS)
    query = select(Round.date).join(Visit, Visit.round == Round.id).where(~Visit.deleted, ~Round.deleted)
    return list(session.scalars(query.where(Round.date > since, Round.date <= today)))


def _decided(session: Session) -> dict[Key, Decided]:
    """A signal takes its needs along, so what comes up after it is counted from the beginning."""
    found = session.scalars(select(PatternDecision).where(~PatternDecision.deleted))
    return {Key(one.kind, one.domain): Decided(one.encounters) for one in found if one.verdict != "signal"}


def _proposal(session: Session, pattern: Pattern, needs: Mapping[str, Need], team: Id | None) -> Proposal:
    recurring = []
    for need in pattern.needs:
        behind = encounters_behind(session, [Id(need)]) if needs[need].state == "observed" else []
        if len(behind) >= RECURRING_ENCOUNTERS and len({one.date for one in behind}) >= RECURRING_DATES:
            recurring.append(Id(need))
    titles = {need: needs[need].title for need in pattern.needs}
    return Proposal(pattern_id(team, *pattern.key), pattern, titles, tuple(recurring))


def _decide(
    session: Session, found: Proposal, verdict: str, today: date, *, reason: str = "", signal: Id | None = None
) -> PatternDecision:
    key = found.pattern.key
    kept = session.scalar(select(PatternDecision).where(PatternDecision.id == found.id))
    if kept is None:
        kept = PatternDecision(id=found.id, kind=key.kind, domain=key.domain)
        session.add(kept)
    kept.verdict, kept.reason, kept.decided_on, kept.signal = verdict, reason, today, signal
    kept.encounters, kept.deleted = found.pattern.encounters, False
    session.flush()
    return kept
