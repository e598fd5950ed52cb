"""A meeting on its way out: agenda and minutes on paper for a locked list, the invitation as a calendar file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from outreach_app.i18n import _, language
from outreach_app.notes.printing import Printed, print_meeting
from outreach_app.paths import write_whole
from outreach_app.store import minutes
from outreach_app.store.calendar import Dated, dated, of_meeting
from outreach_app.tables import calendar_file
from outreach_app.ui.desk import Desk
from outreach_app.ui.leaving.asking import LeavingDialog, ask_to_leave, note
from outreach_app.ui.leaving.outlet import Outlet, print_pdf, save_paper
from outreach_app.ui.note.paper import Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.store.minutes import Sitting

Kind = Literal["agenda", "minutes"]
Way = Callable[[Outlet, Paper, QWidget], object]


def let_out(desk: Desk, owner: QWidget, sitting: Sitting, kind: Kind, way: Way, verb: str, team: str) -> None:
    """Says for whom it is, which cannot be changed; then the line in the register, then the paper."""
    whom = sitting.recipients if kind == "minutes" else sitting.invited
    recipients = ", ".join(whom)
    spoken, id = language(), sitting.meeting.id

    def go(_recipient: str) -> None:
        desk.background.run_outside(
            lambda: print_meeting(sitting, kind, team, spoken), owner=owner, done=made, failed=desk.refuse
        )

    def made(printed: Printed) -> None:
        if printed.warning:
            desk.toast(printed.warning, None)
        way(outlet, Paper(printed.content, printed.file_name, printed.records, printed.unprintable), owner)

    def noted(count_kind: str, then: Callable[[], object], path: Path | None) -> None:
        note(desk, owner, count_kind, recipients, 1 + len(sitting.lines), then, path)
        if kind == "minutes" and not desk.readonly:
            desk.background.run(lambda session: minutes.sent(session, id, whom), owner=owner)

    outlet = Outlet(desk.background, lambda words: desk.toast(words, None), desk.refuse, noted)
    words = _("It is for these alone, and the register says so. On paper it is no longer encrypted.")
    asked = LeavingDialog(owner, words, verb, go, recipients)
    asked.recipient.setReadOnly(True)
    asked.recipient.setToolTip(recipients)
    asked.silent.hide()
    asked.open()


def save(desk: Desk, owner: QWidget, sitting: Sitting, kind: Kind, team: str) -> None:
    let_out(desk, owner, sitting, kind, save_paper, _("Save PDF"), team)


def put_on_paper(desk: Desk, owner: QWidget, sitting: Sitting, kind: Kind, team: str) -> None:
    let_out(desk, owner, sitting, kind, print_pdf, _("Print"), team)


def offer(desk: Desk, owner: QWidget, button: QWidget, found: Sitting, team: str) -> None:
    """What can go out of this meeting, below the button; minutes for who may read them."""
    menu = QMenu(button)
    menu.setAccessibleName(_("On paper"))
    menu.addAction(_("Agenda as PDF …"), lambda: save(desk, owner, found, "agenda", team))
    menu.addAction(_("Print the agenda …"), lambda: put_on_paper(desk, owner, found, "agenda", team))
    if found.readable:
        menu.addAction(_("Minutes as PDF …"), lambda: save(desk, owner, found, "minutes", team))
        menu.addAction(_("Print the minutes …"), lambda: put_on_paper(desk, owner, found, "minutes", team))
    menu.addSeparator()
    menu.addAction(_("Invitation as calendar file …"), lambda: invite(desk, owner, found))
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def invite(desk: Desk, owner: QWidget, sitting: Sitting) -> None:
    """The invitation to one meeting."""
    words = _("Title, place and hours, without names of persons. Whoever gets the file can take it over.")
    name = f"{sitting.meeting.date.isoformat()}.ics"
    ask_to_leave(
        desk,
        owner,
        _("Save"),
        lambda whom: _save_file(desk, owner, [of_meeting(sitting.meeting)], name, whom),
        words,
    )


def calendar(desk: Desk, owner: QWidget) -> None:
    """All meetings to come, and every day on which something is due."""
    words = _(
        "Meetings, agreements, feedback and sessions with their days. Outside the vault it is not encrypted."
    )
    today = desk.today()

    def read(session: Session) -> list[Dated]:
        return dated(session, today)

    def go(whom: str) -> None:
        name = f"vindplaats-{today.isoformat()}.ics"
        desk.background.read(read, owner=owner, done=lambda found: _save_file(desk, owner, found, name, whom))

    ask_to_leave(desk, owner, _("Save"), go, words)


def _save_file(desk: Desk, owner: QWidget, found: list[Dated], name: str, whom: str) -> None:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(owner, _("Save as calendar file"), folder, "iCalendar (*.ics)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("ics")
    dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def write(path: Path) -> None:
        desk.background.run_outside(
            lambda: write_whole(path, calendar_file.written(found)),
            owner=owner,
            done=lambda _none: desk.toast(_("Saved as {name}.").format(name=path.name), None),
            failed=desk.refuse,
        )

    def let_go(path: Path) -> None:
        note(desk, owner, "calendar", whom, len(found), lambda: write(path), path)

    dialog.fileSelected.connect(lambda path: let_go(Path(path)))
    dialog.open()
