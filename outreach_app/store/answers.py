"""Where the rows of a list stand, worked out once for a question and kept until something is written.

Pages, count, selection and export of one question share it: only row numbers are kept, never what rows hold.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence

from sqlalchemy.orm import Session

from outreach_app.domain.paging import Start
from outreach_app.store.scope import team_of

Numbers = Sequence[int]
"""Row numbers in the order of a list."""
Place = tuple[int, int]
"""Where a row stands in such a list, and its number."""

_KEPT = "answers"
_MOST = 8
"""Questions remembered at once: eight bytes a row."""


class Answers:
    """Of one connection that only reads: whatever another one commits makes them old."""

    def __init__(self) -> None:
        self._numbers: OrderedDict[Hashable, Numbers] = OrderedDict()
        self._version: object = None

    def lend(self, session: Session) -> None:
        """What this session works out is kept."""
        session.info[_KEPT] = self

    def forget(self) -> None:
        self._numbers.clear()

    def known(self, session: Session, question: Hashable) -> Numbers | None:
        version = session.connection().exec_driver_sql("PRAGMA data_version").scalar()
        if version != self._version:
            self.forget()
            self._version = version
        found = self._numbers.get((team_of(session), question))
        if found is not None:
            self._numbers.move_to_end((team_of(session), question))
        return found

    def keep(self, session: Session, question: Hashable, numbers: Numbers) -> None:
        self._numbers[team_of(session), question] = numbers
        while len(self._numbers) > _MOST:
            self._numbers.popitem(last=False)


def known(session: Session, question: Hashable) -> Numbers | None:
    """What was worked out before and is still true; None where it was not."""
    answers: Answers | None = session.info.get(_KEPT)
    return answers.known(session, question) if answers else None


def keep(session: Session, question: Hashable, numbers: Iterable[int]) -> Numbers:
    found = array("q", numbers)
    answers: Answers | None = session.info.get(_KEPT)
    if answers:
        answers.keep(session, question, found)
    return found


def once(session: Session, question: Hashable, find: Callable[[], Iterable[int]]) -> Numbers:
    """What `find` finds, asked again only after something was written."""
    found = known(session, question)
    return keep(session, question, find()) if found is None else found


def places(numbers: Numbers, start: Start, limit: int) -> range:
    """Which places of a list a page has; a row that is gone meanwhile stands where the next one does now."""
    before = after = len(numbers) if start.backwards else 0
    if start.beside is not None:
        before, after = _around(numbers, *start.beside)
    if start.backwards:
        end = max(0, before - start.skip)
        return range(max(0, end - limit), end)
    begin = min(after + start.skip, len(numbers))
    return range(begin, min(begin + limit, len(numbers)))


def _around(numbers: Numbers, place: int, number: int) -> tuple[int, int]:
    """Where what comes before a row ends, and what follows it begins."""
    if place < len(numbers) and numbers[place] == number:
        return place, place + 1
    try:
        place = numbers.index(number)
    except ValueError:
        place = min(place, len(numbers))
        return place, place
    return place, place + 1
