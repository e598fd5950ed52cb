"""What can be done with several records of a list at once, from a bar at its foot: one job, one way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy

from outreach_app.domain.fields import Field, Id, Kind
from outreach_app.domain.records import Record, Term
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _, number
from outreach_app.store import bulk
from outreach_app.store.bulk import Outcome, Stopped
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.bulk_moves import moves_of
from outreach_app.ui.dialogs.set_field import SetFieldDialog
from outreach_app.ui.erasing.dialogs import Sure
from outreach_app.ui.offers import read_offered
from outreach_app.ui.record_form import form_fields
from outreach_app.ui.record_pane import CHOSEN_ONCE, RecordPane
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, Text, column, row
from outreach_app.ui.widgets.buttons import Button, IconButton

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.ui.desk import Desk
    from outreach_app.ui.widgets.paged_table import PagedModel
    from outreach_app.ui.widgets.table_view import TableView

SURE_ABOVE = 20
"""More than so many are not deleted without a question."""
MARGINS = (14, 6, 8, 0)
STEP = 50
"""Records between two words of how far it is."""

Chosen = Callable[[Sequence[Id]], object]


class ListChanged(OutreachError):
    message = N_("The list changed while rows were selected in it.")
    advice = N_("Nothing was done. Select them again.")


def how_many(record: type[Record], count: int) -> str:
    """A number of records, in words."""
    return f"{number(count)} {_(record.singular if count == 1 else record.plural).lower()}"


class BulkBar(QFrame):
    """Below a list, as long as more than one row is selected. Escape and the cross let them go.

    Where it is narrow, the verbs are icons, as those beside a record are.
    """

    def __init__(self, let_go: Callable[[], object], *verbs: Button) -> None:
        super().__init__()
        self._let_go = let_go
        self._count = Text("", "strong")
        self._verbs = {verb: verb.text() for verb in verbs}
        self.setAccessibleName(_("Selected rows"))
        self._away = IconButton("x", _("Let the selection go"), let_go)
        said = row(self._count, None, *verbs, self._away, gap=Space.S, margins=MARGINS)
        self.setLayout(column(Rule(), said, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.hide()

    def say(self, count: int) -> None:
        """How many are selected; none or one needs no bar."""
        words = _("{n} selected").format(n=number(count))
        self.setVisible(count > 1)
        if count > 1 and words != self._count.text():
            self._count.setText(words)
            self._fit()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for verb, words in self._verbs.items():
            verb.setText(words)
            verb.setToolTip("")
        parts = [self._count, *self._verbs, self._away]
        wide = sum(part.sizeHint().width() + Space.S for part in parts) + MARGINS[0] + MARGINS[2]
        for verb in self._verbs if wide > self.width() else ():
            verb.setText("")
            verb.setToolTip(verb.accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._let_go()
        else:
            super().keyPressEvent(event)


class Bulk:
    """The deeds behind the bar of one list; `export` lets the rows with these ids out."""

    def __init__(self, desk: Desk, table: TableView, model: PagedModel, pane: RecordPane, export: Chosen) -> None:
        self.desk, self._table, self._model, self._pane, self._export = desk, table, model, pane, export
        self.record = pane.record
        self._set = Button(_("Set …"), "quiet", "pencil", self.ask_field) if self._may and self.fields else None
        export_them = Button(_("Export selection …"), "quiet", "download", lambda: self.with_ids(export))
        leaving = [] if pane.record.stays_inside else [export_them]
        verbs = [*(moves_of(self) if self._may else ()), *([self._set] if self._set else []), *leaving]
        verbs += [Button(_("Delete"), "quiet", "trash-2", self.delete)] if self._may else []
        self.bar = BulkBar(self.let_go, *verbs)
        table.selected.changed.connect(self._tell)

    def _tell(self) -> None:
        """The row that someone came to stays in sight."""
        table, before = self._table, self.bar.isHidden()
        seen = table.viewport().rect().intersects(table.visualRect(table.currentIndex()))
        self.bar.say(table.selected.count)
        if before and seen and not self.bar.isHidden():
            QTimer.singleShot(0, table, lambda: table.scrollTo(table.currentIndex()))

    @property
    def _may(self) -> bool:
        return not self.desk.readonly and (self.desk.actor.coordinator or self.record is not Term)

    @property
    def several(self) -> bool:
        return self._table.selected.several

    @property
    def fields(self) -> list[Field]:
        """What can be set to the same for many: one of a vocabulary, or another record."""
        hidden = (*self._pane.hidden, *CHOSEN_ONCE.get(self.record, ()))
        found = form_fields(self.record, hidden)
        return [one for one in found if one.kind in (Kind.TERM, Kind.REFERENCE) and not one.local_only]

    def let_go(self) -> None:
        self._table.selected.let_go()
        self._table.setFocus()

    def delete(self) -> None:
        if self._may:
            self._pane.leave(lambda: self.with_ids(self._ask_delete))

    def ask_field(self) -> None:
        """Which field, from a menu."""
        assert self._set is not None
        menu = QMenu(self._set)
        menu.setAccessibleName(_("Which field?"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for field in self.fields:
            action = menu.addAction(_(field.label).replace("&", "&&"))
            action.triggered.connect(lambda _on, field=field: self._pane.leave(lambda: self.set_field(field)))
        menu.popup(self._set.mapToGlobal(self._set.rect().topLeft()) - QPoint(0, menu.sizeHint().height()))

    def set_field(self, field: Field) -> None:
        self.with_ids(lambda ids: self._ask_value(field, ids))

    def with_ids(self, then: Chosen) -> None:
        """The ids of what is selected, in the order of the list; rows that were not looked at yet are read."""
        spans, held, model = self._table.selected.spans, self._table.selected.held(), self._model
        count = sum(last - first + 1 for first, last in spans)
        if len(held) == count:
            then([Id(id) for _number, id in held])
            return
        asked, total, ids = model.asked, model.total, model.ids
        assert ids is not None

        def came(found: Sequence[str]) -> None:
            if len(found) != total or any(found[number] != id for number, id in held):
                self.desk.refuse(ListChanged())
                return
            then([Id(found[n]) for first, last in spans for n in range(first, last + 1)])

        self.desk.background.read(lambda session: ids(session, asked), owner=self.bar, done=came)

    def _ask_delete(self, ids: Sequence[Id]) -> None:
        if len(ids) <= SURE_ABOVE:
            self._delete(ids)
            return
        title = _("Delete {what}?").format(what=how_many(self.record, len(ids)))
        words = _("They go to the bin. This can be undone.")
        asked = Sure(self._table.window(), title, words, _("Delete"), lambda: self._delete(ids))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.open()

    def _delete(self, ids: Sequence[Id]) -> None:
        desk, record = self.desk, self.record
        if self._pane.id in ids:
            self._pane.show_record("")
        self.do(
            ids,
            _("{what} are deleted …"),
            lambda session, step: bulk.delete(session, record, ids, desk.actor, step),
            _("Deleted: {what}."),
        )

    def _ask_value(self, field: Field, ids: Sequence[Id]) -> None:
        title = _("{field} of {what}").format(field=_(field.label), what=how_many(self.record, len(ids)))
        self.desk.background.read(
            lambda session: read_offered(session, self.record, self.desk.today),
            owner=self.bar,
            done=lambda offered: SetFieldDialog(
                self._table.window(), title, field, offered, partial(self._put, field, ids)
            ).open(),
        )

    def _put(self, field: Field, ids: Sequence[Id], text: str) -> None:
        desk, record, today = self.desk, self.record, self.desk.today()
        told = _("{field} is set: {what}.") if text else _("{field} is emptied: {what}.")
        self.do(
            ids,
            _("{what} are changed …"),
            lambda session, step: bulk.put(session, record, ids, {field.name: text}, desk.actor, today, step),
            told.replace("{field}", _(field.label)),
        )

    def do(
        self,
        ids: Sequence[Id],
        doing: str,
        work: Callable[[Session, bulk.Step], Outcome],
        told: str,
    ) -> None:
        """In one job: all of it, or nothing where somebody stops it. `doing` and `told` name {what}."""
        desk, record = self.desk, self.record
        task = desk.task(doing.format(what=how_many(record, len(ids))), can_stop=True)

        def step(n: int) -> None:
            if task.cancelled() or desk.background.stopping.is_set():
                raise Stopped
            if n % STEP == 0:
                task.progress(n, len(ids))

        def done(result: tuple[Outcome, Change]) -> None:
            task.end()
            outcome, change = result
            said = [told.format(what=how_many(record, outcome.done))] if outcome.done else []
            said += [
                _("{n} could not be changed: {why}.").format(n=number(n), why=why)
                for why, n in outcome.refused.items()
            ]
            desk.did(" ".join(said), change)

        def failed(error: OutreachError) -> None:
            task.end()
            if isinstance(error, Stopped):
                desk.toast(f"{error} {error.what_now}", None)
            else:
                desk.refuse(error)

        desk.background.run(
            lambda session: watched(session, lambda session: work(session, step)),
            owner=desk.background,
            done=done,
            failed=failed,
        )
