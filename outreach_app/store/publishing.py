"""Publishing figures: of closed quarters, by a coordinator, into the ledger before anyone sees them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.figures import PeriodReversed, Table
from outreach_app.domain.periods import Span
from outreach_app.domain.quarters import CoordinatorsPublish, span_of
from outreach_app.guard.closed import ClosedCounts
from outreach_app.guard.publishing import Explained, Publication
from outreach_app.store import ledger, quarters
from outreach_app.store.figures import registration

T = TypeVar("T")


@dataclass(frozen=True)
class Published:
    """A table that may leave, and why figures of it may not."""

    table: Table
    withheld: tuple[Explained, ...] = ()
    refused: bool = False
    """Whether nothing new of it may be shown: other publications would tell the rest."""


def figures(
    session: Session,
    axes: Sequence[str],
    start: date | None,
    end: date | None,
    areas: Sequence[Id],
    actor: Actor,
    today: date,
) -> Published:
    """A table of whole closed quarters, published; an open end is the first or last quarter that is closed.

    Raises CoordinatorsPublish, QuartersOpen, PeriodReversed, TableUnproven, and what making tables raises.
    """
    span = closed_span(quarters.closed(session).quarters, start, end, today)

    def ask(publication: Publication) -> Published:
        table = publication.table(axes, span)
        return Published(table, tuple(publication.withheld), publication.refused > 0)

    return publish(session, ", ".join(axes), areas, actor, today, ask)


def publish(
    session: Session,
    title: str,
    areas: Sequence[Id],
    actor: Actor,
    today: date,
    ask: Callable[[Publication], T],
) -> T:
    """Answers what `ask` makes of a publication, once that stands in the ledger. Raises CoordinatorsPublish."""
    if not actor.coordinator:
        raise CoordinatorsPublish
    frozen = quarters.closed(session)
    counts = ClosedCounts(frozen.base, frozen.places, registration(session).inside(areas))
    publication = Publication(counts, ledger.entries(session), title)
    answer = ask(publication)
    ledger.append(session, publication.entries, title, today)
    return answer


def closed_span(closed: frozenset[str], start: date | None, end: date | None, today: date) -> Span:
    """The period asked for; where an end is open, up to what is closed."""
    if start and end and start > end:
        raise PeriodReversed(first=start, last=end)
    ends = [span_of(quarter) for quarter in sorted(closed)] or [Span(today, today)]
    first = start or min(ends[0].first, end or ends[0].first)
    return Span(first, end or max(ends[-1].last, first))
