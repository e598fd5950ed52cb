"""Consultations, who sits there, working groups, meetings, agendas and minutes; an agreement knows its meeting."""

from collections.abc import Iterator

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

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    _consultations()
    _memberships()
    _working_groups()
    _meetings()
    _agenda_items()
    _minutes()
    op.execute("ALTER TABLE agreement ADD COLUMN meeting BLOB REFERENCES meeting (id)")
    op.execute("ALTER TABLE agreement ADD COLUMN agenda_item BLOB REFERENCES agenda_item (id)")


def _of_every_record() -> Iterator[Column[object]]:
    yield Column("n", Integer, nullable=False)
    yield Column("id", BLOB, nullable=False)
    yield Column("stamp", Integer, nullable=False)
    yield Column("author", Integer, nullable=False)
    yield Column("team", BLOB, nullable=True)
    yield Column("deleted", Boolean, nullable=False)
    yield Column("revision", Integer, nullable=False)


def _consultations() -> None:
    op.create_table(
        "consultation",
        *_of_every_record(),
        Column("name", String, nullable=False),
        Column("functions", String, nullable=False),
        Column("level", String, nullable=False),
        Column("themes", String, nullable=False),
        Column("area", BLOB, nullable=True),
        Column("chair", BLOB, nullable=True),
        Column("lead", BLOB, nullable=True),
        Column("external_lead", BLOB, nullable=True),
        Column("sponsor", BLOB, nullable=True),
        Column("place", String, nullable=False),
        Column("standing_items", String, nullable=False),
        Column("min_per_year", Integer, nullable=False),
        Column("alderman_min", Integer, nullable=False),
        Column("vision", String, nullable=False),
        Column("verdict", String, nullable=False),
        Column("verdict_reasons", String, nullable=False),
        Column("merge_with", BLOB, nullable=True),
        Column("ended", String, nullable=True),
        PrimaryKeyConstraint("n"),
        UniqueConstraint("id"),
        ForeignKeyConstraint(["area"], ["area.id"]),
        ForeignKeyConstraint(["chair"], ["contact_person.id"]),
        ForeignKeyConstraint(["lead"], ["contact_person.id"]),
        ForeignKeyConstraint(["external_lead"], ["contact_person.id"]),
        ForeignKeyConstraint(["sponsor"], ["contact_person.id"]),
        ForeignKeyConstraint(["merge_with"], ["consultation.id"]),
    )


def _memberships() -> None:
    op.create_table(
        "membership",
        *_of_every_record(),
        Column("consultation", BLOB, nullable=False),
        Column("organisation", BLOB, nullable=False),
        Column("theme", String, nullable=False),
        Column("delegate", BLOB, nullable=True),
        Column("own_request", Boolean, nullable=False),
        Column("since", String, nullable=True),
        Column("until", String, nullable=True),
        Column("remarks", String, nullable=False),
        PrimaryKeyConstraint("n"),
        UniqueConstraint("id"),
        ForeignKeyConstraint(["consultation"], ["consultation.id"]),
        ForeignKeyConstraint(["organisation"], ["organisation.id"]),
        ForeignKeyConstraint(["delegate"], ["contact_person.id"]),
    )


def _working_groups() -> None:
    op.create_table(
        "working_group",
        *_of_every_record(),
        Column("name", String, nullable=False),
        Column("assignment", String, nullable=False),
        Column("consultation", BLOB, nullable=True),
        Column("core", String, nullable=False),
        Column("extra", String, nullable=False),
        Column("start", String, nullable=True),
        Column("ends", String, nullable=True),
        Column("state", String, nullable=False),
        Column("result", String, nullable=False),
        PrimaryKeyConstraint("n"),
        UniqueConstraint("id"),
        ForeignKeyConstraint(["consultation"], ["consultation.id"]),
    )


def _meetings() -> None:
    op.create_table(
        "meeting",
        *_of_every_record(),
        Column("consultation", BLOB, nullable=False),
        Column("title", String, nullable=False),
        Column("date", String, nullable=False),
        Column("start", String, nullable=False),
        Column("end", String, nullable=False),
        Column("place", String, nullable=False),
        Column("state", String, nullable=False),
        Column("alderman", Boolean, nullable=False),
        Column("preparation", String, nullable=False),
        Column("attendees", String, nullable=False),
        Column("workers", String, nullable=False),
        Column("fixed_on", String, nullable=True),
        Column("recipients", String, nullable=False),
        Column("reason", String, nullable=False),
        PrimaryKeyConstraint("n"),
        UniqueConstraint("id"),
        ForeignKeyConstraint(["consultation"], ["consultation.id"]),
    )


def _agenda_items() -> None:
    op.create_table(
        "agenda_item",
        *_of_every_record(),
        Column("meeting", BLOB, nullable=False),
        Column("text", String, nullable=False),
        Column("origin", String, nullable=False),
        Column("purpose", String, nullable=False),
        Column("position", Integer, nullable=False),
        Column("explanation", String, nullable=False),
        Column("signal", BLOB, nullable=True),
        Column("agreement", BLOB, nullable=True),
        Column("feedback", BLOB, nullable=True),
        Column("lacking", String, nullable=False),
        Column("prepared_jointly", Boolean, nullable=False),
        Column("late", String, nullable=False),
        PrimaryKeyConstraint("n"),
        UniqueConstraint("id"),
        ForeignKeyConstraint(["meeting"], ["meeting.id"]),
        ForeignKeyConstraint(["signal"], ["signal.id"]),
        ForeignKeyConstraint(["agreement"], ["agreement.id"]),
        ForeignKeyConstraint(["feedback"], ["feedback.id"]),
    )


def _minutes() -> None:
    op.create_table(
        "minute",
        *_of_every_record(),
        Column("meeting", BLOB, nullable=False),
        Column("item", BLOB, nullable=True),
        Column("outcome", String, nullable=False),
        Column("text", String, nullable=False),
        PrimaryKeyConstraint("n"),
        UniqueConstraint("id"),
        ForeignKeyConstraint(["meeting"], ["meeting.id"]),
        ForeignKeyConstraint(["item"], ["agenda_item.id"]),
    )
