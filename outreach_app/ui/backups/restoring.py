"""What putting back a backup changes, told before anything is changed."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from outreach_app.i18n import _, number
from outreach_app.store.comparing import Difference
from outreach_app.ui.backups.listed import moment
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text, row
from outreach_app.ui.widgets.marks import Mark
from outreach_app.workspace.restoring import Preview


class RestoreDialog(Dialog):
    """Shows a preview; `restore` is called when that is what the user wants. `aside`: nothing can be backed up."""

    def __init__(
        self, parent: QWidget, preview: Preview, restore: Callable[[], object], *, aside: bool = False
    ) -> None:
        self._restore = restore
        words = (
            _("Your vault becomes as it was on {date}. What is in its folder now is set aside, not deleted.")
            if aside
            else _("Your vault becomes as it was on {date}. It is backed up first, so that you can come back.")
        )
        super().__init__(
            parent, _("Restore a backup"), words.format(date=moment(preview.at)), _("Restore"), self._act
        )
        card = Card(SectionTitle(_("What changes")), gap=6, margins=16)
        for one in preview.kinds:
            card.body.addLayout(_line(one))
        if not preview.kinds:
            card.body.addWidget(Text(_("The records are the same."), "body", "text2"))
        self.body.addWidget(card)
        after = _("Sync pauses. Look around, then resume it: what you had sent since comes back from the team.")
        self.body.addWidget(Text(after, "body", wraps=True))
        if lost := preview.lost_lines():
            line = row(Mark("triangle-alert", "amber", 18), gap=10)
            said = Card(gap=4, margins=14)
            said.body.addLayout(line)
            title = Text(_("Not on any other laptop, and only in the backup made now:"), "label", wraps=True)
            line.addWidget(title, 1)
            for words in lost:
                said.body.addWidget(Text(words, "body", wraps=True))
            self.body.addWidget(said)
        self.cancel.setFocus()

    def _act(self) -> None:
        self.accept()
        self._restore()


def changes(one: Difference) -> str:
    """`3 back · 2 gone`, without what does not happen."""
    counted = (
        (_("{n} back"), one.added),
        (_("{n} gone"), one.removed),
        (_("{n} as they were"), one.changed),
    )
    return " · ".join(words.format(n=number(n)) for words, n in counted if n)


def _line(one: Difference) -> QHBoxLayout:
    line = row(gap=12)
    line.addWidget(Text(_(one.record.plural), "label"), 1)
    line.addWidget(Text(changes(one), "body", "text2"))
    return line
