"""The shared folder: one exchange, and what came of it."""

from typing import Any

import click

from outreach_app.cli.call import Call
from outreach_app.cli.words import command
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _
from outreach_app.store.choices import Said
from outreach_app.sync.errors import State
from outreach_app.sync.people import moment
from outreach_app.sync.report import Carried
from outreach_app.workspace import SyncReport, Workspace
from outreach_app.workspace.errors import BackupUnwritable, NoRoomForBackup


class NotSent(OutreachError):
    """The folder was read, but took nothing. With --json the report stands in the same document."""

    message = N_("Nothing could be sent to the shared folder {folder}. {reason}")
    advice = N_(
        "What was there is taken in, and your work is saved here and sent when the folder takes it."
        " Ask whoever manages it to let you write there, and to see that there is room."
    )

    def __init__(self, folder: str, report: SyncReport, *, details: bool) -> None:
        reason = next((one.reason for one in report.details if one.state == State.UNSENT), "")
        super().__init__(folder=folder, reason=reason)
        self._document = report.as_json(details=details)

    def as_json(self) -> dict[str, Any]:
        return {**super().as_json(), **self._document}


@command(help=N_("Send what is new here to the shared folder and take in what is new there."))
@click.option("--details", is_flag=True, help=N_("List what is counted, and every file that needs a word."))
@click.option("--resume", is_flag=True, help=N_("Go on after a backup was restored."))
@click.pass_obj
def sync(call: Call, details: bool, resume: bool) -> None:
    with call.workspace() as workspace:
        if resume:
            workspace.resume_sync()
        report = workspace.sync(call.progress)
        _back_up(call, workspace)
        if report.publishing:
            call.answer(report.as_json(details=details), lambda: lines(report, details))
            return
        if not call.as_json:
            call.answer(None, lambda: lines(report, details))
        raise NotSent(workspace.folder, report, details=details)


def lines(report: SyncReport, details: bool) -> list[str]:
    lines = [
        _("Sent: {published}. Taken in: {applied}. Waiting to be sent: {pending}.").format(
            published=report.published, applied=report.applied, pending=report.pending
        ),
        _("Not received yet: {missing}. Damaged files: {damaged}. Conflicts: {conflicts}.").format(
            missing=report.missing, damaged=report.damaged, conflicts=report.conflicts
        ),
        *(notice.reason for notice in report.notices),
    ]
    return lines + (_listed(report) if details else [])


def _listed(report: SyncReport) -> list[str]:
    """Everything that was counted, one a line."""
    listed = report.listed
    lines = [_("sent: {what}").format(what=_carried(one)) for one in listed.published]
    lines += [_("taken in: {what}").format(what=_carried(one)) for one in listed.applied]
    lines += [_("waiting to be sent: {what}").format(what=_carried(one)) for one in listed.pending]
    for gap, author in listed.missing:
        lines.append(
            _("not received yet: {log}, files {first} to {last} {author}")
            .format(log=gap.log, first=gap.first, last=gap.last, author=author)
            .rstrip()
        )
    lines += [f"{file.name}: {file.state} {file.reason}".rstrip() for file in report.details if file.name]
    for choice in listed.conflicts:
        lines.append(
            _("conflict: {kind} “{title}” ({id}), {field}").format(
                kind=_(choice.record.singular), title=choice.title, id=choice.id, field=choice.label
            )
        )
        lines += [f"  {_said(one)}" for one in choice.versions]
    return lines


def _carried(one: Carried) -> str:
    kinds = ", ".join(f"{kind} {n}" for kind, n in one.kinds.items())
    return " ".join(part for part in (one.name, one.author, kinds) if part)


def _said(said: Said) -> str:
    value = " ".join(said.text.split())
    return " · ".join(
        part for part in (said.label, f"“{value}”", said.author, moment(said.at).replace("T", " ")) if part
    )


def _back_up(call: Call, workspace: Workspace) -> None:
    """The backup of the day. A full disk does not undo a sync."""
    try:
        workspace.backups.daily()
    except (NoRoomForBackup, BackupUnwritable) as error:
        call.warn(f"{error} {error.what_now}")


COMMANDS = [sync]
