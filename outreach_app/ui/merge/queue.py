"""What waits for a decision, and below it what the last sync merged by itself."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QButtonGroup, QFrame, QWidget

from outreach_app.domain.records import BY_SLUG
from outreach_app.i18n import _, ngettext
from outreach_app.sync.report import Carried
from outreach_app.ui.merge.subject import Waits
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Elided, Rule, Text, column, empty, row
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.row_button import RowButton
from outreach_app.ui.widgets.scroll import Scroll

MOST = 60
"""Lines of a kind that are listed; what follows comes up once these are decided."""


class Queue(QFrame):
    chosen = QtSignal(str)
    """The key of a line."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._rows: dict[str, RowButton] = {}
        self._group = QButtonGroup(self)
        self._waiting, self._merged = column(gap=4), column(gap=Space.M)
        self._folder = Elided("", "small", "text2")
        self._synced = Elided("", "small", "text2")
        inner = QWidget()
        inner.setLayout(column(self._waiting, Space.S, self._merged, None, gap=Space.S))
        place = row(Mark("folder-sync", "text2", 16), self._folder, gap=8)
        place.setStretch(1, 1)
        foot = column(place, self._synced, gap=4, margins=(16, 10, 16, 12))
        self.setLayout(column(Scroll(inner, margins=(10, 12, 10, 8)), Rule(), foot, gap=0, margins=1))

    def show_waiting(self, waits: Sequence[Waits], more: int) -> None:
        """`more` wait besides those listed."""
        empty(self._waiting)
        self._rows.clear()
        for old in self._group.buttons():
            self._group.removeButton(old)
        choices = [one for one in waits if one.choice is not None]
        pairs = [one for one in waits if one.pair is not None]
        self._list(_("Asks for a choice"), choices, "git-merge", "red")
        self._list(_("May be there twice"), pairs, "copy", "amber")
        settled = [one for one in waits if one.settled is not None]
        self._list(_("Chosen since the vault was opened"), settled, "history", "text2")
        if more:
            left = ngettext("and {n} more", "and {n} more", more)
            self._waiting.addWidget(Text(left, "small", "text2"))

    def show_merged(self, taken: Iterable[Carried]) -> None:
        """What the last sync took in without a question: how much of each kind, and whose."""
        empty(self._merged)
        counts: dict[str, int] = {}
        authors: dict[str, dict[str, None]] = {}
        for one in taken:
            for slug, n in one.kinds.items():
                counts[slug] = counts.get(slug, 0) + n
                authors.setdefault(slug, {})[one.author or _("Someone of the team")] = None
        if counts:
            self._merged.addWidget(Text(_("Merged by itself"), "overline"))
        for slug, n in sorted(counts.items(), key=lambda each: -each[1]):
            kind = _(BY_SLUG[slug].plural) if slug in BY_SLUG else slug
            changes = ngettext("{n} change", "{n} changes", n)
            words = column(
                Text(f"{kind}: {changes}", "label", wraps=True),
                Text(", ".join(authors[slug]), "small", "text2", wraps=True),
                gap=0,
            )
            line = row(Mark("check", "green"), gap=12, margins=(10, 0, 0, 0))
            line.addLayout(words, 1)
            holder = QWidget()
            holder.setLayout(line)
            self._merged.addWidget(holder)

    def show_sync(self, folder: str, told: str) -> None:
        self._folder.setText(folder or _("No shared folder yet"))
        self._synced.setText(told)

    def mark(self, key: str) -> None:
        """The line whose content stands beside."""
        if key in self._rows:
            self._rows[key].setChecked(True)

    def _list(self, heading: str, waits: Sequence[Waits], icon: str, colour: str) -> None:
        if waits:
            if self._waiting.count():
                self._waiting.addSpacing(Space.M)
            self._waiting.addWidget(Text(heading, "overline"))
        for one in waits[:MOST]:
            button = RowButton(one.title, one.detail, pressed=self._choosing(one.key))
            button.show_row(one.title, one.detail, icon, colour=colour)
            button.setCheckable(True)
            self._group.addButton(button)
            self._rows[one.key] = button
            self._waiting.addWidget(button)

    def _choosing(self, key: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(key)
