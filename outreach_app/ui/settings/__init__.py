"""The tabs of Settings, in the order in which they stand. Each is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import N_

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell


class SettingsEntry(NamedTuple):
    """A tab by name. One that is a SettingsTab hears each time it is shown."""

    slug: str
    label: str
    icon: str
    build: Callable[[Shell], QWidget]
    only_coordinator: bool = False


def _general(shell: Shell) -> QWidget:
    from outreach_app.ui.settings.general import GeneralTab

    return GeneralTab(shell)


def _security(shell: Shell) -> QWidget:
    from outreach_app.ui.settings.security import SecurityTab

    return SecurityTab(shell)


def _exports(shell: Shell) -> QWidget:
    from outreach_app.ui.settings.exports import ExportsTab

    return ExportsTab(shell)


def _keep(shell: Shell) -> QWidget:
    from outreach_app.ui.settings.keep import KeepTab

    return KeepTab(shell)


def _backups(shell: Shell) -> QWidget:
    from outreach_app.ui.settings.backups import BackupsTab

    return BackupsTab(shell)


def _workload(shell: Shell) -> QWidget:
    from outreach_app.ui.settings.workload import WorkloadTab

    return WorkloadTab(shell)


def _letterhead(shell: Shell) -> QWidget:
    from outreach_app.ui.settings.letterhead import LetterheadTab

    return LetterheadTab(shell)


SETTINGS_TABS: tuple[SettingsEntry, ...] = (
    SettingsEntry("general", N_("General"), "settings", _general),
    SettingsEntry("security", N_("Security"), "key-round", _security),
    SettingsEntry("backups", N_("Backups"), "archive", _backups),
    SettingsEntry("keep", N_("Keep and erase"), "hourglass", _keep),
    SettingsEntry("exports", N_("Exports"), "send", _exports),
    SettingsEntry("letterhead", N_("Letterhead"), "landmark", _letterhead, only_coordinator=True),
    SettingsEntry("workload", N_("Workload"), "gauge", _workload),
)
