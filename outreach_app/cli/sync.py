"""The shared folder, and bundles where there is none."""

from pathlib import Path

import click

from outreach_app.cli.call import Call
from outreach_app.cli.words import command, group
from outreach_app.i18n import N_, _
from outreach_app.workspace import SyncReport


@command(help=N_("Send what is new here to the shared folder and take in what is new there."))
@click.option("--details", is_flag=True, help=N_("Name every file that is damaged, foreign or missing."))
@click.pass_obj
def sync(call: Call, details: bool) -> None:
    with call.workspace() as workspace:
        report = workspace.sync(call.progress)
        call.answer(report.as_json(details=details), lambda: _lines(report, details))


@group(help=N_("A sealed file with the team's work, for where there is no shared folder."))
def bundle() -> None:
    pass


@bundle.command(help=N_("Write everything this vault knows to FILE, for coordinators or the laptops named."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--for", "recipients", multiple=True, metavar="FINGERPRINT", help=N_("Who can open it; repeat for more.")
)
@click.pass_obj
def write(call: Call, file: Path, recipients: tuple[str, ...]) -> None:
    with call.workspace() as workspace:
        segments = workspace.write_bundle(file, recipients)
        call.answer(
            {"file": str(file), "segments": segments},
            lambda: [_("{file} is written and sealed for its readers.").format(file=file)],
        )


@bundle.command(help=N_("Take in what FILE brings."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=N_("Only say what it would bring."))
@click.pass_obj
def read(call: Call, file: Path, dry_run: bool) -> None:
    with call.workspace() as workspace:
        if dry_run:
            preview = workspace.preview_bundle(file)
            call.answer(
                preview.as_json(), lambda: [f"{name}: {value}" for name, value in preview.as_json().items()]
            )
            return
        report = workspace.read_bundle(file)
        call.answer(report.as_json(), lambda: _lines(report, details=False))


def _lines(report: SyncReport, details: bool) -> list[str]:
    lines = [
        _("Sent: {published}. Taken in: {applied}. Waiting to be sent: {pending}.").format(
            published=report.published, applied=report.applied, pending=report.pending
        ),
        _("Not received yet: {missing}. Damaged files: {damaged}. Conflicts: {conflicts}.").format(
            missing=report.missing, damaged=report.damaged, conflicts=report.conflicts
        ),
    ]
    if details:
        lines += [f"{file.name}: {file.state} {file.reason}".rstrip() for file in report.details]
    return lines


COMMANDS = [sync, bundle]
