"""What several people wrote apart: listed, and settled for everybody."""

from typing import Any

import click

from outreach_app.cli.call import Call
from outreach_app.cli.words import group
from outreach_app.domain.values import plain
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _
from outreach_app.store.collisions import Collision
from outreach_app.store.differences import MERGED, Difference, throughout
from outreach_app.sync.people import moment


class NoSuchField(OutreachError):
    message = N_("Nothing waits for a choice in the field {field}.")
    advice = N_("These fields do: {fields}.")


@group(
    invoke_without_command=True,
    help=N_("List the records that several people changed without having seen each other's work."),
)
@click.pass_context
def conflicts(context: click.Context) -> None:
    if context.invoked_subcommand is not None:
        return
    call: Call = context.obj
    with call.workspace() as workspace, workspace.store.read() as session:
        found = workspace.merging.conflicts(session)
        call.answer(
            [_document(one) for one in found],
            lambda: [line for one in found for line in _lines(one)] or [_("There is nothing to choose.")],
        )


@conflicts.command(help=N_("Settle the record ID for everybody: take one version, or what keeps them all."))
@click.argument("id")
@click.option(
    "--take", required=True, metavar="A|B|…|merged", help=N_("Which version, as `conflicts` letters it.")
)
@click.option("--field", "name", help=N_("Of this field only; the others stay open."))
@click.pass_obj
def resolve(call: Call, id: str, take: str, name: str | None) -> None:
    letter = MERGED if take.lower() == MERGED else take.upper()
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            seen = workspace.merging.conflict(session, id)
            differing = [one for one in seen.differences if name is None or one.name == name]
            if not differing:
                raise NoSuchField(field=name, fields=", ".join(one.name for one in seen.differences))
            taken = throughout(differing, letter)
            settled = workspace.merging.resolve(session, seen, taken)
        call.answer(
            {"id": settled, "kind": seen.record.slug, "fields": taken},
            lambda: [_("Settled: {title}").format(title=seen.title)],
        )


def _document(one: Collision) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.record.slug,
        "title": one.title,
        "in_bin": one.in_bin,
        "fields": [field_document(each) for each in one.differences],
    }


def field_document(one: Difference) -> dict[str, Any]:
    """A field with all its versions; `merged` where something keeps them all."""
    versions = [
        {
            "letter": each.letter,
            "value": plain(each.value),
            "text": each.text,
            "author": each.author,
            "time": moment(each.at),
        }
        for each in one.versions
    ]
    document = {"field": one.name, "label": one.label, "versions": versions}
    return document if one.united is None else {**document, MERGED: plain(one.united)}


def _lines(one: Collision) -> list[str]:
    kind = _(one.record.singular)
    return [f"{kind} “{one.title}” ({one.id})", *(line for each in one.differences for line in field_lines(each))]


def field_lines(one: Difference) -> list[str]:
    """A field and its versions, for a person."""
    lines = [f"  {one.label} ({one.name})"]
    for each in one.versions:
        said = " ".join(each.text.split())
        parts = (f"“{said}”", each.author, moment(each.at).replace("T", " "))
        lines.append(f"    {each.letter}  " + " · ".join(part for part in parts if part))
    if one.united is not None:
        lines.append(f"    {MERGED}  “{' '.join(one.united_text.split())}”")
    return lines


COMMANDS = [conflicts]
