"""Figures as a worker asks them: a sentence, a chart and its table, the rounds behind, and what leaves."""

import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from outreach_app.domain.records import Area, Encounter, Need, Record, Round, Visit
from outreach_app.domain.registration import Registration
from outreach_app.i18n import set_language
from outreach_app.store import ledger, quarters
from outreach_app.store.figures import registration
from outreach_app.ui.figures.quarters import CloseDialog, QuartersDialog
from outreach_app.ui.leaving.asking import LeavingDialog
from outreach_app.ui.pages import figures
from outreach_app.ui.pages.figures import FiguresPage
from outreach_app.ui.pages.rounds import RoundsPage
from outreach_app.ui.shell import Shell
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.marks import Badge
from outreach_app.workspace import Workspace
from tests.ui.clipping import clipped
from tests.ui.conftest import OpenShell
from tests.ui.desks import focused
from tests.ui.looking import OtherWindows, button, cut_off, settle, shown, texts, unnamed

TITLE = "Geen plek om te zitten"
SECRET = 37
"""Contacts of one encounter: exact, and so to be found in nothing that leaves."""


def went(
    day: date, area: Area, *sizes: int, domain: str = "leisure", need: Need | None = None
) -> Sequence[Record]:
    outing = Round(date=day)
    visit = Visit(round=outing.id, area=area.id)
    needs = [need.id] if need else []
    met = (Encounter(visit=visit.id, group_size=n, domains=[domain], needs=needs, who="youth") for n in sizes)
    return [outing, visit, *met]


@pytest.fixture
def worked(workspace: Workspace) -> Workspace:
    """Two quarters in two neighbourhoods; of housing too little to show."""
    flax, mill, need = Area(name="Vlasakker"), Area(name="Molenveld"), Need(title=TITLE, kind="space")
    days = [date(2026, 1, 6) + timedelta(weeks=n) for n in range(8)]
    records: list[Record] = [flax, mill, need]
    for day in days:
        records += went(day, flax, 6, 4, need=need)
        records += went(day, mill, 5)
    records += went(days[0], mill, 2, domain="housing")
    records += went(date(2025, 11, 4), flax, 21, SECRET, 8)
    with workspace.store.write() as session:
        session.add_all(records)
    return workspace


def close_quarters(page: FiguresPage) -> None:
    desk = page.desk
    with shell_of(page).workspace.store.write() as session:
        quarters.close_due(session, desk.actor, desk.today())


@pytest.fixture
def page(worked: Workspace, open_shell: OpenShell, qtbot: QtBot) -> FiguresPage:
    shell = open_shell("notes")
    with OtherWindows() as others:
        shell.go("figures")
        rest(shell, qtbot)
    found = shell.page
    assert isinstance(found, FiguresPage)
    assert others.opened == []
    return found


def rest(shell: Shell, qtbot: QtBot) -> None:
    for _lane in range(4):
        settle(qtbot, shell.background)


def shell_of(page: FiguresPage) -> Shell:
    shell = page.window()
    assert isinstance(shell, Shell)
    return shell


def press(page: FiguresPage, qtbot: QtBot, *names: str) -> None:
    for name in names:
        button(page, name).click()
        rest(shell_of(page), qtbot)


def leave(page: FiguresPage, qtbot: QtBot, words: str) -> None:
    """Takes one way out of the menu, and lets it go."""
    action = next(each for each in page.leaving.menu.actions() if each.text() == words)
    action.trigger()
    for asked in [w for w in QApplication.topLevelWidgets() if isinstance(w, LeavingDialog) and w.isVisible()]:
        button(asked, "Export …").click()
    rest(shell_of(page), qtbot)


def test_the_last_period_with_rounds_is_told_in_a_sentence(page: FiguresPage) -> None:
    said = texts(page)

    assert "122 contacts in 17 rounds, 85 % more than in the quarter before." in said
    assert "7.2 contacts per visit (66 in the quarter before), over 17 visits." in said
    assert any("for eyes inside the team only" in text for text in said)
    assert unnamed(page) == []
    assert cut_off(page) == []


def test_a_chart_by_life_domain_has_a_table_and_words(page: FiguresPage, qtbot: QtBot) -> None:
    press(page, qtbot, "Figures by: Life domain", "Contacts")
    chart = page.card.chart.chart
    press(page, qtbot, "Table")
    rows = page.card.table.figures

    assert chart is not None
    assert chart.labels == ("Leisure", "Housing")
    assert chart.series[0].values == (120, 2)
    assert [rows.index(0, column).data() for column in range(3)] == ["Leisure", "120", "66"]
    assert "most in Leisure (120)" in page.card.chart.accessibleName()


def test_as_published_rounds_and_withholds_and_opens_nothing(page: FiguresPage, qtbot: QtBot) -> None:
    press(page, qtbot, "Figures by: Life domain", "Contacts", "As they may be published")
    chart = page.card.chart.chart

    assert chart is not None
    assert chart.labels == ("Leisure", "Others")
    assert chart.series[0].values == (120, None)
    assert any("rounded to 5" in text for text in texts(page))
    page.card.chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.card.chart, Qt.Key.Key_Return)
    assert shell_of(page).place == "figures"


def test_a_published_week_is_one_of_whole_quarters_and_compared_with_whole_ones(
    page: FiguresPage, qtbot: QtBot
) -> None:
    press(page, qtbot, "Week", "The period before", "As they may be published")

    said = texts(page)
    assert "120 contacts in 17 rounds, 85 % more than in October–December 2025." in said
    assert any(text.endswith("Over whole quarters: January–March 2026.") for text in said)


def test_a_quarter_that_goes_on_is_not_compared_in_numbers(
    worked: Workspace, open_shell: OpenShell, qtbot: QtBot
) -> None:
    today = worked.clock.today()
    with worked.store.write() as session:
        session.add_all(went(today, Area(name="Centrum"), 30, 30, 30))
    shell = open_shell("figures")
    rest(shell, qtbot)
    page = shell.page
    assert isinstance(page, FiguresPage)

    press(page, qtbot, "As they may be published")

    assert any("is still going on" in text for text in texts(page))
    assert "90 contacts in 1 round." in texts(page)


def test_the_rounds_behind_a_bar_are_one_key_away(page: FiguresPage, qtbot: QtBot) -> None:
    press(page, qtbot, "Figures by: Need", "Contacts")
    page.card.chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.card.chart, Qt.Key.Key_Return)
    shell = shell_of(page)
    rest(shell, qtbot)

    assert shell.place == "rounds"
    assert isinstance(shell.page, RoundsPage)
    assert shell.page.list.model.total == 8
    assert any(TITLE in each.accessibleName() for each in shown(shell.page.list, QPushButton))


def test_areas_stand_beside_each_other_but_never_within_each_other(page: FiguresPage, qtbot: QtBot) -> None:
    codes = {option.label: code for code, option in page.asking.areas._options.items()}
    press(page, qtbot, "Figures by: Life domain", "Contacts")
    page.asking.areas.choose([codes["Vlasakker"], codes["Molenveld"]])
    page.asking.areas.changed.emit()
    rest(shell_of(page), qtbot)
    chart = page.card.chart.chart

    assert chart is not None
    assert [series.name for series in chart.series] == ["Vlasakker", "Molenveld"]
    assert [series.values for series in chart.series] == [(80, 0), (40, 2)]
    assert any(text.startswith("Vlasakker: 80 contacts in 8 rounds") for text in texts(page))


def test_ones_own_rounds_do_not_leave(page: FiguresPage, qtbot: QtBot) -> None:
    press(page, qtbot, "As they may be published", "Only my own rounds")

    assert page.ways.current() == "exact"
    assert not page.ways.isEnabled() and not page.leaving.button.isEnabled()
    assert "Nothing was registered in this period." in texts(page)


def test_an_empty_period_leads_back_to_the_last_rounds(page: FiguresPage, qtbot: QtBot) -> None:
    press(page, qtbot, "Week", "The period before", "The period before", "Month", "The period after")
    page.period.show_around(date(2026, 6, 1))
    rest(shell_of(page), qtbot)
    assert "Nothing was registered in this period." in texts(page)

    press(page, qtbot, "To the last rounds")

    assert "February 2026" in texts(page)


def test_what_is_written_meanwhile_is_counted(page: FiguresPage, worked: Workspace, qtbot: QtBot) -> None:
    with worked.store.write() as session:
        session.add_all(went(date(2026, 2, 25), Area(name="Centrum"), 100))

    qtbot.waitUntil(lambda: any(text.startswith("222 contacts in 18 rounds") for text in texts(page)))


def test_what_was_being_read_while_something_was_written_is_read_again(
    page: FiguresPage, worked: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()

    def slowly(session: Session) -> Registration:
        found = registration(session)
        begun.set()
        go_on.wait(5)
        return found

    monkeypatch.setattr(figures, "registration", slowly)
    page.hide()
    page.show()
    page.reload()
    qtbot.waitUntil(begun.is_set)
    with qtbot.waitSignal(page.desk.background.records_changed), worked.store.write() as session:
        session.add_all(went(date(2026, 2, 25), Area(name="Centrum"), 100))
    go_on.set()

    qtbot.waitUntil(lambda: any(text.startswith("222 contacts in 18 rounds") for text in texts(page)))


@pytest.mark.parametrize(
    ("way", "suffix", "kind"),
    [
        ("Picture (PNG) …", "png", "picture"),
        ("Drawing (SVG) …", "svg", "picture"),
        ("Spreadsheet …", "xlsx", "spreadsheet"),
        ("PDF …", "pdf", "pdf"),
    ],
)
def test_what_leaves_is_guarded_and_stands_in_the_register(
    page: FiguresPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
    suffix: str,
    kind: str,
) -> None:
    file = tmp_path / f"figures.{suffix}"
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(file)))
    close_quarters(page)
    press(page, qtbot, "Figures by: Over time", "Contacts")

    leave(page, qtbot, way)

    written = file.read_bytes()
    assert [(line.kind, line.worker) for line in shell_of(page).workspace.exports.list()] == [(kind, "Noor")]
    if kind == "spreadsheet":
        written = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml")
        assert b"rounded to 5" in written and b"<v>120</v>" not in written
    if suffix == "svg":
        assert b"rounded to 5" in written and b"122" not in written and b"120 contacts" in written
    if suffix == "png":
        image = QImage(str(file))
        assert image.width() == 1920 and "122" not in image.text("Description")
    for dialog in page.findChildren(QFileDialog):
        dialog.deleteLater()


def test_a_copied_table_is_guarded_too(page: FiguresPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    close_quarters(page)
    press(page, qtbot, "Figures by: Life domain", "Contacts")

    monkeypatch.setattr("outreach_app.ui.locking.clipboard.owned", lambda _held: True)
    leave(page, qtbot, "Copy the table")

    copied = QGuiApplication.clipboard().text()
    assert "Leisure\t120\t65" in copied and "Others\t–\t–" in copied and "rounded to 5" in copied
    assert [line.kind for line in shell_of(page).workspace.exports.list()] == ["clipboard"]


def test_what_leaves_stands_in_the_ledger_and_an_open_quarter_leaves_not_at_all(
    page: FiguresPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outreach_app.ui.locking.clipboard.owned", lambda _held: True)
    QGuiApplication.clipboard().clear()
    press(page, qtbot, "Figures by: Life domain", "Contacts")
    leave(page, qtbot, "Copy the table")
    assert QGuiApplication.clipboard().text() == "" and "are open: 2026-Q1" in " ".join(texts(shell_of(page)))

    close_quarters(page)
    leave(page, qtbot, "Copy the table")

    with shell_of(page).workspace.store.read() as session:
        printed = {entry.shown.heads for entry in ledger.entries(session) if entry.shown}
    assert 120 in printed and "120" in QGuiApplication.clipboard().text()


def test_a_quarter_is_closed_after_a_word(page: FiguresPage, qtbot: QtBot) -> None:
    page.quarters.click()
    rest(shell_of(page), qtbot)
    dialog = page.findChild(QuartersDialog)
    assert dialog is not None and "25 encounters · 122 contacts · 2 places" in " ".join(texts(dialog))

    ask = next(each for each in shown(dialog, QAbstractButton) if each.accessibleDescription() == "2026-Q1")
    ask.click()
    (word,) = dialog.findChildren(CloseDialog)
    assert any("There is no reopening" in text for text in texts(word))
    button(word, "Close the quarter").click()
    rest(shell_of(page), qtbot)

    assert any("closed on" in badge.accessibleName() for badge in shown(dialog, Badge))
    assert unnamed(dialog) == []
    dialog.accept()


def test_the_question_is_asked_with_arrows(page: FiguresPage, qtbot: QtBot) -> None:
    page.asking.by.focus()
    for _press in range(2):
        qtbot.keyClick(focused(), Qt.Key.Key_Down)
    rest(shell_of(page), qtbot)
    asked = page.asking.by.current()
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)

    assert asked == "need"
    assert page.card.chart.accessibleName().startswith("Contacts per visit by need")
    assert focused().accessibleName() == "Compared with: The period before"


def test_what_was_asked_comes_back_after_a_lock(page: FiguresPage, qtbot: QtBot) -> None:
    press(page, qtbot, "Figures by: Age", "Contacts", "Year", "Compared with: A year earlier", "Table")
    kept = page.kept()
    press(page, qtbot, "Figures by: Who", "Encounters", "Compared with: Nothing", "Chart", "Week")

    page.bring_back(kept)
    rest(shell_of(page), qtbot)

    assert page.kept() == kept


def test_the_page_grows_with_the_text_while_it_is_open(page: FiguresPage, qtbot: QtBot) -> None:
    theme().choose("light", 130)
    rest(shell_of(page), qtbot)

    assert clipped(page) == []


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_nothing_is_cut_off_in_large_text(
    worked: Workspace, open_shell: OpenShell, qtbot: QtBot, language: str
) -> None:
    set_language(language)
    theme().choose("dark", 150)
    shell = open_shell("figures")
    rest(shell, qtbot)
    page = shell.page
    assert isinstance(page, FiguresPage)
    found = {"time": clipped(shell)}

    page.asking.by.choose("domain")
    page.ways.choose("shown")
    page.reload()
    rest(shell, qtbot)
    found["domain"] = clipped(shell)

    assert found == {"time": [], "domain": []}


def test_without_rounds_there_is_one_thing_to_do(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell("figures")
    rest(shell, qtbot)
    assert shell.page is not None

    assert "Figures appear here as soon as a round is saved." in texts(shell.page)
    button(shell.page, "New round").click()
    rest(shell, qtbot)
    assert shell.place == "round"
