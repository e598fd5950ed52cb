"""The help at the right of the window: what stands here, and a list of everything one can read about."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStackedWidget, QWidget

from outreach_app.i18n import _
from outreach_app.ui.help import topics
from outreach_app.ui.help.reading import Reading
from outreach_app.ui.widgets.basics import Rule, Text, column, row
from outreach_app.ui.widgets.buttons import Button, IconButton
from outreach_app.ui.widgets.search_box import SearchBox


class HelpPane(QFrame):
    closed = QtSignal()
    keys_wanted = QtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "aside")
        self.setAccessibleName(_("Help"))
        self.topic = ""
        self._found: list[topics.Topic] = []
        self.search = SearchBox(_("Search in the help"))
        self.reading = Reading()
        self._all = IconButton("list", _("All topics"), self.show_all)
        self._close = IconButton("x", _("Close the help (Esc)"), self.closed.emit)
        self._titles = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self._titles)
        self.list.setAccessibleName(_("Topics"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._nothing = Text(_("Nothing in the help has these words."), "body", "text2", wraps=True)
        listed = QWidget()
        listed.setLayout(column(self._nothing, self.list, margins=(16, 4, 16, 4)))
        self._stack = QStackedWidget()
        for part in (self.reading, listed):
            self._stack.addWidget(part)
        self._listed = listed
        head = row(Text(_("Help"), "heading"), None, self._all, self._close, margins=(22, 12, 10, 0))
        keys = Button(_("All keys (Shift+F1)"), "link", pressed=self.keys_wanted.emit)
        whole = column(head, column(self.search, margins=(22, 6, 16, 8)), gap=0)
        whole.addWidget(self._stack, 1)
        whole.addWidget(Rule())
        whole.addLayout(row(keys, None, margins=(14, 6, 14, 8)))
        self.setLayout(whole)
        self._connect()

    def show_topic(self, name: str) -> None:
        self.topic = name
        self.search.clear()
        self.reading.show_topic(topics.topic(name))
        self._stack.setCurrentWidget(self.reading)

    def show_all(self) -> None:
        self._list("")
        self.list.setFocus()

    def focus(self) -> None:
        """Where it can be read with the arrow keys."""
        (self.reading if self._stack.currentWidget() is self.reading else self.search).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self._open(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(lambda: self._open(self._titles.index(0)))
        self.search.left_down.connect(self.list.setFocus)
        self.list.clicked.connect(self._open)
        self.reading.wanted.connect(self._follow)

    def _follow(self, name: str) -> None:
        self.show_topic(name)
        self.focus()

    def _typed(self, text: str) -> None:
        if text:
            self._list(text)
        else:
            self._stack.setCurrentWidget(self.reading)

    def _list(self, text: str) -> None:
        self._found = topics.search(text)
        self._titles.setStringList([each.title for each in self._found])
        self.list.setVisible(bool(self._found))
        self._nothing.setVisible(not self._found)
        if self._found:
            self.list.setCurrentIndex(self._titles.index(0))
        self._stack.setCurrentWidget(self._listed)

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.isValid() and index.row() < len(self._found):
            self._follow(self._found[index.row()].name)
