"""Attacks that are known, each against a table or a row of notes."""

from itertools import permutations

import numpy as np
import pytest

from outreach_app.domain.disclosure import Counts, Reason
from outreach_app.guard import Base, Cell, Entry, Result, Shown, Verdict, Withheld, audited, guard
from outreach_app.guard.base import TOTAL
from outreach_app.guard.model import modelled
from outreach_app.guard.solver import Solver, weights
from tests.guard.seasons import AGES, Q1, Q2, asked, base, cell, shown, totals


def note(frozen: Base, ledger: list[Entry], *cells: Cell) -> Result:
    """One table published: its lines enter the ledger."""
    result = guard(asked(*cells), frozen, ledger, publication=f"note {len(ledger)}")
    ledger += result.entries
    return result


def safe(frozen: Base, ledger: list[Entry]) -> bool:
    state = audited(frozen, ledger)
    return not state.narrow and not state.unproven


def withheld(verdict: Verdict) -> bool:
    return isinstance(verdict, Withheld)


def test_a_total_minus_its_siblings() -> None:
    frozen = totals({("a", Q1): (23, 8), ("b", Q1): (28, 9), ("c", Q1): (1, 1)})
    ledger: list[Entry] = []
    every = [cell([spot]) for spot in "abc"]

    result = note(frozen, ledger, *every, cell("abc"))

    assert result.of(every[2]) == Withheld(Reason.FEW_HEADS)
    assert safe(frozen, ledger)


def test_two_quarters_minus_one() -> None:
    frozen = totals({("a", Q1): (40, 12), ("a", Q2): (2, 1)})
    ledger: list[Entry] = []

    first, both = note(frozen, ledger, cell("a", [Q1])), note(frozen, ledger, cell("a", [Q1, Q2]))

    assert shown(first.verdicts.values()) and withheld(both.of(cell("a", [Q1, Q2])))
    assert safe(frozen, ledger)


def test_a_neighbourhood_of_one_spot_is_that_spot() -> None:
    frozen = totals({("a", Q1): (40, 12), ("b", Q1): (30, 9)})
    ledger: list[Entry] = []

    note(frozen, ledger, cell("a"), cell("b"))
    hood = note(frozen, ledger, cell(["a", "never visited"]))

    assert hood.entries == () and hood.of(cell(["a", "never visited"])) == Shown(40, 10)


def test_equal_rounded_totals_tell_of_the_difference() -> None:
    frozen = totals({("a", Q1): (10, 5), ("b", Q1): (2, 2)})
    ledger: list[Entry] = []

    result = note(frozen, ledger, cell("ab"), cell("a"))

    assert len(shown(result.verdicts.values())) == 1  # 10 and 10 would leave 0 to 4
    assert result.of(cell("a")) == Withheld(Reason.PROTECTS, cell("ab"))
    assert safe(frozen, ledger)


def test_a_cycle_of_small_cells_in_three_by_three() -> None:
    small = {("a", Q1): 1, ("a", Q2): 4, ("b", Q2): 1, ("b", "2025-Q3"): 4, ("c", "2025-Q3"): 1, ("c", Q1): 4}
    big = {("a", "2025-Q3"): 21, ("b", Q1): 22, ("c", Q2): 23}
    frozen = totals({where: (heads, heads) for where, heads in {**small, **big}.items()})
    quarters = [Q1, Q2, "2025-Q3"]
    ledger: list[Entry] = []

    note(frozen, ledger, *(cell(spot, [quarter]) for spot in "abc" for quarter in quarters))
    note(
        frozen,
        ledger,
        *(cell(spot, quarters) for spot in "abc"),
        *(cell("abc", [quarter]) for quarter in quarters),
    )

    assert len([entry for entry in ledger if entry.shown]) >= 6
    assert safe(frozen, ledger)


def test_two_singletons_protect_each_other_only_as_far_as_rules_leave_values() -> None:
    frozen = totals({("a", Q1): (30, 9), ("b", Q1): (1, 1), ("c", Q1): (1, 1)})
    ledger: list[Entry] = []

    note(frozen, ledger, cell("abc"), *(cell(spot) for spot in "abc"))

    assert safe(frozen, ledger)


def test_where_everybody_is_about_the_sensitive_topic_it_is_not_said() -> None:
    frozen = base({("a", Q1): {TOTAL: (20, 6), ("domain", "justice"): (20, 6)}})
    ledger: list[Entry] = []

    result = note(frozen, ledger, cell("a"), cell("a", [Q1], "domain", "justice"))

    assert result.of(cell("a")) == Shown(20, 5)
    assert result.of(cell("a", [Q1], "domain", "justice")) == Withheld(Reason.PROTECTS, cell("a"))


def test_a_sensitive_topic_of_all_but_a_few_is_not_said_beside_the_total_of_another_note() -> None:
    frozen = base({("a", Q1): {TOTAL: (24, 8), ("domain", "justice"): (20, 6)}})
    ledger: list[Entry] = []

    note(frozen, ledger, cell("a", [Q1], "domain", "justice"))
    total = note(frozen, ledger, cell("a"))

    assert withheld(total.of(cell("a")))


def test_one_encounter_of_thirty_is_one_encounter() -> None:
    frozen = totals({("a", Q1): (30, 1)})

    assert guard(asked(cell("a")), frozen, ()).of(cell("a")) == Withheld(Reason.FEW_ENCOUNTERS)


def test_every_encounter_about_several_topics_adds_up_to_nothing() -> None:
    """A note that took topics for parts of a sum would call the truth impossible."""
    topics = {("domain", one): (20, 6) for one in ("leisure", "work", "education")}
    frozen = base({("a", Q1): {TOTAL: (20, 6), **topics}})
    cells = [cell("a", [Q1], "domain", one) for _domain, one in topics]

    result = guard(asked(cell("a"), *cells), frozen, ())

    assert [result.of(one) for one in cells] == [Shown(20, 5)] * 3


def test_a_spot_that_moves_to_another_neighbourhood() -> None:
    """Its past is a set of spots of its own: what the move gives away is a difference like any other."""
    frozen = totals({("a", Q1): (40, 12), ("b", Q1): (2, 1), ("c", Q1): (50, 14)})
    ledger: list[Entry] = []

    note(frozen, ledger, cell("ab"), cell("c"))
    moved = note(frozen, ledger, cell("a"), cell("bc"))

    assert withheld(moved.of(cell("a"))) and withheld(moved.of(cell("bc")))
    assert safe(frozen, ledger)


def test_counts_that_are_not_those_of_the_ledger_stop_everything_about_them() -> None:
    """Two closings of one quarter met, and something was published from the later one."""
    published, kept = totals({("a", Q1): (40, 12)}), totals({("a", Q1): (48, 15), ("b", Q1): (20, 6)})
    ledger: list[Entry] = []
    note(published, ledger, cell("a"))

    result = note(kept, ledger, cell("b"))

    assert result.refused and result.of(cell("b")) == Withheld(Reason.UNPROVEN)
    assert audited(kept, ledger).unproven == (Q1,)


def test_a_quarter_whose_counts_are_not_here_yet_proves_nothing() -> None:
    frozen = totals({("a", Q1): (40, 12)})
    elsewhere = Entry(cell("a", [Q1, Q2]), Shown(60, 15), 5, "of a colleague")

    result = guard(asked(cell("a")), frozen, [elsewhere])

    assert result.refused and not result.entries


def test_two_laptops_that_published_without_each_other_are_found_out() -> None:
    frozen = totals({("a", Q1): (10, 5), ("b", Q1): (2, 2), ("c", Q1): (60, 20)})
    one: list[Entry] = []
    other: list[Entry] = []
    note(frozen, one, cell("ab"), cell("c"))
    note(frozen, other, cell("a"))
    assert safe(frozen, one) and safe(frozen, other)

    state = audited(frozen, [*one, *other])

    assert [(found.cell, found.less, found.lower, found.upper) for found in state.narrow] == [
        (cell("ab"), cell("a"), 0, 4)
    ]


def test_what_two_laptops_gave_away_stops_nothing_that_tells_no_more() -> None:
    frozen = totals({("a", Q1): (10, 5), ("b", Q1): (2, 2), ("c", Q1): (60, 20), ("d", Q1): (44, 20)})
    ledger: list[Entry] = []
    for alone in (cell("ab"), cell("a")):
        ledger += guard(asked(alone), frozen, ()).entries

    assert shown(note(frozen, ledger, cell("d")).verdicts.values())


def test_forty_harmless_notes_then_the_one_that_pins() -> None:
    quarters = [f"{year}-Q{n}" for year in range(2021, 2025) for n in range(1, 5)]
    numbers = {("a", quarter): (41 + n % 7, 15) for n, quarter in enumerate(quarters)}
    numbers |= {("b", quarter): (22 + n % 5, 9) for n, quarter in enumerate(quarters)}
    numbers["c", quarters[7]] = 2, 1
    frozen = totals(numbers)
    ledger: list[Entry] = []
    for quarter in quarters:
        assert note(frozen, ledger, cell("ab", [quarter])).refused is False
    for quarter in quarters:
        note(frozen, ledger, cell("a", [quarter]))
    for n in range(8):
        note(frozen, ledger, cell("b", quarters[n : n + 2]))

    pinning = note(frozen, ledger, cell("abc", [quarters[7]]))

    assert withheld(pinning.of(cell("abc", [quarters[7]])))
    assert safe(frozen, ledger)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_needs_of_several_signals_are_counted_each_encounter_once(order: tuple[int, ...]) -> None:
    needs = {("need", "bench"): (12, 4), ("need", "bench,shelter"): (10, 4), ("need", "shelter"): (14, 5)}
    frozen = base({("a", Q1): {TOTAL: (60, 20), **needs}})
    cells = [cell("a", [Q1], "need", *of) for of in (["bench"], ["shelter"], ["bench", "shelter"])]
    ledger: list[Entry] = []

    note(frozen, ledger, *(cells[n] for n in order))

    assert frozen.count(cells[2]) == Counts(36, 13)
    assert safe(frozen, ledger)


def test_ages_are_published_in_heads() -> None:
    ages = {("age", age): (6 + n, 4) for n, age in enumerate(AGES)}
    frozen = base({("a", Q1): {TOTAL: (sum(heads for heads, _n in ages.values()), 12), **ages}})
    cells = [cell("a", [Q1], "age", age) for age in AGES]

    result = guard(asked(cell("a"), *cells), frozen, ())

    assert result.of(cells[0]) == Shown(5, None)


@pytest.mark.parametrize("numbers", [(7, 3, 6, 5, 1, 9), (0, 8, 5, 6, 2, 7), (5, 5, 5, 5, 5, 0)])
def test_the_linear_program_finds_what_trying_everything_finds(numbers: tuple[int, ...]) -> None:
    quarters = [Q1, Q2, "2025-Q3"]
    where = [(spot, quarter) for spot in "ab" for quarter in quarters]
    frozen = totals({place: (n, n) for place, n in zip(where, numbers, strict=True)})
    margins = [*(cell(spot, quarters) for spot in "ab"), *(cell("ab", [quarter]) for quarter in quarters)]
    inside = [cell(spot, [quarter]) for spot, quarter in where]
    lines = guard(asked(*margins, *inside), frozen, ()).entries
    model = modelled(lines, (), frozen)
    solver = Solver(model)

    worlds = np.indices((14,) * 6, dtype=np.int8).reshape(6, -1)
    for entry in lines:
        if entry.shown:
            total = sum(worlds[n].astype(int) for n, one in enumerate(inside) if one.inside(entry.cell))
            low, high = max(entry.shown.heads - 2, 5), entry.shown.heads + 2
            worlds = worlds[:, (total >= low) & (total <= high)]
    for n, one in enumerate(inside):
        place = next(m for m, known in enumerate(model.cells) if known.entry.cell == one)
        goal = weights(len(model.truth), model.cells[place].heads)
        ends = [solver.most(-goal), solver.most(goal)]
        assert [round(abs(end.value), 6) for end in ends if end] == [worlds[n].min(), worlds[n].max()]
