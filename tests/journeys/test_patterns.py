"""Possible patterns on the command line: seen on one laptop, dismissed there, and left alone on the other."""

from datetime import date, timedelta
from pathlib import Path

from tests.journeys.conftest import Call
from tests.journeys.test_street_to_college import team

__all__ = ["team"]


def test_a_pattern_is_proposed_dismissed_for_the_team_and_accepted_once_it_grew(
    call: Call, team: Path, tmp_path: Path
) -> None:
    def met(name: str, *places: tuple[int, str]) -> None:
        sheet = tmp_path / f"{name}.csv"
        rows = (f"{date.today() - timedelta(ago):%d/%m/%Y};{place};3;Geen bus" for ago, place in places)
        sheet.write_text("Datum;Plek;Aantal;Nood\n" + "\n".join(rows), encoding="utf-8")
        mapping = tmp_path / "map.json"
        columns = '{"Datum": "date", "Plek": "spot", "Aantal": "group_size", "Nood": "needs"}'
        mapping.write_text(f'{{"columns": {columns}}}', encoding="utf-8")
        assert call("noor", "import", "rounds", sheet, "--map", mapping).json["rejected"] == []

    met("first", (120, "Plein"), (110, "Plein"), (9, "Park"))
    (need,) = call("noor", "list", "needs").json
    call("noor", "edit", "needs", need["id"], "--set", "kind=transport", "--set", "domains=work")

    (one,) = call("noor", "patterns").json
    assert (one["kind"], one["domain"], one["encounters"], one["spots"]) == ("transport", "work", 3, 2)
    assert one["why"] == ["spreading"] and one["needs"] == [{"id": need["id"], "title": "Geen bus"}]
    assert call("noor", "patterns", "dismiss", one["id"]).status == 1
    assert call("noor", "patterns", "dismiss", one["id"], "--reason", "Omleiding").status == 0
    for name in ("noor", "lead"):
        call(name, "sync")
    assert call("lead", "patterns").json == []

    met("second", (8, "Park"), (7, "Plein"), (6, "Park"))
    for name in ("noor", "lead"):
        call(name, "sync")
    (again,) = call("lead", "patterns").json
    signal = call("lead", "patterns", "accept", again["id"]).json["id"]
    assert call("lead", "show", "signals", signal).json["needs"] == [need["id"]]
    assert call("lead", "patterns").json == []
    call("lead", "add", "areas", "--set", "name=Vlasakker")
    call("lead", "edit", "signals", signal, "--set", "title=Geen bus naar de Vlasakker")
    shown = call("lead", "signal", "copy-up", signal, "--level", "region", "--dry-run").json
    assert shown["title"] == {"text": "Geen bus naar de (neighbourhood)", "taken_out": ["Vlasakker"]}
    assert call("lead", "signal", "copy-up", signal, "--level", "region", "--set", "title=Vlasakker").status == 1
    copy = call("lead", "signal", "copy-up", signal, "--level", "region", "--set", "title=Geen avondbussen").json
    assert call("lead", "show", "signals", copy["id"]).json["copied_from"] == signal
