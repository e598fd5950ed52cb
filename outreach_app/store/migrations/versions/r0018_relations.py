"""Talks, who knows whom, referrals; whether an organisation stands at the frontline, and what an offer is."""

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

revision = "0018"
down_revision = "0017"

_TABLES: dict[str, list[Column[Any]]] = {
    "talk": [
        Column("subject", String, nullable=False),
        Column("held_on", String, nullable=True),
        *(Column(name, BLOB, nullable=True) for name in ("organisation", "contact")),
        *(Column(name, String, nullable=False) for name in ("tier", "said", "next_step")),
        Column("next_on", String, nullable=True),
    ],
    "acquaintance": [
        Column("contact", BLOB, nullable=False),
        *(Column(name, BLOB, nullable=True) for name in ("worker", "organisation")),
        *(Column(name, String, nullable=False) for name in ("closeness", "remarks")),
    ],
    "referral": [
        Column("domain", String, nullable=False),
        Column("referred_on", String, nullable=True),
        *(Column(name, BLOB, nullable=True) for name in ("need", "area", "offer", "organisation")),
        Column("heads", Integer, nullable=False),
        *(Column(name, String, nullable=False) for name in ("outcome", "thresholds")),
    ],
}
_POINTING = {"contact": "contact_person"}
"""Columns that are not called after the table they point at."""


def upgrade() -> None:
    for name, columns in _TABLES.items():
        ties = [column.name for column in columns if isinstance(column.type, BLOB)]
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
            *(ForeignKeyConstraint([tie], [f"{_POINTING.get(tie, tie)}.id"]) for tie in ties),
        )
    op.add_column("organisation", Column("frontline", Boolean, nullable=False, server_default="0"))
    op.add_column("offer", Column("kind", String, nullable=False, server_default="activity"))
    for name in ("areas", "cost"):
        op.add_column(
            "offer", Column(name, String, nullable=False, server_default="[]" if name == "areas" else "")
        )
