"""Tab order where things come and go: Qt puts what is made last at the end, wherever it stands on the page.

Only widgets that take the focus themselves can be moved: Qt leaves behind those that pass it on to a part of
themselves, and goes through them a second time.
"""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget


def focusable(whole: QWidget) -> list[QWidget]:
    """What Tab reaches inside `whole`, in its order now."""
    inside = (each for each in _chain(whole) if whole.isAncestorOf(each))
    return [each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus]


def focus_within(whole: QWidget) -> int:
    """At which stop of Tab the focus is, among those that are shown; -1 where it is at none."""
    stops: list[QWidget | None] = [*_shown(whole)]
    focused = QApplication.focusWidget()
    return stops.index(focused) if focused in stops else -1


def give_focus(whole: QWidget, stop: int) -> None:
    """To the stop of Tab that `focus_within` told of a page of the same build."""
    stops = _shown(whole)
    if 0 <= stop < len(stops):
        stops[stop].setFocus(Qt.FocusReason.OtherFocusReason)


def _shown(whole: QWidget) -> list[QWidget]:
    return [each for each in focusable(whole) if each.isVisibleTo(whole)]


def tab_before(widget: QWidget, *earlier: QWidget) -> None:
    """Puts these, in this order, just before `widget`."""
    _put_after(_ahead_of(widget, earlier), *earlier)


def tab_after(whole: QWidget, *later: QWidget) -> None:
    """Puts these, in this order, after everything inside `whole`."""
    inside = focusable(whole)
    _put_after(inside[-1] if inside else None, *later)


def pass_focus_on(whole: QWidget, target: QWidget) -> None:
    """Who gives `whole` the focus gives it to a part of it. Unlike a proxy this leaves Tab alone: it would go from
    before `whole` to the part at once, past all that stands between."""
    whole.installEventFilter(_Passing(whole, target))


class _Passing(QObject):
    def __init__(self, whole: QWidget, target: QWidget) -> None:
        super().__init__(whole)
        self._target = target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._target.setFocus()
            return True
        return False


def _put_after(before: QWidget | None, *widgets: QWidget) -> None:
    if before is not None:
        for each in widgets:
            QWidget.setTabOrder(before, each)
            before = each


def _ahead_of(widget: QWidget, apart_from: tuple[QWidget, ...]) -> QWidget | None:
    """The nearest one before that can be an anchor: Qt ignores those that take no focus."""
    found = None
    for each in _chain(widget):
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each not in apart_from:
            found = each
    return found


def _chain(start: QWidget) -> Iterator[QWidget]:
    """Everything after `start`, once around."""
    each = start.nextInFocusChain()
    while each is not None and each is not start:
        yield each
        each = each.nextInFocusChain()
