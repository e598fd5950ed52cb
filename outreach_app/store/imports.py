"""Imports: which rows are known, what new ones become, writing that in one transaction, and undoing it.

A row is known by the hash of its columns and its number among equal rows of its file; that is kept here alone.
Planning writes nothing, so that a dry run is the same plan without the writing.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id, Kind, fields_of
from outreach_app.domain.records import (
    BY_TABLE,
    Record,
    Spot,
)
from outreach_app.i18n import _
from outreach_app.store.import_names import ImportNames, RowRefused
from outreach_app.store.import_rounds import Identity, RoundPlanner, Values
from outreach_app.store.refusals import BadValue
from outreach_app.store.settle import settle
from outreach_app.store.tables import ImportRow, ImportRun

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

_BATCH = 1000
_AT_ONCE = 500
_BROUGHT = b"+"
"""The identity of what no row made but a row needed, its area or its round: this mark and the record's id."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row as the file has it. `values` are by field, without the empty ones; names are still text."""

    line: int
    identity: Identity
    values: Values


@dataclass(frozen=True, slots=True)
class Refusal:
    line: int
    field: str
    value: str
    reason: str


@dataclass(slots=True)
class Plan:
    made: list[tuple[Identity, Record]] = field(default_factory=list)
    """What each new row becomes."""
    brought: list[Record] = field(default_factory=list)
    """New records that they need, parents first."""
    revived: list[tuple[Record, Values]] = field(default_factory=list)
    """Deleted records that come back, and the values they come back with."""
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)


def known(session: Session, identities: Iterable[Identity]) -> set[Identity]:
    """Those of the rows that were imported here before, and not undone."""
    wanted = set(identities)
    hashes = sorted({identity for identity, _number in wanted})
    found: set[Identity] = set()
    for start in range(0, len(hashes), _AT_ONCE):
        some = select(ImportRow.identity, ImportRow.number).where(
            ImportRow.identity.in_(hashes[start : start + _AT_ONCE])
        )
        found.update((identity, number) for identity, number in session.execute(some))
    return found & wanted


def plan_rounds(
    session: Session,
    new: Sequence[FileRow],
    before: Sequence[FileRow],
    team: Id | None,
    worker: Id | None,
    today: date,
    *,
    counted: bool,
) -> Plan:
    """`before` are the rows of this file that are known already: new rows join their rounds. `counted`: the file
    says how many there were."""
    names = ImportNames(session, team)
    planner = RoundPlanner(session, names, worker, today, counted=counted)
    planner.expect({row.values["date"] for row in (*new, *before) if row.values.get("date")})
    for row in before if new else ():
        planner.remember(row.identity, row.values)
    plan = Plan(unchanged=len(before))
    for row in new:
        try:
            plan.made.append((row.identity, planner.plan(row.values)))
        except RowRefused as error:
            plan.refused.append(Refusal(row.line, error.field, error.value, error.reason))
    around = planner.around()
    _bring(plan, names, around, [*around, *(record for _identity, record in plan.made)])
    return plan


def plan_named(session: Session, record: type[Record], new: Sequence[FileRow], team: Id | None) -> Plan:
    """Spots or organisations: one that has the name already stays as it is."""
    names = ImportNames(session, team)
    plan = Plan()
    for row in new:
        try:
            made = _named(session, names, record, dict(row.values), plan)
        except RowRefused as error:
            plan.refused.append(Refusal(row.line, error.field, error.value, error.reason))
            continue
        if made is None:
            plan.unchanged += 1
        else:
            plan.made.append((row.identity, made))
    revived = {id(record) for record, _values in plan.revived}
    fresh = [record for _identity, record in plan.made if id(record) not in revived]
    _bring(plan, names, [], fresh)
    return plan


def _named(
    session: Session, names: ImportNames, record: type[Record], values: dict[str, Any], plan: Plan
) -> Record | None:
    """The record that a row makes; none where there is one of that name."""
    name = values.pop(record.named_by, "")
    if not name:
        raise RowRefused(record.named_by, "", _("It is missing."))
    for described in fields_of(record):
        text = values.get(described.name)
        if text and described.kind is Kind.REFERENCE:
            values[described.name] = names.find(BY_TABLE[described.to], text, field=described.name)
        elif text and described.kind is Kind.REFERENCES:
            values[described.name] = names.all_of(BY_TABLE[described.to], text, described.name)
    parent = values.pop("area", None) if record is Spot else None
    if record is Spot:
        there = names.match_spot(name, parent, sensitive=bool(values.get("sensitive")), field="name")
    else:
        there = names.match(record, name, record.named_by)
    if there:
        return None
    trial = record(**{record.named_by: name}, **values)
    try:
        settle(session, trial, values.keys())
    except BadValue as error:
        raise RowRefused(error.field, error.value, error.reason) from None
    values = {name: getattr(trial, name) for name in values}
    id = names.make(record, name, parent, **values)
    if id in names.planned:
        return names.planned.pop(id)
    if id in names.revived:
        revived = names.revived.pop(id)
        plan.revived.append((revived, {record.named_by: name, **values}))
        return revived
    return None


def _bring(plan: Plan, names: ImportNames, around: Sequence[Record], using: Sequence[Record]) -> None:
    planned, revived = names.brought(using)
    plan.brought = [*planned, *around]
    plan.revived += [(record, {}) for record in revived]


def write(session: Session, kind: str, plan: Plan, at: int, progress: Progress | None = None) -> Id:
    """Carry out a plan; the id of the import. `progress` hears how many of the new rows are in."""
    run = ImportRun(kind=kind, at=at)
    session.add(run)
    for record, values in plan.revived:
        for name, value in {**values, "deleted": False}.items():
            setattr(record, name, value)
    session.add_all(plan.brought)
    session.flush()
    for start in range(0, len(plan.made), _BATCH):
        session.add_all(record for _identity, record in plan.made[start : start + _BATCH])
        session.flush()
        if progress is not None:
            progress(min(start + _BATCH, len(plan.made)), len(plan.made))
    made = {record.id for _identity, record in plan.made}
    rows = [_import_row(run.id, identity, record) for identity, record in plan.made]
    rows += [
        _import_row(run.id, (_BROUGHT + bytes.fromhex(record.id), 0), record)
        for record in (*plan.brought, *(record for record, _values in plan.revived))
        if record.id not in made
    ]
    session.execute(insert(ImportRow).prefix_with("OR REPLACE"), rows)
    log.info("import %s made %d rows", run.id, len(plan.made))
    return run.id


def _import_row(run: Id, identity: Identity, record: Record) -> dict[str, Any]:
    digest, number = identity
    return {"identity": digest, "number": number, "run": run, "record": record.__tablename__, "row": record.id}
