"""Snapshots of the team's work, and tidying up behind them."""

import click

from outreach_app.cli.call import Call
from outreach_app.cli.words import command
from outreach_app.i18n import N_, _, ngettext
from outreach_app.workspace.archive import Tidied


@command(help=N_("Make a snapshot of the team's work for those who come new or come back; coordinators only."))
@click.pass_obj
def snapshot(call: Call) -> None:
    with call.workspace() as workspace:
        tidied = workspace.archive.snapshot()
        call.answer(tidied.as_json(), lambda: [_taken(tidied), *_waiting(tidied)])


@command(
    help=N_(
        "Tidy up the shared folder behind the newest snapshot, as much as can be now, and say what is waited for;"
        " coordinators only."
    )
)
@click.pass_obj
def compact(call: Call) -> None:
    with call.workspace() as workspace:
        tidied = workspace.archive.compact()
        call.answer(tidied.as_json(), lambda: [_taken(tidied), *_done(tidied), *_waiting(tidied)])


def _taken(tidied: Tidied) -> str:
    return _("Newest snapshot: {time}.").format(time=tidied.taken_at.replace("T", " "))


def _done(tidied: Tidied) -> list[str]:
    if not (tidied.files or tidied.segments):
        return [_("Nothing was tidied up.")]
    return [
        ngettext(
            "{n} file was deleted in the shared folder.",
            "{n} files were deleted in the shared folder.",
            tidied.files,
        ),
        ngettext(
            "{n} file was dropped on this laptop.", "{n} files were dropped on this laptop.", tidied.segments
        ),
    ]


def _waiting(tidied: Tidied) -> list[str]:
    """What has to happen before more can be tidied up."""
    lines = [
        _("Waits for {name} ({fingerprint}) to read and sync.").format(name=one.name, fingerprint=one.fingerprint)
        for one in tidied.waits_for
    ]
    if tidied.days:
        lines.append(
            ngettext(
                "Waits {n} day more, for what may be on its way.",
                "Waits {n} days more, for what may be on its way.",
                tidied.days,
            )
        )
    if tidied.keys:
        lines.append(
            ngettext(
                "{n} earlier key goes once nothing that it opens is needed and every laptop has the new one.",
                "{n} earlier keys go once nothing that they open is needed and every laptop has the new one.",
                tidied.keys,
            )
        )
    if tidied.not_in_folder:
        lines.append(_("The snapshot is not whole in the shared folder, or the folder takes nothing. Sync again."))
    if tidied.clock_doubtful:
        lines.append(_("The clock of this computer may be wrong. Nothing is deleted before it is set right."))
    return lines


COMMANDS = [snapshot, compact]
