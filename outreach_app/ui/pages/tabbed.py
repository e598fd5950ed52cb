"""A page that holds several record lists and other views, one shown at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from outreach_app.domain.records import Record
from outreach_app.i18n import _
from outreach_app.store.confining import CONFINED
from outreach_app.tables.targets import KINDS
from outreach_app.ui.desk import Desk
from outreach_app.ui.following import Following
from outreach_app.ui.pages.page import MARGINS, Page
from outreach_app.ui.pages.records import Invitation, RecordList
from outreach_app.ui.record_pane import Extras
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import row
from outreach_app.ui.widgets.buttons import Button, IconButton
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
    label: str = ""
    """Instead of what the records are called."""
    extras: Extras | None = None
    """What stands below a record in its pane."""
    make: Callable[[Desk, Invitation], RecordList] | None = None
    """Where the list is one of its own."""


class View(NamedTuple):
    """A tab that is no record list. `like` is the slug of the list that its button for a new record belongs to."""

    slug: str
    label: str
    icon: str
    make: Callable[[], Following]
    like: str = ""
    offers_new: bool = True
    """Whether the button for a new record is there at all."""


class TabbedPage(Page):
    """Lists and views are made when they are first looked at; the first one is shown first."""

    def __init__(self, desk: Desk, title: str, tabs: Sequence[Tab | View], *, wraps: bool = False) -> None:
        """Many tabs that `wraps` go on in a next line at large letters."""
        super().__init__(desk, title)
        self._tabs = {tab.record.slug: tab for tab in tabs if isinstance(tab, Tab)}
        self._views = {view.slug: view for view in tabs if isinstance(view, View)}
        self._lists: dict[str, RecordList] = {}
        self._made: dict[str, Following] = {}
        self._segments = Segments([_option(tab) for tab in tabs], title, wraps=wraps)
        self._segments.chosen.connect(self._wanted)
        self._new = Button(next(iter(self._tabs.values())).invitation.action, "primary", "plus", self._make)
        self._take_in = IconButton("upload", _("Import a spreadsheet …"), self._import)
        self.add_action(self._segments)
        self.add_action(self._take_in)
        self.add_action(self._new)
        self._below = row()
        self._below.addStretch(1)
        self.body.addLayout(self._below)
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self._open(_option(tabs[0]).code)

    @property
    def list(self) -> RecordList:
        """The one that is shown."""
        return self._lists[self._segments.current()]

    @property
    def view(self) -> Following | None:
        """The view that is shown, if it is no list."""
        return self._made.get(self._segments.current())

    @property
    def limited(self) -> bool:
        return self.view is None and self.list.record in CONFINED

    def arrive(self, target: str = "") -> None:
        """`target` is an id, or the slug of a tab, or both: `areas/<id>`."""
        super().arrive(target)
        slug, _slash, id = target.rpartition("/")
        known = {*self._tabs, *self._views}
        if target in known or slug in known:
            self._open(slug or target)
            id = id if slug else ""
        elif id and self.view is not None:
            self._open(next(iter(self._tabs)))
        if self.view is not None:
            self.view.setFocus()
            if id:
                self.view.show_id(id)
        elif id:
            self.list.show_id(id)
        else:
            self.list.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the title and the tabs do not fit beside each other, the tabs stand below."""
        super().resizeEvent(event)
        parts = (self.title, self._scope, self._segments, self._take_in, self._new)
        wide = sum(part.sizeHint().width() for part in parts) + MARGINS[0] + MARGINS[2] + 2 * Space.L
        below = wide > event.size().width()
        if below != (self._below.indexOf(self._segments) >= 0):
            (self._below if below else self._actions).insertWidget(0 if below else 1, self._segments)

    def kept(self) -> dict[str, Any]:
        shown = {"chosen": self.view.current} if self.view is not None else self.list.kept()
        return {**shown, "tab": self._segments.current()}

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        if kept.get("tab") in {*self._tabs, *self._views}:
            self._open(kept["tab"])
        if self.view is None:
            self.list.bring_back(kept)
        elif kept.get("chosen"):
            self.view.show_id(kept["chosen"])

    def leave(self, go_on: Callable[[], None]) -> None:
        if self.view is None:
            self.list.pane.leave(go_on)
        else:
            self.view.leave(go_on)

    def put_away(self) -> None:
        super().put_away()
        for view in self._made.values():
            view.put_away()

    def _make(self) -> None:
        view = self._views.get(self._segments.current())
        if view is not None:
            self._open(view.like or next(iter(self._tabs)))
        self.list.new()

    def _wanted(self, slug: str) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, RecordList):
            shown.pane.leave(lambda: self._open(slug), lambda: self._segments.choose(shown.record.slug))
        elif isinstance(shown, Following):
            shown.leave(lambda: self._open(slug))
        else:
            self._open(slug)

    def _open(self, slug: str) -> None:
        view = self._views.get(slug)
        if view is not None:
            if slug not in self._made:
                self._stack.addWidget(self._made.setdefault(slug, view.make()))
            self._segments.choose(slug)
            self._stack.setCurrentWidget(self._made[slug])
            self._offer_new(self._tabs[view.like or next(iter(self._tabs))], here=view.offers_new)
            self.say_limited()
            return
        tab = self._tabs[slug]
        if slug not in self._lists:
            self._lists[slug] = self._made_of(tab)
            self._stack.addWidget(self._lists[slug])
        self._segments.choose(slug)
        self._stack.setCurrentWidget(self._lists[slug])
        self._offer_new(tab)
        self.say_limited()

    def _made_of(self, tab: Tab) -> RecordList:
        if tab.make is not None:
            return tab.make(self.desk, tab.invitation)
        return RecordList(self.desk, tab.record, tab.invitation, sort=tab.sort, extras=tab.extras)

    def _import(self) -> None:
        self.desk.go("import", self._segments.current())

    def _offer_new(self, tab: Tab, *, here: bool = True) -> None:
        self._take_in.setVisible(here and tab.record.slug in KINDS and not self.desk.readonly)
        self._new.set_text(tab.new or tab.invitation.action)
        may = self.desk.actor.coordinator or not tab.only_coordinator
        self._new.setVisible(here and bool(tab.new) and may and not self.desk.readonly)


def _option(tab: Tab | View) -> Option:
    if isinstance(tab, View):
        return Option(tab.slug, tab.label, icon=tab.icon)
    return Option(tab.record.slug, tab.label or _(tab.record.plural), icon=tab.icon)
