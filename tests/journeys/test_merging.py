"""Two vaults that wrote apart, settled on the command line for both."""

from pathlib import Path

import pytest

from tests.journeys.conftest import Call


@pytest.fixture
def share(call: Call, tmp_path: Path) -> Path:
    """The folder of a team of two, Noor and Lien, who both have synced."""
    folder = tmp_path / "share"
    folder.mkdir()
    call("noor", "new", "--team", "Molenkouter", "--worker", "Noor", "--folder", folder)
    print_of = call("lien", "join", "--worker", "Lien", "--folder", folder).json["fingerprint"]
    call("noor", "admit", print_of)
    both_sync(call)
    return folder


def both_sync(call: Call) -> None:
    for vault in ("noor", "lien", "noor"):
        assert call(vault, "sync").status == 0


def edit(call: Call, vault: str, id: str, **values: str) -> None:
    sets = [word for name, value in values.items() for word in ("--set", f"{name}={value}")]
    assert call(vault, "edit", "needs", id, *sets).status == 0


def test_what_was_written_apart_is_settled_by_either_for_both(call: Call, share: Path) -> None:
    id = call("noor", "add", "needs", "--set", "title=Banken").json["id"]
    both_sync(call)
    edit(call, "noor", id, title="Zitbanken", domains="work")
    edit(call, "lien", id, title="Licht", domains="home")
    both_sync(call)

    [listed] = call("lien", "conflicts").json
    assert (listed["id"], listed["kind"], listed["in_bin"]) == (id, "needs", False)
    title, domains = listed["fields"]
    assert (title["field"], title["label"]) == ("title", "Title") and "merged" not in title
    by_author = {version["author"]: version for version in title["versions"]}
    assert by_author["Noor"]["value"] == "Zitbanken" and by_author["Lien"]["text"] == "Licht"
    assert domains["merged"] == ["work", "home"]

    assert call("lien", "conflicts", "resolve", id, "--take", "X").status == 1
    assert call("lien", "conflicts", "resolve", id, "--take", "a", "--field", "size").status == 1
    letter = by_author["Noor"]["letter"]
    assert call("lien", "conflicts", "resolve", id, "--take", letter, "--field", "title").status == 0
    assert [field["field"] for field in call("lien", "conflicts").json[0]["fields"]] == ["domains"]
    done = call("lien", "conflicts", "resolve", id, "--take", "merged")
    assert done.json["fields"] == {"domains": "merged"}
    both_sync(call)

    for vault in ("noor", "lien"):
        need = call(vault, "show", "needs", id).json
        assert (need["title"], need["domains"]) == ("Zitbanken", ["work", "home"])
        assert call(vault, "conflicts").json == []
    assert call("noor", "conflicts", "resolve", id, "--take", "A").status == 1


def test_what_two_gave_a_name_becomes_one_or_stays_two(call: Call, share: Path) -> None:
    ours = call("noor", "add", "organisations", "--set", "name=Jong Lindervoorde", "--set", "phone=1").json["id"]
    theirs = call("lien", "add", "organisations", "--set", "name=JONG Lindervoorde", "--set", "type=youth").json[
        "id"
    ]
    offer = call("lien", "add", "offers", "--set", "name=Instuif", "--set", f"organisation={theirs}").json["id"]
    call("noor", "add", "needs", "--set", "title=Banken")
    call("lien", "add", "needs", "--set", "title=banken")
    both_sync(call)

    listed = {one["kind"]: one for one in call("noor", "duplicates").json}
    assert set(listed) == {"organisations", "needs"}
    assert listed["organisations"]["title"] == "Jong Lindervoorde" and not listed["organisations"]["again"]
    two = call("noor", "duplicates", "show", theirs, ours).json
    assert [field["field"] for field in two["fields"]] == ["name", "type", "phone"]
    assert two["holding"] == ["", "Offers: 1"]

    merged = call("noor", "duplicates", "merge", theirs, ours)
    assert merged.json == {"kept": ours, "in_bin": theirs, "moved": 1}
    apart = listed["needs"]
    assert call("lien", "duplicates", "keep", apart["one"], apart["other"]).json["same"] is False
    both_sync(call)

    for vault in ("noor", "lien"):
        assert call(vault, "duplicates").json == []
        [found] = call(vault, "list", "organisations").json
        assert (found["id"], found["phone"], found["type"]) == (ours, "1", "youth")
        assert call(vault, "show", "offers", offer).json["organisation"] == ours
    assert call("lien", "duplicates", "merge", ours, offer).status == 1
