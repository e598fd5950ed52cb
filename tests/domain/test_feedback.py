"""Who hears of an answer, by when; and by when a note has to be handed in."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.addressees import custom, deliver_by
from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.feedback import AUDIENCES, due_on, still_owed, youth_done
from outreach_app.domain.records import Addressee, Feedback
from outreach_app.i18n import LANGUAGES, speaking

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@dataclass
class Said:
    audience: str
    told: bool = False
    waived: bool = False

    @property
    def owed(self) -> bool:
        return not self.told and not self.waived


SAID = st.builds(Said, st.sampled_from(AUDIENCES), st.booleans(), st.booleans())


@given(DAYS)
def test_everybody_hears_within_three_months(decided: date) -> None:
    assert timedelta(89) <= due_on(decided) - decided <= timedelta(92)


@given(st.lists(SAID))
def test_young_people_are_done_once_one_telling_is_told_or_all_are_closed(said: list[Said]) -> None:
    theirs = [one for one in said if one.audience == "youth"]

    assert youth_done(said) == bool(theirs and (any(o.told for o in theirs) or all(not o.owed for o in theirs)))
    assert ("youth" in still_owed(said)) == any(one.owed for one in theirs)


@given(st.lists(SAID))
def test_what_is_owed_is_said_once_and_young_people_first(said: list[Said]) -> None:
    owed = list(still_owed(said))

    assert owed == [audience for audience in AUDIENCES if audience in owed]
    assert set(owed) == {one.audience for one in said if one.owed}


@pytest.mark.parametrize(
    ("values", "told", "owed"),
    [
        ({}, False, True),
        ({"date": date(2026, 4, 1)}, False, True),  # a day without words
        ({"message": "Er komen banken."}, False, True),  # words without a day
        ({"date": date(2026, 4, 1), "message": "Er komen banken."}, True, False),
        ({"waived": "De plek bestaat niet meer."}, False, False),
        ({"waived": "  "}, False, True),
    ],
)
def test_only_a_day_and_words_or_a_reason_close_it(values: dict[str, object], told: bool, owed: bool) -> None:
    one = Feedback(signal="1" * 32, **values)  # type: ignore[arg-type]

    assert (one.told, one.owed) == (told, owed)


@given(DAYS, st.integers(1, 90))
def test_a_note_is_handed_in_on_a_weekday_and_in_time(session: date, days: int) -> None:
    last = deliver_by(session, days)

    assert last is not None and last.weekday() < 5
    assert timedelta(days) <= session - last <= timedelta(days + 2)
    assert deliver_by(None, days) is deliver_by(session, 0) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", BUILT_IN["addressee"])
def test_every_addressee_has_texts_of_its_own(kind: str, language: str) -> None:
    with speaking(language):
        found = custom(kind, municipality="Lindervoorde")

    assert found.name.endswith(", Lindervoorde") and found.opening and found.formula and found.copies


def test_what_the_team_wrote_of_an_addressee_stands_over_what_is_built_in() -> None:
    own = Addressee(kind="college", copies=12, opening="Geacht college")

    assert custom("college", own).copies == 12
    assert custom("college", own).opening == "Geacht college"
    assert custom("college", own).days == custom("college").days > 0
    assert custom("gemeenteraad").name == ""
