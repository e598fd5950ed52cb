"""The bin: what was deleted, by whom and when, and back with one or several."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStackedWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.paging import Start
from outreach_app.domain.records import BY_SLUG, Record
from outreach_app.i18n import _, day, ngettext, number
from outreach_app.store import in_bin
from outreach_app.store.in_bin import KEPT_DAYS, Binned
from outreach_app.store.undoing import Change, watched
from outreach_app.ui import shortcuts
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.page import Page
from outreach_app.ui.record_table import in_background
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.paged_table import ID_ROLE, Asked, Cell, Chunk, Column, PagedModel, Row
from outreach_app.ui.widgets.paged_table import Mark as CellMark
from outreach_app.ui.widgets.search_box import SearchBox
from outreach_app.ui.widgets.table_view import TableView
from outreach_app.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def columns() -> list[Column]:
    return [
        Column("what", _("What"), False, 4, strong=True),
        Column("kind", _("Kind"), False, 3),
        Column("at", _("Deleted"), False, 3),
        Column("by", _("By"), False, 3),
        Column("due", _("Asked to erase"), False, 4),
    ]


class BinPage(Page):
    """Several rows are chosen with Shift, Ctrl and Ctrl+A; Enter restores."""

    def __init__(self, desk: Desk, workspace: Workspace) -> None:
        words = ngettext(
            "After {n} day a coordinator is asked to erase it for good.",
            "After {n} days a coordinator is asked to erase it for good.",
            KEPT_DAYS,
        )
        super().__init__(desk, _("The bin"), words)
        self._workspace = workspace
        self.search = SearchBox(_("Search in the bin"))
        self.search.setFixedWidth(theme().px(260))
        self.count = Text("", "small", "text3")
        self.model = PagedModel(columns(), in_background(desk.background, self, self._read), self)
        self.table = TableView(self.model, _("The bin"), kept_as="bin")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.restore_button = Button(_("Restore"), "primary", "rotate-ccw", self.restore)
        self.add_action(self.restore_button)
        self._lay_out()
        self._connect()

    @property
    def chosen(self) -> list[tuple[type[Record], Id]]:
        """What is selected, from the top."""
        rows = sorted(self.table.selectionModel().selectedRows(), key=lambda index: index.row())
        keys = (str(index.data(ID_ROLE)).split("/") for index in rows)
        return [(BY_SLUG[slug], Id(id)) for slug, id in keys]

    def arrive(self, target: str = "") -> None:
        super().arrive(target)
        self.model.ask(Asked(self.search.text().strip()))
        self.table.setFocus()

    def kept(self) -> dict[str, Any]:
        return {"search": self.search.text()}

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        self.search.setText(kept.get("search", ""))

    @Slot()
    def restore(self) -> None:
        """Takes the chosen ones back out, in one change."""
        wanted, actor = self.chosen, self.desk.actor
        if not wanted or self.desk.readonly:
            return
        self.desk.background.run(
            lambda session: watched(session, lambda session: in_bin.restore(session, wanted, actor)),
            owner=self,
            busy=self.restore_button,
            done=lambda back: self._restored(*back),
        )

    def _restored(self, back: list[Record], change: Change) -> None:
        told = ngettext("{n} record is back.", "{n} records are back.", len(back))
        if len(back) == 1 and back[0].caption:
            told = _("“{name}” is back.").format(name=back[0].caption)
        self.desk.did(told, change)
        self.table.setFocus()

    def _read(self, session: "Session", asked: Asked, start: Start, limit: int) -> Chunk:
        """By their number from either end: what lies in the bin is of many kinds, and never much."""
        first = start.skip
        if start.backwards:
            first = in_bin.binned(session, asked.text, 0, 0).total - start.skip - limit
        found = in_bin.binned(session, asked.text, first, limit)
        names = self._workspace.merging.authors(session)
        rows = [_row(one, names.get(one.author, ""), self.desk) for one in found.binned]
        return Chunk(rows, found.total)

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("look", "card")
        card.setLayout(column(self.table, margins=(1, 1, 1, 8)))
        self._empty = EmptyState(
            "trash-2",
            _("The bin is empty."),
            _("What is deleted can be brought back from here."),
            (_("Back to the rounds"), lambda: self.desk.go("rounds", "")),
        )
        self._missed = EmptyState("search", "", action=(_("Empty the search"), self.search.clear))
        self._stack = QStackedWidget()
        for part in (card, self._empty, self._missed):
            self._stack.addWidget(part)
        self._filled = card
        self.body.addLayout(row(self.search, None, self.count, gap=Space.M))
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.searched.connect(lambda text: self.model.ask(Asked(text)))
        self.search.left_down.connect(self.table.setFocus)
        self.model.loaded.connect(self._loaded)
        self.table.opened.connect(lambda _id: self.restore())
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._tell_chosen())
        self.desk.background.records_changed.connect(self._reload)
        shortcuts.bind(self, shortcuts.FIND, partial(self.search.setFocus))

    def _loaded(self) -> None:
        text = self.model.asked.text
        self.count.setText(ngettext("{n} record", "{n} records", self.model.total))
        self._missed.say(_("Nothing found for “{text}”.").format(text=text))
        self._stack.setCurrentWidget(self._filled if self.model.total else self._missed if text else self._empty)
        if self.model.total and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        n = len(self.table.selectionModel().selectedRows())
        words = _("Restore") if n < 2 else _("Restore {n}").format(n=number(n))
        self.restore_button.set_text(words)
        self.restore_button.setEnabled(bool(n) and not self.desk.readonly)

    @Slot(set)
    def _reload(self, _written: set[type[Record]]) -> None:
        if self.isVisible():
            self.model.reload()


def _row(one: Binned, by: str, desk: Desk) -> Row:
    at = datetime.fromtimestamp(one.at / 1000).astimezone().date()
    due = Cell(_("stays here"), tone="text3")
    if one.due is not None:
        past = one.due <= desk.today()
        due = Cell(_("now")) if past else Cell(day(one.due, "d MMM y"))
        due = Cell(due.text, (CellMark(due.text, "amber", "hourglass"),)) if past else due
    return Row(
        f"{one.record.slug}/{one.id}",
        (
            Cell(one.title or _(one.record.singular)),
            Cell(_(one.record.singular)),
            Cell(day(at, "d MMM y")),
            Cell(by or "—"),
            due,
        ),
    )
