"""The first start, step by step: a rail with the steps at the left, one question at the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QScrollArea, QStackedWidget, QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.background import Background
from outreach_app.ui.passphrase.choosing import refused
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.busy import BusyOverlay
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.messages import MessageBar
from outreach_app.ui.wizard.coming_back import ComingBack
from outreach_app.ui.wizard.last_steps import DemoReady, Paper
from outreach_app.ui.wizard.making import BACK, DEMO, JOIN, Answers, Made, free_folder, make, put_back
from outreach_app.ui.wizard.rail import Rail
from outreach_app.ui.wizard.steps import Begin, Names, Secret, Shared, Step

if TYPE_CHECKING:
    from outreach_app.workspace import Workspace

WIDTH = 620


class Wizard(QWidget):
    """Says `finished` with the workspace it made, or `vault_chosen` with the folder of one that exists."""

    finished = QtSignal(object)
    vault_chosen = QtSignal(object)
    _progressed = QtSignal(int, int)

    def __init__(
        self, vault: Path, background: Background, build_demo: Callable[[Callable[[int, int], None]], Any]
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._vault, self._background, self._build_demo = vault, background, build_demo
        self._came_from_lock = vault.is_dir() and any(vault.iterdir())
        self.answers = Answers()
        self._made: Made | None = None
        self._demo: Any = None
        self.begin, self.names, self.shared = Begin(), Names(), Shared(background)
        self.messages = MessageBar()
        self.secret, self.demo_ready = Secret(), DemoReady()
        self.coming_back = ComingBack()
        self.paper = Paper(background, self._say, self._refused)
        self._steps: list[Step] = []
        self.rail = Rail()
        self._stack = QStackedWidget()
        steps = (self.begin, self.names, self.shared, self.secret, self.paper, self.coming_back, self.demo_ready)
        for step in steps:
            self._stack.addWidget(step)
        self.back = Button(_("Back"), "quiet", "arrow-left", self.go_back)
        self.existing = Button(_("Open an existing vault …"), "link", pressed=self._choose_existing)
        self.next = Button(_("Continue"), "primary", "arrow-right", self.go_on)
        self._count = Text("", "small", "text3")
        self._lay_out()
        self._busy = BusyOverlay(self)
        self._progressed.connect(self._busy.progress)
        self.begin.chosen.connect(self._plan)
        self.coming_back.join_wanted.connect(self._join_instead)
        self._plan()
        self._show(self.begin)

    @property
    def step(self) -> Step:
        step = self._stack.currentWidget()
        assert isinstance(step, Step)
        return step

    def go_on(self) -> None:
        step = self.step
        if not step.answer(self.answers):
            return
        if step is self.paper:
            self._finish()
        elif step is self.demo_ready:
            self._open_demo()
        elif self.answers.kind == DEMO:
            self._make_demo()
        elif step is self.secret:
            self._make()
        elif step is self.coming_back:
            self._put_back()
        else:
            self._show(self._steps[self._steps.index(step) + 1])

    def go_back(self) -> None:
        at = self._steps.index(self.step)
        if at:
            self._show(self._steps[at - 1])
        else:
            self.vault_chosen.emit(self._vault)

    def _plan(self) -> None:
        """The steps that follow from what was chosen at the beginning."""
        self.begin.answer(self.answers)
        if self.answers.kind == DEMO:
            self._steps = [self.begin, self.demo_ready]
        elif self.answers.kind == BACK:
            self._steps = [self.begin, self.coming_back]
        else:
            self._steps = [self.begin, self.names, self.shared, self.secret, self.paper]
        at = self._steps.index(self.step) if self.step in self._steps else 0
        self.rail.show_steps([(step.name, step.hint) for step in self._steps], at)

    def _join_instead(self) -> None:
        self.begin.cards[JOIN].setChecked(True)
        self._plan()
        self._show(self.names)

    def _show(self, step: Step) -> None:
        at, of = self._steps.index(step), len(self._steps)
        self.messages.hide()
        step.ask(self.answers)
        self._stack.setCurrentWidget(step)
        self.rail.show_steps([(each.name, each.hint) for each in self._steps], at)
        self._count.setText(_("Step {n} of {of}").format(n=at + 1, of=of))
        last = step in (self.paper, self.demo_ready)
        self.back.setVisible((bool(at) or self._came_from_lock) and not last)
        self.existing.setVisible(step is self.begin)
        verbs = {self.secret: _("Make the vault"), self.coming_back: _("Restore the backup")}
        self.next.set_text(_("Open the vault") if last else verbs.get(step, _("Continue")))
        self.setFocusProxy(step.first())
        step.first().setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, wherever it is pressed; on a button it presses that."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        at = self.focusWidget()
        if isinstance(at, QAbstractButton) and not at.isCheckable():
            at.click()
        else:
            self.go_on()

    def _make(self) -> None:
        vault = free_folder(self._vault)
        answers = self.answers
        self._busy.begin(_("Making your vault …"))
        self._background.run_outside(
            lambda: make(vault, answers), owner=self, done=self._made_one, failed=self._refused, busy=self._stack
        )

    def _put_back(self) -> None:
        vault, answers = free_folder(self._vault), self.answers
        self._busy.begin(_("Restoring the backup …"))
        self._background.run_outside(
            lambda: put_back(vault, answers),
            owner=self,
            done=self._came_back,
            failed=self._refused,
            busy=self._stack,
        )

    def _came_back(self, workspace: Workspace) -> None:
        self._busy.end()
        self.answers.passphrase = ""
        self.coming_back.forget()
        self.finished.emit(workspace)

    def _made_one(self, made: Made) -> None:
        self._busy.end()
        self._made = made
        self.answers.passphrase = ""
        self.secret.forget()
        self.paper.show_made(made, self.answers)
        self._show(self.paper)

    def _finish(self) -> None:
        assert self._made is not None
        self.paper.forget()
        self.finished.emit(self._made.workspace)

    def _make_demo(self) -> None:
        self._busy.begin(_("A season of rounds is being walked …"))
        self._background.run_outside(
            lambda: self._build_demo(self._progressed.emit),
            owner=self,
            done=self._demo_made,
            failed=self._refused,
            busy=self._stack,
        )

    def _demo_made(self, demo: Any) -> None:
        self._busy.end()
        self._demo = demo
        self.demo_ready.passphrase.setText(demo.passphrase)
        self._show(self.demo_ready)

    def _open_demo(self) -> None:
        demo = self._demo
        self._busy.begin(_("Opening the vault …"))
        self._background.run_outside(
            lambda: _open(demo.vault, demo.passphrase), owner=self, done=self.finished.emit, failed=self._refused
        )

    def _say(self, words: str) -> None:
        self.messages.say(words, tone="good")

    def _refused(self, error: OutreachError) -> None:
        self._busy.end()
        if self.step is self.coming_back:
            self.coming_back.show_error(error)
        elif refused(error):
            self.secret.choosing.show_error(error)
        else:
            self.messages.say_error(error)

    def _choose_existing(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the vault"), str(self._vault.parent))
        if chosen:
            self.vault_chosen.emit(Path(chosen))

    def _lay_out(self) -> None:
        foot = row(self.back, self.existing, None, self.next)
        inner = column(self._count, self.messages, gap=10)
        inner.addWidget(self._stack, 1)
        page = QWidget()
        page.setProperty("look", "plain")
        page.setLayout(inner)
        page.setFixedWidth(WIDTH)
        middle = QWidget()
        middle.setLayout(row(None, page, None, margins=(24, 56, 24, 8)))
        scroll = QScrollArea()
        scroll.setWidget(middle)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(scroll.focusPolicy().NoFocus)
        footer = QWidget()
        footer.setFixedWidth(WIDTH)
        footer.setLayout(foot)
        right = column(gap=0, margins=(0, 0, 0, 32))
        right.addWidget(scroll, 1)
        right.addLayout(row(None, footer, None))
        outer = row(self.rail, gap=0)
        outer.addLayout(right, 1)
        self.setLayout(outer)


def _open(vault: Path, passphrase: str) -> Workspace:
    from outreach_app.workspace import Workspace

    return Workspace.open(vault, passphrase)
