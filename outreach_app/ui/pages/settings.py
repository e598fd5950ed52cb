"""Settings: one tab at a time, each made when it is first looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from outreach_app.i18n import _
from outreach_app.ui.help.topics import PASSPHRASE, TOPIC
from outreach_app.ui.pages.page import Page
from outreach_app.ui.settings import SETTINGS_TABS
from outreach_app.ui.settings.tab import SettingsTab
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.tabs import Segments

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell


WITH_ICONS = 130
"""Per cent."""
_TOPICS = {"security": PASSPHRASE, "keep": "erasing", "exports": "typing"}
"""What the help tells on a tab, where that is more than settings."""


class SettingsPage(Page):
    """`arrive("security")` opens a tab by its slug."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.desk, _("Settings"))
        self._shell = shell
        may = [tab for tab in SETTINGS_TABS if shell.workspace.actor.coordinator or not tab.only_coordinator]
        self._entries = {tab.slug: tab for tab in may}
        self._tabs: dict[str, QWidget] = {}
        drawn = theme().scale <= WITH_ICONS  # larger letters need the room themselves
        options = [Option(tab.slug, _(tab.label), icon=tab.icon if drawn else "") for tab in may]
        self.segments = Segments(options, _("Settings"), wraps=True)
        self.segments.chosen.connect(self.open)
        self._stack = QStackedWidget()
        self.body.addWidget(self.segments)
        self.body.addWidget(self._stack, 1)

    @property
    def tab(self) -> QWidget:
        """The one that is shown."""
        return self._tabs[self.segments.current()]

    def arrive(self, target: str = "") -> None:
        super().arrive(target)
        self.open(target if target in self._entries else self.segments.current())
        self.segments.focus()

    def open(self, slug: str) -> None:
        if slug not in self._tabs:
            made = self._tabs[slug] = self._entries[slug].build(self._shell)
            self._stack.addWidget(made)
        self.target = slug
        self.setProperty(TOPIC, _TOPICS.get(slug, ""))
        self.segments.choose(slug)
        shown = self._tabs[slug]
        self._stack.setCurrentWidget(shown)
        if isinstance(shown, SettingsTab):
            shown.arrive()
