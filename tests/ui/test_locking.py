"""Locking wherever one is, in dialogs and half-typed forms: all comes back, and nothing of it stays alive."""

import gc
import shutil
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.drafts import Pick
from outreach_app.domain.records import Need, Signal, Spot, Step
from outreach_app.store.database import Store
from outreach_app.store.drafts import drafts, kept_place
from outreach_app.store.errors import StoreFull
from outreach_app.ui import idle
from outreach_app.ui.dialogs.move import MoveDialog
from outreach_app.ui.dialogs.promote import PromoteDialog
from outreach_app.ui.dialogs.record import RecordDialog
from outreach_app.ui.entry.quick_line import open_quick_line
from outreach_app.ui.leaving.view import ExportStopped
from outreach_app.ui.lock import LockScreen
from outreach_app.ui.locking import clipboard, keeping
from outreach_app.ui.pages.round_entry import RoundEntryPage
from outreach_app.ui.shell import Shell
from outreach_app.ui.tasks import Task, run_long
from outreach_app.ui.widgets.inputs import Passphrase
from outreach_app.ui.window import Window
from outreach_app.workspace import Workspace
from tests.ui.conftest import PASSPHRASE, OpenWindow
from tests.ui.desks import focused, keys
from tests.ui.looking import button, editor, settle, shown, texts

Kept = Spot | Need | Signal | Step


@pytest.fixture
def window(open_window: OpenWindow, qtbot: QtBot) -> Window:
    return open_window(passphrase=PASSPHRASE)


def shell_of(window: Window) -> Shell:
    assert window.shell is not None
    return window.shell


def rest(qtbot: QtBot, window: Window) -> None:
    for _round in range(4):
        settle(qtbot, shell_of(window).background)


def keep(qtbot: QtBot, window: Window, record: Kept) -> str:
    kept: list[str] = []

    def add(session: object) -> str:
        session.add(record)  # type: ignore[attr-defined]  # a Session
        session.flush()  # type: ignore[attr-defined]
        return record.id

    shell_of(window).background.run(add, owner=window, done=kept.append)
    rest(qtbot, window)
    return kept[0]


def unlock(qtbot: QtBot, window: Window) -> None:
    (screen,) = shown(window, LockScreen)
    screen.unlocking.passphrase.setText(PASSPHRASE)
    screen.unlock()
    qtbot.waitUntil(lambda: window.shell is not None, timeout=20_000)
    rest(qtbot, window)


def dialog_of(kind: type[QDialog]) -> QDialog:
    (found,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    return found


def press(window: QWindow | None, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """As the window system says it: to the window, not to a widget."""
    assert window is not None
    QTest.keyClick(window, key, held)


def test_a_form_comes_back_as_it_was_typed_understood_or_not(window: Window, qtbot: QtBot) -> None:
    spot = keep(qtbot, window, Spot(name="Vlasakker", remarks="bank"))
    shell_of(window).go("spots", spot)
    rest(qtbot, window)
    page = shell_of(window).page
    assert page is not None
    page.list.pane.edit()  # type: ignore[attr-defined]
    rest(qtbot, window)
    editor(window, "Name", QLineEdit).setFocus()
    keys("[End] achter de kerk[Left][Left]")

    window.lock()
    settle(qtbot, window.vaults)
    changed_elsewhere(window, spot)
    unlock(qtbot, window)
    keys("r")

    assert editor(window, "Name", QLineEdit).text() == "Vlasakker achter de kerrk"
    assert editor(window, "Remarks", QPlainTextEdit).toPlainText() == "bank en fontein", (
        "what was not typed follows the store"
    )
    keys("[Backspace][Ctrl+Return]")
    rest(qtbot, window)
    with shell_of(window).workspace.store.read() as session:
        kept = session.scalars(select(Spot)).one()
    assert (kept.name, kept.remarks) == ("Vlasakker achter de kerk", "bank en fontein")


def changed_elsewhere(window: Window, spot: str) -> None:
    """As the command line may, while the window is locked."""
    with Workspace.open(window.vault, PASSPHRASE) as opened, opened.store.write() as session:
        session.scalars(select(Spot).where(Spot.id == spot)).one().remarks = "bank en fontein"


def test_a_new_record_in_a_dialog_comes_back_and_nothing_is_asked(window: Window, qtbot: QtBot) -> None:
    signal = keep(qtbot, window, Signal(title="Bank op de Vlasakker"))
    shell_of(window).go("signals", signal)
    rest(qtbot, window)
    button(window, "Add: Step").click()
    rest(qtbot, window)
    lines = editor(dialog_of(RecordDialog), "What was done", QPlainTextEdit)
    lines.setFocus()
    keys("gebeld met de dienst")

    window.lock()
    at_once = [type(each).__name__ for each in QApplication.topLevelWidgets() if each.isVisible()]
    settle(qtbot, window.vaults)
    unlock(qtbot, window)

    assert at_once == ["Window"]
    again = dialog_of(RecordDialog)
    assert editor(again, "What was done", QPlainTextEdit).toPlainText() == "gebeld met de dienst"
    assert focused() is editor(again, "What was done", QPlainTextEdit)
    keys("[Ctrl+Return]")
    rest(qtbot, window)
    with shell_of(window).workspace.store.read() as session:
        assert session.scalars(select(Step.signal)).all() == [signal]


def test_the_question_of_a_move_comes_back(window: Window, qtbot: QtBot) -> None:
    signal = keep(qtbot, window, Signal(title="Zitten", lead=shell_of(window).desk.actor.worker, state="checking"))
    shell_of(window).go("signals", signal)
    rest(qtbot, window)
    button(window, "Move to Ripe").click()
    rest(qtbot, window)
    editor(dialog_of(MoveDialog), "Reason", QPlainTextEdit).setFocus()
    keys("drie ploegen zagen het")
    title = dialog_of(MoveDialog).windowTitle()

    window.lock()
    settle(qtbot, window.vaults)
    unlock(qtbot, window)

    again = dialog_of(MoveDialog)
    assert (again.windowTitle(), again.reason()) == (title, "drie ploegen zagen het")  # type: ignore[attr-defined]
    again.reject()


def test_needs_chosen_for_a_signal_come_back(window: Window, qtbot: QtBot) -> None:
    other = keep(qtbot, window, Need(title="Licht op het plein"))
    need = keep(qtbot, window, Need(title="Plek om te zitten"))
    shell_of(window).go("needs", need)
    rest(qtbot, window)
    button(window, "Make a signal of it").click()
    rest(qtbot, window)
    keys("licht[Return]")

    window.lock()
    settle(qtbot, window.vaults)
    unlock(qtbot, window)

    again = dialog_of(PromoteDialog)
    assert again.needs.chosen() == [need, other]  # type: ignore[attr-defined]
    again.reject()


def test_a_search_comes_back_and_has_the_focus(window: Window, qtbot: QtBot) -> None:
    keep(qtbot, window, Spot(name="Vlasakker"))
    shell_of(window).go("spots", "spots")
    rest(qtbot, window)
    editor(window, "Search in spots", QLineEdit).setText("vlas")

    window.lock()
    settle(qtbot, window.vaults)
    unlock(qtbot, window)

    assert focused() is editor(window, "Search in spots", QLineEdit)
    assert editor(window, "Search in spots", QLineEdit).text() == "vlas"


def test_what_a_crash_left_unfinished_comes_back_with_its_time(
    open_window: OpenWindow, qtbot: QtBot, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "EVERY_MS", 10)
    window = open_window(passphrase=PASSPHRASE)
    shell_of(window).go("spots", "spots")
    rest(qtbot, window)
    page = shell_of(window).page
    assert page is not None
    page.list.new()  # type: ignore[attr-defined]
    rest(qtbot, window)
    keys("Vlasakker")
    store = shell_of(window).workspace.store

    def written() -> bool:
        with store.read() as session:
            kept = kept_place(session)
        return kept is not None and "Vlasakker" in str(kept.content)

    qtbot.waitUntil(written)
    copied = Path(shutil.copytree(vault, tmp_path / "crashed"))  # as a killed process leaves it
    after = open_window(copied, passphrase=PASSPHRASE)
    rest(qtbot, after)
    qtbot.waitUntil(lambda: shell_of(after).place == "spots")
    rest(qtbot, after)

    assert editor(after, "Name", QLineEdit).text() == "Vlasakker"
    assert any("It is not saved yet." in text for text in texts(after))
    for each in (window, after):
        page = shell_of(each).page
        assert page is not None
        page.list.pane.drop_form()  # type: ignore[attr-defined]


def test_what_is_typed_hidden_is_kept_nowhere(window: Window, qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    secret = Passphrase("New passphrase")
    secret.setParent(whole)
    secret.setEchoMode(QLineEdit.EchoMode.Normal)  # looked at with the eye
    secret.setText("vier woorden die niet passen")

    assert "woorden" not in str(keeping_typed(whole))


def keeping_typed(widget: QWidget) -> object:
    from outreach_app.ui.locking.typed import typed_in

    return typed_in(widget)


def test_ctrl_l_locks_from_inside_a_dialog(window: Window, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)

    press(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.vaults)

    assert window.shell is None
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_a_file_dialog_that_is_waited_for_answers_nothing(window: Window, qtbot: QtBot) -> None:
    from PySide6.QtCore import QTimer

    QTimer.singleShot(100, window.lock)
    chosen = QFileDialog.getExistingDirectory(
        window, "Folder", "", QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly
    )
    settle(qtbot, window.vaults)

    assert chosen == ""
    assert window.shell is None


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Pause, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_the_panic_key_locks_and_hides_and_the_task_bar_brings_the_lock_screen(
    window: Window, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    press(window.windowHandle(), key, held)
    hidden = (window.isMinimized(), window.windowTitle(), window.shell)
    settle(qtbot, window.vaults)
    window.showNormal()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    assert hidden == (True, "Untitled", None)
    assert window.windowTitle() == "Vindplaats"
    assert editor(window, "Passphrase", QLineEdit).hasFocus()


def test_a_touch_of_a_dialog_counts_and_so_does_time_slept(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(idle, "_seconds", lambda: now[0])
    window.idle.begin(5)
    dialog = QDialog(window)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)

    for _touch in range(3):
        now[0] += 4 * 60
        press(dialog.windowHandle(), Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    touched = window.shell is not None
    now[0] += 8 * 3600
    press(dialog.windowHandle(), Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    settle(qtbot, window.vaults)

    assert touched
    assert window.shell is None
    dialog.deleteLater()


def test_after_locking_nothing_of_the_vault_is_alive(window: Window, qtbot: QtBot, qapp: QApplication) -> None:
    spot = keep(qtbot, window, Spot(name="Vlasakker"))
    for place, target in (("needs", ""), ("signals", ""), ("round", ""), ("settings", ""), ("spots", spot)):
        shell_of(window).go(place, target)
        rest(qtbot, window)
    workspace = shell_of(window).workspace
    page = shell_of(window).page
    assert page is not None
    parts: list[object] = [workspace, workspace.store, workspace.vault, workspace.circle(), window.shell, page]
    alive = [weakref.ref(each) for each in parts]
    del workspace, page, parts

    window.lock()
    for _round in range(5):
        settle(qtbot, window.vaults)
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [each() for each in alive if each() is not None]

    assert left == []
    assert not [each for each in gc.get_objects() if isinstance(each, Spot)]


def test_a_copied_word_is_marked_and_taken_back(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = QGuiApplication.clipboard()
    monkeypatch.setattr(clipboard, "owned", lambda _board: True)
    board.setText("Vlasakker")
    held = board.mimeData()
    marked = held.data("x-kde-passwordManagerHint").data()
    text = board.text()

    window.lock()
    settle(qtbot, window.vaults)
    after = board.text()
    monkeypatch.setattr(clipboard, "owned", lambda _board: False)
    board.setText("of another program")
    window.clipboard.clear()

    assert (marked, text, after) == (b"secret", "Vlasakker", "")
    assert board.text() == "of another program"


def test_a_copied_word_is_taken_back_after_a_while(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "SECONDS", 0.05)
    owner = QWidget()
    qtbot.addWidget(owner)
    watched = clipboard.Clipboard(owner)
    board = QGuiApplication.clipboard()
    data = QMimeData()
    data.setText("Vlasakker")
    for name, value in clipboard.MARKS.items():
        data.setData(name, value)

    board.setMimeData(data)
    at_first = board.text()
    qtbot.waitUntil(lambda: board.text() == "")

    assert at_first == "Vlasakker"
    assert watched is not None


def test_a_round_in_one_line_stands_there_as_typed(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(passphrase=PASSPHRASE)
    shell = shell_of(window)
    open_quick_line(shell.desk, shell)
    rest(qtbot, window)
    keys("gisteren 19u30 Vlasakker 6 jon")
    window.lock()
    settle(qtbot, window.vaults)
    unlock(qtbot, window)
    rest(qtbot, window)

    assert editor(window, "The round", QLineEdit).text() == "gisteren 19u30 Vlasakker 6 jon"


def test_a_line_put_aside_outlives_a_lock_and_a_crash(
    open_window: OpenWindow, qtbot: QtBot, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "EVERY_MS", 10)
    window = open_window(passphrase=PASSPHRASE)
    shell = shell_of(window)
    open_quick_line(shell.desk, shell)
    rest(qtbot, window)
    keys("gisteren Vlasakker 6 jon[Escape]")
    store = shell.workspace.store

    def put_aside() -> bool:
        with store.read() as session:
            kept = kept_place(session)
        return kept is not None and bool(kept.content.get("aside"))

    qtbot.waitUntil(put_aside)
    window.lock()
    settle(qtbot, window.vaults)
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: shell_of(window).desk.aside.get("line") == "gisteren Vlasakker 6 jon")
    crashed = open_window(Path(shutil.copytree(vault, tmp_path / "crashed")), passphrase=PASSPHRASE)
    rest(qtbot, crashed)
    assert shell_of(crashed).desk.aside["line"] == "gisteren Vlasakker 6 jon"


def test_a_full_disk_is_told_while_typing_and_the_lock_loses_nothing(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell_of(window).go("round")
    rest(qtbot, window)
    full = no_room(monkeypatch)
    keys("gisteren[Tab]1930[Tab]2130[Tab][Tab][Tab]markt[Return]")
    qtbot.waitUntil(lambda: any("The disk is full" in each for each in texts(window)))

    window.lock()
    settle(qtbot, window.vaults)
    (screen,) = shown(window, LockScreen)
    assert any("did not take" in each for each in texts(screen))
    sealed = window.unkept._sealed[window.vault]
    assert b"markt" not in sealed

    assert not window.close(), "closing would lose it: that is said first"
    full.clear()
    unlock(qtbot, window)
    page = shell_of(window).page
    assert isinstance(page, RoundEntryPage) and page.board is not None
    assert [visit.spot.name for visit in page.board.draft.visits if visit.spot] == ["markt"]
    qtbot.waitUntil(lambda: any("Draft kept" in each for each in texts(window)))
    with shell_of(window).workspace.store.read() as session:
        (kept,) = drafts(session)
    assert kept.round.visits[0].spot == Pick("markt")


def test_a_window_that_is_closed_on_a_full_disk_stays_with_what_was_typed(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell_of(window).go("round")
    rest(qtbot, window)
    no_room(monkeypatch)
    keys("gisteren[Tab]1930")

    assert not window.close() and window.isVisible() and window.shell is None
    (screen,) = shown(window, LockScreen)
    button(screen, "Close without it").click()
    assert not window.isVisible()


def no_room(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Nothing can be written any more, until what this yields is cleared."""
    full = [True]
    write = Store.write

    @contextmanager
    def refusing(store: Store) -> Iterator[Session]:
        with write(store) as session:
            yield session
            if full:
                raise StoreFull

    monkeypatch.setattr(Store, "write", refusing)
    return full


def test_what_the_lock_broke_off_is_told_after_unlocking(window: Window, qtbot: QtBot) -> None:
    shell = shell_of(window)
    begun = threading.Event()

    def work(_task: Task) -> None:
        begun.set()
        shell.background.stopping.wait(20)
        raise ExportStopped

    run_long(shell.desk, "rondes.csv is written …", work, owner=shell, done=print)
    assert begun.wait(20)
    window.lock()
    settle(qtbot, window.vaults)
    unlock(qtbot, window)

    assert "Locking stopped what was being written or read in. Begin it again." in texts(window)
