"""Erased on the command line, and gone on every laptop."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from outreach_app.domain.records import Area, Encounter, Round, Visit
from outreach_app.store.figures import figures
from outreach_app.workspace import Workspace
from tests.journeys.conftest import PASSPHRASE, Call


@pytest.fixture
def share(call: Call, tmp_path: Path) -> Path:
    """The folder of Noor, who coordinates, and Lien; both have synced."""
    folder = tmp_path / "share"
    folder.mkdir()
    call("noor", "new", "--team", "Molenkouter", "--worker", "Noor", "--folder", folder)
    call("noor", "admit", call("lien", "join", "--worker", "Lien", "--folder", folder).json["fingerprint"])
    for vault in ("noor", "lien", "noor"):
        call(vault, "sync")
    return folder


def titles(call: Call, vault: str) -> list[str]:
    return [one["title"] for one in call(vault, "list", "needs").json]


def test_a_worker_asks_and_a_coordinator_erases_or_not(call: Call, share: Path) -> None:
    gone = call("noor", "add", "needs", "--set", "title=Kim slaapt buiten").json["id"]
    stays = call("noor", "add", "needs", "--set", "title=Banken").json["id"]
    call("noor", "sync")
    call("lien", "sync")
    own = call("lien", "add", "needs", "--set", "title=Vergissing").json["id"]
    assert call("lien", "erase", "needs", own).json["state"] == "erased"

    assert call("lien", "erase", "needs", gone, "--why", "te precies").json["state"] == "asked"
    assert call("lien", "erase", "needs", gone).status == 1
    assert call("lien", "erase", "needs", stays).json["state"] == "asked"
    call("lien", "sync")
    call("noor", "sync")
    asked = {one["record"]: one for one in call("noor", "erasures").json["requests"]}
    assert asked[gone]["by"] == "Lien" and asked[gone]["why"] == "te precies"
    call("noor", "erasures", "grant", asked[gone]["id"])
    call("noor", "erasures", "decline", asked[stays]["id"])
    assert call("noor", "erasures").json["requests"] == []
    call("noor", "sync")
    assert call("noor", "erasures").json["erasures"][0]["waiting"] == ["Lien"]
    call("lien", "sync")
    call("noor", "sync")
    assert titles(call, "lien") == titles(call, "noor") == ["Banken"]
    (done,) = call("noor", "erasures").json["erasures"]
    assert (done["records"], done["confirmed"], done["waiting"]) == (1, ["Lien", "Noor"], [])
    assert call("lien", "erasures").json["requests"] == []
    assert call("noor", "erase", "workers", "Lien").status == 1


def test_a_persons_traces_go_from_every_laptop_and_from_what_only_one_has(call: Call, share: Path) -> None:
    call("noor", "add", "contact-persons", "--set", "name=Kim Zonnekind")
    call("noor", "add", "needs", "--set", "title=Kim Zonnekind wil banken")
    call("noor", "sync")
    call("lien", "sync")
    walked = call("lien", "add", "rounds", "--set", "date=2026-03-03").json["id"]
    visit = call("lien", "add", "visits", "--set", f"round={walked}").json["id"]
    note = ("--set", "local_note=kim zonnekind was er")
    call("lien", "add", "encounters", "--set", f"visit={visit}", "--set", "group_size=2", *note)
    call("lien", "add", "needs", "--set", "title=Lampen voor Kim  Zonnekind")
    call("lien", "backup", "make")

    preview = call("noor", "erase", "person", "kim zonnekind", "--dry-run").json["places"]
    assert [(one["kind"], one["about"]) for one in preview] == [("needs", False), ("contact-persons", True)]
    done = call("noor", "erase", "person", "kim zonnekind").json
    assert (done["erased"], done["struck"]) == (1, 1)
    call("noor", "sync")
    call("lien", "sync")
    call("noor", "sync")

    for vault in ("noor", "lien"):
        assert titles(call, vault) == ["[…] wil banken", "Lampen voor […]"]
        assert call(vault, "list", "contact-persons").json == []
    assert call("lien", "list", "encounters").json[0]["local_note"] == "[…] was er"
    assert len(call("lien", "backup", "list").json) == 1
    person = next(one for one in call("noor", "erasures").json["erasures"] if one["what"] == "person")
    assert (person["records"], person["waiting"]) == (2, [])
    assert call("lien", "erase", "person", "Kim").status == 1
    assert call("noor", "erase", "person", "a").status == 1


def rounds(folder: Path, *walked: tuple[str, str, tuple[int, ...]]) -> None:
    """Lien's, on dates and in areas, with encounters of these sizes."""
    with Workspace.open(folder / "lien", PASSPHRASE) as workspace, workspace.store.write() as session:
        areas = {area.name: area for area in session.scalars(select(Area))}
        for day, name, sizes in walked:
            if name not in areas:
                session.add(areas.setdefault(name, Area(name=name)))
            outing = Round(date=date.fromisoformat(day))
            visit = Visit(round=outing.id, area=areas[name].id)
            common: dict[str, Any] = {"visit": visit.id, "domains": ["leisure"], "age_counts": {"15_17": 1}}
            met = (Encounter(group_size=n, **common) for n in sizes)
            session.add_all([outing, visit, *met])


def tables(folder: Path, vault: str) -> list[Any]:
    """Exact figures by month, by year and domain, and by age; and the contacts of each area."""
    with Workspace.open(folder / vault, PASSPHRASE) as workspace, workspace.store.read() as session:
        found = [figures(session, by, internal=True) for by in (["month"], ["year", "domain"], ["age"])]
        by_area = {cell.values["area"]: cell.contacts for cell in figures(session, ["area"], internal=True).cells}
        return [*(table.as_json()["cells"] for table in found), found[0].totals.numbers(), by_area]


def test_what_is_past_its_term_leaves_counts_once_a_coordinator_approved_it(
    call: Call, share: Path, tmp_path: Path
) -> None:
    rounds(
        tmp_path,
        ("2019-03-04", "Vlasakker", (3, 4, 5)),
        ("2019-03-18", "Centrum", (2,)),
        ("2020-05-18", "Centrum", (9,)),
    )
    call("lien", "add", "contact-persons", "--set", "name=An", "--set", "confirmed_on=2019-05-05")
    call("lien", "sync")
    call("noor", "sync")
    *before, by_area = tables(tmp_path, "noor")

    seen = call("noor", "retention", "preview").json
    assert seen["kinds"]["rounds"]["months"] == {"2019-03": 2, "2020-05": 1}
    assert (seen["kinds"]["contact-persons"]["records"], seen["kinds"]["signals"]["records"]) == (1, 0)
    assert call("lien", "retention", "apply", seen["token"]).status == 1
    assert call("noor", "retention", "apply").status == 2
    team = call("noor", "list", "teams").json[0]["id"]
    call("noor", "edit", "teams", team, "--set", "keep_contacts=600")
    assert call("noor", "retention", "apply", seen["token"]).status == 1
    assert call("noor", "edit", "teams", team, "--set", "keep_contacts=0").status == 1
    assert call("noor", "retention", "apply", "--yes").json["erased"] == 3

    call("noor", "sync")
    call("lien", "sync")
    assert call("lien", "list", "rounds").json == []
    for vault in ("noor", "lien"):
        *after, lifted = tables(tmp_path, vault)
        assert after == before and by_area == {"Centrum": 11, "Vlasakker": 12}
        assert lifted == {"": 11, "Centrum": 0, "Vlasakker": 12}
    rounds(tmp_path, ("2019-03-25", "Centrum", (6,)))
    call("lien", "sync")
    call("noor", "sync")
    call("noor", "retention", "apply", "--yes")
    assert tables(tmp_path, "noor")[-2] == {"rounds": 4, "encounters": 6, "contacts": 29}


def test_a_spot_that_becomes_sensitive_stays_on_one_laptop_until_it_is_shared(call: Call, share: Path) -> None:
    area = call("lien", "add", "areas", "--set", "name=Vlasakker").json["id"]
    known = call("lien", "add", "spots", "--set", "name=Onder de brug", "--set", f"area={area}").json["id"]
    walked = call("lien", "add", "rounds", "--set", "date=2026-03-04").json["id"]
    call("lien", "add", "visits", "--set", f"round={walked}", "--set", f"spot={known}")
    call("lien", "sync")
    call("noor", "sync")
    assert call("lien", "edit", "spots", known, "--set", "sensitive=true").status == 1

    kept = call("lien", "spot", "hide", known).json
    assert kept["elsewhere"] and call("lien", "spot", "hide", kept["id"]).status == 1
    call("lien", "sync")
    call("noor", "sync")
    assert [(one["spot"], one["area"]) for one in call("noor", "list", "visits").json] == [(None, area)]
    (asked,) = call("noor", "erasures").json["requests"]
    call("noor", "erasures", "grant", asked["id"])
    for vault in ("noor", "lien", "noor"):
        call(vault, "sync")
    assert call("noor", "show", "spots", known).status == call("lien", "show", "spots", known).status == 1
    (visit,) = call("lien", "list", "visits").json
    assert (visit["spot"], visit["sensitive_spot"]) == (None, kept["id"])

    shared = call("lien", "spot", "share", kept["id"]).json["id"]
    call("lien", "sync")
    call("noor", "sync")
    assert [one["spot"] for one in call("noor", "list", "visits").json] == [shared]
    assert [one["name"] for one in call("noor", "list", "spots").json] == ["Onder de brug"]
