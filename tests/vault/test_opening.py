"""A vault opens for its passphrase or its code, for one process at a time, and for nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from nacl.pwhash import argon2id

from outreach_app import vault
from outreach_app.vault import OpenVault, errors, recovery, slots

PASSPHRASE = "vier woorden zonder verband"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mijn kluis"


@pytest.fixture
def made(folder: Path) -> tuple[bytes, str]:
    """A closed vault: its database key and its recovery code."""
    opened, code = vault.create(folder, PASSPHRASE)
    opened.database.write_bytes(b"as if a store had been here")
    key = opened.database_key()
    opened.close()
    return key, code


def _key(opened: OpenVault) -> bytes:
    key = opened.database_key()
    opened.close()
    return key


def test_the_real_cost_is_moderate() -> None:
    assert (argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE) == (3, 256 * 1024 * 1024)


def test_passphrase_and_code_open_the_same_vault(folder: Path, made: tuple[bytes, str]) -> None:
    key, code = made

    assert _key(vault.unlock(folder, PASSPHRASE)) == key
    assert _key(vault.unlock_with_code(folder, code.lower())) == key


def test_the_same_letters_typed_on_another_system_open_it(tmp_path: Path) -> None:
    opened, _ = vault.create(tmp_path / "v", "caf\u00e9 op de hoek")
    opened.database.write_bytes(b"database")
    opened.close()

    vault.unlock(tmp_path / "v", "cafe\u0301 op de hoek").close()


def test_nothing_secret_stands_in_the_key_file(folder: Path, made: tuple[bytes, str]) -> None:
    key, code = made
    content = (folder / slots.FILE).read_text()

    assert PASSPHRASE not in content
    assert key.hex() not in content
    assert recovery.typed(code).hex() not in content
    assert [slot["kind"] for slot in json.loads(content)["slots"]] == ["passphrase", "recovery"]


def test_a_wrong_passphrase_or_code_is_refused_and_leaves_the_vault_free(
    folder: Path, made: tuple[bytes, str]
) -> None:
    with pytest.raises(errors.WrongPassphrase):
        vault.unlock(folder, PASSPHRASE.upper())
    with pytest.raises(errors.WrongRecoveryCode):
        vault.unlock_with_code(folder, recovery.printed(bytes(20)))

    vault.unlock(folder, PASSPHRASE).close()


def test_changing_the_passphrase_keeps_key_and_code(folder: Path, made: tuple[bytes, str]) -> None:
    key, code = made

    vault.change_passphrase(folder, PASSPHRASE, "een heel andere zin")

    with pytest.raises(errors.WrongPassphrase):
        vault.unlock(folder, PASSPHRASE)
    assert _key(vault.unlock(folder, "een heel andere zin")) == key
    assert _key(vault.unlock_with_code(folder, code)) == key
    assert not list(folder.glob("*.tmp"))


def test_a_short_passphrase_is_refused_before_anything_exists(folder: Path) -> None:
    with pytest.raises(errors.PassphraseTooShort):
        vault.create(folder, "kort   ")

    assert not folder.exists()


def test_a_vault_is_never_made_over_another(folder: Path, made: tuple[bytes, str]) -> None:
    before = (folder / slots.FILE).read_bytes()

    with pytest.raises(errors.VaultExists):
        vault.create(folder, "een heel andere zin")

    assert (folder / slots.FILE).read_bytes() == before


def test_one_writer_and_any_number_of_readers(folder: Path, made: tuple[bytes, str]) -> None:
    opened = vault.unlock(folder, PASSPHRASE)
    other = f"""
from pathlib import Path
from outreach_app import vault
from outreach_app.vault.errors import VaultInUse
folder = Path({str(folder)!r})
try:
    vault.unlock(folder, {PASSPHRASE!r})
except VaultInUse:
    print("in use", vault.unlock(folder, {PASSPHRASE!r}, readonly=True).readonly)
"""
    try:
        told = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True, check=True)
        assert told.stdout == "in use True\n"
        with pytest.raises(errors.VaultInUse):
            vault.unlock(folder, PASSPHRASE, readonly=True).change_passphrase("een heel andere zin")
    finally:
        opened.close()

    vault.unlock(folder, PASSPHRASE).close()


def test_a_closed_vault_has_no_key(folder: Path) -> None:
    opened: OpenVault = vault.create(folder, PASSPHRASE)[0]
    opened.close()

    with pytest.raises(RuntimeError):
        opened.database_key()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda content: content.update(format="iets anders"), errors.NotAVault),
        (lambda content: content.update(version=2), errors.NewerVault),
        (lambda content: content.update(slots="x"), errors.NotAVault),
        (lambda content: content["slots"][0].update(mem=1 << 40), errors.NotAVault),
        (lambda content: content["slots"][0].update(key="00"), errors.NotAVault),
        (lambda content: content["slots"][0].update(salt="ff" * 16), errors.WrongPassphrase),
        (lambda content: content.update(vault="00" * 16), errors.WrongPassphrase),
        (lambda content: content["slots"].append({"kind": "token", "hint": 1}), None),
    ],
)
def test_a_key_file_that_was_touched(
    folder: Path, made: tuple[bytes, str], change: object, error: type[Exception] | None
) -> None:
    content = json.loads((folder / slots.FILE).read_text())
    change(content)  # type: ignore[operator]
    (folder / slots.FILE).write_text(json.dumps(content))

    if error is None:
        vault.unlock(folder, PASSPHRASE).close()
        return
    with pytest.raises(error):
        vault.unlock(folder, PASSPHRASE)


def test_what_is_no_vault(tmp_path: Path, folder: Path, made: tuple[bytes, str]) -> None:
    with pytest.raises(errors.VaultMissing):
        vault.unlock(tmp_path / "nergens", PASSPHRASE)
    with pytest.raises(errors.VaultMissing):
        vault.unlock(tmp_path, PASSPHRASE)
    (folder / slots.FILE).write_bytes(b"\xff\x00")
    with pytest.raises(errors.NotAVault):
        vault.unlock(folder, PASSPHRASE)
    (folder / slots.FILE).unlink()
    with pytest.raises(errors.NotAVault):
        vault.unlock(folder, PASSPHRASE)


def test_a_lost_database_is_not_replaced_by_an_empty_one(folder: Path, made: tuple[bytes, str]) -> None:
    (folder / vault.DATABASE).unlink()

    with pytest.raises(errors.VaultIncomplete):
        vault.unlock(folder, PASSPHRASE)
