"""Spreadsheets in, and figures out."""

from datetime import date
from pathlib import Path
from typing import Any, Literal

import click

from outreach_app.cli.call import Call, pairs
from outreach_app.cli.publishing import REASONS
from outreach_app.cli.words import command, group
from outreach_app.domain.fields import Id
from outreach_app.domain.figures import Table
from outreach_app.domain.ladders import AXES
from outreach_app.domain.records import Area
from outreach_app.domain.values import parse_day
from outreach_app.i18n import N_, _, ngettext
from outreach_app.store import figures as counts
from outreach_app.store import publishing, quarters
from outreach_app.store.finding import live
from outreach_app.tables import importing
from outreach_app.tables.incoming import Incoming, take_in, try_out
from outreach_app.workspace import Workspace


@group("import", help=N_("Take in a spreadsheet: CSV, TSV, XLSX or JSON."))
def import_() -> None:
    pass


def _importer(kind: str, help_text: str) -> click.Command:
    @command(kind, help=help_text)
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--map", "mapping", type=click.Path(path_type=Path), help=N_("JSON: columns, values, ignore."))
    @click.option("--set", "sets", multiple=True, metavar="FIELD=VALUE", help=N_("Where it has none; repeat."))
    @click.option("--dry-run", is_flag=True, help=N_("Only report; change nothing."))
    @click.option("--delimiter", help=N_("Instead of the one detected."))
    @click.option("--encoding", help=N_("Instead of the one detected."))
    @click.option(
        "--date-order", type=click.Choice(["dmy", "mdy", "ymd"]), help=N_("Instead of the one detected.")
    )
    @click.pass_obj
    def run(
        call: Call, /, file: Path, mapping: Path | None, sets: tuple[str, ...], dry_run: bool, **options: Any
    ) -> None:
        with call.workspace() as workspace:
            incoming = Incoming(
                kind,
                file,
                mapping=importing.read_mapping(mapping) if mapping else importing.ImportMap(),
                given=pairs(sets),
                options=importing.Options(**options),
            )
            if dry_run:
                report = try_out(workspace.store, workspace.worker, incoming, call.progress)
            else:
                backups = workspace.backups
                report = take_in(
                    workspace.store,
                    workspace.worker,
                    incoming,
                    lambda: backups.before("import").path,
                    call.progress,
                )
            call.answer(report.as_json(), report.lines)

    return run


for _kind, _help in {
    "rounds": "One encounter per row; rows of one date, worker and area form a round.",
    "spots": "One spot per row.",
    "organisations": "One organisation per row.",
    "area-figures": "One figure of an area per row: area, indicator, value, year, source.",
}.items():
    import_.add_command(_importer(_kind, _help))


@import_.command(help=N_("Put what an import made in the bin; names it brought along stay."))
@click.argument("import_id")
@click.option("--dry-run", is_flag=True, help=N_("Only report; change nothing."))
@click.pass_obj
def undo(call: Call, import_id: str, dry_run: bool) -> None:
    with call.workspace() as workspace:
        undone = importing.undo_import(workspace.store, import_id, dry_run)
        document = {"import_id": import_id, "undone": undone.rows, "names_kept": undone.names, "dry_run": dry_run}
        call.answer(document, lambda: _undone(undone, dry_run))


def _undone(undone: importing.Undone, dry_run: bool) -> list[str]:
    told = _("{n} rows would be undone.") if dry_run else _("{n} rows undone.")
    kept = ngettext(
        "{n} name that came along (area, spot, need, colleague) stays: colleagues may use it.",
        "{n} names that came along (areas, spots, needs, colleagues) stay: colleagues may use them.",
        undone.names,
    )
    return [told.format(n=undone.rows), *([kept] if undone.names else [])]


@command(help=N_("Guarded counts by place, time and at most one attribute. A preview, unless published."))
@click.option("--by", required=True, metavar="AXIS[,AXIS]", help=" ".join(AXES))
@click.option("--from", "start", metavar="DATE", help=N_("Widened to a whole quarter, but with --internal."))
@click.option("--to", "end", metavar="DATE", help=N_("Widened to a whole quarter, but with --internal."))
@click.option(
    "--area", "areas", multiple=True, metavar="AREA", help=N_("Only there and in what lies in it; repeat.")
)
@click.option(
    "--against",
    type=click.Choice(["before", "year"]),
    help=N_("Also of as many days before, or of the same days a year earlier."),
)
@click.option("--internal", is_flag=True, help=N_("Exact numbers of any crossing, for eyes inside the team only."))
@click.option(
    "--publish", is_flag=True, help=N_("A coordinator: of closed quarters, and into the ledger before it prints.")
)
@click.pass_obj
def figures(
    call: Call,
    by: str,
    start: str | None,
    end: str | None,
    areas: tuple[str, ...],
    against: Literal["before", "year"] | None,
    internal: bool,
    publish: bool,
) -> None:
    if publish and (internal or against):
        raise click.UsageError(_("--publish goes with neither --internal nor --against."))
    axes = [axis.strip() for axis in by.split(",") if axis.strip()]
    with call.workspace() as workspace, workspace.store.read() as session:
        places = [live(session, Area, area).id for area in areas]
        if publish:
            return _publish(call, workspace, axes, (_day(start), _day(end)), places)
        asked = (session, axes, _day(start), _day(end), internal, places)
        table, *others = counts.beside(*asked, against) if against else [counts.figures(*asked)]
        if internal:
            call.warn(
                _("Exact numbers, for eyes inside the team only: not for paper, mail or a screen that others see.")
            )
        closed = quarters.closed(session).quarters
        document, *compared = (_preview(one, closed) for one in (table, *others))
        call.answer(
            {**document, "against": compared[0]} if compared else document,
            lambda: [
                _standing(any(each["provisional"] for each in (document, *compared))),
                *(line for each in (document, *compared) for line in _lines(each, titled=bool(compared))),
            ],
        )


def _publish(
    call: Call, workspace: Workspace, axes: list[str], period: tuple[date | None, date | None], areas: list[Id]
) -> None:
    with workspace.store.write() as session:
        made = publishing.figures(session, axes, *period, areas, workspace.actor, workspace.clock.today())
    if made.refused:
        call.warn(_("Nothing new of this table may be shown: beside earlier publications it would tell too much."))
    why = [{**one.cell.values, "why": one.verdict.reason.value} for one in made.withheld]
    document = {**made.table.as_json(), "published": True, "provisional": False, "reasons": why}
    told = ["  ".join((*one.cell.values.values(), _(REASONS[one.verdict.reason]))) for one in made.withheld]
    call.answer(document, lambda: [*_lines(document, titled=False), *told])


def _preview(table: Table, closed: frozenset[str]) -> dict[str, Any]:
    """What nobody published; provisional where a quarter of it is not closed, so that it may still change."""
    whole = table.span is not None and closed.issuperset(table.span.quarters())
    return {**table.as_json(), "published": False, "provisional": not whole}


def _standing(provisional: bool) -> str:
    if provisional:
        return _("Provisional and not published: of a quarter that is still open, so this may change.")
    return _("A preview: nothing of this is published.")


def _lines(table: dict[str, Any], *, titled: bool) -> list[str]:
    """The rows of a table and its totals; beside another one, under its period."""
    title = [f"{table['method']['from']} – {table['method']['to']}"] if titled else []
    return [*title, *map(_row, table["cells"]), _row(table["totals"])]


def _row(cell: dict[str, Any]) -> str:
    shown = {
        name: "–" if value is None else value
        for name, value in cell.items()
        if name not in {"covers", "suppressed"}
    }
    return "  ".join(str(value) for value in shown.values())


def _day(text: str | None) -> date | None:
    return parse_day(text) if text else None


COMMANDS = [import_, figures]
