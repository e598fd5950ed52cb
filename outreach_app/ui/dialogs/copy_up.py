"""What of a signal goes to a region, to Flanders or beyond: looked at, and said better, before it is copied."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Id, field_of
from outreach_app.domain.records import Signal
from outreach_app.domain.upward import LEVELS, TEXTS
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.store.copying_up import Preview, copy_up, preview
from outreach_app.store.listing import vocabularies
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.locking.typed import type_again, typed_in
from outreach_app.ui.widgets.basics import Text
from outreach_app.ui.widgets.chips import ChipRow
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine, TextLines
from outreach_app.ui.widgets.option import Option

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class CopyUpDialog(Dialog):
    """`copy` is called with the level and the texts; stays open until that was done or given up."""

    WIDTH = 600

    def __init__(
        self,
        parent: QWidget,
        shown: Preview,
        terms: Vocabularies,
        copy: Callable[[str, Mapping[str, str]], object],
    ) -> None:
        words = _("This is all that goes. The signal itself stays as it is and goes on.")
        super().__init__(parent, _("Copy upward"), words, _("Make the copy"), self._act)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._signal, self._copy = shown.signal, copy
        self.level = ChipRow([Option(each, terms.label("level", each)) for each in LEVELS], _("To"), single=True)
        self.level.choose(LEVELS[:1])
        self.body.addWidget(self.level)
        self._lines: dict[str, TextLine | TextLines] = {}
        for name in TEXTS:
            described, text = field_of(Signal, name), shown.texts[name]
            assert described is not None
            label, gone = _(described.label), ", ".join(text.taken_out)
            line: TextLine | TextLines = TextLines(label, 3) if described.multiline else TextLine(label)
            line.setPlainText(text.text) if isinstance(line, TextLines) else line.setText(text.text)
            hint = _("Taken out: {names}. Say it better where brackets stand.").format(names=gone) if gone else ""
            self._lines[name] = line
            self.body.addWidget(Field(label, line, hint=hint))
        stays = _("Stays here: areas, needs and their figures, quotes, steps, evidence, support and the lead.")
        self.body.addWidget(Text(stays, "small", "text2", wraps=True))

    def kept(self) -> dict[str, Any]:
        """See locking.keeping."""
        return {"dialog": "copy_up", "signal": self._signal, "typed": typed_in(self)}

    def say(self, error: OutreachError) -> None:
        self.messages.say(str(error), error.what_now, "warning", closable=False)

    def _act(self) -> None:
        texts = {
            name: line.toPlainText() if isinstance(line, TextLines) else line.text()
            for name, line in self._lines.items()
        }
        self._copy(next(iter(self.level.chosen()), ""), texts)


def ask_copy_up(desk: Desk, signal: Id, parent: QWidget, back: Mapping[str, Any] | None = None) -> None:
    """Shows what would go, then makes the copy and opens it. `back` is what a lock took away."""

    def read(session: "Session") -> tuple[Preview, Vocabularies]:
        return preview(session, signal), vocabularies(session)

    def show(found: tuple[Preview, Vocabularies]) -> None:
        dialog = CopyUpDialog(parent, *found, lambda level, texts: make(dialog, level, texts))
        if back:
            type_again(dialog, back)
        dialog.open()

    def make(dialog: CopyUpDialog, level: str, texts: Mapping[str, str]) -> None:
        def done(written: tuple[Signal, Change]) -> None:
            dialog.accept()
            desk.did(_("The copy “{name}” is a draft now.").format(name=written[0].title), written[1])
            desk.go("signals", written[0].id)

        desk.background.run(
            lambda session: watched(session, lambda session: copy_up(session, signal, level, texts)),
            owner=dialog,
            done=done,
            failed=dialog.say,
            busy=dialog,
        )

    desk.background.read(read, owner=parent, done=show)


def reopen(desk: Desk, parent: QWidget, kept: Mapping[str, Any]) -> None:
    """After a lock; not where the signal was erased meanwhile."""
    if kept["signal"]:
        ask_copy_up(desk, Id(kept["signal"]), parent, kept["typed"])
