"""What the user can act on: a message, an advice, status 1, and nothing changed."""

from pathlib import Path

import pytest

from tests.journeys.conftest import Call


@pytest.fixture
def vault(call: Call) -> None:
    assert call("v", "new", "--team", "Team", "--worker", "Marijke").status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("show", "spots", "0" * 32),
        ("show", "spots", "Nergens"),
        ("list", "unicorns"),
        ("edit", "spots", "Nergens", "--set", "name=x"),
        ("add", "spots"),
        ("add", "spots", "--set", "colour=red"),
        ("add", "spots", "--set", "name=Plein", "--set", "kind=volcano"),
        ("add", "rounds", "--set", "date=someday"),
        ("add", "rounds", "--set", "date=2099-01-01"),
        ("import", "rounds", "missing.csv"),
        ("import", "undo", "0" * 32),
        ("figures", "--by", "volcano"),
        ("figures", "--by", "area,spot"),
        ("need", "move", "0" * 32, "recurring"),
        ("note", "0" * 32, "--template", "nota", "--out", "x.pdf"),
        ("bundle", "read", "missing.bundle"),
        ("admit", "11111 22222 33333 44444 55555"),
        ("new", "--team", "Again", "--worker", "Again"),
    ],
)
def test_what_the_user_can_act_on_is_status_1_with_advice(call: Call, vault: None, words: tuple[str, ...]) -> None:
    answer = call("v", *words)

    assert answer.status == 1
    assert len(answer.err.strip().splitlines()) >= 2, answer.err
    assert answer.json["error"]


@pytest.mark.parametrize(
    "words", [("volcano",), ("list",), ("sync", "--far"), ("note", "x", "--template", "poem")]
)
def test_unknown_words_are_status_2(call: Call, words: tuple[str, ...]) -> None:
    assert call("v", *words).status == 2


def test_a_wrong_passphrase_opens_nothing(call: Call, vault: None, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("niet deze wachtzin", encoding="utf-8")
    answer = call("v", "list", "spots", passphrase_file=wrong)
    assert answer.status == 1 and "passphrase" in answer.err.lower()


def test_a_folder_that_is_no_vault(call: Call, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"\xff\xd8")
    assert call("photos", "list", "spots").status == 1
    assert call("nowhere", "list", "spots").status == 1


def test_joining_a_folder_without_a_team_leaves_no_half_vault(call: Call, tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    assert call("v", "join", "--worker", "Noor", "--folder", tmp_path / "share").status == 1
    assert not (tmp_path / "v").exists()
    assert call("v", "join", "--worker", "Noor", "--folder", tmp_path / "no such folder").status == 1
    assert not (tmp_path / "v").exists()


def test_empty_answers_are_one_document(call: Call, vault: None) -> None:
    assert call("v", "list", "rounds").json == []
    assert call("v", "search", "\"'*^ OR (").json == []
    table = call("v", "figures", "--by", "area,quarter").json
    assert table["cells"] == [] and table["totals"]["contacts"] is None


def test_the_recovery_code_opens_the_vault_again(call: Call, tmp_path: Path) -> None:
    code = tmp_path / "code"
    code.write_text(
        call("v", "new", "--team", "T", "--worker", "M").json["recovery_code"].lower(), encoding="utf-8"
    )
    chosen = tmp_path / "chosen"
    chosen.write_text("een heel nieuwe wachtzin", encoding="utf-8")

    assert call("v", "recover", "--recovery-code-file", code, "--new-passphrase-file", chosen).status == 0

    assert call("v", "list", "spots").status == 1
    assert call("v", "list", "spots", passphrase_file=chosen).status == 0


def test_delete_can_be_tried_first_and_taken_back(call: Call, vault: None) -> None:
    made = call("v", "add", "spots", "--set", "name=Plein").json["id"]
    assert call("v", "delete", "spots", made, "--dry-run").json["deleted"] is False
    assert len(call("v", "list", "spots").json) == 1
    call("v", "delete", "spots", "Plein")
    assert call("v", "list", "spots").json == []
    call("v", "undelete", "spots", made)
    assert len(call("v", "list", "spots").json) == 1


def test_an_undo_is_foretold_and_leaves_the_names(call: Call, vault: None, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("date,area,group_size\n2025-11-19,Noord,3\n2025-11-19,Noord,2\n")
    id = call("v", "import", "rounds", tmp_path / "a.csv").json["import_id"]
    foretold = call("v", "import", "undo", id, "--dry-run").json
    assert (foretold["undone"], foretold["names_kept"], foretold["dry_run"]) == (2, 2, True)
    assert len(call("v", "list", "encounters").json) == 2
    assert call("v", "import", "undo", id).json == {**foretold, "dry_run": False}
    assert call("v", "list", "encounters").json == call("v", "list", "rounds").json == []
    assert [one["name"] for one in call("v", "list", "areas").json] == ["Noord"]
