"""What the rounds behind a mark have in common, as the list of rounds asks for it."""

from collections.abc import Mapping
from datetime import date

from outreach_app.domain.behind import NOT_SAID, Behind
from outreach_app.domain.comparing import Question
from outreach_app.domain.fields import Id
from outreach_app.domain.periods import Span
from outreach_app.domain.recent import around
from outreach_app.domain.registration import Registration

_TIMES = ("week", "month", "quarter", "year")


def behind_of(
    question: Question, holds: Mapping[str, tuple[str, ...]], found: Registration, worker: Id | None
) -> Behind:
    """`holds` is one value of one axis: inside the vault nothing is merged."""
    span = question.span
    said: dict[str, str] = {}
    for axis, (value, *_more) in holds.items():
        if axis in _TIMES:
            span = _within(span, axis, value)
        elif axis == "spot" and value.startswith("@"):  # no spot was named there
            said["area"] = value[1:] or NOT_SAID
        else:
            said[axis] = value or NOT_SAID
    asked = Behind(span.first, span.last, areas=tuple(sorted(_scope(question.areas, found))), worker=worker or "")
    for axis, value in said.items():
        asked = asked.also(axis, value)
    return asked


def _within(span: Span, axis: str, value: str) -> Span:
    """The week, month, quarter or year of a mark, as far as the period goes."""
    if axis == "week":
        day = date.fromisoformat(value)
    else:
        month = int(value[6]) * 3 if "Q" in value else int(value[5:7] or 1)
        day = date(int(value[:4]), month, 1)
    whole = around(axis, day)
    return Span(max(span.first, whole.first), min(span.last, whole.last))


def _scope(areas: tuple[Id, ...], found: Registration) -> frozenset[str]:
    """The areas asked about, with all that lies in them; none means everywhere."""
    return found.inside(areas).scope or frozenset()
