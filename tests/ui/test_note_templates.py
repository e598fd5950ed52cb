"""A coordinator arranges the team's templates from the keyboard; a colleague looks on."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from outreach_app.domain.note_plan import YEARLY, plan
from outreach_app.domain.records import NoteSection, Team
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.domain.yields import Line, Yield
from outreach_app.notes.blocks import Heading
from outreach_app.notes.results import composed
from outreach_app.store.database import Store
from outreach_app.store.note_plans import own_sections
from outreach_app.ui.note.templates_panel import TemplatesPanel
from outreach_app.ui.pages.spots import WordsPage
from tests.ui.desks import Office, keys
from tests.ui.looking import button


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    office.keep(Team(name="Jeugdwerk Lindervoorde", language="nl"))
    yield office
    office.close()


def opened(office: Office) -> TemplatesPanel:
    page = WordsPage(office.desk)
    office.open(page, "templates")
    assert isinstance(page.view, TemplatesPanel)
    return page.view


def names(office: Office) -> list[str]:
    with office.store.read() as session:
        return [one.name for one in plan("nota", own_sections(session))]


def test_a_section_is_renamed_moved_and_left_out_and_all_of_it_can_be_taken_back(office: Office) -> None:
    panel = opened(office)
    before = names(office)
    panel.list.setFocus()
    keys("[Down][Down][Alt+Up]")
    office.rest()
    assert names(office)[1:3] == ["problem", "decision"]
    assert panel.list.current() == "problem"

    panel.title.setFocus()
    panel.title.selectAll()
    keys("Wat er speelt")
    panel.save()
    office.rest()
    (_row,) = [row for row in office.all(NoteSection) if getattr(row, "title", "")]
    assert "Wat er speelt" in [row.title for row in panel.list.places.rows]
    office.heard.undo()
    office.rest()
    assert not [row for row in office.all(NoteSection) if getattr(row, "title", "")]

    assert not panel.printed.isEnabled(), "a nota cannot do without its problem"
    panel.list.choose("quotes")
    panel._choose("quotes")
    panel.printed.click()
    panel.save()
    office.rest()
    assert "left out" in [row.detail for row in panel.list.places.rows]

    panel.restore.click()
    office.rest()
    assert names(office) == before and not panel.restore.isVisible()


def test_what_was_typed_is_stored_when_one_goes_on_and_when_the_vault_is_put_away(office: Office) -> None:
    panel = opened(office)
    panel.list.setFocus()
    keys("[Down]")
    panel.standing.setFocus()
    keys("Wij vragen dit samen met de jongeren.")
    panel.list.setFocus()
    keys("[Down]")
    office.rest()
    assert panel.standing.toPlainText() == ""
    keys("[Up]")
    assert panel.standing.toPlainText() == "Wij vragen dit samen met de jongeren."
    panel.title.setFocus()
    panel.title.selectAll()
    keys("Wat wij vragen")
    panel.put_away()
    office.rest()
    rows = [row for row in office.all(NoteSection) if isinstance(row, NoteSection)]
    assert [(row.section, row.title) for row in rows] == [("decision", "Wat wij vragen")]


def test_a_worker_looks_on(qtbot: QtBot, office: Office) -> None:
    worker = Office(qtbot, office.store, coordinator=False)
    panel = opened(worker)
    assert not panel.title.isEnabled() and not panel.up.isEnabled() and not panel.printed.isEnabled()
    worker.close()


def test_the_yearly_report_is_arranged_like_a_note_and_has_no_budgets(office: Office) -> None:
    panel = opened(office)
    button(panel, "Yearly report").click()
    office.rest()
    panel.list.setFocus()
    keys("[Down][Down][Alt+Up]")
    office.rest()
    with office.store.read() as session:
        own = own_sections(session)
    assert [one.name for one in plan(YEARLY, own)] == ["key_figures", "realised", "states"]
    assert not panel.words.isVisible() and panel.standing.isVisible()
    paper = composed(
        Yield(2026, Line(3, 2, 1, None, None), {"ripe": 3}, {}, ()),
        {},
        Vocabularies(),
        "Jeugdwerk Lindervoorde",
        own=own,
    )
    headings = [block.text for block in paper.blocks if isinstance(block, Heading) and block.level == 2]
    assert headings == ["In figures", "What came of it, need by need", "How far they came"]
