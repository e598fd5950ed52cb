"""Convenants, joint services, exchanges; of an area three texts on its context, and since when it is supported."""

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

revision = "0013"
down_revision = "0012"

_TABLES: dict[str, list[Column[Any]]] = {
    "convenant": [
        Column("name", String, nullable=False),
        Column("area", BLOB, nullable=True),
        *(Column(name, String, nullable=True) for name in ("starts_on", "ends_on")),
        *(Column(name, String, nullable=False) for name in ("workers", "remarks")),
    ],
    "joint_service": [
        Column("name", String, nullable=False),
        Column("area", BLOB, nullable=True),
        Column("year", Integer, nullable=False),
        *(
            Column(name, String, nullable=False)
            for name in ("state", "partners", "impact", "impact_on_policy", "remarks")
        ),
    ],
    "exchange": [
        Column("theme", String, nullable=False),
        Column("area", BLOB, nullable=True),
        Column("held_on", String, nullable=True),
        *(Column(name, String, nullable=False) for name in ("areas", "partners", "outcome")),
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
            ForeignKeyConstraint(["area"], ["area.id"]),
            UniqueConstraint("id"),
        )
    op.add_column("area", Column("supported_since", String, nullable=True))
    for name in ("target_group", "offer", "surroundings"):
        op.add_column("area", Column(name, String, nullable=False, server_default=""))
