"""Freezing the figures behind a signal: what a coordinator publishes of closed quarters, and everyone prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.freezing import Subject, Topic, period_of
from outreach_app.domain.records import Evidence, Signal, Spot
from outreach_app.domain.states import AskCoordinator
from outreach_app.guard.closed import ClosedCounts
from outreach_app.guard.freezing import frozen_figures, no_figures
from outreach_app.guard.publishing import Publication
from outreach_app.store import ledger, quarters
from outreach_app.store.evidence import NoteNotHere, all_frozen, frozen_age, frozen_evidence, needs_of
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
    subject = Subject(needs, [area for area in signal.areas if area in counted.areas])
    span = period_of(counted, subject, today)
    closed = quarters.closed(session)
    counts = ClosedCounts(closed.base, closed.places, counted.inside(subject.areas))
    publication = Publication(counts, ledger.entries(session), signal.title)
    furniture = _furniture(session, counted.areas)
    if closed.quarters.isdisjoint(span.quarters()) and not counted.about([need.id for need in needs]).encounters:
        figures = no_figures(subject, furniture, span, counts.live)
    else:
        span = quarters.closed_part(span, closed.quarters)
        figures = frozen_figures(publication, subject, furniture, span)
    frozen = frozen_evidence(session, signal.id)
    if frozen is not None and frozen.figures == figures:
        return None
    made = Evidence(
        signal=signal.id,
        kind="registration",
        summary=f"{figures['period']['from']} – {figures['period']['to']}",
        period_from=span.first,
        period_to=span.last,
        frozen_on=today,
        figures=figures,
    )
    return Due(made, publication)


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
