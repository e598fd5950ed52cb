"""The figures of a note, each with the way to the encounters behind it."""

from functools import partial

from outreach_app.domain.behind import Behind
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Encounter, Evidence, Round, Visit
from outreach_app.i18n import _, ngettext
from outreach_app.notes import wording
from outreach_app.notes.grounds import Grounds, Row, grounds
from outreach_app.store.behind import Ground
from outreach_app.ui.desk import Desk
from outreach_app.ui.following import Following
from outreach_app.ui.widgets.basics import SectionTitle, Text, column, empty
from outreach_app.ui.widgets.row_button import RowButton

MOST = 60


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
        self.desk.background.read(lambda session: grounds(session, signal), owner=self, done=self._show)

    def _open(self, behind: Behind) -> None:
        self.desk.go("rounds", behind.target())

    def _show(self, found: Grounds) -> None:
        empty(self._list)
        for row in found.rows[:MOST]:
            button = RowButton(row.label, _detail(row), "footprints", pressed=partial(self._open, row.behind))
            self._list.addWidget(button)
        self._erased.setText(
            _("Encounters of this period were erased since; of those, monthly counts are left.")
            if found.erased
            else ""
        )
        self._erased.setVisible(found.erased)
        self.setVisible(bool(found.rows))


def _detail(row: Row) -> str:
    frozen = _("frozen: {figures}").format(figures=row.shown)
    return f"{frozen} · {_now(row.now)}" if row.now is not None else frozen


def _now(now: Ground) -> str:
    return _("now: {encounters} at {spots}, by {workers}").format(
        encounters=wording.encounters(now.encounters),
        spots=ngettext("{n} spot", "{n} spots", now.spots),
        workers=ngettext("{n} colleague", "{n} colleagues", now.workers),
    )
