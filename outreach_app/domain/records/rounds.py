"""What happens on the street: a round, its visits, the encounters at each."""

import datetime
from typing import ClassVar

from sqlalchemy import Index, literal_column
from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class Round(Record):
    """One field outing, past one or more spots."""

    __tablename__ = "round"
    singular, plural, slug = N_("Round"), N_("Rounds"), "rounds"
    named_by: ClassVar[str] = "date"

    date: Mapped[datetime.date] = field(N_("Date"), required=True, in_table=True, index=True)
    start: Mapped[str] = field(N_("Start"), time=True, in_table=True, default="")
    end: Mapped[str] = field(N_("End"), time=True, in_table=True, default="")
    workers: Mapped[list[Id]] = field(N_("Workers"), to_many="worker", in_table=True, default_factory=list)


class Visit(Record):
    """A stop at a spot. A visit without contact is data too."""

    __tablename__ = "visit"
    singular, plural, slug = N_("Visit"), N_("Visits"), "visits"
    named_by: ClassVar[str] = "position"

    round: Mapped[Id] = field(
        N_("Round"),
        to="round",
        required=True,
        in_table=True,
        index=True,
    )
    position: Mapped[int] = field(N_("Order in the round"), in_table=True, low_stakes=True, default=0)
    area: Mapped[Id | None] = field(
        N_("Area"),
        to="area",
        in_table=True,
        default=None,
    )
    spot: Mapped[Id | None] = field(
        N_("Spot"),
        to="spot",
        in_table=True,
        default=None,
    )
    sensitive_spot: Mapped[Id | None] = field(
        N_("Sensitive spot, on this laptop only"),
        to="spot",
        local_only=True,
        default=None,
    )
    start: Mapped[str] = field(N_("Time"), time=True, in_table=True, default="")
    no_contact: Mapped[bool] = field(N_("Nobody there"), in_table=True, default=False)


class Encounter(Record):
    """One conversation moment with a person or a group, at a visit to a spot.

    A contact is a head counted in an encounter, never a unique person. `age_counts` may add up to less than
    `group_size`, never to more.
    """

    __tablename__ = "encounter"
    __table_args__ = (
        Index("ix_encounter_size", "group_size"),
        Index("ix_encounter_binned", "visit", sqlite_where=literal_column("deleted = 1")),
    )
    """Lists sort by size and count what is not in the bin; one on `deleted` itself would mislead other queries."""
    singular, plural, slug = N_("Encounter"), N_("Encounters"), "encounters"
    named_by: ClassVar[str] = "group_size"

    visit: Mapped[Id] = field(
        N_("Visit"),
        to="visit",
        required=True,
        in_table=True,
        index=True,
    )
    daypart: Mapped[str] = field(N_("Part of the day"), term="daypart", in_table=True, in_note=True, default="")
    who: Mapped[str] = field(N_("Who"), term="who", in_table=True, in_note=True, default="")
    group_size: Mapped[int] = field(
        N_("Group size"), hint=N_("Workers not counted"), in_table=True, in_note=True, default=1
    )
    age_counts: Mapped[dict[str, int]] = field(
        N_("Ages"), hint=N_("As far as known"), term="age", in_note=True, default_factory=dict
    )
    mix: Mapped[str] = field(N_("Mix"), term="mix", in_note=True, default="unknown")
    intensity: Mapped[str] = field(N_("Intensity"), term="intensity", in_table=True, default="")
    domains: Mapped[list[str]] = field(
        N_("Life domains"), term="domain", in_table=True, in_note=True, default_factory=list
    )
    needs: Mapped[list[Id]] = field(N_("Needs"), to_many="need", in_table=True, in_note=True, default_factory=list)
    result: Mapped[str] = field(N_("Result"), term="result", in_table=True, in_note=True, default="")
    local_note: Mapped[str] = field(
        N_("Note on this laptop only"),
        hint=N_("Never shared, not even with your team."),
        multiline=True,
        local_only=True,
        default="",
    )


class MonthCount(Record):
    """What is left of a month when its encounters are erased: one line of one table, by area and one attribute.

    Two laptops that do it at once make the same record: its id follows from what it counts.
    """

    __tablename__ = "month_count"
    singular, plural, slug = N_("Monthly count"), N_("Monthly counts"), "month-counts"
    register: ClassVar[bool] = True
    named_by: ClassVar[str] = "month"

    month: Mapped[datetime.date | None] = field(
        N_("Month"), hint=N_("Its first day"), by_move=True, in_table=True, default=None
    )
    area: Mapped[Id | None] = field(N_("Area"), to="area", by_move=True, in_table=True, default=None)
    axis: Mapped[str] = field(N_("Counted by"), by_move=True, in_table=True, default="")
    code: Mapped[str] = field(N_("Value"), by_move=True, in_table=True, default="")
    rounds: Mapped[int] = field(N_("Rounds"), by_move=True, low_stakes=True, in_table=True, default=0)
    shared: Mapped[int] = field(
        N_("Rounds counted more than once"),
        hint=N_("In this area and those that lie in it"),
        by_move=True,
        low_stakes=True,
        default=0,
    )
    encounters: Mapped[int] = field(N_("Encounters"), by_move=True, low_stakes=True, in_table=True, default=0)
    contacts: Mapped[int] = field(N_("Contacts"), by_move=True, low_stakes=True, in_table=True, default=0)
