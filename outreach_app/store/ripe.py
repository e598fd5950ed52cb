"""The ripeness list of a signal, read from the store."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id, field_of
from outreach_app.domain.first_names import Known
from outreach_app.domain.note_plan import SectionText
from outreach_app.domain.notes import (
    EvidenceText,
    FeedbackText,
    NeedText,
    NoteText,
    SignalText,
    StandingText,
    StepText,
    TermText,
)
from outreach_app.domain.records import (
    Addressee,
    Area,
    ContactPerson,
    Evidence,
    Feedback,
    Need,
    NoteSection,
    Organisation,
    Quote,
    Record,
    Signal,
    SignalNote,
    Spot,
    Step,
    Term,
    Worker,
)
from outreach_app.domain.ripeness import Check, RipenessFacts, checklist
from outreach_app.i18n import gettext as _
from outreach_app.store.evidence import current_note, needs_of, source_of
from outreach_app.store.finding import live
from outreach_app.store.naming import names_in_use, names_of
from outreach_app.store.origins import of_family

_RECORDS: dict[type, type[Record]] = {
    SignalText: Signal,
    NoteText: SignalNote,
    StandingText: Addressee,
    NeedText: Need,
    StepText: Step,
    EvidenceText: Evidence,
    FeedbackText: Feedback,
    TermText: Term,
    SectionText: NoteSection,
}
_LABELS = {
    name: described.label
    for name, described in {"quotes": field_of(Quote, "text"), "figures": field_of(Evidence, "figures")}.items()
    if described is not None
}
"""Of the parts of a note that are no records."""


def check_signal(session: Session, signal_id: Id) -> list[Check]:
    """The twelve items of the ripeness list, each with the reason in words."""
    signal = live(session, Signal, signal_id)
    return ripeness_of(session, signal, current_note(session, signal))


def ripeness_of(session: Session, signal: Signal, note: SignalNote | None) -> list[Check]:
    """The list for a signal and a note that may not be written yet."""
    lead = session.scalar(select(Worker).where(Worker.id == signal.lead, ~Worker.deleted)) if signal.lead else None
    facts = RipenessFacts(
        title=signal.title,
        problem=signal.problem,
        judged=frozenset(signal.checks),
        needs=[(need.title, need.confirmed_on) for need in needs_of(session, signal)],
        consulted=_consulted(session, signal),
        lead=lead.name if lead else "",
        decision_requested=note.decision_requested if note else "",
        cost_type=note.cost_type if note else "",
        track=signal.track,
        causes=signal.causes,
        texts=[(_(label), text) for label, text in _printed(session, signal, note)],
        known=Known(names_in_use(session, (Area, ContactPerson, Organisation, Spot, Worker))),
    )
    return checklist(facts)


def _consulted(session: Session, signal: Signal) -> list[str]:
    """With whom was spoken: services, and organisations met informally."""
    steps = [step for step in of_family(session, Step, signal) if step.route in ("service", "informal")]
    names = names_of(session, Organisation, (step.organisation for step in steps))
    found = []
    for step in steps:
        name = names.get(step.organisation, "") if step.organisation else ""
        if name or step.route == "service":
            found.append(name or step.summary)
    return found


def _printed(session: Session, signal: Signal, note: SignalNote | None) -> Iterator[tuple[str, str]]:
    """Every text that a note of this signal would print: (source text of its label, the text).

    All but the team's own name and address, which belong there.
    """
    source = source_of(session, signal, note)
    found: dict[str, str] = {}
    for part in fields(source):
        if part.name not in ("team", "language"):
            for label, text in _texts(_LABELS.get(part.name, ""), getattr(source, part.name)):
                found.setdefault(text, label)
    yield from ((label, text) for text, label in found.items())


def _texts(label: str, value: Any) -> Iterator[tuple[str, str]]:
    """The texts in a part of a note, each under the label of the field it is."""
    if isinstance(value, str):
        yield label, value
    elif is_dataclass(value):
        for part in fields(value):
            described = field_of(_RECORDS[type(value)], part.name)
            yield from _texts(described.label if described else label, getattr(value, part.name))
    elif isinstance(value, Mapping | tuple | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(label, inner)
