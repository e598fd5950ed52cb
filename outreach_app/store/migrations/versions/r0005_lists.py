"""Encounters are counted and sorted by size without reading them all."""

from alembic import op
from sqlalchemy import text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_index("ix_encounter_size", "encounter", ["group_size"])
    op.create_index("ix_encounter_binned", "encounter", ["visit"], sqlite_where=text("deleted = 1"))
