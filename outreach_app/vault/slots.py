"""The key slot file: one random master key, wrapped once under the passphrase, once under the recovery code, and,
where someone asked for it, once under a key in the system's keyring.

    {"format": "vindplaats vault", "version": 1, "vault": "<32 hex>", "slots": [
        {"kind": "passphrase", "kdf": "argon2id", "ops": 3, "mem": 268435456, "salt": hex, "key": hex},
        {"kind": "recovery", "kdf": "blake2b", "salt": hex, "key": hex},
        {"kind": "keyring", "kdf": "blake2b", "salt": hex, "key": hex}]}

`key` is nonce and XChaCha20-Poly1305 of the master key; the vault's id and the slot's kind are bound to it.
Slots of a kind that this version does not know are kept as they are.
"""

import json
import os
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nacl import bindings
from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.pwhash import argon2id

from outreach_app.vault.errors import NewerVault, NotAVault
from outreach_app.vault.strength import accept

FILE = "keys.json"
VERSION = 1

_FORMAT = "vindplaats vault"
_NONCE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES


@dataclass(frozen=True, slots=True)
class Strength:
    """Cost of a guess at the passphrase: passes, and bytes of memory."""

    ops: int
    mem: int


STRENGTH = Strength(argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)
"""About 0.5 s and 256 MiB (https://doc.libsodium.org/password_hashing). Tests lower it."""
_DEAREST = Strength(argon2id.OPSLIMIT_SENSITIVE, argon2id.MEMLIMIT_SENSITIVE)
"""A file that asks for more was tampered with, to exhaust the laptop."""


class KeySlots:
    """The content of a key slot file, read or about to be written."""

    def __init__(self, vault: bytes, slots: list[dict[str, Any]]) -> None:
        self.vault = vault
        self._slots = slots

    @classmethod
    def new(cls) -> "KeySlots":
        return cls(secrets.token_bytes(16), [])

    @classmethod
    def read(cls, folder: Path) -> "KeySlots":
        """Raises NotAVault if the file is none, NewerVault if this version cannot read it."""
        try:
            content = json.loads((folder / FILE).read_text("utf-8"))
            if content["format"] != _FORMAT:
                raise NotAVault(folder=folder, file=FILE)
            if content["version"] > VERSION:
                raise NewerVault(folder=folder)
            slots = cls(bytes.fromhex(content["vault"]), [dict(slot) for slot in content["slots"]])
            for slot in slots._slots:
                _check(slot)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise NotAVault(folder=folder, file=FILE) from error
        return slots

    def write(self, folder: Path) -> None:
        """Replaces the file as a whole: a crash leaves the old one or the new one."""
        content = {"format": _FORMAT, "version": VERSION, "vault": self.vault.hex(), "slots": self._slots}
        temporary = folder / f"{FILE}.tmp"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123  Path.open takes no descriptor
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / FILE)
        if os.name == "posix":
            directory = os.open(folder, os.O_RDONLY)
            os.fsync(directory)
            os.close(directory)

    def set_passphrase(self, master: bytes, passphrase: str) -> None:
        """Raises PassphraseTooShort and PassphraseTooWeak."""
        accept(passphrase)
        salt = secrets.token_bytes(argon2id.SALTBYTES)
        key = _stretched(passphrase, salt, STRENGTH)
        self._put(
            {"kind": "passphrase", "kdf": "argon2id", "ops": STRENGTH.ops, "mem": STRENGTH.mem}, salt, key, master
        )

    def set_recovery(self, master: bytes, code: bytes) -> None:
        salt = secrets.token_bytes(16)
        self._put({"kind": "recovery", "kdf": "blake2b"}, salt, _from_secret(code, salt, _RECOVERY), master)

    def set_keyring(self, master: bytes, secret: bytes) -> None:
        salt = secrets.token_bytes(16)
        self._put({"kind": "keyring", "kdf": "blake2b"}, salt, _from_secret(secret, salt, _KEYRING), master)

    def drop(self, kind: str) -> None:
        """What it opened stays closed to it from now on."""
        self._slots = [slot for slot in self._slots if slot["kind"] != kind]

    def has(self, kind: str) -> bool:
        return bool(self._of(kind))

    def with_passphrase(self, passphrase: str) -> bytes | None:
        """The master key; None if it is not this passphrase."""
        for slot in self._of("passphrase"):
            key = _stretched(passphrase, bytes.fromhex(slot["salt"]), Strength(slot["ops"], slot["mem"]))
            if master := self._unwrapped(slot, key):
                return master
        return None

    def with_code(self, code: bytes) -> bytes | None:
        """The master key; None if the code is another vault's."""
        return self._with_secret("recovery", code, _RECOVERY)

    def with_keyring(self, secret: bytes) -> bytes | None:
        """The master key; None if the secret is of another slot."""
        return self._with_secret("keyring", secret, _KEYRING)

    def _with_secret(self, kind: str, secret: bytes, person: bytes) -> bytes | None:
        for slot in self._of(kind):
            if master := self._unwrapped(slot, _from_secret(secret, bytes.fromhex(slot["salt"]), person)):
                return master
        return None

    def _of(self, kind: str) -> list[dict[str, Any]]:
        return [slot for slot in self._slots if slot["kind"] == kind]

    def _put(self, slot: dict[str, Any], salt: bytes, key: bytes, master: bytes) -> None:
        nonce = secrets.token_bytes(_NONCE)
        wrapped = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(master, self._bound(slot), nonce, key)
        done = slot | {"salt": salt.hex(), "key": (nonce + wrapped).hex()}
        self._slots = [one for one in self._slots if one["kind"] != slot["kind"]] + [done]

    def _unwrapped(self, slot: dict[str, Any], key: bytes) -> bytes | None:
        wrapped = bytes.fromhex(slot["key"])
        try:
            return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
                wrapped[_NONCE:], self._bound(slot), wrapped[:_NONCE], key
            )
        except CryptoError:
            return None

    def _bound(self, slot: dict[str, Any]) -> bytes:
        return self.vault + str(slot["kind"]).encode()


def database_key(master: bytes) -> bytes:
    """The raw key of the database, so that the master key itself never reaches SQLCipher."""
    return blake2b(b"", 32, key=master, person=b"vp.database", encoder=RawEncoder)


def memory_key(master: bytes) -> bytes:
    """Of what has to wait in memory while the vault is closed."""
    return blake2b(b"", 32, key=master, person=b"vp.memory", encoder=RawEncoder)


def _check(slot: dict[str, Any]) -> None:
    """Raises ValueError, TypeError or KeyError for a slot of a known kind that cannot be one."""
    if slot["kind"] not in ("passphrase", "recovery", "keyring"):
        return
    whole = len(bytes.fromhex(slot["salt"])) == 16 and len(bytes.fromhex(slot["key"])) == _NONCE + 32 + 16
    if slot["kind"] == "passphrase":
        whole = whole and 1 <= slot["ops"] <= _DEAREST.ops
        whole = whole and argon2id.MEMLIMIT_MIN <= slot["mem"] <= _DEAREST.mem
    if not whole:
        raise ValueError


def _stretched(passphrase: str, salt: bytes, strength: Strength) -> bytes:
    """Composed form first: the same letters are typed as different code points on different systems."""
    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return argon2id.kdf(32, text, salt, opslimit=strength.ops, memlimit=strength.mem)


_RECOVERY, _KEYRING = b"vp.recovery", b"vp.keyring"


def _from_secret(secret: bytes, salt: bytes, person: bytes) -> bytes:
    """160 random bits or more need no stretching."""
    return blake2b(b"", 32, key=secret, salt=salt, person=person, encoder=RawEncoder)
