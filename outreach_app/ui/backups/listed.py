"""Backups below each other, each with what can be done with it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.i18n import _, day, number
from outreach_app.ui.offers import clock_time, from_millis
from outreach_app.ui.widgets.basics import Elided, Rule, Text, column, empty, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark
from outreach_app.workspace.backup_file import Backup
from outreach_app.workspace.backups import REASONS

_MEGABYTE = 1_000_000


class BackupList(QWidget):
    """Newest first, as given; each has a button that calls `restore` with it."""

    def __init__(self, restore: Callable[[Backup], object]) -> None:
        super().__init__()
        self._restore = restore
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.setLayout(self._lines)

    def show_backups(self, backups: Sequence[Backup], none: str) -> None:
        """`none` is said where there are none."""
        empty(self._lines)
        for position, backup in enumerate(backups):
            if position:
                self._lines.addWidget(Rule())
            self._lines.addWidget(_Line(backup, self._restore))
        if not backups:
            self._lines.addWidget(Text(none, "body", "text2", wraps=True))


class _Line(QWidget):
    def __init__(self, backup: Backup, restore: Callable[[Backup], object]) -> None:
        super().__init__()
        when = moment(backup.at)
        button = Button(_("Restore …"), "secondary", "history", lambda: restore(backup))
        button.setAccessibleName(_("Restore the backup of {date}").format(date=when))
        line = row(Mark("archive", "text2", 18), gap=12)
        why = f"{_(REASONS.get(backup.reason, ''))} · {size_in_words(backup.size)}".removeprefix(" · ")
        line.addLayout(column(Elided(when, "label"), Text(why, "small", "text2"), gap=1), 1)
        line.addWidget(button)
        self.setLayout(line)


def moment(milliseconds: int) -> str:
    """A date with its time, in words."""
    return f"{day(from_millis(milliseconds).date(), 'EEEE d MMMM yyyy')}, {clock_time(milliseconds)}"


def size_in_words(size: int) -> str:
    return _("{n} MB").format(n=number(max(round(size / _MEGABYTE, 1), 0.1)))
