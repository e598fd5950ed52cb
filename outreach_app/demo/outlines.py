"""The map of Lindervoorde, which exists nowhere."""

from collections.abc import Mapping
from typing import Any

from outreach_app.paths import RESOURCES
from outreach_app.store import boundaries
from outreach_app.store.database import Store
from outreach_app.tables.boundary_files import read_boundaries


def draw(store: Store, script: Mapping[str, Any]) -> None:
    """Its neighbourhoods, its river and its green, from files like those of a town."""
    for layer in script["layers"]:
        file = read_boundaries(RESOURCES / "demo" / "boundaries" / f"{layer}.geojson")
        with store.write() as session:
            planned = boundaries.plan(session, file, script["named_by"], layer)
            boundaries.load(session, planned, layer, script["source"])
