"""What laptops sent that were out of the team by then: for a coordinator to look into."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.domain.records import BY_SLUG
from outreach_app.i18n import _, ngettext, number
from outreach_app.ui.team.people_card import when
from outreach_app.ui.widgets.basics import Card, Rule, SectionTitle, Text, column, empty, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark
from outreach_app.workspace import LateWork

MOST = 6


class QuarantineCard(Card):
    """Hidden as long as there is nothing to judge."""

    inspect_wanted = QtSignal(object)
    """One is to be shown: a LateWork."""

    def __init__(self) -> None:
        super().__init__(gap=12)
        self._title = SectionTitle(_("Quarantine"))
        words = _(
            "A laptop sent this after it was taken out of the team. Nothing of it counts yet: look into it, and"
            " take in what is right."
        )
        self._works = QVBoxLayout()
        self._works.setSpacing(8)
        self.body.addWidget(self._title)
        self.body.addWidget(Text(words, "small", "text2", wraps=True))
        self.body.addLayout(self._works)
        self.hide()

    def show_works(self, works: Sequence[LateWork], *, writable: bool) -> None:
        empty(self._works)
        self._title.hint.setText(number(len(works)) if len(works) > 1 else "")
        for position, work in enumerate(works[:MOST]):
            if position:
                self._works.addWidget(Rule())
            self._works.addWidget(self._line(work, writable))
        if len(works) > MOST:
            left = len(works) - MOST
            self._works.addWidget(Text(ngettext("and {n} more", "and {n} more", left), "small", "text2"))
        self.setVisible(bool(works))

    def _line(self, work: LateWork, writable: bool) -> QWidget:
        line = QWidget()
        author = work.author or _("A laptop that was in the team")
        look = Button(_("Look into it …"), "secondary", "eye", lambda: self.inspect_wanted.emit(work))
        look.setAccessibleDescription(f"{author}, {holds(work)}")
        look.setEnabled(writable and work.readable)
        inside = row(gap=12)
        inside.addWidget(Mark("hourglass", "amber", 20), alignment=Qt.AlignmentFlag.AlignTop)
        at = _("written {when}").format(when=when(work.written_at)) if work.written_at else ""
        said = " · ".join(part for part in (at, holds(work)) if part)
        inside.addLayout(column(Text(author, "label"), Text(said, "small", "text2", wraps=True), gap=1), 1)
        inside.addWidget(look)
        line.setLayout(inside)
        return line


def holds(work: LateWork) -> str:
    """What is in it, counted."""
    if not work.readable:
        return _("cannot be opened on this laptop")
    kinds = [
        f"{_(BY_SLUG[slug].plural) if slug in BY_SLUG else slug}: {number(n)}" for slug, n in work.kinds.items()
    ]
    if work.orders:
        kinds.append(ngettext("{n} erasure or request", "{n} erasures or requests", work.orders))
    return ", ".join(kinds) or _("no changes")
