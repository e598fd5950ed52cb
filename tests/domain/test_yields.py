"""What a year of signals yields, and what of it may leave the vault."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.fields import Id
from outreach_app.domain.yields import EVERYWHERE, LEAST, WEEK, Course, Line, shown, years_of, yield_of

FLAX, CENTRE = Id("1" * 32), Id("2" * 32)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
MAYBE = st.none() | DAYS


@st.composite
def courses(draw: st.DrawFn) -> Course:
    return Course(
        id=Id(draw(st.text("0123456789abcdef", min_size=32, max_size=32))),
        title=draw(st.text(max_size=8)),
        state=draw(st.sampled_from(list(BUILT_IN["signal_state"]))),
        made=draw(DAYS),
        areas=tuple(draw(st.lists(st.sampled_from([FLAX, CENTRE]), unique=True))),
        needs=tuple(draw(st.lists(st.text(min_size=1, max_size=6), max_size=2))),
        first_met=draw(MAYBE),
        submitted=draw(MAYBE),
        decided=draw(MAYBE),
        told=draw(MAYBE),
        outcome=draw(st.sampled_from(["", *BUILT_IN["outcome"]])),
    )


MANY = st.lists(courses(), max_size=12)


def lines(found: object) -> list[Line]:
    return [found.all, *found.areas.values()]  # type: ignore[attr-defined]


@given(MANY)
def test_every_signal_counts_once_in_one_year_and_one_state(found: list[Course]) -> None:
    years = [yield_of(found, year) for year in years_of(found)]

    assert sum(one.all.signals for one in years) == len(found)
    for one in years:
        assert sum(one.states.values()) == one.all.signals
        assert all(line.answered <= line.submitted <= line.signals <= one.all.signals for line in lines(one))


@given(MANY, courses())
def test_a_signal_of_another_year_changes_nothing(found: list[Course], other: Course) -> None:
    year = other.year + 1

    assert yield_of([*found, other], year) == yield_of(found, year)


@given(MANY)
def test_the_order_of_the_signals_does_not_matter(found: list[Course]) -> None:
    for year in years_of(found):
        one, other = yield_of(found, year), yield_of(found[::-1], year)
        assert (one.all, one.states, dict(one.areas)) == (other.all, other.states, dict(other.areas))


@given(MANY)
def test_an_area_has_the_signals_that_are_about_it(found: list[Course]) -> None:
    for year in years_of(found):
        whole = yield_of(found, year)
        for place, line in whole.areas.items():
            assert yield_of(found, year, place).all == line
        assert (EVERYWHERE in whole.areas) == any(not one.areas for one in found if one.year == year)


@given(MANY)
def test_outside_no_duration_is_of_fewer_than_three_signals_or_finer_than_a_week(found: list[Course]) -> None:
    for year in years_of(found):
        out = shown(yield_of(found, year))
        for line in lines(out):
            for days, of in zip((line.to_decision, line.to_feedback), line.timed, strict=True):
                assert days is None or (of >= LEAST and days % WEEK == 0 and days >= WEEK)
        assert shown(out) == out


def test_a_duration_runs_from_the_first_encounter_and_a_postponement_is_no_answer() -> None:
    start = date(2026, 1, 1)
    one = Course(
        id=FLAX,
        title="Banken",
        state="decided",
        made=start,
        needs=("Geen bank", "Geen schaduw"),
        first_met=start,
        submitted=start + timedelta(30),
        decided=start + timedelta(100),
        told=start + timedelta(120),
        outcome="partly",
    )
    found = yield_of([one, replace(one, id=CENTRE, outcome="postponed")], 2026)

    assert (found.all.signals, found.all.answered) == (2, 1)
    assert (found.all.to_decision, found.all.to_feedback) == (100, 120)
    assert [each.need for each in found.realised] == ["Geen bank", "Geen schaduw"]
    assert (shown(found).all.to_decision, shown(found).realised) == (None, found.realised)
