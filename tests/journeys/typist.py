"""Somebody at the real program: types a word into all there is, prints, syncs, locks, and is cut off.

    python -m tests.journeys.typist WORD everything|lock-screen

Says READY on standard output and then waits to be killed. Where things are is told by the environment.
"""

import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from outreach_app.domain.records import Signal
from outreach_app.ui import window as windows
from outreach_app.ui.locking import keeping
from outreach_app.ui.shell import Shell
from outreach_app.ui.widgets.inputs import Passphrase, TextLine, TextLines
from outreach_app.ui.widgets.picker import Picker
from tests.ui.looking import tabs

PATIENCE = 60.0
WORD, WHAT = sys.argv[1:3]
NUMBERS = ("Latitude", "Longitude")
"""Lines that take no words, and with words in them keep a form from being saved."""
_numbers = count()


def say() -> str:
    """The word, never the same twice."""
    return f"{WORD}{next(_numbers)}"


def until(reached: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        QApplication.processEvents()
        time.sleep(0.002)
        if time.monotonic() > end:
            raise TimeoutError(f"not reached: {reached.__code__.co_firstlineno}")


def type_everywhere(root: QWidget) -> None:
    """Into every line and every text that can be seen, hidden ones too."""
    for each in root.findChildren(QWidget):
        ours = isinstance(each, TextLine | TextLines) and each.accessibleName() not in NUMBERS
        if ours and each.isVisible() and each.isEnabled():
            each.setFocus()
            if isinstance(each, TextLines):
                each.insertPlainText(say())  # in one go: the paper beside it is drawn anew after each key
            else:
                QTest.keyClicks(each, say())


class Typist:
    def __init__(self) -> None:
        self.window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, windows.Window))

    @property
    def shell(self) -> Shell:
        assert self.window.shell is not None
        return self.window.shell

    @property
    def page(self) -> Any:
        page = self.shell.page
        assert page is not None
        return page

    def rest(self) -> None:
        for _round in range(3):
            until(lambda: self.shell.background.wait(5))
            QApplication.processEvents()

    def unlock(self) -> None:
        (line,) = (each for each in self.window.findChildren(Passphrase) if each.isVisible())
        QTest.keyClicks(line, f"{WORD} opent de kluis")
        QTest.keyClick(line, Qt.Key.Key_Return)
        until(lambda: self.window.shell is not None)
        self.rest()

    def everything(self) -> None:
        self.unlock()
        self.round()
        self.records()
        self.looking()
        self.quick_line()
        self.settings()
        self.note()
        self.leave_and_lock()
        self.unlock()
        self.half_a_form()

    def round(self) -> None:
        self.shell.go("round")
        self.rest()
        until(lambda: getattr(self.page, "board", None))
        board = self.page.board
        panel = board.panel
        self._settle(board.visits.next, say())
        (area,) = (each for each in panel.findChildren(Picker) if each.accessibleName() == "Area")
        self._settle(area, say())
        panel.form.group.step(3)
        (needs,) = (each for each in panel.form.findChildren(Picker) if each.accessibleName() == "Needs")
        self._settle(needs, say())
        type_everywhere(panel.form)
        self.page.save()
        until(lambda: self.shell.place == "rounds")
        self.rest()

    def _settle(self, line: Picker, text: str) -> None:
        """A name that is new here."""
        line.setFocus()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.rest()

    def records(self) -> None:
        """Every list of the window, searched and with a record more where that takes words only."""
        for place in ("rounds", "spots", "needs", "signals", "notes", "network", "words"):
            for records in self._lists(place):
                records.search.setText(say())
                self.rest()
                records.search.clear()
                self.rest()
                records.new()
                self.rest()
                if records.pane.form is not None:
                    type_everywhere(records.pane.form)
                    records.pane.save()
                    self.rest()
                    records.pane.drop_form()

    def _lists(self, place: str) -> Iterator[Any]:
        self.shell.go(place)
        for slug in getattr(self.page, "_tabs", None) or [""]:
            self.shell.go(place)  # a new round is another page
            if slug:
                self.page._open(slug)
            self.rest()
            yield self.page.list

    def looking(self) -> None:
        """Whatever takes words on the pages that show rather than ask: searches, the help."""
        for place, target in (("today", ""), ("figures", ""), ("spots", "map"), ("bin", "")):
            self.shell.go(place, target)
            self.rest()
            type_everywhere(self.page)
            self.rest()
        QTest.keyClick(self.window, Qt.Key.Key_F1)
        self.rest()
        type_everywhere(self.shell)
        QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key.Key_Escape)

    def quick_line(self) -> None:
        """Opened as a draft, and left there."""
        QTest.keyClick(self.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        until(lambda: QApplication.activeModalWidget() is not None)
        line = QApplication.activeModalWidget()
        assert line is not None
        type_everywhere(line)
        self.rest()
        line.close()
        self.rest()

    def settings(self) -> None:
        for place in ("team", "settings"):
            self.shell.go(place)
            self.rest()
            for slug in tabs(self.shell):
                if slug:
                    self.page.open(slug)
                    self.rest()
                type_everywhere(self.page)

    def note(self) -> None:
        """Written in every section, looked at, and printed."""
        from sqlalchemy import select

        with self.shell.workspace.store.read() as session:
            signal = session.scalars(select(Signal.id)).first()
        self.shell.go("note", signal or "")
        until(lambda: getattr(self.page, "state", None))
        for name in list(self.page.outline._rows):
            self.page._choose_section(name)
            self.rest()
            type_everywhere(self.page.writing)
        until(lambda: self.page.preview.paper)
        self.page.out.print_note()
        self._accept("LeavingDialog")
        self._accept("QPrintDialog")
        self.rest()

    def _accept(self, kind: str) -> None:
        def open_ones() -> list[Any]:
            return [
                each
                for each in QApplication.topLevelWidgets()
                if isinstance(each, QDialog) and type(each).__name__ == kind and each.isVisible()
            ]

        until(open_ones)
        (dialog,) = open_ones()
        type_everywhere(dialog)
        if kind == "QPrintDialog":
            dialog.accept()
        else:
            dialog.button.click()
        self.rest()

    def leave_and_lock(self) -> None:
        QApplication.clipboard().setText(say())
        self.shell.syncing.start()
        until(lambda: self.shell.syncing.report is not None and not self.shell.syncing.busy)
        self.window.lock()
        until(lambda: self.window.vaults.wait(5))

    def half_a_form(self) -> None:
        """Kept, not saved, when the end comes."""
        self.shell.go("spots", "spots")
        self.rest()
        self.page.list.new()
        self.rest()
        type_everywhere(self.page.list.pane)
        time.sleep(2 * keeping.EVERY_MS / 1000)
        QApplication.processEvents()
        self.rest()


def begin() -> None:
    typist = Typist()
    until(typist.window.isActiveWindow)
    if WHAT == "everything":
        typist.everything()
    else:
        for line in typist.window.findChildren(QLineEdit):
            line.setText(say())
    sys.stdout.write("READY\n")
    sys.stdout.flush()


def begin_or_tell() -> None:
    try:
        begin()
    except BaseException:
        sys.stdout.write(traceback.format_exc())
        sys.stdout.flush()
        os._exit(3)


def fake_printer() -> None:
    """One that `lp` would know; the program `lp` itself is the test's."""
    from PySide6.QtPrintSupport import QPrinter

    from outreach_app.ui.leaving import outlet

    class Printer(QPrinter):
        def printerName(self) -> str:
            return "keuken"

        def outputFormat(self) -> QPrinter.OutputFormat:
            return QPrinter.OutputFormat.NativeFormat

    setattr(outlet, "QPrinter", Printer)  # noqa: B010


def main() -> None:
    from outreach_app import app
    from outreach_app.__main__ import main as vindplaats

    keeping.EVERY_MS = 50
    app.ASKED_MS = 0
    fake_printer()
    sys.argv = ["vindplaats"]
    shown = windows.Window.show

    def show(window: windows.Window) -> None:
        shown(window)
        QTimer.singleShot(10, begin_or_tell)

    setattr(windows.Window, "show", show)  # noqa: B010
    vindplaats()


if __name__ == "__main__":
    main()
