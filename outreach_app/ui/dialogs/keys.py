"""The keys of the window by where they work, with a line to search in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from outreach_app.i18n import _
from outreach_app.ui import shortcuts
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.dialogs.order import tab_through
from outreach_app.ui.shortcuts import Key
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.ui.widgets.search_box import SearchBox


class KeysDialog(Dialog):
    WIDTH = 600
    HIGH = 400

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Keys"), "", _("Close"), self.accept)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel.hide()
        self.search = SearchBox(_("Search in the keys"))
        self.search.textChanged.connect(self.show_only)
        self._groups = [_Group(name) for name in shortcuts.GROUPS]
        self._nothing = Text(_("No key does that."), "body", "text2")
        self._nothing.hide()
        inner = QWidget()
        inner.setLayout(column(self._nothing, *self._groups, None, gap=Space.L))
        scroll = Scroll(inner, margins=(2, 2, 14, 2))
        scroll.setFixedHeight(min(theme().px(self.HIGH), parent.window().height() - theme().px(240)))
        scroll.walk_as(_("Keys"))
        self.body.addWidget(self.search)
        self.body.addWidget(scroll)
        self.print = Button(_("Print …"), "secondary", "printer", self._print)
        self.buttons.insertWidget(0, self.print)
        tab_through(self.buttons)
        self.search.setFocus()

    def _print(self) -> None:
        from outreach_app.ui.help.printing import print_keys  # which a start need not wait for

        print_keys(self)

    def show_only(self, text: str) -> None:
        """The keys whose name or deed holds every word that is typed."""
        words = text.casefold().split()
        found = [group.show_only(words) for group in self._groups]
        self._nothing.setVisible(not any(found))


class _Group(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setColumnMinimumWidth(0, theme().px(176))
        grid.setColumnStretch(1, 1)
        self._lines = []
        for n, key in enumerate(each for each in shortcuts.every_key() if each.group == name):
            line = _Line(key)
            grid.addWidget(line.keys, n, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(line.what, n, 1)
            self._lines.append(line)
        whole = column(Text(_(name), "heading"), gap=Space.S)
        whole.addLayout(grid)
        self.setLayout(whole)

    def show_only(self, words: list[str]) -> bool:
        """Whether anything is left."""
        found = [line.show_if(words) for line in self._lines]
        self.setVisible(any(found))
        return any(found)


class _Line:
    def __init__(self, key: Key) -> None:
        self.keys, self.what = Text(shortcuts.told(key), "label"), Text(_(key.what), "body", "text2", wraps=True)
        self._words = f"{self.keys.text()} {self.what.text()} {_(key.group)}".casefold()

    def show_if(self, words: list[str]) -> bool:
        fits = all(word in self._words for word in words)
        self.keys.setVisible(fits)
        self.what.setVisible(fits)
        return fits
