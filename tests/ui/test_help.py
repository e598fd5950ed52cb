"""F1: help beside what is shown, at its topic, in three languages that say the same."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from outreach_app.i18n import LANGUAGES, set_language
from outreach_app.ui.help import topics
from outreach_app.ui.help.pane import HelpPane
from outreach_app.ui.help.topics import TOPIC
from outreach_app.ui.places import PLACES
from outreach_app.ui.shell import Shell
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.messages import EmptyState
from tests.ui.conftest import OpenShell, OpenWindow
from tests.ui.looking import button, cut_off, editor, settle, shown, unnamed


def text_of(name: str, language: str) -> str:
    return (topics.FOLDER / language / f"{name}.md").read_text(encoding="utf-8")


def pane_of(shell: Shell) -> HelpPane:
    (pane,) = shown(shell, HelpPane)
    return pane


@pytest.mark.parametrize("place", [place.name for place in PLACES])
def test_every_place_has_its_topic(place: str) -> None:
    assert place in topics.NAMES


@pytest.mark.parametrize("name", topics.NAMES)
def test_the_languages_have_the_same_headings_lists_and_links(name: str) -> None:
    shapes = set()
    for language in LANGUAGES:
        text = text_of(name, language)
        lines = tuple(re.match(r"#+|-|$|", line).group() for line in text.splitlines())  # type: ignore[union-attr]
        links = tuple(re.findall(r"\]\(topic:(\w+)\)", text))
        shapes.add((tuple(mark for mark in lines if mark), links))
        assert text.startswith("# ")
        assert set(links) <= set(topics.NAMES)
        assert not re.search(r"https?:|<\w", text), "nothing leads out of the window"

    assert len(shapes) == 1


def test_no_topic_lies_there_that_nobody_can_open() -> None:
    for language in LANGUAGES:
        assert {path.stem for path in (topics.FOLDER / language).glob("*.md")} == set(topics.NAMES)


def test_f1_opens_the_topic_of_the_page_and_escape_gives_the_focus_back(
    open_shell: OpenShell, qtbot: QtBot
) -> None:
    shell = open_shell("spots")
    before = QApplication.focusWidget()

    qtbot.keyClick(shell, Qt.Key.Key_F1)
    pane = pane_of(shell)
    qtbot.wait(1)
    told, wrong = pane.reading.toPlainText(), unnamed(shell) + cut_off(shell)
    beside = pane.geometry().right() == shell.rect().right()
    shell.go("needs")
    followed = pane.topic
    shell.go("spots")
    qtbot.keyClick(pane.reading, Qt.Key.Key_Escape)

    assert told.startswith("Spots\n")
    assert (wrong, beside, followed) == ([], True, "needs")
    assert not pane.isVisible()
    assert before is not None and QApplication.focusWidget() is before


def test_a_field_may_have_a_topic_of_its_own_and_f1_once_more_closes(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell("spots")
    line = QLineEdit(shell)
    line.setProperty(TOPIC, topics.PRIVACY)
    line.show()
    line.setFocus()

    qtbot.keyClick(line, Qt.Key.Key_F1)
    topic = pane_of(shell).topic
    qtbot.keyClick(shell, Qt.Key.Key_F1)

    assert topic == topics.PRIVACY
    assert shown(shell, HelpPane) == []


@pytest.mark.parametrize(
    ("tab", "topic"), [("general", "settings"), ("security", "passphrase"), ("keep", "erasing")]
)
def test_a_tab_of_the_settings_has_its_own_topic(
    open_shell: OpenShell, qtbot: QtBot, tab: str, topic: str
) -> None:
    shell = open_shell("settings")
    shell.go("settings", tab)

    qtbot.keyClick(shell, Qt.Key.Key_F1)

    assert pane_of(shell).topic == topic


def test_a_name_in_the_note_is_helped_with_as_privacy(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell("needs")
    (invitation,) = [each for each in shown(shell, EmptyState) if each.isVisible()]
    button(invitation, "New need").click()
    settle(qtbot, shell.background)
    title = editor(shell, "Title", QLineEdit)
    title.setFocus()
    qtbot.keyClick(title, Qt.Key.Key_F1)
    nothing_found = pane_of(shell).topic
    shell.helping.close()
    title.setText("bel 0470 12 34 56")
    qtbot.waitUntil(lambda: title.property(TOPIC) == topics.PRIVACY)
    qtbot.keyClick(title, Qt.Key.Key_F1)

    assert (nothing_found, pane_of(shell).topic) == ("needs", topics.PRIVACY)


def test_the_lock_screen_helps_with_the_passphrase(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()

    qtbot.keyClick(window.shown, Qt.Key.Key_F1)
    (pane,) = shown(window, HelpPane)
    topic, wrong = pane.topic, unnamed(window) + cut_off(window)
    qtbot.keyClick(pane.reading, Qt.Key.Key_Escape)

    assert topic == topics.PASSPHRASE and wrong == []
    assert not pane.isVisible()


def test_topics_are_searched_opened_by_enter_and_linked(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell("spots")
    qtbot.keyClick(shell, Qt.Key.Key_F1)
    pane = pane_of(shell)

    qtbot.keyClicks(pane.search, "recovery sheet")
    titles = [pane.list.model().index(row, 0).data() for row in range(pane.list.model().rowCount())]
    qtbot.keyClick(pane.search, Qt.Key.Key_Return)
    found = pane.topic
    qtbot.keyClicks(pane.search, "xylophone")
    nothing = pane.list.isVisible()
    button(pane, "All topics").click()
    every = pane.list.model().rowCount()
    pane.reading.wanted.emit("guard")

    assert titles[0] == "Passphrase and recovery sheet"
    assert found == "passphrase"
    assert not nothing
    assert every == len(topics.NAMES)
    assert pane.topic == "guard"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_speaks_the_language_of_the_window(language: str, qapp: QApplication) -> None:
    set_language(language)

    assert topics.topic("round").text == text_of("round", language)


def test_large_type_fits(open_shell: OpenShell, qtbot: QtBot) -> None:
    theme().choose("dark", 150)
    shell = open_shell("spots")
    shell.helping.open("round")
    qtbot.wait(1)

    assert cut_off(pane_of(shell)) == []
