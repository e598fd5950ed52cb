"""The figures of a note, each with the way to the encounters behind it."""

from functools import partial
from typing import TYPE_CHECKING

from outreach_app.domain.behind import Behind
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Encounter, Evidence, Round, Visit
from outreach_app.i18n import _, ngettext
from outreach_app.notes import wording
from outreach_app.notes.grounds import Row, rows
from outreach_app.store.behind import Ground, ground
from outreach_app.store.grounds import frozen
from outreach_app.ui.desk import Desk
from outreach_app.ui.following import Following
from outreach_app.ui.widgets.basics import SectionTitle, Text, column, empty
from outreach_app.ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST = 60
EXACT = 4
"""The first rows, of which is counted what stands behind them now: everything, the signal, its first needs."""


class GroundsCard(Following):
    """Nothing of it is on paper: who reads the note sees the figures alone."""

    def __init__(self, desk: Desk, signal: Id) -> None:
        super().__init__(desk, {Encounter, Evidence, Round, Visit})
        self._signal = signal
        self._list = column(gap=2)
        self._erased = Text("", "small", "text2", wraps=True)
        title = SectionTitle(_("Behind these figures"))
        told = Text(_("Exact, and only here: none of it is printed."), "small", "text3", wraps=True)
        self.setLayout(column(title, told, self._list, self._erased, gap=4))
        self.hide()
        self.reload()

    def reload(self) -> None:
        signal = self._signal

        def read(session: "Session") -> tuple[list[tuple[Row, Ground | None]], bool]:
            found = frozen(session, signal)
            listed = list(rows(found))[:MOST] if found else []
            counted = [(row, ground(session, row.behind) if n < EXACT else None) for n, row in enumerate(listed)]
            return counted, bool(found and found.erased)

        self.desk.background.read(read, owner=self, done=lambda found: self._show(*found))

    def _open(self, behind: Behind) -> None:
        self.desk.go("rounds", behind.target())

    def _show(self, found: list[tuple[Row, Ground | None]], erased: bool) -> None:
        empty(self._list)
        for row, now in found:
            detail = " · ".join([_("frozen: {figures}").format(figures=row.shown), *([_now(now)] if now else [])])
            self._list.addWidget(
                RowButton(row.label, detail, "footprints", pressed=partial(self._open, row.behind))
            )
        words = _("Encounters of this period were erased since; of those, monthly counts are left.")
        self._erased.setText(words if erased else "")
        self._erased.setVisible(erased)
        self.setVisible(bool(found))


def _now(now: Ground) -> str:
    return _("now: {encounters} at {spots}, by {workers}").format(
        encounters=wording.encounters(now.encounters),
        spots=ngettext("{n} spot", "{n} spots", now.spots),
        workers=ngettext("{n} colleague", "{n} colleagues", now.workers),
    )
