"""Which rows of a long list are held, and from where the others are nearest. Knows no Qt and no store."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from outreach_app.domain.paging import FIRST, Start

PAGE = 100
HELD = 40
"""Pages in memory at most; those looked at longest ago go first."""


class Keyed(Protocol):
    """`key` says where a row stands in the order; None where the list cannot go on from there."""

    @property
    def id(self) -> str: ...

    @property
    def key(self) -> Any: ...


class RowWindow:
    """A list of `total` rows, of which some pages are held."""

    def __init__(self, total: int = 0) -> None:
        self.total = total
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._edges: dict[int, tuple[Any, Any]] = {}
        """Of each page that was ever read: the keys of its first and its last row."""

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
                self._edges[page + begin // PAGE] = (part[0].key, part[-1].key)
        while len(self._pages) > max(HELD, -(-len(rows) // PAGE)):
            self._pages.popitem(last=False)

    def size(self, page: int) -> int:
        """How many rows a page has."""
        return max(0, min(PAGE, self.total - page * PAGE))

    def start(self, page: int) -> Start:
        """From where a page is read with the fewest rows skipped. Read backwards, it is `size` rows."""
        begin, end = page * PAGE, page * PAGE + self.size(page)
        ways = [(begin, FIRST), (self.total - end, Start(backwards=True))]
        for known, (first, last) in self._edges.items():
            if known < page:
                ways.append((begin - (known + 1) * PAGE, Start(last)))
            elif known > page:
                ways.append((known * PAGE - end, Start(first, backwards=True)))
        skip, way = min(ways, key=lambda one: one[0])
        return Start(way.beside, skip, way.backwards)
