"""The outlines that a team loads for its map."""

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

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "boundary",
        Column("n", Integer, nullable=False),
        Column("id", BLOB, nullable=False),
        Column("stamp", Integer, nullable=False),
        Column("author", Integer, nullable=False),
        Column("team", BLOB, nullable=True),
        Column("deleted", Boolean, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("name", String, nullable=False),
        Column("layer", String, nullable=False),
        Column("area", BLOB, nullable=True),
        Column("shape", String, nullable=False),
        Column("source", String, nullable=False),
        PrimaryKeyConstraint("n"),
        ForeignKeyConstraint(["area"], ["area.id"]),
        UniqueConstraint("id"),
    )
