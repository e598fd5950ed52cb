"""In which order a dialog's verbs stand: where the desktop's own dialogs have them."""

from PySide6.QtWidgets import QApplication, QDialogButtonBox, QHBoxLayout, QStyle, QWidget

from outreach_app.ui.widgets.basics import row

FIRST_IS_LAST = (QDialogButtonBox.ButtonLayout.MacLayout, QDialogButtonBox.ButtonLayout.GnomeLayout)
"""There the verb that goes on stands at the right end; on Windows and KDE, before the others."""


def verbs(*buttons: QWidget) -> QHBoxLayout:
    """The one that goes on first, the one that changes nothing last."""
    hint = QApplication.style().styleHint(QStyle.StyleHint.SH_DialogButtonLayout)
    ordered = buttons[::-1] if QDialogButtonBox.ButtonLayout(hint) in FIRST_IS_LAST else buttons
    return row(None, *ordered)
