"""What was erased, and whose laptops have done it."""

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _, ngettext
from outreach_app.sync.erasures import Erasure
from outreach_app.ui.backups.listed import moment
from outreach_app.ui.erasing.lines import Lines, line
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text
from outreach_app.ui.widgets.marks import Badge

MOST = 30


class ToldCard(Card):
    def __init__(self) -> None:
        self.lines = Lines(_("Nothing was erased yet."))
        words = _("A laptop says so at the sync after it has erased. Nothing of what was erased is kept here.")
        super().__init__(SectionTitle(_("Erased")), Text(words, "body", "text2", wraps=True), self.lines)

    def show_erasures(self, erasures: list[Erasure]) -> None:
        self.lines.show_lines([_line(one) for one in erasures[:MOST]])


def _line(one: Erasure) -> QWidget:
    if one.person:
        title = _("A person's traces")
        counted = ngettext("{n} place on other laptops", "{n} places on other laptops", one.records)
    else:
        title, counted = ngettext("{n} record", "{n} records", one.records), ""
    done = _("done: {names}").format(names=", ".join(one.confirmed)) if one.confirmed else ""
    waits = _("not yet: {names}").format(names=", ".join(one.waiting)) if one.waiting else ""
    detail = " · ".join(part for part in (moment(one.at), one.by, counted, done, waits) if part)
    mark = Badge(_("everywhere"), "green", "check") if not one.waiting else Badge(_("under way"), "amber", "clock")
    return line("eraser", title, detail, mark)
