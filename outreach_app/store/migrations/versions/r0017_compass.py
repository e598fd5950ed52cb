"""Figures of areas, priorities, allocations, milestones, activities, steps of a support centre; principles of an
agreement, and how heavily a team weighs what it ranks areas by."""

from typing import Any

from alembic import op
from sqlalchemy import (
    BLOB,
    Boolean,
    Column,
    Float,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
)

revision = "0017"
down_revision = "0016"


def _texts(names: str) -> list[Column[Any]]:
    return [Column(name, String, nullable=False) for name in names.split()]


_TABLES: dict[str, list[Column[Any]]] = {
    "area_figure": [
        Column("area", BLOB, nullable=False),
        Column("value", Float, nullable=True),
        Column("year", Integer, nullable=False),
        *_texts("indicator unit direction source remarks"),
    ],
    "priority": [
        Column("area", BLOB, nullable=False),
        Column("year", Integer, nullable=False),
        Column("rank", Integer, nullable=False),
        *_texts("reason"),
    ],
    "allocation": [
        *(Column(name, BLOB, nullable=True) for name in ("area", "call", "organisation")),
        *(Column(name, Integer, nullable=False) for name in ("year", "amount")),
        *(Column(name, String, nullable=True) for name in ("starts_on", "ends_on")),
        *_texts("title kind state reasons signals evidence figures principles effect"),
    ],
    "milestone": [
        Column("area", BLOB, nullable=True),
        Column("date", String, nullable=True),
        *_texts("title partners principles outcome"),
    ],
    "activity": [
        *(Column(name, BLOB, nullable=True) for name in ("area", "spot")),
        Column("date", String, nullable=True),
        Column("headcount", Integer, nullable=False),
        Column("showcase", Boolean, nullable=False),
        *_texts("title kind made workers partners needs signals principles led_to"),
    ],
    "support_step": [
        Column("date", String, nullable=True),
        Column("showcase", Boolean, nullable=False),
        *_texts("title kind areas partners principles reference impact_on_policy impact"),
    ],
}
_TO = {"area": "area", "spot": "spot", "organisation": "organisation", "call": "allocation"}


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
            *(
                ForeignKeyConstraint([column.name], [f"{_TO[column.name]}.id"])
                for column in columns
                if column.name in _TO
            ),
            UniqueConstraint("id"),
        )
    op.add_column("agreement", Column("principles", String, nullable=False, server_default="[]"))
    op.add_column("team", Column("weights", String, nullable=False, server_default="{}"))
