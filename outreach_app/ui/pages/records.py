"""The generic page: a table over the store with search, and beside it the record that is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QLayout, QStackedWidget, QWidget

from outreach_app.domain.filters import Filter, View, from_json, to_json
from outreach_app.domain.records import Record
from outreach_app.i18n import _
from outreach_app.ui.bulk import Bulk
from outreach_app.ui.desk import Desk
from outreach_app.ui.filter_bar import FilterBar, Narrowing, narrowing_of
from outreach_app.ui.leaving.view import Outgoing, export_view
from outreach_app.ui.list_count import ListCount
from outreach_app.ui.record_pane import Extras, RecordPane
from outreach_app.ui.record_table import record_model
from outreach_app.ui.shortcuts import FIND, bind
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.views_button import ViewsButton
from outreach_app.ui.widgets.basics import column, keep_if, row
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.paged_table import Asked, PagedModel
from outreach_app.ui.widgets.search_box import SearchBox
from outreach_app.ui.widgets.table_view import TableView

PANE_WIDTH = 372


class Invitation(NamedTuple):
    """Of an empty list: what will stand here, and what to press."""

    icon: str
    sentence: str
    action: str


class RecordList(QWidget):
    """Search, count, table and pane of one record class: the whole page, or a tab of it."""

    def __init__(
        self,
        desk: Desk,
        record: type[Record],
        invitation: Invitation,
        *,
        model: PagedModel | None = None,
        pane: RecordPane | None = None,
        above: Extras | None = None,
        extras: Extras | None = None,
        sort: str = "",
        where: Mapping[str, Any] | None = None,
        also: Sequence[type[Record]] = (),
        narrowing: Narrowing | None = None,
    ) -> None:
        super().__init__()
        self.desk, self.record = desk, record
        self._watched = {record, *also}
        self._wanted = ""
        self._sought = ""
        """What the pane shows or is about to, and the list has not come to yet."""
        self._brought: Mapping[str, Any] = {}
        self._ready = False
        """Whether the first rows are here."""
        self.model = model or record_model(record, desk.background, self, where)
        self.pane = pane or RecordPane(record, desk, above=above, extras=extras)
        self.search = SearchBox(_("Search in {kind}").format(kind=_(record.plural).lower()))
        self.search.setFixedWidth(theme().px(260))
        self.count = ListCount(self.model, record)
        self.filters = FilterBar(desk, narrowing or narrowing_of(record, tuple(where or ())))
        self.views = ViewsButton(desk, record.slug, self._view, self.show_view)
        self.table = TableView(self.model, _(record.plural), kept_as=record.slug, several=True)
        self.bulk = Bulk(desk, self.table, self.model, self.pane, self._export)
        self._build(invitation)
        self._connect()
        self._sort = sort
        self.model.ask(self._home())

    def new(self) -> None:
        """An empty form, after what stands open was settled."""
        if not self.desk.readonly:
            self.pane.leave(self._new)

    def show_id(self, id: str) -> None:
        """Shows a record; it is current in the list as soon as it stands there."""
        self._wanted = id
        if self._ready:
            self.pane.leave(self._show_wanted)

    def kept(self) -> dict[str, Any]:
        """See Page.kept."""
        pane = self.pane.kept()
        return {
            "search": self.search.text(),
            "conditions": to_json(self.filters.conditions),
            "chosen": self.pane.id,
            "pane": pane,
            "unfinished": bool(pane.get("unfinished")),
        }

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        self._brought = kept
        self.search.setText(kept.get("search", ""))
        self.search.setFocus()
        if conditions := from_json(kept.get("conditions")):
            self.narrow(conditions)
        elif self._ready and not self.search.text():
            self._take_up()

    def _take_up(self) -> None:
        """Once the rows are here that were: goes on with the form, or to the record that was chosen."""
        kept, self._brought = self._brought, {}
        if kept.get("pane"):
            self._stack.setCurrentWidget(self._filled)
            self.table.clearSelection()
            self.pane.bring_back(kept["pane"])
        elif kept.get("chosen"):
            self._wanted = kept["chosen"]
            self._show_wanted()

    def reload(self) -> None:
        self.model.reload(near=max(0, self.table.rowAt(0)))
        self.pane.reload()

    def _build(self, invitation: Invitation) -> None:
        table = QFrame()
        table.setProperty("look", "card")
        table.setLayout(column(self.table, self.bulk.bar, gap=0, margins=(1, 1, 1, 8)))
        self.pane.setFixedWidth(theme().px(PANE_WIDTH))
        filled = QWidget()
        filled.setLayout(self.beside(table))
        can_add = not self.desk.readonly
        self._empty = EmptyState(
            invitation.icon, invitation.sentence, action=(invitation.action, self.new) if can_add else None
        )
        self._missed = EmptyState("search", "", action=(_("Show everything"), lambda: self.show_view(View(""))))
        self._stack = QStackedWidget()
        for part in (filled, self._empty, self._missed):
            self._stack.addWidget(part)
        self._filled = filled
        self.choose_columns = IconButton("columns-3", _("Choose columns"), self._offer_columns)
        self.export = IconButton("download", _("Export this list …"), self._export)
        keep_if(not self.record.stays_inside, self.export)
        narrowed = row(self.search, self.filters.button, self.views, gap=Space.S)
        verbs = row(self.choose_columns, self.export, gap=2)
        tools = row(narrowed, None, self.count, verbs, gap=Space.M)
        body = column(column(tools, self.filters, gap=Space.S), gap=Space.L)
        body.addWidget(self._stack, 1)
        self.setLayout(body)

    def beside(self, table: QWidget) -> QLayout:
        """The table, and at its side the record that is chosen."""
        return row(table, self.pane, gap=Space.L)

    def enter(self) -> None:
        """The focus to where the records are; to the first where none is current."""
        self.table.setFocus()
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _offer_columns(self) -> None:
        self.table.columns.open_below(self.choose_columns)

    def _export(self, ids: Sequence[str] | None = None) -> None:
        shown, title = self.table.columns.shown, _(self.record.plural)
        export_view(self.desk, self, Outgoing.of(self.model, shown, title, self.filters.words, ids))

    def _connect(self) -> None:
        self.search.searched.connect(self._search)
        self.filters.changed.connect(lambda: self._ask(conditions=self.filters.conditions))
        self.search.left_down.connect(self.enter)
        self.model.loaded.connect(self._loaded)
        self.model.loaded.connect(self.table.selected.restore)
        self.table.chosen.connect(self._chosen)
        self.table.typed.connect(self._type)
        self.table.opened.connect(lambda _id: self.pane.edit())
        self.table.delete_asked.connect(
            lambda _id: self.bulk.delete() if self.bulk.several else self.pane.delete()
        )
        self.pane.saved.connect(self._after_saving)
        self.pane.closed.connect(self.table.setFocus)
        self.desk.background.records_changed.connect(self._reload_if_written)
        bind(self, FIND, self._find, anywhere=True)

    def _new(self) -> None:
        self._stack.setCurrentWidget(self._filled)
        self.table.clearSelection()
        self.pane.new()

    def _find(self) -> None:
        if self.isVisible():
            self.search.setFocus()
            self.search.selectAll()

    def _search(self, text: str) -> None:
        if text != self.model.asked.text:
            self.model.ask(replace(self._home(text), conditions=self.model.asked.conditions))

    def _home(self, text: str = "") -> Asked:
        """In the order that was chosen last, or as it comes; what is found best first."""
        kept = None if text else self.table.columns.kept_sort()
        return Asked(text, *(kept or ("" if text else self._sort, False)))

    def _ask(self, **other: Any) -> None:
        self.model.ask(replace(self.model.asked, **other))

    def narrow(self, conditions: Filter) -> None:
        """To what meets these, and no others."""
        self.filters.choose(conditions)
        self._ask(conditions=conditions)

    def show_view(self, view: View) -> None:
        """A view that was kept; an empty one shows everything as it comes."""
        self.search.setText(view.text)
        self.filters.choose(view.conditions)
        home = Asked(view.text, view.sort, view.descending) if view.sort else self._home(view.text)
        self.model.ask(replace(home, conditions=view.conditions))

    def _view(self, name: str) -> View:
        asked = self.model.asked
        return View(name, asked.text, asked.conditions, asked.sort, asked.descending)

    def _type(self, text: str) -> None:
        """Typing in the table is looking for something."""
        self.search.setFocus()
        self.search.setText(text)

    def _chosen(self, id: str) -> None:
        if not id or id == self.pane.id:
            return
        self._sought = ""
        if self.pane.dirty:
            self.pane.leave(lambda: self._go_to(id), self._back_to_shown)
        else:
            self.pane.show_record(id)

    def _go_to(self, id: str) -> None:
        """After what stood open was saved or dropped."""
        self._wanted = id
        self.pane.show_record(id)

    def _back_to_shown(self) -> None:
        self.table.blockSignals(True)
        self.table.clearSelection() if not self.pane.id else self.table.go_to(self.pane.id)
        self.table.blockSignals(False)

    def _after_saving(self, id: str) -> None:
        self._wanted = id

    def _show_wanted(self) -> None:
        if self._wanted:
            id, self._wanted = self._wanted, ""
            self.pane.show_record(id)
            self._sought = "" if self.table.go_to(id) else id

    @Slot()
    def _loaded(self) -> None:
        total, text = self.model.total, self.model.asked.text
        self._ready = True
        self.export.setEnabled(bool(total) and self.model.within is not None)
        narrowed = bool(text or self.model.asked.conditions)
        self._missed.say(
            _("Nothing found for “{text}”.").format(text=text) if text else _("Nothing meets these filters.")
        )
        typing = self.pane.form is not None or self.pane.opening
        shown = self._filled if total or typing else self._missed if narrowed else self._empty
        self._stack.setCurrentWidget(shown)
        if self._brought and text == self.search.text().strip():
            self._take_up()
        elif self._wanted:
            self._show_wanted()
        elif not typing and total:
            self._mark_shown()
        elif not typing:
            self.pane.show_record("")

    def _mark_shown(self) -> None:
        """What stands in the pane is current in the table too, where it was read; else the first row is shown.

        A record far down a long list stays in the pane; one that the search did not find makes place.
        """
        shown = self._sought or self.pane.id
        if shown and self.table.go_to(shown):
            self._sought = ""
            return
        if not shown or self.model.asked.text or self.model.asked.conditions:
            self.table.setCurrentIndex(self.model.index(0, 0))
        else:
            self.table.clearSelection()

    @Slot(set)
    def _reload_if_written(self, written: set[type[Record]]) -> None:
        if self._watched & written:
            self.count.count_again()
            self.reload()
