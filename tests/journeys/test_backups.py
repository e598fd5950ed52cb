"""A vault backed up, lost and put back, from the command line."""

import shutil
from pathlib import Path

from tests.journeys.conftest import Call


def needs(call: Call, vault: str) -> list[str]:
    return sorted(one["title"] for one in call(vault, "list", "needs").json)


def test_a_laptop_dies_and_its_vault_comes_back(call: Call, tmp_path: Path) -> None:
    share, stick = tmp_path / "share", tmp_path / "stick"
    share.mkdir()
    stick.mkdir()
    call("noor", "new", "--team", "Jeugdopbouw Lindervoorde", "--worker", "Noor", "--folder", share)
    call("noor", "add", "needs", "--set", "title=Geen banken")
    made = call("noor", "backup", "make", "--to", stick).json
    call("noor", "add", "needs", "--set", "title=Geen licht")
    sent = call("noor", "sync").json
    listed = call("noor", "backup", "list").json
    elsewhere = call("noor", "backup", "list", "--in", stick).json

    previewed = call("noor", "backup", "restore", made["file"], "--dry-run").json
    unchanged = needs(call, "noor")
    shutil.rmtree(tmp_path / "noor")
    back = call("noor", "backup", "restore", made["file"]).json
    then = needs(call, "noor")
    refused = call("noor", "sync")
    resumed = call("noor", "sync", "--resume").json

    assert sent["pending"] == 0 and [one["reason"] for one in listed] == ["daily"]
    assert elsewhere == [made] and made["size"] > 0 and made["reason"] == "asked"
    assert previewed["changes"]["needs"] == {"added": 0, "removed": 1, "changed": 0}
    assert previewed["lost"] == {"records": 0, "notes": 0, "drafts": 0, "unsent": 0}
    assert unchanged == ["Geen banken", "Geen licht"] and then == ["Geen banken"]
    assert back["changes"]["needs"]["added"] == 1 and not back["dry_run"]
    assert refused.status == 1 and "--resume" in refused.json["advice"]
    assert resumed["applied"] >= 1 and needs(call, "noor") == unchanged
    assert call("noor", "check", "--full").json["integrity"] == "ok"


def test_an_import_leaves_a_backup_behind_and_damage_says_the_way_back(call: Call, tmp_path: Path) -> None:
    sheet = tmp_path / "spots.csv"
    sheet.write_text("name\nSporthal\n", encoding="utf-8")
    call("noor", "new", "--team", "Jeugdopbouw Lindervoorde", "--worker", "Noor")
    call("noor", "import", "spots", sheet, "--dry-run")
    dry = call("noor", "backup", "list").json
    imported = call("noor", "import", "spots", sheet)
    [kept] = call("noor", "backup", "list").json
    (tmp_path / "noor" / "vindplaats.db").write_bytes(b"no database" * 1000)

    told = call("noor", "list", "spots")
    call("noor", "backup", "restore", kept["file"])

    assert dry == [] and imported.status == 0 and kept["reason"] == "import"
    assert told.status == 1 and "backup" in told.json["advice"]
    assert call("noor", "list", "spots").json == []
