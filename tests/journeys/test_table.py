"""A table from its members to its minutes, on the command line and on two laptops."""

from datetime import date, timedelta
from pathlib import Path

from tests.journeys.conftest import Call
from tests.journeys.test_street_to_college import team

__all__ = ["team"]


def test_a_meeting_goes_from_the_norm_to_minutes_that_only_participants_read(
    call: Call, team: Path, tmp_path: Path
) -> None:
    today = date.today()

    def add(kind: str, **values: str) -> str:
        sets = [word for name, value in values.items() for word in ("--set", f"{name}={value}")]
        made = call("lead", "add", kind, *sets)
        assert made.status == 0, made.err
        return str(made.json["id"])

    for name in ("Groendienst", "Jeugdhuis"):
        add("organisations", name=name, domains="leisure", support="management")
    for name in ("JWO", "Huis van het Kind"):
        add("consultations", name=name, themes="leisure")
        add("memberships", consultation=name, organisation="Groendienst")
    add("agreements", text="Snoeien", organisation="Groendienst", due=(today - timedelta(20)).isoformat())
    norms = call("lead", "norms").json
    assert {
        name: value for name, value in norms[2].items() if name in ("norm", "subject", "required", "actual")
    } == {"norm": "meetings", "subject": "JWO", "required": 2, "actual": 0}
    found = call("lead", "overlap").json
    assert found["overlaps"][0]["members"] == ["Groendienst"]
    assert {"consultation": "JWO", "check": "frontline", "names": []} in found["checks"]
    meeting = add("meetings", consultation="JWO", date=today.isoformat(), title="JWO nu", attendees="Groendienst")

    items = call("lead", "agenda", meeting, "--build").json
    assert items[0]["origin"] == "overdue" and items[-1]["origin"] == "open"
    assert call("lead", "meeting", "move", meeting, "agenda_fixed").status == 0
    refused = call("lead", "meeting", "agree", items[0]["id"], "Snoeien @brandweer tegen 15/12")
    assert refused.status == 1 and "brandweer" in refused.json["error"]
    agreed = call("lead", "meeting", "agree", items[0]["id"], "Nu echt snoeien @groen tegen 2031-03-01").json
    assert (agreed["due"], agreed["meeting"]) == ("2031-03-01", meeting)
    for item in items[1:]:
        assert call("lead", "meeting", "note", item["id"], "reason", "--text", "Geen tijd meer.").status == 0
    for state in ("held", "minutes_sent"):
        assert call("lead", "meeting", "move", meeting, state).status == 0
    out = tmp_path / "verslag.pdf"
    sent = call("lead", "minutes", meeting, "--out", out).json
    assert sent["recipients"] == ["Groendienst", "Coordinator of the team"] and out.read_bytes()[:4] == b"%PDF"
    assert call("lead", "exports").json[0]["recipient"] == "Groendienst, Coordinator of the team"

    for name in ("lead", "noor"):
        call(name, "sync")
    closed = call("noor", "minutes", meeting)
    assert closed.status == 1 and "JWO nu" in closed.json["error"]
    assert call("noor", "agenda", meeting).json[0]["origin"] == "overdue"
    assert call("noor", "list", "minutes").json == [] and call("noor", "search", "tijd meer").json == []
    assert call("lead", "search", "tijd meer").json[0]["kind"] == "minutes"


def test_days_leave_and_come_in_as_a_calendar_file(call: Call, team: Path, tmp_path: Path) -> None:
    call("lead", "add", "consultations", "--set", "name=JWO")
    soon = date.today() + timedelta(20)
    made = call(
        "lead", "add", "meetings", "--set", "consultation=JWO", "--set", f"date={soon}", "--set", "start=14:00"
    ).json
    file = tmp_path / "dagen.ics"
    assert call("lead", "calendar", "--out", file, "--meeting", made["id"]).json["events"] == 1
    call("lead", "delete", "meetings", made["id"])

    (back,) = call("lead", "meeting", "import", file, "--consultation", "JWO").json

    read = call("lead", "show", "meetings", back["id"]).json
    assert (read["date"], read["start"], read["end"]) == (soon.isoformat(), "14:00", "16:00")
    broken = tmp_path / "kapot.ics"
    broken.write_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:gisteren", encoding="utf-8")
    refused = call("lead", "meeting", "import", broken, "--consultation", "JWO")
    assert refused.status == 1 and "kapot.ics" in refused.json["error"]
