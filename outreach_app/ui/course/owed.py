"""Who is to hear what became of a signal: told, still owed or not told, each to be opened."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from outreach_app.domain.feedback import AUDIENCES
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Feedback, Record
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, ngettext
from outreach_app.store.evidence import of_signal
from outreach_app.store.listing import vocabularies
from outreach_app.ui.course.telling import ask_to_tell
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.record import RecordDialog
from outreach_app.ui.record_table import short_day
from outreach_app.ui.widgets.basics import SectionTitle, column, empty
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class OwedFeedback(QWidget):
    """Of one signal. What is owed opens the question how it was told; the rest opens as a record."""

    def __init__(self, desk: Desk, signal: Id) -> None:
        super().__init__()
        self._desk, self._signal = desk, signal
        plus = IconButton("plus", _("Add: {kind}").format(kind=_(Feedback.singular)), self.add)
        if desk.readonly:
            plus.hide()
        title = SectionTitle(_("Who hears the answer"), "", plus)
        self._count = title.hint
        self._list = column(gap=2)
        self.setLayout(column(title, self._list, gap=4))
        desk.background.records_changed.connect(self._reload_if_written)
        self.reload()

    def reload(self) -> None:
        signal = self._signal

        def read(session: "Session") -> tuple[list[Feedback], Vocabularies]:
            return of_signal(session, Feedback, signal), vocabularies(session)

        self._desk.background.read(read, owner=self, done=lambda found: self._show(*found))

    def add(self) -> None:
        RecordDialog(Feedback, self._desk, self.window(), fixed={"signal": self._signal}).open()

    def _open(self, one: Feedback) -> None:
        if one.owed and not self._desk.readonly:
            ask_to_tell(self._desk, self.window(), one.id)
        else:
            tie = {"signal": self._signal}
            RecordDialog(Feedback, self._desk, self.window(), id=one.id, fixed=tie).open()

    def _show(self, found: Sequence[Feedback], terms: Vocabularies) -> None:
        empty(self._list)
        owed, today = sum(one.owed for one in found), self._desk.today()
        still = ngettext("{n} still to tell", "{n} still to tell", owed)
        self._count.setText(still if owed else _("none yet") if not found else _("all told"))
        places = {audience: place for place, audience in enumerate(AUDIENCES)}
        for one in sorted(found, key=lambda each: places.get(each.audience, len(places))):
            icon, detail, mark, tone = _told(one, today)
            audience = terms.label("audience", one.audience)
            pressed = partial(self._open, one)
            self._list.addWidget(RowButton(audience, detail, icon, mark=mark, tone=tone, pressed=pressed))

    @Slot(set)
    def _reload_if_written(self, written: set[type[Record]]) -> None:
        if Feedback in written:
            self.reload()


def _told(one: Feedback, today: date) -> tuple[str, str, str, str]:
    """Icon, what is said of it, and the mark with its tone."""
    if one.told:
        said = " ".join(one.message.split())
        return "circle-check", f"{short_day(one.date)} · {said}", _("Told"), "green"
    if not one.owed:
        return "ban", " ".join(one.waived.split()), _("Not told"), "plain"
    if one.due is None:
        return "message-square", _("No day was named"), _("To tell"), "amber"
    late = (today - one.due).days
    by = _("By {day}").format(day=short_day(one.due))
    if late > 0:
        return "message-square", by, ngettext("{n} day late", "{n} days late", late), "red"
    return "message-square", by, _("To tell"), "amber"
