"""One patch as bytes, for the tables that hold patches back. Segments have a denser form of their own."""

from typing import Any, cast

import msgpack

from outreach_app.domain.clock import Create, Edit, Patch


def pack(patch: Patch) -> bytes:
    return cast(bytes, msgpack.packb(tuple(patch)))


def unpack(data: bytes) -> Patch:
    parts: list[Any] = msgpack.unpackb(data)
    if len(parts) == len(Create._fields):
        return Create(*parts)
    table, row, stamp, author, values, bases = parts
    return Edit(table, row, stamp, author, values, tuple((stamp, author) for stamp, author in bases))
