"""How the window looks and speaks, when it locks, and where the team meets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from outreach_app.i18n import _, language, ngettext
from outreach_app.sync import remote
from outreach_app.ui.dialogs.server import ServerDialog
from outreach_app.ui.motion import motion
from outreach_app.ui.preferences import LANGUAGE_NAMES, LOCK_MINUTES, offered_languages
from outreach_app.ui.settings.tab import SettingsTab
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import SCALES
from outreach_app.ui.widgets.basics import Card, Elided, SectionTitle, Text, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.tabs import Segments

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell


class GeneralTab(SettingsTab):
    """What is chosen here holds at once, and is kept for the next start."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._preferences = shell, shell.preferences
        self.body.addWidget(self._looks())
        self.body.addWidget(self._locking())
        self.body.addWidget(self._meeting())
        self.arrive()

    def arrive(self) -> None:
        folder = self._shell.workspace.folder
        self._folder.setText(str(folder) if folder else _("None yet"))
        self._change.setEnabled(
            not self._shell.workspace.readonly and bool(self._shell.workspace.team_fingerprint)
        )
        if remote.kinds():
            self._server.setEnabled(self._change.isEnabled())

    def use_folder(self, folder: Path) -> None:
        """The shared folder from now on, tried with a sync at once."""
        self._shell.background.run_outside(
            lambda: self._shell.workspace.use_folder(folder),
            owner=self,
            done=lambda _nothing: self._moved(),
            failed=self._shell.refuse,
            busy=self._change,
        )

    def _looks(self) -> QWidget:
        kept = self._preferences
        names = {"system": _("As the system"), "light": _("Light colours"), "dark": _("Dark")}
        icons = {"system": "monitor", "light": "sun", "dark": "moon"}
        schemes = [Option(code, name, icon=icons[code]) for code, name in names.items()]
        sizes = [Option(str(size), _("{n} %").format(n=size)) for size in SCALES]
        moving = [Option("system", _("As the system")), Option("less", _("As little as can be"))]
        spoken = [Option(code, LANGUAGE_NAMES[code]) for code in offered_languages()]
        return Card(
            SectionTitle(_("Window")),
            _choice(_("Appearance"), schemes, kept.scheme, self._choose_scheme),
            _choice(_("Text size"), sizes, str(kept.scale), self._choose_scale),
            _choice(_("Motion"), moving, kept.motion, self._choose_motion),
            _choice(_("Language"), spoken, language(), self._shell.language_wanted.emit),
        )

    def _locking(self) -> QWidget:
        minutes = [Option(str(n), str(n), ngettext("{n} minute", "{n} minutes", n)) for n in LOCK_MINUTES]
        label = _("Minutes without a touch until the vault locks")
        words = _(
            "Ctrl+L locks at once; Ctrl+Shift+L, or the key Pause, locks and hides the window. What you were "
            "typing is kept, encrypted."
        )
        keys = Button(_("All keys (Shift+F1)"), "link", pressed=self._shell.helping.show_keys)
        return Card(
            SectionTitle(_("Locking"), "", keys),
            _choice(label, minutes, str(self._preferences.lock_minutes), self._choose_minutes, words),
        )

    def _meeting(self) -> QWidget:
        self._folder = Elided("", "label")
        self._change = Button(_("Change …"), "secondary", "folder-open", self._choose_folder)
        self._change.setAccessibleName(_("Change the shared folder"))
        where = row(Mark("folder", "text2", 18), gap=10)
        where.addWidget(self._folder, 1)
        where.addWidget(self._change)
        if remote.kinds():
            self._server = Button(_("On a server …"), "secondary", "globe", self._choose_server)
            where.addWidget(self._server)
        words = _("Where your team meets. Everything is sealed before it goes there.")
        return Card(SectionTitle(_("Shared folder")), Text(words, "small", "text2", wraps=True), where)

    def _choose_scheme(self, scheme: str) -> None:
        self._preferences.scheme = scheme
        self._keep()

    def _choose_scale(self, scale: str) -> None:
        self._preferences.scale = int(scale)
        self._keep()
        self._shell.anew_wanted.emit()

    def _choose_motion(self, wanted: str) -> None:
        self._preferences.motion = wanted
        self._preferences.save()
        motion().choose(wanted)

    def _keep(self) -> None:
        self._preferences.save()
        theme().choose(self._preferences.scheme, self._preferences.scale)

    def _choose_minutes(self, minutes: str) -> None:
        self._preferences.lock_minutes = int(minutes)
        self._preferences.save()
        self._shell.preferences_changed.emit()

    def _choose_folder(self) -> None:
        folder = self._shell.workspace.folder
        chosen = QFileDialog.getExistingDirectory(self, _("Shared folder"), str(folder or ""))
        if chosen:
            self.use_folder(Path(chosen))

    def _choose_server(self) -> None:
        shell = self._shell
        ServerDialog(self, shell.workspace, shell.background, self._moved).open()

    def _moved(self) -> None:
        self.arrive()
        self._shell.syncing.start()


def _choice(
    label: str, options: list[Option], current: str, chosen: Callable[[str], object], hint: str = ""
) -> Field:
    segments = Segments(options, label)
    segments.choose(current)
    segments.chosen.connect(chosen)
    return Field(label, segments, hint=hint)
