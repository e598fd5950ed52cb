"""A label above, the editor, and below it what is wrong, in words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from outreach_app.i18n import _
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, keep_if, row
from outreach_app.ui.widgets.marks import Mark


class Field(QWidget):
    """An editor with its label. `required` is marked in words; `hint` helps while nothing is wrong."""

    def __init__(
        self, label: str, editor: QWidget, *, required: bool = False, hint: str = "", aside: QWidget | None = None
    ) -> None:
        super().__init__()
        self.editor = editor
        self._label = Text(label, "label")
        self._label.setBuddy(_focusable(editor))
        keep_if(bool(label), self._label)
        self._required = Text(_("required"), "small", "text3")
        keep_if(required, self._required)
        self._hint = Text(hint, "small", "text3", wraps=True)
        keep_if(bool(hint), self._hint)
        self._error = QWidget()
        self._words = Text("", "small", "red", wraps=True)
        said = row(gap=5)
        said.addWidget(Mark("circle-alert", "red", 15), alignment=Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._words, 1)
        self._error.setLayout(said)
        self._error.hide()
        head = row(self._label, self._required, None, gap=6)
        if aside is not None:
            head.addWidget(aside)
        self._below = row(gap=Space.M)
        self._below.addWidget(self._hint, 1)
        self.setLayout(column(head, editor, self._error, self._below, gap=5))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        focusable = _focusable(editor)
        if not focusable.accessibleName():
            focusable.setAccessibleName(label)
        if hint and not focusable.accessibleDescription():
            focusable.setAccessibleDescription(hint)

    def set_error(self, words: str = "") -> None:
        """Shows what is wrong; empty text when nothing is."""
        self._words.setText(words)
        self._error.setVisible(bool(words))
        self._hint.setVisible(bool(self._hint.text()) and not words)
        mark = getattr(self.editor, "set_wrong", None)
        if mark is not None:
            mark(bool(words))
        _focusable(self.editor).setAccessibleDescription(words or self._hint.text())

    def error(self) -> str:
        return self._words.text()

    def set_hint(self, words: str, tone: str = "text3") -> None:
        self._hint.setText(words)
        self._hint.set_tone(tone)
        self._hint.setVisible(bool(words) and not self.error())
        if not self.error():
            _focusable(self.editor).setAccessibleDescription(words)

    def put_beside_hint(self, widget: QWidget) -> None:
        """What can be done about what the hint says."""
        self._below.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)


def _focusable(editor: QWidget) -> QWidget:
    return editor.focusProxy() or editor
