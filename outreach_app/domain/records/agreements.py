"""Who does what by when: what came of a decision or of a talk."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class Agreement(Record):
    """Something that an organisation promised to do. Whether it is overdue is computed."""

    __tablename__ = "agreement"
    singular, plural, slug = N_("Agreement"), N_("Agreements"), "agreements"
    named_by: ClassVar[str] = "text"

    text: Mapped[str] = field(
        N_("What is agreed"), hint=N_("One thing, without persons"), required=True, multiline=True, in_table=True
    )
    organisation: Mapped[Id | None] = field(
        N_("Who does it"), hint=N_("An organisation, not a person"), to="organisation", in_table=True, default=None
    )
    due: Mapped[date | None] = field(N_("By when"), in_table=True, ahead=True, default=None)
    state: Mapped[str] = field(N_("State"), term="agreement_state", in_table=True, by_move=True, default="open")
    done_on: Mapped[date | None] = field(N_("Done on"), by_move=True, low_stakes=True, default=None)
    signal: Mapped[Id | None] = field(N_("Signal"), to="signal", in_table=True, default=None)
    signal_note: Mapped[Id | None] = field(
        N_("Signal note"), hint=N_("The decision it comes from"), to="signal_note", default=None
    )
    meeting: Mapped[Id | None] = field(N_("Meeting"), hint=N_("Where it was made"), to="meeting", default=None)
    agenda_item: Mapped[Id | None] = field(N_("Agenda item"), to="agenda_item", by_move=True, default=None)
    principles: Mapped[list[str]] = field(
        N_("Principles"), hint=N_("Of the charter"), term="principle", default_factory=list
    )
    reason: Mapped[str] = field(N_("Reason of the last move"), by_move=True, default="")
