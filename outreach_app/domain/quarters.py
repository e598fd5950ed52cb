"""Closing a quarter: when it may be, and what is frozen of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from outreach_app.domain.aggregates import TOTAL, by_age
from outreach_app.domain.disclosure import Counts
from outreach_app.domain.periods import Span, month_of
from outreach_app.domain.registration import Met, Registration
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_

WAIT = timedelta(days=30)
"""After the end of a quarter, for what is entered late."""

DELICATE_NEED = "delicate_need"
"""Instead of an attribute: needs where they came up beside a sensitive life domain. Never published."""


class NotAQuarter(OutreachError):
    message = N_("“{text}” is not a quarter.")
    advice = N_("Write the year and the quarter, as in 2025-Q1.")


class QuarterNotOver(OutreachError):
    message = N_("{quarter} can be closed from {day} on.")
    advice = N_("Until then colleagues can still enter their rounds: what comes later counts in no publication.")


class QuarterClosed(OutreachError):
    message = N_("{quarter} was closed on {day}.")
    advice = N_("A quarter is closed once and stays as it was counted.")


class QuarterErased(OutreachError):
    message = N_("Encounters of {quarter} are past their term and erased.")
    advice = N_("What is left of them is too coarse to publish from. Close quarters before their encounters go.")


class QuartersOpen(OutreachError):
    message = N_("Only closed quarters are published, and these are open: {quarters}.")
    advice = N_("A coordinator closes a quarter from 30 days after its end. Choose a period of closed quarters.")


class CoordinatorsPublish(OutreachError):
    """Two laptops that are offline cannot see what the other published."""

    message = N_("Only a coordinator closes quarters and publishes figures.")
    advice = N_("Ask a coordinator. After the next sync you can print what was published.")


class Place(NamedTuple):
    """Where something was counted: ids of an area and of a spot, either of which may be empty."""

    area: str
    spot: str

    @property
    def key(self) -> str:
        """What the ledger calls it: no name, and short, as every cell lists its places."""
        return f"{self.area[:12]}.{self.spot[:12]}"


@dataclass(frozen=True)
class PlaceCounts:
    """One place in one quarter; `by` is attribute and value to counts, empty where nobody was met."""

    place: Place
    by: Mapping[str, Mapping[str, Counts]]


def span_of(quarter: str) -> Span:
    """Its first day and its last. Raises NotAQuarter."""
    year, _dash, number = quarter.strip().upper().partition("-Q")
    if not (len(year) == 4 and year.isdecimal() and number in ("1", "2", "3", "4")) or year < "1900":
        raise NotAQuarter(text=quarter)
    day = date(int(year), int(number) * 3, 1)
    return Span(day, day).whole_quarters


def closable_from(quarter: str) -> date:
    return span_of(quarter).last + WAIT


def counted_at(registration: Registration, quarter: str) -> list[PlaceCounts]:
    """Everything registered in a quarter, at every place somebody went to. Raises QuarterErased."""
    part = registration.within(span_of(quarter))
    if part.counted:
        raise QuarterErased(quarter=quarter)
    found: dict[Place, dict[str, dict[str, Counts]]] = {
        Place(visit.area, visit.spot): {} for visit in sorted(part.visits, key=lambda one: (one.area, one.spot))
    }
    for met in part.encounters:
        by = found.setdefault(Place(met.area, met.spot), {})
        sensitive = any(registration.vocabularies.sensitive("domain", code) for code in met.domains)
        for attribute, value, heads in _said(met, sensitive=sensitive):
            of = by.setdefault(attribute, defaultdict(Counts))
            of[value] = Counts(of[value].heads + heads, of[value].encounters + 1)
    return [PlaceCounts(place, by) for place, by in found.items()]


def _said(met: Met, *, sensitive: bool) -> Iterator[tuple[str, str, int]]:
    """Attribute, value and heads: what an encounter counts for. Needs by which of them came up together."""
    yield TOTAL, "", met.heads
    yield "month", month_of(met.date), met.heads
    yield "daypart", met.daypart, met.heads
    yield "who", met.who, met.heads
    for domain in dict.fromkeys(met.domains):
        yield "domain", domain, met.heads
    for age, heads in by_age(met):
        yield "age", age, heads
    if met.needs:
        yield "need", ",".join(sorted(set(met.needs))), met.heads
    for need in dict.fromkeys(met.needs) if sensitive else ():
        yield DELICATE_NEED, need, met.heads
