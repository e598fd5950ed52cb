"""The note as it will come out of the printer, drawn anew a moment after the last key."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from outreach_app.domain.note_plan import MOST_PAGES, Template
from outreach_app.domain.notes import NoteSource
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, ngettext
from outreach_app.notes.glyphs import told
from outreach_app.ui.desk import Desk
from outreach_app.ui.note.paper import Paper, pages, paper
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, Text, column, row
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.ui.widgets.marks import Badge, Mark
from outreach_app.ui.widgets.told import told_as

REST_MS = 30
"""Keys that come closer together are drawn together; while one drawing is made, the next waits anyway."""
GAP = 14
A4_WIDTH_INCHES = 8.27
ZOOMS = (1.0, 1.25, 1.5, 2.0)


class _Sheet(QWidget):
    """One page, white in light and in dark: it is paper."""

    def __init__(self, image: QImage, place: str) -> None:
        super().__init__()
        self._image = image
        self.setAccessibleName(place)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self._image.deviceIndependentSize().toSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self._image)
        painter.setPen(QPen(QColor(theme().tokens.line), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


@told_as(QAccessible.Role.Document)
class _Pages(QScrollArea):
    """Walked through with the arrows."""


class Notice(QWidget):
    """A line above the paper about what it shows; away where there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Text("", "small", wraps=True)
        self.setLayout(row(Mark("triangle-alert", "amber", 16), self._words, gap=Space.S, margins=(12, 6, 12, 6)))
        self.hide()

    def say(self, words: str) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))


class Preview(QFrame):
    """Asks for one drawing at a time; while one is made, only the latest wish is remembered."""

    def __init__(self, desk: Desk, languages: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._wish: tuple[NoteSource, Template, str] | None = None
        self._drawing = False
        self._zoom = 0
        self._sheets: list[_Sheet] = []
        self.paper: Paper | None = None
        """What is shown now."""
        self.setProperty("look", "card")
        self._badge = Badge(_("Up to date"), "green", "check")
        self._pages = Text("", "small", "text2")
        self._scroll = _Pages()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(_("Preview of the note"))
        self._ground = QWidget()
        self._list = column(gap=GAP, margins=GAP)
        self._list.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._ground.setLayout(self._list)
        self._scroll.setWidget(self._ground)
        out = IconButton("zoom-out", _("Smaller"), lambda: self._set_zoom(-1))
        into = IconButton("zoom-in", _("Larger"), lambda: self._set_zoom(1))
        head = row(languages, self._badge, None, self._pages, out, into, gap=Space.S, margins=(12, 6, 10, 6))
        self._signs = Notice()
        self.setLayout(column(head, Rule(), self._signs, self._scroll, gap=0, margins=1))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._draw)
        self._refit = QTimer(self)
        self._refit.setSingleShot(True)
        self._refit.setInterval(120)
        self._refit.timeout.connect(self._draw)

    def show_note(self, source: NoteSource, template: Template, language: str, *, at_once: bool = False) -> None:
        """Draws this note after a rest, or at once."""
        self._wish = source, template, language
        self._badge.show_text(_("Updating …"), "plain", "refresh-cw")
        if at_once:
            self._draw()
        else:
            self._rest.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wish is not None and event.size().width() != event.oldSize().width():
            self._refit.start()

    def _draw(self) -> None:
        if self._wish is None or self._drawing:
            return  # the drawing at hand looks again when it is done
        self._drawing = True
        wish, dots = self._wish, self._dots()

        def work() -> tuple[Paper, list[QImage]]:
            made = paper(*wish)
            return made, pages(made.content, dots)

        self._desk.background.run_outside(
            work, owner=self, done=lambda made: self._show(wish, *made), failed=self._refused
        )

    def _show(self, wish: tuple[NoteSource, Template, str], made: Paper, images: Sequence[QImage]) -> None:
        self._drawing = False
        if wish is not self._wish:
            self._draw()
            return
        self.paper = made
        at = self._scroll.verticalScrollBar().value()
        for old in self._sheets:
            old.hide()
            old.deleteLater()
        self._sheets = []
        for n, image in enumerate(images, 1):
            image.setDevicePixelRatio(self.devicePixelRatioF())
            sheet = _Sheet(image, _("Page {n} of {all}").format(n=n, all=len(images)))
            self._sheets.append(sheet)
            self._list.addWidget(sheet, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._ground.adjustSize()
        self._scroll.verticalScrollBar().setValue(at)
        self._signs.say(" ".join(words for words in (told(made.unprintable), _stray(made.stray)) if words))
        self._tell_pages(len(images), wish[1])
        self._badge.show_text(_("Up to date"), "green", "check")

    def _tell_pages(self, n: int, template: Template) -> None:
        """A reader has time for two; annexes are on them too."""
        counted = ngettext("{n} page", "{n} pages", n)
        over = template != "bundel" and n > MOST_PAGES
        self._pages.setText(
            _("{pages}, {most} at most").format(pages=counted, most=MOST_PAGES) if over else counted
        )
        self._pages.set_tone("amber" if over else "text2")

    def _refused(self, error: OutreachError) -> None:
        self._drawing = False
        self._badge.show_text(_("Not up to date"), "amber", "circle-alert")
        self._badge.setToolTip(f"{error} {error.what_now}")

    def _set_zoom(self, by: int) -> None:
        self._zoom = min(max(self._zoom + by, 0), len(ZOOMS) - 1)
        self._draw()

    def _dots(self) -> float:
        """Dots per inch at which a page is as wide as the preview, times the zoom."""
        width = self.width() - 2 * GAP - 18
        return max(width, 200) / A4_WIDTH_INCHES * ZOOMS[self._zoom] * self.devicePixelRatioF()


def _stray(figures: Sequence[str]) -> str:
    if not figures:
        return ""
    words = _(
        "Typed among the facts, and no frozen figure, date or cost: {figures}. With them the note does not leave: "
        "take them out, or add them as evidence of others, with its source."
    )
    return words.format(figures=", ".join(figures))
