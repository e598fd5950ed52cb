"""Workload as a team sees it, and round entry without what nobody fills in."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from outreach_app.domain.records import Encounter, Round, Spot, Team, Visit
from outreach_app.store.database import Store
from outreach_app.store.tables import EntryTime
from outreach_app.ui.pages.round_entry import RoundEntryPage
from outreach_app.ui.settings.workload import WorkloadTab
from outreach_app.ui.shell import Shell
from outreach_app.ui.widgets.buttons import Tick
from outreach_app.workspace import Workspace
from tests.conftest import FakeClock
from tests.ui.conftest import OpenShell
from tests.ui.desks import Office, keys
from tests.ui.looking import button, cut_off, settle, shown, texts, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    office.keep(Spot(name="Sporthal"), Team(name="Lindervoorde"))
    yield office
    office.close()


def opened(shell: Shell, qtbot: QtBot) -> WorkloadTab:
    shell.go("settings", "workload")
    settle(qtbot, shell.background)
    settle(qtbot, shell.background)
    tab = shell.findChild(WorkloadTab)
    assert tab is not None
    return tab


def tick(tab: WorkloadTab, name: str) -> Tick:
    return next(each for each in shown(tab, Tick) if each.accessibleName() == name)


def test_a_coordinator_reads_what_nobody_fills_in_and_hides_it(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace
) -> None:
    day = workspace.clock.today() - timedelta(days=1)
    walked = Round(date=day, start="19:30", end="21:00")
    visit = Visit(round=walked.id, start="19:45")
    met = [Encounter(visit=visit.id, domains=["work"], age_counts={"15_17": 1}) for _n in range(20)]
    with workspace.store.write() as session:
        session.add_all([walked, visit, *met])
        session.add_all([EntryTime(on=day, seconds=180), EntryTime(on=day, seconds=270)])
    shell = open_shell("rounds")
    tab = opened(shell, qtbot)

    assert "3.8 min" in texts(tab)
    assert "The middle one of 2 rounds of the last six months; 2 of them in 5 minutes or less" in texts(tab)
    assert any(text.startswith("5 of the 7 fields are never filled in.") for text in texts(tab))
    assert unnamed(tab) == []
    assert cut_off(tab) == []
    tick(tab, "Hide “Mix” in round entry").click()
    settle(qtbot, shell.background)
    settle(qtbot, shell.background)
    with workspace.store.read() as session:
        assert session.scalars(select(Team.hidden_entry_fields)).one() == ["mix"]
    assert tick(tab, "Hide “Mix” in round entry").isChecked()


def test_a_hidden_field_is_left_out_of_a_new_round_and_comes_back_where_it_was_filled_in(office: Office) -> None:
    (walked,) = office.keep(Round(date=office.desk.today()))
    (visit,) = office.keep(Visit(round=walked))
    office.keep(Encounter(visit=visit, intensity="talk", mix="girls"))
    with office.store.write() as session:
        session.scalars(select(Team)).one().hidden_entry_fields = ["mix", "result", "age_counts"]
    page = RoundEntryPage(office.desk)
    office.open(page)
    keys("[Tab][Tab][Tab][Tab][Tab]sport[Return]")

    empty = texts(page)
    page.arrive(walked)
    office.rest()
    filled = texts(page)

    assert not {"Mix", "Result", "Of which, as far as you know"}.intersection(empty)
    assert {"Intensity", "Who"} <= set(empty)
    assert "Mix" in filled and "Result" not in filled


def test_typing_is_timed_from_the_first_key_and_only_for_a_new_round(office: Office, clock: FakeClock) -> None:
    page = RoundEntryPage(office.desk)
    office.open(page)
    for part in ("[Tab]1930", "[Tab]2130[Tab][Tab][Tab]", "sport[Return]", "[Tab]"):
        keys(part)
        clock.tick(30_000)
    clock.tick(3_600_000)  # the telephone
    keys("[F4]")
    button(page, "Save round").click()
    office.rest()
    (walked,) = office.all(Round)
    page.arrive(walked.id)
    office.rest()
    clock.tick(10_000)
    keys("[F4]4[Ctrl+Return]")
    office.rest()

    with office.store.read() as session:
        assert 60 <= session.scalars(select(EntryTime.seconds)).one() <= 120
