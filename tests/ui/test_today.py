"""Today as whoever unlocks sees it: what waits, how it goes, and the way to what stands behind it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from outreach_app.domain.drafts import Pick, RoundDraft, VisitDraft
from outreach_app.domain.fields import new_id
from outreach_app.domain.records import (
    Agreement,
    Encounter,
    Organisation,
    Record,
    Round,
    Signal,
    SignalNote,
    Visit,
)
from outreach_app.domain.waiting import Kind, Task, Urgency
from outreach_app.i18n import set_language
from outreach_app.store.drafts import save_draft
from outreach_app.ui.pages.agreements import AgreementsPage
from outreach_app.ui.pages.round_entry import RoundEntryPage
from outreach_app.ui.pages.rounds import RoundsPage
from outreach_app.ui.pages.today import TodayPage
from outreach_app.ui.places import PLACES
from outreach_app.ui.shell import Shell
from outreach_app.ui.theme import theme
from outreach_app.ui.today.figure_card import FigureCard
from outreach_app.ui.today.tasks_card import TaskRow
from outreach_app.ui.today.wording import said
from outreach_app.ui.widgets.charts import ChartView
from outreach_app.workspace import Workspace
from tests.ui.clipping import clipped
from tests.ui.conftest import PASSPHRASE, OpenShell, OpenWindow
from tests.ui.desks import focused
from tests.ui.looking import button, cut_off, settle, shown, texts, unnamed


def keep(workspace: Workspace, *records: Record) -> None:
    with workspace.store.write() as session:
        session.add_all(records)


def went(workspace: Workspace, days: int, *sizes: int, domain: str = "housing") -> Sequence[Record]:
    day = workspace.clock.today() - timedelta(days=days)
    outing = Round(date=day, workers=[workspace.worker])
    visit = Visit(round=outing.id, spot=new_id())
    met = (Encounter(visit=visit.id, group_size=n, domains=[domain], daypart="evening") for n in sizes)
    return [outing, visit, *met]


def today(shell: Shell, qtbot: QtBot) -> TodayPage:
    shell.lookout.begin()
    for _round in range(3):
        settle(qtbot, shell.background)
    page = shell.page
    assert isinstance(page, TodayPage)
    return page


def names(page: TodayPage, kind: type[QWidget]) -> list[str]:
    return [each.accessibleName() for each in shown(page, kind)]


def chart(page: TodayPage, title: str) -> ChartView:
    return next(each for each in shown(page, ChartView) if each.accessibleName().startswith(title))


def test_unlocking_leads_to_today_which_greets_by_first_name(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(passphrase=PASSPHRASE)
    shell = window.shell
    assert shell is not None
    settle(qtbot, shell.background)

    assert shell.place == "today"
    assert any(text.endswith(", Noor") for text in texts(shell))
    assert "Enter your first round: this page then shows how it goes." in texts(shell)


def test_a_new_team_sees_one_sentence_and_one_button(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell("today")
    page = today(shell, qtbot)

    button(page, "New round").click()
    settle(qtbot, shell.background)

    assert shown(page, FigureCard) == []
    assert shell.place == "round"


def test_what_waits_stands_in_order_each_with_its_verb(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace
) -> None:
    clock = workspace.clock.today()
    signal = Signal(title="Banken", state="submitted")
    keep(workspace, *went(workspace, 1, 4), signal)
    keep(workspace, SignalNote(signal=signal.id, date=clock - timedelta(days=41), addressee="college"))
    draft = RoundDraft(date=clock - timedelta(days=1), visits=[VisitDraft(spot=Pick("Sporthal"))])
    with workspace.store.write() as session:
        save_draft(session, new_id(), draft, 0)

    shell = open_shell("today")
    page = today(shell, qtbot)

    assert names(page, TaskRow) == [
        "Finish the round of yesterday. Finish",
        "No answer on “Banken”. Ask after it",
    ]
    assert focused().accessibleName() == "Finish the round of yesterday. Finish"
    assert shell.navigation.buttons["signals"].toolTip() == "1 signal waits for you (Ctrl+5)"
    qtbot.keyClick(shown(page, TaskRow)[1], Qt.Key.Key_Return)
    assert (shell.place, shell.page and shell.page.target) == ("signals", signal.id)


def test_an_agreement_that_is_late_waits_and_leads_to_its_page(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace
) -> None:
    due = workspace.clock.today() - timedelta(days=3)
    parks = Organisation(name="Groendienst")
    late = Agreement(text="Banken\nplaatsen", organisation=parks.id, due=due)
    later = Agreement(text="Later", due=due + timedelta(days=90))
    keep(workspace, parks, late, later, *went(workspace, 1, 4))
    shell = open_shell("today")
    page = today(shell, qtbot)

    [row] = [row for row in shown(page, TaskRow) if "Banken" in row.accessibleName()]
    assert row.accessibleName() == "Agreed: Banken plaatsen. Ask after it"
    assert row.accessibleDescription() == "3 days late · Groendienst"
    assert "1 agreement is late" in shell.navigation.buttons["agreements"].accessibleDescription()
    row.click()
    shown_there = shell.page
    assert isinstance(shown_there, AgreementsPage)
    qtbot.waitUntil(lambda: shown_there.list.pane.id == late.id)


def test_a_draft_is_finished_where_it_was_left(open_shell: OpenShell, qtbot: QtBot, workspace: Workspace) -> None:
    keep(workspace, *went(workspace, 1, 4))
    draft = RoundDraft(date=workspace.clock.today(), start="19:30", visits=[VisitDraft(spot=Pick("Sporthal"))])
    with workspace.store.write() as session:
        save_draft(session, new_id(), draft, 0)
    shell = open_shell("today")

    shown(today(shell, qtbot), TaskRow)[0].click()
    settle(qtbot, shell.background)
    settle(qtbot, shell.background)

    page = shell.page
    assert isinstance(page, RoundEntryPage)
    assert page.board is not None
    assert (page.board.draft.start, [v.spot and v.spot.name for v in page.board.draft.visits]) == (
        "19:30",
        ["Sporthal"],
    )


def test_the_evening_that_was_forgotten_is_entered_with_its_date(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace
) -> None:
    keep(workspace, *(record for week in (1, 2, 3) for record in went(workspace, 1 + 7 * week, 4)))
    shell = open_shell("today")

    row = shown(today(shell, qtbot), TaskRow)[0]
    said = row.accessibleName()
    row.click()
    for _round in range(3):
        settle(qtbot, shell.background)

    page = shell.page
    assert isinstance(page, RoundEntryPage)
    assert page.board is not None
    assert said == "Enter the round of yesterday. Enter"
    assert page.board.draft.date == workspace.clock.today() - timedelta(days=1)


def test_a_key_figure_says_itself_and_leads_to_its_rounds(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace
) -> None:
    keep(workspace, *went(workspace, 0, 4, 2), *went(workspace, 2, 3), *went(workspace, 40, 4))
    shell = open_shell("today")
    page = today(shell, qtbot)
    said = names(page, FigureCard)

    shown(page, FigureCard)[0].click()
    for _round in range(3):
        settle(qtbot, shell.background)
    rounds = shell.page

    assert said[0].startswith("Contacts: 9, 4.5 per visit, +5 compared with 1–18 Oct (4)")
    assert isinstance(rounds, RoundsPage)
    assert rounds.list.model.total == 2
    button(rounds, "Remove 1 Nov 2026 – 18 Nov 2026").click()
    settle(qtbot, shell.background)
    assert rounds.list.model.total == 3


def test_a_month_without_a_round_gives_way_to_its_quarter(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace
) -> None:
    keep(workspace, *went(workspace, 40, 4))
    shell = open_shell("today")
    page = today(shell, qtbot)

    widened = page.unit.current(), names(page, FigureCard)[0][:11]
    button(page.unit, "Month").click()
    settle(qtbot, shell.background)

    assert widened == ("quarter", "Contacts: 4")
    assert (page.unit.current(), names(page, FigureCard)[0][:11]) == ("month", "Contacts: 0")


def test_a_bar_is_chosen_by_key_and_shows_the_rounds_about_it(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace
) -> None:
    keep(workspace, *went(workspace, 0, 4), *went(workspace, 1, 3), *went(workspace, 2, 3, domain="work"))
    shell = open_shell("today")
    page = today(shell, qtbot)
    bars = chart(page, "What young people talk about")

    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Return)
    for _round in range(3):
        settle(qtbot, shell.background)

    rounds = shell.page
    assert isinstance(rounds, RoundsPage)
    assert rounds.list.model.total == 2
    assert any(each.accessibleName() == "Remove Housing" for each in shown(rounds, QPushButton))


def test_every_kind_of_task_has_words_and_a_place_to_go() -> None:
    places = {place.name for place in PLACES}

    for kind in Kind:
        words = said(Task(kind, Urgency.SOON, new_id(), "Banken", 2, 40, date(2026, 11, 1), ("Sporthal",)))
        assert words.place in places
        assert all((words.icon, words.tone, words.title, words.detail, words.verb))


def test_a_round_that_is_saved_shows_up_without_asking(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace
) -> None:
    keep(workspace, *went(workspace, 0, 4))
    shell = open_shell("today")
    page = today(shell, qtbot)

    keep(workspace, *went(workspace, 0, 5))

    qtbot.waitUntil(lambda: names(page, FigureCard)[0].startswith("Contacts: 9"))


@pytest.mark.parametrize(
    ("language", "scheme", "scale"), [("nl", "light", 100), ("fr", "dark", 100), ("fr", "light", 150)]
)
def test_a_full_page_is_named_throughout_and_cuts_no_words(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, language: str, scheme: str, scale: int
) -> None:
    keep(workspace, *went(workspace, 0, 4), *went(workspace, 30, 60), *went(workspace, 371, 9))
    set_language(language)
    theme().choose(scheme, scale)
    shell = open_shell("today")
    page = today(shell, qtbot)

    assert len(shown(page, FigureCard)) == 4
    assert unnamed(shell) == []
    assert cut_off(page) == []
    assert clipped(shell) == []


def test_places_stand_in_order_under_their_headings_and_the_first_nine_have_a_key(
    open_shell: OpenShell, qtbot: QtBot
) -> None:
    shell = open_shell("rounds")
    tips = [each.toolTip() for each in shell.navigation.buttons.values()]

    qtbot.keyClick(shell, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)

    assert shell.place == "today"
    assert "COORDINATION" in texts(shell.navigation)
    assert [tip[-6:] for tip in tips[:9]] == [f"Ctrl+{n}" for n in range(1, 10)]
    assert not any("Ctrl" in tip for tip in tips[9:])


def test_old_notes_of_this_laptop_are_looked_at_where_the_task_leads(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace
) -> None:
    keep(workspace, *went(workspace, 0, 4), *went(workspace, 300, 3))
    with workspace.store.write() as session:
        session.scalars(select(Encounter)).all()[-1].local_note = "kwam terug op vorige week"
    shell = open_shell("today")
    page = today(shell, qtbot)

    shown(page, TaskRow)[-1].click()
    for _round in range(3):
        settle(qtbot, shell.background)

    assert shell.place == "settings"
    assert "1 note of this laptop is past its term." in texts(shell.page or shell)
