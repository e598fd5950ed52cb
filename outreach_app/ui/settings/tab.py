"""What the tabs of Settings share: cards below each other, no wider than a line that reads well."""

from PySide6.QtWidgets import QWidget

from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import column, row
from outreach_app.ui.widgets.scroll import Scroll

WIDTH = 760


class SettingsTab(QWidget):
    """Add to `body`; it scrolls where it is taller than the page."""

    def __init__(self) -> None:
        super().__init__()
        self.body = column(gap=Space.L)
        self._inner = QWidget()
        self._inner.setLayout(column(self.body, None))
        around = QWidget()
        line = row(gap=0)
        line.addWidget(self._inner, 10)
        line.addStretch(1)
        around.setLayout(line)
        self.setLayout(column(Scroll(around)))
        self._size()
        theme().changed.connect(self._size)

    def arrive(self) -> None:
        """Shown, or shown again: read what may have changed."""

    def _size(self) -> None:
        self._inner.setMaximumWidth(theme().px(WIDTH))
