"""A team's work for a reader of another team: signed in parts by a coordinator, each sealed with a key of its own.

The parts have the form of a snapshot's. Part 1 names the others by their hashes and says how new all this is.
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
from outreach_app.sync import segment
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import BAD_CONTENT, CUT_OR_ALTERED, NEWER_FORMAT, NOT_ALLOWED, SetAside, State
from outreach_app.sync.payload import as_written, packed, unpacked
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
    yield sealed(1, packed({"at": now, "parts": hashes}, divisible=False))


@dataclass(frozen=True)
class HandedOver:
    """What part 1 says. Parts are opened one by one, when they are asked for."""

    at: int
    """By the writer's clock, in milliseconds since 1970."""
    _circle: Circle
    _found: Mapping[bytes, Segment]
    _order: tuple[bytes, ...]
    _keys: Mapping[bytes, bytes]

    @property
    def pieces(self) -> Iterator[Slice]:
        """Raises SetAside for a part that is missing, altered, or by someone who may not say this."""
        for key in self._order:
            if key not in self._found:
                raise SetAside(State.DAMAGED, CUT_OR_ALTERED)
            content = _opened(self._circle, self._found[key], self._keys)
            with as_written():
                if str(content["schema"]) > SCHEMA:
                    raise SetAside(State.NEWER, NEWER_FORMAT)
                columns = tuple(content["columns"])
                if len(content["values"]) != len(columns):
                    raise ValueError("columns")
                yield Slice(content["table"], columns, list(zip(*content["values"], strict=True)))


def opened(circle: Circle, found: Mapping[bytes, Segment], keys: Mapping[bytes, bytes]) -> HandedOver:
    """`found` are the parts by their hashes. Raises SetAside."""
    first = next((one for one in found.values() if one.header.seq == 1), None)
    if first is None:
        raise SetAside(State.DAMAGED, CUT_OR_ALTERED)
    content = _opened(circle, first, keys)
    with as_written():
        return HandedOver(int(content["at"]), circle, found, tuple(map(bytes, content["parts"])), keys)


def _opened(circle: Circle, one: Segment, keys: Mapping[bytes, bytes]) -> dict[str, Any]:
    member = circle.roster.members.get(one.header.device)
    if member is None or one.header.device not in circle.roster.coordinators:
        raise SetAside(State.IGNORED, NOT_ALLOWED)
    segment.verify(one, member.keys.verify)
    if one.hash not in keys or one.header.team != circle.team:
        raise SetAside(State.QUARANTINED, BAD_CONTENT)
    with as_written():
        return unpacked(segment.unseal(one, keys[one.hash]))
