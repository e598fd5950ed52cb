"""The ripeness list of a signal, read from the store."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id, Kind, fields_of
from outreach_app.domain.records import Evidence, Organisation, Record, Signal, SignalNote, Step, Worker
from outreach_app.domain.ripeness import Check, RipenessFacts, checklist
from outreach_app.i18n import gettext as _
from outreach_app.store.evidence import current_note, needs_of, of_signal, printable_quotes
from outreach_app.store.finding import live
from outreach_app.store.naming import names_of


def check_signal(session: Session, signal_id: Id) -> list[Check]:
    """The ten items of the ripeness list, each with the reason in words."""
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
        texts=[(_(label), text) for label, text in _printed(session, signal, note)],
    )
    return checklist(facts)


def _consulted(session: Session, signal: Signal) -> list[str]:
    """With whom was spoken: services, and organisations met informally."""
    steps = [step for step in of_signal(session, Step, signal.id) if step.route in ("service", "informal")]
    names = names_of(session, Organisation, (step.organisation for step in steps))
    found = []
    for step in steps:
        name = names.get(step.organisation, "") if step.organisation else ""
        if name or step.route == "service":
            found.append(name or step.summary)
    return found


def _printed(session: Session, signal: Signal, note: SignalNote | None) -> Iterator[tuple[str, str]]:
    """Every text that a note of this signal would print: (source text of its label, the text)."""
    evidence = [one for one in of_signal(session, Evidence, signal.id) if one.kind != "registration"]
    records: list[Record] = [
        signal,
        *([note] if note else []),
        *needs_of(session, signal),
        *printable_quotes(session, signal),
        *of_signal(session, Step, signal.id),
        *evidence,
    ]
    for record in records:
        for field in fields_of(type(record)):
            if field.in_note and field.kind is Kind.TEXT:
                yield field.label, getattr(record, field.name)
