"""One sealed file: header, AEAD, signature. Says who wrote it and that nothing was touched; not what is in it.

    "VPS1" | suite u8 | kind u8 | flags u16 | team 16 | device 16 | epoch 16 | log 16 | seq u64 | prev 32
    | nonce 24 | XChaCha20-Poly1305(pad(payload), header as associated data) | Ed25519 over all before it

The key of a segment is derived from its epoch's key, so that a bundle can hand out the keys of its segments
without handing out the epoch. Names of files are hints: identity is the signed header.
"""

import secrets
import struct
from dataclasses import dataclass
from functools import cached_property

from nacl import bindings
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.signing import SigningKey, VerifyKey

from outreach_app.domain.fields import Id
from outreach_app.sync.errors import BAD_CONTENT, CUT_OR_ALTERED, NEWER_FORMAT, NO_KEY, SetAside, State
from outreach_app.sync.keys import SIGNATURE, hashed

MAGIC = b"VPS1"
SUITE = 1
CHANGES, SNAPSHOT = 1, 2
"""What a file carries: patches, or a part of a snapshot, whose id stands where the log does."""
_ENDINGS = {CHANGES: "seg", SNAPSHOT: "snap"}
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file worth reading, and of the largest payload worth unpacking."""
LAST = 10_000_000
"""The highest number in a log: one segment a minute for nineteen years. A signed number may still be nonsense."""

_HEADER = struct.Struct(">4sBBH16s16s16s16sQ32s")
PREV = _HEADER.size - 32
"""Where in a file the hash of the segment before it stands."""
_NONCE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_TAG = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
_SMALLEST = 256
"""Bytes of a padded payload at least: one change and ten look alike."""
EPOCH_AT = struct.calcsize(">4sBBH16s16s")
"""Where the 16 bytes of the epoch stand in a file."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the folder may know of a segment. `prev` is the hash of its predecessor in the log, or zeros."""

    team: Id
    device: Id
    epoch: Id
    log: Id
    seq: int
    prev: bytes = bytes(32)
    kind: int = CHANGES

    @property
    def name(self) -> str:
        """Where it stands in the folder: short, lower case, ASCII."""
        return f"{self.log}/{self.seq:010}.{_ENDINGS[self.kind]}"

    def packed(self) -> bytes:
        ids = (bytes.fromhex(id) for id in (self.team, self.device, self.epoch, self.log))
        return _HEADER.pack(MAGIC, SUITE, self.kind, 0, *ids, self.seq, self.prev)


@dataclass(frozen=True)
class Segment:
    """A sealed segment as it stands in the folder."""

    header: Header
    sealed: bytes

    @cached_property
    def hash(self) -> bytes:
        """Of the whole file, 32 bytes."""
        return hash_of(self.sealed)

    @property
    def nonce(self) -> bytes:
        return self.sealed[_HEADER.size : _HEADER.size + _NONCE]


def hash_of(data: bytes) -> bytes:
    return hashed(data, "segment", 32)


def seal(header: Header, payload: bytes, epoch_key: bytes, signing: SigningKey) -> Segment:
    """Random nonces of 192 bits: no counter to use twice after a restore or in a clone."""
    packed, nonce = header.packed(), secrets.token_bytes(_NONCE)
    key = _derived(epoch_key, header, nonce)
    body = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded(payload), packed, nonce, key)
    unsigned = packed + nonce + body
    return Segment(header, unsigned + signing.sign(unsigned).signature)


def parse(data: bytes) -> Segment:
    """Reads the header, believes nothing yet. Raises SetAside."""
    if len(data) < _HEADER.size + _NONCE + _TAG + SIGNATURE or len(data) > LARGEST:
        raise SetAside(State.DAMAGED, CUT_OR_ALTERED)
    magic, suite, kind, flags, team, device, epoch, log, seq, prev = _HEADER.unpack_from(data)
    if magic != MAGIC:
        raise SetAside(State.DAMAGED, CUT_OR_ALTERED)
    if (suite, flags) != (SUITE, 0) or kind not in _ENDINGS:
        raise SetAside(State.NEWER, NEWER_FORMAT)
    if not 0 < seq <= LAST:
        raise SetAside(State.DAMAGED, BAD_CONTENT)
    header = Header(Id(team.hex()), Id(device.hex()), Id(epoch.hex()), Id(log.hex()), seq, prev, kind)
    return Segment(header, data)


def verify(segment: Segment, key: bytes) -> None:
    """Raises SetAside unless the owner of the key signed every byte of it."""
    try:
        VerifyKey(key).verify(segment.sealed[:-SIGNATURE], segment.sealed[-SIGNATURE:])
    except BadSignatureError as error:
        raise SetAside(State.DAMAGED, CUT_OR_ALTERED) from error


def key_of(segment: Segment, epoch_key: bytes) -> bytes:
    """The segment's own key."""
    return _derived(epoch_key, segment.header, segment.nonce)


def unseal(segment: Segment, key: bytes) -> bytes:
    """The payload of a verified segment. Raises SetAside if the key is not its key."""
    start = _HEADER.size
    body = segment.sealed[start + _NONCE : -SIGNATURE]
    try:
        return unpadded(
            bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(body, segment.sealed[:start], segment.nonce, key)
        )
    except CryptoError as error:
        raise SetAside(State.LOCKED, NO_KEY) from error


def padded(data: bytes) -> bytes:
    """Length first, then zeros up to the next Padmé size: sizes tell at most 12 percent, little on average."""
    size = max(len(data) + 4, _SMALLEST)
    exponent = size.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return len(data).to_bytes(4) + data + bytes(-(-size // step) * step - len(data) - 4)


def unpadded(data: bytes) -> bytes:
    return data[4 : 4 + int.from_bytes(data[:4])]


def _derived(epoch_key: bytes, header: Header, nonce: bytes) -> bytes:
    return hashed(header.packed() + nonce, "segkey", 32, key=epoch_key)
