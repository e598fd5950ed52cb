"""An export file: the same statements and segments as in the folder, sealed once more for the laptops it is for.

A ZIP, nothing compressed. `bundle` says who wrote it and carries the bundle's key, sealed to each reader, signed;
the other entries are numbered files, encrypted with that key, and an index of their names. The index also holds
the key of each segment, derived from its epoch, so that a reader opens these segments and no others. What is
inside is read, verified and merged by the same code as the folder's.

    "VPB1" | suite u8 | team 16 | writer 16 | msgpack {"at", "readers": {device: sealed key}} | Ed25519
"""

import os
import secrets
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgpack
from nacl import bindings
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.signing import VerifyKey
from sqlalchemy import select

from outreach_app.domain.fields import Id
from outreach_app.store.database import Store
from outreach_app.store.tables import SegmentFile, SnapshotPart
from outreach_app.sync import segment
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import (
    BundleNotForYou,
    BundleUnreadable,
    BundleUnwritable,
    NewerBundle,
    NotABundle,
)
from outreach_app.sync.folder import Entry
from outreach_app.sync.keys import SIGNATURE, PublicKeys, hashed

MAGIC = b"VPB1"
SUITE = 1
_HEAD, _INDEX = "bundle", "index"
_HEADER = struct.Struct(">4sB16s16s")
_NONCE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_LARGEST = segment.LARGEST + 1024
_FAULTS = (
    zipfile.BadZipFile,
    struct.error,
    CryptoError,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
)
"""What reading a damaged ZIP, or what is none, can give."""


@dataclass(frozen=True)
class BundleFolder:
    """A bundle, opened, in the shape of a shared folder that can only be read."""

    place: str
    team: Id
    writer: Id
    at: int
    """When it was written, by the writer's clock, in milliseconds since 1970."""
    segment_keys: Mapping[bytes, bytes]
    _head: bytes
    _key: bytes
    _archive: zipfile.ZipFile
    _files: Mapping[str, tuple[str, int]]
    """Names in the folder to entries in the archive and sizes of what is in them."""

    def list(self, prefix: str = "") -> list[Entry]:
        return [Entry(name, size) for name, (_entry, size) in self._files.items() if name.startswith(prefix)]

    def read(self, name: str) -> bytes:
        """Raises OSError for an entry that is damaged."""
        try:
            return _unsealed(self._archive, self._files[name][0], _bound(self._head), self._key)
        except _FAULTS as error:
            raise OSError(name) from error

    def put_once(self, name: str, data: bytes) -> None:
        raise PermissionError(name)

    def delete(self, name: str) -> None:
        raise PermissionError(name)

    def signed_by(self, verify: bytes) -> bool:
        try:
            VerifyKey(verify).verify(self._head[:-SIGNATURE], self._head[-SIGNATURE:])
        except BadSignatureError:
            return False
        return True


class File(NamedTuple):
    """What goes into a bundle: a statement, or a sealed file with the key that opens it and no other."""

    name: str
    data: bytes
    key: bytes = b""


def write(circle: Circle, path: Path, readers: Sequence[PublicKeys], now: int, content: Iterable[File]) -> int:
    """For these laptops. Returns the number of sealed files. Raises BundleUnwritable.

    The file appears whole or not at all.
    """
    key = secrets.token_bytes(32)
    head = _head(circle, readers, key, now)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                archive.writestr(_HEAD, head)
                count = _fill(archive, content, key, _bound(head))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise BundleUnwritable(path=path) from error
    return count


@contextmanager
def reading(path: Path, circle: Circle) -> Iterator[BundleFolder]:
    """A bundle for this laptop, open for as long as it is read.

    Raises BundleUnreadable, NotABundle, NewerBundle, BundleNotForYou. It may be another team's: `team` says.
    """
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(path))
            bundle = _read(path, archive, circle)
        except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
            raise BundleUnreadable(path=path) from error
        except _FAULTS as error:
            raise NotABundle(path=path) from error
        yield bundle


def _read(path: Path, archive: zipfile.ZipFile, circle: Circle) -> BundleFolder:
    head = _entry(archive, _HEAD)
    magic, suite, team_id, writer = _HEADER.unpack_from(head)
    if magic != MAGIC:
        raise ValueError("magic")
    if suite != SUITE:
        raise NewerBundle(path=path)
    body = msgpack.unpackb(head[_HEADER.size : -SIGNATURE], strict_map_key=True)
    sealed = body["readers"].get(bytes.fromhex(circle.device.id))
    if sealed is None:
        raise BundleNotForYou(path=path)
    key = circle.device.unseal(sealed)
    index = msgpack.unpackb(_unsealed(archive, _INDEX, _bound(head), key), strict_map_key=True)
    return BundleFolder(
        place=str(path),
        team=Id(team_id.hex()),
        writer=Id(writer.hex()),
        at=int(body["at"]),
        segment_keys={bytes(one): bytes(its_key) for one, its_key in index["keys"].items()},
        _head=head,
        _key=key,
        _archive=archive,
        _files={str(name): (str(entry), int(size)) for name, (entry, size) in index["files"].items()},
    )


def _head(circle: Circle, readers: Sequence[PublicKeys], key: bytes, now: int) -> bytes:
    ids = (bytes.fromhex(id) for id in (circle.team, circle.device.id))
    body = {"at": now, "readers": {bytes.fromhex(one.device): one.seal(key) for one in readers}}
    unsigned: bytes = _HEADER.pack(MAGIC, SUITE, *ids) + msgpack.packb(body)
    return unsigned + circle.device.signing.sign(unsigned).signature


def _bound(head: bytes) -> bytes:
    """What ties every entry to this bundle."""
    return hashed(head, "bundle", 32)


def everything(store: Store, circle: Circle) -> Iterator[File]:
    """What this vault holds of its team, one by one; a snapshot first, for what was compacted."""
    yield from statements(circle)
    with store.read() as session:
        parts = session.scalars(select(SnapshotPart.hash).order_by(SnapshotPart.snapshot, SnapshotPart.seq)).all()
        order = select(SegmentFile.hash).where(SegmentFile.applied).order_by(SegmentFile.log, SegmentFile.seq)
        hashes = session.scalars(order).all()
    epochs = circle.epochs.keys if circle.epochs else {}
    for kind, keys in ((SnapshotPart, parts), (SegmentFile, hashes)):
        for one in keys:
            with store.read() as session:
                found = segment.parse(session.scalars(select(kind.sealed).where(kind.hash == one)).one())
            known = found.header.epoch in epochs
            key = segment.key_of(found, epochs[found.header.epoch]) if known else b""
            yield File(found.header.name, found.sealed, key)


def statements(circle: Circle) -> Iterator[File]:
    """Who belongs to the team, as far as it counts."""
    for one in circle.statements.values():
        if one.hash in circle.roster.counted:
            yield File(one.name, one.data)


def _fill(archive: zipfile.ZipFile, content: Iterable[File], key: bytes, bound: bytes) -> int:
    """Returns how many sealed files are among them."""
    files: dict[str, tuple[str, int]] = {}
    keys: dict[bytes, bytes] = {}
    count = 0
    for name, data, its_key in content:
        entry = f"{len(files):010}"
        if name in files:
            name = f"{name[:-4]}-{segment.hash_of(data)[:4].hex()}{name[-4:]}"
        files[name] = (entry, len(data))
        archive.writestr(entry, _sealed(entry, data, bound, key))
        count += data.startswith(segment.MAGIC)
        if its_key:
            keys[segment.hash_of(data)] = its_key
    index = msgpack.packb({"files": files, "keys": keys})
    archive.writestr(_INDEX, _sealed(_INDEX, index, bound, key))
    return count


def _sealed(entry: str, data: bytes, bound: bytes, key: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(data, bound + entry.encode(), nonce, key)


def _unsealed(archive: zipfile.ZipFile, entry: str, bound: bytes, key: bytes) -> bytes:
    data = _entry(archive, entry)
    return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
        data[_NONCE:], bound + entry.encode(), data[:_NONCE], key
    )


def _entry(archive: zipfile.ZipFile, name: str) -> bytes:
    found = archive.getinfo(name)
    if found.compress_type != zipfile.ZIP_STORED or found.file_size > _LARGEST:
        raise ValueError(name)
    return archive.read(found)
