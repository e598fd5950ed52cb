"""`vindplaats`: the global options, and what every command ends with."""

import logging
import sys
from pathlib import Path

import click

from outreach_app import __version__
from outreach_app.cli import (
    agreements,
    archive,
    areas,
    backups,
    bundles,
    course,
    erasing,
    exports,
    in_bin,
    maps,
    meetings,
    members,
    merging,
    notes,
    passphrases,
    patterns,
    places,
    priorities,
    publishing,
    records,
    reports,
    retention,
    sheets,
    sync,
    tables,
    team,
    vaults,
)
from outreach_app.cli.call import Call, as_text, default_call, open_window
from outreach_app.cli.words import group
from outreach_app.errors import OutreachError
from outreach_app.hardening import shut_others_out
from outreach_app.i18n import LANGUAGES, N_, _, set_language, system_language


class CannotUseFile(OutreachError):
    message = N_("{file} cannot be used: {reason}.")
    advice = N_(
        "Check that the folder exists, that you may write there, and that the disk is not full. Nothing is lost."
    )


@group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=N_("Registration of youth outreach work, from the street to the college. Without a command: the window."),
)
@click.option(
    "--vault", type=click.Path(path_type=Path), help=N_("The vault's folder (default: the user's data folder).")
)
@click.option("--passphrase-file", help=N_("File whose first line is the passphrase; - is standard input."))
@click.option("--json", "as_json", is_flag=True, help=N_("Answer with one JSON document."))
@click.option("--lang", type=click.Choice(LANGUAGES), help=N_("Language of messages."))
@click.option("--read-only", is_flag=True, help=N_("Open the vault without writing, beside another process."))
@click.option("--team", help=N_("Read another team's work, by its name or fingerprint (see teams)."))
@click.version_option(__version__)
@click.pass_context
def cli(
    context: click.Context,
    vault: Path | None,
    passphrase_file: str | None,
    as_json: bool,
    lang: str | None,
    read_only: bool,
    team: str | None,
) -> None:
    set_language(lang or system_language())
    call = context.obj
    call.vault = vault or call.vault
    call.passphrase_file, call.as_json = passphrase_file, as_json
    call.read_only, call.team = read_only or team is not None, team
    if context.invoked_subcommand is None:
        context.exit(open_window(vault, lang))
    shut_others_out()


for module in (
    places,
    vaults,
    passphrases,
    backups,
    meetings,
    members,
    team,
    sync,
    tables,
    bundles,
    merging,
    records,
    in_bin,
    sheets,
    publishing,
    maps,
    agreements,
    areas,
    notes,
    patterns,
    priorities,
    course,
    reports,
    exports,
    erasing,
    archive,
    retention,
):
    for each in module.COMMANDS:
        cli.add_command(each)


def main() -> None:
    """Status 0; 1 for what the user can act on; 2 for words the command line does not know."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    call: Call = default_call()
    try:
        status = cli.main(standalone_mode=False, obj=call)
    except OutreachError as error:
        call.refuse(error)
        sys.exit(1)
    except OSError as error:
        call.refuse(CannotUseFile(file=error.filename or "", reason=error.strerror or str(error)))
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        if "--json" in sys.argv:
            click.echo(as_text({"error": error.format_message(), "advice": "--help"}))
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Stopped. What was saved stays saved."), err=True)
        sys.exit(130)
    sys.exit(status if isinstance(status, int) else 0)
