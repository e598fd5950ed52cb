"""Who does what by when."""

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

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "agreement",
        Column("n", Integer, nullable=False),
        Column("id", BLOB, nullable=False),
        Column("stamp", Integer, nullable=False),
        Column("author", Integer, nullable=False),
        Column("team", BLOB, nullable=True),
        Column("deleted", Boolean, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("text", String, nullable=False),
        Column("organisation", BLOB, nullable=True),
        Column("due", String, nullable=True),
        Column("state", String, nullable=False),
        Column("done_on", String, nullable=True),
        Column("signal", BLOB, nullable=True),
        Column("signal_note", BLOB, nullable=True),
        Column("reason", String, nullable=False),
        PrimaryKeyConstraint("n"),
        ForeignKeyConstraint(["organisation"], ["organisation.id"]),
        ForeignKeyConstraint(["signal"], ["signal.id"]),
        ForeignKeyConstraint(["signal_note"], ["signal_note.id"]),
        UniqueConstraint("id"),
    )
