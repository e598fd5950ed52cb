"""What was deleted, and back with it; what became of a record."""

from datetime import UTC, datetime
from typing import Any

import click

from outreach_app.cli.call import Call
from outreach_app.cli.records import record_of, undelete
from outreach_app.cli.words import command, group
from outreach_app.i18n import N_, _, gettext
from outreach_app.store import in_bin
from outreach_app.store import records as access
from outreach_app.store.history import Entry
from outreach_app.workspace.past import Past


@group("bin", invoke_without_command=True, help=N_("What is in the bin, the last deleted first."))
@click.option("--search", default="", help=N_("Only what is called so."))
@click.pass_context
def bin_(context: click.Context, search: str) -> None:
    if context.invoked_subcommand is not None:
        return
    call: Call = context.obj
    with call.workspace() as workspace, workspace.store.read() as session:
        names = workspace.merging.authors(session)
        found = [(one, names.get(one.author, "")) for one in in_bin.binned(session, search).binned]
        documents = [in_bin.as_json(one, by) for one, by in found]
        call.answer(documents, lambda: [_line(one, by) for one, by in found])


bin_.add_command(undelete, "restore")


@command(help=N_("Who changed what in a record, newest first, back to the last tidying up."))
@click.argument("kind")
@click.argument("id")
@click.pass_obj
def history(call: Call, kind: str, id: str) -> None:
    record = record_of(kind)
    with call.workspace() as workspace:
        with workspace.store.read() as session:
            row = access.get(session, record, id).id
        found = Past(workspace).of(record, row)
        documents = [_document(entry, found.names.get(entry.author, "")) for entry in found.entries]
        call.answer({"whole": found.whole, "changes": documents}, lambda: [_told(one) for one in documents])


def _document(entry: Entry, by: str) -> dict[str, Any]:
    return {
        "kind": entry.record.slug,
        "id": entry.id,
        "at": datetime.fromtimestamp(entry.at / 1000, UTC).isoformat(timespec="seconds"),
        "by": by,
        "deed": entry.deed,
        "fields": [line._asdict() for line in entry.lines],
    }


def _told(one: dict[str, Any]) -> str:
    fields = (f"{line['label']}: {line['before'] or ''} → {line['after']}" for line in one["fields"])
    return "  ".join((one["at"], one["by"], one["kind"], one["deed"], *fields))


def _line(one: in_bin.Binned, by: str) -> str:
    asked = (
        _("a coordinator is asked from {day} on").format(day=one.due.isoformat()) if one.due else _("stays here")
    )
    parts = (one.id, gettext(one.record.singular), one.title, by, asked)
    return "  ".join(part for part in parts if part)


COMMANDS = [bin_, history]
