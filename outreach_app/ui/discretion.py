"""Free text that seems to point at one person: marked while it is typed, with the reason, and a key that takes it
out. Warns, never blocks."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from outreach_app.domain import norms
from outreach_app.domain.fields import Field as Described
from outreach_app.domain.fields import Kind
from outreach_app.domain.first_names import NOBODY, Known
from outreach_app.domain.records import (
    Acquaintance,
    Area,
    ContactPerson,
    Offer,
    Organisation,
    Record,
    Spot,
    Worker,
)
from outreach_app.i18n import _, number
from outreach_app.ui.background import Background
from outreach_app.ui.help.topics import PRIVACY, TOPIC
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.picker import TokenPicker
from outreach_app.ui.widgets.underline import Underline, in_qt

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TAKE_OUT = Qt.Key.Key_F8
AT_ONCE = 10_000
"""A longer text is looked through in the first pause, so that typing never waits for it."""
PAUSE_MS = 250
NAMED: set[type[Record]] = {Area, ContactPerson, Organisation, Spot, Worker}
"""Whose names may stand anywhere: none of them is a young person's."""

OF_PEOPLE: set[type[Record]] = {Acquaintance, ContactPerson, Offer, Organisation, Worker}
"""Records in which names, telephone numbers and addresses have a place of their own."""

_known = [NOBODY]


class KnownNames(QObject):
    """Keeps the names that may be written, as long as the vault is open."""

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        background.records_changed.connect(self._written)
        self.read()

    def read(self) -> None:
        from outreach_app.store.naming import names_in_use  # the window stands before the store is loaded

        def ask(session: "Session") -> list[str]:
            return names_in_use(session, NAMED)

        self._background.read(ask, owner=self, done=know)

    def _written(self, written: set[type[Record]]) -> None:
        if NAMED & written:
            self.read()


def know(names: Iterable[str]) -> None:
    """From now on these names are nobody's in particular; none of them, once the vault is locked."""
    _known[0] = Known(names)


class Watch(QObject):
    """Looks at what is typed in one field, in a line or several, or at what is typed new among others.

    `names=False` where people are named on purpose; `long` is the length from which a text is said to be long.
    """

    def __init__(
        self, field: Field, editor: QWidget, hint: str = "", *, names: bool = True, long: int = 0
    ) -> None:
        super().__init__(editor)
        self._tokens = editor if isinstance(editor, TokenPicker) else None
        line = editor.focusProxy() if isinstance(editor, TokenPicker) else editor
        assert isinstance(line, QLineEdit | QPlainTextEdit)
        self._field, self._line, self._hint, self._names, self._long = field, line, hint, names, long
        self._underline = Underline(line)
        self._found: list[norms.Finding] = []
        self._button = Button(_("Take it out (F8)"), "link", pressed=self.take_out)
        self._button.hide()
        field.put_beside_hint(self._button)
        QWidget.setTabOrder(line, self._button)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        line.installEventFilter(self)
        line.textChanged.connect(self._changed)
        if self._tokens is not None:
            self._tokens.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Marks what is found, and says why below the field."""
        self._pause.stop()
        text = self._text()
        self._found = self._findings(text)
        self._underline.show_spans(text, [(finding.start, finding.end) for finding in self._found])
        everything = [*self._found, *(finding for token in self._typed() for finding in self._findings(token))]
        self._button.setVisible(bool(everything))
        self._line.setProperty(TOPIC, PRIVACY if everything else "")
        words = [_pointed_at(everything)] if everything else []
        if self._long and len(text) >= self._long:
            words.append(
                _("{n} characters: a few words are enough. Nothing is cut off.").format(n=number(len(text)))
            )
        self._field.set_hint(" ".join(words) or self._hint, "amber" if words else "text3")

    def take_out(self) -> None:
        """Puts a neutral word in the place of what the cursor stands in or behind, or of the first thing found."""
        if self._found:
            at = self._cursor()
            before = [each for each in self._found if in_qt(self._text(), each.start) <= at]
            self._replace((before or self._found)[-1 if before else 0])
            return
        for token in self._typed():
            for finding in self._findings(token)[:1]:
                assert self._tokens is not None
                neutral = token[: finding.start] + _(norms.INSTEAD[finding.kind]) + token[finding.end :]
                self._tokens.retype(token, neutral)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == TAKE_OUT:
            self.take_out()
            return True
        return False

    def _findings(self, text: str) -> list[norms.Finding]:
        found = norms.find(text, _known[0])
        return found if self._names else [finding for finding in found if finding.kind != "name"]

    def _changed(self) -> None:
        if len(self._text()) > AT_ONCE:
            self._pause.start()
        else:
            self.look()

    def _text(self) -> str:
        return self._line.text() if isinstance(self._line, QLineEdit) else self._line.toPlainText()

    def _typed(self) -> Sequence[str]:
        return self._tokens.typed() if self._tokens is not None else ()

    def _cursor(self) -> int:
        line = self._line
        return line.cursorPosition() if isinstance(line, QLineEdit) else line.textCursor().position()

    def _replace(self, finding: norms.Finding) -> None:
        """As if it were typed, so that Ctrl+Z brings it back."""
        text, neutral = self._text(), _(norms.INSTEAD[finding.kind])
        start, end = in_qt(text, finding.start), in_qt(text, finding.end)
        if isinstance(self._line, QLineEdit):
            self._line.setSelection(start, end - start)
            self._line.insert(neutral)
            return
        cursor = self._line.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(neutral)
        self._line.setTextCursor(cursor)


def watch_field(record: type[Record], described: Described, field: Field, editor: QWidget) -> Watch | None:
    """Watches an editor of a form, if what is typed there is free text."""
    free = described.kind in (Kind.TEXT, Kind.LINES) and isinstance(editor, QLineEdit | QPlainTextEdit)
    of_people = record in OF_PEOPLE
    if not free or (of_people and not described.multiline):
        return None
    return Watch(field, editor, _(described.hint), names=not of_people)


def _pointed_at(found: Iterable[norms.Finding]) -> str:
    kinds = ", ".join(dict.fromkeys(_(norms.LABELS[finding.kind]).lower() for finding in found))
    return _("This may point at one person ({kinds}). Leave it out.").format(kinds=kinds)
