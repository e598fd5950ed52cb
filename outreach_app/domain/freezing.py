"""What the own registration behind a signal is about: its needs, its areas, and the period of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from outreach_app.domain.fields import Id
from outreach_app.domain.periods import Span
from outreach_app.domain.registration import Registration

Furniture = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Area id to `present`, `missing` and `broken`, to kind of furniture, to number."""


class Topic(NamedTuple):
    """A need, as far as its figures ask."""

    id: Id
    title: str
    domains: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a signal's figures are about."""

    needs: Sequence[Topic]
    areas: Sequence[Id] = ()
    """Where the signal is about; nowhere named means everywhere."""


def period_of(registration: Registration, subject: Subject, today: date) -> Span:
    """The whole quarters that hold the encounters behind the needs; with none, all that was registered there."""
    inside = registration.inside(subject.areas)
    about = inside.about([need.id for need in subject.needs])
    return (about.span or inside.span or Span(today, today)).whole_quarters
