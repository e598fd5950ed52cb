"""The system's keyring opens the vault only where someone asked for it, and not a moment longer."""

import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from outreach_app import vault
from outreach_app.vault import errors, os_keyring

PASSPHRASE = "vier woorden die niet passen"


class InMemory(KeyringBackend):
    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._ask()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask()
        del self.kept[service, username]

    def _ask(self) -> None:
        if self.locked:
            raise KeyringLocked


@pytest.fixture
def ring() -> Iterator[InMemory]:
    before, ring = keyring.get_keyring(), InMemory()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    vault.create(folder, PASSPHRASE)[0].close()
    (folder / vault.DATABASE).write_bytes(b"database")
    return folder


def test_it_opens_the_vault_once_asked_for_and_no_more_when_taken_away(folder: Path, ring: InMemory) -> None:
    assert not vault.offers_keyring(folder)
    with pytest.raises(errors.NotInKeyring):
        vault.unlock_with_keyring(folder)

    opened = vault.unlock(folder, PASSPHRASE)
    key = opened.database_key()
    opened.use_keyring()
    opened.close()
    stolen = dict(ring.kept)
    again = vault.unlock_with_keyring(folder)

    assert vault.offers_keyring(folder) and again.in_keyring
    assert again.database_key() == key
    again.leave_keyring()
    again.close()
    assert ring.kept == {} and not vault.offers_keyring(folder)
    ring.kept.update(stolen)
    with pytest.raises(errors.NotInKeyring):
        vault.unlock_with_keyring(folder)
    vault.unlock(folder, PASSPHRASE).close()


def test_a_changed_passphrase_and_a_new_code_leave_it_as_it_is(folder: Path, ring: InMemory) -> None:
    opened = vault.unlock(folder, PASSPHRASE)
    opened.use_keyring()
    opened.change_passphrase("een heel andere zin")
    opened.new_recovery_code()
    opened.close()

    vault.unlock_with_keyring(folder).close()


def test_a_locked_or_emptied_keyring_says_so_and_the_passphrase_still_opens(folder: Path, ring: InMemory) -> None:
    opened = vault.unlock(folder, PASSPHRASE)
    opened.use_keyring()
    opened.close()

    ring.locked = True
    with pytest.raises(errors.KeyringRefused):
        vault.unlock_with_keyring(folder)
    ring.locked = False
    ring.kept.clear()
    with pytest.raises(errors.NotInKeyring):
        vault.unlock_with_keyring(folder)
    vault.unlock(folder, PASSPHRASE).close()


def test_without_package_or_keyring_it_is_not_offered(monkeypatch: pytest.MonkeyPatch, ring: InMemory) -> None:
    offered = os_keyring.usable()
    monkeypatch.setattr(InMemory, "priority", 0)
    useless = os_keyring.usable()
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)

    assert (offered, useless, os_keyring.usable()) == (True, False, False)
    with pytest.raises(errors.KeyringRefused):
        os_keyring.get(bytes(16))
