"""Which backups stay: a rule about dates alone."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

DAYS, WEEKS, MONTHS = 7, 4, 5
RECENT = 3
"""The newest ones stay whatever their date: what was made before an import this morning, for instance."""
OLDEST = timedelta(days=182)
"""Six months: how long a backup may keep what was erased since."""

_PERIODS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (DAYS, lambda at: at.date()),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


def kept(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """The newest of each of the last seven days, four weeks and five months that have one, as `now` looks back."""
    young = sorted((at for at in set(made) if now - at <= OLDEST), reverse=True)
    stay = set(young[:RECENT])
    for most, period in _PERIODS:
        newest: dict[object, datetime] = {}
        for at in young:
            newest.setdefault(period(at), at)
        stay.update(list(newest.values())[:most])
    return stay
