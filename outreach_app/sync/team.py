"""Who belongs to the team: signed statements that only ever add, and what follows from them in any order.

    "VPM1" | suite u8 | kind u8 | flags u16 | team 16 | signer 16 | msgpack body | Ed25519 over all before it

A founding names the first coordinator; its hash is the team's id. A request asks to be let in. What follows is
for coordinators to say: an admission lets a laptop in with a role, and carries the epoch keys, sealed to it; a
revocation puts it out for good; a rekeying hands the key of an epoch to those who should have it; an acceptance
takes in one segment that came after its writer was put out. For every laptop to say itself: a reception, with
which key things are to be sealed to it from now on. What follows from them all is in roster.py. No name of a team
or a person stands in the clear. Statements of kinds that this version does not know are left alone.
"""

import re
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgpack
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.signing import VerifyKey

from outreach_app.domain.fields import Id
from outreach_app.sync.errors import CUT_OR_ALTERED, NEWER_FORMAT, SetAside, State
from outreach_app.sync.keys import SIGNATURE, Device, PublicKeys, fingerprint, hashed

MAGIC = b"VPM1"
SUITE = 1
FOUNDING, REQUEST, ADMISSION, REVOCATION, REKEY, ACCEPTANCE, RECEPTION, LOAN = 1, 2, 3, 4, 5, 6, 7, 8
LARGEST = 1024 * 1024
WORKER, COORDINATOR = "worker", "coordinator"

_HEADER = struct.Struct(">4sBBH16s16s")
_NAMED = re.compile(r"^team|\.mem\b", re.IGNORECASE)
_NO_TEAM = Id("00" * 16)
_YEAR = 365 * 24 * 3600 * 1000
_NAME = 64
"""Names are padded to multiples of this many bytes."""


@dataclass(frozen=True)
class Statement:
    """A signed statement about who belongs to the team, well formed but not yet believed."""

    kind: int
    team: Id
    signer: Id
    body: Mapping[str, Any]
    data: bytes

    @cached_property
    def hash(self) -> bytes:
        return hashed(self.data, "member")

    @property
    def name(self) -> str:
        """Where it stands in the folder."""
        return f"team/{self.hash.hex()}.mem"

    @property
    def fingerprint(self) -> str:
        """Of the team, if this is its founding."""
        return fingerprint(self.data, "team")

    @property
    def keys(self) -> PublicKeys:
        """Of the laptop that it speaks of."""
        return PublicKeys(self.body["verify"], self.body["box"])

    def signed_by(self, verify: bytes) -> bool:
        try:
            VerifyKey(verify).verify(self.data[:-SIGNATURE], self.data[-SIGNATURE:])
        except BadSignatureError:
            return False
        return True


def looks_like(name: str) -> bool:
    """Whether a file of this name may hold a statement, conflict copies included."""
    return bool(_NAMED.search(name))


def found(device: Device, epoch: Id, now: int) -> Statement:
    """The founding of a team whose first coordinator is this laptop."""
    return _signed(FOUNDING, _NO_TEAM, device, {"at": now, "epoch": bytes.fromhex(epoch)} | _keys(device.keys))


def ask(device: Device, team: Id, coordinators: Iterable[PublicKeys], name: str, now: int) -> Statement:
    """A request to be let in. The name is for the coordinators known so far."""
    plain = name.encode()
    plain += bytes(-len(plain) % _NAME)
    names = {bytes.fromhex(keys.device): keys.seal(plain) for keys in coordinators}
    return _signed(REQUEST, team, device, {"at": now, "names": names} | _keys(device.keys))


def admit(device: Device, team: Id, keys: PublicKeys, role: str, epochs: "Epochs", now: int) -> Statement:
    """Lets a laptop in, or keeps it in, for a year from now, with every key it needs to read what there is."""
    body = {
        "at": now,
        "role": role,
        "not_after": now + _YEAR,
        "epoch": bytes.fromhex(epochs.current),
        "epochs": {bytes.fromhex(id): keys.seal(key) for id, key in epochs.keys.items()},
    }
    return _signed(ADMISSION, team, device, body | _keys(keys))


def revoke(device: Device, team: Id, revoked: Id, cut: "Cut", kept: Iterable[bytes], now: int) -> Statement:
    """Puts a laptop out for good. Of its work counts what the cut covers, of its statements those kept."""
    body = {
        "at": now,
        "device": bytes.fromhex(revoked),
        "cuts": {bytes.fromhex(log): last for log, last in cut.last.items()},
        "others": sorted(cut.others),
        "kept": sorted(kept),
    }
    return _signed(REVOCATION, team, device, body)


def rekey(
    device: Device, team: Id, key: bytes, readers: Iterable[PublicKeys], without: Iterable[Id], at: int
) -> Statement:
    """Hands out the key of an epoch. Whom it names as left out is not given it later either."""
    body = {
        "at": at,
        "epoch": bytes.fromhex(epoch_id(key)),
        "sealed": {bytes.fromhex(keys.device): keys.seal(key) for keys in readers},
        "without": sorted(bytes.fromhex(id) for id in without),
    }
    return _signed(REKEY, team, device, body)


def accept(device: Device, team: Id, segment: bytes, now: int) -> Statement:
    """Takes in a segment of a laptop that was out by then; everyone does."""
    return _signed(ACCEPTANCE, team, device, {"at": now, "segment": segment})


def receive(device: Device, team: Id, held: Iterable[Id], now: int) -> Statement:
    """From now on things are to be sealed to this laptop with its newest key. It holds these epochs' keys."""
    body = {"at": now, "box": device.keys.reception, "held": [bytes.fromhex(id) for id in held]}
    return _signed(RECEPTION, team, device, body)


def lend(device: Device, team: Id, key: bytes, to: PublicKeys, at: int) -> Statement:
    """Hands the key of an epoch to the only coordinator, who lost it."""
    sealed = {bytes.fromhex(to.device): to.seal(key)}
    return _signed(LOAN, team, device, {"at": at, "epoch": bytes.fromhex(epoch_id(key)), "sealed": sealed})


def parse(data: bytes) -> Statement:
    """A statement from the folder. Raises SetAside if it is cut off, altered, or of a newer format.

    Whether its signer may say so follows from the whole set: see Roster.
    """
    if not _HEADER.size + SIGNATURE < len(data) <= LARGEST:
        raise SetAside(State.DAMAGED, CUT_OR_ALTERED)
    magic, suite, kind, flags, team, signer = _HEADER.unpack_from(data)
    if magic != MAGIC:
        raise SetAside(State.DAMAGED, CUT_OR_ALTERED)
    if suite != SUITE or flags or kind not in _BODIES:
        raise SetAside(State.NEWER, NEWER_FORMAT)
    try:
        body = msgpack.unpackb(data[_HEADER.size : -SIGNATURE], strict_map_key=True)
        _check(kind, body)
    except (ValueError, TypeError, KeyError) as error:  # msgpack's own errors are ValueErrors
        raise SetAside(State.DAMAGED, CUT_OR_ALTERED) from error
    statement = Statement(kind, Id(team.hex()), Id(signer.hex()), body, data)
    if kind == FOUNDING:
        statement = Statement(kind, Id(hashed(data, "founding").hex()), statement.signer, body, data)
    if kind in (FOUNDING, REQUEST):
        own = statement.keys
        if own.device != statement.signer or not statement.signed_by(own.verify):
            raise SetAside(State.DAMAGED, CUT_OR_ALTERED)
    return statement


@dataclass(frozen=True)
class Cut:
    """How far the work of a laptop counts that is put out."""

    last: Mapping[Id, tuple[int, bytes]]
    """Of each of its logs the last segment, number and hash; what that one builds on counts with it."""
    others: Sequence[bytes] = ()
    """Hashes of segments that are in none of these chains: a log forks where a vault was copied."""


@dataclass(frozen=True)
class Epochs:
    """The team's keys by id, and the one to seal with now."""

    current: Id
    keys: Mapping[Id, bytes]


def epoch_id(key: bytes) -> Id:
    """An epoch is called after its key, so that nobody can hand two laptops different keys for one."""
    return Id(hashed(key, "epoch").hex())


def unsealed(device: Device, statement: Statement) -> dict[Id, bytes]:
    """The epoch keys that a statement brings to this laptop; those that do not open are left out."""
    found = {}
    for id, sealed in _sealed_to(device.id, statement).items():
        try:
            key = device.unseal(sealed)
        except (CryptoError, ValueError):
            continue
        if epoch_id(key) == id:
            found[id] = key
    return found


def name_in(request: Statement, device: Device) -> str:
    """The name of who asks, as far as it was sealed for this laptop; else empty."""
    try:
        return device.unseal(request.body["names"][bytes.fromhex(device.id)]).rstrip(b"\0").decode()
    except (KeyError, CryptoError, ValueError):
        return ""


def worker_id(team: Id, device: Id) -> Id:
    """The worker that a laptop's owner is: one for each laptop, whoever makes the record first."""
    return Id(hashed(bytes.fromhex(team + device), "worker").hex())


def _signed(kind: int, team: Id, device: Device, body: dict[str, Any]) -> Statement:
    header = _HEADER.pack(MAGIC, SUITE, kind, 0, bytes.fromhex(team), bytes.fromhex(device.id))
    unsigned = header + msgpack.packb(body)
    return parse(unsigned + device.signing.sign(unsigned).signature)


def _keys(keys: PublicKeys) -> dict[str, bytes]:
    return {"verify": keys.verify, "box": keys.box}


def _sealed_to(device: Id, statement: Statement) -> dict[Id, bytes]:
    body = statement.body
    if statement.kind == ADMISSION and statement.keys.device == device:
        return {Id(id.hex()): sealed for id, sealed in body["epochs"].items()}
    sealed = body["sealed"].get(bytes.fromhex(device)) if statement.kind in (REKEY, LOAN) else None
    return {Id(body["epoch"].hex()): sealed} if sealed is not None else {}


_BODIES: dict[int, dict[str, type]] = {
    FOUNDING: {"at": int, "epoch": bytes, "verify": bytes, "box": bytes},
    REQUEST: {"at": int, "names": dict, "verify": bytes, "box": bytes},
    ADMISSION: {
        "at": int,
        "role": str,
        "not_after": int,
        "epoch": bytes,
        "epochs": dict,
        "verify": bytes,
        "box": bytes,
    },
    REVOCATION: {"at": int, "device": bytes, "cuts": dict, "others": list, "kept": list},
    REKEY: {"at": int, "epoch": bytes, "sealed": dict, "without": list},
    ACCEPTANCE: {"at": int, "segment": bytes},
    RECEPTION: {"at": int, "box": bytes, "held": list},
    LOAN: {"at": int, "epoch": bytes, "sealed": dict},
}
_SIZES = {"verify": 32, "box": 32, "segment": 32, "others": 32}
"""Bytes of a value, or of each in a list; 16 for all that is not named."""
_LATEST = 1 << 50


def _check(kind: int, body: Any) -> None:
    """Raises ValueError, TypeError or KeyError for a body that no honest program writes."""
    for name, kind_of in _BODIES[kind].items():
        if type(body[name]) is not kind_of:
            raise TypeError(name)
        if not _is_good(name, body[name]):
            raise ValueError(name)


def _is_good(name: str, value: Any) -> bool:
    size = _SIZES.get(name, 16)
    match value:
        case int():
            return 0 <= value < _LATEST
        case str():
            return value in (WORKER, COORDINATOR)
        case dict():
            return all(_is_blob(id, 16) and _fits(name, one) for id, one in value.items())
        case list():
            return all(_is_blob(one, size) for one in value)
        case _:
            return _is_blob(value, size)


def _fits(name: str, value: Any) -> bool:
    if name != "cuts":
        return type(value) is bytes
    return type(value) is list and len(value) == 2 and type(value[0]) is int and _is_blob(value[1], 32)


def _is_blob(value: Any, size: int) -> bool:
    return type(value) is bytes and len(value) == size
