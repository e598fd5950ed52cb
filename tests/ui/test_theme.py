"""The look: readable in both schemes, in the program's own type, and drawn again when the scheme changes."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.paths import RESOURCES
from outreach_app.ui import theme as theme_module
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import DARK, LIGHT, PAIRS, SCALES, TYPE, Pair, Tokens, contrast
from outreach_app.ui.widgets.buttons import Button, IconButton

SOURCES = Path(theme_module.__file__).parents[2]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.colour} on {pair.ground}")
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_can_be_read_on_its_ground(tokens: Tokens, pair: Pair) -> None:
    found = contrast(getattr(tokens, pair.colour), getattr(tokens, pair.ground))

    assert found >= pair.least, f"{found:.2f} instead of {pair.least}"


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_of_a_chart_can_be_seen(tokens: Tokens) -> None:
    assert min(contrast(colour, tokens.surface) for colour in tokens.series) >= 3.0
    assert len(set(tokens.series)) == len(tokens.series)


def test_the_type_is_inter_in_the_weights_of_the_scale(qapp: QApplication) -> None:
    assert QFontInfo(theme().font("title")).family() == "Inter"
    weights = {QFontDatabase.weight("Inter", style) for style in QFontDatabase.styles("Inter")}
    assert weights >= {style.weight for style in TYPE.values()}


def test_switching_the_scheme_draws_icons_again(qtbot: QtBot) -> None:
    found = IconButton("lock", "Lock")
    qtbot.addWidget(found)
    before = ink(found)

    theme().choose("dark")

    assert before == {LIGHT.text2.lower()}
    assert ink(found) == {DARK.text2.lower()}


def test_the_scheme_follows_the_system_until_one_is_chosen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme().choose("system")
    monkeypatch.setattr(
        type(QGuiApplication.styleHints()), "colorScheme", lambda self: Qt.ColorScheme.Dark, raising=True
    )

    theme().follow_system()
    followed = theme().tokens
    theme().choose("light")
    theme().follow_system()

    assert followed is DARK
    assert theme().tokens is LIGHT


@pytest.mark.parametrize("scale", SCALES)
def test_text_grows_with_the_chosen_size(qtbot: QtBot, scale: int) -> None:
    found = Button("Save the round", "primary")
    qtbot.addWidget(found)
    found.show()
    theme().choose("light", scale)
    found.ensurePolished()

    assert found.font().pixelSize() == round(13 * scale / 100)
    assert found.sizeHint().height() == pytest.approx(36 * scale / 100, abs=2)


def test_every_bundled_icon_is_used_somewhere() -> None:
    words = set()
    for source in SOURCES.rglob("*.py"):
        words.update(re.findall(r"\"([a-z0-9-]+)\"", source.read_text(encoding="utf-8")))

    unused = {drawing.stem for drawing in (RESOURCES / "icons").glob("*.svg")} - words

    assert not unused


def ink(button: IconButton) -> set[str]:
    """The opaque colours of a button's icon."""
    image: QImage = button.icon().pixmap(36, 36).toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
