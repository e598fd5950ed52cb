"""Rounds: what was done, newest first, and what happened at each spot."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from outreach_app.domain.behind import Behind
from outreach_app.domain.drafts import EncounterDraft, RoundDraft, VisitDraft
from outreach_app.domain.fields import Id
from outreach_app.domain.filters import View
from outreach_app.domain.paging import Start
from outreach_app.domain.records import Activity, Encounter, Need, Record, Round, Spot, Visit
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day, ngettext, number
from outreach_app.store.listing import vocabularies
from outreach_app.store.round_lists import RoundLine, round_ids, rounds_counted, rounds_listed
from outreach_app.store.round_questions import WantedRounds
from outreach_app.store.rounds import load_round
from outreach_app.store.sheets import Sheet
from outreach_app.ui.behind import OF_ROUNDS
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.encounters import EncounterList
from outreach_app.ui.pages.records import Invitation, RecordList
from outreach_app.ui.pages.tabbed import Tab, TabbedPage
from outreach_app.ui.record_pane import RecordPane
from outreach_app.ui.record_table import model_of, short_day, term_mark
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.marks import Badge, Mark
from outreach_app.ui.widgets.paged_table import Asked, Cell, Chunk, Column, Row
from outreach_app.ui.widgets.paged_table import Mark as CellMark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def columns() -> list[Column]:
    return [
        Column("date", _("Date"), True, 3, strong=True),
        Column("spots", _("Spots"), True, 6),
        Column("contacts", _("Contacts"), True, 3, right=True),
        Column("domains", _("About what"), False, 5),
        Column("workers", _("With"), True, 2),
    ]


def read_rounds(session: "Session", asked: Asked, start: Start, limit: int) -> Chunk:
    """A page of rounds, found by spot, area, colleague, need or a note's words."""
    lines = rounds_listed(session, start, _wanted(asked), limit=limit)
    terms = vocabularies(session)
    return Chunk([_row(line, terms) for line in lines])


def count_rounds(session: "Session", asked: Asked) -> int:
    return rounds_counted(session, _wanted(asked))


def ids_of_rounds(session: "Session", asked: Asked) -> list[Id]:
    return round_ids(session, _wanted(asked))


def _wanted(asked: Asked) -> WantedRounds:
    ascending = bool(asked.sort) and not asked.descending
    return WantedRounds(Behind.of(asked.conditions), asked.text, asked.outside, asked.sort, ascending)


def _row(line: RoundLine, terms: Vocabularies) -> Row:
    domains = ", ".join(terms.label("domain", code) for code in line.domains)
    return Row(
        line.id,
        (
            Cell(short_day(line.date), outside=line.date),
            Cell(", ".join(line.spots), outside=", ".join(line.told)),
            Cell(number(line.contacts), tone="text" if line.contacts else "text3", outside=line.contacts),
            Cell(domains, tuple(term_mark("domain", code, terms) for code in line.domains)),
            Cell(", ".join(line.workers), tuple(CellMark(name, "violet", initials=True) for name in line.workers)),
        ),
        line.key,
    )


class RoundPane(RecordPane):
    """A round to read; correcting it happens in round entry."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Round, desk, extras=lambda sheet: [RoundStory(desk, sheet)], hidden=("date",))

    def caption(self, record: Record) -> str:
        assert isinstance(record, Round)
        words = day(record.date, "EEEE d MMMM y")
        return words[:1].upper() + words[1:]

    def named(self, record: Record) -> str:
        assert isinstance(record, Round)
        return _("Round of {day}").format(day=day(record.date, "d MMMM"))

    def edit(self) -> None:
        if self.id and not self.desk.readonly:
            self.desk.go("round", self.id)

    def new(self, values: Mapping[str, Any] | None = None) -> None:
        self.desk.go("round", "")


class RoundStory(QWidget):
    """What happened at each spot, in the order of the round."""

    def __init__(self, desk: Desk, sheet: Sheet) -> None:
        super().__init__()
        self._terms = sheet.terms
        self._body = column(gap=18)
        self.setLayout(self._body)
        id = sheet.record.id
        desk.background.read(lambda session: load_round(session, id), owner=self, done=self._tell)

    def _tell(self, draft: RoundDraft) -> None:
        for visit in draft.visits:
            self._body.addWidget(self._visit(visit))

    def _visit(self, visit: VisitDraft) -> QWidget:
        place = (
            visit.spot.name if visit.spot else visit.area.name if visit.area else _("A spot that is not shared")
        )
        head = row(Mark("map-pin", "primary_text", 16), gap=8)
        head.addWidget(Text(place, "strong", wraps=True), 1)
        if visit.start:
            head.addWidget(Text(visit.start, "small", "text3"))
        body = column(head, gap=8)
        if visit.no_contact or not visit.encounters:
            body.addLayout(column(Text(_("Nobody there"), "small", "text2"), margins=(24, 0, 0, 0)))
        for encounter in visit.encounters:
            body.addLayout(column(*self._encounter(encounter), gap=5, margins=(24, 0, 0, 0)))
        whole = QWidget()
        whole.setLayout(body)
        return whole

    def _encounter(self, encounter: EncounterDraft) -> list[QWidget]:
        terms = self._terms
        said = [
            ngettext("{n} contact", "{n} contacts", encounter.heads),
            terms.label("who", encounter.who),
            terms.label("result", encounter.result) if encounter.result not in ("", "none") else "",
        ]
        parts: list[QWidget] = [Text(" · ".join(part for part in said if part), "label", wraps=True)]
        if encounter.domains:
            marks = QWidget()
            shown = (term_mark("domain", code, terms) for code in encounter.domains)
            marks.setLayout(Flow(*(Badge(mark.text, "plain", mark.icon) for mark in shown), gap=5))
            parts.append(marks)
        parts += [Text(need.name, "small", "violet", wraps=True) for need in encounter.needs]
        if encounter.local_note:
            parts.append(Text(encounter.local_note, "small", "text2", wraps=True))
        return parts


class RoundList(RecordList):
    def __init__(self, desk: Desk, invitation: Invitation) -> None:
        model = model_of(columns(), desk.background, self, read_rounds, count_rounds, ids_of_rounds)
        model.newest = "date"
        super().__init__(
            desk,
            Round,
            invitation,
            model=model,
            pane=RoundPane(desk),
            also=(Visit, Encounter, Spot, Need),
            narrowing=OF_ROUNDS,
        )

    def show_behind(self, behind: Behind | None) -> None:
        """Only the rounds that a figure is made of; None shows all of them again."""
        self.pane.leave(lambda: self._show_behind(behind))

    def _show_behind(self, behind: Behind | None) -> None:
        self.pane.show_record("")
        self.show_view(View("", conditions=behind.conditions if behind else ()))


class RoundsPage(TabbedPage):
    """The rounds, and beside them the encounters in them."""

    def __init__(self, desk: Desk) -> None:
        rounds = Invitation("footprints", _("Your rounds appear here, the newest first."), _("New round"))
        met = Invitation("messages-square", _("What you heard on your rounds appears here."), _("New round"))
        done = Invitation(
            "sparkles",
            _("What you did with young people where they are stands here, and what it led to."),
            _("New activity"),
        )
        super().__init__(
            desk,
            _("Rounds"),
            [
                Tab(Round, "footprints", "", rounds, make=RoundList),
                Tab(Encounter, "messages-square", "", met, make=EncounterList),
                Tab(Activity, "sparkles", _("New activity"), done, "date"),
            ],
        )

    @property
    def rounds(self) -> RoundList:
        made = self._lists[Round.slug]
        assert isinstance(made, RoundList)
        return made

    def arrive(self, target: str = "") -> None:
        behind = Behind.read(target)
        if behind or target:
            self._open(Round.slug)
        super().arrive("" if behind else target)
        if behind or (self.rounds.filters.conditions and target):
            self.rounds.show_behind(behind)
