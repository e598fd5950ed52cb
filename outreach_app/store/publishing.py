"""Publishing figures: of closed quarters, by a coordinator, into the ledger before anyone sees them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.comparing import Answer, Part, Question, apart, axis_of, highest
from outreach_app.domain.crossing import Levels
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


def answer(session: Session, question: Question, actor: Actor, today: date) -> Answer:
    """What a page of figures shows, published: its tables merge alike and are audited in turn.

    A comparison with quarters that are not closed is left out. Raises CoordinatorsPublish, QuartersOpen where the
    period itself is not closed, TableUnproven.
    """
    closed = quarters.closed(session).quarters
    against = question.against.whole_quarters if question.against else None
    if against is not None and not closed.issuperset(against.quarters()):
        question = replace(question, against=None)
    spans = [question.span, *([question.against] if question.against else [])]
    axis, places = axis_of(question), apart(question.areas, registration(session))

    def ask(publication: Publication) -> Answer:
        inside = [publication.inside([area]) for area in places] or [publication]
        tables = [table for each in _alike(inside, axis, spans) for table in each]
        several = len(spans)
        parts = [
            Part(area, tables[n * several], tables[n * several + 1] if several > 1 else None)
            for n, area in enumerate(places or [None])
        ]
        return Answer(question, axis, tuple(parts))

    return publish(session, axis, (), actor, today, ask)


def _alike(inside: Sequence[Publication], axis: str, spans: Sequence[Span]) -> list[list[Table]]:
    """Tables that stand beside each other at the levels that each of them can be shown at."""
    least: Levels = ()
    while True:
        drafts = [[one.draft([axis], span, at_least=least) for span in spans] for one in inside]
        levels = [draft.table.levels for of_place in drafts for draft in of_place if draft.table.levels]
        found = highest(levels)
        if found == least or all(each == found for each in levels):
            return [one.settle(*of_place) for one, of_place in zip(inside, drafts, strict=True)]
        least = found


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
