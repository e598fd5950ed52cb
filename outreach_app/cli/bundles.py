"""Bundles: the team's work in a sealed file, where there is no shared folder, or for another team to read."""

from pathlib import Path

import click

from outreach_app.cli.call import Call
from outreach_app.cli.exports import recipient_option, warn_leaving
from outreach_app.cli.sync import lines
from outreach_app.cli.words import command, group
from outreach_app.i18n import N_, _, number


@group(help=N_("A sealed file with the team's work, for where there is no shared folder."))
def bundle() -> None:
    pass


@bundle.command(help=N_("Write everything this vault knows to FILE, for coordinators or the laptops named."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--for", "recipients", multiple=True, metavar="FINGERPRINT", help=N_("Who can open it; repeat for more.")
)
@click.option(
    "--reader", "cards", multiple=True, metavar="CARD", help=N_("A reader of another team, by its card; repeat.")
)
@recipient_option
@click.pass_obj
def write(call: Call, file: Path, recipients: tuple[str, ...], cards: tuple[str, ...], recipient: str) -> None:
    with call.workspace() as workspace:
        warn_leaving(call, sealed=True)
        count = workspace.exports.holding()
        segments = workspace.bundles.write(file, recipients, cards)
        workspace.exports.record("bundle", recipient, count)
        call.answer(
            {"file": str(file), "segments": segments},
            lambda: [_("{file} is written and sealed for its readers.").format(file=file)],
        )


@bundle.command(help=N_("Take in what FILE brings."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=N_("Only say what it would bring."))
@click.option("--team-fingerprint", help=N_("Of another team, as its coordinator told you; needed once."))
@click.pass_obj
def read(call: Call, file: Path, dry_run: bool, team_fingerprint: str | None) -> None:
    with call.workspace() as workspace:
        if dry_run:
            preview = workspace.bundles.preview(file)
            call.answer(
                preview.as_json(), lambda: [f"{name}: {value}" for name, value in preview.as_json().items()]
            )
            return
        report = workspace.bundles.read(file, team_fingerprint=team_fingerprint)
        call.answer(report.as_json(), lambda: lines(report, details=False))


@command(help=N_("This laptop's card: a coordinator of another team needs it to seal a bundle to you."))
@click.pass_obj
def card(call: Call) -> None:
    with call.workspace() as workspace:
        call.answer(
            {"card": workspace.bundles.card, "fingerprint": workspace.fingerprint},
            lambda: [
                workspace.bundles.card,
                _("Say this fingerprint by voice: {fingerprint}").format(fingerprint=workspace.fingerprint),
            ],
        )


@command(help=N_("Other teams whose bundles were read here; see --team to list or count what they wrote."))
@click.pass_obj
def teams(call: Call) -> None:
    with call.workspace() as workspace:
        found = workspace.bundles.teams()
        call.answer(
            [
                {
                    "name": one.name,
                    "fingerprint": one.fingerprint,
                    "rounds": one.rounds,
                    "encounters": one.encounters,
                    "read_at": one.read_at,
                }
                for one in found
            ],
            lambda: (
                [
                    f"{one.fingerprint}  {one.name}  {_('Rounds')} {number(one.rounds)}"
                    f"  {_('Encounters')} {number(one.encounters)}"
                    for one in found
                ]
                or [_("No other team's bundle was read here.")]
            ),
        )


COMMANDS = [bundle, card, teams]
