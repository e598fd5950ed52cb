"""The imports that were done on this laptop, each with the way back."""

from collections.abc import Callable, Sequence

from outreach_app.domain.records import BY_SLUG
from outreach_app.i18n import _, ngettext
from outreach_app.store.import_undo import PastImport
from outreach_app.ui.backups.listed import moment
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Card, Elided, SectionTitle, Text, column, empty, keep_if, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark

ICONS = {"rounds": "footprints", "spots": "map-pin", "organisations": "network", "area-figures": "chart-column"}


class EarlierCard(Card):
    """Hidden as long as nothing was imported. `undo` is called with one of them."""

    def __init__(self, undo: Callable[[PastImport], object], *, readonly: bool) -> None:
        self._undo, self._readonly = undo, readonly
        self._lines = column(gap=Space.S)
        super().__init__(SectionTitle(_("Earlier imports")), self._lines)
        self.hide()

    def show_imports(self, found: Sequence[PastImport]) -> None:
        empty(self._lines)
        for each in found:
            self._lines.addWidget(self._line(each))
        self.setVisible(bool(found))

    def _line(self, each: PastImport) -> Card:
        kind, when = _(BY_SLUG[each.kind].plural), moment(each.at)
        words = ngettext("{n} row", "{n} rows", each.rows)
        detail = _("undone") if each.undone else f"{words} · {when}"
        button = Button(_("Undo"), "secondary", "rotate-ccw", lambda: self._undo(each))
        button.setAccessibleName(_("Undo the import of {date}").format(date=when))
        keep_if(not each.undone and not self._readonly, button)
        line = row(Mark(ICONS[each.kind], "text2", 18), gap=Space.M)
        line.addLayout(column(Elided(kind, "label"), Text(detail, "small", "text2"), gap=1), 1)
        line.addWidget(button)
        return Card(line, margins=0, look="plain")
