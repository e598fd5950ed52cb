"""How long records are kept, and what is past that now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import field_of
from outreach_app.domain.records import Agreement, ContactPerson, Record, Round, Signal, Team
from outreach_app.i18n import _, day, gettext, ngettext, number
from outreach_app.store.in_bin import KEPT_DAYS
from outreach_app.store.retention import KEPT, Expired, terms_of
from outreach_app.ui.erasing.dialogs import ForGood
from outreach_app.ui.erasing.lines import Lines, line
from outreach_app.ui.erasing.terms_dialog import TermsDialog
from outreach_app.ui.offers import read_offered
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text, keep_if, row
from outreach_app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell


_ICONS: dict[type[Record], str] = {
    Round: "footprints",
    ContactPerson: "user",
    Signal: "flag",
    Agreement: "clipboard-check",
}


class RetentionCard(Card):
    """`changed` is called when something was erased, or the terms are others."""

    def __init__(self, shell: Shell, changed: Callable[[], object]) -> None:
        self._shell, self._changed = shell, changed
        self._found: Expired | None = None
        self.lines = Lines("")
        self.erase_button = Button(_("Erase what is past its term …"), "danger", "eraser", self._ask)
        self.erase_button.hide()
        self.terms_button = Button(_("Change the terms …"), "secondary", "pencil", self.change_terms)
        keep_if(shell.desk.actor.coordinator and not shell.desk.readonly, self.terms_button)
        words = _(
            "Nothing goes by itself: a coordinator approves it here. Erased rounds leave counts by month and area,"
            " so that figures of earlier years stay."
        )
        super().__init__(
            SectionTitle(_("How long records are kept")),
            Text(words, "body", "text2", wraps=True),
            self.lines,
            row(self.erase_button, self.terms_button, None),
        )

    def show_expired(self, found: Expired) -> None:
        self._found = found
        lines = [_line(kind, name, found) for kind, name in KEPT.items()]
        if found.in_bin:
            said = ngettext("{n} record long in the bin", "{n} records long in the bin", found.in_bin)
            lines.append(
                line("trash-2", said, ngettext("For more than {n} day.", "For more than {n} days.", KEPT_DAYS))
            )
        if found.unconfirmed:
            due = ngettext(
                "{n} contact person was not confirmed for a year",
                "{n} contact persons were not confirmed for a year",
                found.unconfirmed,
            )
            lines.append(line("phone", due, _("Ask whether their details are still right, and note the date.")))
        self.lines.show_lines(lines)
        desk = self._shell.desk
        self.erase_button.setVisible(bool(found.total) and desk.actor.coordinator and not desk.readonly)

    def change_terms(self) -> None:
        desk = self._shell.desk
        self._shell.background.read(
            lambda session: (read_offered(session, Team, desk.today), terms_of(session)),
            owner=self,
            done=lambda read: TermsDialog(self, self._shell, *read, saved=self._changed).open(),
        )

    def _ask(self) -> None:
        found = self._found
        if found is None:
            return
        words = _("With all that belongs to them, from every laptop. They cannot be brought back.")
        dialog = ForGood(self, _("Erase what is past its term"), words, _("Erase"), lambda: self._go(found.token))
        counts = [(gettext(kind.plural), _counted(kind, found)) for kind, ids in found.ids.items() if ids]
        counts += [(_("In the bin"), number(found.in_bin))] * bool(found.in_bin)
        dialog.list_counts(_("Past their term"), counts)
        dialog.open()

    def _go(self, token: str) -> None:
        self._shell.background.run_outside(
            lambda: self._shell.workspace.retention.apply(token),
            owner=self,
            done=self._done,
            failed=self._shell.refuse,
            busy=self,
        )

    def _done(self, found: Expired) -> None:
        said = ngettext("{n} record is erased.", "{n} records are erased.", found.total)
        follow = _("Other laptops follow at their next sync.")
        self._shell.forget()
        self._shell.toast(f"{said} {follow}")
        self._changed()


def _line(kind: type[Record], name: str, found: Expired) -> QWidget:
    label = field_of(Team, name)
    assert label is not None
    before = day(found.before[kind], "d MMMM yyyy")
    kept = _("Kept from {date} on").format(date=before)
    title = f"{gettext(kind.plural)}: {_counted(kind, found)}" if found.ids[kind] else gettext(kind.plural)
    nothing = _("nothing is past its term")
    return line(_ICONS[kind], title, kept if found.ids[kind] else f"{kept} · {nothing}")


def _counted(kind: type[Record], found: Expired) -> str:
    months = list(found.months[kind])
    span = months[0] if months[0] == months[-1] else f"{months[0]} – {months[-1]}"
    return f"{number(len(found.ids[kind]))} ({span})"
