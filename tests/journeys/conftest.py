"""The command line as a person calls it, in this process: status, standard output, standard error."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nacl.pwhash import argon2id

from outreach_app.cli.main import main
from outreach_app.vault import slots

PASSPHRASE = "vlasakker banken avondronde"


@dataclass
class Answer:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Answer]


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "STRENGTH", slots.Strength(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))


@pytest.fixture
def call(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Answer]:
    """`call("noor", "list", "rounds")`: a command over the vault of that name under tmp_path, with --json
    unless said otherwise."""
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def run(
        vault: str, *words: object, passphrase_file: Path = secret, lang: str = "en", as_json: bool = True
    ) -> Answer:
        options = [
            "--vault",
            str(tmp_path / vault),
            "--passphrase-file",
            str(passphrase_file),
            *(["--json"] if as_json else []),
            "--lang",
            lang,
        ]
        monkeypatch.setattr(sys, "argv", ["vindplaats", *options, *map(str, words)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Answer(int(left.value.code or 0), out, err)

    return run
