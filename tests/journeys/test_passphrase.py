"""The passphrase on the command line: made by chance, changed, forgotten; and guesses that get slower."""

from pathlib import Path

import pytest

from outreach_app.vault import attempts
from tests.journeys.conftest import PASSPHRASE, Call
from tests.notes.samples import page_texts


@pytest.fixture
def code(call: Call) -> str:
    return str(call("v", "new", "--team", "Jeugdopbouw", "--worker", "Marijke").json["recovery_code"])


def secret(path: Path, text: str) -> Path:
    path.write_text(f"{text}\n", encoding="utf-8")
    return path


def test_chance_makes_a_passphrase_and_tells_what_it_is_worth(call: Call) -> None:
    made = call("nowhere", "passphrase", "generate", "--lang", "nl").json
    longer = call("nowhere", "passphrase", "generate", "--words", "8").json

    assert (made["bits"], made["words"], len(made["passphrase"].split())) == (60, 5, 5)
    assert longer["words"] == 8 and longer["bits"] > 96


def test_a_weak_one_is_said_and_a_bad_one_refused(call: Call, code: str, tmp_path: Path) -> None:
    names = call(
        "v", "passphrase", "change", "--new-passphrase-file", secret(tmp_path / "new", "marijke jeugdopbouw")
    )
    second = tmp_path / "new"
    bad = secret(tmp_path / "bad", "Wachtwoord2024")
    refused = call("v", "passphrase", "change", "--new-passphrase-file", bad, passphrase_file=second)

    assert names.status == 0 and "guessing it takes" in names.err
    assert refused.status == 1 and refused.json["advice"].startswith("Four or five words")
    assert call("v", "list", "spots", passphrase_file=second).status == 0


def test_a_new_sheet_ends_the_old_code(call: Call, code: str, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    made = call("v", "passphrase", "sheet", file)
    old, new = secret(tmp_path / "old", code), secret(tmp_path / "code", made.json["recovery_code"])
    chosen = secret(tmp_path / "chosen", "andere woorden voor later")

    assert "leaves encryption" in made.err
    assert made.json["recovery_code"].split("-")[7] in page_texts(file.read_bytes())[0]
    words = ("--new-passphrase-file", chosen)
    assert call("v", "recover", "--recovery-code-file", old, *words).status == 1
    assert call("v", "recover", "--recovery-code-file", new, *words).status == 0
    assert [line["kind"] for line in call("v", "exports", passphrase_file=chosen).json] == ["recovery"]


def test_guessing_on_the_command_line_gets_slower_too(
    call: Call, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = secret(tmp_path / "wrong", "een andere gok")
    for _guess in range(attempts.FREE + 4):
        monkeypatch.setattr(attempts, "_seen", {})  # each call is a process of its own
        last = call("v", "list", "spots", passphrase_file=wrong)

    assert last.status == 1 and "the next try is in" in last.json["error"]
    assert call("v", "list", "spots").status == 1, f"{PASSPHRASE} has to wait as well"
