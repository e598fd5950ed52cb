"""What several people wrote apart, and what two of them wrote twice: listed, and settled for everybody."""

from typing import Any

import click

from outreach_app.cli.call import Call
from outreach_app.cli.words import group
from outreach_app.domain.values import plain
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _
from outreach_app.store.collisions import Collision
from outreach_app.store.differences import MERGED, Difference, throughout
from outreach_app.store.likeness import titles
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
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            seen = workspace.merging.conflict(session, id)
            differing = [one for one in seen.differences if name is None or one.name == name]
            if not differing:
                raise NoSuchField(field=name, fields=", ".join(one.name for one in seen.differences))
            taken = throughout(differing, _letter(take))
            workspace.merging.resolve(session, seen, taken)
        call.answer(
            {"id": seen.id, "kind": seen.record.slug, "fields": taken},
            lambda: [_("Settled: {title}").format(title=seen.title)],
        )


@group(
    invoke_without_command=True,
    help=N_("List the records that may be one and the same: rounds typed twice, names given twice."),
)
@click.pass_context
def duplicates(context: click.Context) -> None:
    if context.invoked_subcommand is not None:
        return
    call: Call = context.obj
    with call.workspace() as workspace, workspace.store.read() as session:
        pairs = workspace.merging.duplicates(session)
        told = list(zip(pairs, titles(session, pairs), strict=True))
        call.answer(
            [
                {
                    "kind": pair.record.slug,
                    "title": title,
                    "one": pair.one,
                    "other": pair.other,
                    "again": pair.again,
                }
                for pair, title in told
            ],
            lambda: (
                [f"{_(pair.record.singular)} “{title}”  {pair.one}  {pair.other}" for pair, title in told]
                or [_("Nothing looks as if it were there twice.")]
            ),
        )


@duplicates.command("show", help=N_("Two records side by side: what differs, and what hangs on each."))
@click.argument("one")
@click.argument("other")
@click.pass_obj
def show_two(call: Call, one: str, other: str) -> None:
    with call.workspace() as workspace, workspace.store.read() as session:
        seen = workspace.merging.compare(session, workspace.merging.pair(session, one, other))
        call.answer(
            {
                "kind": seen.record.slug,
                "title": seen.title,
                "one": seen.one,
                "other": seen.other,
                "fields": [field_document(each) for each in seen.differences],
                "holding": list(seen.holding),
            },
            lambda: [
                f"{_(seen.record.singular)} “{seen.title}”",
                *(line for each in seen.differences for line in field_lines(each)),
                *(f"  {letter}  {line}" for letter, told in zip("AB", seen.holding, strict=True)
                  for line in told.splitlines()),
            ],
        )  # fmt: skip


@duplicates.command(
    "merge", help=N_("Make two records one: the older stays, what pointed at the other points at it.")
)
@click.argument("one")
@click.argument("other")
@click.option("--take", metavar="A|B|merged", help=N_("Whose values, as `duplicates show` letters them."))
@click.pass_obj
def merge_two(call: Call, one: str, other: str, take: str | None) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            seen = workspace.merging.compare(session, workspace.merging.pair(session, one, other))
            taken = throughout(seen.differences, _letter(take)) if take and seen.differences else {}
            done = workspace.merging.fold(session, seen, taken)
        call.answer(
            {"kept": done.kept, "in_bin": done.gone, "moved": done.moved},
            lambda: [_("One now: {title}. The other is in the bin.").format(title=seen.title)],
        )


@duplicates.command("keep", help=N_("Two records are not the same: nobody of the team is asked again."))
@click.argument("one")
@click.argument("other")
@click.pass_obj
def keep_two(call: Call, one: str, other: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            pair = workspace.merging.pair(session, one, other)
            workspace.merging.keep_apart(session, pair)
        call.answer({"one": pair.one, "other": pair.other, "same": False}, lambda: [_("They stay two.")])


def _letter(take: str) -> str:
    return MERGED if take.lower() == MERGED else take.upper()


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


COMMANDS = [conflicts, duplicates]
