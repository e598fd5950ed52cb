"""A page that holds several record lists, one shown at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtWidgets import QStackedWidget

from outreach_app.domain.records import Record
from outreach_app.i18n import _
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.page import Page
from outreach_app.ui.pages.records import Invitation, RecordList
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.tabs import Segments


class Tab(NamedTuple):
    record: type[Record]
    icon: str
    new: str
    """What the button says that makes one."""
    invitation: Invitation
    sort: str = ""
    only_coordinator: bool = False
    """Who may add and change these."""


class TabbedPage(Page):
    """Lists are made when they are first looked at."""

    def __init__(self, desk: Desk, title: str, tabs: Sequence[Tab]) -> None:
        super().__init__(desk, title)
        self._tabs = {tab.record.slug: tab for tab in tabs}
        self._lists: dict[str, RecordList] = {}
        self._segments = Segments([Option(t.record.slug, _(t.record.plural), icon=t.icon) for t in tabs], title)
        self._segments.chosen.connect(self._wanted)
        self._new = Button(tabs[0].new, "primary", "plus", self._make)
        self.add_action(self._segments)
        self.add_action(self._new)
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self._open(tabs[0].record.slug)

    @property
    def list(self) -> RecordList:
        """The one that is shown."""
        return self._lists[self._segments.current()]

    def arrive(self, target: str = "") -> None:
        """`target` is an id, or the slug of a tab, or both: `areas/<id>`."""
        super().arrive(target)
        slug, _slash, id = target.rpartition("/")
        if target in self._tabs or slug in self._tabs:
            self._open(slug or target)
            id = id if slug else ""
        if id:
            self.list.show_id(id)
        else:
            self.list.table.setFocus()

    def kept(self) -> dict[str, Any]:
        return {**self.list.kept(), "tab": self._segments.current()}

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        if kept.get("tab") in self._tabs:
            self._open(kept["tab"])
        self.list.bring_back(kept)

    def leave(self, go_on: Callable[[], None]) -> None:
        self.list.pane.leave(go_on)

    def _make(self) -> None:
        self.list.new()

    def _wanted(self, slug: str) -> None:
        shown = self._stack.currentWidget()
        assert isinstance(shown, RecordList)
        shown.pane.leave(lambda: self._open(slug), lambda: self._segments.choose(shown.record.slug))

    def _open(self, slug: str) -> None:
        tab = self._tabs[slug]
        if slug not in self._lists:
            made = self._lists[slug] = RecordList(self.desk, tab.record, tab.invitation, sort=tab.sort)
            self._stack.addWidget(made)
        self._segments.choose(slug)
        self._stack.setCurrentWidget(self._lists[slug])
        self._new.set_text(tab.new)
        may = self.desk.actor.coordinator or not tab.only_coordinator
        self._new.setVisible(may and not self.desk.readonly)
