"""In which order a dialog's verbs stand: where the desktop's own dialogs have them."""

from itertools import pairwise

from PySide6.QtWidgets import QApplication, QDialogButtonBox, QHBoxLayout, QStyle, QWidget

from outreach_app.ui.widgets.basics import row

FIRST_IS_LAST = (QDialogButtonBox.ButtonLayout.MacLayout, QDialogButtonBox.ButtonLayout.GnomeLayout)
"""There the verb that goes on stands at the right end; on Windows and KDE, before the others."""


def tab_through(line: QHBoxLayout) -> None:
    """Tab goes through what stands in a line as it is read."""
    items = (line.itemAt(n) for n in range(line.count()))
    buttons = [widget for item in items if item is not None and (widget := item.widget()) is not None]
    for before, after in pairwise(buttons):
        QWidget.setTabOrder(before, after)


def verbs(*buttons: QWidget) -> QHBoxLayout:
    """The one that goes on first, the one that changes nothing last."""
    hint = QApplication.style().styleHint(QStyle.StyleHint.SH_DialogButtonLayout)
    ordered = buttons[::-1] if QDialogButtonBox.ButtonLayout(hint) in FIRST_IS_LAST else buttons
    return row(None, *ordered)
