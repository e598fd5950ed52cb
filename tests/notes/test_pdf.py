"""The file itself: readable, the same every time, and whole whatever is typed."""

from dataclasses import fields, replace
from datetime import date
from io import BytesIO
from time import perf_counter
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_app.domain.note_plan import Template
from outreach_app.domain.notes import NoteSource, NoteText, SignalText
from outreach_app.i18n import speaking
from outreach_app.notes.content import compose
from outreach_app.notes.pdf import page_count, render
from outreach_app.notes.text import lines
from tests.notes.samples import BARE, FIGURES, VLASAKKER, cell, opened, page_texts


def printed(source: NoteSource, template: Template = "nota", language: str = "nl") -> bytes:
    with speaking(language):
        return render(compose(source, template))


def test_the_worked_example_is_two_pages_and_its_first_half_page_stands_alone() -> None:
    pdf = printed(VLASAKKER)

    assert page_count(pdf) == 2
    for number, text in enumerate(page_texts(pdf), start=1):
        assert f"{number} / 2" in text
        assert "Jeugdopbouwwerk Lindervoorde" in text
        assert "2026-03" in text
    with opened(pdf) as document:
        page = document[0]
        text = page.get_textpage()
        start, length = text.search("één overkapping").get_next()
        lowest = min(text.get_charbox(index)[1] for index in range(start, start + length))
        assert lowest > page.get_height() / 2


def test_equal_content_gives_equal_bytes() -> None:
    again = NoteSource.from_json(VLASAKKER.to_json())

    assert printed(VLASAKKER) == printed(again)
    assert printed(VLASAKKER) != printed(replace(VLASAKKER, quotes=()))


def test_language_title_author_date_outline_and_fonts_are_in_the_file() -> None:
    with pikepdf.open(BytesIO(printed(VLASAKKER))) as pdf:
        assert str(pdf.Root.Lang) == "nl-BE"
        assert str(pdf.docinfo["/Title"]).endswith("Geen plek om te zitten in de Vlasakker")
        assert str(pdf.docinfo["/Author"]) == "Jeugdopbouwwerk Lindervoorde"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260327")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_outline() as outline:
            (title,) = outline.root
            assert len(title.children) == 11
        for font in fonts(pdf):
            assert "Inter" in str(font.BaseFont)
            assert "/FontFile2" in font.FontDescriptor


def fonts(pdf: Any) -> list[Any]:
    found = [font for page in pdf.pages for font in page.Resources.Font.values()]
    assert found
    return found


def test_hostile_text_is_printed_as_typed() -> None:
    typed = "<b>&amp; </para> <img src=x> {names} %s \\n ]]> “€”"
    source = replace(
        VLASAKKER,
        team=replace(VLASAKKER.team, name="Team <i>&"),
        signal=replace(VLASAKKER.signal, title="Titel <b>&", problem=typed),
        note=replace(VLASAKKER.note, cost="<b>&", annexes="een <u>\ntwee &lt;", decision_requested="eerst\r\ndan"),
        quotes=("zegt <b>&",),
        figures={**FIGURES, "areas": ["Wijk <b>&"]},
    )
    text = "\n".join(page_texts(printed(source))).replace("\n", " ")

    for expected in (typed, "Team <i>&", "Titel <b>&", "een <u>", "twee &lt;", "zegt <b>&", "Wijk <b>&"):
        assert expected in text
    assert "eerst dan" in text


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=300), number=st.text(max_size=20))
def test_no_text_breaks_a_note(text: str, number: str) -> None:
    typed: dict[str, Any] = {field.name: text for field in fields(NoteText) if "date" not in field.name}
    note = NoteText(**{**typed, "number": number})
    signal = SignalText(title=text, problem=text, areas=(text,))
    source = replace(BARE, signal=signal, note=note, figures={**FIGURES, "areas": [text]})
    document = compose(source, "nota")

    assert page_count(render(document)) >= 1
    told = [block.text for block in document.blocks if hasattr(block, "text")]
    assert all(line in told for line in lines(text))


@pytest.mark.parametrize(
    "typed", ["a" * 1_000_000, "ab " * 333_333, "a\n" * 500_000], ids=["word", "words", "lines"]
)
def test_a_million_characters_are_cut_visibly_and_soon(typed: str) -> None:
    signal = SignalText(title=typed, problem=typed, areas=(typed,) * 3)
    figures = {
        **FIGURES,
        "needs": [{"title": typed, "encounters": 5, "contacts": 10}] * 2,
        "tables": [{"axis": "area", "cells": [cell("area", typed, 50)] * 15}],
    }
    source = replace(BARE, signal=signal, quotes=(typed,), figures=figures)
    start = perf_counter()
    pdf = printed(source, language="en")

    assert perf_counter() - start < 10
    assert page_count(pdf) < 20
    assert f"{len(typed):,} characters long" in " ".join(" ".join(page_texts(pdf)).split())


@pytest.mark.parametrize("template", ["nota", "bundel"])
@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_every_language_and_template_prints(template: Template, language: str) -> None:
    assert page_count(printed(BARE, template, language)) == 1
    text = page_texts(printed(VLASAKKER, template, language))[0]
    assert "Geen plek om te zitten" in text


def test_long_series_stay_on_paper() -> None:
    quarters = [f"{year}-Q{quarter}" for year in range(2019, 2023) for quarter in range(1, 5)]
    by_quarter = [cell("quarter", code, None if code.endswith("Q2") else 1000) for code in quarters]
    by_area = [cell("area", f"Wijk {n}", n * 100 if n else None) for n in range(9)]
    figures = {
        **FIGURES,
        "period": {"from": "2019-Q1", "to": "2022-Q4"},
        "tables": [{"axis": "quarter", "cells": by_quarter}, {"axis": "area", "cells": by_area}],
    }

    assert page_count(printed(replace(VLASAKKER, figures=figures))) <= 3


def test_a_note_without_a_date_has_none_of_its_own() -> None:
    undated = replace(VLASAKKER, note=replace(VLASAKKER.note, date=None))

    with pikepdf.open(BytesIO(printed(undated))) as pdf:
        assert str(date.today().year) not in str(pdf.docinfo["/CreationDate"])
