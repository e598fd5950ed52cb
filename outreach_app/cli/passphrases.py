"""The passphrase of a vault: change it, have one made, print the sheet that stands in for it."""

from pathlib import Path

import click

from outreach_app.cli.call import Call, first_line
from outreach_app.cli.exports import warn_leaving
from outreach_app.cli.words import command, group
from outreach_app.i18n import LANGUAGES, N_, _, asked_language, ngettext
from outreach_app.paths import write_whole
from outreach_app.vault import words
from outreach_app.vault.strength import Level, estimate
from outreach_app.workspace import Workspace
from outreach_app.workspace.recovery import new_sheet


def warn_if_weak(call: Call, chosen: str, *known: str) -> None:
    """Weak is allowed, and said. `known` are names that whoever guesses knows too."""
    found = estimate(chosen, known)
    if found.level in (Level.REFUSED, Level.WEAK):
        call.warn(f"{found.words} {found.hints}")


@group(help=N_("The passphrase of the vault."))
def passphrase() -> None:
    pass


@passphrase.command(help=N_("Change the passphrase; nothing is encrypted again."))
@click.option("--new-passphrase-file", required=True, help=N_("File whose first line is the new passphrase."))
@click.pass_obj
def change(call: Call, new_passphrase_file: str) -> None:
    chosen = first_line(new_passphrase_file)
    with call.workspace() as workspace:
        workspace.change_passphrase(chosen)
        warn_if_weak(call, chosen, workspace.team_name, workspace.worker_name)
        call.answer({"changed": True}, lambda: [_("The passphrase is changed.")])


@passphrase.command(help=N_("Words by chance for a passphrase; opens no vault and keeps nothing."))
@click.option("--lang", type=click.Choice(LANGUAGES), help=N_("Language of the words."))
@click.option("--words", "count", type=click.IntRange(1, words.MOST), help=N_("How many, where that is enough."))
@click.pass_obj
def generate(call: Call, lang: str | None, count: int | None) -> None:
    made = words.generate(lang or asked_language(), count)
    call.answer(
        {"passphrase": made.text, "bits": made.bits, "words": len(made.text.split())},
        lambda: [made.text, ngettext("{n} bit by chance", "{n} bits by chance", made.bits)],
    )


@passphrase.command(
    help=N_("Make a new recovery code; the old one opens nothing any more. FILE: a sheet to print.")
)
@click.argument("file", required=False, metavar="[FILE.pdf]", type=click.Path(path_type=Path))
@click.pass_obj
def sheet(call: Call, file: Path | None) -> None:
    with call.workspace() as workspace:
        warn_leaving(call)
        made = new_sheet(workspace)
        workspace.exports.record("recovery", workspace.worker_name, path=file)
        if file is not None:
            from outreach_app.notes.recovery_sheet import render_sheet  # no other command waits for ReportLab

            write_whole(file, render_sheet(made))
        call.answer(
            {"recovery_code": made.code, "file": str(file) if file else None},
            lambda: [
                _("Recovery code, shown this once: {code}").format(code=made.code),
                *(
                    [_("The sheet is in {file}: print it, then delete the file.").format(file=file)]
                    if file
                    else []
                ),
            ],
        )


@command(help=N_("Open the vault with the printed recovery code and choose a new passphrase."))
@click.option("--recovery-code-file", required=True, help=N_("File whose first line is the recovery code."))
@click.option("--new-passphrase-file", required=True, help=N_("File whose first line is the new passphrase."))
@click.pass_obj
def recover(call: Call, recovery_code_file: str, new_passphrase_file: str) -> None:
    code, chosen = first_line(recovery_code_file), first_line(new_passphrase_file)
    with Workspace.open_with_code(call.vault, code) as workspace:
        workspace.change_passphrase(chosen)
        warn_if_weak(call, chosen, workspace.team_name, workspace.worker_name)
        call.answer({"changed": True}, lambda: [_("The vault is open again, with the new passphrase.")])


COMMANDS = [passphrase, recover]
