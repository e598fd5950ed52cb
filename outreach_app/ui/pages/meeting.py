"""One meeting: its agenda as it grows, and what comes of each item, typed while people talk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.records import (
    AgendaItem,
    Agreement,
    Consultation,
    Feedback,
    Meeting,
    Membership,
    Minute,
    Organisation,
    Record,
    Signal,
)
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, day, ngettext
from outreach_app.store import agenda, minutes
from outreach_app.store.minutes import Sitting, sitting
from outreach_app.store.undoing import watched
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.record import RecordDialog
from outreach_app.ui.locking.typed import type_again
from outreach_app.ui.pages.page import Page
from outreach_app.ui.tables import going_out
from outreach_app.ui.tables.item_card import Deeds, ItemCard
from outreach_app.ui.tables.meeting_side import MeetingSide
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button, IconButton
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.ui.widgets.marks import StatePill
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.rest import Rest
from outreach_app.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SIDE_WIDTH, REST_MS = 330, 300
_WATCHED: set[type[Record]] = {
    Meeting,
    AgendaItem,
    Minute,
    Agreement,
    Consultation,
    Membership,
    Organisation,
    Signal,
    Feedback,
}


class MeetingPage(Page):
    """`team` is whose paper it is."""

    def __init__(self, desk: Desk, team: str) -> None:
        super().__init__(desk, _("Meeting"))
        self.sitting: Sitting | None = None
        self.cards: dict[Id, ItemCard] = {}
        self._team, self._meeting = team, Id("")
        self._brought: Mapping[str, Any] = {}
        self._pill = StatePill()
        back = IconButton("arrow-left", _("All meetings"), self._back)
        self.edit = IconButton("pencil", _("Edit"), self._edit)
        self.on_paper = Button(_("On paper …"), "secondary", "printer", self._offer)
        self.build = Button(_("Build the agenda"), "primary", "sparkles", self._build)
        for action in (self._pill, back, self.edit, self.on_paper, self.build):
            self.add_action(action)
        self.side = MeetingSide(desk, self._ticked)
        self.side.setFixedWidth(theme().px(SIDE_WIDTH))
        self._closed = Text("", "body", "text2", wraps=True)
        self._list = column(gap=Space.M)
        self.more = TextLine(_("Another item"), _("Another item? Enter puts it on the agenda."))
        self.more.returnPressed.connect(self._add)
        words = _("Nothing is on the agenda yet. Build it from what is late, ripe, owed and standing.")
        build = None if desk.readonly else (_("Build the agenda"), self._build)
        self._empty = EmptyState("calendar", words, action=build)
        nowhere = _("A meeting is opened from the list of meetings.")
        self._none = EmptyState("calendar", nowhere, action=(_("All meetings"), self._back))
        inner = QWidget()
        inner.setLayout(column(self._closed, self._list, self._empty, self.more, None, gap=Space.M))
        whole = row(gap=Space.L)
        whole.addWidget(Scroll(inner), 1)
        whole.addWidget(self.side)
        filled = QWidget()
        filled.setLayout(whole)
        self._stack = QStackedWidget()
        for part in (self._none, filled):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        for part in (self._pill, self.edit, self.on_paper, self.build):
            part.hide()
        self._soon = Rest(self, REST_MS, self.reload)
        desk.background.records_changed.connect(self._heard)

    def arrive(self, target: str = "") -> None:
        super().arrive(target)
        if target and target != self._meeting:
            self.save()
            self._meeting, self.sitting = Id(target), None
            self._clear()
        self.reload()

    def leave(self, go_on: Callable[[], None]) -> None:
        """Nothing to ask: minutes keep themselves."""
        self.save()
        go_on()

    def put_away(self) -> None:
        self.save()

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        self._brought = kept
        self._take_up()

    def save(self) -> None:
        for card in self.cards.values():
            card.save()

    def reload(self) -> None:
        id, actor, today = self._meeting, self.desk.actor, self.desk.today()
        if not id:
            return

        def read(session: Session) -> Sitting:
            return sitting(session, id, actor, today)

        self.desk.background.read(read, owner=self, done=self._show)

    def _heard(self, written: set[type[Record]]) -> None:
        if _WATCHED & written:
            self._soon.start()

    def _show(self, found: Sitting) -> None:
        if found.meeting.id != self._meeting:
            return
        self.sitting = found
        self._stack.setCurrentIndex(1)
        self.on_paper.show()
        meeting = found.meeting
        hours = "–".join(part for part in (meeting.start, meeting.end) if part)
        when = ", ".join(part for part in (day(meeting.date, "EEEE d MMMM y"), hours) if part)
        alderman = _("with the alderman") if meeting.alderman else ""
        self.set_title(meeting.title, " · ".join(part for part in (when, meeting.place, alderman) if part))
        self._pill.show_state(meeting.state, found.terms.label("meeting_state", meeting.state))
        self._offer_building(found)
        self.edit.setVisible(not self.desk.readonly)
        self.more.setVisible(not self.desk.readonly and meeting.state != "minutes_sent")
        closed = _("The minutes are for those who were there and for coordinators.")
        self._closed.setText(closed)
        self._closed.setVisible(not found.readable and self._talks(found))
        self._empty.setVisible(not found.lines)
        self._show_cards(found)
        self.side.show_sitting(found)
        self._take_up()

    def _show_cards(self, found: Sitting) -> None:
        """Those that are there stay, so that nobody loses what is being typed."""
        writes = found.readable and self._talks(found) and not self.desk.readonly
        order = [line.item.id for line in found.lines]
        if order != list(self.cards) or any(card.writes != writes for card in self.cards.values()):
            self.save()
            self._clear()
            fixed = found.meeting.state != "planned"
            for line in found.lines:
                card = ItemCard(line, found.terms, self._deeds(), writes=writes, fixed=fixed)
                self.cards[line.item.id] = card
                self._list.addWidget(card)
        for n, line in enumerate(found.lines, 1):
            self.cards[line.item.id].show_line(
                n, line, found.organisations, max(self.desk.today(), found.meeting.date)
            )

    def _talks(self, found: Sitting) -> bool:
        """Whether it is the day, or that is over."""
        return found.meeting.date <= self.desk.today() or found.meeting.state in ("held", "minutes_sent")

    def _offer_building(self, found: Sitting) -> None:
        n = len(found.missing)
        self.build.setVisible(bool(n) and not self.desk.readonly)
        self.build.set_text(ngettext("Put {n} item on the agenda", "Put {n} items on the agenda", n))
        self.build.setToolTip("\n".join(one.text for one in found.missing))

    def _take_up(self) -> None:
        if self._brought and self.sitting is not None:
            kept, self._brought = self._brought, {}
            type_again(self, kept)

    def _clear(self) -> None:
        for card in self.cards.values():
            card.hide()
            self._list.removeWidget(card)
            card.deleteLater()
        self.cards = {}

    def _deeds(self) -> Deeds:
        today, actor = self.desk.today(), self.desk.actor
        return Deeds(
            note=lambda id, outcome, said: self._do(
                lambda session: minutes.note(session, id, outcome, said, actor, today)
            ),
            agree=self._agree,
            edit=lambda id: RecordDialog(AgendaItem, self.desk, self.window(), id=id, fixed=self._tie()).open(),
            move=lambda id, by: self._do(lambda session: agenda.move(session, id, by)),
            drop=lambda id: self._do(lambda session: agenda.drop(session, id), _("“{name}” is off the agenda.")),
            open_agreement=lambda id: self.desk.go("agreements", id),
        )

    def _agree(
        self, id: Id, line: str, then: Callable[[], object], refused: Callable[[OutreachError], object]
    ) -> None:
        desk = self.desk
        actor, today = desk.actor, desk.today()

        def done(written: Any) -> None:
            then()
            desk.did(_("The agreement is kept."), written[1])

        desk.background.run(
            lambda session: watched(session, lambda s: minutes.agree(s, id, line, actor, today)),
            owner=self,
            done=done,
            failed=refused,
        )

    def _do(self, work: Callable[[Session], Record], told: str = "") -> None:
        desk = self.desk

        def done(written: Any) -> None:
            if told:
                desk.did(told.format(name=written[0].caption), written[1])

        desk.background.run(
            lambda session: watched(session, work), owner=self, done=done, failed=self.messages.say_error
        )

    def _ticked(self, field: str, code: str, on: bool) -> None:
        id = self._meeting
        if field == "preparation":
            self._do(lambda session: minutes.prepare(session, id, code, done=on))
        else:
            self._do(lambda session: minutes.attend(session, id, field, Id(code), there=on))

    def _build(self) -> None:
        desk, id = self.desk, self._meeting
        today = desk.today()

        def done(written: Any) -> None:
            made, change = written
            desk.did(
                ngettext("{n} item is put on the agenda.", "{n} items are put on the agenda.", len(made)), change
            )

        desk.background.run(
            lambda session: watched(session, lambda s: agenda.build(s, id, today)),
            owner=self,
            done=done,
            failed=desk.refuse,
            busy=self.build,
        )

    def _add(self) -> None:
        text, id = self.more.text().strip(), self._meeting
        if not text:
            return
        actor, today = self.desk.actor, self.desk.today()
        self.more.clear()
        self._do(lambda session: minutes.add_item(session, id, text, actor, today))

    def _edit(self) -> None:
        RecordDialog(Meeting, self.desk, self.window(), id=self._meeting, fixed={}).open()

    def _back(self) -> None:
        self.desk.go("consultations", "meetings")

    def _tie(self) -> dict[str, str]:
        return {"meeting": self._meeting}

    def _offer(self) -> None:
        self.save()
        if self.sitting is not None:
            going_out.offer(self.desk, self, self.on_paper, self.sitting, self._team)
