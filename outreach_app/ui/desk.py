"""What every page has at hand: the way to the store, who works here, and how to say something."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from outreach_app.domain.actor import Actor
from outreach_app.domain.clock import Clock
from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.background import Background
from outreach_app.ui.tasks import Task
from outreach_app.ui.undoing import WayBack

if TYPE_CHECKING:
    from outreach_app.store.undoing import Change
    from outreach_app.workspace.erasing import Erasing
    from outreach_app.workspace.past import Past

Action = tuple[str, Callable[[], object]]
"""A verb and what it does."""


@dataclass
class Leave:
    """What was said about data leaving the vault, until the vault is locked."""

    silent: bool = False
    recipient: str = ""


@dataclass(frozen=True)
class Desk:
    """Made once by the window for an open vault; pages never know the window itself."""

    background: Background
    actor: Actor
    clock: Clock
    toast: Callable[[str, Action | None], None]
    """A word after the deed, with a way back: a verb and what it does. Ctrl+Z takes the last "Undo" too."""
    refuse: Callable[[OutreachError], None]
    """What could not be done, above the page."""
    go: Callable[[str, str], None]
    """Opens a page by its name, at the record with this id (empty: as it was)."""
    readonly: bool = False
    unwritable: bool = False
    """The vault itself is open to read only: no register is kept. Where another team is looked at, it is."""
    erasing: "Erasing | None" = None
    """Where records can be erased for good."""
    past: "Past | None" = None
    """Where the history of records is read."""
    forget: Callable[[], object] = lambda: None
    """Something was erased: nothing of it is left in what was said, and in what could be undone."""
    leave: Leave = field(default_factory=Leave)
    aside: dict[str, Any] = field(default_factory=dict)
    """A round typed in one line and not gone on with; kept over a lock."""
    task: Callable[..., Task] = Task
    """Shows long work at the foot of the window: its words, and whether it can be stopped (`can_stop`)."""

    def did(self, told: str, change: "Change", again: Callable[[], object] = lambda: None) -> None:
        """Tells what a job wrote (see store/undoing.py), with the way back; `again` shows what came back."""
        self.toast(told, (_("Undo"), WayBack.of(self, change, again)) if change else None)

    def today(self) -> date:
        return self.clock.today()
