"""From submission to feedback: addressees, delivery, what was decided, and what is owed to whom."""

from alembic import op
from sqlalchemy import BLOB, Boolean, Column, Integer, PrimaryKeyConstraint, String, UniqueConstraint

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "addressee",
        Column("n", Integer, nullable=False),
        Column("id", BLOB, nullable=False),
        Column("stamp", Integer, nullable=False),
        Column("author", Integer, nullable=False),
        Column("team", BLOB, nullable=True),
        Column("deleted", Boolean, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("kind", String, nullable=False),
        Column("name", String, nullable=False),
        Column("days", Integer, nullable=False),
        Column("copies", Integer, nullable=False),
        Column("confidentiality", String, nullable=False),
        Column("opening", String, nullable=False),
        Column("formula", String, nullable=False),
        PrimaryKeyConstraint("n"),
        UniqueConstraint("id"),
    )
    for name in ("addressee_kind", "decision", "conditions"):
        op.add_column("signal_note", Column(name, String, nullable=False, server_default=""))
    for name in ("delivered_on", "decided_on"):
        op.add_column("signal_note", Column(name, String, nullable=True, server_default=""))
    op.add_column("feedback", Column("due", String, nullable=True, server_default=""))
    op.add_column("feedback", Column("waived", String, nullable=False, server_default=""))
