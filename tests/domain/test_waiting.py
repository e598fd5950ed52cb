"""What waits, and in which order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.agreements import Promise
from outreach_app.domain.behind import Behind
from outreach_app.domain.fields import Id
from outreach_app.domain.meetings import Coming
from outreach_app.domain.underway import Underway
from outreach_app.domain.waiting import (
    Carried,
    Counts,
    Facts,
    Heard,
    KeptRound,
    Kind,
    Urgency,
    usual_evening,
    waiting,
)

TODAY = date(2026, 11, 19)
YESTERDAY = TODAY - timedelta(days=1)
ONE = Id("11" * 16)


def facts(**known: object) -> Facts:
    return Facts(**{"today": TODAY, "hour": 20, **known})  # type: ignore[arg-type]


def kinds(**known: object) -> list[Kind]:
    return [task.kind for task in waiting(facts(**known))]


def evenings(day: date, *weeks: int) -> list[date]:
    return [day - timedelta(weeks=n) for n in weeks]


def test_the_round_of_a_usual_evening_that_nobody_entered_is_the_next_step() -> None:
    found = waiting(facts(own_rounds=evenings(TODAY, 1, 2, 4), counts=Counts(choices=3)))

    assert [(task.kind, task.urgency, task.when) for task in found[:1]] == [(Kind.ROUND, Urgency.NOW, TODAY)]


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ({"own_rounds": evenings(TODAY, 1, 2, 3), "hour": 11}, None),  # it is not evening yet
        ({"own_rounds": evenings(YESTERDAY, 1, 2, 3), "hour": 11}, YESTERDAY),
        ({"own_rounds": evenings(YESTERDAY, 0, 1, 2, 3)}, None),  # entered
        ({"own_rounds": evenings(TODAY, 1, 2)}, None),  # twice is no habit
        ({"own_rounds": evenings(TODAY, 9, 10, 11)}, None),  # nor is what was
        ({"own_rounds": evenings(TODAY, 1, 2, 3), "drafts": [KeptRound(ONE, TODAY)]}, None),
    ],
)
def test_an_evening_is_usual_after_three_rounds_of_late(known: dict[str, object], asked: date | None) -> None:
    assert usual_evening(facts(**known)) == asked


def test_a_fresh_draft_is_finished_first_and_an_old_one_among_the_rest() -> None:
    late = Carried(ONE, "Banken", "submitted", TODAY - timedelta(days=41))
    old, fresh = KeptRound(ONE, TODAY - timedelta(days=9)), KeptRound(ONE, YESTERDAY, ("Sporthal",))

    found = waiting(facts(drafts=[old, fresh], signals=[late]))

    assert [(task.kind, task.days) for task in found] == [(Kind.DRAFT, 1), (Kind.ANSWER, 41), (Kind.DRAFT, 9)]


@pytest.mark.parametrize(
    ("state", "since", "session", "kind"),
    [
        ("submitted", 29, None, None),
        ("submitted", 30, None, Kind.ANSWER),
        ("scheduled", 60, 1, Kind.DECISION),
        ("scheduled", 60, -5, Kind.SESSION),
        ("scheduled", 60, -20, None),
        ("decided", 10, 10, Kind.FEEDBACK),
        ("closed", 90, 90, None),
    ],
)
def test_a_signal_is_asked_after_by_where_it_stands(
    state: str, since: int, session: int | None, kind: Kind | None
) -> None:
    on = None if session is None else TODAY - timedelta(days=session)
    signal = Carried(ONE, "Banken", state, TODAY - timedelta(days=since), session=on)

    assert kinds(signals=[signal]) == ([kind] if kind else [])


def test_young_people_hear_within_three_months() -> None:
    def owed(days: int, *, told: bool = False) -> list[Urgency]:
        signal = Carried(ONE, "Banken", "decided", TODAY - timedelta(days=days), youth_told=told)
        return [task.urgency for task in waiting(facts(signals=[signal]))]

    assert owed(91) == [Urgency.TODAY]
    assert owed(92) == [Urgency.LATE]
    assert owed(92, told=True) == []


@given(st.integers(0, 6), st.integers(0, 6))
def test_a_need_is_offered_from_three_encounters_on_two_dates(encounters: int, dates: int) -> None:
    need = Heard(ONE, "Geen bankje", encounters, dates, TODAY - timedelta(days=17))

    assert kinds(needs=[need]) == ([Kind.RECURRING] if encounters >= 3 and dates >= 2 else [])


def test_only_a_coordinator_is_asked_who_may_come_in() -> None:
    counts = Counts(choices=2, joining=1, late_work=1, erasures=1)

    assert set(kinds(counts=counts)) == {Kind.CHOICES}
    assert set(kinds(counts=counts, coordinator=True)) == {
        Kind.CHOICES,
        Kind.JOINING,
        Kind.LATE_WORK,
        Kind.ERASURES,
    }


def test_the_laptop_speaks_up_when_something_keeps_it_from_its_work() -> None:
    assert kinds(counts=Counts(unsent=4, apart_days=6, backup=TODAY - timedelta(days=7))) == []
    assert kinds(counts=Counts(unsent=4, apart_days=7, backup=TODAY - timedelta(days=8), old_notes=2)) == [
        Kind.BACKUP,
        Kind.FOLDER,
        Kind.OLD_NOTES,
    ]


@given(
    st.builds(
        Behind,
        first=st.none() | st.dates(),
        last=st.none() | st.dates(),
        weekday=st.none() | st.integers(0, 6),
        daypart=st.text(),
        domain=st.text(),
        spot=st.text(),
        empty=st.booleans(),
    )
)
def test_what_stands_behind_a_figure_fits_in_a_line(behind: Behind) -> None:
    assert Behind.read(behind.target()) == behind


def test_a_line_of_something_else_asks_nothing() -> None:
    assert Behind.read(ONE) is None
    assert Behind.read("?first=someday&weekday=9&colour=red") == Behind()


def promised(*days: int, state: str = "open") -> list[Promise]:
    return [Promise(ONE, "Banken", state, TODAY + timedelta(n), "Groendienst") for n in days]


@pytest.mark.parametrize(
    ("days", "urgency"),
    [
        (-1, Urgency.LATE),
        (-200, Urgency.LATE),
        (0, Urgency.TODAY),
        (1, Urgency.SOON),
        (7, Urgency.SOON),
        (8, None),
    ],
)
def test_an_agreement_waits_from_a_week_before_its_day(days: int, urgency: Urgency | None) -> None:
    found = waiting(facts(agreements=promised(days)))

    assert [(task.kind, task.urgency, task.days) for task in found] == (
        [(Kind.AGREEMENT, urgency, -days)] if urgency is not None else []
    )


def test_what_was_kept_or_has_no_day_waits_for_nobody() -> None:
    kept = [*promised(-9, state="done"), *promised(-9, state="lapsed"), Promise(ONE, "Ooit", "open", None)]

    assert waiting(facts(agreements=kept)) == []


def test_many_that_are_late_are_one_task_and_the_others_stay() -> None:
    few = 3
    late = promised(*range(-few, 0))

    assert kinds(agreements=[*late, *promised(2)]) == [Kind.AGREEMENT] * (few + 1)
    [one, soon] = waiting(facts(agreements=[*late, *promised(-40), *promised(2)]))
    assert (one.kind, one.n, one.days, soon.kind) == (Kind.AGREEMENTS, few + 1, 40, Kind.AGREEMENT)


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ({"deliver_by": TODAY + timedelta(days=20)}, []),
        ({"deliver_by": TODAY + timedelta(days=9)}, [(Kind.DELIVERY, Urgency.SOON)]),
        ({"deliver_by": TODAY}, [(Kind.DELIVERY, Urgency.TODAY)]),
        ({"deliver_by": YESTERDAY}, [(Kind.DELIVERY, Urgency.LATE)]),
        ({"owed": ("partners",), "tell_by": TODAY + timedelta(days=60)}, []),
        ({"owed": ("partners",), "tell_by": TODAY + timedelta(days=10)}, [(Kind.TELLING, Urgency.SOON)]),
        ({"owed": ("partners", "region"), "tell_by": YESTERDAY}, [(Kind.TELLING, Urgency.LATE)]),
        ({"done": True}, [(Kind.CLOSING, Urgency.SOME_TIME)]),
    ],
)
def test_a_note_is_handed_in_others_are_told_and_what_is_done_is_closed(
    known: dict[str, object], asked: list[tuple[Kind, Urgency]]
) -> None:
    one = Underway(ONE, "Banken", **known)  # type: ignore[arg-type]

    assert [(task.kind, task.urgency) for task in waiting(facts(underway=[one]))] == asked


@pytest.mark.parametrize(
    ("state", "days", "prepared", "expected"),
    [
        ("planned", 40, False, []),
        ("planned", 28, False, [(Kind.FIX_AGENDA, Urgency.SOON)]),
        ("planned", 12, True, [(Kind.FIX_AGENDA, Urgency.TODAY)]),
        ("agenda_fixed", 12, False, []),
        ("agenda_fixed", 4, False, [(Kind.PREPARE, Urgency.SOON)]),
        ("agenda_fixed", 4, True, []),
        ("agenda_fixed", 0, True, [(Kind.MINUTES, Urgency.TODAY)]),
        ("held", -5, True, [(Kind.MINUTES, Urgency.TODAY)]),
        ("held", -90, True, []),
    ],
)
def test_a_meeting_is_fixed_prepared_and_told(
    state: str, days: int, prepared: bool, expected: list[tuple[Kind, Urgency]]
) -> None:
    one = Coming(Id("jwo"), "JWO", TODAY + timedelta(days), state, prepared)
    assert [(task.kind, task.urgency) for task in waiting(facts(meetings=[one]))] == expected
