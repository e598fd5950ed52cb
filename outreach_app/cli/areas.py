"""Areas on the command line: what lies in them, and what becomes of them."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from outreach_app.cli.call import Call
from outreach_app.cli.exports import recipient_option, warn_leaving
from outreach_app.cli.words import command, group
from outreach_app.domain.areas import LEVELS, Areas
from outreach_app.domain.fields import Id
from outreach_app.domain.merging_areas import Merger, claimed
from outreach_app.domain.records import Area
from outreach_app.domain.values import parse_day
from outreach_app.i18n import LANGUAGES, N_, _, language, ngettext, reading_order
from outreach_app.notes import printing
from outreach_app.paths import write_whole
from outreach_app.store import records as access
from outreach_app.store.area_context import area_context
from outreach_app.store.areas import areas_of, rolled_up
from outreach_app.store.merging_areas import merge_areas, offered
from outreach_app.workspace import Workspace


@command(
    "rollup",
    help=N_("Spots, needs and signals by the areas of a level, each counted once; what merged in its successor."),
)
@click.option("--level", type=click.Choice(LEVELS), default="municipality", show_default=True)
@click.pass_obj
def rollup_(call: Call, level: str) -> None:
    with call.workspace() as workspace, workspace.store.read() as session:
        areas, found = rolled_up(session, level)
    listed = dict.fromkeys(line.area for one in found.values() for line in one.lines)
    lines: list[dict[str, Any]] = [
        {
            "area": area,
            "name": areas.nodes[area].name if area else "",
            **{name: len(one.of(area)) for name, one in found.items()},
        }
        for area in sorted(listed, key=lambda id: (id is None, reading_order(areas.nodes[id].name if id else "")))
    ]
    total = {name: one.total for name, one in found.items()}
    call.answer({"level": level, "areas": lines, "total": total}, lambda: _lines([*lines, {"name": "=", **total}]))


def _lines(found: list[dict[str, Any]]) -> list[str]:
    words = _("{name}: spots {spots}, needs {needs}, signals {signals}")
    return [words.format(**{**one, "name": one["name"] or _("In none of them")}) for one in found]


@group("areas", help=N_("Areas that become one."))
def areas() -> None:
    pass


@areas.command("merge", help=N_("These areas become one from a day on. Nothing is moved: readers follow it."))
@click.argument("olds", nargs=-1, required=True, metavar="AREA …")
@click.option("--into", help=N_("The area that goes on."))
@click.option("--name", default="", help=N_("The name of the new one, where none goes on."))
@click.option("--on", "day", required=True, help=N_("From which day."))
@click.pass_obj
def merge(call: Call, olds: tuple[str, ...], into: str | None, name: str, day: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            ids = tuple(access.get(session, Area, one).id for one in olds)
            goes_on = access.get(session, Area, into).id if into else None
            made = merge_areas(session, Merger(ids, _day(workspace, day), goes_on, name))
            told = _told(areas_of(session), made.id)
        answer = {"id": made.id, "name": made.name, "regions": told}
        call.answer(answer, lambda: [made.id, *([_two_regions(told)] if told else [])])


@areas.command("known", help=N_("Mergers of Flemish municipalities that these areas did not follow yet."))
@click.pass_obj
def known(call: Call) -> None:
    with call.workspace() as workspace, workspace.store.read() as session:
        found = offered(areas_of(session), workspace.clock.today())
    documents = [
        {"on": one.known.day.isoformat(), "into": one.known.into, "from": list(one.known.names)} for one in found
    ]
    call.answer(documents, lambda: [f"{one['on']}  {', '.join(one['from'])} → {one['into']}" for one in documents])


@areas.command("context", help=N_("The local context of AREA on paper, without persons and without figures."))
@click.argument("area")
@click.option("--out", required=True, metavar="FILE.pdf|FILE.docx", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(LANGUAGES), help=N_("Instead of the language spoken here."))
@recipient_option
@click.pass_obj
def context(call: Call, area: str, out: Path, lang: str | None, recipient: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.read() as session:
            found = area_context(session, area)
        form = printing.form_of(out.name)
        printed = printing.print_context(found, workspace.clock.today(), lang or language(), form)
        warn_leaving(call)
        workspace.exports.record(form, recipient, printed.records, out)
        write_whole(out, printed.content)
        if printed.warning:
            call.warn(printed.warning)
        call.answer(
            {"file": str(out), "pages": printed.pages},
            lambda: [f"{out}: " + ngettext("{n} page", "{n} pages", printed.pages)],
        )


def _day(workspace: Workspace, text: str) -> date:
    return parse_day(text, workspace.clock.today())


def _told(areas: Areas, id: Id) -> list[str]:
    claim = claimed(areas, id)
    return [areas.nodes[region].name for region in claim.regions] if claim else []


def _two_regions(names: list[str]) -> str:
    return _("Several regions claim it: {names}.").format(names=", ".join(names))


COMMANDS = [rollup_, areas]
