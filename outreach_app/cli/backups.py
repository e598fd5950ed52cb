"""Backups: made, listed, and put back."""

from pathlib import Path
from typing import Any

import click

from outreach_app.cli.call import Call
from outreach_app.cli.words import group
from outreach_app.i18n import N_, _
from outreach_app.store.comparing import Difference
from outreach_app.sync.people import moment
from outreach_app.workspace import Workspace
from outreach_app.workspace.backup_file import Backup
from outreach_app.workspace.backups import REASONS
from outreach_app.workspace.rescue import BEYOND_OPENING, look_into, rescue
from outreach_app.workspace.restoring import Preview


@group(help=N_("Encrypted copies of the vault. They make themselves, too: daily and before risky work."))
def backup() -> None:
    pass


@backup.command(help=N_("Make one now, in the vault's folder or on a stick."))
@click.option("--to", type=click.Path(path_type=Path), metavar="DIR", help=N_("Another folder."))
@click.pass_obj
def make(call: Call, to: Path | None) -> None:
    with call.workspace() as workspace:
        if to is not None:  # first: the register in the backup has it too
            workspace.exports.record("backup", to.name, workspace.exports.holding())
        made = workspace.backups.make(to)
        call.answer(_document(made), lambda: [_("The backup is {file}.").format(file=made.path)])


@backup.command("list", help=N_("The backups of this vault, newest first."))
@click.option("--in", "folder", type=click.Path(path_type=Path), metavar="DIR", help=N_("In another folder."))
@click.pass_obj
def list_(call: Call, folder: Path | None) -> None:
    with call.workspace() as workspace:
        backups = workspace.backups.all(folder)
        call.answer([_document(one) for one in backups], lambda: [_line(one) for one in backups])


@backup.command(help=N_("Put the vault back as FILE has it. Sync is paused then, until sync --resume."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=N_("Only say what would change."))
@click.pass_obj
def restore(call: Call, file: Path, dry_run: bool) -> None:
    passphrase = call.passphrase()
    try:
        opened = Workspace.open(call.vault, passphrase, readonly=call.read_only)
    except BEYOND_OPENING:
        preview = look_into(call.vault, file, passphrase)
        if not dry_run:
            rescue(call.vault, file, passphrase).close()
    else:
        with opened as workspace:
            preview = workspace.backups.preview(file)
            if not dry_run:
                workspace.backups.restore(file)
    call.answer(preview.as_json() | {"dry_run": dry_run}, lambda: _told(preview, dry_run))


def _document(one: Backup) -> dict[str, Any]:
    return {"file": str(one.path), "at": moment(one.at), "reason": one.reason, "size": one.size}


def _line(one: Backup) -> str:
    why = _(REASONS.get(one.reason, ""))
    return "  ".join((moment(one.at).replace("T", " "), f"{one.size:>12}", why, str(one.path)))


def _told(preview: Preview, dry_run: bool) -> list[str]:
    date = moment(preview.at).replace("T", " ")
    head = _("The backup of {date} would change:") if dry_run else _("The vault is as it was on {date}:")
    lines = [head.format(date=date), *map(_changes, preview.kinds)]
    if lost := preview.lost_lines():
        lines += [_("Not coming back by sync:"), *(f"  {line}" for line in lost)]
    if not dry_run:
        lines.append(_("Sync is paused. Look around first; then resume it: sync --resume."))
    return lines


def _changes(one: Difference) -> str:
    return _("  {kind}: {added} come back, {removed} go, {changed} change").format(
        kind=_(one.record.plural), added=one.added, removed=one.removed, changed=one.changed
    )


COMMANDS = [backup]
