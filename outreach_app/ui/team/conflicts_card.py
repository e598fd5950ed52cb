"""Fields that several people changed without having seen each other: what each wrote, and how to settle it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from outreach_app.domain.values import abridged
from outreach_app.i18n import _, day, ngettext
from outreach_app.store.choices import Choice, Said
from outreach_app.store.conflicts import DELETED
from outreach_app.sync.people import moment
from outreach_app.ui.widgets.basics import Card, Rule, SectionTitle, Text, column, keep_if, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Badge, Mark

MOST = 6
_LONGEST = 280
"""Characters of a value: enough to tell it from the other; the record shows the rest."""


class ConflictsCard(Card):
    """Hidden as long as there is nothing to choose."""

    opened = QtSignal(object)
    """Its record is to be opened: a Choice."""
    kept = QtSignal(object)
    """What is shown is right."""
    taken_back = QtSignal(object)
    """The record is to come out of the bin."""

    def __init__(self, *, writable: bool) -> None:
        super().__init__(gap=14)
        self._writable = writable
        self._title = SectionTitle(_("Choices needed"))
        words = _(
            "Two people changed the same while they could not see each other's work. Open the record and save the"
            " field as it should be, or keep what is shown: that settles it on every laptop."
        )
        self._choices = QVBoxLayout()
        self._choices.setSpacing(16)
        self.body.addWidget(self._title)
        self.body.addWidget(Text(words, "small", "text2", wraps=True))
        self.body.addLayout(self._choices)
        self.hide()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        while self._choices.count():
            item = self._choices.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._title.hint.setText(str(len(choices)) if len(choices) > 1 else "")
        for position, choice in enumerate(choices[:MOST]):
            if position:
                self._choices.addWidget(Rule())
            self._choices.addWidget(self._one(choice))
        if len(choices) > MOST:
            left = len(choices) - MOST
            more = ngettext("and {n} more choice", "and {n} more choices", left)
            self._choices.addWidget(Text(more, "small", "text2"))
        self.setVisible(bool(choices))

    def _one(self, choice: Choice) -> QWidget:
        about = row(Text(_(choice.record.singular), "small", "text2"), Text("·", "small", "text3"), gap=6)
        about.addWidget(Text(_differs(choice), "small", "text2"))
        about.addStretch(1)
        names = column(Text(choice.title, "label", wraps=True), about, gap=1)
        head = row(gap=12)
        head.addWidget(Mark("git-merge", "red", 20), alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        versions: QBoxLayout = row(gap=8) if len(choice.versions) < 3 else column(gap=8)
        for position, said in enumerate(choice.versions):
            versions.addWidget(_Version(choice, said, shown=not position), 1)
        one = QWidget()
        one.setLayout(column(head, versions, self._buttons(choice), gap=10))
        return one

    def _buttons(self, choice: Choice) -> QBoxLayout:
        if _in_bin(choice):
            back = Button(_("Take it back"), "secondary", "rotate-ccw", lambda: self.taken_back.emit(choice))
            leave = Button(_("Leave it in the bin"), "secondary", "trash-2", lambda: self.kept.emit(choice))
            buttons = (back, leave)
        else:
            keep = Button(_("Keep what is shown"), "secondary", "check", lambda: self.kept.emit(choice))
            buttons = (Button(_("Open"), "secondary", "pencil", lambda: self.opened.emit(choice)), keep)
        for button in buttons:
            button.setAccessibleDescription(f"{choice.title}, {_differs(choice)}")
            button.setEnabled(self._writable)
        return row(*buttons, None, gap=8)


class _Version(QFrame):
    """One value, who wrote it and when."""

    def __init__(self, choice: Choice, said: Said, *, shown: bool) -> None:
        super().__init__()
        self.setProperty("look", "sunken")
        who = Text(_signed(said), "small", "text2", wraps=True)
        badge = Badge(_("shown"), "primary", "check")
        room = badge.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # so that the lines beside each other stand level
        badge.setSizePolicy(room)
        keep_if(shown and not _in_bin(choice), badge)
        foot = row(gap=8)
        foot.addWidget(who, 1)
        foot.addWidget(badge)
        self.setLayout(column(Text(_worded(choice, said), "label", wraps=True), None, foot, gap=6, margins=12))


def _in_bin(choice: Choice) -> bool:
    return choice.field == DELETED and bool(choice.versions[0].value)


def _differs(choice: Choice) -> str:
    if _in_bin(choice):
        return _("deleted while someone edited it")
    return _("{field} differs").format(field=choice.label)


def _worded(choice: Choice, said: Said) -> str:
    if said.field:
        return f"{said.label}: {abridged(said.text, _LONGEST) or _('empty')}"
    if choice.field == DELETED:
        return _("Deleted") if said.value else _("Not deleted")
    return abridged(said.text, _LONGEST) or _("empty")


def _signed(said: Said) -> str:
    told = moment(said.at)
    at = datetime.fromisoformat(told) if told else None
    written = f"{day(at.date(), 'd MMM')} {at:%H:%M}" if at else ""
    return " · ".join(part for part in (said.author or _("Someone of the team"), written) if part)
