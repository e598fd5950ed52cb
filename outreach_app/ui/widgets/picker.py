"""Fields that find while typing: one of many, or several of many. What was typed is never dropped."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from outreach_app.i18n import _
from outreach_app.ui.theme import restyle
from outreach_app.ui.widgets.basics import column, empty
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.ui.widgets.chips import removable
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.inputs import PRIVATE
from outreach_app.ui.widgets.option import Option, folded, matching
from outreach_app.ui.widgets.suggestions import Suggestions

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Picker(QLineEdit):
    """One of many. With `new`, a text that matches nothing may be taken as a new one.

    `taken` says that a person settled on something; `chosen` is its code, and `typed` what was typed for a new one
    or matches nothing.
    """

    taken = QtSignal()

    def __init__(self, name: str, placeholder: str = "", *, new: bool = False) -> None:
        super().__init__()
        self.setInputMethodHints(PRIVATE)
        self._new = new
        self._options: Sequence[Option] = ()
        self._chosen: Option | None = None
        self._list = Suggestions(self)
        self._list.taken.connect(self._take)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._edited)
        self._arrow = IconButton("chevron-down", _("Show all"), self._toggle, inner=True)
        self._arrow.setParent(self)
        self._arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextMargins(0, 0, 24, 0)

    def offer(self, options: Iterable[Option]) -> None:
        """What there is to choose from; what was chosen stays chosen."""
        self._options = list(options)
        if self._chosen is not None:
            self.choose(self._chosen.code)

    def chosen(self) -> str:
        """The code of what was chosen; empty where nothing was, or something new was typed."""
        return self._chosen.code if self._chosen else ""

    def typed(self) -> str:
        """Text that is none of the options."""
        return "" if self._chosen else self.text().strip()

    def choose(self, code: str, label: str = "") -> None:
        """Silently. A code that is not on offer is shown by `label`, or as it is."""
        known = next((option for option in self._options if option.code == code), None)
        self._chosen = known or (Option(code, label or code) if code else None)
        self.setText(self._chosen.label if self._chosen else "")
        self.setCursorPosition(0)

    def type_in(self, text: str) -> None:
        """Silently puts a text there that was typed before (a draft)."""
        self._chosen = None
        self.setText(text)

    def set_wrong(self, wrong: bool) -> None:
        self.setProperty("wrong", wrong)
        restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, is_open = event.key(), self._list.isVisible()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers():
            if is_open:
                self._list.move_mark(1 if key == Qt.Key.Key_Down else -1)
            else:
                self._open("" if self._chosen else self.text())
        elif key in ENTER and is_open and not event.modifiers():
            self._settle()
        elif key == Qt.Key.Key_Escape and is_open:
            self._list.hide()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self._settle()
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._recognise()
            self._list.hide()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self._list.isVisible() and not self.text():
            self._open("")

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height() - 8
        self._arrow.setGeometry(QRect(self.width() - side - 4, 4, side, side))

    def _edited(self, text: str) -> None:
        self._chosen = None
        self._open(text)

    def _open(self, text: str) -> None:
        found: list[Option] = matching(self._options, text)
        clean = text.strip()
        exact = any(folded(option.label) == folded(clean) for option in found)
        if self._new and clean and not exact:
            found.append(Option("", _("Add “{name}”").format(name=clean), icon="plus"))
        self._list.open(found, first=bool(clean))
        marked = self._list.marked()
        self.setAccessibleDescription(marked.label if marked else "")

    def _toggle(self) -> None:
        self.setFocus()
        if self._list.isVisible():
            self._list.hide()
        else:
            self._open("")

    def _settle(self) -> None:
        """Takes what is marked in the open list, or what the text names exactly."""
        marked = self._list.marked()
        if marked is not None:
            self._take(marked)
        else:
            self._recognise()
        self._list.hide()

    def _recognise(self) -> None:
        if self._chosen is None and self.text().strip():
            named = [option for option in self._options if folded(option.label) == folded(self.text())]
            if len(named) == 1:
                self._take(named[0])

    def _take(self, option: Option) -> None:
        self._list.hide()
        if option.code:
            self.choose(option.code, option.label)
        self.taken.emit()


class TokenPicker(QWidget):
    """Several of many, each removable. `changed` says that a person added or removed one."""

    changed = QtSignal()

    def __init__(self, name: str, placeholder: str = "", *, new: bool = False) -> None:
        super().__init__()
        self._options: dict[str, Option] = {}
        self._chosen: list[Option] = []
        self._tokens = QWidget()
        self._flow = Flow(gap=6)
        self._tokens.setLayout(self._flow)
        self._picker = _TokenInput(name, placeholder, new=new)
        self._picker.taken.connect(self._added)
        self._picker.emptied.connect(self._remove_last)
        self.setLayout(column(self._picker, self._tokens, gap=6))
        self.setFocusProxy(self._picker)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._tokens.hide()

    def offer(self, options: Iterable[Option]) -> None:
        self._options = {option.code: option for option in options}
        self._chosen = [self._options.get(option.code, option) for option in self._chosen]
        self._show()

    def chosen(self) -> list[str]:
        """Codes, in the order taken."""
        return [option.code for option in self._chosen if option.code]

    def typed(self) -> list[str]:
        """Names of new ones."""
        return [option.label for option in self._chosen if not option.code]

    def left_over(self) -> str:
        """What stands in the line and was not taken."""
        return self._picker.text().strip()

    def clear_line(self) -> None:
        """Silently empties the line, whatever stands in it."""
        self._picker.choose("")

    def choose(self, codes: Iterable[str], typed: Iterable[str] = ()) -> None:
        """Silently."""
        self._chosen = [self._options.get(code, Option(code, code)) for code in codes]
        self._chosen += [Option("", name) for name in typed]
        self._show()

    def retype(self, typed: str, instead: str) -> None:
        """Another wording of a new one; a person asked for it."""
        self._chosen = [
            Option("", instead) if not option.code and option.label == typed else option for option in self._chosen
        ]
        self._show()
        self.changed.emit()

    def set_wrong(self, wrong: bool) -> None:
        self._picker.set_wrong(wrong)

    def _added(self) -> None:
        code, name = self._picker.chosen(), self._picker.typed()
        if code:
            self._chosen.append(self._options[code])
        elif name:
            self._chosen.append(Option("", name))
        self._picker.choose("")
        self._show()
        self.changed.emit()

    def _remove(self, option: Option) -> None:
        self._chosen.remove(option)
        self._show()
        self._picker.setFocus()
        self.changed.emit()

    def _remove_last(self) -> None:
        if self._chosen:
            self._remove(self._chosen[-1])

    def _show(self) -> None:
        taken = {option.code for option in self._chosen}
        self._picker.offer(option for option in self._options.values() if option.code not in taken)
        empty(self._flow)
        before: QWidget = self._picker
        for option in self._chosen:
            token = removable(option.label, partial(self._remove, option))
            self._flow.addWidget(token)
            QWidget.setTabOrder(before, token)
            before = token
        self._tokens.setVisible(bool(self._chosen))
        self.updateGeometry()


class _TokenInput(Picker):
    """Backspace in an empty line takes the last token away."""

    emptied = QtSignal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
            return
        super().keyPressEvent(event)
