"""Any page of a long list, read from wherever it is nearest."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.paging import Start
from outreach_app.ui.widgets.row_window import HELD, PAGE, STRIDE, RowWindow


@dataclass(frozen=True)
class Line:
    id: str
    key: int


def read(lines: Sequence[Line], start: Start, limit: int) -> Sequence[Line]:
    """As a store does it."""
    ahead = list(reversed(lines)) if start.backwards else list(lines)
    if start.beside is not None:
        ahead = [
            line for line in ahead if (line.key < start.beside) == start.backwards and line.key != start.beside
        ]
    return start.in_order(ahead[start.skip : start.skip + limit])


@given(st.integers(1, 60 * PAGE), st.lists(st.floats(0, 1), max_size=60))
def test_wherever_one_looks_next_the_right_rows_come(total: int, looks: list[float]) -> None:
    lines = [Line(f"{n}", n * 2) for n in range(total)]
    window = RowWindow(total)
    last_page = (total - 1) // PAGE
    for look in [*looks, 1.0]:
        page = round(look * last_page)
        start = window.start(page)
        window.put(page, read(lines, start, window.size(page)))

        begin = page * PAGE
        assert [window.row(n) for n in range(begin, begin + window.size(page))] == lines[begin : begin + PAGE]
        assert start.skip <= total // 2
        assert len(window.pages()) <= HELD


def test_the_end_and_what_lies_beside_something_known_are_read_without_skipping() -> None:
    window = RowWindow(1_000_000)
    last = window.start(9_999)
    window.put(5_000, [Line(f"{n}", n) for n in range(500_000, 500_100)])

    assert last == Start(backwards=True)
    assert window.start(5_001) == Start(500_099)
    assert window.start(4_999) == Start(500_000, backwards=True)
    assert window.start(4_998) == Start(500_000, PAGE, backwards=True)


def test_all_rows_at_once_are_kept_however_many() -> None:
    window = RowWindow(50 * PAGE)
    window.put(0, [Line(f"{n}", n) for n in range(50 * PAGE)])

    assert [number for number, _row in window.rows()] == list(range(50 * PAGE))


def test_what_is_far_is_reached_in_steps_that_are_kept() -> None:
    lines = [Line(f"{n}", n) for n in range(10 * STRIDE)]
    window, steps = RowWindow(len(lines)), 0
    page = 6 * STRIDE // PAGE
    while far := window.far(page):
        [line] = read(lines, far.start, 1)
        assert line == lines[far.place]
        window.mark(far.place, line.key)
        steps += 1
    assert steps == 3
    assert window.start(page).skip <= STRIDE
    assert window.far(page + 50) is None
