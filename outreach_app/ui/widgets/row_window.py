"""Which rows of a long list are held, and from where the others are nearest. Knows no Qt and no store."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from outreach_app.domain.paging import Start

PAGE = 100
HELD = 40
"""Pages in memory at most; those looked at longest ago go first."""


STRIDE = 20_000
"""Rows gone through at once on the way to a page: others have their turn in between, what was reached is kept."""


class Far(NamedTuple):
    """A row on the way to a page that is far from all that is known: where it stands, and how it is read."""

    place: int
    start: Start


class RowWindow:
    """A list of `total` rows, of which some pages are held."""

    def __init__(self, total: int = 0) -> None:
        self.total = total
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._marks: dict[int, Any] = {}
        """Keys of rows from which others can be reached, by where they stand: both ends of all that was read."""

    def row(self, number: int) -> Any | None:
        """None where it is not held."""
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None or place >= len(rows):
            return None
        self._pages.move_to_end(page)
        return rows[place]

    def holds(self, page: int) -> bool:
        return page in self._pages

    def pages(self) -> list[int]:
        return sorted(self._pages)

    def rows(self) -> Iterator[tuple[int, Any]]:
        """Those that are held, with where they stand."""
        for page, rows in self._pages.items():
            yield from enumerate(rows, page * PAGE)

    def put(self, page: int, rows: Sequence[Any]) -> None:
        """What was read of a page; more than a page is held as several."""
        for begin in range(0, max(len(rows), 1), PAGE):
            part = rows[begin : begin + PAGE]
            self._pages[page + begin // PAGE] = part
            if part and part[0].key is not None:
                first = page * PAGE + begin
                self.mark(first, part[0].key)
                self.mark(first + len(part) - 1, part[-1].key)
        while len(self._pages) > max(HELD, -(-len(rows) // PAGE)):
            self._pages.popitem(last=False)

    def size(self, page: int) -> int:
        """How many rows a page has."""
        return max(0, min(PAGE, self.total - page * PAGE))

    def mark(self, place: int, key: Any) -> None:
        """A row that others can be reached from."""
        self._marks[place] = key

    def start(self, page: int) -> Start:
        """From where a page is read with the fewest rows skipped. Read backwards, it is `size` rows."""
        return self._nearest(page)[1]

    def far(self, page: int) -> Far | None:
        """What to read before a page that is far away; None where it is near enough to be read at once."""
        place, start = self._nearest(page)
        if start.skip <= STRIDE:
            return None
        step = -STRIDE if start.backwards else STRIDE
        return Far(place + step, Start(start.beside, STRIDE - 1, start.backwards))

    def _nearest(self, page: int) -> tuple[int, Start]:
        """Of the rows that are known the nearest, with where it stands; or an end, and one beyond it."""
        begin, end = page * PAGE, page * PAGE + self.size(page)
        ways = [(-1, Start(None, begin)), (self.total, Start(None, self.total - end, backwards=True))]
        for place, key in self._marks.items():
            if place < begin:
                ways.append((place, Start(key, begin - place - 1)))
            elif place >= end:
                ways.append((place, Start(key, place - end, backwards=True)))
        return min(ways, key=lambda way: way[1].skip)
