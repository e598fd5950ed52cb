"""Where a team shares, as the command line names it: a directory, or an address and how to come in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from outreach_app.cli.call import Call, first_line
from outreach_app.cli.words import command
from outreach_app.i18n import N_, _
from outreach_app.sync.place import Place, Server
from outreach_app.sync.remote import Access, is_address


def with_server(options: Callable[..., Any]) -> Callable[..., Any]:
    """The options that an address needs; `place_of` takes what they gave."""
    for option in (
        click.option("--endpoint", default="", help=N_("Of an S3-compatible server: https://…")),
        click.option("--secret-file", help=N_("File whose first line is the secret of the server.")),
        click.option("--user", default="", help=N_("User name on the server, or the id of the key.")),
    ):
        options = option(options)
    return options


def place_of(text: str, user: str, secret_file: str | None, endpoint: str) -> Place:
    if not is_address(text):
        return Path(text)
    return Server(text, Access(user, first_line(secret_file) if secret_file else "", endpoint))


@command(
    help=N_(
        "Where the team shares; with PLACE, from now on there: a folder, s3://bucket/path, webdavs://host/path."
    )
)
@click.argument("place", required=False)
@with_server
@click.pass_obj
def folder(call: Call, place: str | None, user: str, secret_file: str | None, endpoint: str) -> None:
    with call.workspace() as workspace:
        if place is not None:
            workspace.use_folder(place_of(place, user, secret_file, endpoint))
        call.answer({"folder": workspace.folder}, lambda: [workspace.folder or _("No shared folder yet")])


COMMANDS = [folder]
