"""The team's letterhead, and to whom a note goes."""

from alembic import op
from sqlalchemy import Column, String

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    for name in ("organisation", "sender", "colour"):
        op.add_column("team", Column(name, String, nullable=False, server_default=""))
    op.add_column("team", Column("logo", String, nullable=False, server_default="{}"))
    op.add_column("signal_note", Column("distribution", String, nullable=False, server_default=""))
