"""From needs to a decision: signals, what was tried, what supports them, and the note on paper."""

import datetime
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class Signal(Record):
    """A problem beyond persons and situations that needs a structural answer."""

    __tablename__ = "signal"
    singular, plural, slug = N_("Signal"), N_("Signals"), "signals"

    title: Mapped[str] = field(N_("Title"), required=True, in_table=True, in_note=True)
    state: Mapped[str] = field(N_("State"), term="signal_state", in_table=True, by_move=True, default="draft")
    needs: Mapped[list[Id]] = field(N_("Needs"), to_many="need", in_table=True, default_factory=list)
    areas: Mapped[list[Id]] = field(N_("Areas"), to_many="area", in_table=True, in_note=True, default_factory=list)
    problem: Mapped[str] = field(
        N_("Occasion and problem"), hint=N_("60 words"), multiline=True, in_note=True, default=""
    )
    causes: Mapped[str] = field(
        N_("Causes and consequences"),
        hint=N_("80 words; structural, without blame"),
        multiline=True,
        in_note=True,
        default="",
    )
    support: Mapped[str] = field(
        N_("Support base"), hint=N_("Who stands behind this"), multiline=True, in_note=True, default=""
    )
    follow_up: Mapped[str] = field(
        N_("Follow-up and feedback"),
        hint=N_("Who drives it, when young people hear the result"),
        multiline=True,
        in_note=True,
        default="",
    )
    level: Mapped[str] = field(N_("Competent level"), term="level", in_table=True, default="local")
    track: Mapped[str] = field(N_("Track"), term="track", default="")
    lead: Mapped[Id | None] = field(
        N_("Lead"),
        to="worker",
        in_table=True,
        default=None,
    )
    principles: Mapped[list[str]] = field(
        N_("Principles"), hint=N_("Of the charter"), term="principle", default_factory=list
    )
    checks: Mapped[list[str]] = field(
        N_("Judged by the team"), hint=N_("What no program can judge"), term="ripeness_check", default_factory=list
    )
    overridden: Mapped[list[str]] = field(
        N_("Ripe all the same, without"), term="ripeness_check", by_move=True, default_factory=list
    )
    override_reason: Mapped[str] = field(N_("Why ripe all the same"), by_move=True, default="")
    copied_from: Mapped[Id | None] = field(N_("Copied from"), to="signal", by_move=True, default=None)
    merged_from: Mapped[list[Id]] = field(N_("Merged from"), to_many="signal", by_move=True, default_factory=list)
    outcome: Mapped[str] = field(N_("Outcome"), term="outcome", in_table=True, by_move=True, default="")
    reason: Mapped[str] = field(N_("Reason of the last move"), by_move=True, default="")


class Step(Record):
    """Something that was tried: a talk, a service asked, a table where it was put."""

    __tablename__ = "step"
    singular, plural, slug = N_("Step"), N_("Steps"), "steps"
    named_by: ClassVar[str] = "summary"

    signal: Mapped[Id] = field(
        N_("Signal"),
        to="signal",
        required=True,
        in_table=True,
    )
    date: Mapped[datetime.date | None] = field(N_("Date"), in_table=True, in_note=True, default=None)
    route: Mapped[str] = field(N_("Route"), term="route", in_table=True, in_note=True, default="informal")
    organisation: Mapped[Id | None] = field(
        N_("Organisation"),
        to="organisation",
        in_table=True,
        in_note=True,
        default=None,
    )
    summary: Mapped[str] = field(N_("What was done"), required=True, multiline=True, in_table=True, in_note=True)
    result: Mapped[str] = field(N_("What came of it"), multiline=True, in_note=True, default="")


class Evidence(Record):
    """What supports a signal. Own registration is frozen as guarded figures; nothing exact is kept in it."""

    __tablename__ = "evidence"
    singular, plural, slug = N_("Evidence"), N_("Evidence"), "evidence"
    named_by: ClassVar[str] = "summary"

    signal: Mapped[Id] = field(
        N_("Signal"),
        to="signal",
        required=True,
        in_table=True,
    )
    kind: Mapped[str] = field(
        N_("Kind of evidence"), term="evidence_kind", in_table=True, in_note=True, default="external"
    )
    summary: Mapped[str] = field(N_("What it says"), multiline=True, in_table=True, in_note=True, default="")
    source: Mapped[str] = field(N_("Source"), in_table=True, in_note=True, default="")
    period_from: Mapped[datetime.date | None] = field(N_("Period from"), in_table=True, in_note=True, default=None)
    period_to: Mapped[datetime.date | None] = field(N_("Period to"), in_table=True, in_note=True, default=None)
    areas: Mapped[list[Id]] = field(
        N_("Counted in"),
        hint=N_("Own registration: instead of the areas of the signal"),
        to_many="area",
        default_factory=list,
    )
    frozen_on: Mapped[datetime.date | None] = field(
        N_("Frozen on"), in_table=True, by_move=True, low_stakes=True, default=None
    )
    figures: Mapped[dict[str, Any]] = field(
        N_("Frozen figures"), by_move=True, low_stakes=True, default_factory=dict
    )
    hash: Mapped[str] = field(N_("Hash of the frozen figures"), by_move=True, low_stakes=True, default="")


class SignalNote(Record):
    """The signal on paper, for one addressee."""

    __tablename__ = "signal_note"
    singular, plural, slug = N_("Signal note"), N_("Signal notes"), "signal-notes"
    named_by: ClassVar[str] = "number"

    signal: Mapped[Id] = field(
        N_("Signal"),
        to="signal",
        required=True,
        in_table=True,
    )
    number: Mapped[str] = field(
        N_("Number"), hint=N_("Given when it is submitted"), in_table=True, in_note=True, by_move=True, default=""
    )
    date: Mapped[datetime.date | None] = field(N_("Date"), in_table=True, in_note=True, default=None)
    addressee_kind: Mapped[str] = field(
        N_("Kind of addressee"),
        hint=N_("Brings its standing texts and its deadline"),
        term="addressee",
        in_note=True,
        default="",
    )
    addressee: Mapped[str] = field(
        N_("Addressee"), hint=N_("The body that decides"), in_table=True, in_note=True, default=""
    )
    session_date: Mapped[datetime.date | None] = field(N_("Session"), in_table=True, in_note=True, default=None)
    agenda_number: Mapped[str] = field(N_("Agenda item"), in_table=True, in_note=True, default="")
    discussed: Mapped[str] = field(
        N_("Discussed before"), hint=N_("For example: JWO of 12 March 2026"), in_note=True, default=""
    )
    confidentiality: Mapped[str] = field(
        N_("Confidentiality"), hint=N_("At the foot of every page"), in_note=True, default=""
    )
    distribution: Mapped[str] = field(
        N_("Distribution list"),
        hint=N_("Who gets it, one per line; at the foot of every page"),
        multiline=True,
        in_note=True,
        default="",
    )
    decision_requested: Mapped[str] = field(
        N_("Decision requested"),
        hint=N_("60 words: what, where, by when"),
        multiline=True,
        in_note=True,
        default="",
    )
    proposal: Mapped[str] = field(N_("Proposal"), multiline=True, in_note=True, default="")
    alternative: Mapped[str] = field(N_("Alternative"), multiline=True, in_note=True, default="")
    doing_nothing: Mapped[str] = field(N_("If nothing is done"), multiline=True, in_note=True, default="")
    cost_type: Mapped[str] = field(N_("Type of cost"), term="cost", in_table=True, in_note=True, default="")
    cost: Mapped[str] = field(N_("Cost"), in_note=True, default="")
    plan_code: Mapped[str] = field(N_("Code in the multi-year plan"), in_note=True, default="")
    resolution: Mapped[str] = field(
        N_("Proposed resolution"), hint=N_("One article per line"), multiline=True, in_note=True, default=""
    )
    annexes: Mapped[str] = field(N_("Annexes"), hint=N_("One per line"), multiline=True, in_note=True, default="")
    version: Mapped[int] = field(N_("Frozen version"), by_move=True, low_stakes=True, default=0)
    hash: Mapped[str] = field(N_("Hash of the frozen content"), by_move=True, low_stakes=True, default="")
    frozen: Mapped[dict[str, Any]] = field(
        N_("Frozen content"), by_move=True, low_stakes=True, default_factory=dict
    )
    delivered_on: Mapped[datetime.date | None] = field(
        N_("Delivered on"), hint=N_("When the copies were handed in"), low_stakes=True, default=None
    )
    result: Mapped[str] = field(N_("Result"), term="outcome", in_table=True, by_move=True, default="")
    decided_on: Mapped[datetime.date | None] = field(N_("Decided on"), in_table=True, default=None)
    decision: Mapped[str] = field(
        N_("What was decided"), hint=N_("As the minutes have it"), multiline=True, default=""
    )
    conditions: Mapped[str] = field(
        N_("Conditions"), hint=N_("What it hangs on; one per line"), multiline=True, default=""
    )
    struck_on: Mapped[datetime.date | None] = field(
        N_("Words about a person erased on"),
        hint=N_("What was submitted on paper says more than this."),
        by_move=True,
        low_stakes=True,
        default=None,
    )


class Addressee(Record):
    """What a team made of one kind of addressee; what is empty or 0 stays as it is built in."""

    __tablename__ = "addressee"
    singular, plural, slug = N_("Addressee of notes"), N_("Addressees of notes"), "addressees"
    named_by: ClassVar[str] = "kind"
    in_team_only: ClassVar[bool] = True

    kind: Mapped[str] = field(N_("Kind of addressee"), term="addressee", required=True, in_table=True)
    name: Mapped[str] = field(N_("Name on paper"), in_table=True, default="")
    days: Mapped[int] = field(
        N_("Days before the session"),
        hint=N_("By when the secretary wants the note; 0: as it is built in"),
        in_table=True,
        default=0,
    )
    copies: Mapped[int] = field(N_("Copies"), hint=N_("On paper; 0: as it is built in"), in_table=True, default=0)
    confidentiality: Mapped[str] = field(N_("Confidentiality"), default="")
    opening: Mapped[str] = field(
        N_("Standing text before what is asked"), multiline=True, in_note=True, default=""
    )
    formula: Mapped[str] = field(N_("Standing text before the articles"), multiline=True, in_note=True, default="")


class Feedback(Record):
    """What those concerned heard of the answer."""

    __tablename__ = "feedback"
    singular, plural, slug = N_("Feedback"), N_("Feedback"), "feedback"
    named_by: ClassVar[str] = "message"

    signal: Mapped[Id] = field(
        N_("Signal"),
        to="signal",
        required=True,
        in_table=True,
    )
    audience: Mapped[str] = field(N_("Told to"), term="audience", in_table=True, in_note=True, default="youth")
    date: Mapped[datetime.date | None] = field(N_("Told on"), in_table=True, in_note=True, default=None)
    message: Mapped[str] = field(N_("What was told"), multiline=True, in_table=True, in_note=True, default="")
    reaction: Mapped[str] = field(N_("Reaction"), multiline=True, default="")
    due: Mapped[datetime.date | None] = field(N_("To be told by"), in_table=True, ahead=True, default=None)
    waived: Mapped[str] = field(
        N_("Not told because"), hint=N_("A reason closes it too"), multiline=True, by_move=True, default=""
    )

    @property
    def told(self) -> bool:
        """A date and what was said: nothing less closes it."""
        return self.date is not None and bool(self.message.strip())

    @property
    def owed(self) -> bool:
        """Neither told nor waived with a reason."""
        return not self.told and not self.waived.strip()
