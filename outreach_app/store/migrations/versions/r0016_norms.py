"""Norms that a team may set otherwise."""

from alembic import op
from sqlalchemy import Column, Integer

revision = "0016"
down_revision = "0015"
_NORMS = {
    "exchanges": 4,
    "joint_services": 1,
    "leads": 2,
    "towns_least": 5,
    "towns_most": 15,
    "feedback_months": 3,
}


def upgrade() -> None:
    for name, number in _NORMS.items():
        op.add_column("team", Column(f"norm_{name}", Integer, nullable=False, server_default=str(number)))
