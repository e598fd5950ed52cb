"""Who hears what became of a signal, and by when."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_

AUDIENCES = ("youth", "partners", "frontline", "management", "region")
"""Whom an answer is told to; young people first."""
FEEDBACK_DAYS = 91
"""Within three months young people hear what became of what they said; nobody else hears it later."""


class NothingSaid(OutreachError):
    message = N_("It is not said what was told.")
    advice = N_("Write in a sentence what they heard, and if they said something, that too.")


class NoReason(OutreachError):
    message = N_("It is not said why they are not told.")
    advice = N_("Give the reason in a few words: it is kept with the signal.")


class ToldAlready(OutreachError):
    message = N_("This was told on {day} already.")
    advice = N_("Nothing needs to be done. Another telling can be added beside it.")


class _Feedback(Protocol):
    audience: str

    @property
    def told(self) -> bool: ...
    @property
    def owed(self) -> bool: ...


def due_on(decided: date) -> date:
    """The last day on which an answer of this day is told."""
    return decided + timedelta(days=FEEDBACK_DAYS)


def youth_done(feedback: Iterable[_Feedback]) -> bool:
    """Whether young people were told, or a reason says why not: of several tellings to them none is owed."""
    theirs = [one for one in feedback if one.audience == "youth"]
    return any(one.told for one in theirs) or (bool(theirs) and not any(one.owed for one in theirs))


def still_owed(feedback: Iterable[_Feedback]) -> Sequence[str]:
    """The audiences that nothing closed yet, in their order."""
    owed = {one.audience for one in feedback if one.owed}
    known = [audience for audience in AUDIENCES if audience in owed]
    return [*known, *sorted(owed - set(AUDIENCES))]
