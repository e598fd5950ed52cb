"""The foot of round entry: what was typed so far and when it was kept, and the verbs."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from outreach_app.domain.drafts import RoundDraft
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, ngettext
from outreach_app.ui.offers import clock_time
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Elided, Text, row
from outreach_app.ui.widgets.buttons import Button

ROOM_FOR_KEYS = 115
"""Text size, in per cent, up to which there is room for the keys beside their buttons."""


class RoundFoot(QWidget):
    def __init__(
        self, discard: Callable[[], object], next_spot: Callable[[], object], save: Callable[[], object]
    ) -> None:
        super().__init__()
        self.save = Button(_("Save round"), "primary", "check", save)
        self._kept = Elided("", "small", "text3")
        self._total = Text("", "label", "text2")
        following = Button(_("Next spot"), "secondary", "plus", next_spot)
        self._keys = Text(_("Ctrl+Shift+Enter"), "small", "text3"), Text(_("Ctrl+Enter"), "small", "text3")
        line = row(Button(_("Discard"), "quiet", pressed=discard), gap=Space.M)
        line.addWidget(self._kept, 1)
        for item in (self._total, self._keys[0], following, self._keys[1], self.save):
            line.addWidget(item)
        self.setLayout(line)
        theme().changed.connect(self._make_room)
        self._make_room()

    def show_total(self, draft: RoundDraft) -> None:
        spots = ngettext("{n} spot", "{n} spots", len(draft.visits))
        told = ngettext("{n} contact", "{n} contacts", draft.contacts)
        self._total.setText(f"{spots} · {told}" if draft.visits else "")

    def show_kept(self, at: int | None) -> None:
        """When the draft was written, in milliseconds since 1970; None while it was not."""
        self._kept.set_tone("text3")
        self._kept.setText("" if at is None else _("Draft kept at {time}").format(time=clock_time(at)))

    def show_unkept(self, error: OutreachError) -> None:
        self._kept.set_tone("red")
        self._kept.setText(_("Draft not kept: {why}").format(why=error))

    def _make_room(self) -> None:
        """The list of keys has them too."""
        for key in self._keys:
            key.setVisible(theme().scale <= ROOM_FOR_KEYS)
