"""Everything the note page shows of one signal, read at once; and its texts, written one by one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Field, Id, Kind, field_of
from outreach_app.domain.notes import NoteSource
from outreach_app.domain.records import Record, Signal, SignalNote
from outreach_app.domain.states import UNSUBMITTED, AskCoordinator
from outreach_app.store import records
from outreach_app.store.evidence import current_note, frozen_evidence, note_source, pointing_quotes
from outreach_app.store.freezing import freeze
from outreach_app.store.sheets import sheet
from outreach_app.store.versions import last_submitted
from outreach_app.ui.editors import Offered
from outreach_app.ui.offers import read_offered

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class NoteState:
    signal: Signal
    note: SignalNote | None
    names: Mapping[Any, str]
    source: NoteSource
    offered: Offered
    frozen_on: date | None
    pointing: int = 0
    """Quotes that are not printed, because age, place and month stand together in them."""
    was_submitted: bool = False
    """Whether there is a version to compare it with."""

    @property
    def submitted(self) -> bool:
        """From then on the paper stays as it is."""
        return (
            self.signal.state not in (*UNSUBMITTED, "merged") and self.note is not None and bool(self.note.frozen)
        )

    def value(self, record: type[Record], name: str) -> Any:
        holder = self.signal if record is Signal else self.note
        return getattr(holder, name) if holder is not None else None


def read_state(session: "Session", signal: Id, today: Callable[[], date]) -> NoteState | None:
    """None where the signal is not there."""
    found = sheet(session, Signal, signal)
    if found is None or not isinstance(found.record, Signal):
        return None
    evidence = frozen_evidence(session, signal)
    return NoteState(
        signal=found.record,
        note=current_note(session, found.record),
        names=found.names,
        source=note_source(session, signal),
        offered=read_offered(session, Signal, today),
        frozen_on=evidence.frozen_on if evidence else None,
        pointing=len(pointing_quotes(session, found.record)),
        was_submitted=last_submitted(session, signal) is not None,
    )


def save_texts(
    session: "Session", state: NoteState, values: Mapping[tuple[type[Record], str], str], actor: Actor, today: date
) -> None:
    """Writes what was typed: into the signal, and into its note, which is made when the first word of it is."""
    of_signal = {name: text for (record, name), text in values.items() if record is Signal}
    of_note = {name: text for (record, name), text in values.items() if record is SignalNote}
    if of_signal:
        records.edit(session, Signal, state.signal.id, of_signal, actor, today=today)
    if of_note:
        note = current_note(session, state.signal)
        if note is None:
            records.add(session, SignalNote, {"signal": state.signal.id, **of_note}, actor, today=today)
        else:
            records.edit(session, SignalNote, note.id, of_note, actor, today=today)


def ready_source(session: "Session", signal: Id, actor: Actor, today: date, *, readonly: bool) -> NoteSource:
    """What may be printed: a coordinator freezes the figures for it, anyone else prints what is frozen.

    Raises AskCoordinator where nothing is.
    """
    if not readonly:
        freeze(session, signal, actor, today)
    elif frozen_evidence(session, signal) is None:
        raise AskCoordinator
    return note_source(session, signal)


def overlaid(
    source: NoteSource, values: Mapping[tuple[type[Record], str], str], names: Mapping[str, str]
) -> NoteSource:
    """The source as it will be once what is being typed is saved."""
    signal: dict[str, Any] = {}
    note: dict[str, Any] = {}
    for (record, name), text in values.items():
        field = field_of(record, name)
        if field is not None:
            (signal if record is Signal else note)[name] = _typed(field, text, names)
    return replace(source, signal=replace(source.signal, **signal), note=replace(source.note, **note))


def _typed(field: Field, text: str, names: Mapping[str, str]) -> Any:
    if field.kind == Kind.DATE:
        return date.fromisoformat(text) if text else None
    if field.kind == Kind.REFERENCES:
        return tuple(names.get(id, "") for id in text.splitlines())
    return text
