"""What one segment in quarantine says, change by change, for a coordinator to judge."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach_app.domain.values import abridged
from outreach_app.i18n import _, ngettext
from outreach_app.store.telling import Told
from outreach_app.sync.late import Inspected
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.dialogs.order import tab_through
from outreach_app.ui.team.people_card import when
from outreach_app.ui.team.quarantine_card import holds
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Badge
from outreach_app.ui.widgets.scroll import Scroll

MOST = 200
"""Changes shown; whoever sends more than that at once imported something."""
_LONGEST = 2_000


class InspectDialog(Dialog):
    """`accept_it` is called when every laptop is to take it in, `dismiss_it` when it is not to be listed here."""

    WIDTH = 620

    def __init__(
        self,
        parent: QWidget,
        found: Inspected,
        accept_it: Callable[[], object],
        dismiss_it: Callable[[], object],
    ) -> None:
        self._accept_it, self._dismiss_it = accept_it, dismiss_it
        work = found.work
        words = " · ".join(
            part
            for part in (work.author, _("written {when}").format(when=when(work.written_at)), holds(work))
            if part
        )
        super().__init__(parent, _("In quarantine"), words, _("Take it in"), self._act)
        self.cancel.set_text(_("Leave it there"))
        dismiss = Button(_("Dismiss"), "secondary", pressed=self._dismiss)
        dismiss.setAccessibleDescription(_("It counts nowhere, and is not listed on this laptop any more."))
        self.buttons.insertWidget(0, dismiss)
        tab_through(self.buttons)
        listed = column(gap=Space.M)
        for position, told in enumerate(found.told[:MOST]):
            if position:
                listed.addWidget(Rule())
            listed.addWidget(_change(told))
        if (left := len(found.told) - MOST) > 0:
            listed.addWidget(Text(ngettext("and {n} more change", "and {n} more changes", left), "small", "text2"))
        listed.addStretch(1)
        inner = QWidget()
        inner.setLayout(listed)
        scroll = Scroll(inner)
        scroll.setFixedHeight(theme().px(300))
        scroll.walk_as(_("What it says"))
        self.body.addWidget(scroll)
        self.body.addWidget(
            Text(_("Taken in, it counts on every laptop, as if it had come in time."), "small", "text2")
        )

    def _dismiss(self) -> None:
        self.accept()
        self._dismiss_it()

    def _act(self) -> None:
        self.accept()
        self._accept_it()


def _change(told: Told) -> QWidget:
    widget = QWidget()
    new = Badge(_("new"), "green", "plus") if told.new else Badge(_("changed"), "blue", "pencil")
    head = row(Text(told.kind, "label"), Text(told.title, "label", wraps=True), None, new, gap=8)
    head.setStretch(1, 1)
    lines = column(head, gap=4)
    for label, text in told.lines:
        name = Text(label, "small", "text2", wraps=True)
        name.setFixedWidth(theme().px(150))
        line = row(gap=12)
        line.addWidget(name, alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(Text(abridged(text, _LONGEST) or _("empty"), "body", wraps=True), 1)
        lines.addLayout(line)
    widget.setLayout(lines)
    return widget
