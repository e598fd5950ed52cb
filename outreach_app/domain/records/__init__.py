"""Every kind of synced record, in the order in which a reader meets them."""

from outreach_app.domain.records.agreements import Agreement
from outreach_app.domain.records.base import UNSYNCED, Record
from outreach_app.domain.records.charter import Activity, Milestone, SupportStep
from outreach_app.domain.records.consultation import (
    AgendaItem,
    Consultation,
    Meeting,
    Membership,
    Minute,
    WorkingGroup,
)
from outreach_app.domain.records.needs import Need, Quote
from outreach_app.domain.records.network import ContactPerson, Offer, Organisation
from outreach_app.domain.records.pairs import Pair
from outreach_app.domain.records.patterns import PatternDecision
from outreach_app.domain.records.places import Area, Boundary, Spot
from outreach_app.domain.records.priorities import Allocation, AreaFigure, Priority
from outreach_app.domain.records.publishing import ClosedQuarter, FrozenCount, Publication
from outreach_app.domain.records.region import Convenant, Exchange, JointService
from outreach_app.domain.records.relations import Acquaintance, Referral, Talk
from outreach_app.domain.records.rounds import Encounter, MonthCount, Round, Visit
from outreach_app.domain.records.signals import Addressee, Evidence, Feedback, Signal, SignalNote, Step
from outreach_app.domain.records.team import Export, NoteSection, Team, Term, Worker

RECORDS: tuple[type[Record], ...] = (
    Team,
    Worker,
    Term,
    Area,
    Spot,
    Round,
    Visit,
    Encounter,
    Need,
    Quote,
    Organisation,
    Offer,
    ContactPerson,
    Talk,
    Acquaintance,
    Referral,
    Convenant,
    JointService,
    Exchange,
    Signal,
    Step,
    Evidence,
    SignalNote,
    Feedback,
    Agreement,
    Consultation,
    Membership,
    WorkingGroup,
    Meeting,
    AgendaItem,
    Minute,
    AreaFigure,
    Priority,
    Allocation,
    Milestone,
    Activity,
    SupportStep,
    Addressee,
    Export,
    Pair,
    MonthCount,
    Boundary,
    NoteSection,
    PatternDecision,
    ClosedQuarter,
    FrozenCount,
    Publication,
)
BY_TABLE: dict[str, type[Record]] = {record.__tablename__: record for record in RECORDS}
BY_SLUG: dict[str, type[Record]] = {record.slug: record for record in RECORDS}

__all__ = [
    "BY_SLUG",
    "BY_TABLE",
    "RECORDS",
    "UNSYNCED",
    "Acquaintance",
    "Activity",
    "Addressee",
    "AgendaItem",
    "Agreement",
    "Allocation",
    "Area",
    "AreaFigure",
    "Boundary",
    "ClosedQuarter",
    "Consultation",
    "ContactPerson",
    "Convenant",
    "Encounter",
    "Evidence",
    "Exchange",
    "Export",
    "Feedback",
    "FrozenCount",
    "JointService",
    "Meeting",
    "Membership",
    "Milestone",
    "Minute",
    "MonthCount",
    "Need",
    "NoteSection",
    "Offer",
    "Organisation",
    "Pair",
    "PatternDecision",
    "Priority",
    "Publication",
    "Quote",
    "Record",
    "Referral",
    "Round",
    "Signal",
    "SignalNote",
    "Spot",
    "Step",
    "SupportStep",
    "Talk",
    "Team",
    "Term",
    "Visit",
    "Worker",
    "WorkingGroup",
]
