"""Agreements: who does what by when, what is late first; and on paper, to bring along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from outreach_app.domain.agreements import Promise
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Agreement, Organisation, Signal, SignalNote
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, language
from outreach_app.notes.printing import Printed, print_agreements
from outreach_app.store.agreements import promises
from outreach_app.store.listing import vocabularies
from outreach_app.store.pressing import PRESSING
from outreach_app.store.sheets import Sheet
from outreach_app.ui.agreements import ICON, AgreementRows, lateness_badge, narrowing
from outreach_app.ui.desk import Desk
from outreach_app.ui.leaving.asking import ask_to_leave, note
from outreach_app.ui.leaving.outlet import Outlet, print_pdf, save_paper
from outreach_app.ui.moves import Moves
from outreach_app.ui.note.paper import Paper
from outreach_app.ui.pages.records import Invitation, RecordList
from outreach_app.ui.pages.single import RecordPage
from outreach_app.ui.record_table import model_of
from outreach_app.ui.widgets.basics import column, row
from outreach_app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class AgreementList(RecordList):
    def __init__(self, desk: Desk) -> None:
        invitation = Invitation(
            ICON, _("Who does what by when: agreements with services and partners stand here."), _("New agreement")
        )
        rows = AgreementRows(desk)
        super().__init__(
            desk,
            Agreement,
            invitation,
            model=model_of(rows.columns, desk.background, desk.background, rows.read, rows.count, rows.ids),
            above=self._standing,
            sort=PRESSING,
            also=(Organisation, Signal, SignalNote),
            narrowing=narrowing(),
        )

    def _standing(self, sheet: Sheet) -> list[QWidget]:
        agreement = sheet.record
        assert isinstance(agreement, Agreement)
        standing = QWidget()
        body = column(gap=10)
        badge = lateness_badge(agreement, self.desk.today())
        if badge is not None:
            body.addLayout(row(badge, None))
        body.addWidget(Moves(self.desk, sheet))
        if signal := agreement.signal:
            body.addWidget(
                Button(_("To the signal"), "secondary", "flag", lambda: self.desk.go("signals", signal))
            )
        standing.setLayout(body)
        return [standing]


class AgreementsPage(RecordPage):
    """`team` is whose agreements they are, as the paper says it."""

    def __init__(self, desk: Desk, team: str) -> None:
        super().__init__(desk, _("Agreements"), lambda: AgreementList(desk), "")
        self._team = team
        self.on_paper = Button(_("On paper …"), "secondary", "printer", self._offer)
        self.add_action(self.on_paper)
        if not desk.readonly:
            self.add_action(Button(_("New agreement"), "primary", "plus", self.list.new))
        self.list.model.counted.connect(self._allow)

    def _allow(self) -> None:
        self.on_paper.setEnabled(bool(self.list.model.total))

    def _offer(self) -> None:
        menu = QMenu(self.on_paper)
        menu.setAccessibleName(_("On paper"))
        menu.addAction(_("Print …"), lambda: self.let_out(_("Print"), print_pdf))
        menu.addAction(_("Save as PDF …"), lambda: self.let_out(_("Save PDF"), save_paper))
        menu.popup(self.on_paper.mapToGlobal(self.on_paper.rect().bottomLeft()))

    def let_out(self, verb: str, way: Callable[[Outlet, Paper, QWidget], object]) -> None:
        """What the list shows, by organisation: a word first, then the line in the register, then the paper."""
        words = _(
            "What the list shows now, organisation by organisation. On paper it is no longer encrypted: read it "
            "through first, and take one organisation at a time where another should not see the rest."
        )

        def go(recipient: str) -> None:
            self._make(lambda made: way(self._outlet(made, recipient), made, self))

        ask_to_leave(self.desk, self, verb, go, words)

    def _outlet(self, made: Paper, recipient: str) -> Outlet:
        desk = self.desk
        return Outlet(
            desk.background,
            lambda words: desk.toast(words, None),
            desk.refuse,
            lambda kind, then, path: note(desk, self, kind, recipient, made.records, then, path),
        )

    def _make(self, done: Callable[[Paper], object]) -> None:
        ids, asked = self.list.model.ids, self.list.model.asked
        team, today, spoken = self._team, self.desk.today(), language()
        assert ids is not None

        def read(session: Session) -> tuple[list[Promise], Vocabularies]:
            return promises(session, [Id(id) for id in ids(session, asked)]), vocabularies(session)

        def put(found: tuple[Sequence[Promise], Vocabularies]) -> None:
            self.desk.background.run_outside(
                lambda: print_agreements(*found, team, today, spoken),
                owner=self,
                done=made,
                failed=self.desk.refuse,
            )

        def made(printed: Printed) -> None:
            if printed.warning:
                self.messages.say(printed.warning, "", "warning")
            done(Paper(printed.content, printed.file_name, printed.records, printed.unprintable))

        self.desk.background.read(read, owner=self, done=put)
