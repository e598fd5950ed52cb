"""Three laptops and a shared folder: from a round on the street to a note that a college can decide on."""

import zipfile
from pathlib import Path

import pypdfium2
import pytest

from tests.journeys.conftest import Call

SHEET = """Datum;Wijk;Plek;Aantal;Wie;Levensdomeinen
{rows}
"""


def pages(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture
def team(call: Call, tmp_path: Path) -> Path:
    """A coordinator and two workers, admitted and synced; the shared folder."""
    share = tmp_path / "share"
    share.mkdir()
    founded = call("lead", "new", "--team", "Team Lindervoorde", "--worker", "Marijke", "--folder", share).json
    call("lead", "sync")
    for name in ("noor", "ilyas"):
        asked = call(name, "join", "--worker", name.title(), "--folder", share,
                     "--team-fingerprint", founded["team_fingerprint"]).json  # fmt: skip
        assert [one["fingerprint"] for one in call("lead", "admit").json] == [asked["fingerprint"]]
        assert call("lead", "admit", asked["fingerprint"]).status == 0
    for name in ("lead", "noor", "ilyas", "lead", "noor", "ilyas"):
        assert call(name, "sync").status == 0
    return share


def sheet(path: Path, month: int, size: int) -> Path:
    rows = [
        f"{day:02}/{month:02}/2025;{wijk};{plek};{size};jongeren;vrije tijd"
        for day in range(1, 13)
        for wijk, plek in (("Vlasakker", "Plein"), ("Centrum", "Markt"))
    ]
    path.write_text(SHEET.format(rows="\n".join(rows)), encoding="utf-8")
    return path


def test_from_street_to_college(call: Call, team: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "map.json"
    mapping.write_text(
        '{"columns": {"Datum": "date", "Wijk": "area", "Plek": "spot", "Aantal": "group_size", "Wie": "who",'
        ' "Levensdomeinen": "domains"}}',
        encoding="utf-8",
    )
    for name, month, size in (("noor", 7, 6), ("ilyas", 8, 7)):
        report = call(
            name, "import", "rounds", sheet(tmp_path / f"{name}.csv", month, size), "--map", mapping,
            "--set", "needs=Geen plek om te zitten",
        ).json  # fmt: skip
        assert (report["read"], report["created"], report["rejected"]) == (24, 24, [])
    for name in ("noor", "ilyas", "lead", "noor"):
        synced = call(name, "sync").json
        assert synced["pending"] == synced["missing"] == synced["damaged"] == 0

    digests = {call(name, "check").json["digest"] for name in ("lead", "noor")}
    assert len(digests) == 1
    areas = call("lead", "list", "areas").json
    assert sorted(area["name"] for area in areas) == ["Centrum", "Vlasakker"]

    table = call("noor", "figures", "--by", "area,quarter").json
    assert table["totals"]["encounters"] == 50
    assert table["totals"]["contacts"] == 310
    assert {cell["area"]: cell["contacts"] for cell in table["cells"]} == {"Centrum": 155, "Vlasakker": 155}

    assert table["provisional"] is True and table["published"] is False
    assert call("noor", "figures", "--by", "area", as_json=False).out.startswith("Provisional and not published")

    there = call(
        "noor", "figures", "--by", "need", "--area", "Vlasakker",
        "--from", "2025-01-01", "--to", "2025-12-31", "--against", "year",
    ).json  # fmt: skip
    assert [cell["contacts"] for cell in there["cells"]] == [155]
    assert there["against"]["method"]["to"] == "2024-12-31"
    assert there["against"]["totals"]["contacts"] is None

    [need] = call("lead", "list", "needs").json
    assert call("lead", "need", "move", need["id"], "recurring").status == 0
    assert call("lead", "need", "move", need["id"], "verified", "--set", "confirmed_on=2025-09-02").status == 0
    signal = call("lead", "signal", "promote", need["id"]).json["id"]

    early = tmp_path / "early.pdf"
    refused = call("noor", "note", signal, "--template", "nota", "--out", early)
    assert refused.status == 1 and not early.exists()  # not synced yet: noor knows no such signal
    call("lead", "edit", "signals", signal, "--set", "title=Banken <b>& schaduw</b>", "--set", "lead=Marijke")
    call("lead", "sync")
    call("noor", "sync")
    refused = call("noor", "note", signal, "--template", "nota", "--out", early)
    assert refused.status == 1 and "coordinator" in refused.err and not early.exists()

    nota = tmp_path / "nota.pdf"
    open_ = call("lead", "note", signal, "--template", "nota", "--out", nota)
    assert open_.status == 1 and "2025-Q3" in open_.err and not nota.exists()
    assert call("noor", "quarters", "close", "2025-Q3").status == 1
    closed = call("lead", "quarters", "close", "2025-Q3").json
    assert (closed["state"], closed["encounters"], closed["contacts"]) == ("closed", 48, 312)
    assert call("lead", "note", signal, "--template", "nota", "--out", nota).status == 0
    text = "\n".join(pages(nota))
    assert "Banken <b>& schaduw</b>" in text
    assert "310" in text and "nog in te vullen" in text
    word = tmp_path / "nota.docx"
    assert call("lead", "note", signal, "--template", "nota", "--out", word).status == 0
    with zipfile.ZipFile(word) as parts:
        assert "310" in parts.read("word/document.xml").decode()
    nowhere = call("lead", "note", signal, "--template", "nota", "--out", tmp_path / "no folder" / "nota.pdf")
    assert nowhere.status == 1 and "nota.pdf" in nowhere.err

    call("lead", "sync")
    call("noor", "sync")
    bundel = tmp_path / "bundel.pdf"
    assert call("noor", "note", signal, "--template", "bundel", "--out", bundel, "--lang", "en").status == 0
    assert "310" in "\n".join(pages(bundel))

    unripe = call("noor", "signal", "move", signal, "ripe")
    assert unripe.status == 1
    found = {check["item"]: check["ok"] for check in call("noor", "signal", "check", signal).json}
    assert found["lead_named"] and found["verified"] and not found["decision_requested"]

    refused = call("lead", "decide", signal, "accepted")
    assert refused.status == 1 and refused.json.keys() >= {"error", "advice"}
    call("lead", "signal", "move", signal, "checking")
    call("lead", "signal", "move", signal, "ripe", "--reason", "dringend",
         "--set", "track=align", "--set", "causes=Niet vervangen.")  # fmt: skip
    handed_in = call("lead", "submit", signal, "--to", "college", "--session", "2026-10-20").json
    assert (handed_in["number"][4:], handed_in["deliver_by"], handed_in["copies"]) == ("-01", "2026-10-13", 1)
    decided = call(
        "lead", "decide", signal, "partly", "--text", "Drie banken.", "--on", "2026-10-20",
        "--agreement", "Plaats drie banken;;2026-12-01",
    ).json  # fmt: skip
    assert len(decided["agreements"]) == 1 and decided["state"] == "decided"
    owed = call("lead", "feedback", "due").json
    assert [one["audience"] for one in owed] == ["youth", "partners", "frontline", "management", "region"]
    assert call("lead", "feedback", "told", owed[0]["id"]).status == 1
    told = call("lead", "feedback", "told", owed[0]["id"], "--message", "Drie banken.", "--on", "2026-10-21").json
    assert told["date"] == "2026-10-21"
    assert call("lead", "feedback", "waive", owed[1]["id"], "--reason", "Zaten mee aan tafel.").status == 0
    assert len(call("lead", "feedback", "due").json) == 3
    assert call("lead", "show", "signals", signal).json["state"] == "fed_back"

    year = handed_in["number"][:4]
    results = tmp_path / "results.pdf"
    yielded = call("lead", "report", "signals", "--year", year, "--out", results).json
    assert (yielded["signals"], yielded["answered"], yielded["states"]) == (1, 1, {"fed_back": 1})
    assert yielded["days_to_decision"] is None  # of one signal it would tell the day of its first encounter
    assert yielded["realised"][0]["need"] == "Geen plek om te zitten"
    assert "Drie banken." in "\n".join(pages(results))
    assert call("lead", "report", "signals", "--year", year, "--out", tmp_path / "results.doc").status == 1

    for told in owed[2:]:
        assert call("lead", "feedback", "waive", told["id"], "--reason", "Nam deel aan het overleg.").status == 0
    [agreement] = call("lead", "list", "agreements", "--where", "state=open").json
    assert (agreement["text"], agreement["signal"]) == ("Plaats drie banken", signal)
    refused = call("lead", "signal", "move", signal, "closed")
    assert refused.status == 1 and "Plaats drie banken" in refused.json["error"]
    assert call("lead", "agreement", "move", agreement["id"], "lapsed").status == 1
    call("lead", "edit", "agreements", agreement["id"], "--set", "due=2026-03-01")
    [late] = call("lead", "agreement", "due").json
    assert (late["id"], late["due"], late["days_late"] > 0) == (agreement["id"], "2026-03-01", True)
    assert call("lead", "agreement", "print", "--out", tmp_path / "lijst.pdf").json["agreements"] == 1
    assert "Plaats drie banken" in "\n".join(pages(tmp_path / "lijst.pdf"))
    assert call("lead", "agreement", "print", "--out", early, "--organisation", "Niemand").status == 1
    assert call("lead", "agreement", "move", agreement["id"], "done").json["state"] == "done"
    assert call("lead", "signal", "move", signal, "closed").status == 0
    assert "agreements" in {hit["kind"] for hit in call("lead", "search", "drie banken").json}


def test_a_bundle_carries_the_work_where_no_folder_does(call: Call, team: Path, tmp_path: Path) -> None:
    made = call("noor", "add", "spots", "--set", "name=Molenpark").json["id"]
    bundle = tmp_path / "noor.bundle"
    assert call("noor", "bundle", "write", bundle).status == 0
    assert b"Molenpark" not in bundle.read_bytes()
    assert call("lead", "bundle", "read", bundle).json["applied"] >= 1
    assert call("lead", "show", "spots", made).json["name"] == "Molenpark"


def test_nothing_readable_reaches_the_share(call: Call, team: Path) -> None:
    call("noor", "add", "needs", "--set", "title=Onmiskenbaarwoord", "--set", "description=Onmiskenbaarwoord")
    call("noor", "sync")
    for file in (path for path in team.rglob("*") if path.is_file()):
        content = file.read_bytes()
        assert b"Onmiskenbaar" not in content and b"Noor" not in content and b"Lindervoorde" not in content


def test_a_truncated_segment_is_named_and_the_rest_goes_on(call: Call, team: Path) -> None:
    call("noor", "add", "spots", "--set", "name=Molenpark")
    before = set(team.rglob("*.seg"))
    call("noor", "sync")
    [broken] = set(team.rglob("*.seg")) - before
    whole = broken.read_bytes()
    broken.write_bytes(whole[:-20])
    call("ilyas", "add", "spots", "--set", "name=Marktplein")
    call("ilyas", "sync")

    report = call("lead", "sync", "--details").json

    assert report["damaged"] == 1
    assert any(broken.stem in file["name"] for file in report["details"]["files"])
    assert [spot["name"] for spot in call("lead", "list", "spots").json] == ["Marktplein"]
    broken.write_bytes(whole)
    assert call("lead", "sync").json["damaged"] == 0
    assert len(call("lead", "list", "spots").json) == 2
