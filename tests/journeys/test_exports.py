"""Whatever leaves encryption says so first, and stands in a register that nobody edits."""

from pathlib import Path

import pytest

from tests.journeys.conftest import Call


@pytest.fixture
def team(call: Call, tmp_path: Path) -> Path:
    """Marijke coordinates, Noor works; both have everything."""
    share = tmp_path / "share"
    share.mkdir()
    assert call("lead", "new", "--team", "Jeugdopbouw", "--worker", "Marijke", "--folder", share).status == 0
    asked = call("noor", "join", "--worker", "Noor", "--folder", share).json
    assert call("lead", "admit", asked["fingerprint"]).status == 0
    sync(call)
    return share


def sync(call: Call) -> None:
    for vault in ("lead", "noor", "lead", "noor"):
        assert call(vault, "sync").status == 0


def test_what_leaves_is_warned_of_and_listed_to_the_coordinator(call: Call, team: Path, tmp_path: Path) -> None:
    call("noor", "add", "spots", "--set", "name=Vlasakker")

    ours = call("noor", "bundle", "write", tmp_path / "noor.bundle", "--recipient", "Steunpunt Lindervoorde")
    theirs = call("lead", "bundle", "write", tmp_path / "lead.bundle")
    sync(call)

    assert "export register" in ours.err and theirs.status == 0
    own, every = call("noor", "exports").json, call("lead", "exports").json
    assert [(line["kind"], line["recipient"], line["worker"]) for line in own] == [
        ("bundle", "Steunpunt Lindervoorde", "Noor")
    ]
    assert {line["worker"] for line in every} == {"Marijke", "Noor"}
    assert every[0].keys() == {"date", "kind", "recipient", "count", "worker"}
    assert own[0]["count"] >= 4, "the spot, the team and two workers"


def test_the_register_is_no_record_that_someone_edits(call: Call, team: Path, tmp_path: Path) -> None:
    call("lead", "bundle", "write", tmp_path / "lead.bundle", "--recipient", "Steunpunt")

    for words in (
        ("add", "exports", "--set", "recipient=x"),
        ("edit", "exports", "Steunpunt", "--set", "recipient=x"),
        ("delete", "exports", "Steunpunt"),
        ("list", "exports"),
    ):
        assert call("lead", *words).status == 1
    assert call("lead", "search", "Steunpunt").json == []
    assert [line["recipient"] for line in call("lead", "exports").json] == ["Steunpunt"]


def test_a_list_leaves_as_a_spreadsheet_without_what_stays_here(call: Call, tmp_path: Path) -> None:
    call("alone", "new", "--team", "Team", "--worker", "Sam")
    call("alone", "add", "areas", "--set", "name=Noord")
    for name, sensitive in (("Plein", "no"), ("Schuilplek", "yes")):
        made = call(
            "alone",
            "add",
            "spots",
            "--set",
            f"name={name}",
            "--set",
            f"sensitive={sensitive}",
            "--set",
            "area=Noord",
        )
        assert made.status == 0
    round = call("alone", "add", "rounds", "--set", "date=2026-11-17").json["id"]
    call("alone", "add", "visits", "--set", f"round={round}", "--set", "spot=Schuilplek")
    visit = call("alone", "list", "visits").json[0]["id"]
    call(
        "alone",
        "add",
        "encounters",
        "--set",
        f"visit={visit}",
        "--set",
        "local_note=Stil",
        "--set",
        "group_size=3",
    )

    answer = call("alone", "list", "spots", "--out", tmp_path / "spots.csv", "--recipient", "Jeugddienst")
    told = [
        call("alone", "list", "visits", "--where", "sensitive_spot=Schuilplek", "--out", tmp_path / "visits.csv"),
        call("alone", "list", "encounters", "--out", tmp_path / "encounters.csv"),
    ]

    assert answer.json == {"file": str(tmp_path / "spots.csv"), "rows": 1, "stayed": 1}
    assert [one.json["rows"] for one in told] == [1, 1]
    files = [
        (tmp_path / f"{kind}.csv").read_text(encoding="utf-8-sig") for kind in ("spots", "visits", "encounters")
    ]
    assert "Plein" in files[0] and "Noord" in files[1] and "Noord" in files[2]
    assert not any("Schuilplek" in text or "Stil" in text for text in files)
    (last,) = [line for line in call("alone", "exports").json if line["recipient"]]
    assert (last["kind"], last["count"]) == ("spreadsheet", 1)


def test_what_was_refused_never_left(call: Call, tmp_path: Path) -> None:
    call("alone", "new", "--team", "Team", "--worker", "Sam")

    refused = call("alone", "bundle", "write", tmp_path / "x.bundle", "--for", "11111 22222 33333 44444 55555")

    assert refused.status == 1
    assert call("alone", "exports").json == []
