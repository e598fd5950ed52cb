"""What leaves of the figures: shown values only, whatever was asked, in words, charts, tables and on paper."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_app.domain.charts import PERCENT_BASE
from outreach_app.domain.comparing import BY, MEASURES, Answer, Measure, Question, answer, quarters_before, value
from outreach_app.domain.fields import Id
from outreach_app.domain.periods import Span
from outreach_app.domain.registration import Met, Registration, Visited
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.notes import answers
from outreach_app.notes.blocks import Paragraph, Table
from outreach_app.notes.pdf import render
from tests.domain.test_figures import AREAS, registrations

SPAN = Span(date(2025, 4, 1), date(2025, 9, 30))
TEAM = "Jeugdopbouwwerk"


def shown(found: Answer, measure: Measure) -> set[float | None]:
    """Every figure that the guard let through."""
    tables = [table for part in found.parts for table in (part.now, part.before) if table]
    return {None, *(value(cell, measure) for table in tables for cell in table.cells)}


@settings(max_examples=60, deadline=None)
@given(registrations(), st.sampled_from(BY), st.sampled_from(MEASURES), st.booleans())
def test_charts_and_tables_hold_nothing_but_what_the_guard_showed(
    registration: Registration, by: str, measure: Measure, several: bool
) -> None:
    areas = (Id("v"), Id("m"), Id("h")) if several else ()
    asked = Question(by, SPAN, quarters_before(SPAN), areas, guarded=True)
    found = answer(registration, asked)

    told = answers.tell(found, measure, registration)

    allowed = shown(found, measure)
    for chart in (told.chart, told.whole):
        assert all(figure in allowed for series in chart.series for figure in series.values)
        assert len(set(chart.labels)) == len(chart.labels) or by == "time"
    assert len(told.whole.labels) == len(told.rows) >= len(told.chart.labels)
    if by != "time":
        withheld = [row for row in told.rows if all(value(now, measure) is None for now, _then in row.cells)]
        assert len(withheld) <= 1, "several withheld ones share a row, so that their number tells nothing"
        assert not withheld or told.rows[-1] is withheld[0], "and where it stands tells nothing either"


@settings(max_examples=40, deadline=None)
@given(registrations(), st.sampled_from(BY))
def test_sentences_hold_rounded_figures_and_percentages_only_where_a_base_bears_them(
    registration: Registration, by: str
) -> None:
    found = answer(registration, Question(by, SPAN, quarters_before(SPAN), guarded=True))
    now, before = found.parts[0].now.totals, found.parts[0].before
    assert before is not None

    (said,) = answers.sentences(found, "before", registration)
    said = said.replace(",", "")

    contacts = re.match(r"(\d+) contacts? in (\d+) rounds?", said)
    assert (contacts is None) == now.suppressed
    if contacts:
        assert int(contacts[1]) == now.contacts and int(contacts[1]) % 5 == 0
    percent = re.search(r"(\d+) %", said)
    if percent:
        assert (before.totals.contacts or 0) >= PERCENT_BASE and int(percent[1]) % 5 == 0


def season(count: int) -> Registration:
    visits = [Visited(n, f"2025-0{4 + n % 6}-15", "v", "") for n in range(count)]
    met = [
        Met(*visit, "evening", "youth", 4, (("15_17", 4),), ("leisure",), ()) for visit in visits for _n in "ab"
    ]
    return Registration(AREAS, {}, visits, met, Vocabularies())


def test_on_paper_stand_title_sentence_chart_table_and_method() -> None:
    registration = season(30)
    found = answer(registration, Question("domain", SPAN, guarded=True))

    sheet = answers.sheet(found, "contacts", registration, "", TEAM)

    (table,) = (block for block in sheet.blocks if isinstance(block, Table))
    words = [block.text for block in sheet.blocks if isinstance(block, Paragraph)]
    assert sheet.title == "Contacts by life domain, April–September 2025"
    assert table.rows == (("Leisure", "240"), ("Others", "–"))
    assert words[0] == "240 contacts in 30 rounds."
    assert "rounded to 5" in words[-1] and f"own registration by {TEAM}, April–September 2025" in words[-1]
    assert render(sheet) == render(sheet)


def test_a_quarter_that_goes_on_has_no_comparison_of_numbers() -> None:
    registration = season(30)
    quarter = Span(date(2025, 7, 1), date(2025, 9, 30))
    asked = Question("domain", quarter, quarters_before(quarter), guarded=True, today=date(2025, 8, 20))
    found = answer(registration, asked)

    assert answers.sentences(found, "in the quarter before", registration) == ["120 contacts in 15 rounds."]
    assert "still going on" in answers.beneath(found, "in the quarter before")
    assert answers.tell(found, "contacts", registration).chart.remarks == ()


@pytest.mark.parametrize(("weeks", "kind"), [(4, "columns"), (12, "line")])
def test_many_moments_become_a_line(weeks: int, kind: str) -> None:
    span = Span(date(2025, 4, 7), date.fromordinal(date(2025, 4, 6).toordinal() + 7 * weeks))
    registration = season(30)
    found = answer(registration, Question("time", span))

    chart = answers.tell(found, "per_visit", registration).chart

    assert (chart.kind, len(chart.labels)) == (kind, weeks)
    assert chart.labels[0] == "7 Apr"
