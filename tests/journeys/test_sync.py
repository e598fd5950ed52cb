"""What `sync` says on the command line when something is to be said."""

import shutil
import sys
from pathlib import Path

import pytest

from outreach_app.cli.main import main
from tests.journeys.conftest import Call


@pytest.fixture
def share(call: Call, tmp_path: Path) -> Path:
    """The folder of a team of two, Noor and Lien, who both have synced."""
    folder = tmp_path / "share"
    folder.mkdir()
    call("noor", "new", "--team", "Molenkouter", "--worker", "Noor", "--folder", folder)
    print_of = call("lien", "join", "--worker", "Lien", "--folder", folder).json["fingerprint"]
    call("noor", "admit", print_of)
    for vault in ("noor", "lien", "noor"):
        call(vault, "sync")
    return folder


def test_a_folder_that_takes_nothing_is_status_1_with_the_report_in_the_one_document(
    call: Call, share: Path
) -> None:
    call("lien", "add", "needs", "--set", "title=Banken")
    call("lien", "sync")
    blocked = [path for path in share.iterdir() if path.name != "team"]
    call("noor", "add", "needs", "--set", "title=Lampen")
    for path in blocked:  # a folder that even root cannot write in
        path.rename(path.with_name(path.name + " (oud)"))
        path.write_bytes(b"")

    refused = call("noor", "sync", "--details")

    assert refused.status == 1
    assert refused.json["error"] in refused.err and "saved here" in refused.json["advice"]
    assert (refused.json["applied"], refused.json["pending"], refused.json["published"]) == (1, 1, 0)
    assert refused.json["details"]["pending"][0]["kinds"] == {"needs": 1}
    for path in blocked:
        path.unlink()
        path.with_name(path.name + " (oud)").rename(path)
    assert call("noor", "sync").status == 0


def test_a_person_reads_what_is_to_be_said_and_what_is_to_be_chosen(
    call: Call, share: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = call("noor", "add", "needs", "--set", "title=Banken").json["id"]
    call("noor", "sync")
    call("lien", "sync")
    call("noor", "edit", "needs", made, "--set", "title=Zitbanken")
    call("lien", "delete", "needs", made)
    for vault in ("noor", "lien"):
        call(vault, "sync")
    for path in share.iterdir():
        shutil.rmtree(path)

    as_a_person = [word for word in sys.argv if word != "--json"]
    monkeypatch.setattr(sys, "argv", [*as_a_person, "--details"])
    with pytest.raises(SystemExit) as left:
        main()
    out = capfd.readouterr().out

    assert not left.value.code
    assert "Conflicts: 1." in out
    assert "The shared folder was empty" in out
    assert f"({made}), In the bin" in out
    assert "“Yes” · Lien" in out and "Title · “Zitbanken” · Noor" in out
