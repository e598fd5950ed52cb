"""Who a laptop is: its keys, its logs, its fingerprint."""

import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store import settings
from outreach_app.store.tables import Secret
from outreach_app.sync.errors import BadFingerprint

SIGNATURE = 64
_NONCE = 8
_DIGITS = 25
_GROUP = 5


def hashed(data: bytes, purpose: str, size: int = 16, key: bytes = b"") -> bytes:
    """BLAKE2b for one purpose: hashes of different things never meet."""
    return blake2b(data, size, key=key, person=f"vp.{purpose}".encode(), encoder=RawEncoder)


def fingerprint(data: bytes, purpose: str) -> str:
    """25 digits in groups of five, to compare by voice: 83 bits."""
    digits = str(int.from_bytes(hashed(data, purpose, 32)) % 10**_DIGITS).zfill(_DIGITS)
    return "-".join(digits[start : start + _GROUP] for start in range(0, _DIGITS, _GROUP))


def same_fingerprint(text: str) -> str:
    """A typed fingerprint in the form in which it is shown. Raises BadFingerprint."""
    digits = "".join(character for character in text if character.isalnum())
    if len(digits) != _DIGITS or not (digits.isascii() and digits.isdigit()):
        raise BadFingerprint(text=text.strip())
    return "-".join(digits[start : start + _GROUP] for start in range(0, _DIGITS, _GROUP))


@dataclass(frozen=True)
class PublicKeys:
    """What others know of a laptop: the key that verifies it, and the one to seal things to it with."""

    verify: bytes
    box: bytes
    """The first of those, by which it is known for good."""
    reception: bytes = field(default=b"", compare=False)
    """The newest, once there was another: the private half of older ones is destroyed."""
    card: bytes = field(default=b"", compare=False)
    """For what other teams send it."""

    @cached_property
    def device(self) -> Id:
        return Id(hashed(self.verify, "device").hex())

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(self.verify + self.box, "laptop")

    def seal(self, data: bytes) -> bytes:
        return bytes(SealedBox(PublicKey(self.reception or self.box)).encrypt(data))


def log_of(verify: bytes, nonce: bytes) -> Id:
    """A log of this laptop: whoever knows key and nonce can tell that it is, and nobody else can claim it."""
    return Id(hashed(verify + nonce, "log").hex())


def author_of(log: Id) -> int:
    """Who stamps the patches of a log: its first 63 bits, which fit an integer column."""
    return int(log[:16], 16) >> 1


@dataclass(frozen=True)
class Device:
    """This laptop's own keys. It starts a new log when it finds that it was put back from a copy."""

    signing: SigningKey
    private: PrivateKey
    nonces: tuple[bytes, ...]
    """One for each of its logs, the current one last."""
    receptions: tuple[PrivateKey, ...] = ()
    """For what is sealed to it, the newest last. The first is `private`."""
    box: bytes = b""
    """The public half of the first, where its private half is destroyed."""
    card: PrivateKey | None = None

    @classmethod
    def new(cls) -> "Device":
        nonces = (secrets.token_bytes(_NONCE),)
        return cls(SigningKey.generate(), PrivateKey.generate(), nonces, card=PrivateKey.generate())

    def reborn(self) -> "Device":
        """The same laptop with a new log."""
        return replace(self, nonces=(*self.nonces, secrets.token_bytes(_NONCE)))

    def receiving(self) -> "Device":
        """The same laptop with a new key for what is sealed to it."""
        return replace(self, receptions=(*self.receptions, PrivateKey.generate()))

    def forgetting(self, *, all_of_them: bool = False) -> "Device":
        """The same laptop without the private halves of keys before the newest; or without any."""
        if not (self.receptions or all_of_them):
            return self
        kept = () if all_of_them else self.receptions[-1:]
        return replace(self, private=PrivateKey.generate(), receptions=kept, box=self.keys.box)

    @cached_property
    def keys(self) -> PublicKeys:
        return PublicKeys(
            bytes(self.signing.verify_key),
            self.box or bytes(self.private.public_key),
            bytes(self.receptions[-1].public_key) if self.receptions else b"",
            bytes(self.card.public_key) if self.card else b"",
        )

    @property
    def id(self) -> Id:
        return self.keys.device

    @property
    def log(self) -> Id:
        return log_of(self.keys.verify, self.nonces[-1])

    @property
    def author(self) -> int:
        return author_of(self.log)

    def unseal(self, sealed: bytes) -> bytes:
        """Raises nacl.exceptions.CryptoError if it was not sealed for this laptop."""
        keys = [*([self.card] if self.card else []), self.private, *self.receptions]
        for key in keys[:-1]:
            with suppress(CryptoError):
                return bytes(SealedBox(key).decrypt(sealed))
        return bytes(SealedBox(keys[-1]).decrypt(sealed))

    def save(self, session: Session) -> None:
        keep(session, "signing", bytes(self.signing))
        keep(session, "box", bytes(self.private))
        keep(session, "receptions", b"".join(map(bytes, self.receptions)))
        keep(session, "box_public", self.keys.box)
        keep(session, "card", bytes(self.card) if self.card else b"")
        keep(session, "logs", b"".join(self.nonces))
        settings.put(session, settings.LOG, self.log)

    @classmethod
    def load(cls, session: Session) -> "Device":
        signing, private, nonces = (kept(session, name) for name in ("signing", "box", "logs"))
        receptions, box, card = (_kept(session, name) for name in ("receptions", "box_public", "card"))
        return cls(
            SigningKey(signing),
            PrivateKey(private),
            _parts(nonces, _NONCE),
            tuple(map(PrivateKey, _parts(receptions, PrivateKey.SIZE))),
            box,
            PrivateKey(card) if card else None,
        )


def _parts(data: bytes, size: int) -> tuple[bytes, ...]:
    return tuple(data[start : start + size] for start in range(0, len(data), size))


def _kept(session: Session, name: str) -> bytes:
    """Of vaults that were made before there was such a secret, nothing."""
    secret = session.get(Secret, name)
    return secret.value if secret else b""


def keep(session: Session, name: str, value: bytes) -> None:
    """A secret, inside the encrypted database."""
    session.merge(Secret(name=name, value=value))


def kept(session: Session, name: str) -> bytes:
    """A secret kept before; KeyError if there is none."""
    secret = session.get(Secret, name)
    if secret is None:
        raise KeyError(name)
    return secret.value
