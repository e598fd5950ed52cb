"""The places of the window, in the order of the navigation. Pages are imported when they are first visited."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from outreach_app.i18n import N_
from outreach_app.ui.pages.page import Page

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell


class Place(NamedTuple):
    """A page by name. `listed` ones stand in the navigation, and the first nine have Ctrl+1 to Ctrl+9 in that
    order; those of one `group` stand below its heading."""

    name: str
    label: str
    icon: str
    build: Callable[[Shell], Page]
    listed: bool = True
    group: str = ""


def _today(shell: Shell) -> Page:
    from outreach_app.ui.pages.today import TodayPage

    return TodayPage(shell.desk, shell.workspace, shell.lookout)


def _rounds(shell: Shell) -> Page:
    from outreach_app.ui.pages.rounds import RoundsPage

    return RoundsPage(shell.desk)


def _round(shell: Shell) -> Page:
    from outreach_app.ui.pages.round_entry import RoundEntryPage

    return RoundEntryPage(shell.desk)


def _import(shell: Shell) -> Page:
    from outreach_app.ui.pages.importing import ImportPage

    return ImportPage(shell.desk, shell.workspace)


def _spots(shell: Shell) -> Page:
    from outreach_app.ui.pages.spots import SpotsPage

    return SpotsPage(shell.desk)


def _needs(shell: Shell) -> Page:
    from outreach_app.ui.pages.needs import NeedsPage

    return NeedsPage(shell.desk)


def _signals(shell: Shell) -> Page:
    from outreach_app.ui.pages.signals import SignalsPage

    return SignalsPage(shell.desk)


def _notes(shell: Shell) -> Page:
    from outreach_app.ui.pages.signals import NotesPage

    return NotesPage(shell.desk)


def _consultations(shell: Shell) -> Page:
    from outreach_app.ui.pages.consultations import ConsultationsPage

    return ConsultationsPage(shell.desk)


def _meeting(shell: Shell) -> Page:
    from outreach_app.ui.pages.meeting import MeetingPage

    return MeetingPage(shell.desk, _whose(shell))


def _agreements(shell: Shell) -> Page:
    from outreach_app.ui.pages.agreements import AgreementsPage

    return AgreementsPage(shell.desk, _whose(shell))


def _note(shell: Shell) -> Page:
    from outreach_app.ui.pages.note import NotePage

    return NotePage(shell.desk)


def _network(shell: Shell) -> Page:
    from outreach_app.ui.pages.network import NetworkPage

    return NetworkPage(shell.desk)


def _figures(shell: Shell) -> Page:
    from outreach_app.ui.pages.figures import FiguresPage

    return FiguresPage(shell.desk, _whose(shell))


def _whose(shell: Shell) -> str:
    """The team whose records are shown."""
    looked_at = shell.workspace.bundles.looked_at
    return looked_at.name if looked_at else shell.workspace.team_name


def _results(shell: Shell) -> Page:
    from outreach_app.ui.pages.results import ResultsPage

    looked_at = shell.workspace.bundles.looked_at
    return ResultsPage(shell.desk, looked_at.name if looked_at else shell.workspace.team_name)


def _regions(shell: Shell) -> Page:
    from outreach_app.ui.pages.regions import RegionsPage

    return RegionsPage(shell.desk)


def _priorities(shell: Shell) -> Page:
    from outreach_app.ui.pages.priorities import PrioritiesPage

    return PrioritiesPage(shell.desk)


def _words(shell: Shell) -> Page:
    from outreach_app.ui.pages.spots import WordsPage

    return WordsPage(shell.desk)


def _team(shell: Shell) -> Page:
    from outreach_app.ui.pages.team import TeamPage

    return TeamPage(shell.desk, shell.workspace, shell.syncing, shell.team_wanted.emit)


def _merge(shell: Shell) -> Page:
    from outreach_app.ui.pages.merge import MergePage

    return MergePage(shell.desk, shell.workspace, shell.syncing, shell.waiting)


def _sync(shell: Shell) -> Page:
    from outreach_app.ui.pages.sync import SyncPage

    return SyncPage(shell.desk, shell.workspace, shell.syncing)


def _settings(shell: Shell) -> Page:
    from outreach_app.ui.pages.settings import SettingsPage

    return SettingsPage(shell)


_COORDINATION = N_("Coordination")


def _bin(shell: Shell) -> Page:
    from outreach_app.ui.pages.bin import BinPage

    return BinPage(shell.desk, shell.workspace)


PLACES: tuple[Place, ...] = (
    Place("today", N_("Today"), "layout-dashboard", _today),
    Place("rounds", N_("Rounds"), "footprints", _rounds),
    Place("spots", N_("Spots"), "map-pin", _spots),
    Place("needs", N_("Needs"), "lightbulb", _needs),
    Place("signals", N_("Signals"), "flag", _signals),
    Place("notes", N_("Signal notes"), "file-text", _notes),
    Place("consultations", N_("Consultations"), "messages-square", _consultations),
    Place("agreements", N_("Agreements"), "clipboard-check", _agreements),
    Place("network", N_("Network"), "network", _network),
    Place("figures", N_("Figures"), "trending-up", _figures),
    Place("priorities", N_("Priorities"), "scale", _priorities, group=_COORDINATION),
    Place("regions", N_("Regions"), "layers", _regions, group=_COORDINATION),
    Place("merge", N_("Merge"), "git-merge", _merge, group=_COORDINATION),
    Place("team", N_("Team and sync"), "folder-sync", _team, group=_COORDINATION),
    Place("words", N_("Colleagues and terms"), "users", _words, group=_COORDINATION),
    Place("round", N_("New round"), "plus", _round, listed=False),
    Place("note", N_("Signal note"), "file-text", _note, listed=False),
    Place("meeting", N_("Meeting"), "calendar", _meeting, listed=False),
    Place("sync", N_("Sync"), "refresh-cw", _sync, listed=False),
    Place("import", N_("Import a spreadsheet"), "upload", _import, listed=False),
    Place("results", N_("Results"), "flag", _results, listed=False),
    Place("bin", N_("The bin"), "trash-2", _bin, listed=False),
    Place("settings", N_("Settings"), "settings", _settings, listed=False),
)

NEW_ROUND = "round"
"""The place that the primary button and Ctrl+N open."""
SYNC, MERGE = "sync", "merge"
"""The places that the foot of the navigation opens: the second where there is something to choose."""
BIN = "bin"
"""The place below the others, at the foot of the navigation."""
SETTINGS = "settings"
"""The place that the gear and Ctrl+comma open."""
