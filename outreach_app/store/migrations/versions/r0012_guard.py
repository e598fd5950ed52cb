"""Quarters that are closed, and the ledger of what was published from them."""

from typing import Any

from alembic import op
from sqlalchemy import (
    BLOB,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
)

revision = "0012"
down_revision = "0011"

_TABLES: dict[str, list[Column[Any] | ForeignKeyConstraint]] = {
    "closed_quarter": [Column("quarter", String, nullable=False), Column("closed_on", String, nullable=True)],
    "frozen_count": [
        Column("closing", BLOB, nullable=False),
        *(Column(name, String, nullable=False) for name in ("area", "spot", "axis", "counts")),
        ForeignKeyConstraint(["closing"], ["closed_quarter.id"]),
    ],
    "publication": [
        Column("title", String, nullable=False),
        Column("published_on", String, nullable=True),
        Column("cells", String, nullable=False),
    ],
}


def upgrade() -> None:
    for name, columns in _TABLES.items():
        op.create_table(
            name,
            Column("n", Integer, nullable=False),
            Column("id", BLOB, nullable=False),
            Column("stamp", Integer, nullable=False),
            Column("author", Integer, nullable=False),
            Column("team", BLOB, nullable=True),
            Column("deleted", Boolean, nullable=False),
            Column("revision", Integer, nullable=False),
            *columns,
            PrimaryKeyConstraint("n"),
            UniqueConstraint("id"),
        )
    op.create_index("ix_frozen_count_closing", "frozen_count", ["closing"])
