"""Short lists in cards, made anew when they are shown."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.ui.widgets.basics import Rule, Text, column, empty, row
from outreach_app.ui.widgets.marks import Mark


class Lines(QWidget):
    """Lines below each other; `none` is said where there are none."""

    def __init__(self, none: str) -> None:
        super().__init__()
        self._none = none
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.setLayout(self._lines)

    def show_lines(self, lines: Sequence[QWidget]) -> None:
        empty(self._lines)
        for position, line in enumerate(lines):
            if position:
                self._lines.addWidget(Rule())
            self._lines.addWidget(line)
        if not lines:
            self._lines.addWidget(Text(self._none, "body", "text2", wraps=True))


def line(icon: str, title: str, detail: str, *at_the_end: QWidget) -> QWidget:
    """A mark, two texts, and what can be done about it."""
    widget = QWidget()
    across = row(Mark(icon, "text2", 18), gap=12)
    texts = column(Text(title, "label", wraps=True), gap=1)
    if detail:
        texts.addWidget(Text(detail, "small", "text2", wraps=True))
    across.addLayout(texts, 1)
    for one in at_the_end:
        across.addWidget(one)
    widget.setLayout(across)
    return widget
