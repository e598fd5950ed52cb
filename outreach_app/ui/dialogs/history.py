"""The history of a record: who changed which field when, from what to what; and back to how it was."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from outreach_app.domain.striking import MARK
from outreach_app.domain.values import abridged
from outreach_app.i18n import N_, _, day, gettext, ngettext
from outreach_app.store.history import Entry, Line
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.workspace.past import History

DEEDS = {
    "made": ("plus", "green", N_("Made")),
    "changed": ("pencil", "text2", N_("Changed")),
    "deleted": ("trash-2", "red", N_("Deleted")),
    "restored": ("rotate-ccw", "blue", N_("Taken out of the bin")),
}
FEW, MOST = 2, 100
"""Changes that are shown at once."""
_LONG = 300
"""Characters of a value that are shown."""


class HistoryDialog(Dialog):
    """`restore` is given the change after which things were as they are to be again; None where nobody may."""

    WIDTH = 680
    HEIGHT, AROUND = 420, 270
    """Pixels of the list at most, and of what lies around it: it fits a low window at any size of the text."""

    def __init__(
        self, parent: QWidget, name: str, found: History, restore: Callable[[Entry], object] | None
    ) -> None:
        title = _("History: {name}").format(name=name)
        super().__init__(parent, title, _reach(found), _("Close"), self.accept)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel.hide()
        self._found, self._restore = found, restore
        lines = column(gap=Space.M)
        entries = found.entries[:MOST]
        newest: set[str] = set()
        for n, entry in enumerate(entries):
            if n:
                lines.addWidget(Rule())
            lines.addWidget(self._entry(entry, last=entry.id in newest))
            newest.add(entry.id)
        if len(found.entries) > MOST:
            more = len(found.entries) - MOST
            said = ngettext("{n} older change is not shown.", "{n} older changes are not shown.", more)
            lines.addWidget(Text(said, "small", "text2"))
        if not entries:
            lines.addWidget(Text(_("No change of it is kept."), "body", "text2", wraps=True))
        lines.addStretch(1)
        listed = QWidget()
        listed.setLayout(lines)
        scroll = Scroll(listed, margins=(0, 0, 12, 0))
        scroll.walk_as(title)
        room = parent.window().height() - theme().px(self.AROUND)
        scroll.setFixedHeight(min(theme().px(self.HEIGHT if len(entries) > FEW else self.HEIGHT // 2), room))
        self.body.addWidget(scroll)
        self.button.setFocus()

    def _entry(self, entry: Entry, *, last: bool) -> QWidget:
        """`last`: it is not the newest change of its record, so there is something to go back to."""
        icon, tone, deed = DEEDS[entry.deed]
        who = self._found.names.get(entry.author, "") or _("Someone")
        head = row(Mark(icon, tone), gap=Space.S)
        words = f"{gettext(deed)} · {who} · {_moment(entry.at)}"
        head.addWidget(Text(words, "label", wraps=True), 1)
        if self._restore is not None and last and entry.deed != "deleted" and entry.version:
            button = Button(_("Restore"), "link", "rotate-ccw", lambda: self._go_back(entry))
            button.setAccessibleDescription(words)
            head.addWidget(button)
        body = column(head, gap=6)
        if entry.id != self._found.id:
            kind = gettext(entry.record.singular)
            about = f"{kind} · {entry.title}" if entry.title else kind
            body.addLayout(_indented(Text(about, "small", "text2", wraps=True)))
        for line in entry.lines:
            body.addLayout(_indented(_line(line)))
        whole = QWidget()
        whole.setLayout(body)
        return whole

    def _go_back(self, entry: Entry) -> None:
        self.accept()
        if self._restore is not None:
            self._restore(entry)


def _reach(found: History) -> str:
    if found.whole:
        return _("From the day on which it was made. Notes of this laptop alone have no history.")
    if found.since:
        on = day(datetime.fromtimestamp(found.since / 1000).astimezone().date(), "d MMMM y")
        return _(
            "Back to the last tidying up: what was replaced before {day} is not kept any more. Notes of this"
            " laptop alone have no history."
        ).format(day=on)
    return _("Older changes are not kept on this laptop. Notes of this laptop alone have no history.")


def _line(line: Line) -> Text:
    after = _shown(line.after)
    if line.before == "":
        return Text(f"{line.label}: {after}", "body", wraps=True)
    before = _("not kept") if line.before is None else _shown(line.before)
    return Text(
        _("{field}: {before} → {after}").format(field=line.label, before=before, after=after), "body", wraps=True
    )


def _shown(text: str) -> str:
    if text == MARK:
        return _("erased")
    return abridged(" ".join(text.split()), _LONG) or _("empty")


def _indented(text: Text) -> QHBoxLayout:
    line = row(26, gap=0)
    line.addWidget(text, 1)
    return line


def _moment(milliseconds: int) -> str:
    at = datetime.fromtimestamp(milliseconds / 1000).astimezone()
    return f"{day(at.date(), 'd MMM y')}, {at:%H:%M}"
