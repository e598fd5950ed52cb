"""The keys that work everywhere, on one page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from outreach_app.i18n import N_, _
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.locking.keys import LOCK, PANIC, PANIC_TOO
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text

HELP = "F1"
KEYS = (
    (
        N_("Locking"),
        (
            ((LOCK,), N_("Lock")),
            (
                (PANIC, PANIC_TOO),
                N_("Lock and hide the window at once. To come back, choose “Untitled” in the task bar."),
            ),
        ),
    ),
    (
        N_("Going somewhere"),
        (
            (("Ctrl+1 … Ctrl+9",), N_("The places at the left, from the top")),
            (("Ctrl+N",), N_("New round")),
            (("Ctrl+F",), N_("Search in the list")),
            (("Ctrl+,",), N_("Settings")),
            ((HELP,), N_("These keys")),
        ),
    ),
    (
        N_("Writing"),
        (
            (("Ctrl+Enter",), N_("Save")),
            (("Ctrl+Shift+Enter",), N_("Next spot of a round")),
            (("Alt+Enter",), N_("Another encounter at this spot")),
            (("Alt+1 … Alt+0",), N_("Life domains")),
            (("F4",), N_("Nobody there")),
            (("F8",), N_("Take out of the text what may point at one person")),
            (("Escape",), N_("Close the form; asks if something was typed")),
        ),
    ),
)


class KeysDialog(Dialog):
    WIDTH = 560

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Keys"), "", _("Close"), self.accept)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel.hide()
        for title, lines in KEYS:
            self.body.addWidget(Text(_(title), "heading"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(Space.L)
            grid.setColumnMinimumWidth(0, 180)
            grid.setColumnStretch(1, 1)
            for n, (keys, what) in enumerate(lines):
                grid.addWidget(Text(", ".join(keys), "label"), n, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(Text(_(what), "body", "text2", wraps=True), n, 1)
            self.body.addLayout(grid)
        self.button.setFocus()
