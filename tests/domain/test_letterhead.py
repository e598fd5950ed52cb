"""A colour of a house style is read on white, whatever it is."""

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.letterhead import is_colour, readable, tint


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@given(st.integers(0, 0xFFFFFF))
def test_words_and_grounds_in_any_colour_are_read(number: int) -> None:
    colour = f"#{number:06x}"

    assert is_colour(colour) and is_colour(readable(colour)) and is_colour(tint(colour))
    assert 1.05 / (luminance(readable(colour)) + 0.05) >= 4.5
    assert luminance(tint(colour)) > 0.6


def test_a_dark_colour_stays_as_it_is() -> None:
    assert readable("#11695c") == "#11695c"
    assert not is_colour("11695c") and not is_colour("#11695") and not is_colour("red")
