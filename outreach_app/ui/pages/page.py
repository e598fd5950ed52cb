"""What all pages share: a title, actions at its right, a message bar, and how one comes and goes."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from outreach_app.i18n import _
from outreach_app.store.confining import Confined
from outreach_app.ui.desk import Desk
from outreach_app.ui.locking.typed import type_again, typed_in
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Elided, column, keep_if, row
from outreach_app.ui.widgets.marks import Badge
from outreach_app.ui.widgets.messages import MessageBar

MARGINS = (28, 22, 28, 24)


class Page(QWidget):
    """A place of the navigation. Built on the first visit, kept until the vault is locked.

    Add to `body`; put buttons at the right of the title with `add_action`.
    """

    def __init__(self, desk: Desk, title: str, subtitle: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.target = ""
        """Id of what is shown here: kept over locking, so that unlocking comes back to it."""
        self.setProperty("look", "page")
        self.title = Elided(title, "display")
        self.subtitle = Elided(subtitle, "body", "text2")
        keep_if(bool(subtitle), self.subtitle)
        self._actions = row(gap=Space.S)
        self.confined: Confined | None = None
        """What lists are limited to, on this laptop."""
        self._scope = Badge()
        self._scope.hide()
        self._actions.addWidget(self._scope)
        self.messages = MessageBar()
        self._head = row(column(self.title, self.subtitle, gap=2), self._actions, gap=Space.L)
        self._head.setStretch(0, 1)
        self.body = column(gap=Space.L)
        outer = column(self._head, self.messages, gap=Space.L, margins=MARGINS)
        outer.addLayout(self.body, 1)
        self.setLayout(outer)

    def set_title(self, title: str, subtitle: str = "") -> None:
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def add_action(self, action: QWidget | QLayout) -> None:
        if isinstance(action, QWidget):
            self._actions.addWidget(action)
        else:
            self._actions.addLayout(action)

    def insert_action(self, action: QWidget) -> None:
        """Before those that are there already."""
        self._actions.insertWidget(1, action)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit_head()
        return super().event(event)

    def _fit_head(self) -> None:
        """Actions that would cut the title short stand below it: large letters, long languages."""
        room = self.width() - MARGINS[0] - MARGINS[2] - self._head.spacing()
        fits = self.title.sizeHint().width() + self._actions.sizeHint().width() <= room
        below = QBoxLayout.Direction.TopToBottom
        self._head.setDirection(QBoxLayout.Direction.LeftToRight if fits else below)
        self._actions.setAlignment(Qt.AlignmentFlag(0) if fits else Qt.AlignmentFlag.AlignLeft)

    @property
    def limited(self) -> bool:
        """Whether what is shown now is limited: only then is it said."""
        return False

    def confine(self, confined: Confined | None) -> None:
        """Says in the head what this is limited to, where it is."""
        self.confined = confined
        self.say_limited()

    def say_limited(self) -> None:
        shown = self.confined if self.limited else None
        self._scope.show_text(shown.name if shown else "", "blue", "list-filter")
        self._scope.setToolTip(_("Only what lies there. What names no area is left out.") if shown else "")
        self._scope.setVisible(shown is not None)

    def arrive(self, target: str = "") -> None:
        """Someone came here, to see the record with this id if one is named. Put the focus where typing begins."""
        if target:
            self.target = target

    def leave(self, go_on: Callable[[], None]) -> None:
        """Someone wants to go elsewhere: call `go_on` at once, or after asking what becomes of unsaved work."""
        go_on()

    def kept(self) -> dict[str, Any]:
        """What `bring_back` needs to show this again after a lock, as JSON. `unfinished`: typed, and not saved."""
        return typed_in(self)

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        """Someone came here (`arrive`) and finds things as they were; None stands for what was erased since."""
        type_again(self, kept)

    def held(self) -> dict[str, Any]:
        """What `bring_back` needs besides where it was kept elsewhere, and the disk may not have taken it."""
        return {}

    def put_away(self) -> None:
        """The vault is about to be locked: start storing drafts now, ask nothing. Jobs begun here still run."""
