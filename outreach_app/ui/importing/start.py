"""Before a file is chosen: what comes in here, and what came in before."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.store.import_undo import PastImport
from outreach_app.ui.importing.earlier import EarlierCard
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import column
from outreach_app.ui.widgets.messages import EmptyState


class Start(QWidget):
    """Takes the focus on the button that chooses a file."""

    def __init__(
        self, ask_file: Callable[[], object], undo: Callable[[PastImport], object], *, readonly: bool
    ) -> None:
        super().__init__()
        self.invitation = EmptyState(
            "table-2",
            _("Rounds, spots, organisations or figures of areas in a spreadsheet come in here."),
            _(
                "CSV, Excel (.xlsx) or JSON. Before anything is written you see what was recognised and which"
                " rows would be refused, and why. The file stays where it is."
            ),
            None if readonly else (_("Choose a file …"), ask_file),
        )
        self.earlier = EarlierCard(undo, readonly=readonly)
        start = column(gap=Space.L)
        start.addWidget(self.invitation, 1)
        start.addWidget(self.earlier)
        self.setLayout(start)
        self.setFocusProxy(self.invitation.button or self.invitation)
