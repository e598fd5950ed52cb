"""The last changes of this session, and the way back through them: Ctrl+Z on any page, and the button beside the
words that told of one. Both are one mechanism. Gone with the shell, when the vault is locked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QTextEdit

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.store.undoing import take_back

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.store.undoing import Change
    from outreach_app.ui.desk import Action, Desk

MOST = 50
"""Changes that can be taken back one after the other."""
Job = Callable[[], object]


@dataclass(frozen=True)
class WayBack:
    """Takes back what a job wrote. Called, it does so; `go` also hands on the way forward again."""

    desk: "Desk"
    take: "Callable[[Session], Change]"
    """Sets it back, and says what that wrote."""
    again: Job = lambda: None
    """Shows what came back, where it was seen before."""

    @classmethod
    def of(cls, desk: "Desk", change: "Change", again: Job) -> "WayBack":
        """The ordinary one."""
        return cls(desk, lambda session: take_back(session, change), again)

    def __call__(self) -> None:
        self.go(lambda _forward: None, self.desk.refuse)

    def go(self, done: "Callable[[WayBack], object]", failed: Callable[[OutreachError], object]) -> None:
        desk = self.desk
        task = desk.task(_("Records are set back …"))

        def taken(forward: "Change") -> None:
            task.end()
            self.again()
            done(WayBack.of(desk, forward, self.again))

        def refused(error: OutreachError) -> None:
            task.end()
            failed(error)

        desk.background.run(self.take, owner=desk.background, done=taken, failed=refused)


@dataclass(frozen=True, eq=False)
class Deed:
    """What was done, in words, and what takes it back."""

    what: str
    back: Job


@dataclass
class Deeds:
    """What can be taken back, the last one last; and what was taken back and can be done again."""

    done: list[Deed] = field(default_factory=list)
    undone: list[Deed] = field(default_factory=list)

    def did(self, deed: Deed) -> None:
        """Something new was done: what was taken back before is past."""
        self.done = [*self.done[1 - MOST :], deed]
        self.undone.clear()

    def drop(self, deed: Deed) -> None:
        self.done = [one for one in self.done if one is not deed]
        self.undone = [one for one in self.undone if one is not deed]


class Undoing(QObject):
    """Held by the shell. `say` tells what happened, with one more way on."""

    def __init__(
        self, say: "Callable[[str, Action | None], object]", refuse: Callable[[OutreachError], object]
    ) -> None:
        super().__init__()
        self.deeds = Deeds()
        self._say, self._refuse = say, refuse
        self._busy = False

    def offer(self, told: str, action: "Action | None") -> "Action | None":
        """Remembers what was told, where it can be undone; what the button beside the words is to do."""
        if action is None or action[0] != _("Undo"):
            return action
        deed = Deed(told.rstrip("."), action[1])
        self.deeds.did(deed)
        return action[0], lambda: self._take_back(deed)

    def forget(self) -> None:
        """The vault is about to be locked."""
        self.deeds = Deeds()

    @property
    def next(self) -> "Action | None":
        """What Ctrl+Z would take back, named, and how."""
        if not self.deeds.done:
            return None
        return _("Undo: {what}").format(what=self.deeds.done[-1].what), self.undo

    def undo(self) -> None:
        if self._busy:
            return
        if self.deeds.done:
            self._take_back(self.deeds.done[-1])
        else:
            self._say(_("There is nothing to undo."), None)

    def redo(self) -> None:
        if self._busy:
            return
        if self.deeds.undone:
            self._do_again(self.deeds.undone[-1])
        else:
            self._say(_("There is nothing to do again."), None)

    def _take_back(self, deed: Deed) -> None:
        if deed not in self.deeds.done or self._busy:
            return
        self.deeds.drop(deed)
        if not isinstance(deed.back, WayBack):
            self._say(_("Undo: {what}").format(what=deed.what), None)
            deed.back()
            return

        def done(forward: WayBack) -> None:
            self._busy = False
            again = Deed(deed.what, forward)
            self.deeds.undone.append(again)
            self._say(_("Undone: {what}").format(what=deed.what), (_("Redo"), lambda: self._do_again(again)))

        self._go(deed.back, done)

    def _do_again(self, deed: Deed) -> None:
        if deed not in self.deeds.undone or self._busy or not isinstance(deed.back, WayBack):
            return
        self.deeds.drop(deed)

        def done(back: WayBack) -> None:
            self._busy = False
            again = Deed(deed.what, back)
            self.deeds.done.append(again)
            told = _("Done again: {what}").format(what=deed.what)
            self._say(told, (_("Undo again"), lambda: self._take_back(again)))

        self._go(deed.back, done)

    def _go(self, back: WayBack, done: Callable[[WayBack], object]) -> None:
        def failed(error: OutreachError) -> None:
            self._busy = False
            self._refuse(error)

        self._busy = True
        back.go(done, failed)


class FieldsFirst(QObject):
    """A field in which something was typed keeps Ctrl+Z and its likes; one that has nothing to undo lets them
    through to the window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
        if not (undo or redo) or watched is not QApplication.focusWidget() or has_typed(watched, redo=redo):
            return False
        event.ignore()
        return True


def has_typed(widget: QObject, *, redo: bool) -> bool:
    """Whether a field has something of its own to undo, or to do again."""
    match widget:
        case QSpinBox():
            return has_typed(widget.lineEdit(), redo=redo)
        case QComboBox():
            line = widget.lineEdit()
            return line is not None and has_typed(line, redo=redo)
        case QLineEdit():
            return not widget.isReadOnly() and (widget.isRedoAvailable() if redo else widget.isUndoAvailable())
        case QPlainTextEdit() | QTextEdit():
            held = widget.document()
            return not widget.isReadOnly() and (held.isRedoAvailable() if redo else held.isUndoAvailable())
    return False
