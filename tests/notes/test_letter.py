"""Around the text: letterhead, confidentiality and distribution on every page, whatever a laptop sent."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from outreach_app.domain.letterhead import packed
from outreach_app.domain.notes import NoteSource
from outreach_app.i18n import speaking
from outreach_app.notes.content import compose
from outreach_app.notes.pdf import publish
from tests.notes.judges import complaints, roles
from tests.notes.samples import VLASAKKER, page_texts


def png() -> bytes:
    out = BytesIO()
    Image.new("RGBA", (300, 100), (200, 30, 90, 128)).save(out, "PNG")
    return out.getvalue()


def signed(logo: bytes, confidentiality: str = "", distribution: str = "") -> NoteSource:
    team = replace(
        VLASAKKER.team,
        organisation="Jeugddienst Lindervoorde",
        sender="Kerkplein 1\njeugd@lindervoorde.example",
        colour="#ffcc00",
        logo=packed(logo),
    )
    note = replace(VLASAKKER.note, confidentiality=confidentiality, distribution=distribution)
    return replace(VLASAKKER, team=team, note=note)


def published(source: NoteSource) -> bytes:
    with speaking("nl"):
        return publish(compose(source, "nota"))


def pictures(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages[0].get_images())


@pytest.mark.parametrize(
    ("logo", "drawn"), [(png(), 1), (png()[:90], 0), (b"no picture", 0)], ids=["whole", "damaged", "none"]
)
def test_the_first_page_begins_with_the_letterhead_and_a_bad_logo_is_left_out(
    logo: bytes, drawn: int, tmp_path: Path
) -> None:
    pdf = published(signed(logo))
    first, *others = page_texts(pdf)

    assert "Jeugddienst Lindervoorde" in first and "Kerkplein 1" in first
    assert all("Jeugddienst Lindervoorde" in text and "Kerkplein" not in text for text in others)
    assert pictures(pdf) == drawn
    assert roles(pdf)[1:3] == (["  Figure: Jeugddienst Lindervoorde", "  P"] if drawn else ["  P", "  P"])
    assert complaints(pdf, tmp_path) == []


def test_confidentiality_and_distribution_stand_on_every_page() -> None:
    names = "\n".join(f"dienst nummer {n}" for n in range(40))
    pdf = published(signed(b"", confidentiality="Niet openbaar", distribution=f"college\n{names}"))

    for text in page_texts(pdf):
        assert "Niet openbaar" in text and "college, dienst nummer 0" in text


def test_a_frozen_note_keeps_the_letterhead_of_its_day() -> None:
    source = signed(png())

    assert NoteSource.from_json(source.to_json()) == source
