"""What a signal lacked when it was called ripe, and which one it was copied from."""

from alembic import op
from sqlalchemy import Column, String

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("signal", Column("overridden", String, nullable=False, server_default="[]"))
    op.add_column("signal", Column("override_reason", String, nullable=False, server_default=""))
    op.execute("ALTER TABLE signal ADD COLUMN copied_from BLOB REFERENCES signal (id)")
