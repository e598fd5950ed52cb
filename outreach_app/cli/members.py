"""Who belongs to the team: ask to join, admit, confirm."""

import click

from outreach_app.cli.call import Call
from outreach_app.cli.places import place_of, with_server
from outreach_app.cli.vaults import new_vault, on_paper
from outreach_app.cli.words import command
from outreach_app.i18n import N_, _
from outreach_app.sync.keys import same_fingerprint


@command(help=N_("Make a vault and leave a request to join in the team's folder."))
@click.option("--worker", required=True, help=N_("Your name."))
@click.option("--folder", required=True, help=N_("The team's shared folder, or its address on a server."))
@with_server
@click.option("--team-fingerprint", help=N_("As a coordinator told you; else `team confirm` later."))
@click.pass_obj
def join(
    call: Call,
    worker: str,
    folder: str,
    user: str,
    secret_file: str | None,
    endpoint: str,
    team_fingerprint: str | None,
) -> None:
    with new_vault(call, worker) as (workspace, code), call.speaking_for(workspace):
        asked = workspace.ask_to_join(worker, place_of(folder, user, secret_file, endpoint), team_fingerprint)
        answer = {
            "fingerprint": asked.fingerprint,
            "team_fingerprint": asked.team_fingerprint,
            "recovery_code": code,
        }
        call.answer(
            answer,
            lambda: [
                _("The request is in the folder. Tell a coordinator this fingerprint, by voice:"),
                asked.fingerprint,
                _("Fingerprint of the team: {fingerprint}").format(fingerprint=asked.team_fingerprint),
                *on_paper(code),
            ],
        )


@command(help=N_("List who asks to join; with a FINGERPRINT, admit that laptop."))
@click.argument("fingerprint", required=False)
@click.option("--role", type=click.Choice(["worker", "coordinator"]), default="worker", show_default=True)
@click.pass_obj
def admit(call: Call, fingerprint: str | None, role: str) -> None:
    with call.workspace() as workspace:
        if fingerprint is None:
            asking = [
                {"fingerprint": request.fingerprint, "name": request.name, "asked_at": request.asked_at}
                for request in workspace.requests()
            ]
            call.answer(
                asking,
                lambda: [f"{one['fingerprint']}  {one['name']}" for one in asking] or [_("Nobody asks to join.")],
            )
            return
        workspace.admit(fingerprint, role)
        call.answer(
            {"fingerprint": same_fingerprint(fingerprint), "role": role},
            lambda: [_("Admitted. The next sync on both laptops completes it.")],
        )


COMMANDS = [join, admit]
