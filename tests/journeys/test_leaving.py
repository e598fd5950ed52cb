"""A colleague leaves: taken out, keys made anew, late work judged, and nothing readable of what came later."""

import shutil
from pathlib import Path

import pytest

from tests.journeys.conftest import Answer, Call


@pytest.fixture
def share(call: Call, tmp_path: Path) -> Path:
    """The folder of a team of three, who have all synced: Noor, Lien and Sam."""
    folder = tmp_path / "share"
    folder.mkdir()
    call("noor", "new", "--team", "Molenkouter", "--worker", "Noor", "--folder", folder)
    for name in ("Sam", "Lien"):
        asked = call(name.lower(), "join", "--worker", name, "--folder", folder).json["fingerprint"]
        call("noor", "admit", asked)
        call(name.lower(), "sync")
    call("noor", "sync")
    return folder


def fingerprint(call: Call, name: str) -> str:
    return str(next(one["fingerprint"] for one in call("noor", "team", "list").json if one["name"] == name))


def titles(call: Call, vault: str) -> list[str]:
    return sorted(one["title"] for one in call(vault, "list", "needs").json)


def write(call: Call, vault: str, title: str) -> Answer:
    call(vault, "add", "needs", "--set", f"title={title}")
    return call(vault, "sync")


def test_a_colleague_leaves(call: Call, share: Path, tmp_path: Path) -> None:
    write(call, "sam", "Banken")
    call("noor", "sync")
    sams = fingerprint(call, "Sam")
    assert call("lien", "team", "revoke", sams).status == 1, "a worker takes nobody out"
    elsewhere = shutil.copytree(share, tmp_path / "elsewhere")

    assert call("noor", "team", "revoke", sams).json == {"fingerprint": sams, "state": "revoked"}
    shutil.move(share, tmp_path / "away")
    shutil.move(elsewhere, share)
    write(call, "sam", "Laatste woord")
    write(call, "sam", "Nog een woord")
    shutil.copytree(share, tmp_path / "away", dirs_exist_ok=True)
    shutil.rmtree(share)
    shutil.move(tmp_path / "away", share)
    write(call, "noor", "Na het afscheid")
    synced = call("lien", "sync", "--details").json

    assert [one["state"] for one in synced["details"]["files"]] == ["quarantined", "quarantined"]
    assert titles(call, "lien") == titles(call, "noor") == ["Banken", "Na het afscheid"]
    assert [(one["name"], one["state"]) for one in call("lien", "team", "list").json] == [
        ("Noor", "active"),
        ("Lien", "active"),
        ("Sam", "revoked"),
    ]

    waiting = call("noor", "team", "quarantine").json
    told = call("noor", "team", "quarantine", waiting[0]["id"][:12]).json
    assert [(one["author"], one["kinds"]) for one in waiting] == [("Sam", {"needs": 1})] * 2
    assert told["content"][0]["title"] == "Laatste woord"
    assert {"field": "Title", "value": "Laatste woord"} in told["content"][0]["fields"]
    assert call("lien", "team", "accept", waiting[0]["id"]).status == 1, "a worker accepts nothing"
    assert call("noor", "team", "accept", waiting[0]["id"]).status == 0
    ends = [call(vault, "sync").json["digest"] for vault in ("noor", "lien")]
    assert titles(call, "lien") == titles(call, "noor") == ["Banken", "Laatste woord", "Na het afscheid"]
    assert ends[0] == ends[1] and len(call("lien", "team", "quarantine").json) == 1

    assert call("lien", "team", "dismiss", waiting[1]["id"]).status == 1, "nor is it a worker's to judge"
    assert call("noor", "team", "dismiss", waiting[1]["id"]).json == {"id": waiting[1]["id"], "dismissed": True}
    call("noor", "sync")
    assert call("noor", "team", "quarantine").json == [] and len(call("lien", "team", "quarantine").json) == 1
    assert call("noor", "team", "quarantine", waiting[1]["id"]).json["id"] == waiting[1]["id"], "its bytes stay"

    files = sorted(share.rglob("*.seg"))
    out = call("sam", "sync", "--details").json
    write(call, "sam", "Nooit verzonden")
    assert out["details"]["notices"][0]["state"] == "revoked"
    assert sorted(share.rglob("*.seg")) == files
    assert titles(call, "sam") == ["Banken", "Laatste woord", "Nog een woord", "Nooit verzonden"]
    assert call("sam", "bundle", "write", tmp_path / "sam.bundle").status == 1


def test_keys_are_made_anew_without_anyone_leaving(call: Call, share: Path) -> None:
    assert call("lien", "team", "rekey").status == 1
    assert call("noor", "team", "rekey").json == {"rekeyed": True}
    write(call, "noor", "Banken")
    call("sam", "sync")
    write(call, "sam", "Lampen")
    call("noor", "sync")

    assert titles(call, "sam") == titles(call, "noor") == ["Banken", "Lampen"]


def test_the_last_coordinator_stays_and_is_told_to_find_a_second(call: Call, share: Path) -> None:
    noors = fingerprint(call, "Noor")
    refused = call("noor", "team", "revoke", noors, "--own")
    advised = call("noor", "sync", "--details").json["details"]["notices"]
    call("noor", "admit", fingerprint(call, "Lien"), "--role", "coordinator")
    call("lien", "sync")

    assert refused.status == 1 and "only coordinator" in refused.json["error"]
    assert [one["state"] for one in advised] == ["advice"]
    assert call("noor", "team", "revoke", noors).status == 1, "oneself only if one says so"
    assert call("noor", "team", "revoke", noors, "--own").status == 0
    assert call("noor", "sync").status == 0
    call("lien", "sync")
    listed = {one["name"]: (one["role"], one["state"]) for one in call("lien", "team", "list").json}
    assert listed["Noor"] == ("coordinator", "revoked") and listed["Lien"] == ("coordinator", "active")
