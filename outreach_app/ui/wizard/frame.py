"""What the first start looks like: a rail at the left, one step at the right, the way on and back at its foot."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFileDialog, QScrollArea, QWidget

from outreach_app.i18n import _
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.messages import MessageBar
from outreach_app.ui.wizard.rail import Rail

WIDTH, WIDEST = 620, 780


class _OneByOne(QWidget):
    """As high as what it shows: a QStackedWidget would be as high as the highest of all."""

    def __init__(self) -> None:
        super().__init__()
        self._room = column()
        self.setLayout(self._room)
        self.shown: QWidget | None = None

    def add(self, part: QWidget) -> None:
        part.hide()
        self._room.addWidget(part)

    def show_one(self, part: QWidget) -> None:
        if self.shown is not None:
            self.shown.hide()
        self.shown = part
        part.show()


class Frame(QWidget):
    vault_chosen = QtSignal(object)
    """The folder of a vault that exists."""

    def __init__(self, vault: Path) -> None:
        super().__init__()
        self._vault = vault
        self.setProperty("look", "page")
        self.messages = MessageBar()
        self.rail, self.stack = Rail(), _OneByOne()
        self.back = Button(_("Back"), "quiet", "arrow-left")
        self.existing = Button(_("Open an existing vault …"), "link", pressed=self._choose_existing)
        self.next = Button(_("Continue"), "primary", "arrow-right")
        self.count = Text("", "small", "text3")
        inner = column(self.count, self.messages, gap=10)
        inner.addWidget(self.stack, 1)
        self._page = QWidget()
        self._page.setProperty("look", "plain")
        self._page.setLayout(inner)
        middle = QWidget()
        middle.setLayout(row(None, self._page, None, margins=(24, 40, 24, 8)))
        self._scroll = QScrollArea()
        self._scroll.setWidget(middle)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._footer = QWidget()
        self._footer.setLayout(row(self.back, self.existing, None, self.next))
        right = column(gap=0, margins=(0, 0, 0, 28))
        right.addWidget(self._scroll, 1)
        right.addLayout(row(None, self._footer, None, margins=(24, 8, 24, 0)))
        outer = row(self.rail, gap=0)
        outer.addLayout(right, 1)
        self.setLayout(outer)
        self._size()
        theme().changed.connect(self._size)

    def show_step(self, step: QWidget) -> None:
        """From its top."""
        self.stack.show_one(step)
        self._to_top()

    def _to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    def _choose_existing(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the vault"), str(self._vault.parent))
        if chosen:
            self.vault_chosen.emit(Path(chosen))

    def _size(self) -> None:
        for part in (self._page, self._footer):
            part.setFixedWidth(min(theme().px(WIDTH), WIDEST))
