"""What registering costs: how long rounds took to type in here, and the fields a team does without."""

from alembic import op
from sqlalchemy import BLOB, Column, Integer, PrimaryKeyConstraint, String

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "entry_time",
        Column("id", BLOB, nullable=False),
        Column("on", String, nullable=False),
        Column("seconds", Integer, nullable=False),
        PrimaryKeyConstraint("id"),
    )
    op.add_column("team", Column("hidden_entry_fields", String, nullable=False, server_default="[]"))
