"""What left encryption: said before it does, written down, and listed."""

import click

from outreach_app.cli.call import Call
from outreach_app.cli.words import command
from outreach_app.i18n import N_, _, ngettext

recipient_option = click.option(
    "--recipient", default="", metavar="TEXT", help=N_("For whom; kept in the export register.")
)


def warn_leaving(call: Call, *, sealed: bool = False) -> None:
    """Says, before it happens, what it means that something leaves the vault."""
    if sealed:
        said = _("This leaves the vault, sealed: only the laptops it is for can read it.")
    else:
        said = _("This leaves encryption: whoever has it can read it. Keep it where only its readers come.")
    noted = _("The export register keeps it.")
    unnoted = _("The export register does not keep it: the vault is open to read only.")
    call.warn(f"{said} {unnoted if call.read_only else noted}")


@command("exports", help=N_("The export register: what left encryption, when, for whom, by whom."))
@click.pass_obj
def exports_(call: Call) -> None:
    with call.workspace() as workspace:
        lines = workspace.exports.list()
        call.answer(
            [line.as_json() for line in lines],
            lambda: (
                [
                    "  ".join(
                        part
                        for part in (
                            line.date,
                            line.label,
                            ngettext("{n} record", "{n} records", line.count),
                            line.recipient,
                            line.worker,
                        )
                        if part
                    )
                    for line in lines
                ]
                or [_("Nothing left encryption yet.")]
            ),
        )


COMMANDS = [exports_]
