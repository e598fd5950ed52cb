"""The file that leaves: readable without eyes, valid for an archive, and the same every time."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_app.domain.note_plan import Template
from outreach_app.domain.notes import NoteSource
from outreach_app.i18n import speaking
from outreach_app.notes import blocks
from outreach_app.notes.blocks import Document, Heading
from outreach_app.notes.content import compose
from outreach_app.notes.pdf import page_count, publish
from tests.notes.judges import complaints, roles
from tests.notes.samples import BARE, FIGURES, VLASAKKER, cell, page_texts


def published(source: NoteSource, template: Template = "nota", language: str = "nl") -> bytes:
    with speaking(language):
        return publish(compose(source, template))


@pytest.mark.parametrize("source", [VLASAKKER, BARE], ids=["whole", "bare"])
@pytest.mark.parametrize("template", ["nota", "bundel"])
def test_nobody_finds_anything_wrong(source: NoteSource, template: Template, tmp_path: Path) -> None:
    assert complaints(published(source, template), tmp_path) == []


def test_the_tree_says_what_the_paper_shows_in_the_order_of_reading() -> None:
    tree = roles(published(VLASAKKER))

    assert tree[0] == "Document"
    assert tree[1:5] == ["  P", "  H1", "  L", "    LI"]
    assert [role for role in tree if role.strip().startswith("H")][:3] == ["  H1", "  H2", "  H2"]
    assert "    Figure: Contacten over dit signaal. Q3 2025: Contacten 110; Q4 2025: Contacten 150." in tree
    first = tree.index("    Table")
    assert tree[first : first + 5] == ["    Table", "      Caption", "      TR", "        TH", "        TH"]
    assert {"  BlockQuote", "      Lbl", "      LBody"} <= set(tree)


def test_equal_content_gives_equal_files_and_undated_ones_have_no_date() -> None:
    again = NoteSource.from_json(VLASAKKER.to_json())
    undated = replace(VLASAKKER, note=replace(VLASAKKER.note, date=None))

    assert published(VLASAKKER) == published(again)
    assert published(VLASAKKER) != published(replace(VLASAKKER, quotes=()))
    with pikepdf.open(BytesIO(published(undated))) as pdf:
        assert "/CreationDate" not in pdf.docinfo
        assert b"CreateDate" not in pdf.Root.Metadata.read_bytes()
    with pikepdf.open(BytesIO(published(VLASAKKER))) as pdf:
        assert b"<xmp:CreateDate>2026-03-27T12:00:00Z" in pdf.Root.Metadata.read_bytes()
        assert b"<pdfuaid:part>1<" in pdf.Root.Metadata.read_bytes()


def test_a_table_over_pages_repeats_its_head_and_says_it_once(tmp_path: Path) -> None:
    rows = tuple((f"Plein {n}", str(n)) for n in range(120))
    document = Document(
        title="Lang",
        language="nl",
        author="Team",
        running="Nota",
        footer="Lang",
        blocks=(Heading("Lang", 1), blocks.Table("Per plek", ("Plek", "Contacten"), rows)),
    )
    pdf = publish(document)
    texts = page_texts(pdf)

    assert page_count(pdf) > 2 and all("Contacten" in text for text in texts)
    assert sum(role.strip() == "TR" for role in roles(pdf)) == 121
    assert complaints(pdf, tmp_path) == []


def test_a_table_too_wide_for_the_paper_comes_in_parts(tmp_path: Path) -> None:
    header = ("Plek", *(f"Meubel van soort {n}" for n in range(12)))
    rows = tuple((f"Plein {n}", *(f"{k} / {n} / 120" for k in range(12))) for n in range(4))
    table = blocks.Table("Meubilair", header, rows)
    pdf = publish(Document("Breed", "nl", "Team", "Nota", "Breed", (Heading("Breed", 1), table)))

    text = " ".join(" ".join(page_texts(pdf)).split())
    assert all(name in text for name in header) and text.count("Plein 3") == roles(pdf).count("  Table") > 1
    assert complaints(pdf, tmp_path) == []


def test_what_was_typed_is_found_again_word_by_word() -> None:
    """Lines end in a space, so that a reader who listens hears two words where the paper breaks."""
    words = "woorden die over veel regels lopen " * 40
    source = replace(VLASAKKER, signal=replace(VLASAKKER.signal, problem=words))

    text = " ".join(" ".join(page_texts(published(source))).split())
    assert words.strip() in text


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=20, max_size=400), title=st.text(max_size=60))
def test_whatever_is_typed_leaves_valid(text: str, title: str, tmp_path: Path) -> None:
    source = replace(VLASAKKER, signal=replace(VLASAKKER.signal, title=title, problem=text), quotes=(text,))

    assert complaints(published(source), tmp_path) == []


def test_long_notes_stay_valid(tmp_path: Path) -> None:
    cells = [cell("quarter", f"{year}-Q{q}", 1000) for year in range(2019, 2024) for q in range(1, 5)]
    source = replace(
        VLASAKKER,
        signal=replace(VLASAKKER.signal, problem="a " * 6000, causes="één\n" * 90),
        figures={**FIGURES, "tables": [{"axis": "quarter", "cells": cells}]},
    )

    assert complaints(published(source), tmp_path) == []
