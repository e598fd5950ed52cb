"""What every page is handed: the open vault, the lanes for its work, and the window around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from outreach_app.errors import OutreachError
from outreach_app.ui.background import Background

if TYPE_CHECKING:  # pages are built by the shell, which imports it for real
    from outreach_app.workspace import Workspace

Action = tuple[str, Callable[[], object]]
"""A verb, and what it does."""


class Around(Protocol):
    """What a page may ask of the window."""

    def go(self, place: str, target: object = None) -> None:
        """Opens the page of that name (see `places`); `target` is what it shows there, such as a record's id."""

    def toast(self, text: str, action: Action | None = None) -> None:
        """A word after the deed, with a way back."""

    def say(self, title: str, advice: str = "", tone: str = "info", action: Action | None = None) -> None:
        """A message that stays above the page until it is closed."""

    def say_error(self, error: OutreachError) -> None: ...

    def sync_soon(self) -> None:
        """Something was saved that others should have."""


@dataclass(eq=False)
class Desk:
    """One unlocked vault and its window; gone when it is locked."""

    workspace: Workspace
    background: Background
    window: Around
