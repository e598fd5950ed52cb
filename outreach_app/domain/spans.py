"""Periods that people ask for by name."""

from calendar import monthrange
from datetime import date, timedelta

from outreach_app.domain.periods import Span
from outreach_app.i18n import N_


def named_spans(today: date) -> list[tuple[str, Span]]:
    """Their names as source texts, the nearest first."""
    month, before = _months(today, 0, 1), _months(today, -1, 1)
    into = (today.month - 1) % 3
    return [
        (N_("The last 7 days"), Span(today - timedelta(days=6), today)),
        (N_("This month"), month),
        (N_("Last month"), before),
        (N_("This quarter"), _months(today, -into, 3)),
        (N_("Last quarter"), _months(today, -into - 3, 3)),
        (N_("This year"), Span(date(today.year, 1, 1), date(today.year, 12, 31))),
        (N_("Last year"), Span(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))),
    ]


def _months(today: date, away: int, count: int) -> Span:
    """So many whole months, the first of them some months away."""
    first = today.year * 12 + today.month - 1 + away
    last = first + count - 1
    end = monthrange(last // 12, last % 12 + 1)[1]
    return Span(date(first // 12, first % 12 + 1, 1), date(last // 12, last % 12 + 1, end))
