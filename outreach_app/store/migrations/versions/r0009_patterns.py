"""What was decided about possible patterns."""

from alembic import op
from sqlalchemy import BLOB, Boolean, Column, ForeignKey, Integer, PrimaryKeyConstraint, String, UniqueConstraint

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "pattern_decision",
        Column("n", Integer, nullable=False),
        Column("id", BLOB, nullable=False),
        Column("stamp", Integer, nullable=False),
        Column("author", Integer, nullable=False),
        Column("team", BLOB, nullable=True),
        Column("deleted", Boolean, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("kind", String, nullable=False),
        Column("domain", String, nullable=False),
        Column("verdict", String, nullable=False),
        Column("reason", String, nullable=False),
        Column("decided_on", String, nullable=True),
        Column("encounters", Integer, nullable=False),
        Column("signal", BLOB, ForeignKey("signal.id"), nullable=True),
        PrimaryKeyConstraint("n"),
        UniqueConstraint("id"),
    )
