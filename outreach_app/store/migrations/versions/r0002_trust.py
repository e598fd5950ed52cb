"""What keeps a team's trust for years: operations beside patches, and how far snapshots reach.

Lines of name:kind as in the first revision.
"""

from alembic import op
from sqlalchemy import (
    BLOB,
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
)
from sqlalchemy import UniqueConstraint as Unique

revision = "0002"
down_revision = "0001"

_KINDS = {"blob": BLOB, "text": String, "flag": Boolean, "int": Integer, "big": BigInteger}

_EVERY_RECORD = "n:int* id:blob stamp:int author:int team:blob? deleted:flag revision:int"
_RECORDS = {
    "month_count": (
        "month:text? area:area? axis:text code:text rounds:int shared:int encounters:int contacts:int"
    ),
    "export": "date:text? kind:text recipient:text count:int worker:worker?",
    "pair": "kind:text one:text other:text same:flag",
}
_OTHERS = {
    "operation": "id:blob* kind:text device:blob at:big content:text log:blob? seq:int counted:flag",
    "baseline": "log:blob* device:blob seq:int through:int hash:blob",
    "covered": "hash:blob*",
    "snapshot_part": "hash:blob* snapshot:blob seq:int device:blob first_seen:big sealed:blob",
    "late_segment": "hash:blob*",
}
_INDEXES = (("ix_snapshot_part_snapshot", "snapshot_part", "snapshot"),)


def upgrade() -> None:
    for table, columns in _RECORDS.items():
        _create(table, f"{_EVERY_RECORD} {columns}", unique=("id",))
    for table, columns in _OTHERS.items():
        _create(table, columns)
    for name, table, column in _INDEXES:
        op.create_index(name, table, [column])
    op.add_column("peer", Column("keys", String, nullable=False, server_default="[]"))
    for name, months in (("local_notes", 6), ("encounters", 24), ("contacts", 24), ("signals", 84)):
        op.add_column("team", Column(f"keep_{name}", Integer, nullable=False, server_default=str(months)))
    op.add_column("signal_note", Column("struck_on", String, nullable=True, server_default=""))


def _create(table: str, spec: str, unique: tuple[str, ...] = ()) -> None:
    columns: list[Column[object]] = []
    references = []
    key = []
    for name, kind in (word.split(":") for word in spec.split()):
        plain = kind.rstrip("?*")
        columns.append(Column(name, _KINDS.get(plain, BLOB), nullable=kind.endswith("?")))
        if kind.endswith("*"):
            key.append(name)
        if plain not in _KINDS:
            references.append(ForeignKeyConstraint([name], [f"{plain}.id"]))
    op.create_table(
        table, *columns, PrimaryKeyConstraint(*key), *references, *([Unique(*unique)] if unique else [])
    )
