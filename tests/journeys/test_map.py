"""Boundaries on the command line, and on the laptop of a colleague after a sync."""

import json
from pathlib import Path

from tests.journeys.conftest import Call
from tests.store.test_boundaries import square


def test_boundaries_are_loaded_by_one_and_drawn_by_all(call: Call, tmp_path: Path) -> None:
    rings = {"Vlasakker": square(), "Molenveld": square(0.02), "Open einde": square(0.04)[:-1]}
    features = [
        {"properties": {"WIJK": name, "nr": n}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for n, (name, ring) in enumerate(rings.items())
    ]
    file = tmp_path / "wijken.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    share = tmp_path / "share"
    share.mkdir()
    founded = call("lead", "new", "--team", "Jeugdopbouw Lindervoorde", "--worker", "Lore", "--folder", share).json
    asked = call(
        "noor", "join", "--worker", "Noor", "--folder", share, "--team-fingerprint", founded["team_fingerprint"]
    ).json
    call("lead", "admit", asked["fingerprint"])

    dry = call("lead", "map", "load", file, "--source", "Stad Lindervoorde", "--dry-run").json
    none = call("lead", "map", "list").json
    loaded = call("lead", "map", "load", file, "--source", "Stad Lindervoorde").json
    unknown = call("lead", "map", "load", file, "--name", "naam")
    missing = call("lead", "map", "load", tmp_path / "elders.geojson")
    call("lead", "sync")
    call("noor", "sync")
    drawn = call("noor", "map", "list").json["boundaries"]

    assert dry["named_by"] == "WIJK" and dry["taken"] == loaded["taken"] == ["Vlasakker", "Molenveld"]
    assert [one["name"] for one in loaded["refused"]] == ["Open einde"] and none["boundaries"] == []
    assert (unknown.status, missing.status) == (1, 1) and "WIJK" in unknown.json["advice"]
    assert {(one["name"], one["layer"], one["source"]) for one in drawn} == {
        (name, "neighbourhood", "Stad Lindervoorde") for name in ("Vlasakker", "Molenveld")
    }
    assert {area["name"] for area in call("noor", "list", "areas").json} == {"Vlasakker", "Molenveld"}
