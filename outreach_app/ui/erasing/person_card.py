"""Every trace of one person: looked for first, then erased or struck out everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import field_of
from outreach_app.i18n import _, gettext, ngettext, number
from outreach_app.store.traces import VIEW, Place
from outreach_app.ui.erasing.dialogs import ForGood
from outreach_app.ui.erasing.lines import Lines, line
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.ui.widgets.marks import Badge

if TYPE_CHECKING:
    from outreach_app.errors import OutreachError
    from outreach_app.ui.shell import Shell
    from outreach_app.workspace.erasing import StruckOut

MOST = 50


class PersonCard(Card):
    """`erased` is called when something was erased."""

    def __init__(self, shell: Shell, erased: Callable[[], object]) -> None:
        self._shell, self._erased = shell, erased
        self._erasing = shell.workspace.erasing
        self.name = TextLine(_("Name"), _("First name and surname"))
        self._field = Field(_("Name"), self.name)
        self._looked: tuple[str, Sequence[Place]] = ("", ())
        self.lines = Lines(_("Nothing here names this person."))
        self.lines.hide()
        self.look_button = Button(_("Look for it"), "secondary", "search", self.look)
        self.erase_button = Button(_("Erase these traces …"), "danger", "eraser", self._ask)
        self.erase_button.hide()
        words = _(
            "When someone asks you to forget them. Records about the person are erased; everywhere else the name"
            " is struck out, submitted notes too. Every laptop does the same with its own notes and drafts."
        )
        super().__init__(
            SectionTitle(_("Erase a person's traces")),
            Text(words, "body", "text2", wraps=True),
            self._field,
            row(self.look_button, None),
            self.lines,
            row(self.erase_button, None),
        )
        self.name.returnPressed.connect(self.look)
        self.name.textEdited.connect(lambda _text: self._forget())

    def look(self) -> None:
        text = self.name.text().strip()
        self._field.set_error()
        self._shell.background.read(
            lambda session: self._erasing.find_person(session, text),
            owner=self,
            done=lambda places: self._show(text, places),
            failed=self._refused,
            busy=self.look_button,
        )

    def _show(self, text: str, places: Sequence[Place]) -> None:
        self._looked = (text, places)
        lines = [_line(one) for one in places[:MOST]]
        if len(places) > MOST:
            more = ngettext("and {n} more place", "and {n} more places", len(places) - MOST)
            lines.append(line("ellipsis", more, ""))
        self.lines.show_lines(lines)
        self.lines.show()
        # Other laptops may hold what this one does not: it can be asked of them all the same.
        self.erase_button.show()

    def _refused(self, error: OutreachError) -> None:
        self._forget()
        self._field.set_error(f"{error} {error.what_now}")

    def _forget(self) -> None:
        self._looked = ("", ())
        self.lines.hide()
        self.erase_button.hide()

    def _ask(self) -> None:
        text, places = self._looked
        whole = len({one.id for one in places if one.about})
        rest = len({one.id for one in places} - {one.id for one in places if one.about})
        words = _("On every laptop, in its backups too. It cannot be brought back.")
        dialog = ForGood(self, _("Erase the traces of “{name}”").format(name=text), words, _("Erase"), self._go)
        dialog.list_counts(
            _("On this laptop"),
            [
                (_("Records about the person, erased"), number(whole)),
                (_("Others, where the name is struck out"), number(rest)),
            ],
        )
        dialog.open()

    def _go(self) -> None:
        text = self._looked[0]
        self._shell.background.run_outside(
            lambda: self._erasing.erase_person(text),
            owner=self,
            done=self._done,
            failed=self._shell.refuse,
            busy=self,
        )

    def _done(self, done: StruckOut) -> None:
        self.name.clear()
        self._forget()
        self._shell.forget()
        if done.unreached:
            folders = ", ".join(map(str, done.unreached))
            self._shell.toast(_("Erased here. Delete the backups in {folders} yourself.").format(folders=folders))
        else:
            self._shell.toast(_("Erased here. Every laptop does the same at its next sync."))
        self._erased()


def _line(one: Place) -> QWidget:
    if one.record is None:
        here = Badge(_("this laptop only"), "blue", "laptop")
        if one.field == VIEW:
            return line("list-filter", _("Saved views"), one.caption, here)
        return line("pencil", _("A draft"), one.caption, here)
    field = field_of(one.record, one.field)
    detail = gettext(field.label) if field else one.field
    kind = gettext(one.record.singular)
    title = f"{kind}: {one.caption}" if one.caption else kind
    if one.about:
        mark = Badge(_("erased"), "red", "eraser")
    elif one.here:
        mark = Badge(_("this laptop only"), "blue", "laptop")
    else:
        mark = Badge(_("struck out"), "amber", "pencil")
    return line("file-text", title, detail, mark)
