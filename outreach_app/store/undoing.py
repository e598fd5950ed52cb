"""What one job wrote, field by field, and the way back: ordinary edits that set every field to what it was.

A way back syncs like any other edit, under a clock of its own. It refuses where anything it would touch was
changed meanwhile: nothing that someone else wrote is ever taken back along with it. What was erased for good or
struck out meanwhile does not come back by it either.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id, Kind, fields_of
from outreach_app.domain.records import UNSYNCED, Encounter, Pair, Record, Round, SignalNote, Visit
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store import erasing, settings, traces
from outreach_app.store.changes import JOURNAL, Journal
from outreach_app.store.conflicts import conflicts
from outreach_app.store.submitted import refuse_change

T = TypeVar("T")

_PARENT: Mapping[type[Record], str] = {Visit: "round", Encounter: "visit"}
"""What hangs on a record goes and comes back with it."""
_NOTHING = object()
_AT_ONCE = 500
_FEW = 20
"""Records whose conflicts are asked for one by one; of more, all there are."""
_OF_ROUNDS = frozenset({Round, Visit, Encounter})


class TooLateToUndo(OutreachError):
    message = N_("This cannot be undone any more: it was changed meanwhile, here or by a colleague.")
    advice = N_("Nothing was changed. The history of the record shows what it was before.")


class Step(NamedTuple):
    """A record before and after. One that was made has no before."""

    record: type[Record]
    id: Id
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def made(self) -> bool:
        return not self.before


@dataclass(frozen=True)
class Change:
    """What one job wrote, in its order. Empty (false) where there is no way back."""

    steps: tuple[Step, ...] = ()
    strikes: int = 0
    """How often names were struck out on this laptop before."""

    def __bool__(self) -> bool:
        return bool(self.steps) and not any(_is_final(step) for step in self.steps)


def watched(session: Session, work: Callable[[Session], T]) -> tuple[T, Change]:
    """What a job gives, and what it wrote."""
    journal: Journal = {}
    session.info[JOURNAL] = journal
    try:
        result = work(session)
        session.flush()
    finally:
        del session.info[JOURNAL]
    return result, Change(tuple(_steps(journal)), _strikes(session))


def take_back(session: Session, change: Change) -> Change:
    """Sets everything to what it was; what was made goes to the bin. Returns the way forward again.

    Raises TooLateToUndo where something was changed or erased meanwhile, and NoteSubmitted and FiguresSubmitted
    for what was submitted.
    """
    records = _as_left(session, change)
    ways_back = _ways_back(change)
    if change.strikes != _strikes(session) and any(_tells(step, ways_back(step)) for step in change.steps):
        raise TooLateToUndo  # somebody's name may be in it

    def work(_session: Session) -> None:
        for step in reversed(change.steps):
            back = ways_back(step)
            refuse_change(session, records[step.id], list(back))
            for name, value in back.items():
                setattr(records[step.id], name, value)

    return watched(session, work)[1]


def _steps(journal: Journal) -> Iterable[Step]:
    for record, before in journal.items():
        kind = type(record)
        names = before or set(inspect(kind).column_attrs.keys()) - UNSYNCED
        after = {name: value for name in names if (value := getattr(record, name)) != before.get(name, _NOTHING)}
        if after:
            yield Step(kind, record.id, {name: old for name, old in before.items() if name in after}, after)


def _as_left(session: Session, change: Change) -> dict[Id, Record]:
    """The records, by id, as the change left them. Raises TooLateToUndo."""
    found: dict[Id, Record] = {}
    for kind in {step.record for step in change.steps}:
        ids = [step.id for step in change.steps if step.record is kind]
        for start in range(0, len(ids), _AT_ONCE):
            query = select(kind).where(kind.id.in_(ids[start : start + _AT_ONCE]))
            found |= {record.id: record for record in session.scalars(query)}
    few = len(change.steps) <= _FEW
    open_ = [one for step in change.steps for one in conflicts(session, step.id)] if few else conflicts(session)
    collide = {(one.row, one.field) for one in open_}
    for step in change.steps:
        record = found.get(step.id)
        if record is None or any(getattr(record, name) != value for name, value in step.after.items()):
            raise TooLateToUndo
        if any((step.id, name) in collide for name in step.after):
            raise TooLateToUndo  # a colleague's value would be closed unseen
    if erasing.is_erased(session, *(id for step in change.steps for id in _pointed_at(step))):
        raise TooLateToUndo
    return found


def _ways_back(change: Change) -> Callable[[Step], Mapping[str, Any]]:
    """What to set in each. Of what was made, what hangs on something else that was made needs nothing, and names
    that came along with a round stay: a colleague may have met them meanwhile."""
    made = {step.id for step in change.steps if step.made}
    of_round = any(step.record in _OF_ROUNDS for step in change.steps)

    def back(step: Step) -> Mapping[str, Any]:
        if not step.made:
            return step.before
        parent = _PARENT.get(step.record)
        along = parent is not None and step.after[parent] in made
        named = of_round and step.record not in _OF_ROUNDS | {Pair}
        return {} if along or named else {"deleted": True}

    return back


def _pointed_at(step: Step) -> Iterable[Id]:
    """What the record said it hangs on."""
    for field in fields_of(step.record):
        if field.kind is Kind.REFERENCE:
            yield from filter(None, [step.before.get(field.name)])
        elif field.kind is Kind.REFERENCES:
            yield from step.before.get(field.name) or ()


def _strikes(session: Session) -> int:
    return int(settings.get(session, settings.STRUCK, 0))


def _tells(step: Step, back: Mapping[str, Any]) -> bool:
    """Whether words of somebody would be written again."""
    return any(back.get(field.name) for field in traces.texts(step.record))


def _is_final(step: Step) -> bool:
    """A note that was submitted stays as it is on paper."""
    return (
        step.record is SignalNote
        and bool(step.after.get("hash"))
        and step.before.get("hash") != step.after["hash"]
    )
