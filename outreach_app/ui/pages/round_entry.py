"""Round entry: what workers touch every evening. One round, several spots, no mouse needed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot

from outreach_app.domain.anew import anew
from outreach_app.domain.drafts import DraftProblem, Pick, RoundDraft, RoundGone
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Need, Record, Round, Spot, Team, Term, Worker
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, day, ngettext
from outreach_app.store.burden import note_entry
from outreach_app.store.drafts import KeptDraft, discard_draft, drafts, save_draft
from outreach_app.store.errors import ReadOnly
from outreach_app.store.meanwhile import Answers, FieldsChanged, answered
from outreach_app.store.round_lists import EntryChoices, entry_choices
from outreach_app.store.rounds import load_round, save_round
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.meanwhile import MeanwhileDialog
from outreach_app.ui.entry.board import RoundBoard
from outreach_app.ui.entry.draft_offer import DraftOffer
from outreach_app.ui.entry.foot import RoundFoot
from outreach_app.ui.entry.keeper import DraftKeeper, held_draft
from outreach_app.ui.entry.keys import bind_keys
from outreach_app.ui.entry.target import day_in, draft_in
from outreach_app.ui.locking.typed import type_again, typed_in
from outreach_app.ui.pages.page import Page

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OFFERED: set[type[Record]] = {Area, Need, Spot, Team, Term, Worker}
"""Records whose names are offered here."""


class RoundEntryPage(Page):
    """Enters a round, or corrects one. Ctrl+Enter saves it, Ctrl+Shift+Enter goes to the next spot."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("New round"))
        self.board: RoundBoard | None = None
        self.keeper = DraftKeeper(desk, self._typed, self)
        self._own: list[Pick] = []
        """Who goes along: the worker, then whoever did in the round before."""
        self._target = ""
        self._day: date | None = None
        """Of a round that is to be entered, where one was named."""
        self._brought: Mapping[str, Any] = {}
        self._offer = DraftOffer(self._recover, self._let_go)
        self.body.addWidget(self._offer)
        desk.background.records_changed.connect(self._reload_choices)
        desk.background.read(entry_choices, owner=self, done=self._build)

    def arrive(self, target: str = "") -> None:
        super().arrive(target)
        draft, self._day = draft_in(target), day_in(target)
        if draft:
            self._brought = {"draft": draft, "visit": -1, "typed": {}}
        self.target = self._target = "" if draft or self._day else target
        if self.board is not None:
            self._settle_in()

    def leave(self, go_on: Callable[[], None]) -> None:
        """Nothing to ask: what was typed is kept as a draft."""
        self.keeper.flush()
        go_on()

    def kept(self) -> dict[str, Any]:
        if self.board is None:
            return {}
        draft = "" if self._typed().untouched else self.keeper.key
        return {"draft": draft, "visit": self.board.current, "typed": typed_in(self.board)}

    def held(self) -> dict[str, Any]:
        return self.keeper.held()

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        self._brought = kept
        if self.board is not None:
            self._settle_in()

    def put_away(self) -> None:
        self.keeper.flush()

    @Slot()
    def save(self) -> None:
        """Writes the round; what is missing is said where it stands, and nothing is lost."""
        board = self.board
        if board is None or not board.isEnabled() or self.desk.readonly:
            return
        board.take_left_over()
        if board.complain():
            return
        self._write()

    def _write(self, answers: Answers | None = None) -> None:
        board = self.board
        assert board is not None
        self.keeper.flush()
        draft, worker, today, key = self._typed(), self.desk.actor.worker, self.desk.today(), self.keeper.key
        spent = self.keeper.spent
        self.foot.save.setEnabled(False)

        def write(session: "Session") -> Id:
            saved = save_round(session, draft, worker, today, answers)
            if draft.id is None:
                note_entry(session, today, spent)
            discard_draft(session, key)
            return saved.id

        self.desk.background.run(
            lambda session: watched(session, write),
            owner=self,
            busy=board,
            done=lambda saved: self._saved(*saved),
            failed=lambda error: self._refused(error, answers or {}),
        )

    @Slot()
    def discard(self) -> None:
        """Lets go of what was typed, with a way back."""
        if self.board is None:
            return
        draft, key, at = self._typed(), self.keeper.key, self.desk.clock.milliseconds()
        self.keeper.forget()
        self._begin()
        if draft.untouched:
            self.desk.go("rounds", draft.id or "")
            return

        def back() -> None:
            self.desk.background.run(lambda session: save_draft(session, key, draft, at), owner=self)
            self._recover(KeptDraft(key, at, draft))
            self.desk.go("round", "")

        self.desk.toast(_("What you typed is let go."), (_("Undo"), back))

    def _typed(self) -> RoundDraft:
        return self.board.draft if self.board else RoundDraft(date=self.desk.today())

    def _build(self, choices: EntryChoices) -> None:
        self._own = [pick for pick in choices.workers if pick.id == self.desk.actor.worker]
        board = self.board = RoundBoard(self.desk, choices)
        board.changed.connect(self._changed)
        self.foot = RoundFoot(self.discard, board.next_spot, self.save)
        self.keeper.kept.connect(self.foot.show_kept)
        self.keeper.refused.connect(self.foot.show_unkept)
        self.body.addWidget(board, 1)
        self.body.addWidget(self.foot)
        board.setEnabled(not self.desk.readonly)
        self.foot.save.setEnabled(not self.desk.readonly)
        bind_keys(self, board, self.save)
        self._begin()
        self._settle_in()
        if self.desk.readonly:
            self.messages.say(str(ReadOnly()), ReadOnly().what_now, closable=False)

    def _settle_in(self) -> None:
        """What the visitor came for: a round to correct, or the one being typed, or a new one."""
        board = self.board
        assert board is not None
        target, self._target = self._target, ""
        brought, self._brought = self._brought, {}
        if brought.get("round"):
            self._take_up([held_draft(brought["round"])], brought)
            self.foot.show_kept(None)
            self.keeper.note_change()
            return
        if brought.get("draft"):
            # Not on the reader's lane: a draft may still be on its way to the store.
            self.desk.background.run(drafts, owner=self, done=lambda kept: self._take_up(kept, brought))
            return
        if target and target != board.draft.id:
            self.keeper.flush()
            self.desk.background.read(
                lambda session: load_round(session, Id(target)), owner=self, done=self._correct
            )
            return
        if not target and board.draft.id:
            self._begin()  # what was corrected and not saved stays kept, and is offered
        if self._day and self._typed().untouched:
            self._show(RoundDraft(date=self._day, workers=list(self._own)))
        board.begin_typing()
        if self._typed().untouched and not self._typed().id and not self.desk.readonly:
            # Not on the reader's lane: a draft may still be on its way to the store.
            self.desk.background.run(drafts, owner=self, done=self._offer_drafts)

    def _begin(self) -> None:
        """A new, empty round of today, by whoever works here."""
        self.keeper.begin()
        self._show(RoundDraft(date=self.desk.today(), workers=list(self._own)))

    def _correct(self, draft: RoundDraft) -> None:
        self.keeper.begin()
        self._show(draft)
        if self.board is not None:
            self.board.begin_typing()

    def _show(self, draft: RoundDraft) -> None:
        assert self.board is not None
        self.messages.hide()
        self._offer.hide()
        self.board.show_draft(draft)
        self.foot.show_kept(None)
        of_day = _("Round of {day}").format(day=day(draft.date, "EEEE d MMMM"))
        self.set_title(of_day if draft.id else _("New round"))
        self.foot.show_total(self._typed())

    def _offer_drafts(self, kept: list[KeptDraft]) -> None:
        """Asks before bringing anything back, and says from when it is."""
        others = [draft for draft in kept if draft.key != self.keeper.key]
        if not others or not self._typed().untouched:
            return
        self._offer.offer(others[0])

    def _recover(self, kept: KeptDraft) -> None:
        self.keeper.begin()
        self.keeper.take_over(kept.key, kept.round.typed_ms)
        self._show(kept.round)
        self.foot.show_kept(kept.saved_at)
        if self.board is not None:
            self.board.begin_typing()

    def _take_up(self, kept: list[KeptDraft], brought: Mapping[str, Any]) -> None:
        """The round as it was when the vault was locked."""
        found = next((draft for draft in kept if draft.key == brought["draft"]), None)
        if found is None or self.board is None:
            return
        self._recover(found)
        if 0 <= brought["visit"] < len(found.round.visits):
            self.board.show_visit(brought["visit"])
        type_again(self.board, brought["typed"])

    def _let_go(self, kept: KeptDraft) -> None:
        def back() -> None:
            self.desk.background.run(
                lambda session: save_draft(session, kept.key, kept.round, kept.saved_at),
                owner=self,
                done=lambda _none: self._offer_drafts([kept]),
            )

        self.desk.background.run(lambda session: discard_draft(session, kept.key), owner=self)
        self.desk.toast(_("What you typed is let go."), (_("Undo"), back))

    def _changed(self) -> None:
        self.messages.hide()
        self._offer.hide()
        self.foot.show_total(self._typed())
        self.keeper.note_change()

    def _saved(self, id: Id, change: Change) -> None:
        draft = self._typed()
        if draft.id is None:
            self._own = list(draft.workers)
        spots = ngettext("{n} spot", "{n} spots", len(draft.visits))
        told = ngettext("{n} contact", "{n} contacts", draft.contacts)
        self.foot.save.setEnabled(True)
        self.keeper.take_over(Id(""))
        self._begin()
        self.desk.did(_("The round is saved: {spots}, {contacts}.").format(spots=spots, contacts=told), change)
        self.desk.go("rounds", id)

    def _refused(self, error: OutreachError, answers: Answers) -> None:
        self.foot.save.setEnabled(True)
        if isinstance(error, DraftProblem) and error.field and self.board is not None:
            self.board.show_problem(error)
        elif isinstance(error, FieldsChanged):
            MeanwhileDialog(self, error, lambda chosen: self._write({**answers, **answered(chosen)})).open()
        elif isinstance(error, RoundGone):
            again = _("Enter it as a new round"), self._enter_anew
            self.messages.say(str(error), error.what_now, "error", again)
        else:
            self.messages.say_error(error)

    def _enter_anew(self) -> None:
        self._show(anew(self._typed()))
        self.keeper.note_change()

    @Slot(set)
    def _reload_choices(self, written: set[type[Record]]) -> None:
        if self.board is not None and (OFFERED | {Round}) & written:
            self.desk.background.read(entry_choices, owner=self, done=self.board.offer)
