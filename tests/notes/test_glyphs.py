"""What people type is on paper, whatever script it is in; what no font has is marked and told."""

from dataclasses import replace
from pathlib import Path

import pytest

from outreach_app.i18n import speaking
from outreach_app.notes import glyphs, script
from outreach_app.notes.content import compose
from outreach_app.notes.pdf import publish
from outreach_app.notes.style import ARABIC, EMOJI, REGULAR, load_fonts
from tests.notes.judges import complaints
from tests.notes.samples import VLASAKKER, page_texts


@pytest.fixture(autouse=True)
def fonts() -> None:
    load_fonts()


def test_each_sign_is_in_a_font_that_has_it_and_the_rest_is_marked() -> None:
    assert glyphs.runs("Één plek – €5", REGULAR) == [(REGULAR, "Één plek – €5")]
    assert glyphs.runs("bank 🪑!", REGULAR) == [(REGULAR, "bank "), (EMOJI, "🪑"), (REGULAR, "!")]
    assert glyphs.runs("👍🏽", REGULAR) == [(EMOJI, "👍")]
    assert glyphs.runs("a ሰላም", REGULAR) == [(REGULAR, f"a {glyphs.MARK * 3}")]
    assert [font for font, _text in glyphs.runs("مكان", REGULAR)] == [ARABIC]


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("بيت", "\ufe91\ufef4\ufe96"),
        ("لا", "\ufefb"),
        ("الأولاد", "\ufe8d\ufef7\ufeed\ufefb\ufea9"),
        ("مَكان", "\ufee3\u064e\ufedc\ufe8e\ufee5"),
        ("گفت", "\ufb94\ufed4\ufe96"),
        ("abc", "abc"),
    ],
)
def test_letters_join_their_neighbours(typed: str, drawn: str) -> None:
    assert script.shaped(typed) == drawn
    assert script.unshaped(drawn) == typed


@pytest.mark.parametrize(
    ("typed", "leftward", "drawn"),
    [
        ("אבג", False, "גבא"),
        ("zeg אב nu", False, "zeg בא nu"),
        ("אב 12, 14:30", True, "14:30 ,12 בא"),
        ("(אב) zeg", True, "zeg (בא)"),
        ("אב Inter גד", True, "דג Inter בא"),
        ("€ 5 אב", False, "€ 5 בא"),
    ],
)
def test_a_line_is_drawn_in_the_order_of_its_scripts(typed: str, leftward: bool, drawn: str) -> None:
    assert "".join(sign for _place, sign in script.visual(typed, leftward)) == drawn


def test_a_note_in_many_scripts_is_valid_and_names_what_it_cannot_print(tmp_path: Path) -> None:
    arabic = "نحن لا نعرف إلى أين نذهب بعد المدرسة لأن الملعب مغلق " * 4
    source = replace(
        VLASAKKER,
        quotes=(arabic, "Wij willen 🪑 en een 🏀, geen ሰላም ❤️"),
        signal=replace(VLASAKKER.signal, title="Geen plek (مكان)", areas=("حي السلام",), problem=arabic * 30),
        note=replace(VLASAKKER.note, annexes="ملحق\nFoto 📷", number="٢"),
    )
    with speaking("nl"):
        document = compose(source, "nota")
        missing = glyphs.unprintable(document)
        pdf = publish(document)

    assert missing == ["ሰ", "ላ", "ም"]
    assert "U+1230" in glyphs.told(missing) and glyphs.told([]) == ""
    assert "□□□" in " ".join(page_texts(pdf))
    assert complaints(pdf, tmp_path) == []
