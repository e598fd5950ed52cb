"""Vaults: new, check, demo."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from outreach_app.cli.call import Call, open_window
from outreach_app.cli.passphrases import warn_if_weak
from outreach_app.cli.words import command
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _
from outreach_app.store import integrity
from outreach_app.workspace import Workspace


class VaultDamaged(OutreachError):
    """`found` is what `check` found."""

    message = N_("The vault is damaged: {found[integrity]}")
    advice = N_(
        "Stop working in it and restore a backup (backup list, backup restore FILE). What was sent after its date"
        " comes back from the shared folder."
    )

    def as_json(self) -> dict[str, Any]:
        return {**super().as_json(), **self.values["found"]}


@contextmanager
def new_vault(call: Call, *known: str) -> Iterator[tuple[Workspace, str]]:
    """A vault and its recovery code; gone again if what it was made for is refused. `known` makes a passphrase
    weaker: names that whoever guesses knows too."""
    chosen = call.passphrase()
    workspace, code = Workspace.create(call.vault, chosen)
    warn_if_weak(call, chosen, *known)
    with workspace:
        try:
            yield workspace, code
        except OutreachError:
            workspace.discard()
            raise


def on_paper(code: str) -> list[str]:
    return [
        _("Recovery code, shown this once: {code}").format(code=code),
        _("Write it on paper and keep it away from this laptop: without it a forgotten passphrase is final."),
    ]


@command(help=N_("Make a vault and found a team; its maker is coordinator. Prints the recovery code once."))
@click.option("--team", required=True, help=N_("Name of the team."))
@click.option("--worker", required=True, help=N_("Your name."))
@click.option("--folder", type=click.Path(path_type=Path), help=N_("The team's shared folder."))
@click.pass_obj
def new(call: Call, team: str, worker: str, folder: Path | None) -> None:
    with new_vault(call, team, worker) as (workspace, code):
        founded = workspace.found_team(team, worker, folder)
    answer = {
        "vault": str(call.vault),
        "recovery_code": code,
        "fingerprint": founded.fingerprint,
        "team_fingerprint": founded.team_fingerprint,
    }
    call.answer(
        answer,
        lambda: [
            _("The vault is in {vault}.").format(vault=call.vault),
            *on_paper(code),
            _("Fingerprint of this laptop: {fingerprint}").format(fingerprint=founded.fingerprint),
            _("Fingerprint of the team: {fingerprint}").format(fingerprint=founded.team_fingerprint),
        ],
    )


@command(help=N_("Look the vault through: pages of its file here and there, and a digest of all that it says."))
@click.option("--full", is_flag=True, help=N_("Every page of the file; takes seconds."))
@click.pass_obj
def check(call: Call, full: bool) -> None:
    with call.workspace() as workspace:
        found = integrity.check(workspace.store, full=full, progress=call.progress)
        answer = {"integrity": found.integrity, "digest": found.digest, "schema": found.schema}
        if found.integrity != "ok":
            raise VaultDamaged(found=answer)
        call.answer(answer, lambda: [f"{name}: {value}" for name, value in answer.items()])


@command(help=N_("A team of three with a season of rounds, in DIR: to look around in, or to show."))
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--window", is_flag=True, help=N_("Then open a worker's vault in the window."))
@click.pass_obj
def demo(call: Call, directory: Path, window: bool) -> None:
    from outreach_app import demo as demo_team  # every use case at once: no other command waits for it

    built = demo_team.build(directory, call.progress)
    call.answer(
        built.as_json(),
        lambda: [
            _("Passphrase of every vault: {passphrase}").format(passphrase=built.passphrase),
            *(f"{vault.name} ({vault.role}): {vault.path}" for vault in built.vaults),
            *(str(note) for note in built.notes),
        ],
    )
    if window:
        raise click.exceptions.Exit(open_window(built.worker_vault, None, built.passphrase))


COMMANDS = [new, check, demo]
