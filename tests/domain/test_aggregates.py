"""What is left of erased months says the same as they did, and points at nobody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.aggregates import Key, Known, aggregated
from outreach_app.domain.disclosure import RULES, Counts, Rules, too_small
from outreach_app.domain.figures import tabulate
from outreach_app.domain.registration import Counted, Registration
from tests.domain.test_figures import GUARDED, registrations

NOTHING_SMALL = Rules(heads=0, encounters=0, sensitive_heads=0)
WITHOUT_SPOT = [axes for axes in GUARDED if not {"spot", "need", "need_kind"}.intersection(axes)]
"""Where a need came up is not kept either."""
WITHOUT_PLACE = [axes for axes in WITHOUT_SPOT if "area" not in axes]


def of_one_day(registration: Registration) -> Registration:
    """A round has one date."""
    dates: dict[Any, str] = {}
    for visit in registration.visits:
        dates.setdefault(visit.round, visit.date)
    return replace(
        registration,
        visits=[visit._replace(date=dates[visit.round]) for visit in registration.visits],
        encounters=[met._replace(date=dates[met.round]) for met in registration.encounters],
    )


seasons = registrations().map(of_one_day)


def erased(registration: Registration, rounds: set[Any], rules: Rules = RULES) -> Registration:
    """The same with these rounds as monthly counts, beside what is counted already."""
    gone = replace(
        registration,
        visits=[visit for visit in registration.visits if visit.round in rounds],
        encounters=[met for met in registration.encounters if met.round in rounds],
    )
    sums: dict[tuple[str, str, str, str], Counted] = {one[:4]: one for one in registration.counted}
    known: Known = {
        (Key(one.month, one.axis, one.code), one.area): Counts(one.heads, one.encounters)
        for one in registration.counted
    }
    for one in aggregated(gone, known, rules):
        before = sums.get(one[:4], Counted(*one[:4], 0, 0, 0, 0))
        sums[one[:4]] = Counted(*one[:4], *(a + b for a, b in zip(before[4:], one[4:], strict=True)))
    return replace(
        registration,
        visits=[visit for visit in registration.visits if visit.round not in rounds],
        encounters=[met for met in registration.encounters if met.round not in rounds],
        counted=tuple(sums.values()),
    )


def lines(registration: Registration, axes: Sequence[str], **how: Any) -> list[Any]:
    table = tabulate(registration, axes, **how)
    return [*((dict(cell.values), cell.numbers()) for cell in table.cells), table.totals.numbers()]


@st.composite
def halves(draw: st.DrawFn) -> tuple[Registration, set[Any], set[Any]]:
    """A season, and two sets of its rounds to erase one after the other: the second came late."""
    season = draw(seasons)
    rounds = sorted({visit.round for visit in season.visits}, key=str)
    picked = [draw(st.sampled_from((0, 0, 1, 2))) for _round in rounds]
    first, second = ({one for one, n in zip(rounds, picked, strict=True) if n == at} for at in (0, 1))
    return season, first, second


@given(halves(), st.sampled_from(WITHOUT_SPOT), st.booleans())
def test_where_nothing_is_small_every_table_stays_as_it_was(
    season: tuple[Registration, set[Any], set[Any]], axes: list[str], internal: bool
) -> None:
    before, first, second = season
    after = erased(erased(before, first, NOTHING_SMALL), second, NOTHING_SMALL)
    assert lines(after, axes, internal=internal) == lines(before, axes, internal=internal)


@given(halves(), st.sampled_from(WITHOUT_PLACE), st.booleans())
def test_what_is_lifted_is_missed_nowhere_but_by_area(
    season: tuple[Registration, set[Any], set[Any]], axes: list[str], internal: bool
) -> None:
    before, first, second = season
    after = erased(erased(before, first), second)
    assert lines(after, axes, internal=internal) == lines(before, axes, internal=internal)


@given(halves(), st.sampled_from([["area"], ["area", "quarter"], ["area", "domain"], ["area", "year", "age"]]))
def test_areas_add_up_to_what_they_did(season: tuple[Registration, set[Any], set[Any]], axes: list[str]) -> None:
    before, first, second = season
    after = erased(erased(before, first), second)

    def sums(registration: Registration) -> Counter[tuple[str, ...]]:
        found: Counter[tuple[str, ...]] = Counter()
        for cell in tabulate(registration, axes, internal=True).cells:
            rest = tuple(value for axis, value in cell.values.items() if axis != "area")
            found[(*rest, "heads")] += cell.contacts or 0
            found[(*rest, "encounters")] += cell.encounters or 0
        return +found

    assert sums(after) == sums(before)


@given(halves())
def test_nothing_small_is_left_with_an_area(season: tuple[Registration, set[Any], set[Any]]) -> None:
    before, first, second = season
    after = erased(erased(before, first), second)
    for one in after.counted:
        if one.area and one.encounters:
            sensitive = after.vocabularies.sensitive(one.axis, one.code)
            assert too_small(Counts(one.heads, one.encounters), sensitive=sensitive) is None
