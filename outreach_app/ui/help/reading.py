"""One topic, set in the type of the window. Links in it lead to other topics and nowhere else."""

from PySide6.QtCore import QUrl
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser

from outreach_app.ui.help.topics import Topic
from outreach_app.ui.theme import theme

LINE = 138.0
"""Per cent of the type: somebody tired reads this."""
_LOOKS = {1: "title", 2: "heading", 3: "label"}
_ABOVE = {1: 4, 2: 18, 3: 12}


class Reading(QTextBrowser):
    wanted = QtSignal(str)
    """A topic that a link names."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "reading")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(lambda url: self.wanted.emit(QUrl(url).path()))
        self._topic: Topic | None = None
        theme().changed.connect(self._again)

    def show_topic(self, topic: Topic) -> None:
        self._topic = topic
        self.setAccessibleName(topic.title)
        self.document().setDefaultFont(theme().font("body"))
        self.document().setIndentWidth(theme().px(20))
        self.setMarkdown(topic.text)
        block = self.document().begin()
        while block.isValid():
            _set(QTextCursor(block))
            _set_pieces(block)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.to_top()

    def to_top(self) -> None:
        self.verticalScrollBar().setValue(0)

    def _again(self) -> None:
        if self._topic is not None:
            self.show_topic(self._topic)


def _set(cursor: QTextCursor) -> None:
    shape = QTextBlockFormat(cursor.blockFormat())
    level = shape.headingLevel()
    listed = cursor.currentList() is not None
    shape.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    shape.setTopMargin(theme().px(_ABOVE.get(level, 0)))
    shape.setBottomMargin(theme().px(4 if listed or level else 9))
    cursor.setBlockFormat(shape)
    if level:
        look: QFont = theme().font(_LOOKS[level])
        heading = QTextCharFormat()
        heading.setFont(look)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(heading)


def _set_pieces(block: QTextBlock) -> None:
    """What is bold has the weight of the type scale, what is to be typed lies on a ground."""
    pieces, at = [], block.begin()
    while not at.atEnd():
        pieces.append(at.fragment())
        at += 1
    for piece in pieces:
        old, new = piece.charFormat(), QTextCharFormat()
        if old.fontFixedPitch():
            new.setFont(theme().font("label"))
            new.setBackground(QColor(theme().tokens.sunken))
        elif old.fontWeight() >= QFont.Weight.Bold and not block.blockFormat().headingLevel():
            new.setFontWeight(QFont.Weight.DemiBold)
        if new.propertyCount():
            cursor = QTextCursor(block)
            cursor.setPosition(piece.position())
            cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(new)
