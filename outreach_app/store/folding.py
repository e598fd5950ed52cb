"""Making two records one: what the one says, and what pointed at the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id, Kind, fields_of
from outreach_app.domain.records import Area, Encounter, Pair, Record, Round, Visit
from outreach_app.domain.records.pairs import pair_id
from outreach_app.domain.typed import daypart_at
from outreach_app.domain.uniting import united
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store.alike import Alike, in_order
from outreach_app.store.collisions import WrittenMeanwhile
from outreach_app.store.conflicts import conflicts
from outreach_app.store.differences import Wording
from outreach_app.store.likeness import NO_CONTACT, CannotBeOne, Comparison, compared
from outreach_app.store.pointing import pointing
from outreach_app.store.settle import settle


class ChooseFirst(OutreachError):
    message = N_("About one of these two a choice is waiting.")
    advice = N_("Make that choice first, then decide whether they are the same.")


@dataclass
class Folded:
    """What was done."""

    kept: Id
    gone: Id
    moved: int = 0
    """Records that pointed at the one that is gone."""

    def set(self, record: Record, name: str, value: Any) -> None:
        if getattr(record, name) != value:
            setattr(record, name, value)


def fold(session: Session, seen: Comparison, taken: Mapping[str, str]) -> Folded:
    """Make the two one: the first takes of each differing field what was taken (what is suggested where nothing
    was), everything that pointed at the other points at it, and the other is in the bin.

    Of two rounds, visits to one spot in one part of the day become one visit with the encounters of both.
    Raises WrittenMeanwhile where one was changed since, ChooseFirst, CannotBeOne, NoSuchVersion, NothingToUnite,
    BadValue.
    """
    one, other = (
        session.scalars(select(seen.record).where(seen.record.id == id)).one_or_none()
        for id in (seen.one, seen.other)
    )
    if one is None or other is None:
        raise CannotBeOne
    if (one.revision, other.revision) != seen.revisions:
        raise WrittenMeanwhile
    if conflicts(session, one.id) or conflicts(session, other.id):
        raise ChooseFirst
    done = Folded(one.id, other.id)
    values = {each.name: each.value(taken.get(each.name, each.suggested)) for each in seen.differences}
    with session.no_autoflush:
        _into(session, done, one, other, values)
    _decide(session, done, Alike(seen.record, one.id, other.id), one.team, same=True)
    session.flush()
    return done


def keep_apart(session: Session, pair: Alike) -> None:
    """They are not the same: nobody of the team is asked again."""
    team = session.scalars(select(pair.record.team).where(pair.record.id == pair.one)).one()
    _decide(session, Folded(pair.one, pair.other), pair, team, same=False)
    session.flush()


def _into(session: Session, done: Folded, one: Record, other: Record, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        done.set(one, name, value)
    _unite_what_stays_here(done, one, other)
    if isinstance(one, Visit) and isinstance(other, Visit):
        done.set(one, NO_CONTACT, one.no_contact and other.no_contact)
    moved = _move(session, done, one, other)
    if isinstance(one, Round) and isinstance(other, Round):
        _fold_visits(session, done, one, other, [row for row in moved if isinstance(row, Visit)])
    if isinstance(one, Area | Encounter):
        settle(session, one, values)
    done.set(other, "deleted", True)


def _unite_what_stays_here(done: Folded, one: Record, other: Record) -> None:
    """Nobody else has these, so there is nothing to choose: both are kept, or the one there is."""
    for described in fields_of(type(one)):
        if described.local_only:
            ours, theirs = getattr(one, described.name), getattr(other, described.name)
            both = united(described, [ours, theirs]) if ours and theirs else None
            done.set(one, described.name, both or ours or theirs)


def _move(session: Session, done: Folded, one: Record, other: Record) -> list[Record]:
    """Everything that points at the other points at the one."""
    moved = [(row, described) for row, described in pointing(session, type(one), other.id) if row is not other]
    for row, described in moved:
        if described.kind is Kind.REFERENCES:
            renamed = (one.id if id == other.id else id for id in getattr(row, described.name))
            done.set(row, described.name, list(dict.fromkeys(renamed)))
        else:
            done.set(row, described.name, None if row is one else one.id)
        if isinstance(row, Area):
            settle(session, row, {described.name})
    done.moved += len(moved)
    return [row for row, _described in moved]


def _fold_visits(session: Session, done: Folded, one: Round, other: Round, moved: list[Visit]) -> None:
    staying = list(session.scalars(select(Visit).where(Visit.round == one.id, ~Visit.deleted)))
    position = max((visit.position for visit in staying), default=-1)
    wording = Wording(session)
    for visit in sorted(moved, key=lambda each: (each.position, each.stamp, each.id)):
        part = daypart_at(visit.start or other.start)
        double = next((each for each in in_order(staying) if _one_stop(each, one, visit, part)), None)
        if double is not None:
            staying.remove(double)
            chosen = compared(wording, double, visit, {})
            _into(session, done, double, visit, {each.name: each.value(each.suggested) for each in chosen})
        else:
            position += 1
            done.set(visit, "position", position)


def _one_stop(there: Visit, walked: Round, visit: Visit, part: str) -> bool:
    """One spot, and one part of the day as far as both say it."""
    if not visit.spot or there.spot != visit.spot:
        return False
    return part in ("", daypart_at(there.start or walked.start)) or not daypart_at(there.start or walked.start)


def _decide(session: Session, done: Folded, pair: Alike, team: Id | None, *, same: bool) -> None:
    id = pair_id(team, pair.one, pair.other)
    kept = session.scalars(select(Pair).where(Pair.id == id)).one_or_none()
    if kept is None:
        kept = Pair(id=id, kind=pair.record.__tablename__, one=pair.one, other=pair.other, same=same, deleted=True)
        session.add(kept)
    done.set(kept, "same", same)
    done.set(kept, "deleted", False)
