"""Boundaries for the map, from GeoJSON."""

from collections.abc import Sequence
from pathlib import Path

import click

from outreach_app.cli.call import Call
from outreach_app.cli.words import group
from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.geo.projection import TO_WGS84
from outreach_app.domain.geo.refusals import NoSuchProperty
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import N_, _, ngettext
from outreach_app.store import boundaries
from outreach_app.store.boundaries import NEIGHBOURHOODS, Planned
from outreach_app.tables.boundary_files import read_boundaries


@group("map", help=N_("Boundaries for the map: the team's own neighbourhoods, water, green."))
def map_() -> None:
    pass


@map_.command(help=N_("Take in the areas of a GeoJSON file; areas of the same name are matched."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", "named_by", default="", help=N_("The property that names them, if not the likeliest."))
@click.option(
    "--layer", type=click.Choice(list(BUILT_IN["map_layer"])), default=NEIGHBOURHOODS, help=N_("What they are.")
)
@click.option(
    "--system", type=click.Choice(list(TO_WGS84)), help=N_("Coordinate system, if the file does not say.")
)
@click.option("--source", default="", help=N_("Whose data it is; stands on the map."))
@click.option("--dry-run", is_flag=True, help=N_("Only report; change nothing."))
@click.pass_obj
def load(
    call: Call, file: Path, named_by: str, layer: str, system: str | None, source: str, dry_run: bool
) -> None:
    found = read_boundaries(file, system or "")
    offered = found.properties()
    if named_by and named_by not in offered:
        raise NoSuchProperty(name=found.name, property=named_by, known=", ".join(offered[:20]))
    named_by = named_by or next(iter(offered), "")
    with call.workspace() as workspace:
        with workspace.store.read() as session:
            planned = boundaries.plan(session, found, named_by, layer)
        if not dry_run:
            with workspace.store.write() as session:
                boundaries.load(session, planned, layer, source)
        taken = [each for each in planned if not each.reason]
        document = {
            "file": found.name,
            "system": found.system,
            "named_by": named_by,
            "taken": [each.name for each in taken],
            "refused": [{"name": each.name, "reason": _(each.reason)} for each in planned if each.reason],
            "dry_run": dry_run,
        }
        call.answer(document, lambda: _told(planned, dry_run=dry_run))


def _told(planned: Sequence[Planned], *, dry_run: bool) -> list[str]:
    count = sum(not each.reason for each in planned)
    if dry_run:
        told = ngettext("{n} boundary would be taken in.", "{n} boundaries would be taken in.", count)
    else:
        told = ngettext("{n} boundary taken in.", "{n} boundaries taken in.", count)
    return [told, *(f"{each.name}: {_(each.reason)}" for each in planned if each.reason)]


@map_.command("list", help=N_("The boundaries on the team's map."))
@click.pass_obj
def list_(call: Call) -> None:
    with call.workspace() as workspace, workspace.store.read() as session:
        found = boundaries.outlines(session)
        document = [
            {
                "id": each.id,
                "name": each.name,
                "layer": each.layer,
                "area": each.area,
                "corners": sum(len(ring) for polygon in each.shape for ring in polygon),
                "source": each.source,
            }
            for each in found
        ]
        terms = Vocabularies()
        lines = [f"{one.name}  {terms.label('map_layer', one.layer)}  {one.source}".rstrip() for one in found]
        call.answer({"boundaries": document}, lambda: lines)


COMMANDS = [map_]
