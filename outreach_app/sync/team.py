"""Who belongs to the team: signed statements that only ever add, and what follows from them in any order.

    "VPM1" | suite u8 | kind u8 | flags u16 | team 16 | signer 16 | msgpack body | Ed25519 over all before it

A founding names the first coordinator; its hash is the team's id. A request asks to be let in. An admission,
signed by a coordinator, lets a laptop in with a role and carries the epoch keys, sealed to it. No name of a team
or a person stands in the clear. Statements of kinds that this version does not know are named and left alone.
"""

import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
FOUNDING, REQUEST, ADMISSION = 1, 2, 3
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


def ask(device: Device, roster: "Roster", name: str, now: int) -> Statement:
    """A request to be let in. The name is for the coordinators known so far."""
    plain = name.encode()
    plain += bytes(-len(plain) % _NAME)
    names = {
        bytes.fromhex(member.keys.device): member.keys.seal(plain)
        for member in roster.members.values()
        if member.role == COORDINATOR
    }
    return _signed(REQUEST, roster.team, device, {"at": now, "names": names} | _keys(device.keys))


def admit(device: Device, team: Id, keys: PublicKeys, role: str, epochs: "Epochs", now: int) -> Statement:
    """Lets a laptop in, for a year at first, with every key it needs to read what there is."""
    body = {
        "at": now,
        "role": role,
        "not_after": now + _YEAR,
        "epoch": bytes.fromhex(epochs.current),
        "epochs": {bytes.fromhex(id): keys.seal(key) for id, key in epochs.keys.items()},
    }
    return _signed(ADMISSION, team, device, body | _keys(keys))


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
class Member:
    """A laptop in the team."""

    keys: PublicKeys
    role: str
    admitted_at: int
    """By the admitting coordinator's clock, in milliseconds since 1970."""
    not_after: int
    """When it should be admitted again; 0 for the founder. Never blocks writing."""


@dataclass(frozen=True)
class Roster:
    """The laptops of a team, as the statements known here make it."""

    team: Id
    members: Mapping[Id, Member] = field(default_factory=dict)
    counted: frozenset[bytes] = frozenset()
    """Hashes of the statements that count: those of others say what their signer may not say."""

    @classmethod
    def of(cls, team: Id, statements: Iterable[Statement]) -> "Roster":
        """Statements count whose signer is a coordinator by statements that count: the same in every order.

        A laptop admitted twice has the higher role and the later term.
        """
        members: dict[Id, Member] = {}
        counted: set[bytes] = set()
        waiting = [one for one in statements if one.team == team and one.kind in (FOUNDING, ADMISSION)]
        found_more = True
        while found_more:
            found_more = False
            for one in list(waiting):
                if one.kind == FOUNDING or _may_admit(members.get(one.signer), one):
                    device = one.keys.device
                    members[device] = _higher(members.get(device), _member(one))
                    counted.add(one.hash)
                    waiting.remove(one)
                    found_more = True
        return cls(team, members, frozenset(counted))

    def role(self, device: Id) -> str:
        """`worker`, `coordinator`, or empty for a laptop that is not in the team."""
        member = self.members.get(device)
        return member.role if member else ""


@dataclass(frozen=True)
class Epochs:
    """The team's keys by id, and the one to seal with now."""

    current: Id
    keys: Mapping[Id, bytes]


def epoch_id(key: bytes) -> Id:
    """An epoch is called after its key, so that nobody can hand two laptops different keys for one."""
    return Id(hashed(key, "epoch").hex())


def epochs_for(device: Device, admission: Statement) -> dict[Id, bytes]:
    """The epoch keys that an admission of this laptop brings; those that do not open are left out."""
    found = {}
    for id, sealed in admission.body["epochs"].items():
        try:
            key = device.unseal(sealed)
        except (CryptoError, ValueError):
            continue
        if epoch_id(key) == id.hex():
            found[epoch_id(key)] = key
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


def _member(statement: Statement) -> Member:
    if statement.kind == FOUNDING:
        return Member(statement.keys, COORDINATOR, statement.body["at"], 0)
    return Member(statement.keys, statement.body["role"], statement.body["at"], statement.body["not_after"])


def _higher(one: Member | None, other: Member) -> Member:
    if one is None:
        return other
    forever = 0 in (one.not_after, other.not_after)
    return Member(
        max(one.keys, other.keys, key=lambda keys: keys.box),
        COORDINATOR if COORDINATOR in (one.role, other.role) else WORKER,
        min(one.admitted_at, other.admitted_at),
        0 if forever else max(one.not_after, other.not_after),
    )


def _may_admit(signer: Member | None, statement: Statement) -> bool:
    return signer is not None and signer.role == COORDINATOR and statement.signed_by(signer.keys.verify)


_BODIES: dict[int, dict[str, type]] = {
    FOUNDING: {"at": int, "epoch": bytes},
    REQUEST: {"at": int, "names": dict},
    ADMISSION: {"at": int, "role": str, "not_after": int, "epoch": bytes, "epochs": dict},
}


def _check(kind: int, body: Any) -> None:
    """Raises ValueError, TypeError or KeyError for a body that no honest program writes."""
    for name, kind_of in (_BODIES[kind] | {"verify": bytes, "box": bytes}).items():
        if type(body[name]) is not kind_of:
            raise TypeError(name)
    sealed = body.get("names", {}) | body.get("epochs", {})
    ids = [*sealed, *([body["epoch"]] if "epoch" in body else [])]
    good = len(body["verify"]) == len(body["box"]) == 32 and 0 <= body["at"] < 1 << 50
    good = good and all(type(id) is bytes and len(id) == 16 for id in ids)
    good = good and all(type(value) is bytes for value in sealed.values())
    if (
        not good
        or body.get("role", WORKER) not in (WORKER, COORDINATOR)
        or not 0 <= body.get("not_after", 0) < 1 << 50
    ):
        raise ValueError
