"""What is said before something is erased for good, and for whom."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _, gettext, number
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.theme import restyle
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text, row
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.workspace.erasing import Doomed

FOR_GOOD = "eraser"
"""The icon of everything that cannot be taken back."""


class Sure(Dialog):
    """A deed that is worth a second look: Cancel has the focus."""

    def __init__(self, parent: QWidget, title: str, words: str, verb: str, act: Callable[[], object]) -> None:
        super().__init__(parent, title, words, verb, self._act)
        self._act_then = act
        self.button.setDefault(False)
        self.cancel.setFocus()

    def _act(self) -> None:
        self.accept()
        self._act_then()


class ForGood(Sure):
    """A deed without a way back: its button says so."""

    def __init__(self, parent: QWidget, title: str, words: str, verb: str, act: Callable[[], object]) -> None:
        super().__init__(parent, title, words, verb, act)
        self.button.setProperty("look", "danger")
        self.button.set_icon(FOR_GOOD)
        restyle(self.button)

    def list_counts(self, title: str, counts: Sequence[tuple[str, str]]) -> None:
        card = Card(SectionTitle(title), gap=6, margins=16)
        for label, count in counts:
            line = row(gap=12)
            line.addWidget(Text(label, "label", wraps=True), 1)
            line.addWidget(Text(count, "body", "text2"))
            card.body.addLayout(line)
        self.body.addWidget(card)


class EraseDialog(ForGood):
    """One record and what belongs to it. `erase` is called with a reason; only who asks is asked for one."""

    def __init__(self, parent: QWidget, doomed: Doomed, erase: Callable[[str], object]) -> None:
        words = (
            _("A coordinator decides. Until then it stays. Once erased, it cannot be brought back.")
            if doomed.asks
            else _("It goes from every laptop of the team, and cannot be brought back.")
        )
        verb = _("Ask") if doomed.asks else _("Erase for good")
        title = _("Ask to erase “{name}”") if doomed.asks else _("Erase “{name}” for good")
        name = doomed.caption or gettext(doomed.record.singular)
        super().__init__(parent, title.format(name=name), words, verb, lambda: erase(self.why()))
        more = [(gettext(kind.plural), number(n)) for kind, n in doomed.kinds.items() if kind is not doomed.record]
        if more:
            self.list_counts(_("What goes with it"), more)
        self._why: TextLine | None = None
        if doomed.asks:
            self._why = TextLine(_("Why"))
            hint = _("A few words for the coordinator. Name nobody.")
            self.body.addWidget(Field(_("Why"), self._why, hint=hint))

    def why(self) -> str:
        return self._why.text().strip() if self._why is not None else ""
