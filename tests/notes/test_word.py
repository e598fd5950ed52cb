"""The note for a word processor: real styles, only what is shown, nobody's name, and the same every time."""

import zipfile
from dataclasses import fields, replace
from io import BytesIO
from typing import Any

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_app.domain.letterhead import packed
from outreach_app.domain.notes import NoteSource, NoteText, StandingText
from outreach_app.i18n import speaking
from outreach_app.notes import word
from outreach_app.notes.content import compose
from outreach_app.notes.resolution import as_html, as_text
from tests.notes.samples import BARE, VLASAKKER


def written(source: NoteSource) -> bytes:
    with speaking("nl"):
        return word.write(compose(source, "nota"))


def opened(file: bytes) -> Any:
    return docx.Document(BytesIO(file))


def styled(file: Any, look: str) -> list[str]:
    return [one.text for one in file.paragraphs if one.style.name == look]


def test_headings_lists_quotes_and_tables_have_the_styles_of_a_word_processor() -> None:
    file = opened(written(VLASAKKER))

    assert styled(file, "Title") == ["Geen plek om te zitten in de Vlasakker"]
    assert "Gevraagde beslissing" in styled(file, "Heading 1") and "Bijlagen" in styled(file, "Heading 1")
    assert "Wijkkaart" in styled(file, "List Bullet") and len(styled(file, "Quote")) == 2
    assert any(text.startswith("Artikel 1. ") for text in styled(file, "Body Text"))
    ages = next(table for table in file.tables if table.cell(0, 0).text == "Leeftijd")
    assert [cell.text for cell in ages.rows[0].cells] == ["Leeftijd", "Contacten"]
    assert "w:tblHeader" in ages.rows[0]._tr.xml and "w:tblHeader" not in ages.rows[1]._tr.xml


def test_a_chart_is_a_table_of_what_it_shows() -> None:
    file = opened(written(VLASAKKER))

    chart = next(table for table in file.tables if table.cell(0, 0).text == "Kwartaal")
    assert [[cell.text for cell in row.cells] for row in chart.rows][1:] == [
        ["Q3 2025", "110"],
        ["Q4 2025", "150"],
    ]
    with zipfile.ZipFile(BytesIO(written(VLASAKKER))) as parts:
        assert not [name for name in parts.namelist() if "chart" in name or "embed" in name or "thumb" in name]


def test_the_file_names_the_team_and_nobody_else_and_is_in_the_language_of_the_note() -> None:
    file = opened(written(VLASAKKER))
    known = file.core_properties

    assert (known.author, known.last_modified_by) == ("Jeugdopbouwwerk Lindervoorde",) * 2
    assert known.title.endswith("Geen plek om te zitten in de Vlasakker") and known.comments == ""
    assert known.created.date() == VLASAKKER.note.date and known.language == "nl-BE"
    assert 'w:lang w:val="nl-BE"' in file.styles["Normal"].element.xml


def test_equal_notes_give_equal_files() -> None:
    assert written(VLASAKKER) == written(NoteSource.from_json(VLASAKKER.to_json()))
    assert written(VLASAKKER) != written(replace(VLASAKKER, quotes=()))


def test_head_and_foot_say_who_sends_it_and_a_damaged_logo_is_left_out() -> None:
    team = replace(
        VLASAKKER.team, organisation="Jeugddienst", sender="Kerkplein 1", logo=packed(b"\x89PNG\r\n\x1a\n")
    )
    note = replace(VLASAKKER.note, confidentiality="Niet openbaar", distribution="college\njeugddienst")
    section = opened(written(replace(VLASAKKER, team=team, note=note))).sections[0]

    assert [one.text for one in section.first_page_header.paragraphs] == ["Jeugddienst", "Kerkplein 1"]
    assert "Niet openbaar" in section.footer.paragraphs[0].text
    assert "college, jeugddienst" in section.first_page_footer.paragraphs[0].text


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=200))
def test_no_text_breaks_a_file(text: str) -> None:
    typed: dict[str, Any] = {field.name: text for field in fields(NoteText) if "date" not in field.name}
    source = replace(BARE, note=NoteText(**typed), quotes=(text, "مكان"), standing=StandingText(opening=text))

    assert opened(written(source)).paragraphs


def test_a_resolution_is_copied_as_words_and_as_articles() -> None:
    note = replace(VLASAKKER.note, resolution="Keurt <b> goed.\nVoert uit.")
    source = replace(VLASAKKER, note=note, standing=StandingText(formula="Het college besluit:"))

    with speaking("nl"):
        text, html = as_text(source), as_html(source)
        nothing = as_text(BARE), as_html(BARE)

    assert text == "Het college besluit:\n\nArtikel 1. Keurt <b> goed.\n\nArtikel 2. Voert uit."
    assert html.splitlines()[1] == "<p><strong>Artikel 1.</strong> Keurt &lt;b&gt; goed.</p>"
    assert nothing == ("", "")
