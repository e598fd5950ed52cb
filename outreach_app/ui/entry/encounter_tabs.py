"""The encounters of a visit beside each other."""

from collections.abc import Sequence

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from outreach_app.domain.drafts import EncounterDraft
from outreach_app.i18n import _, ngettext, number
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, row
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.tab_order import focusable, tab_before
from outreach_app.ui.widgets.tabs import Segments


class EncounterTabs(QWidget):
    chosen = QtSignal(int)
    removed = QtSignal()
    """The one shown now."""

    def __init__(self) -> None:
        super().__init__()
        self.current = 0
        self._labels: list[str] = []
        self._segments: Segments | None = None
        self._remove = IconButton("x", _("Remove this encounter"), self.removed.emit)
        title = Text(_("Encounters"), "label", "text2")
        self._row: QHBoxLayout = row(title, None, self._remove, gap=Space.M, margins=(24, 12, 20, 0))
        self.setLayout(self._row)

    def show_encounters(self, encounters: Sequence[EncounterDraft], current: int) -> None:
        """One alone needs no tab."""
        self.current = current
        self.setVisible(len(encounters) > 1)
        if len(encounters) < 2:
            return
        labels = [_label(n, encounter) for n, encounter in enumerate(encounters, 1)]
        if labels != self._labels:
            self._labels = labels
            if self._segments is not None:
                self._segments.hide()
                self._segments.deleteLater()
            options = [Option(str(n), label, _("Encounter {n}").format(n=label)) for n, label in enumerate(labels)]
            self._segments = Segments(options, _("Encounters"))
            self._segments.chosen.connect(lambda code: self.chosen.emit(int(code)))
            self._row.insertWidget(1, self._segments)
            tab_before(self._remove, *focusable(self._segments))
        if self._segments is not None:
            self._segments.choose(str(current))


def _label(n: int, encounter: EncounterDraft) -> str:
    return f"{number(n)} · {number(encounter.heads)}"


def told(encounters: Sequence[EncounterDraft]) -> str:
    """How many encounters and contacts, in words."""
    contacts = sum(encounter.heads for encounter in encounters)
    met = ngettext("{n} encounter", "{n} encounters", len(encounters))
    return f"{met} · {ngettext('{n} contact', '{n} contacts', contacts)}"


def all_told(encounters: Sequence[EncounterDraft]) -> str:
    """Everything that would be gone with them, the notes word for word."""
    said = [encounter for encounter in encounters if not encounter.untouched]
    needs = sum(len(encounter.needs) for encounter in said)
    notes = [f"“{note}”" for encounter in said if (note := " ".join(encounter.local_note.split()))]
    counted = [told(said)] if any(encounter.heads for encounter in said) else []
    needed = [ngettext("{n} need", "{n} needs", needs)] if needs else []
    return " · ".join([*counted, *needed, *notes]) or ngettext("{n} encounter", "{n} encounters", len(said))
