"""Making, opening and closing a vault: a folder with the key slots, the encrypted database and a lock."""

import secrets
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout
from nacl.secret import SecretBox

from outreach_app.errors import OutreachError
from outreach_app.vault import attempts, os_keyring, recovery, slots
from outreach_app.vault.attempts import Clock
from outreach_app.vault.errors import (
    NewerVault,
    NotAVault,
    NotInKeyring,
    VaultExists,
    VaultIncomplete,
    VaultInUse,
    VaultMissing,
    VaultUnwritable,
    WrongPassphrase,
    WrongRecoveryCode,
)
from outreach_app.vault.slots import KeySlots

DATABASE = "vindplaats.db"
LOCK = "vault.lock"


class OpenVault:
    """A vault whose master key is in memory. Writable ones hold the lock until they are closed."""

    def __init__(self, folder: Path, master: bytes, lock: FileLock | None) -> None:
        self.folder = folder
        self.readonly = lock is None
        self._master = bytearray(master)
        self._lock = lock

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def id(self) -> bytes:
        """Of the vault, wherever its folder is. Raises NotAVault if its key file is damaged by now."""
        return KeySlots.read(self.folder).vault

    def database_key(self) -> bytes:
        """The raw key for SQLCipher, 32 bytes."""
        return slots.database_key(self._key())

    def sealed(self, content: bytes) -> bytes:
        """For memory alone: it outlives closing, and only this vault, open again, reads it."""
        return bytes(SecretBox(slots.memory_key(self._key())).encrypt(content))

    def unsealed(self, content: bytes) -> bytes:
        return SecretBox(slots.memory_key(self._key())).decrypt(content)

    def change_passphrase(self, passphrase: str) -> None:
        """Wraps the master key anew; nothing is encrypted again. The recovery code stays the same.

        Raises PassphraseTooShort, PassphraseTooWeak; VaultInUse if this was opened to read only.
        """
        content = self._slots()
        content.set_passphrase(self._key(), passphrase)
        content.write(self.folder)

    def check_passphrase(self, passphrase: str, clock: Clock = time.monotonic) -> None:
        """For what a person at an open vault must not do alone. Raises WrongPassphrase and TooSoon."""
        _tried(self.folder, KeySlots.read(self.folder), passphrase, clock)

    def new_recovery_code(self) -> str:
        """A code for a new sheet; the one before it opens nothing any more. Raises VaultInUse."""
        content, code = self._slots(), recovery.new_code()
        content.set_recovery(self._key(), code)
        content.write(self.folder)
        return recovery.printed(code)

    @property
    def in_keyring(self) -> bool:
        """Whether the system's keyring opens this vault too."""
        return KeySlots.read(self.folder).has("keyring")

    def use_keyring(self) -> None:
        """Lets the system's keyring open this vault too. Raises KeyringRefused and VaultInUse."""
        content, secret = self._slots(), secrets.token_bytes(32)
        os_keyring.put(content.vault, secret)
        content.set_keyring(self._key(), secret)
        content.write(self.folder)

    def leave_keyring(self) -> None:
        """The keyring opens nothing any more, even one that still holds the old key. Raises VaultInUse."""
        content = self._slots()
        content.drop("keyring")
        content.write(self.folder)
        os_keyring.forget(content.vault)

    def close(self) -> None:
        """Forgets the key and lets another process in. Overwrites our copy; Python may have made others."""
        self._master[:] = bytes(len(self._master))
        self._master.clear()
        if self._lock is not None:
            self._lock.release()

    def discard(self) -> None:
        """Closes and takes away the vault's files: for one whose making failed, and which holds nothing."""
        self.close()
        for file in [
            self.folder / slots.FILE,
            self.folder / attempts.FILE,
            self.folder / LOCK,
            *self.folder.glob(f"{DATABASE}*"),
        ]:
            file.unlink(missing_ok=True)
        with suppress(OSError):  # not ours alone
            self.folder.rmdir()

    def _slots(self) -> KeySlots:
        """To change. Raises VaultInUse if this was opened to read only."""
        if self.readonly:
            raise VaultInUse(folder=self.folder)
        return KeySlots.read(self.folder)

    def _key(self) -> bytes:
        if not self._master:
            raise RuntimeError("the vault is closed")
        return bytes(self._master)


def create(folder: Path, passphrase: str) -> tuple[OpenVault, str]:
    """A new vault, and its recovery code for paper. The database is for the store to make.

    Raises VaultExists, VaultUnwritable, PassphraseTooShort, PassphraseTooWeak; nothing is left behind then.
    """
    if (folder / slots.FILE).exists() or (folder / DATABASE).exists():
        raise VaultExists(folder=folder)
    master, code, content = secrets.token_bytes(32), recovery.new_code(), KeySlots.new()
    content.set_passphrase(master, passphrase)
    content.set_recovery(master, code)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = _locked(folder)
        content.write(folder)
    except OSError as error:
        raise VaultUnwritable(folder=folder) from error
    return OpenVault(folder, master, lock), recovery.printed(code)


def unlock(folder: Path, passphrase: str, readonly: bool = False, clock: Clock = time.monotonic) -> OpenVault:
    """Opens a vault's key slots; the database stays closed.

    Blocks for about 0.5 s: Argon2id with 256 MiB and 3 passes. Raises VaultMissing if the folder holds no
    vault, NotAVault, VaultIncomplete, NewerVault, WrongPassphrase, TooSoon after several of those, and VaultInUse
    if another process holds it.
    """
    content = _found(folder)
    lock = None if readonly else _locked(folder)
    try:
        return OpenVault(folder, _tried(folder, content, passphrase, clock), lock)
    except OutreachError:
        _release(lock)
        raise


def unlock_with_keyring(folder: Path) -> OpenVault:
    """Opens a vault with the key in the system's keyring. Raises as `unlock`, KeyringRefused and NotInKeyring."""
    content = _found(folder)
    lock = _locked(folder)
    try:
        secret = os_keyring.get(content.vault)
        master = content.with_keyring(secret) if secret else None
        if master is None:
            raise NotInKeyring
        return OpenVault(folder, master, lock)
    except OutreachError:
        _release(lock)
        raise


def offers_keyring(folder: Path) -> bool:
    """Whether the system's keyring may open this vault. False where there is none to ask, or no vault."""
    try:
        return KeySlots.read(folder).has("keyring") and os_keyring.usable()
    except (NotAVault, NewerVault):
        return False


def unlock_with_code(folder: Path, code: str) -> OpenVault:
    """Opens a vault with its printed code. Raises as `unlock`, and RecoveryCodeMistyped or WrongRecoveryCode."""
    content, entered = _found(folder), recovery.typed(code)
    lock = _locked(folder)
    master = content.with_code(entered)
    if master is None:
        _release(lock)
        raise WrongRecoveryCode
    return OpenVault(folder, master, lock)


def change_passphrase(vault: Path, passphrase: str, new: str) -> None:
    """Changes the passphrase of a vault that is closed; see OpenVault for one that is open."""
    opened = unlock(vault, passphrase)
    try:
        opened.change_passphrase(new)
    finally:
        opened.close()


def id_of(folder: Path) -> str:
    """Of the vault in a folder; empty where there is none that can be read."""
    try:
        return _found(folder).vault.hex()
    except OutreachError:
        return ""


def refuse_if_open(folder: Path) -> None:
    """Raises VaultInUse while a process holds the vault."""
    _locked(folder).release()


def forget_keyring(folder: Path) -> None:
    """Before a whole vault is deleted: the system's keyring keeps nothing of it."""
    content = KeySlots.read(folder)
    if content.has("keyring"):
        os_keyring.forget(content.vault)


def _tried(folder: Path, content: KeySlots, passphrase: str, clock: Clock) -> bytes:
    """The master key. Raises WrongPassphrase, and TooSoon after several of those."""
    attempts.begin(folder, clock)
    master = content.with_passphrase(passphrase)
    if master is None:
        raise WrongPassphrase
    attempts.succeeded(folder)
    return master


def _found(folder: Path) -> KeySlots:
    if not (folder / slots.FILE).exists():
        if (folder / DATABASE).exists():
            raise NotAVault(folder=folder, file=slots.FILE)
        raise VaultMissing(folder=folder)
    content = KeySlots.read(folder)
    if not (folder / DATABASE).exists() or not (folder / DATABASE).stat().st_size:
        raise VaultIncomplete(folder=folder, file=DATABASE)
    return content


def _locked(folder: Path) -> FileLock:
    lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise VaultInUse(folder=folder) from error
    except OSError as error:
        raise VaultUnwritable(folder=folder) from error
    return lock


def _release(lock: FileLock | None) -> None:
    if lock is not None:
        lock.release()
