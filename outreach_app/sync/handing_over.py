"""A team's work for a reader of another team: signed in parts by a coordinator, each sealed with a key of its own.

The parts have the form of a snapshot's. Part 1 names the others by their hashes and says how much they stand for.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store import handing_over
from outreach_app.store.schema import SCHEMA
from outreach_app.store.snapshots import Slice
from outreach_app.sync import ledger, segment
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import BAD_CONTENT, CUT_OR_ALTERED, NEWER_FORMAT, NOT_ALLOWED, SetAside, State
from outreach_app.sync.payload import as_written, packed, unpacked
from outreach_app.sync.roster import Roster
from outreach_app.sync.segment import SNAPSHOT, Header, Segment
from outreach_app.sync.snapshot import fitting


@dataclass(frozen=True)
class Part:
    sealed: Segment
    key: bytes


def parts(session: Session, circle: Circle, now: int) -> Iterator[Part]:
    """Part 1 comes last."""
    id, epoch_key = Id(secrets.token_hex(16)), secrets.token_bytes(32)

    def sealed(seq: int, data: bytes) -> Part:
        header = Header(circle.team, circle.device.id, Id("00" * 16), id, seq, kind=SNAPSHOT)
        found = segment.seal(header, data, epoch_key, circle.device.signing)
        return Part(found, segment.key_of(found, epoch_key))

    hashes: list[bytes] = []
    for piece in handing_over.slices(session, circle.team):
        for data in fitting(piece):
            part = sealed(len(hashes) + 2, data)
            hashes.append(part.sealed.hash)
            yield part
    through = sum(mark.through for mark in ledger.front(session).values())
    yield sealed(1, packed({"at": now, "through": through, "parts": hashes}, divisible=False))


@dataclass(frozen=True)
class HandedOver:
    """What part 1 says. Parts are opened one by one, when they are asked for."""

    through: int
    """How many changes of the team it stands for: tells which of two is the newer, whatever a clock says."""
    _roster: Roster
    _found: Mapping[bytes, Segment]
    _order: tuple[bytes, ...]
    _keys: Mapping[bytes, bytes]

    @property
    def pieces(self) -> Iterator[Slice]:
        """Raises SetAside for a part that is missing, altered, or by someone who may not say this."""
        for key in self._order:
            if key not in self._found:
                raise SetAside(State.DAMAGED, CUT_OR_ALTERED)
            content = _opened(self._roster, self._found[key], self._keys)
            with as_written():
                if str(content["schema"]) > SCHEMA:
                    raise SetAside(State.NEWER, NEWER_FORMAT)
                columns = tuple(content["columns"])
                if len(content["values"]) != len(columns):
                    raise ValueError("columns")
                yield Slice(content["table"], columns, list(zip(*content["values"], strict=True)))


def opened(roster: Roster, found: Mapping[bytes, Segment], keys: Mapping[bytes, bytes]) -> HandedOver:
    """`found` are the parts by their hashes. Raises SetAside."""
    first = next((one for one in found.values() if one.header.seq == 1), None)
    if first is None:
        raise SetAside(State.DAMAGED, CUT_OR_ALTERED)
    content = _opened(roster, first, keys)
    with as_written():
        return HandedOver(int(content["through"]), roster, found, tuple(map(bytes, content["parts"])), keys)


def _opened(roster: Roster, one: Segment, keys: Mapping[bytes, bytes]) -> dict[str, Any]:
    member = roster.members.get(one.header.device)
    if member is None or one.header.device not in roster.coordinators:
        raise SetAside(State.IGNORED, NOT_ALLOWED)
    segment.verify(one, member.keys.verify)
    if one.hash not in keys or one.header.team != roster.team:
        raise SetAside(State.QUARANTINED, BAD_CONTENT)
    with as_written():
        return unpacked(segment.unseal(one, keys[one.hash]))
