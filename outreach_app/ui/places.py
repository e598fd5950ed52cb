"""The places of the window, in the order of the navigation. Pages are imported when they are first visited."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from outreach_app.i18n import N_
from outreach_app.ui.pages.page import Page

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell


class Place(NamedTuple):
    """A page by name. `listed` ones stand in the navigation and have Ctrl+1 to Ctrl+9 in that order."""

    name: str
    label: str
    icon: str
    build: Callable[[Shell], Page]
    listed: bool = True


def _team(shell: Shell) -> Page:
    from outreach_app.ui.pages.team import TeamPage

    return TeamPage(shell.desk, shell.workspace, shell.syncing)


PLACES: tuple[Place, ...] = (Place("team", N_("Team and sync"), "folder-sync", _team),)

NEW_ROUND = "round"
"""The place that the primary button and Ctrl+N open."""
