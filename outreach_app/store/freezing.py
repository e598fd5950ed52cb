"""Freezing the figures behind a signal: what a coordinator publishes of closed quarters, and everyone prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.behind import Behind
from outreach_app.domain.fields import Id
from outreach_app.domain.figures import PeriodReversed
from outreach_app.domain.freezing import Subject, Topic, period_of
from outreach_app.domain.periods import Span
from outreach_app.domain.records import Evidence, Signal, Spot
from outreach_app.domain.registration import Registration
from outreach_app.domain.states import AskCoordinator
from outreach_app.guard.closed import ClosedCounts
from outreach_app.guard.freezing import frozen_figures, no_figures
from outreach_app.guard.publishing import Publication
from outreach_app.store import ledger, quarters
from outreach_app.store.behind import ground
from outreach_app.store.evidence import (
    NoteNotHere,
    all_frozen,
    content_hash,
    frozen_age,
    frozen_evidence,
    needs_of,
    of_signal,
)
from outreach_app.store.figures import registration
from outreach_app.store.finding import live
from outreach_app.store.submitted import SUBMITTED

_FURNITURE = {"present": "furniture_present", "missing": "furniture_missing", "broken": "furniture_broken"}


@dataclass(frozen=True)
class Due:
    """What would be frozen now, not written yet, and what that would add to the ledger."""

    evidence: Evidence
    publication: Publication


def freeze(session: Session, signal_id: Id, actor: Actor, today: date) -> Evidence:
    """The own registration behind the signal's needs, frozen: a coordinator's act, a publication, which syncs.

    Freezes anew where the figures changed; what was frozen before goes to the bin. After submission, and for
    workers, it is what was frozen already. Raises AskCoordinator where a worker finds nothing, QuartersOpen where
    no quarter of its period is closed, TableUnproven.
    """
    made = due(session, signal_id, actor, today)
    return _keep(session, made, today) if made else _already(session, live(session, Signal, signal_id))


def due(session: Session, signal_id: Id, actor: Actor, today: date) -> Due | None:
    """What `freeze` would freeze; None where what is frozen stands. Raises what that raises."""
    signal = live(session, Signal, signal_id)
    if signal.state in SUBMITTED or not actor.coordinator:
        _already(session, signal)
        return None
    counted = registration(session)
    needs = [Topic(need.id, need.title, need.domains) for need in needs_of(session, signal)]
    asked = query_of(session, signal.id)
    areas = (asked.areas if asked else []) or signal.areas
    subject = Subject(needs, [area for area in areas if area in counted.areas])
    span = _asked_span(asked) or period_of(counted, subject, today)
    closed = quarters.closed(session)
    counts = ClosedCounts(closed.base, closed.places, counted.inside(subject.areas))
    publication = Publication(counts, ledger.entries(session), signal.title)
    furniture = _furniture(session, counted.areas)
    if closed.quarters.isdisjoint(span.quarters()) and not counted.about([need.id for need in needs]).encounters:
        figures = no_figures(subject, furniture, span, counts.live)
    else:
        span = quarters.closed_part(span, closed.quarters)
        figures = frozen_figures(publication, subject, furniture, span)
    figures |= {"behind": _behind(session, counted, subject, span)}
    frozen = frozen_evidence(session, signal.id)
    if frozen is not None and frozen.figures == figures:
        return None
    made = Evidence(
        signal=signal.id,
        kind="registration",
        summary=f"{figures['period']['from']} – {figures['period']['to']}",
        period_from=span.first,
        period_to=span.last,
        areas=list(areas) if asked else [],
        frozen_on=today,
        figures=figures,
        hash=content_hash(figures),
    )
    return Due(made, publication)


def query_of(session: Session, signal: Id) -> Evidence | None:
    """What a person chose to count: own registration with its period or places that is not frozen, the newest."""
    chosen = [
        one
        for one in of_signal(session, Evidence, signal)
        if one.kind == "registration" and not one.frozen_on and (one.areas or (one.period_from and one.period_to))
    ]
    return chosen[-1] if chosen else None


def _asked_span(asked: Evidence | None) -> Span | None:
    """Whole quarters, whatever days were named. Raises PeriodReversed."""
    if asked is None or asked.period_from is None or asked.period_to is None:
        return None
    if asked.period_from > asked.period_to:
        raise PeriodReversed(first=asked.period_from, last=asked.period_to)
    return Span(asked.period_from, asked.period_to).whole_quarters


def _behind(session: Session, counted: Registration, subject: Subject, span: Span) -> dict[str, int]:
    """Over how many spots and colleagues the encounters are spread: exact, as no head is told by it."""
    scope = counted.inside(subject.areas).scope or ()
    needs = ",".join(need.id for need in subject.needs)
    found = ground(session, Behind(span.first, span.last, areas=tuple(sorted(scope)), need=needs))
    return {"spots": found.spots, "workers": found.workers}


def _keep(session: Session, made: Due, today: date) -> Evidence:
    """The ledger first; what was frozen before goes to the bin."""
    ledger.append(session, made.publication.entries, made.publication.title, today)
    for older in all_frozen(session, made.evidence.signal):
        older.deleted = True
    session.add(made.evidence)
    session.flush()
    return made.evidence


def _already(session: Session, signal: Signal) -> Evidence:
    """What is frozen; once it was submitted, even if someone else's program put it in the bin."""
    found = frozen_evidence(session, signal.id)
    if found is None and signal.state in SUBMITTED:
        found = max(all_frozen(session, signal.id, binned=True), key=frozen_age, default=None)
        if found is None:
            raise NoteNotHere
    if found is None:
        raise AskCoordinator
    return found


def _furniture(session: Session, areas: Iterable[str]) -> dict[str, dict[str, dict[str, int]]]:
    """The furniture counted at all spots that are no secret, by area."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for spot in session.scalars(select(Spot).where(~Spot.deleted, ~Spot.sensitive)):
        if spot.area is None or spot.area not in areas:
            continue
        for state, column in _FURNITURE.items():
            for kind, n in getattr(spot, column).items():
                counts = found.setdefault(spot.area, {name: {} for name in _FURNITURE})[state]
                counts[kind] = counts.get(kind, 0) + n
    return found
