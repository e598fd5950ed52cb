"""What a team makes of the templates of its notes."""

from alembic import op
from sqlalchemy import BLOB, Boolean, Column, Integer, PrimaryKeyConstraint, String, UniqueConstraint

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "note_section",
        Column("n", Integer, nullable=False),
        Column("id", BLOB, nullable=False),
        Column("stamp", Integer, nullable=False),
        Column("author", Integer, nullable=False),
        Column("team", BLOB, nullable=True),
        Column("deleted", Boolean, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("template", String, nullable=False),
        Column("section", String, nullable=False),
        Column("position", Integer, nullable=False),
        Column("left_out", Boolean, nullable=False),
        Column("title", String, nullable=False),
        Column("words", Integer, nullable=False),
        Column("standing", String, nullable=False),
        PrimaryKeyConstraint("n"),
        UniqueConstraint("id"),
    )
