"""What may be taller than its place."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from outreach_app.ui.widgets.basics import column


class Scroll(QScrollArea):
    """Scrolls downward only, and brings what gets the focus into sight."""

    def __init__(self, content: QWidget, margins: int | tuple[int, int, int, int] = 0) -> None:
        super().__init__()
        self.content = QWidget()
        self.content.setProperty("look", "plain")
        self.content.setLayout(column(content, margins=margins))
        self.setWidget(self.content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.content.setAutoFillBackground(False)
        self.content.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def walk_as(self, name: str) -> None:
        """A stop of Tab where no field stands in it: the arrows scroll what is there to read."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setProperty("look", "walked")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.content and event.type() == QEvent.Type.Resize:
            self.setMinimumWidth(min(self.content.minimumSizeHint().width() + 14, 360))
        return super().eventFilter(watched, event)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.content.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, 40)
