"""What hangs on a record, below it: a short list, each to be opened, and a way to add one."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Field, Id, field_of
from outreach_app.domain.records import Record
from outreach_app.domain.values import shown
from outreach_app.i18n import _
from outreach_app.store.listing import Page, Query, page
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.record import RecordDialog
from outreach_app.ui.record_table import short_day
from outreach_app.ui.widgets.basics import SectionTitle, column, empty
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.ui.widgets.cells import Mark
from outreach_app.ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

AT_MOST = 50


class Related(QWidget):
    """Records of one class that point at another one: `tie` is how, such as {"signal": id}."""

    def __init__(
        self,
        desk: Desk,
        record: type[Record],
        tie: Mapping[str, str],
        *,
        icon: str,
        details: tuple[str, ...] = (),
        add: bool = True,
        opened: Callable[[str], object] | None = None,
        sort: str = "",
        mark: Callable[[Record, Page], Mark | None] = lambda _record, _found: None,
        named: str = "",
    ) -> None:
        """`mark` is what stands at the end of a row: how it is with it. `named` is the field that names a row
        whose record has no name of its own."""
        super().__init__()
        self._desk, self._record, self._tie = desk, record, dict(tie)
        self._icon, self._details, self._opened = icon, details, opened
        self._sort, self._mark, self._named = sort, mark, named
        plus = IconButton("plus", _("Add: {kind}").format(kind=_(record.singular)), self.add)
        if not add or desk.readonly:
            plus.hide()
        title = SectionTitle(_(record.plural), "", plus)
        self._count = title.hint
        self._list = column(gap=2)
        self.setLayout(column(title, self._list, gap=4))
        desk.background.records_changed.connect(self._reload_if_written)
        self.reload()

    def reload(self) -> None:
        query = Query(self._record, self._sort, where=self._tie)

        def read(session: "Session") -> Page:
            return page(session, query, limit=AT_MOST)

        self._desk.background.read(read, owner=self, done=self._show)

    def add(self) -> None:
        RecordDialog(self._record, self._desk, self.window(), fixed=self._tie).open()

    def _open(self, id: Id) -> None:
        if self._opened is not None:
            self._opened(id)
        else:
            RecordDialog(self._record, self._desk, self.window(), id=id, fixed=self._tie).open()

    def _show(self, found: Page) -> None:
        empty(self._list)
        self._count.setText(str(len(found.records)) if found.records else _("none yet"))
        for record in found.records:
            id = record.id
            caption = record.caption or self._detail(field_of(self._record, self._named), record, found)
            title = " ".join(caption.split()) or _(self._record.singular)
            said = (self._detail(field_of(self._record, name), record, found) for name in self._details)
            detail = " · ".join(part for part in said if part)
            words, tone = (mark.text, mark.tone) if (mark := self._mark(record, found)) else ("", "plain")
            pressed = partial(self._open, id)
            self._list.addWidget(RowButton(title, detail, self._icon, mark=words, tone=tone, pressed=pressed))

    def _detail(self, field: Field | None, record: Record, found: Page) -> str:
        if field is None:
            return ""
        value = getattr(record, field.name)
        return short_day(value) if field.kind == "date" else shown(field, value, found.terms, found.names)

    @Slot(set)
    def _reload_if_written(self, written: set[type[Record]]) -> None:
        if self._record in written:
            self.reload()
