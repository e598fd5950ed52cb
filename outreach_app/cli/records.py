"""Every kind of record, by the descriptions of its fields; search."""

from pathlib import Path
from typing import Any

import click

from outreach_app.cli.call import Call, pairs
from outreach_app.cli.exports import recipient_option, warn_leaving
from outreach_app.cli.words import command
from outreach_app.domain.records import BY_SLUG, Record
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _, day, gettext, ngettext
from outreach_app.store import records as access
from outreach_app.store import search as index
from outreach_app.store.hiding import names_hidden
from outreach_app.store.participants import readable, refuse_outsiders
from outreach_app.workspace import Workspace


class UnknownKind(OutreachError):
    message = N_("There are no records called {kind}.")
    advice = N_("Use one of: {kinds}.")


class StaysInside(OutreachError):
    message = N_("{kind}: no list of these leaves the vault, as every row would be an exact figure about few.")
    advice = N_("Look at them in the program; sums stand in the social map.")


def record_of(kind: str) -> type[Record]:
    found = BY_SLUG.get(kind.replace("_", "-").lower())
    if found is None or found.register:
        kinds = (slug for slug, record in BY_SLUG.items() if not record.register)
        raise UnknownKind(kind=kind, kinds=" ".join(kinds))
    return found


def _line(document: dict[str, Any]) -> str:
    filled = (
        f"{name}={value}" for name, value in document.items() if name != "id" and value not in ("", None, [], {})
    )
    return f"{document['id']}  {'  '.join(filled)}"


set_option = click.option("--set", "sets", multiple=True, metavar="FIELD=VALUE", help=N_("A value; repeat."))


@command("list", help=N_("The records of KIND, as the team knows them."))
@click.argument("kind")
@click.option("--where", "wheres", multiple=True, metavar="FIELD=VALUE", help=N_("Only those; repeat to narrow."))
@click.option(
    "--out",
    metavar="FILE.xlsx|FILE.csv",
    type=click.Path(path_type=Path),
    help=N_("Into a spreadsheet, without what stays on this laptop."),
)
@recipient_option
@click.pass_obj
def list_(call: Call, kind: str, wheres: tuple[str, ...], out: Path | None, recipient: str) -> None:
    record = record_of(kind)
    with call.workspace() as workspace:
        if out is not None:
            _write_out(call, workspace, record, pairs(wheres), out, recipient)
            return
        with workspace.store.read() as session:
            rows = readable(session, workspace.actor, access.listed(session, record, pairs(wheres)))
            found = [access.as_json(row) for row in rows]
        call.answer(found, lambda: [_line(row) for row in found])


def _write_out(
    call: Call, workspace: Workspace, record: type[Record], where: dict[str, str], out: Path, recipient: str
) -> None:
    from outreach_app.tables.records_out import record_lines
    from outreach_app.tables.writing import write_table

    if record.stays_inside:
        raise StaysInside(kind=gettext(record.plural))
    with workspace.store.read() as session:
        rows = readable(session, workspace.actor, access.listed(session, record, where))
        table = record_lines(session, record, rows)
        asked = ", ".join(f"{name}={value}" for name, value in where.items())
        asked = _("Narrowed by filters.") if asked and names_hidden(session, asked) else asked
    warn_leaving(call)
    workspace.exports.record("spreadsheet", recipient, len(table.lines), out)
    told = ngettext("{n} row", "{n} rows", len(table.lines))
    head = f"{gettext(record.plural)} · {day(workspace.clock.today())} · {told}"
    notes = [head, asked] if asked else [head]
    write_table(out, gettext(record.plural), table.columns, table.lines, notes)
    answer = {"file": str(out), "rows": len(table.lines), "stayed": table.stayed}
    call.answer(answer, lambda: [f"{out}: {told}"])


@command(help=N_("One record of KIND, by id or unambiguous name."))
@click.argument("kind")
@click.argument("id")
@click.pass_obj
def show(call: Call, kind: str, id: str) -> None:
    record = record_of(kind)
    with call.workspace() as workspace, workspace.store.read() as session:
        found = access.get(session, record, id)
        refuse_outsiders(session, workspace.actor, found)
        document = access.as_json(found)
        call.answer(document, lambda: [f"{name}: {value}" for name, value in document.items()])


@command(help=N_("A new record of KIND."))
@click.argument("kind")
@set_option
@click.pass_obj
def add(call: Call, kind: str, sets: tuple[str, ...]) -> None:
    record, values = record_of(kind), pairs(sets)
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            made = access.add(session, record, values, workspace.actor, today=workspace.clock.today())
        call.answer({"id": made.id}, lambda: [made.id])


@command(help=N_("Change fields of a record."))
@click.argument("kind")
@click.argument("id")
@set_option
@click.pass_obj
def edit(call: Call, kind: str, id: str, sets: tuple[str, ...]) -> None:
    record, values = record_of(kind), pairs(sets)
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            changed = access.edit(session, record, id, values, workspace.actor, today=workspace.clock.today())
        call.answer({"id": changed.id}, lambda: [changed.id])


@command(help=N_("Put a record in the bin."))
@click.argument("kind")
@click.argument("id")
@click.option("--dry-run", is_flag=True, help=N_("Only say which record it would be."))
@click.pass_obj
def delete(call: Call, kind: str, id: str, dry_run: bool) -> None:
    record = record_of(kind)
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            gone = (
                access.get(session, record, id) if dry_run else access.delete(session, record, id, workspace.actor)
            )
        call.answer(
            {"id": gone.id, "deleted": not dry_run},
            lambda: [_("In the bin: {caption}").format(caption=gone.caption) if not dry_run else gone.caption],
        )


@command(help=N_("Take a record back out of the bin, with what hangs on it."))
@click.argument("kind")
@click.argument("id")
@click.pass_obj
def undelete(call: Call, kind: str, id: str) -> None:
    record = record_of(kind)
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            back = access.undelete(session, record, id, workspace.actor)
        call.answer({"id": back.id, "deleted": False}, lambda: [back.caption])


@command(help=N_("Records whose texts hold these words, best first."))
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@click.pass_obj
def search(call: Call, text: str, limit: int) -> None:
    with call.workspace() as workspace, workspace.store.read() as session:
        hits = index.search(session, text, limit, reader=workspace.actor)
        found = [
            {"kind": hit.record.slug, "id": hit.id, "title": hit.title, "snippet": hit.snippet} for hit in hits
        ]
        call.answer(
            found, lambda: [f"{one['kind']}  {one['id']}  {one['title']}  {one['snippet']}" for one in found]
        )


COMMANDS = [list_, show, add, edit, delete, undelete, search]
