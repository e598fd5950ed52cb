"""What holds of the guard whatever is asked of it, in whatever order."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_app.domain.disclosure import RULES
from outreach_app.guard import Asked, Base, Cell, Entry, Result, Withheld, audited, guard
from outreach_app.guard.base import Frozen
from outreach_app.guard.model import Model, modelled
from tests.guard.seasons import Q1, season, shown, tables

FEW = settings(max_examples=12, deadline=None)
seeds = st.integers(0, 10_000)


def published(base: Base, asked: list[list[Asked]]) -> tuple[list[Entry], list[Result]]:
    ledger: list[Entry] = []
    results = []
    for number, table in enumerate(asked):
        results.append(guard(table, base, ledger, publication=str(number)))
        ledger += results[-1].entries
    return ledger, results


def fits(model: Model) -> bool:
    return all(
        row.lower - 1e-9
        <= sum(model.truth[n] for n in row.plus) - sum(model.truth[n] for n in row.minus)
        <= row.upper + 1e-9
        for row in model.rows
    )


@FEW
@given(seeds)
def test_the_truth_is_possible_in_what_is_published(seed: int) -> None:
    base = season(seed)
    ledger, _results = published(base, tables(seed, base, 8))

    model = modelled(ledger, (), base)

    assert fits(model)
    for one in model.cells:
        counts = base.count(one.entry.cell)
        assert sum(model.truth[n] for n in one.heads) == counts.heads
        assert one.encounters is None or sum(model.truth[n] for n in one.encounters) == counts.encounters


@FEW
@given(seeds, st.randoms(use_true_random=False))
def test_notes_in_any_order_leave_nothing_narrow(seed: int, chance: object) -> None:
    base = season(seed)
    asked = tables(seed, base, 8)
    chance.shuffle(asked)  # type: ignore[attr-defined]

    ledger, _results = published(base, asked)
    state = audited(base, ledger)

    assert not state.narrow and not state.unproven
    assert state.weakest is None or state.weakest.upper - state.weakest.lower >= state.weakest.needed


@FEW
@given(seeds)
def test_every_shown_figure_is_rounded_and_of_enough(seed: int) -> None:
    base = season(seed)

    ledger, _results = published(base, tables(seed, base, 6))

    for entry in ledger:
        counts = base.count(entry.cell)
        if entry.shown:
            assert counts.heads >= entry.least and counts.encounters >= RULES.encounters
            assert entry.shown.heads % 5 == 0 and abs(entry.shown.heads - counts.heads) <= 2
            assert entry.shown.encounters is None or entry.shown.encounters % 5 == 0


@FEW
@given(seeds)
def test_the_same_again_is_the_same_and_adds_nothing(seed: int) -> None:
    base = season(seed)
    asked = tables(seed, base, 5)
    ledger, results = published(base, asked)

    assert published(base, asked)[0] == ledger
    for table, result in zip(asked, results, strict=True):
        if not result.refused:
            again = guard(table, base, ledger)
            assert again.entries == ()
            assert shown(again.verdicts.values()) == shown(result.verdicts.values())


@FEW
@given(seeds)
def test_a_withheld_figure_stays_withheld(seed: int) -> None:
    base = season(seed)
    asked = tables(seed, base, 5)
    ledger, _results = published(base, asked)
    withheld = [entry for entry in ledger if entry.shown is None]

    again = guard([Asked(entry.cell) for entry in withheld], base, ledger)

    assert not shown(again.verdicts.values())


@FEW
@given(seeds)
def test_what_things_are_called_does_not_matter(seed: int) -> None:
    base = season(seed)
    asked = tables(seed, base, 5)
    names = {f"s{n}": f"s{(n * 7 + 3) % 100:02}" for n in range(6)}

    def called(cell: Cell) -> Cell:
        return replace(cell, spots=frozenset(names[spot] for spot in cell.spots))

    renamed = Base(
        {quarter: frozenset(names[spot] for spot in spots) for quarter, spots in base.places.items()},
        tuple(Frozen(names[row.spot], row.quarter, row.counts) for row in reversed(base.rows)),
    )
    other = [[replace(one, cell=called(one.cell)) for one in table] for table in asked]

    assert [replace(entry, cell=called(entry.cell)) for entry in published(base, asked)[0]] == published(
        renamed, other
    )[0]


@FEW
@given(seeds, st.data())
def test_what_is_not_published_makes_nothing_narrower(seed: int, data: st.DataObject) -> None:
    base = season(seed)
    ledger, _results = published(base, tables(seed, base, 4))
    printed = [entry for entry in ledger if entry.shown]
    if not printed:
        return
    gone = data.draw(st.sampled_from(printed))
    before = audited(base, ledger).weakest

    after = audited(base, [entry for entry in ledger if entry is not gone]).weakest

    assert before is None or after is None or _slack(after) >= _slack(before)


def _slack(one: object) -> int:
    return one.upper - one.lower - one.needed  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("published_before", [0, 3])
def test_an_unsolved_audit_withholds(published_before: int, monkeypatch: pytest.MonkeyPatch) -> None:
    base = season(3)
    asked = tables(3, base, 12)
    ledger, _results = published(base, asked[:published_before])
    from outreach_app.guard.solver import Solver

    monkeypatch.setattr(Solver, "_optimal", lambda _self: False)  # kUnknown, warm and cold
    spots = frozenset(base.places[Q1])
    fine = [Asked(Cell(frozenset({spot}), frozenset({Q1}))) for spot in sorted(spots)]
    result = guard([*fine, Asked(Cell(spots, frozenset({Q1})))], base, ledger)

    assert result.refused and result.entries == ()
    before = {entry.cell for entry in ledger}
    assert all(isinstance(verdict, Withheld) for cell, verdict in result.verdicts.items() if cell not in before)
