"""Is the file whole, and do two laptops hold the same?"""

import hashlib
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

import msgpack
from sqlalchemy.orm import Session

from outreach_app.domain.records import RECORDS
from outreach_app.store import scope
from outreach_app.store.columns import Shape, quoted, shape_of
from outreach_app.store.database import Store
from outreach_app.store.errors import DatabaseDamaged
from outreach_app.store.migrations.upgrade import version_of

_BYTES = 16
_COMPLAINTS = 10


class Check(NamedTuple):
    integrity: str
    """`ok`, or what is wrong."""
    digest: str
    """Empty where the records cannot all be read."""
    schema: str


def check(store: Store) -> Check:
    """Read every page of the file, and every record."""
    with store.read() as session:
        schema = version_of(session.connection()) or ""
    try:
        with store.read() as session:
            complaints = _complaints(session)
            found = digest(session)
    except DatabaseDamaged as damage:
        return Check(str(damage), "", schema)
    return Check("\n".join(complaints) or "ok", found, schema)


def digest(session: Session) -> str:
    """A hash of all that is shared, deleted records too: equal on all laptops that hold the same.

    Clocks, numbers and whatever stays on this laptop are left out; so is the order in which things arrived.
    """
    shapes = sorted(map(shape_of, RECORDS), key=attrgetter("table"))
    return _hash([_sum_of(session, shape) for shape in shapes]).hex()


def _sum_of(session: Session, shape: Shape) -> bytes:
    """The sum of the hashes of all rows, which needs no order: sorting by id takes longer than all the rest."""
    columns = sorted(shape.columns)
    shared = f"NOT {quoted(shape.record.private_if)}" if shape.record.private_if else "true"
    rows = session.connection().exec_driver_sql(
        f"SELECT id, {', '.join(map(quoted, columns))} FROM {quoted(shape.table)} WHERE {shared}"
        f"{scope.only_team(session)}"
    )
    # The driver's own tuples: wrapping each of a hundred thousand rows would double the time.
    total = 0
    for row in iter(rows.cursor.fetchone, None):
        total += int.from_bytes(_hash(row))
    rows.close()
    return _hash([shape.table, columns, (total % (1 << 8 * _BYTES)).to_bytes(_BYTES)])


def _hash(values: Sequence[object]) -> bytes:
    return hashlib.blake2b(msgpack.packb(values), digest_size=_BYTES).digest()


def _complaints(session: Session) -> list[str]:
    """What SQLCipher says of its pages and SQLite of its tables; the search index is among them."""
    run = session.connection().exec_driver_sql
    found = list(run("PRAGMA cipher_integrity_check").scalars())
    found += [text for text in run(f"PRAGMA integrity_check({_COMPLAINTS})").scalars() if text != "ok"]
    return [str(text) for text in found[:_COMPLAINTS]]
