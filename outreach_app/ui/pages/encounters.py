"""Encounters: what was heard on the rounds, one by one, newest first."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from outreach_app.domain.behind import Behind
from outreach_app.domain.fields import Id
from outreach_app.domain.paging import Start
from outreach_app.domain.records import Encounter, Need, Record, Round, Spot, Visit
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, number
from outreach_app.store.encounter_lists import (
    EncounterLine,
    encounter_ids,
    encounters_counted,
    encounters_listed,
    round_of,
)
from outreach_app.store.encounter_questions import Wanted
from outreach_app.store.listing import vocabularies
from outreach_app.ui.behind import OF_ROUNDS
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.records import Invitation, RecordList
from outreach_app.ui.record_pane import RecordPane
from outreach_app.ui.record_table import model_of, short_day, term_mark
from outreach_app.ui.widgets.paged_table import Asked, Cell, Chunk, Column, Row
from outreach_app.ui.widgets.paged_table import Mark as CellMark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def columns() -> list[Column]:
    return [
        Column("date", _("Date"), True, 3, strong=True),
        Column("spot", _("Spot"), True, 5),
        Column("contacts", _("Contacts"), True, 3, right=True),
        Column("domains", _("About what"), False, 5),
        Column("needs", _("Needs"), False, 5),
        Column("workers", _("With"), True, 2),
    ]


def read_encounters(session: "Session", asked: Asked, start: Start, limit: int) -> Chunk:
    """A page of encounters, found by spot, area, colleague, need or a note's words."""
    lines = encounters_listed(session, start, _wanted(asked), limit=limit)
    terms = vocabularies(session)
    return Chunk([_row(line, terms) for line in lines])


def count_encounters(session: "Session", asked: Asked) -> int:
    return encounters_counted(session, _wanted(asked))


def ids_of_encounters(session: "Session", asked: Asked) -> list[Id]:
    return encounter_ids(session, _wanted(asked))


def _wanted(asked: Asked) -> Wanted:
    ascending = bool(asked.sort) and not asked.descending
    return Wanted(Behind.of(asked.conditions), asked.text, asked.outside, asked.sort, ascending)


def _row(line: EncounterLine, terms: Vocabularies) -> Row:
    domains = ", ".join(terms.label("domain", code) for code in line.domains)
    return Row(
        line.id,
        (
            Cell(short_day(line.date), outside=line.date),
            Cell(line.place, outside=line.told),
            Cell(number(line.contacts), outside=line.contacts),
            Cell(domains, tuple(term_mark("domain", code, terms) for code in line.domains)),
            Cell(", ".join(line.needs)),
            Cell(", ".join(line.workers), tuple(CellMark(name, "violet", initials=True) for name in line.workers)),
        ),
        line.key,
    )


class EncounterPane(RecordPane):
    """An encounter to read; correcting it happens in its round."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Encounter, desk, hidden=("visit", "group_size"))

    def caption(self, record: Record) -> str:
        assert isinstance(record, Encounter)
        place = self.sheet.names.get(record.visit, "") if self.sheet else ""
        return place or _("Encounter")

    def edit(self) -> None:
        if not self.id or self.desk.readonly:
            return
        id = self.id

        def ask(session: "Session") -> Id | None:
            return round_of(session, id)

        def go(round: Id | None) -> None:
            if round:
                self.desk.go("round", round)

        self.desk.background.read(ask, owner=self, done=go)

    def new(self, values: Mapping[str, Any] | None = None) -> None:
        self.desk.go("round", "")


class EncounterList(RecordList):
    def __init__(self, desk: Desk, invitation: Invitation) -> None:
        model = model_of(columns(), desk.background, self, read_encounters, count_encounters, ids_of_encounters)
        model.newest = "date"
        also = (Round, Visit, Spot, Need)
        super().__init__(
            desk, Encounter, invitation, model=model, pane=EncounterPane(desk), also=also, narrowing=OF_ROUNDS
        )
