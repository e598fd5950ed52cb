"""The places of the window, in the order of the navigation. Pages are imported when they are first visited."""

from collections.abc import Callable
from typing import NamedTuple

from outreach_app.i18n import N_
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.page import Page


class Place(NamedTuple):
    """A page by name. `listed` ones stand in the navigation and have Ctrl+1 to Ctrl+9 in that order."""

    name: str
    label: str
    icon: str
    build: Callable[[Desk], Page]
    listed: bool = True


def _team(desk: Desk) -> Page:
    from outreach_app.ui.pages.team import TeamPage

    return TeamPage(desk)


PLACES: tuple[Place, ...] = (Place("team", N_("Team and sync"), "folder-sync", _team),)

NEW_ROUND = "round"
"""The place that the primary button and Ctrl+N open."""
