"""What stands in a note, section by section."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest

from outreach_app.domain import notes as texts
from outreach_app.domain import records
from outreach_app.domain.charts import Chart, ticks
from outreach_app.domain.fields import fields_of
from outreach_app.domain.note_plan import SectionText
from outreach_app.domain.notes import EvidenceText, FeedbackText, NoteSource, NoteText, StepText, TermText
from outreach_app.domain.records import Record
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import speaking
from outreach_app.notes import wording
from outreach_app.notes.blocks import Beside, Table
from outreach_app.notes.checks import FigureNotFrozen, FigureTyped, reread
from outreach_app.notes.content import compose, slug
from tests.notes.samples import BARE, FIGURES, VLASAKKER, cell, headings, under, words

NOTA = [
    "Decision requested",
    "Occasion and problem",
    "Facts and figures",
    "Voice of young people",
    "Causes and consequences",
    "Already tried",
    "Proposal and cost",
    "Support base",
    "Follow-up and feedback",
    "Proposed resolution",
    "Annexes",
]


def beside(source: NoteSource) -> list[Table | Chart]:
    pairs = [block for block in compose(source, "nota").blocks if isinstance(block, Beside)]
    return [one for pair in pairs for one in pair.left + pair.right]


def test_a_nota_has_its_sections_in_the_order_a_college_reads() -> None:
    document = compose(VLASAKKER, "nota")

    assert headings(document) == NOTA
    assert document.title == "Signal note 2026-03. Geen plek om te zitten in de Vlasakker"
    header = words(document).split("Decision requested")[0]
    for line in ("Date: 27 March 2026", "Session: 14 April 2026, item 12", "via jeugddienst"):
        assert line in header


def test_an_empty_nota_prints_every_heading_and_what_is_to_be_completed() -> None:
    document = compose(BARE, "nota")

    assert headings(document) == NOTA
    for heading in NOTA:
        expected = "No own figures are frozen yet" if heading == "Facts and figures" else "to be completed"
        assert expected in words(under(document, heading)), heading
    assert words(document).split("Decision requested")[0].count("to be completed") == 3  # date, to, session
    assert document.running == "Signal note (draft)"


def test_a_bundle_states_the_problem_and_nothing_that_would_solve_it() -> None:
    document = compose(VLASAKKER, "bundel")
    whole = words(document)

    assert headings(document) == [
        "Occasion and problem",
        "Facts and figures",
        "Voice of young people",
        "Causes and consequences",
        "Already tried",
        "Support base",
    ]
    for solution in ("overkapping", "sporthal", "9.800", "keurt", "Wijkkaart", "burgemeester", "30 dagen"):
        assert solution not in whole
    assert headings(compose(BARE, "bundel")) == ["Occasion and problem", "Facts and figures"]


def test_frozen_content_gives_the_same_note_again() -> None:
    stored = json.dumps(VLASAKKER.to_json(), sort_keys=True)
    newer = {**json.loads(stored), "colour_of_the_bench": "green"}

    assert NoteSource.from_json(newer) == VLASAKKER
    for template in ("nota", "bundel"):
        assert compose(NoteSource.from_json(newer), template) == compose(VLASAKKER, template)


@pytest.mark.parametrize(
    ("text", "record"),
    [
        (texts.TeamText, records.Team),
        (texts.SignalText, records.Signal),
        (texts.NoteText, records.SignalNote),
        (texts.NeedText, records.Need),
        (texts.StepText, records.Step),
        (texts.EvidenceText, records.Evidence),
        (texts.FeedbackText, records.Feedback),
        (texts.StandingText, records.Addressee),
    ],
)
def test_only_fields_meant_for_paper_can_reach_it(text: type[Any], record: type[Record]) -> None:
    printable = {field.name for field in fields_of(record) if field.in_note}

    assert {field.name for field in fields(text)} <= printable


def test_figures_say_what_was_counted_and_how() -> None:
    section = words(under(compose(VLASAKKER, "nota"), "Facts and figures"))

    assert "Vlasakker, July–December 2025: 46 rounds, 120 encounters and 1,740 contacts." in section
    assert "40 encounters were about “Geen plek om te zitten”, with 260 contacts" in section
    for promise in ("not unique young people", "rounded to 5", "not shown (–)", "several subjects"):
        assert promise in section
    assert "Vlasakker | 2 / 5 / 0 | 0 / 3 / 0 | 0 / 0 / 1" in section
    assert "14 van 19 clubs vragen online betaling. (Drempelscan, February–March 2026)" in section
    assert "%" not in section


def test_what_is_withheld_is_one_mark_everywhere() -> None:
    withheld = {"rounds": None, "encounters": None, "contacts": None}
    quarters = [cell("quarter", "2025-Q3", 110), cell("quarter", "2025-Q4", None), cell("quarter", "2026-Q1", 40)]
    figures = {**FIGURES, "about": withheld, "tables": [{"axis": "quarter", "cells": quarters}]}
    source = replace(VLASAKKER, figures=figures)
    section = words(under(compose(source, "nota"), "Facts and figures"))
    chart = beside(source)[0]

    assert "How many of these were about this signal is not shown (–)." in section
    assert "– encounters about this signal" in section
    assert isinstance(chart, Chart)
    assert chart.series[0].values == (110, None, 40)
    assert chart.summary == ("Contacts: most in Q3 2025 (110), least in Q1 2026 (40). 1 figure is not shown (–).")


def test_several_withheld_rows_share_one_and_merged_ones_say_what_they_cover() -> None:
    ages = next(one for one in beside(VLASAKKER) if isinstance(one, Table) and one.header[0] == "Age")

    assert ages.header == ("Age", "Contacts")
    assert ages.rows == (("Under 12 and 12–14", "65"), ("15–17", "130"), ("Others", "–"))
    # a table of which one figure is shown says what the total says
    assert "By kind of spot" not in [one.title for one in beside(VLASAKKER)]


def test_a_scale_speaks_of_shown_values_only() -> None:
    assert ticks([None, 110, 150]) == (0, 50, 100, 150)
    assert ticks([None, None]) == (0, 1)
    assert ticks([1]) == (0, 1)
    assert all(ticks([n])[-1] >= n and len(ticks([n])) <= 6 for n in range(1, 2000, 7))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-Q3", "2026-Q4", "juli–december 2026"),
        ("2025-Q4", "2026-Q1", "oktober 2025–maart 2026"),
        ("2026-Q1", "2026-Q4", "2026"),
        ("2019-Q1", "2022-Q4", "2019–2022"),
        ("2019-Q3", "2022-Q4", "Q3 2019–Q4 2022"),
    ],
)
def test_periods_in_words(first: str, last: str, said: str) -> None:
    with speaking("nl"):
        assert wording.period(first, last) == said


def test_months_merged_into_quarters_are_called_so() -> None:
    merged = cell("month", "2025-Q3", 40, "2025-07", "2025-08", "2025-09")

    assert wording.cell_label("month", merged, Vocabularies()) == "July–September 2025"
    assert wording.moment("month", merged, opens=True) == "Q3 2025"
    assert wording.moment("month", cell("month", "2025-11", 40), opens=False) == "Nov"


def test_a_figure_that_was_never_frozen_stops_the_note() -> None:
    document = compose(VLASAKKER, "nota")
    reread(document, VLASAKKER)

    for part, value in (("about", 41), ("all", 121)):
        changed = {**FIGURES, part: {**FIGURES[part], "encounters": value}}
        with pytest.raises(FigureNotFrozen, match=str(value)):
            reread(compose(replace(VLASAKKER, figures=changed), "nota"), VLASAKKER)
    cells = [cell("quarter", "2025-Q3", 115), cell("quarter", "2025-Q4", 150)]
    changed = {**FIGURES, "tables": [{"axis": "quarter", "cells": cells}]}
    with pytest.raises(FigureNotFrozen, match="115"):
        reread(compose(replace(VLASAKKER, figures=changed), "nota"), VLASAKKER)


def test_names_with_digits_are_no_figures() -> None:
    needs = [{"title": "7 banken te weinig", "encounters": 40, "contacts": 260}]
    figures = {**FIGURES, "areas": ["Wijk 9"], "needs": needs}
    source = replace(VLASAKKER, figures=figures, team=replace(VLASAKKER.team, name="Jeugdwerk 2000"))

    reread(compose(source, "nota"), source)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Keur goed.\n\nVoer uit.", "Article 1: Keur goed.\nArticle 2: Voer uit."),
        ("Artikel 1: keur goed\nmet zorg\nArt. 2. voer uit", "Artikel 1: keur goed\nmet zorg\nArt. 2: voer uit"),
    ],
)
def test_articles_are_numbered_unless_they_number_themselves(typed: str, printed: str) -> None:
    document = compose(replace(BARE, note=NoteText(resolution=typed)), "nota")

    assert words(under(document, "Proposed resolution")) == printed


def test_a_proposal_without_a_price_asks_for_it() -> None:
    document = compose(replace(BARE, note=NoteText(proposal="Banken.", plan_code="3.2")), "nota")

    assert words(under(document, "Proposal and cost")) == "Banken.\nCost: to be completed\nMulti-year plan: 3.2"


def test_steps_quotes_and_feedback_are_told_in_order() -> None:
    told = FeedbackText(date=VLASAKKER.note.date, message="De banken komen er.")
    document = compose(replace(VLASAKKER, quotes=(*VLASAKKER.quotes, "c", "d"), feedback=(told,)), "nota")

    assert words(under(document, "Already tried")) == (
        "7 October 2025: Groendienst: Overleg. Bereid.\nInformal talk: Twee opruimacties."
    )
    voices = words(under(document, "Voice of young people")).split("\n")
    assert voices[:2] == ["“Wie eerst is, zit. De rest staat.”", "“Wij maken vuil, maar er hangt geen vuilbak.”"]
    assert voices[3] == "1 more quote may be printed."
    assert "27 March 2026: Young people: De banken komen er." in words(under(document, "Follow-up and feedback"))


def test_a_teams_own_terms_are_printed_as_they_were_frozen() -> None:
    step = StepText(route="café", summary="Praatje")
    source = replace(BARE, steps=(step,), terms=(TermText(vocabulary="route", code="café", nl="Toogpraat"),))

    assert "Toogpraat: Praatje." in words(under(compose(source, "nota"), "Already tried"))


def test_file_names_are_plain() -> None:
    assert slug("‘Niet voor ons’: vrije tijd / büíten bereik") == "niet-voor-ons-vrije-tijd-buiten-bereik"
    assert slug("../..") == "signal"
    assert len(slug("lang " * 100)) <= 60


def test_a_team_arranges_its_template_and_a_submitted_note_keeps_the_one_of_its_day() -> None:
    own = (
        SectionText(template="nota", section="quotes", position=15, title="Hun woorden"),
        SectionText(template="nota", section="steps", left_out=True),
        SectionText(template="nota", section="follow_up", standing="Wij komen graag langs."),
    )
    arranged = replace(VLASAKKER, plan=own)
    document = compose(NoteSource.from_json(json.loads(json.dumps(arranged.to_json()))), "nota")
    assert headings(document)[:3] == ["Hun woorden", "Decision requested", "Occasion and problem"]
    assert "Already tried" not in headings(document)
    assert "Wij komen graag langs." in words(under(document, "Follow-up and feedback"))


def test_a_reply_has_an_answer_and_no_resolution() -> None:
    document = compose(VLASAKKER, "reply")
    assert "Our answer" in headings(document) and "Proposed resolution" not in headings(document)
    assert "Session" not in words(document)
    assert headings(compose(BARE, "reply")) == ["Your question", "Our answer"], (
        "nothing frozen, so no heading for figures"
    )


@pytest.mark.parametrize(
    ("typed", "stray"),
    [
        ("Sinds 12 maart 2026 hangt er één vuilbak; een nieuwe kost € 9.800 of 2.100 euro.", ""),
        ("Op 3/11 om 19u30 en om 20:15, en in 2025 nog eens.", ""),
        ("Wij telden er 46.", ""),
        ("Wij telden 7 jongeren zonder slaapplek.", "7"),
        ("Zeker 120 ontmoetingen.", ""),
        ("Zeker 31 jongeren, zegt de buurt.", "31"),
        ("Op 3-11-2025, 3.11.25 en 14/4; een plein van vele m².", ""),
        ("Een groep van 17-23 jongeren.", "17"),
        ("Soms 9-12 jongens.", "9"),
        ("Bijna 12.5 % van hen.", "12.5"),
        ("Wel 7/9 van de jongeren.", "7"),
        ("Zo’n ⁷ of ⑦ meisjes.", "⁷"),
        ("Telkens ٧ jongeren.", "٧"),
        ("Ruim ½ van hen.", "½"),
    ],
)
def test_a_count_typed_among_the_facts_is_a_frozen_one_or_stops_the_note(typed: str, stray: str) -> None:
    standing = SectionText(template="nota", section="figures", standing=typed)
    seen = EvidenceText(kind="partner", summary=typed)
    for source in (replace(VLASAKKER, plan=(standing,)), replace(VLASAKKER, evidence=(seen,))):
        with speaking("nl"):
            document = compose(source, "nota")
            if not stray:
                reread(document, source)
                continue
            with pytest.raises(FigureTyped) as refused:
                reread(document, source)
            assert stray in str(refused.value)


def test_what_others_counted_may_stand_as_soon_as_its_source_is_named() -> None:
    counted = EvidenceText(kind="external", summary="14 van 19 clubs vragen vooraf betaling.")
    for source, fine in ((replace(counted, source="Sportdienst, 2026"), True), (counted, False)):
        note = replace(VLASAKKER, evidence=(source,))
        with speaking("nl"):
            if fine:
                reread(compose(note, "nota"), note)
            else:
                with pytest.raises(FigureTyped):
                    reread(compose(note, "nota"), note)
