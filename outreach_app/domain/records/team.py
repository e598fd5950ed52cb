"""The team itself, its people and the terms it added."""

import datetime
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class Team(Record):
    """The team's own settings; its id is the team's id."""

    __tablename__ = "team"
    singular, plural, slug = N_("Team"), N_("Teams"), "teams"
    named_by: ClassVar[str] = "name"

    name: Mapped[str] = field(N_("Name"), required=True, in_table=True, in_note=True)
    language: Mapped[str] = field(
        N_("Language of notes"), term="language", hint=N_("Unless another is asked for"), default="nl"
    )
    municipality: Mapped[str] = field(N_("Municipality"), in_table=True, in_note=True, default="")
    service: Mapped[str] = field(
        N_("Submitting service"),
        hint=N_("Through which a note reaches the college"),
        in_note=True,
        default="",
    )
    contact: Mapped[str] = field(
        N_("Contact for readers"), hint=N_("Work details only; printed on notes"), in_note=True, default=""
    )
    organisation: Mapped[str] = field(
        N_("Organisation"), hint=N_("At the head of every page; else the team"), in_note=True, default=""
    )
    sender: Mapped[str] = field(
        N_("Sender block"),
        hint=N_("Address, telephone, website: at the head of the first page, one per line"),
        multiline=True,
        in_note=True,
        default="",
    )
    colour: Mapped[str] = field(
        N_("Colour of the house style"), hint=N_("Such as #11695c"), in_note=True, default=""
    )
    logo: Mapped[dict[str, Any]] = field(
        N_("Logo"), in_note=True, by_move=True, low_stakes=True, default_factory=dict
    )
    confidentiality: Mapped[str] = field(
        N_("Duty of confidentiality"),
        hint=N_("How your team names its duty of discretion or secrecy"),
        default="",
    )
    keep_local_notes: Mapped[int] = field(
        N_("Keep notes of one laptop"), hint=N_("Months; then that laptop asks"), default=6
    )
    keep_encounters: Mapped[int] = field(
        N_("Keep encounters"), hint=N_("Months; then monthly counts are left"), default=24
    )
    keep_contacts: Mapped[int] = field(
        N_("Keep contact persons"), hint=N_("Months after they were last confirmed"), default=24
    )
    keep_signals: Mapped[int] = field(
        N_("Keep signals, notes and agreements"),
        hint=N_("Months after their last change: a legislature and a year"),
        default=84,
    )
    norm_exchanges: Mapped[int] = field(N_("Exchanges of a region a year, at least"), default=4)
    norm_joint_services: Mapped[int] = field(N_("Joint services of a region a year, at least"), default=1)
    norm_leads: Mapped[int] = field(N_("Leads of a region, at most"), hint=N_("And one at least"), default=2)
    norm_towns_least: Mapped[int] = field(N_("Municipalities of a region, at least"), default=5)
    norm_towns_most: Mapped[int] = field(N_("Municipalities of a region, at most"), default=15)
    norm_feedback_months: Mapped[int] = field(N_("Months until everybody heard a decision, at most"), default=3)
    weights: Mapped[dict[str, int]] = field(
        N_("Weights"),
        hint=N_("How heavily each counts when areas are ranked; all alike where none is given"),
        term="weighing",
        default_factory=dict,
    )
    hidden_entry_fields: Mapped[list[str]] = field(
        N_("Hidden in round entry"),
        hint=N_("Fields that the team does without"),
        term="entry_field",
        default_factory=list,
    )


class Worker(Record):
    """A colleague, with or without a laptop of their own."""

    __tablename__ = "worker"
    singular, plural, slug = N_("Worker"), N_("Workers"), "workers"
    named_by: ClassVar[str] = "name"

    name: Mapped[str] = field(N_("Name"), required=True, in_table=True)
    devices: Mapped[list[str]] = field(N_("Laptops"), hint=N_("Fingerprints"), by_move=True, default_factory=list)
    left_on: Mapped[datetime.date | None] = field(N_("Left on"), in_table=True, default=None)


class Term(Record):
    """A word the team added to a vocabulary, or relabelled, or retired."""

    __tablename__ = "term"
    singular, plural, slug = N_("Term"), N_("Terms"), "terms"
    named_by: ClassVar[str] = "code"

    vocabulary: Mapped[str] = field(N_("Vocabulary"), term="vocabulary", required=True, in_table=True)
    code: Mapped[str] = field(
        N_("Code"), required=True, in_table=True, hint=N_("Short and stable: never changes later")
    )
    nl: Mapped[str] = field(N_("Label in Dutch"), in_table=True, default="")
    en: Mapped[str] = field(N_("Label in English"), default="")
    fr: Mapped[str] = field(N_("Label in French"), default="")
    sensitive: Mapped[bool] = field(
        N_("Sensitive"), hint=N_("Figures need 10 contacts instead of 5"), in_table=True, default=False
    )
    retired: Mapped[bool] = field(N_("No longer offered"), in_table=True, default=False)


class NoteSection(Record):
    """What the team made of one section of a note's template; what is empty stays as it is built in."""

    __tablename__ = "note_section"
    singular, plural, slug = N_("Section of a template"), N_("Note templates"), "note-sections"
    named_by: ClassVar[str] = "section"
    in_team_only: ClassVar[bool] = True

    template: Mapped[str] = field(N_("Template"), term="note_template", required=True, in_table=True)
    section: Mapped[str] = field(N_("Section"), term="note_section", required=True, in_table=True)
    position: Mapped[int] = field(N_("Place"), hint=N_("0: as it is built in"), in_table=True, default=0)
    left_out: Mapped[bool] = field(N_("Left out"), in_table=True, default=False)
    title: Mapped[str] = field(N_("Heading"), in_table=True, default="")
    words: Mapped[int] = field(N_("Words at most"), hint=N_("0: as it is built in"), default=0)
    standing: Mapped[str] = field(
        N_("Standing text"), hint=N_("Always opens this section"), multiline=True, default=""
    )


class Export(Record):
    """One time that data left encryption: what for, for whom, how much, by whom."""

    __tablename__ = "export"
    singular, plural, slug = N_("Export"), N_("Exports"), "exports"
    register: ClassVar[bool] = True
    in_team_only: ClassVar[bool] = True
    named_by: ClassVar[str] = "recipient"

    date: Mapped[datetime.date | None] = field(N_("Date"), by_move=True, in_table=True, default=None)
    kind: Mapped[str] = field(N_("Kind"), term="export_kind", by_move=True, in_table=True, default="pdf")
    recipient: Mapped[str] = field(N_("For whom"), by_move=True, in_table=True, default="")
    count: Mapped[int] = field(N_("Records"), by_move=True, in_table=True, default=0)
    worker: Mapped[Id | None] = field(N_("By"), to="worker", by_move=True, in_table=True, default=None)


__all__ = ["Export", "Id", "NoteSection", "Team", "Term", "Worker"]
