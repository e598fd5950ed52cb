"""Where a signal comes from, and what came of it: merged into it, copied from, copied upward."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Evidence, Quote, Signal, Step

T = TypeVar("T", Step, Evidence, Quote)


@dataclass(frozen=True, slots=True)
class Origin:
    """Another signal, and how it belongs to this one: merged, into, copied_from or copy."""

    id: Id
    title: str
    state: str
    how: str


def origins(session: Session, signal_id: Id) -> list[Origin]:
    """All that this signal is made of, went into, was copied from and was copied to."""
    everything = {one.id: one for one in session.scalars(select(Signal).where(~Signal.deleted))}
    signal = everything.get(signal_id)
    if signal is None:
        return []
    found = [(id, "merged") for id in signal.merged_from]
    found += [(one.id, "into") for one in everything.values() if signal.id in one.merged_from]
    found += [(signal.copied_from, "copied_from")] if signal.copied_from else []
    found += [(one.id, "copy") for one in everything.values() if one.copied_from == signal.id]
    return [Origin(id, everything[id].title, everything[id].state, how) for id, how in found if id in everything]


def family(session: Session, signal: Signal) -> Sequence[Id]:
    """The signal and all that was merged into it, and into those: what was tried for them was tried for it."""
    found = [signal.id]
    waiting = list(signal.merged_from)
    while waiting:
        id = waiting.pop(0)
        if id in found:
            continue
        merged = session.scalar(select(Signal).where(Signal.id == id, ~Signal.deleted, Signal.state == "merged"))
        if merged is not None:
            found.append(id)
            waiting += merged.merged_from
    return found


def of_family(session: Session, record: type[T], signal: Signal) -> list[T]:
    """What hangs on a signal and on all that was merged into it, oldest first."""
    query = select(record).where(record.signal.in_(family(session, signal)), ~record.deleted)
    return sorted(session.scalars(query), key=lambda one: (one.stamp, one.author, one.id))


def supports_of(session: Session, signal: Signal) -> list[Evidence]:
    """External sources and what partners observed: own registration and quotes have their own places."""
    return [one for one in of_family(session, Evidence, signal) if one.kind not in ("registration", "quote")]
