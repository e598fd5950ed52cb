"""The letterhead: set by a coordinator, shown at once, and a logo that is no picture is refused in words."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from outreach_app.domain.letterhead import BYTES_AT_MOST, HIGH, WIDE, packed, unpacked
from outreach_app.domain.notes import TeamText
from outreach_app.store.letterhead import letterhead
from outreach_app.ui.pages.settings import SettingsPage
from outreach_app.ui.settings.letterhead import LetterheadTab
from outreach_app.ui.settings.logo import NoPicture, read_logo
from outreach_app.ui.shell import Shell
from tests.ui.conftest import OpenShell
from tests.ui.looking import settle

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/>{more}</svg>'


def tab_of(shell: Shell, qtbot: QtBot) -> LetterheadTab:
    page = shell.page
    assert isinstance(page, SettingsPage)
    page.open("letterhead")
    settle(qtbot, shell.background)
    tab = page.tab
    assert isinstance(tab, LetterheadTab)
    return tab


def stored(shell: Shell, qtbot: QtBot) -> TeamText:
    settle(qtbot, shell.background)
    return shell.background.look(letterhead)


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    file = tmp_path / "logo.jpg"
    noisy = Image.effect_noise((1800, 900), 90).convert("RGB")
    exif = noisy.getexif()
    exif[0x010E] = "taken in the Vlasakker"
    noisy.save(file, exif=exif)
    return file


def test_a_photograph_becomes_a_small_png_that_tells_nothing_else(logo: Path, qapp: object) -> None:
    png = read_logo(logo)

    assert len(png) <= BYTES_AT_MOST and b"Vlasakker" not in png
    with Image.open(BytesIO(png)) as picture:
        assert picture.format == "PNG" and picture.width <= WIDE and picture.height <= HIGH
    assert unpacked(packed(png)) == png


def test_what_is_no_picture_or_reaches_out_is_refused(tmp_path: Path, qapp: object) -> None:
    contents = {
        "words.png": b"no picture at all",
        "half.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "outside.svg": SVG.format(more='<image href="file:///etc/passwd"/>').encode(),
        "entity.svg": b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format(more="").encode(),
        "empty.jpg": b"",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(NoPicture, match=name):
            read_logo(tmp_path / name)
    with pytest.raises(NoPicture):
        read_logo(tmp_path / "missing.png")
    (tmp_path / "good.svg").write_text(SVG.format(more=""))
    assert read_logo(tmp_path / "good.svg")


def test_what_a_colleague_sent_is_looked_at_again() -> None:
    assert unpacked({"png": "!"}) == unpacked({}) == unpacked(packed(b"GIF89a")) == b""
    bomb = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (60_000).to_bytes(4) * 2
    assert unpacked(packed(bomb)) == b""


def test_a_coordinator_sets_it_and_takes_it_back(open_shell: OpenShell, qtbot: QtBot, logo: Path) -> None:
    shell = open_shell("settings")
    tab = tab_of(shell, qtbot)
    assert not tab.save_button.isEnabled()

    tab.organisation.setText("Jeugddienst Lindervoorde")
    tab.block.setPlainText("Kerkplein 1\n9999 Lindervoorde")
    tab.colour.setText("#B3261E")
    tab.use_file(logo)
    settle(qtbot, shell.background)
    tab.save_button.click()

    team = stored(shell, qtbot)
    assert (team.organisation, team.colour) == ("Jeugddienst Lindervoorde", "#b3261e")
    assert team.sender.splitlines() == ["Kerkplein 1", "9999 Lindervoorde"]
    assert unpacked(team.logo)
    assert not tab.save_button.isEnabled()

    tab.take_away.click()
    tab.save_button.click()
    assert stored(shell, qtbot).logo == {}


def test_a_colour_that_is_none_is_told(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell("settings")
    tab = tab_of(shell, qtbot)

    tab.colour.setText("red")
    tab.save_button.click()

    assert stored(shell, qtbot).colour == ""
    assert tab.colour.property("wrong")
