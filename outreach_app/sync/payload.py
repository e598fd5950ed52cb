"""What a segment says: patches, and what its writer has, lacks and sees.

msgpack, compressed with zstd. New rows travel column by column (89 bytes a row instead of 99), edits one by one.
Decoding checks the form; whether a value fits its column is for the merge to say, which knows the columns.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

import msgpack
import zstandard

from outreach_app import __version__
from outreach_app.domain.clock import MAX_STAMP, Edit, Rows
from outreach_app.domain.fields import Id
from outreach_app.store.schema import SCHEMA
from outreach_app.sync.errors import BAD_CONTENT, NEWER_FORMAT, NOT_ITS_AUTHOR, SetAside, State
from outreach_app.sync.keys import author_of, log_of
from outreach_app.sync.segment import LARGEST, LAST

VERSION = 1
_LEVEL = 3
_PREFERRED = LARGEST // 4
_LONGEST = 1 << 20
"""Entries of any list or map in a payload."""
_MOST_LOGS = 10_000
_MOST_CHANGES = 1 << 40
_PLAIN = {type(None), int, float, str, bytes}
_BIG = 1 << 63


class Mark(NamedTuple):
    """How far a log has been read without a gap: its last segment there, and the patches up to it."""

    seq: int
    through: int
    hash: bytes


@dataclass
class Payload:
    """The content of one segment."""

    nonces: tuple[bytes, ...]
    """Of all logs of its writer, so that anyone can check whose patches these are."""
    at: int
    """By the writer's clock, in milliseconds since 1970."""
    through: int
    """Patches in this log up to and with this segment."""
    creates: dict[str, Rows] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    front: Mapping[Id, Mark] = field(default_factory=dict)
    want: Mapping[Id, list[int]] = field(default_factory=dict)
    digest: str = ""
    """Of everything the writer had; empty in most segments."""
    ops: list[dict[str, Any]] = field(default_factory=list)
    """What is said beside patches: erasures, requests, confirmations; see operations.py. `id` and `op` in each."""
    keys: tuple[Id, ...] = ()
    """Epochs whose keys the writer holds, so that a coordinator sees who lacks one."""
    schema: str = SCHEMA
    """Of the writer's database: digests of other schemas cannot be compared."""

    @property
    def changes(self) -> int:
        return sum(len(rows.rows) for rows in self.creates.values()) + len(self.edits)

    def authors(self) -> set[int]:
        rows = chain.from_iterable(rows.rows for rows in self.creates.values())
        return {row[2] for row in rows} | {edit.author for edit in self.edits}


class TooLarge(Exception):
    """More than one change, and more than a reader should have to hold in memory at once."""


def encode(payload: Payload) -> bytes:
    """Raises TooLarge: fewer changes are to be sealed together then."""
    content = {
        "logs": payload.nonces,
        "at": payload.at,
        "through": payload.through,
        "front": {bytes.fromhex(log): mark for log, mark in payload.front.items()},
        "want": {bytes.fromhex(log): seqs for log, seqs in payload.want.items()},
        "digest": payload.digest,
        "ops": payload.ops,
        "keys": [bytes.fromhex(epoch) for epoch in payload.keys],
        "new": {table: (rows.columns, *zip(*rows.rows, strict=True)) for table, rows in payload.creates.items()},
        "edits": [
            (edit.table, edit.row, edit.stamp, edit.author, dict(edit.values), edit.bases)
            for edit in payload.edits
        ],
    }
    return packed(content, divisible=payload.changes > 1)


def packed(content: Mapping[str, Any], *, divisible: bool) -> bytes:
    """Raises TooLarge, if there is less than this to be packed."""
    data = msgpack.packb({"v": VERSION, "app": __version__, "schema": SCHEMA} | dict(content))
    if divisible and len(data) > _PREFERRED:
        raise TooLarge
    return zstandard.ZstdCompressor(_LEVEL).compress(data)


def decode(data: bytes, verify: bytes, log: Id) -> Payload:
    """A payload, checked: its form, and that every patch in it is by the laptop whose key and log these are.

    Raises SetAside: what was signed and sealed well but is not as this program writes it is quarantined.
    """
    payload = read(data)
    logs = {log_of(verify, nonce) for nonce in payload.nonces}
    if log not in logs or not payload.authors() <= {author_of(one) for one in logs}:
        raise SetAside(State.QUARANTINED, NOT_ITS_AUTHOR)
    return payload


def read(data: bytes) -> Payload:
    """A payload in good form, whoever's patches are in it. Raises SetAside."""
    with as_written():
        return _read(unpacked(data))


@contextmanager
def as_written() -> Iterator[None]:
    """Content that is not as this program writes it is quarantined."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, zstandard.ZstdError) as error:
        raise SetAside(State.QUARANTINED, BAD_CONTENT) from error


def mentions(data: bytes, ids: Collection[bytes]) -> bool:
    """Whether one of these ids may stand in a payload: many times faster than reading it. Raises SetAside."""
    with as_written():
        plain = _decompressed(data)
    return any(id in plain for id in ids)


def _decompressed(data: bytes) -> bytes:
    """Never more than LARGEST bytes, whatever the file claims."""
    if not 0 < zstandard.frame_content_size(data) <= LARGEST:
        raise ValueError("size")
    return zstandard.ZstdDecompressor().decompress(data, max_output_size=LARGEST)


def unpacked(data: bytes) -> dict[str, Any]:
    """Raises SetAside for a newer format."""
    plain = _decompressed(data)
    content = msgpack.unpackb(
        plain, use_list=False, strict_map_key=True, max_array_len=_LONGEST, max_map_len=_LONGEST, max_ext_len=0
    )
    if type(content) is not dict or type(content["v"]) is not int:
        raise TypeError("content")
    if content["v"] > VERSION:
        raise SetAside(State.NEWER, NEWER_FORMAT)
    return content


def _read(content: Mapping[str, Any]) -> Payload:
    payload = Payload(
        nonces=tuple(_blob(nonce, 8) for nonce in _many(content["logs"], _MOST_LOGS)),
        at=_natural(content["at"], 1 << 50),
        through=_natural(content["through"], _MOST_CHANGES),
        creates={_text(table): _rows(*_many(parts)) for table, parts in content["new"].items()},
        edits=[_edit(*_many(parts)) for parts in _many(content["edits"])],
        front={_log(log): _mark(*_many(mark)) for log, mark in _logs(content["front"])},
        want={_log(log): [_natural(seq, LAST + 1) for seq in _many(seqs)] for log, seqs in _logs(content["want"])},
        digest=_text(content["digest"]),
        ops=[_op(one) for one in _many(content.get("ops", ()))],
        keys=tuple(_log(epoch) for epoch in _many(content.get("keys", ()), _MOST_LOGS)),
        schema=_text(content["schema"]),
    )
    if payload.through < payload.changes:
        raise ValueError("through")
    return payload


def _rows(columns: Any, ids: Any, stamps: Any, authors: Any, *values: Any) -> Rows:
    if len(_many(columns)) != len(values) or len(set(map(_text, columns))) != len(columns):
        raise ValueError("columns")
    if set(map(type, ids)) != {bytes} or set(map(len, ids)) != {16}:
        raise ValueError("ids")
    _clocks(stamps, authors)
    for column in values:
        _check_values(column)
    return Rows(tuple(columns), list(zip(ids, stamps, authors, *values, strict=True)))


def _edit(table: Any, row: Any, stamp: Any, author: Any, values: Any, bases: Any) -> Edit:
    replaced = tuple((its_stamp, its_author) for its_stamp, its_author in _many(bases))
    _clocks([stamp, *(base[0] for base in replaced)], [author, *(base[1] for base in replaced)])
    for name in values:
        _text(name)
    _check_values(values.values())
    return Edit(_text(table), _blob(row, 16), stamp, author, values, replaced)


def _op(content: Any) -> dict[str, Any]:
    """Its form alone: what it means, and whether its signer may say it, is for operations.py."""
    _blob(content["id"], 16)
    _text(content["op"])
    return dict(content)


def _clocks(stamps: Iterable[Any], authors: Iterable[Any]) -> None:
    stamps, authors = list(stamps), list(authors)
    if set(map(type, stamps)) | set(map(type, authors)) != {int}:
        raise TypeError("clock")
    if min(stamps) < 0 or max(stamps) >= MAX_STAMP or min(authors) < 0 or max(authors) >= _BIG:
        raise ValueError("clock")


def _check_values(values: Iterable[Any]) -> None:
    """Only what SQLite can hold, and holds as it is."""
    values = list(values)
    kinds = set(map(type, values))
    if not kinds <= _PLAIN:
        raise TypeError("value")
    if int in kinds and not all(-_BIG <= value < _BIG for value in values if type(value) is int):
        raise ValueError("integer")
    if float in kinds and not all(math.isfinite(value) for value in values if type(value) is float):
        raise ValueError("number")


def _many(value: Any, limit: int = _LONGEST) -> tuple[Any, ...]:
    if type(value) is not tuple or len(value) > limit:
        raise TypeError("list")
    return value


def _logs(value: Mapping[Any, Any]) -> Iterable[tuple[Any, Any]]:
    if len(value) > _MOST_LOGS:
        raise ValueError("logs")
    return value.items()


def _mark(seq: Any, through: Any, last: Any) -> Mark:
    return Mark(_natural(seq, LAST + 1), _natural(through, _MOST_CHANGES), _blob(last, 32))


def _log(value: Any) -> Id:
    return Id(_blob(value, 16).hex())


def _blob(value: Any, size: int) -> bytes:
    if type(value) is not bytes or len(value) != size:
        raise TypeError("bytes")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("text")
    return value


def _natural(value: Any, limit: int) -> int:
    if type(value) is not int or not 0 <= value < limit:
        raise ValueError("number")
    return value
