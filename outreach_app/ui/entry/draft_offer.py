"""A round that was not finished: bring it back, or let it go."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy

from outreach_app.i18n import _, day, ngettext
from outreach_app.store.drafts import KeptDraft
from outreach_app.ui.offers import clock_time, from_millis
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark


class DraftOffer(QFrame):
    """Says from when a draft is and what is in it. Hidden while there is none."""

    def __init__(self, recover: Callable[[KeptDraft], object], discard: Callable[[KeptDraft], object]) -> None:
        super().__init__()
        self._draft: KeptDraft | None = None
        self.setProperty("look", "bar")
        self.setProperty("tone", "info")
        self._title = Text("", "label", wraps=True)
        self._detail = Text("", "small", "text2", wraps=True)
        self.recover = Button(_("Recover"), "primary", "rotate-ccw", lambda: self._answer(recover))
        self.discard = Button(_("Discard"), "quiet", pressed=lambda: self._answer(discard))
        said = row(gap=10, margins=(14, 8, 10, 8))
        said.addWidget(Mark("history", "blue"), alignment=Qt.AlignmentFlag.AlignVCenter)
        said.addLayout(column(self._title, self._detail, gap=2), 1)
        said.addWidget(self.discard)
        said.addWidget(self.recover)
        self.setLayout(said)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def offer(self, draft: KeptDraft) -> None:
        self._draft = draft
        when = day(from_millis(draft.saved_at), "EEEE d MMMM")
        said = _("A round was not finished, on {day} at {time}.").format(day=when, time=clock_time(draft.saved_at))
        spots = [visit.spot.name for visit in draft.round.visits if visit.spot]
        contacts = ngettext("{n} contact", "{n} contacts", draft.round.contacts)
        self._title.setText(said)
        self._detail.setText(" · ".join([*spots, contacts]))
        self.setAccessibleName(said)
        self.show()

    def _answer(self, do: Callable[[KeptDraft], object]) -> None:
        draft, self._draft = self._draft, None
        self.hide()
        if draft is not None:
            do(draft)
