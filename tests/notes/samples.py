"""The worked example of a note, as frozen content, and ways to read paper back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pypdfium2

from outreach_app.domain.notes import (
    EvidenceText,
    NeedText,
    NoteSource,
    NoteText,
    SignalText,
    StepText,
    TeamText,
    TermText,
)
from outreach_app.notes.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Document,
    Fact,
    Facts,
    Heading,
    KeyFigures,
    Labelled,
    Paragraph,
    Quote,
    Table,
)

TEAM = TeamText(
    name="Jeugdopbouwwerk Lindervoorde",
    municipality="Lindervoorde",
    service="jeugddienst",
    contact="jeugdopbouwwerk@lindervoorde.example",
)
BARE = NoteSource(team=TEAM, signal=SignalText(title="Nergens rustig leren na school"))
"""A signal of which only the title is known."""


def cell(axis: str, value: str, contacts: int | None, *covers: str) -> dict[str, Any]:
    withheld = contacts is None
    return {
        axis: value,
        "covers": {axis: list(covers)} if covers else {},
        "rounds": None if withheld else 9,
        "encounters": None if withheld else 15,
        "contacts": contacts,
        "suppressed": withheld,
    }


FIGURES: dict[str, Any] = {
    "period": {"from": "2025-Q3", "to": "2025-Q4"},
    "areas": ["Vlasakker"],
    "all": {"rounds": 46, "encounters": 120, "contacts": 1740},
    "about": {"rounds": 20, "encounters": 40, "contacts": 260},
    "needs": [{"title": "Geen plek om te zitten", "rounds": 20, "encounters": 40, "contacts": 260}],
    "tables": [
        {"axis": "quarter", "cells": [cell("quarter", "2025-Q3", 110), cell("quarter", "2025-Q4", 150)]},
        {
            "axis": "age",
            "cells": [
                cell("age", "u12+12_14", 65, "u12", "12_14"),
                cell("age", "15_17", 130),
                cell("age", "18_20", None),
                cell("age", "21_25", None),
            ],
        },
        {"axis": "spot_kind", "cells": [cell("spot_kind", "square", 170), cell("spot_kind", "cellar", None)]},
    ],
    "furniture": {
        "areas": {
            "Centrum": {"present": {"bench": 11}, "missing": {}, "broken": {}},
            "Vlasakker": {"present": {"bench": 2}, "missing": {"bench": 5, "bin": 3}, "broken": {"light": 1}},
        }
    },
    "method": {"rounding": 5, "heads": 5, "encounters": 3, "sensitive_heads": 10},
    "withheld": 3,
}

VLASAKKER = NoteSource(
    team=TEAM,
    signal=SignalText(
        title="Geen plek om te zitten in de Vlasakker",
        areas=("Vlasakker",),
        problem="Door de pleinwerken verdween de vaste ontmoetingsplek. Het is eerst komen, eerst malen.",
        causes="Meubilair werd na klachten weggehaald. Groepen schuiven op naar inkomhallen.",
        support="Groendienst, wijkpolitie en buurtcomité akkoord.",
        follow_up="Trekker jeugddienst; terugkoppeling op de plek binnen 30 dagen.",
    ),
    note=NoteText(
        number="2026-03",
        date=date(2026, 3, 27),
        addressee="college van burgemeester en schepenen, Lindervoorde",
        session_date=date(2026, 4, 14),
        agenda_number="12",
        discussed="JWO 12 maart 2026",
        decision_requested="Plaats vóór 1 juli vijf banken, drie vuilnisbakken en één overkapping.",
        proposal="Zone naast de sporthal.",
        alternative="Herplaatsing uit stock, € 2.100.",
        doing_nothing="Verplaatst de spanning.",
        cost_type="invest",
        cost="€ 9.800",
        plan_code="actie 3.2",
        resolution="Het college keurt de inrichting goed.\nGroendienst en jeugddienst voeren uit vóór 1 juli.",
        annexes="Wijkkaart\nMeubilairtelling",
    ),
    needs=(NeedText(title="Geen plek om te zitten", domains=("public_space",)),),
    quotes=("Wie eerst is, zit. De rest staat.", "“Wij maken vuil, maar er hangt geen vuilbak.”"),
    steps=(
        StepText(date=date(2025, 10, 7), organisation="Groendienst", summary="Overleg", result="Bereid."),
        StepText(route="informal", summary="Twee opruimacties"),
    ),
    evidence=(
        EvidenceText(
            summary="14 van 19 clubs vragen online betaling.",
            source="Drempelscan",
            period_from=date(2026, 2, 1),
            period_to=date(2026, 3, 31),
        ),
    ),
    figures=FIGURES,
    terms=(TermText(vocabulary="spot_kind", code="cellar", nl="Kelder"),),
)


def headings(document: Document) -> list[str]:
    """Sections in order, the one that stands out included."""
    return [
        block.text if isinstance(block, Heading) else block.heading
        for block in document.blocks
        if isinstance(block, Callout) or (isinstance(block, Heading) and block.level == 2)
    ]


def under(document: Document, heading: str) -> list[Block]:
    """The blocks of one section."""
    blocks = iter(document.blocks)
    for block in blocks:
        if isinstance(block, Callout) and block.heading == heading:
            return list(block.paragraphs)
        if isinstance(block, Heading) and block.text == heading:
            break
    found = []
    for block in blocks:
        if isinstance(block, Heading) and block.level < 3:
            break
        found.append(block)
    return found


def words(parts: Sequence[object] | Document) -> str:
    """Everything written in blocks, for looking what is there and what is not."""
    return "\n".join(_words(parts.blocks if isinstance(parts, Document) else parts))


def _words(parts: Sequence[object]) -> Iterator[str]:
    for part in parts:
        match part:
            case Paragraph() | Heading() | Quote():
                yield part.text
            case Fact():
                yield f"{part.label}: {part.value}"
            case Facts() | Labelled():
                yield from _words(part.rows)
            case Callout():
                yield from (part.heading, *_words(part.paragraphs))
            case Bullets():
                yield from part.items
            case KeyFigures():
                yield from _words(part.cards)
            case Card():
                yield f"{part.value} {part.label}"
            case Table():
                yield from (part.title, *(" | ".join(row) for row in (part.header, *part.rows)))


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def page_texts(pdf: bytes) -> list[str]:
    """What a reader selects and copies, page by page."""
    with opened(pdf) as document:
        return [document[n].get_textpage().get_text_range().replace("\r\n", "\n") for n in range(len(document))]
