"""The first start, step by step: a rail with what was chosen at the left, one question at the right.

Nothing goes into the shared folder before the last step, so that every step can be gone back to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.background import Background
from outreach_app.ui.dialogs.unsaved import Question
from outreach_app.ui.help.helping import Helping
from outreach_app.ui.passphrase.choosing import refused
from outreach_app.ui.widgets.tab_order import tab_after
from outreach_app.ui.wizard import stages
from outreach_app.ui.wizard.begin import Begin, Names
from outreach_app.ui.wizard.coming_back import ComingBack
from outreach_app.ui.wizard.frame import Frame
from outreach_app.ui.wizard.jobs import BuildDemo, Jobs
from outreach_app.ui.wizard.making import BACK, DEMO, JOIN, Answers, Finished, Made
from outreach_app.ui.wizard.rail import Line
from outreach_app.ui.wizard.ready import DemoReady, Ready
from outreach_app.ui.wizard.secret import Paper, Secret
from outreach_app.ui.wizard.shared import Shared
from outreach_app.ui.wizard.spots import Spots
from outreach_app.ui.wizard.stages import Stage
from outreach_app.ui.wizard.step import Step

if TYPE_CHECKING:
    from outreach_app.workspace import Workspace


class Wizard(Frame):
    """Says `finished` with what it made and the place to begin at, `vault_chosen` with the folder of a vault that
    exists, `given_up` when someone stops, and `language_wanted`: it is then made anew over its answers."""

    finished = QtSignal(object, str)
    given_up = QtSignal()
    language_wanted = QtSignal(str)

    def __init__(
        self,
        vault: Path,
        background: Background,
        build_demo: BuildDemo,
        answers: Answers | None = None,
        made: Made | None = None,
    ) -> None:
        super().__init__(vault)
        self._build_demo = build_demo
        self._came_from_lock = made is None and vault.is_dir() and any(vault.iterdir())
        self.answers, self.made = answers or Answers(), made
        self._demo: Any = None
        self._reached = 0
        self.begin, self.names, self.secret = Begin(), Names(), Secret()
        self.paper = Paper(background, self._say, self._refused)
        self.shared, self.spots, self.ready = Shared(background), Spots(background), Ready()
        self.coming_back, self.demo_ready = ComingBack(), DemoReady()
        self._stages: list[Stage] = []
        to_a_team = (self.begin, self.names, self.secret, self.paper, self.shared, self.spots, self.ready)
        for step in (*to_a_team, self.coming_back, self.demo_ready):
            self.stack.add(step)
            step.recall(self.answers)
        tab_after(self.stack, self.back, self.existing, self.next)
        self._jobs = Jobs(self, self.stack, background, self._refused)
        self.helping = Helping(self, lambda: self.step.topic)
        self._connect()
        if made is not None:
            self._show_made(made)
        self._plan()
        self._show(self.begin)

    @property
    def step(self) -> Step:
        step = self.stack.shown
        assert isinstance(step, Step)
        return step

    def go_on(self) -> None:
        step = self.step
        if not step.answer(self.answers):
            return
        jobs, made = self._jobs, self.made
        if step is self.begin and self.answers.kind == DEMO:
            jobs.build_demo(self._build_demo, self._demo_made)
        elif step is self.demo_ready:
            jobs.open(self._demo.vault, self._demo.passphrase, self._came_back)
        elif step is self.coming_back:
            jobs.put_back(self._vault, self.answers, self._came_back)
        elif step is self.secret:
            self._set_passphrase()
        elif step is self.ready and made is not None:
            jobs.finish(made, self.answers, self._finished)
        else:
            self._next()

    def go_back(self) -> None:
        self.step.keep(self.answers)
        at = self._steps.index(self.step)
        if at:
            self._show(self._steps[at - 1])
        else:
            self.leave(lambda: self.vault_chosen.emit(self._vault))

    def go_to(self, stage: int) -> None:
        """A stage that was reached before: back without more ado, onward if what is asked here is answered."""
        onward = stage > self._stage_of(self.step)
        if not onward:
            self.step.keep(self.answers)
        if not onward or self.step.answer(self.answers):
            self._show(self._stages[stage].steps[0])

    def leave(self, go_on: Callable[[], object]) -> None:
        """Someone stops: at once where nothing would be lost, else after asking."""
        self.step.keep(self.answers)
        if self.made is None and replace(self.answers, kind=Answers.kind) == Answers():
            go_on()
            return
        words = [_("What you answered is thrown away. Nothing was put into a shared folder.")]
        if self.made is not None:
            words.append(_("The vault that was begun is deleted, and the code on paper opens nothing any more."))

        def stop() -> None:
            self._drop()
            go_on()

        answers: list[tuple[str, str, Callable[[], object]]] = [
            (_("Stop and throw away"), "danger", stop),
            (_("Go on setting up"), "primary", lambda: None),
        ]
        asked = Question(_("Stop setting up?"), " ".join(words), answers, self)
        asked.buttons[1].setDefault(True)
        asked.buttons[1].setFocus()
        asked.open()

    @property
    def _steps(self) -> list[Step]:
        return [step for stage in self._stages for step in stage.steps]

    def _stage_of(self, step: Step) -> int:
        return next(n for n, stage in enumerate(self._stages) if step in stage.steps)

    def _plan(self) -> None:
        """The stages that follow from what was chosen at the beginning."""
        before = self.answers.kind
        self.begin.keep(self.answers)
        if self.answers.kind != before:
            self._reached = 0
        if self.answers.kind == DEMO:
            self._stages = stages.a_demo(self.begin, self.demo_ready)
        elif self.answers.kind == BACK:
            self._stages = stages.a_backup(self.begin, self.coming_back)
        else:
            paper = None if self.made is not None and not self.made.code else self.paper
            self._stages = stages.a_team(
                self.begin, self.names, self.secret, paper, self.shared, self.spots, self.ready
            )
        self._show_rail(0)

    def _show_rail(self, at: int) -> None:
        done = max(at, self._reached)
        lines = [
            Line(stage.name, (stage.chosen(self.answers) if n < done else "") or stage.hint, n <= self._reached)
            for n, stage in enumerate(self._stages)
        ]
        self.rail.show_steps(lines, at)
        self.count.setText(_("Step {n} of {of}").format(n=at + 1, of=len(self._stages)))

    def _show(self, step: Step) -> None:
        at = self._stage_of(step)
        self._reached = max(self._reached, at)
        self.messages.hide()
        step.ask(self.answers)
        self.show_step(step)
        self._show_rail(at)
        first = step is self.begin
        self.back.setVisible((not first or self._came_from_lock) and step is not self.demo_ready)
        self.existing.setVisible(first and self.made is None)
        self._name_next(step)
        self.helping.follow()
        self.setFocusProxy(step.first())
        step.first().setFocus()

    def _name_next(self, step: Step) -> None:
        joins = self.answers.kind == JOIN
        verbs = {
            self.coming_back: _("Restore the backup"),
            self.ready: _("Ask to join the team") if joins else _("Make the team"),
            self.demo_ready: _("Open the vault"),
        }
        if self.made is None:
            verbs[self.secret] = _("Make the vault")
        self.next.set_text(verbs.get(step, _("Continue")))

    def _next(self) -> None:
        self._show(self._steps[self._steps.index(self.step) + 1])

    def _join_instead(self) -> None:
        self.begin.ways.choose(JOIN)
        self._show(self.names)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, wherever it is pressed; on a button it presses that. Escape stops."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave(self.given_up.emit)
            return
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        at = self.focusWidget()
        if isinstance(at, QAbstractButton) and not at.isCheckable():
            at.click()
        else:
            self.go_on()

    def _set_passphrase(self) -> None:
        """The first one makes the vault; another one takes its place, and the code on paper stays."""
        passphrase, made = self.answers.passphrase, self.made
        if made is None:
            self._jobs.make(self._vault, passphrase, self._made_one)
        elif passphrase:
            self._jobs.change_passphrase(made, passphrase, self._made_one)
        else:
            self._next()

    def _made_one(self, made: Made) -> None:
        self.made = made
        self._show_made(made)
        self._next()

    def _show_made(self, made: Made) -> None:
        self.answers.passphrase = ""
        self._came_from_lock = False
        self.secret.show_set()
        self.begin.settle()
        self.ready.fingerprint.show_groups(made.workspace.fingerprint.split("-"), 5)
        if made.code:
            self.paper.show_made(made)

    def _finished(self, finished: Finished) -> None:
        self.made = None
        self.paper.forget()
        self.finished.emit(finished, "round" if self.answers.round_now else "")

    def _came_back(self, workspace: Workspace) -> None:
        self.coming_back.forget()
        self.finished.emit(Finished(workspace), "")

    def _demo_made(self, demo: Any) -> None:
        self._demo = demo
        self.demo_ready.passphrase.setText(demo.passphrase)
        self._show(self.demo_ready)

    def _drop(self) -> None:
        made, self.made = self.made, None
        self.answers = Answers()
        self.paper.forget()
        if made is not None:
            made.workspace.discard()

    def _say(self, words: str) -> None:
        self.messages.say(words, tone="good")

    def _refused(self, error: OutreachError) -> None:
        if self.step is self.coming_back:
            self.coming_back.show_error(error)
        elif refused(error):
            self.secret.choosing.show_error(error)
        elif self.step is self.ready:
            self._show(self.shared)
            self.shared.show_error(error)
        else:
            self.messages.say_error(error)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda _checked: self.go_back())
        self.next.clicked.connect(lambda _checked: self.go_on())
        self.begin.chosen.connect(self._plan)
        self.begin.language_wanted.connect(self.language_wanted)
        self.coming_back.join_wanted.connect(self._join_instead)
        self.shared.answered.connect(self.go_on)
        self.rail.wanted.connect(self.go_to)
        self.rail.help.clicked.connect(lambda _checked: self.helping.turn())
