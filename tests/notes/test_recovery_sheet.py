"""The recovery sheet: one page on which the code can be read, and nothing that opens the vault beside it."""

from datetime import date
from pathlib import Path

import pytest

from outreach_app.i18n import LANGUAGES, speaking
from outreach_app.notes.pdf import page_count
from outreach_app.notes.recovery_sheet import render_sheet
from outreach_app.vault import recovery
from outreach_app.vault.recovery import RecoverySheet
from tests.notes.judges import complaints
from tests.notes.samples import page_texts

CODE = recovery.printed(bytes(range(20)))


def sheet(team: str = "Jeugdopbouw Lindervoorde", worker: str = "Noor") -> RecoverySheet:
    return RecoverySheet(CODE, team, worker, "0A1B-2C3D", date(2026, 11, 19))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_says_whose_it_is_and_the_code_in_groups(language: str, tmp_path: Path) -> None:
    with speaking(language):
        pdf = render_sheet(sheet())

    (text,) = page_texts(pdf)
    assert all(group in text for group in CODE.split("-"))
    assert all(said in text for said in ("Jeugdopbouw Lindervoorde", "Noor", "0A1B-2C3D", "2026"))
    assert complaints(pdf, tmp_path) == []


def test_names_that_are_markup_or_long_stay_on_the_page() -> None:
    pdf = render_sheet(sheet("<b>Team</b> & co " * 30, ""))

    (text,) = page_texts(pdf)
    assert page_count(pdf) == 1
    assert "<b>Team</b> & co" in text and "…" in text
