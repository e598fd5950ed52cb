"""Signals between ripe and closed: what is still to be handed in, told, or closed. Facts for what waits."""

from dataclasses import dataclass
from datetime import date

from outreach_app.domain.fields import Id

DELIVERY_DAYS = 14
"""So long before its last day it is said that a note has to be handed in."""
TELLING_DAYS = 30
"""So long before its last day it is said who is still to be told."""


@dataclass(frozen=True, slots=True)
class Underway:
    id: Id
    title: str
    deliver_by: date | None = None
    """None where there is nothing to hand in, or it was."""
    copies: int = 1
    owed: tuple[str, ...] = ()
    """Audiences other than young people that were not told."""
    tell_by: date | None = None
    """The earliest last day of these."""
    done: bool = False
    """Everybody heard it and everything agreed is kept, and this actor may close it."""


def days_over(last: date | None, today: date, ahead: int) -> int | None:
    """How many days ago its last day was, below zero for one to come; None where that is too far off to say."""
    if last is None or (days := (today - last).days) < -ahead:
        return None
    return days
