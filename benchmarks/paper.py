"""A signal note of two pages against a bare ReportLab script that prints the same words, tables and charts."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import count
from typing import Any
from xml.sax.saxutils import escape

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from benchmarks.desk_of import desk_of
from benchmarks.measure import Job, Row, Scale, compare, in_words
from benchmarks.plain import Workshop
from outreach_app.domain.charts import Chart
from outreach_app.domain.notes import (
    EvidenceText,
    FeedbackText,
    NeedText,
    NoteSource,
    NoteText,
    SignalText,
    StepText,
    TeamText,
)
from outreach_app.i18n import speaking
from outreach_app.notes import blocks
from outreach_app.notes.content import compose
from outreach_app.notes.pdf import page_count, render
from outreach_app.paths import RESOURCES
from outreach_app.ui.background import Background
from outreach_app.ui.note.paper import pages as draw
from outreach_app.ui.note.preview import A4_WIDTH_INCHES, Preview
from outreach_app.ui.theme import theme

ANSWER = 0.15
"""Seconds from a key to the page: it follows the hand."""
_LONG = (
    "Op vier pleinen in twee wijken staat na zonsondergang geen werkende lamp. Wie er wil blijven, schuift op "
    "naar de parking van de sporthal, waar klachten volgen. "
)


def rows(shop: Workshop, scale: Scale) -> Iterator[Row]:
    source = _source()
    with speaking("nl"):
        document = compose(source, "nota")
        pages = page_count(render(document))

        def ours() -> Job:
            return lambda: render(compose(source, "nota"))

        def floor() -> Job:
            return lambda: _bare(document)

        floor()()
        pair = compare(ours, floor, scale.often)
    yield Row(
        f"signal note of {pages} pages", in_words(pair.ours), f"ReportLab {in_words(pair.floor)}", pair.ratio, 2.0
    )
    yield _key_to_page(shop, scale, source, document)


def _key_to_page(shop: Workshop, scale: Scale, source: NoteSource, document: blocks.Document) -> Row:
    """From a change in the note to both of its pages standing in the preview; below, the same two pages made by a
    bare script and drawn by PDFium, with neither window nor rest."""
    app = QApplication.instance() or QApplication([])
    theme().choose("light", 100)
    store = shop.store()
    background = Background(store)
    preview = Preview(desk_of(background, store), QWidget())
    preview.resize(440, 640)
    preview.show()
    dots = preview.width() / A4_WIDTH_INCHES
    typed, beat = count(1), QTimer(interval=2)  # else an answer that came meanwhile would be waited for in vain
    beat.start()

    def key() -> Job:
        note = dataclasses.replace(source.note, cost=f"{next(typed)} euro")
        changed, before = dataclasses.replace(source, note=note), preview.paper

        def until_drawn() -> None:
            preview.show_note(changed, "nota", "nl")
            while preview.paper is before:
                app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

        return until_drawn

    def bare() -> Job:
        return lambda: draw(_bare(document), dots)

    pair = compare(key, bare, scale.often)
    background.close()
    preview.close()
    store.close()
    return Row(
        "key in a note to its two pages in the preview",
        in_words(pair.ours),
        f"ReportLab and PDFium {in_words(pair.floor)}",
        pair.ratio,
        missed="" if pair.ours < ANSWER else in_words(pair.ours),
        met=f"under {in_words(ANSWER)}",
    )


def _source() -> NoteSource:
    return NoteSource(
        team=TeamText(
            name="Vindplaatswerk Lindervoorde", municipality="Lindervoorde", service="Welzijn", contact="vpw"
        ),
        signal=SignalText(
            title="Donkere pleinen",
            areas=("Vlasakker", "Statiekwartier"),
            problem=_LONG,
            causes=_LONG,
            support=_LONG,
            follow_up=_LONG,
        ),
        note=NoteText(
            number="2026-014",
            date=date(2026, 11, 19),
            addressee="College van burgemeester en schepenen",
            decision_requested=_LONG,
            proposal=_LONG,
            alternative=_LONG,
            doing_nothing=_LONG,
            cost_type="invest",
            cost="12.000 euro",
        ),
        needs=(NeedText(title="Licht op het plein", domains=("public_space",)), NeedText(title="Een droge plek")),
        quotes=("Wij gaan niet weg, wij worden weggestuurd.",),
        steps=tuple(
            StepText(date=date(2026, 9, day), route="service", organisation="Groendienst", summary=_LONG[:120])
            for day in range(1, 5)
        ),
        evidence=(EvidenceText(summary=_LONG[:90], source="Buurtmonitor"),),
        feedback=(FeedbackText(date=date(2026, 11, 2), message=_LONG[:90]),),
        figures=_figures(),
    )


def _figures() -> dict[str, Any]:
    """As a coordinator froze them."""
    quarters = [
        {
            "quarter": f"2026-Q{n}",
            "covers": {},
            "rounds": 10 + n,
            "encounters": 20 + 5 * n,
            "contacts": 100 + 5 * n,
            "suppressed": False,
        }
        for n in range(1, 5)
    ]
    return {
        "period": {"from": "2026-Q1", "to": "2026-Q4"},
        "areas": ["Vlasakker", "Statiekwartier"],
        "all": {"rounds": 46, "encounters": 120, "contacts": 740},
        "about": {"rounds": 20, "encounters": 40, "contacts": 260},
        "needs": [{"title": "Licht op het plein", "rounds": 12, "encounters": 30, "contacts": 180}],
        "tables": [{"axis": "quarter", "cells": quarters}],
        "furniture": {
            "areas": {"Vlasakker": {"present": {"bench": 2}, "missing": {"light": 3}, "broken": {"shelter": 1}}}
        },
        "method": {"rounding": 5, "heads": 5, "encounters": 3, "sensitive_heads": 10},
        "withheld": 1,
    }


def _bare(document: blocks.Document) -> bytes:
    if "Bare" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Bare", str(RESOURCES / "fonts" / "Inter-Regular.ttf")))
        pdfmetrics.registerFont(TTFont("Bare-Strong", str(RESOURCES / "fonts" / "Inter-SemiBold.ttf")))
    body = ParagraphStyle("body", fontName="Bare", fontSize=9, leading=12, spaceAfter=2)
    heading = ParagraphStyle("heading", body, fontName="Bare-Strong", fontSize=11, leading=13)
    out = BytesIO()
    story = [flowable for block in document.blocks for flowable in _flow(block, body, heading)]
    template = SimpleDocTemplate(
        out,
        pagesize=A4,
        title=document.title,
        lang="nl-BE",
        initialFontName="Bare",
        leftMargin=45,
        rightMargin=45,
        topMargin=45,
        bottomMargin=45,
    )
    template.build(story, onLaterPages=_number, onFirstPage=_number)
    return out.getvalue()


_TABLE = [("FONTNAME", (0, 0), (-1, -1), "Bare"), ("FONTSIZE", (0, 0), (-1, -1), 8)]


def _number(canvas: Any, _template: object) -> None:
    canvas.setFont("Bare", 7.6)
    canvas.drawRightString(540, 32, str(canvas.getPageNumber()))


def _flow(block: Any, body: ParagraphStyle, heading: ParagraphStyle) -> Iterator[Flowable]:
    match block:
        case blocks.Heading():
            yield Paragraph(escape(block.text), heading)
        case blocks.Table():
            yield Table([block.header, *block.rows], style=_TABLE)
        case Chart():
            bars = VerticalBarChart()
            bars.data = [[value or 0 for value in series.values] for series in block.series]
            bars.categoryAxis.categoryNames = list(block.labels)
            bars.categoryAxis.labels.fontName = bars.valueAxis.labels.fontName = "Bare"
            drawing = Drawing(400, 120)
            drawing.add(bars)
            yield drawing
        case str() if block:
            yield Paragraph(escape(block), body)
        case tuple():
            for part in block:
                yield from _flow(part, body, heading)
        case _ if dataclasses.is_dataclass(block):
            for field in dataclasses.fields(block):
                yield from _flow(getattr(block, field.name), body, heading)
