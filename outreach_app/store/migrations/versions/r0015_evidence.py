"""Where own registration is counted, and the hash of what was frozen of it."""

from alembic import op
from sqlalchemy import Column, String

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("evidence", Column("areas", String, nullable=False, server_default="[]"))
    op.add_column("evidence", Column("hash", String, nullable=False, server_default=""))
